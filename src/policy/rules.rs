//! `policy.yaml`: who, when and how far.

use serde::Deserialize;

use super::{Says, Severity};
use crate::dates::Day;

/// `policy.yaml`: who, when and how far.
#[derive(Debug, Clone, Deserialize)]
pub struct Rules {
    /// The version of the policy language; 1.
    pub language: u32,
    /// The policy's id: the name of its folder.
    pub id: String,
    /// The council's name.
    pub council: String,
    /// What the policy is called.
    pub title: String,
    /// The version of the policy, as the council or this file numbers it.
    pub version: String,
    /// From when and, where it is known, until when it holds.
    pub valid: Validity,
    /// Abbreviations that are written out on first use.
    #[serde(default)]
    pub abbreviations: Vec<Abbreviation>,
    /// Who takes part.
    pub roles: Vec<Role>,
    /// What can be applied for.
    pub progressions: Vec<Progression>,
    /// What has to be sent by when.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// The panel, where there is one.
    pub panel: Option<Panel>,
    /// What is bound.
    #[serde(default)]
    pub bundle: BundleParts,
}

/// From when and until when a policy holds.
#[derive(Debug, Clone, Deserialize)]
pub struct Validity {
    /// The first day.
    pub from: Day,
    /// The last day, where it is known.
    pub until: Option<Day>,
}

/// An abbreviation and what it stands for.
#[derive(Debug, Clone, Deserialize)]
pub struct Abbreviation {
    /// The short form.
    pub short: String,
    /// The long form.
    pub long: String,
}

/// Somebody who takes part, by what they do.
#[derive(Debug, Clone, Deserialize)]
pub struct Role {
    /// The id other items use.
    pub id: String,
    /// What the council calls it.
    pub title: String,
}

/// The step applied for.
#[derive(Debug, Clone, Deserialize)]
pub struct Progression {
    /// The id a pack names.
    pub id: String,
    /// What the council calls it.
    pub title: String,
    /// How long one must have been practising.
    pub experience: Option<Experience>,
    /// What is asked about the first assessed and supported year.
    pub asye: Option<Asye>,
}

/// How long one must have been practising before applying.
#[derive(Debug, Clone, Deserialize)]
pub struct Experience {
    /// Whole years.
    pub years: u32,
    /// The candidate's date they are counted from.
    pub since: String,
    /// How much it matters if there are fewer.
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// What is asked about the Assessed and Supported Year in Employment.
#[derive(Debug, Clone, Deserialize)]
pub struct Asye {
    /// How much it matters if it was not passed.
    pub otherwise: Severity,
    /// Where no certificate is needed, because the council knows.
    pub home: Option<String>,
    /// The source kind that proves it if it was passed elsewhere.
    pub elsewhere_needs: Option<String>,
    /// The clause.
    pub says: Option<Says>,
}

/// Something that has to be sent by a day.
#[derive(Debug, Clone, Deserialize)]
pub struct Deadline {
    /// The key under `submitted` in `pack.yaml`.
    pub id: String,
    /// What has to be sent.
    pub what: String,
    /// Calendar days before the panel.
    pub days_before_panel: u32,
    /// Who sends it.
    pub from: String,
    /// Who receives it.
    #[serde(default)]
    pub to: Vec<String>,
    /// The clause.
    pub says: Option<Says>,
    /// What the policy says elsewhere; noted, not enforced.
    #[serde(default)]
    pub other_readings: Vec<OtherReading>,
}

/// Another number of days the same policy prints for the same thing.
#[derive(Debug, Clone, Deserialize)]
pub struct OtherReading {
    /// Calendar days before the panel.
    pub days_before_panel: u32,
    /// The clause.
    pub says: Option<Says>,
}

/// The panel.
#[derive(Debug, Clone, Deserialize)]
pub struct Panel {
    /// The clause.
    pub says: Option<Says>,
    /// Its seats.
    #[serde(default)]
    pub members: Vec<Seat>,
    /// How many have to be there, where the policy says so.
    pub quorum: Option<u32>,
    /// Its published dates.
    #[serde(default)]
    pub sittings: Vec<Sitting>,
    /// The clause the dates stand under.
    pub says_dates: Option<Says>,
    /// The running order.
    #[serde(default)]
    pub format: Vec<String>,
}

/// A seat on the panel.
#[derive(Debug, Clone, Deserialize)]
pub struct Seat {
    /// Whose it is.
    pub role: String,
    /// Whether it takes the chair.
    #[serde(default)]
    pub chairs: bool,
}

/// One sitting of the panel.
#[derive(Debug, Clone, Deserialize)]
pub struct Sitting {
    /// The day.
    pub date: Day,
    /// The day as the policy prints it, where that is another and probably a slip.
    pub also: Option<Day>,
    /// From when to when.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// How the policy prints it.
    pub as_printed: Option<String>,
    /// What is to be known about it.
    pub note: Option<String>,
}

/// What the bundle holds beside the evidence.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct BundleParts {
    /// The forms, in order. One without answers is left out, unless it is written anyway.
    #[serde(default)]
    pub forms: Vec<String>,
}
