//! What can be waived.

use std::collections::BTreeSet;

use super::{FieldKind, Policy, Progression, Says};
use crate::words;

/// A requirement of the policy that a waiver can name.
pub struct Requirement<'a> {
    /// What a waiver calls it.
    pub id: &'a str,
    /// What it asks for, in a few words.
    pub asks: String,
    /// The roles that may waive it.
    pub by: &'a [String],
    /// The clause that asks for it.
    pub says: Option<&'a Says>,
}

impl Policy {
    /// Every requirement of a policy, each once: of one progression with what its route asks for, or
    /// of all progressions and routes.
    pub fn requirements<'a>(&'a self, only: Option<&'a Progression>) -> Vec<Requirement<'a>> {
        let mut all = Vec::new();
        let progressions = self.rules.progressions.iter();
        for one in progressions.filter(|one| only.is_none_or(|only| only.id == one.id)) {
            let routes = || one.routes.iter().filter(|_| only.is_none());
            let experience =
                one.experience.iter().chain(routes().flat_map(|route| &route.experience));
            all.extend(experience.map(|one| Requirement {
                id: one.id(),
                asks: one.title.clone().unwrap_or_else(|| "experience".into()),
                by: &one.waived_by,
                says: one.says.as_ref(),
            }));
            let asye = one.asye.iter().chain(routes().filter_map(|route| route.asye.as_ref()));
            all.extend(asye.map(|one| Requirement {
                id: "asye",
                asks: "the ASYE".into(),
                by: &one.waived_by,
                says: one.says.as_ref(),
            }));
            let statements =
                one.statements.iter().chain(routes().flat_map(|route| &route.statements));
            all.extend(statements.map(|one| Requirement {
                id: &one.id,
                asks: words::short(&one.label),
                by: &one.waived_by,
                says: one.says.as_ref(),
            }));
        }
        let fields = self.forms.iter().flat_map(|form| &form.sections).flat_map(|one| &one.fields);
        let criteria = fields.filter(|field| field.kind == FieldKind::Criterion);
        all.extend(criteria.map(|one| Requirement {
            id: &one.id,
            asks: words::short(&one.label),
            by: &one.waived_by,
            says: one.says.as_ref(),
        }));
        let mut told = BTreeSet::new();
        all.retain(|one| told.insert(one.id));
        all
    }
}
