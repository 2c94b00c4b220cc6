//! The rules about what could identify somebody: one for each kind of thing.

use super::place::{self, Words};
use crate::{
    check::{Case, Findings, Rule, Topic},
    confidentiality::{Kind, Sighting, What},
    policy::{Severity, Stage},
};

pub static LISTED_NAME: Rule = Rule {
    name: "listed-name",
    asks: "No name of the private list stands anywhere in the pack",
    why: "A child, a parent or a carer must not be known by a pack. The list in \
          private/names.txt is yours; panelpack looks for each name in any capitals and either \
          order, also as part of a file's name, over the end of a line, and in everything a \
          document holds.",
    example: "“Jane Roe’s mother said …”: write “Child A’s mother said …”.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::Name),
};

pub static PART_OF_NAME: Rule = Rule {
    name: "part-of-listed-name",
    asks: "No forename or surname of the private list stands by itself",
    why: "A forename is enough for whoever knows the family. A forename or surname alone may \
          also be somebody else’s, so this is for you to look at.",
    example: "“Jane told me …” where the list has Jane Roe: write “Child A told me …”.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::PartOfName),
};

pub static NHS_NUMBER: Rule = Rule {
    name: "nhs-number",
    asks: "No NHS number stands in the pack",
    why: "It leads to one person’s whole health record. Ten digits with the right check digit \
          are an error where they are grouped like an NHS number or named as one, and a \
          warning where they may be anything.",
    example: "“NHS no. 999 000 0018”: take the number out.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::NhsNumber),
};

pub static PUPIL_NUMBER: Rule = Rule {
    name: "pupil-number",
    asks: "No unique pupil number (UPN) stands in the pack",
    why: "It is one child’s number for as long as they go to school.",
    example: "A school report with the UPN at its head: black it out before it is scanned.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::PupilNumber),
};

pub static INSURANCE_NUMBER: Rule = Rule {
    name: "national-insurance-number",
    asks: "No National Insurance number stands in the pack",
    why: "It is one person’s number for life.",
    example: "A benefits letter with “NI number QQ 12 34 56 C”: take the number out.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::InsuranceNumber),
};

pub static DATE_OF_BIRTH: Rule = Rule {
    name: "date-of-birth",
    asks: "No date of birth stands in the pack",
    why: "With a date of birth and a town, a child can be found. An age is enough.",
    example: "“Child A, DOB 3.4.2015”: write “Child A, nine years old”.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::DateOfBirth),
};

pub static COURT_NUMBER: Rule = Rule {
    name: "court-number",
    asks: "No number of a court case stands in the pack",
    why: "Family proceedings are private; the number leads to them. The citation of a \
          published judgment is no such number.",
    example: "“LV23C50000 at the Family Court”: write “care proceedings in 2023”.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::CourtNumber),
};

pub static CASE_NUMBER: Rule = Rule {
    name: "case-number",
    asks: "No number from the case-management system stands in the pack",
    why: "Whoever can open the system finds the family by it.",
    example: "“Liquidlogic ID 1234567”: take the number out.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::CaseNumber),
};

pub static POSTCODE: Rule = Rule {
    name: "postcode",
    asks: "No full postcode stands in the pack, except the council’s own",
    why: "A full postcode is a dozen houses. The first half alone is a district, and may be \
          named.",
    example: "“moved to ZZ1 2AB”: write “moved to another part of the town”.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::Postcode),
};

pub static TELEPHONE: Rule = Rule {
    name: "telephone-number",
    asks: "No telephone number stands in the pack, except the council’s own",
    why: "A number leads to a person, and the panel has no use for it.",
    example: "“Grandmother: 07700 900123”: take the number out.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::Telephone),
};

pub static EMAIL: Rule = Rule {
    name: "email-address",
    asks: "No email address stands in the pack, except the council’s own",
    why: "An address usually has a name in it, and leads to a person.",
    example: "A printed email with the sender’s address: black the address out, or save the text \
          alone.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::Email),
};

pub static ADDRESS: Rule = Rule {
    name: "street-address",
    asks: "No street with a house number stands in the pack",
    why: "Where a family lives is who they are.",
    example: "“visited at 12 Larkspur Lane”: write “visited at home”.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::Address),
};

pub static INSTITUTION: Rule = Rule {
    name: "school-or-surgery",
    asks: "No school, surgery or hospital is named",
    why: "Together with an age, a school leads to a child. Say what it is for: “Child A’s \
          primary school”.",
    example: "“at Larkspur Lane Primary School”: write “at Child A’s primary school”.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::Institution),
};

