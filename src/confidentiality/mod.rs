//! What could identify a child or a family: patterns, the candidate's own list of names, pseudonyms.

mod known;
mod look;
mod looked;
mod mark;
mod mask;
mod sighting;

use std::ops::Range;

pub use looked::Looked;
pub use mask::mask;
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
#[derive(Debug, Clone, Default)]
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

/// Looks for what could identify somebody.
#[derive(Debug)]
pub struct Search {}

impl Search {
    /// Prepares a search.
    pub fn new(known: &Known) -> Self {
        let _ = known;
        Self {}
    }

    /// What there is in a text, in order; hits of one kind do not overlap.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let _ = text;
        Vec::new()
    }
}
