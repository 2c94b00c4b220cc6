//! Any text in any file of a policy: it is read or refused with findings that point into the file, and what can be
//! used can be shown and checked against.

use panelpack::{
    application::Application,
    check::{self, Case},
    confidentiality::Looked,
    policy, report,
    source::Source,
};

use super::{assert_places, choose, sample, text};

/// The first byte chooses the council and the file.
pub fn policy_yaml(data: &[u8]) {
    let councils: Vec<_> =
        (0..sample::COUNCILS.len()).map(|council| &sample::policy(council).0).collect();
    let of = |council: usize| {
        councils[council]
            .keys()
            .filter(|name| name.ends_with(".yaml"))
            .map(move |name| (council, name))
    };
    let names: Vec<(usize, &String)> = (0..councils.len()).flat_map(of).collect();
    let Some((chosen, rest)) = choose(data, names.len()) else { return };
    let (council, name) = names[chosen];
    let mut files = councils[council].clone();
    files.insert(name.clone(), Source::from_text(name, &text(rest)));

    let (policy, findings) = policy::load(&files);
    assert!(policy.is_some() || !findings.is_empty(), "it is refused without a word");
    assert_places(&findings, &files);
    assert_places(&policy::lint::lint(&files, Some(sample::COUNCILS[council])), &files);
    let Some(policy) = policy else { return };
    report::council(&policy, 80);
    let pack = &sample::pack("evidence/01-professionalism.md", "Child A said so.");
    let policy = policy.narrowed(pack.facts.progression.text(), pack.facts.route.text());
    let looked = Looked::through(pack, &policy);
    let application = Application { policy: &policy, pack: looked.shown(pack) };
    let stage = &policy.last_stage();
    let case = Case { application, looked: &looked, stage, today: None, fonts: sample::fonts() };
    assert_places(&check::check(&case), &application.pack.sources);
}