pub static PSEUDONYM: Rule = Rule {
    name: "undeclared-pseudonym",
    asks: "Every pseudonym is in the register, private/pseudonyms.yaml",
    why: "“Child D” may be a slip for Child B, and a panel that counts children comes to the \
          wrong family. The register keeps them apart, and never leaves your computer.",
    example: "“Child D” in the evidence: add `- { pseudonym: Child D }` to \
          private/pseudonyms.yaml, or correct the letter.",
    topic: Topic::Confidentiality,
    stage: Stage::Request,
    check: |case, findings| tell(case, findings, Kind::Pseudonym),
};

fn tell(case: &Case, findings: &mut Findings, kind: Kind) {
    let is_it = |one: &&Sighting| one.what == What::Identifying(kind) && one.stays.is_none();
    for one in case.looked.sightings.iter().filter(is_it) {
        let severity =
            if is_grave(kind) && one.is_sure { Severity::Error } else { Severity::Warning };
        place::tell(findings, severity, one, title(kind, one), &next(kind, one));
    }
}

/// Whether it leads to one person by itself.
fn is_grave(kind: Kind) -> bool {
    match kind {
        Kind::Name
        | Kind::NhsNumber
        | Kind::PupilNumber
        | Kind::InsuranceNumber
        | Kind::DateOfBirth
        | Kind::CourtNumber
        | Kind::CaseNumber => true,
        Kind::PartOfName
        | Kind::Postcode
        | Kind::Telephone
        | Kind::Email
        | Kind::Address
        | Kind::Institution
        | Kind::Pseudonym => false,
    }
}

/// What was seen and where, never what it says.
pub fn title(kind: Kind, one: &Sighting) -> String {
    let words = words(kind);
    let place = place::within(one);
    match (words.seems, one.count) {
        (true, 0 | 1) => format!("There seems to be {} {place}", words.one),
        (true, count) => format!("There seem to be {count} {} {place}", words.many),
        (false, 0 | 1) => format!("There is {} {place}", words.one),
        (false, count) => format!("There are {count} {} {place}", words.many),
    }
}

fn next(kind: Kind, one: &Sighting) -> String {
    let next = words(kind).next;
    if one.is_in_name {
        return "Rename the file, and correct its name where the pack names it".into();
    }
    match place::how_to_change(one) {
        Some(how) => format!("{next}: {how}"),
        None => next.to_owned(),
    }
}

fn words(kind: Kind) -> Words {
    let (one, many, seems, next) = match kind {
        Kind::Name => (
            "a name from your private list",
            "names from your private list",
            false,
            "Write a pseudonym, such as Child A",
        ),
        Kind::PartOfName => (
            "a part of a name from your private list",
            "parts of names from your private list",
            false,
            "If it is the person on your list, write a pseudonym, such as Child A",
        ),
        Kind::NhsNumber => ("an NHS number", "NHS numbers", true, "Take the number out"),
        Kind::PupilNumber => {
            ("a unique pupil number", "unique pupil numbers", true, "Take the number out")
        }
        Kind::InsuranceNumber => (
            "a National Insurance number",
            "National Insurance numbers",
            true,
            "Take the number out",
        ),
        Kind::DateOfBirth => ("a date of birth", "dates of birth", true, "Write the age instead"),
        Kind::CourtNumber => {
            ("the number of a court case", "numbers of court cases", true, "Take the number out")
        }
        Kind::CaseNumber => (
            "the number of a case or person in the case system",
            "numbers from the case system",
            true,
            "Take the number out",
        ),
        Kind::Postcode => (
            "a postcode",
            "postcodes",
            true,
            "Take it out, or leave only what nobody can be found by",
        ),
        Kind::Telephone => ("a telephone number", "telephone numbers", true, "Take the number out"),
        Kind::Email => ("an email address", "email addresses", true, "Take the address out"),
        Kind::Address => (
            "a street and house number",
            "streets with house numbers",
            true,
            "Take it out, or write “at home” or “at the office”",
        ),
        Kind::Institution => (
            "the name of a school, surgery or hospital",
            "names of schools, surgeries or hospitals",
            true,
            "Say what it is instead of its name, such as “Child A’s school”",
        ),
        Kind::Pseudonym => (
            "a pseudonym that is not in your register",
            "pseudonyms that are not in your register",
            false,
            "Add each to private/pseudonyms.yaml, or correct it",
        ),
    };
    Words { one, many, seems, next }
}
