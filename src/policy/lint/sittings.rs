//! The published dates, as the policy prints them.

use super::Subject;
use crate::{
    check::Place,
    dates::{self, Day},
};

/// One published date.
pub struct Printed {
    /// The day that is used.
    pub used: Day,
    /// The day that is printed.
    pub day: Day,
    /// How it is printed.
    pub text: String,
    /// Where it stands here.
    pub place: Place,
}

/// The published dates, in their order.
pub fn sittings(subject: &Subject) -> Vec<Printed> {
    let file = "policy.yaml";
    let all = subject.trees.all(file, "panel.sittings.*").into_iter();
    all.filter_map(|sitting| {
        let used = sitting.key("date").and_then(dates::parse)?;
        let day = sitting.key("also").and_then(dates::parse).unwrap_or(used);
        let place = subject.trees.place(file, &format!("{}.date", sitting.path));
        let text = sitting.key("as_printed").unwrap_or_default().to_owned();
        Some(Printed { used, day, text, place })
    })
    .collect()
}
