//! What could identify a child or a family: patterns, the candidate's own list of names, pseudonyms.
//!
//! What [`Search`] looks for in a text, whatever carries it, and what it leaves alone:
//!
//! | kind | is found | is never taken for it |
//! |---|---|---|
//! | name | an entry of the private list in any case, order and division: possessive, hyphenated, over a line, joined (`jane_smith`, `JaneSmith`), with a middle name or initial; with an initial for the forename it is not sure | anything when the list is empty; the full name of somebody who may be named; an author who is cited |
//! | part of a name | a forename or surname by itself, with a capital | two letters; names that are everyday words (Will, May, Hope); the names of people who may be named |
//! | NHS number | ten digits with the right check digit; sure when grouped 3-3-4 or near "NHS" | part of a longer number, a telephone number, a web address, money, one digit ten times |
//! | pupil number | a letter and twelve digits, or eleven and a letter, with the right check letter | a wrong check letter |
//! | National Insurance number | two letters that are given out, six digits, A to D; without the last letter where it is named or in pairs | `SW123456`, `QQ…`, `BG…` and the other prefixes that are not given out |
//! | date of birth | a full date near "DOB", "date of birth", "born", "birthday", also below such a head of a table | any other date, a year alone, "newborn" |
//! | court number | two letters, two digits, C, P, F, D or Z, five digits | neutral citations |
//! | case number | five to nine digits near the name of a case system or "case number", "client id" and the like | bare numbers, years, dates, money, registrations |
//! | postcode | both halves, of an area that there is; small letters only with a space | `S47`, `CP1`, `GF05`, codes in longer words, floors (`2nd`) |
//! | telephone | ten or eleven digits that begin with a dialling code, numbers abroad with `+`, six to eight digits after "tel" | `SW123456`, times, dates, ranges of years, helplines of three to eight digits |
//! | email | every address, also with "(at)" and "dot" | what has no domain |
//! | address | a number, words with capitals, a street word | Atlas House, County Court, sections, years, the headings of a list |
//! | institution | words with capitals and Primary, High School, Nursery, Surgery, Hospital, Medical Centre … | the kind alone, Social Work Academy, colleges of a profession, universities |
//! | pseudonym | `Child D`, `Children D and E`, `YP1`, `Mother B` that the register does not declare; those of published reviews are not sure | "a child I", A&E, ages, Child in Need |
//!
//! Whatever the council publishes ([`Known::public`]) is never a hit. Which kinds of carriers are
//! looked into is not known here: a text comes as it was written, with its Markdown, HTML entities,
//! comments and line breaks.

mod folded;
mod known;
mod look;
mod looked;
mod mark;
mod mask;
mod names;
mod patterns;
mod public;
mod search;
mod sighting;

use std::ops::Range;

pub use looked::{KeptLooks, Looked};
pub use mask::mask;
pub use search::Search;
pub use sighting::{Sighting, What};

/// Something in a text that could identify somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Whether there is hardly a doubt. An NHS number that is neither grouped nor named as one, for
    /// example, may be any ten digits.
    pub is_sure: bool,
    /// Where it stands, in bytes of the text that was searched.
    pub range: Range<usize>,
}

/// What can identify somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A name of the private list, or of the register of pseudonyms.
    Name,
    /// A part of such a name, by itself.
    PartOfName,
    /// An NHS number.
    NhsNumber,
    /// A unique pupil number.
    PupilNumber,
    /// A National Insurance number.
    InsuranceNumber,
    /// A date of birth.
    DateOfBirth,
    /// The number of a court case.
    CourtNumber,
    /// The number of a person or case in a case-management system.
    CaseNumber,
    /// A full postcode.
    Postcode,
    /// A telephone number.
    Telephone,
    /// An email address.
    Email,
    /// A street with a number.
    Address,
    /// A school, surgery or hospital by its name.
    Institution,
    /// A pseudonym that the register does not declare.
    Pseudonym,
}

/// What to look for, and what may be named.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    /// The private list: names that must not appear, as they were written there.
    pub names: Vec<String>,
    /// The pseudonyms that are declared.
    pub pseudonyms: Vec<String>,
    /// People who may be named: the candidate, the managers, who signs and who verified.
    pub people: Vec<String>,
    /// Whatever the council itself publishes: its offices' addresses and postcodes, its telephone
    /// numbers, its email addresses or domains (`@sthelens.gov.uk` covers all below it), its rooms.
    pub public: Vec<String>,
}
