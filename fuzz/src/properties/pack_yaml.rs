//! Any text in any file of a pack: every rule can be asked, what they find points into the file, and can be shown.

use panelpack::{
    application::Application,
    check::{self, Case},
    confidentiality::{Hit, Kind, Known, Looked, Search},
    dates,
    report::{self, Look, Report},
};

use super::{assert_places, choose, sample, text};

const FILES: [&str; 8] = [
    "pack.yaml",
    "documents/documents.yaml",
    "training-log.yaml",
    "forms/request.yaml",
    "forms/criteria.yaml",
    "forms/outcome.yaml",
    "confidentiality.yaml",
    "evidence/01-professionalism.md",
];

/// The first byte chooses the file, and with it the council.
pub fn pack_yaml(data: &[u8]) {
    let Some((chosen, rest)) = choose(data, FILES.len() * sample::COUNCILS.len()) else { return };
    let pack = sample::pack(FILES[chosen % FILES.len()], &text(rest));
    let policy = &sample::policy(chosen / FILES.len()).1;
    let policy = policy.narrowed(pack.facts.progression.text(), pack.facts.route.text());
    let looked = Looked::through(&pack, &policy);
    let application = Application { policy: &policy, pack: looked.shown(&pack) };
    let (stage, today) = (&policy.last_stage(), dates::parse("2025-03-01"));
    let case = Case { application, looked: &looked, stage, today, fonts: sample::fonts() };
    let findings = check::check(&case);
    assert_places(&findings, &application.pack.sources);

    let search = Search::new(&Known { names: pack.private.names.clone(), ..Known::default() });
    for finding in &findings {
        for said in [&finding.title, &finding.next, &finding.place.file] {
            let hits = search.hits(said);
            let is_name = |hit: &Hit| matches!(hit.kind, Kind::Name | Kind::PartOfName);
            assert!(!hits.iter().any(is_name), "{} gives a name away: {said}", finding.rule);
        }
    }

    let report = Report { application, stage, today, findings: &findings };
    report::terminal(&findings, &application.pack.sources, Look { colour: false, width: 80 });
    assert!(serde_json::from_str::<serde_json::Value>(&report.json()).is_ok());
    report::html(&report).expect("the page takes whatever there is to say");
}
