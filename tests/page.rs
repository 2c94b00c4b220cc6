//! The check as one page: what stands together, in which order, and that nothing in a pack can become
//! a part of the page itself.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{error::Error, fmt::Write, path::Path};

use common::panelpack;
use panelpack::{
    application::Application,
    check::{Finding, Place},
    dates::{self, Day},
    pack::Pack,
    policy::{self, Says, Severity},
    report::{self, Report},
    source::Span,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// The page of the complete sample pack with these findings, without its head.
fn page(findings: &[Finding], today: Option<&str>) -> Result<String> {
    let pack =
        Pack::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-packs/st-helens-senior"))?;
    let files = policy::find("st-helens", None)?.ok_or("no policy")?;
    let policy = policy::load(&files).0.ok_or("not a policy")?;
    let policy = policy.narrowed(pack.facts.progression.text(), pack.facts.route.text());
    let application = Application { policy: &policy, pack: &pack };
    let today: Option<Day> = today.and_then(dates::parse);
    let stage = policy.last_stage();
    let page = report::html(&Report { application, stage: &stage, today, findings })?;
    let (_, body) = page.split_once("</head>").ok_or("no head")?;
    Ok(body.to_owned())
}

/// The page of the sample pack in which things are missing.
fn incomplete(today: &str) -> Result<String> {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-packs/incomplete");
    let mut command = panelpack();
    command.args(["check", "--format", "html", "--today", today]).arg(pack);
    Ok(String::from_utf8(command.output()?.stdout)?)
}

fn finding(rule: &'static str, severity: Severity, title: &str, place: Place) -> Finding {
    let (title, next) = (title.to_owned(), "Mend `it`. Then look again".to_owned());
    Finding { rule, severity, title, place, next, clause: None, mark: None }
}

fn error(rule: &'static str, title: &str, file: &str) -> Finding {
    finding(rule, Severity::Error, title, Place::file(file))
}

fn line(file: &str, start: usize) -> Place {
    Place::span(file, Span { start, end: start + 12 })
}

/// The headings and rules of a page, one a line.
fn outline(page: &str) -> Result<String> {
    let mut outline = String::new();
    for part in page.split("<h").skip(1).filter(|part| part.starts_with(['3', '4', '5'])) {
        let (_, rest) = part.split_once('>').ok_or("no heading")?;
        let (title, _) = rest.split_once("</h").ok_or("no end")?;
        let mut words = String::new();
        let mut is_tag = false;
        for letter in title.chars() {
            is_tag = letter == '<' || (is_tag && letter != '>');
            words.extend((!is_tag && letter != '>').then_some(letter));
        }
        let indent = if part.starts_with('3') { "" } else { "  " };
        writeln!(outline, "{indent}{}", words.split_whitespace().collect::<Vec<_>>().join(" "))?;
    }
    Ok(outline)
}

#[test]
fn one_page() -> Result {
    let clause = Says { text: "It must be “there”.".into(), at: "Appendix 5".into() };
    let mut postcode =
        finding("postcode", Severity::Warning, "There is one", line("pack.yaml", 400));
    postcode.mark = Some("k7d2".into());
    postcode.next += ". If it may stay, say why, with the mark k7d2";
    let mut on_page = finding("broken-citation", Severity::Note, "A page", Place::default());
    on_page.place = Place::page("documents/2024-05-02 court-report.pdf", 3);
    let mut missing = error("missing-heading", "There is no heading", "evidence/a.md");
    missing.clause = Some(clause);
    let findings = [missing, postcode, on_page];
    insta::assert_snapshot!(page(&findings, Some("2025-03-01"))?);
    Ok(())
}

#[test]
fn nothing_in_a_pack_becomes_a_part_of_the_page() -> Result {
    let bad = "<script>alert(\"1\")</script><img src='x'>";
    let mut finding = error("postcode", bad, bad);
    finding.next = format!("{bad} `{bad}`. {bad}");
    finding.clause = Some(Says { text: bad.into(), at: bad.into() });
    finding.mark = Some("<i>".into());
    let page = page(&[finding], None)?;
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<i>"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "{page}");
    Ok(())
}

#[test]
fn what_to_do_stands_in_the_order_of_the_topics_and_errors_come_first() -> Result {
    let note = |rule, title| finding(rule, Severity::Note, title, Place::file("pack.yaml"));
    let findings = [
        error("missed-deadline", "late", "pack.yaml"),
        error("missing-answer", "no answer", "forms/request.yaml"),
        error("missing-heading", "no heading", "evidence/a.md"),
        error("missing-fact", "no fact", "pack.yaml"),
        error("broken-yaml", "broken", "pack.yaml"),
        note("broken-yaml", "odd"),
        note("panel-date", "odd day"),
    ];
    let outline = outline(&page(&findings, None)?)?;
    insta::assert_snapshot!(outline);
    Ok(())
}

#[test]
fn findings_of_one_rule_in_one_file_stand_together() -> Result {
    let file = "evidence/01-professionalism.md";
    let at = |title, start| finding("raw-html", Severity::Error, title, line(file, start));
    let findings = [
        at("the same", 0),
        at("the same", 300),
        finding("raw-html", Severity::Note, "milder", Place::file(file)),
        error("wide-table", "one", file),
        error("wide-table", "another", file),
        error("empty-heading", "in two files", "evidence/02-values-and-ethics.md"),
        error("empty-heading", "in two files", file),
    ];
    insta::assert_snapshot!(outline(&page(&findings, None)?)?);
    Ok(())
}

#[test]
fn what_was_not_looked_into_and_what_may_stay_stand_apart() -> Result {
    let of = |rule, severity, title, mark: &str| {
        let mut finding = finding(rule, severity, title, Place::file("documents/a.pdf"));
        finding.mark = Some(mark.to_owned());
        finding.next = format!("Look at it. It may stay with the mark {mark}");
        finding
    };
    let findings = [
        of("may-stay", Severity::Note, "There is a school here; it may stay", "aaaa"),
        of("not-looked-into", Severity::Warning, "This is a scan", "bbbb"),
        of("may-stay", Severity::Warning, "Nothing has this mark", "cccc"),
        of("postcode", Severity::Warning, "There is a postcode here", "dddd"),
        of("postcode", Severity::Warning, "There is a postcode here", "eeee"),
    ];
    let page = page(&findings, None)?;
    let place = |text: &str| page.find(text).ok_or(format!("{text} is not said: {page}"));
    let [remember, unread, stays] = [
        place("“No pattern found” is not the same as anonymised")?,
        place("What could not be looked into")?,
        place("Looked at, and may stay")?,
    ];
    assert!(remember < place("Nothing has this mark")?);
    assert!(place("There is a postcode here")? < unread && place("Warning, 2 places")? < unread);
    assert!(unread < place("This is a scan")? && place("This is a scan")? < stays);
    assert!(stays < place("There is a school here")?);
    assert!(page.contains("mark dddd") && page.contains("mark eeee"));
    assert!(!page.contains("with the mark dddd"), "the mark is said once");
    Ok(())
}

#[test]
fn days_are_counted_and_what_was_missed_is_marked() -> Result {
    let early = page(&[], Some("2025-03-01"))?;
    assert!(early.contains("<strong>11 days left</strong> Wednesday 12 March 2025"), "{early}");
    assert!(!early.contains("Missed"));
    let kept = page(&[], Some("2025-03-14"))?;
    assert!(kept.contains("Done on 10 March 2025") && !kept.contains("Missed"), "{kept}");
    assert!(kept.contains("<strong>12 days left</strong> Wednesday 26 March 2025"), "{kept}");
    let late = incomplete("2025-03-08")?;
    assert!(late.contains("Missed, 3 days ago") && late.contains("2 deadlines have passed"));
    let timeless = page(&[], None)?;
    assert!(timeless.contains("Wednesday 12 March 2025"));
    assert!(!timeless.contains("days left") && !timeless.contains("Missed"), "{timeless}");
    Ok(())
}

#[test]
fn where_nothing_is_found_it_says_what_was_looked_at() -> Result {
    let page = page(&[], None)?;
    for said in ["Nothing is missing.", "What was looked at", "<li>The training log", "anonymised"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    Ok(())
}

#[test]
fn the_page_needs_nothing_but_itself() -> Result {
    let page = incomplete("2025-03-01")?;
    assert!(page.contains("</html>"));
    for needs in
        ["<script", "<link", "<img", "<iframe", "http:", "https:", "src=", "url(", "@import"]
    {
        assert!(!page.contains(needs), "{needs}");
    }
    Ok(())
}
