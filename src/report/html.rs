//! Findings as one page that needs no network and no script.

use minijinja::{AutoEscape, Environment, context};

use super::Report;
use crate::{
    check::{Counts, Finding},
    markdown::words,
};

static TEMPLATE: &str = include_str!("../../templates/check.html");

/// The page.
///
/// # Errors
/// Where the template does not fit what there is to say: a defect of this program.
pub fn html(report: &Report) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    environment.add_template("check.html", TEMPLATE)?;
    let application = report.application;
    let policy = application.policy;
    let panel = application.pack.facts.panel.get().filter(|_| application.has_panel());
    let findings: Vec<_> = report.findings.iter().map(|one| finding(report, one)).collect();
    environment.get_template("check.html")?.render(context! {
        council => policy.rules.council,
        policy => policy.rules.title,
        candidate => application.fact("candidate.name"),
        progression => application.fact("progression.title"),
        panel => panel.map(|day| day.with_weekday()),
        today => report.today.map(|day| day.to_string()),
        stage => report.stage.title.to_lowercase(),
        deadlines => deadlines(report),
        counts => Counts::of(report.findings),
        summary => report.summary(),
        findings,
        headings => coverage(report),
    })
}

fn finding(report: &Report, finding: &Finding) -> minijinja::Value {
    let position = report.line_column(finding);
    let source = report.application.pack.sources.get(&finding.place.file);
    context! {
        rule => finding.rule,
        severity => finding.severity,
        title => finding.title,
        file => finding.place.file,
        line => position.map(|(line, _)| line),
        page => finding.place.page,
        text => finding.place.span.and_then(|span| source.map(|source| excerpt(source.slice(span)))),
        next => finding.next,
        clause => finding.clause,
    }
}

/// The first line of what a finding points at, not longer than a line of the page.
fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(140).collect();
    if short.len() < line.len() { short + "…" } else { short }
}

fn deadlines(report: &Report) -> Vec<minijinja::Value> {
    let application = report.application;
    application
        .deadlines()
        .filter_map(|deadline| Some((deadline, application.due(&deadline.by)?.day)))
        .map(|(deadline, due)| {
            let sent = application.day(&deadline.done());
            let to: Vec<_> = deadline.to.iter().map(|role| application.policy.role(role)).collect();
            context! {
                what => deadline.what,
                due => due.with_weekday(),
                sent => sent.map(|day| day.to_string()),
                late => sent.is_some_and(|sent| sent > due),
                days => report.today.map(|today| due.days_since(today)),
                to => to.join(", "),
            }
        })
        .collect()
}

/// How much there is under each heading.
fn coverage(report: &Report) -> Vec<minijinja::Value> {
    let pack = report.application.pack;
    let headings = report.application.policy.headings.iter();
    headings
        .map(|heading| {
            let files = pack.evidence.iter().filter(|file| file.id == heading.id);
            let count: usize = files.map(|file| words(&file.markdown.blocks)).sum();
            let mut documents: Vec<_> = pack
                .citations()
                .filter(|citation| citation.file.id == heading.id && !citation.link.is_image)
                .filter_map(|citation| citation.target)
                .filter(|target| pack.folder.get(target).is_some())
                .collect();
            documents.sort();
            documents.dedup();
            context! { label => heading.label, words => count, documents => documents.len() }
        })
        .collect()
}
