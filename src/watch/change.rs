//! What a change did to the findings.

use std::collections::BTreeMap;

use crate::{check::Finding, policy::Severity};

/// Findings before and after a change. A line that has moved is no change.
pub struct Change<'a> {
    /// Those that are gone.
    pub put_right: Vec<&'a Finding>,
    /// Those that were not there.
    pub new: Vec<&'a Finding>,
}

/// By what a finding is known again.
type Identity<'a> = (&'static str, Severity, &'a str, &'a str, Option<usize>);

fn identity(finding: &Finding) -> Identity<'_> {
    let place = &finding.place;
    (finding.rule, finding.severity, &finding.title, &place.file, place.page)
}

impl<'a> Change<'a> {
    /// Compares two checks.
    pub fn between(before: &'a [Finding], after: &'a [Finding]) -> Self {
        Self { put_right: without(before, after), new: without(after, before) }
    }
}

/// The findings of one check that are not in another: of three alike there and one here, none.
fn without<'a>(some: &'a [Finding], others: &[Finding]) -> Vec<&'a Finding> {
    let mut left: BTreeMap<Identity<'_>, usize> = BTreeMap::new();
    for other in others {
        *left.entry(identity(other)).or_default() += 1;
    }
    let mut alone = Vec::new();
    for one in some {
        match left.get_mut(&identity(one)) {
            Some(left) if *left > 0 => *left -= 1,
            _ => alone.push(one),
        }
    }
    alone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::Place, source::Span};

    fn finding(title: &str, at: usize) -> Finding {
        Finding {
            rule: "rule",
            severity: Severity::Error,
            title: title.into(),
            place: Place::span("a.md", Span { start: at, end: at + 1 }),
            next: String::new(),
            clause: None,
            mark: None,
        }
    }

    #[test]
    fn what_moved_is_still_there_and_of_two_alike_one_may_go() {
        let before = [finding("a", 1), finding("b", 2), finding("b", 3)];
        let after = [finding("a", 9), finding("b", 12), finding("c", 0)];
        let change = Change::between(&before, &after);
        let titles = |all: &[&Finding]| all.iter().map(|one| one.title.clone()).collect::<String>();
        assert_eq!((&*titles(&change.put_right), &*titles(&change.new)), ("b", "c"));
    }
}
