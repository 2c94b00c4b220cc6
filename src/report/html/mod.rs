//! Findings as one page that needs no network and no script. It says nothing but what the
//! [`Report`] holds.

mod coverage;
mod deadlines;
mod groups;
mod sources;
mod spot;

use minijinja::{AutoEscape, Environment, context};

use super::Report;
use crate::{check::Counts, dates::Day};

/// The parts of the page, by the names they include each other by.
static PARTS: [(&str, &str); 6] = [
    ("page.html", include_str!("../../../templates/check/page.html")),
    ("style.css", include_str!("../../../templates/check/style.css")),
    ("words.html", include_str!("../../../templates/check/words.html")),
    ("deadlines.html", include_str!("../../../templates/check/deadlines.html")),
    ("to-do.html", include_str!("../../../templates/check/to-do.html")),
    ("coverage.html", include_str!("../../../templates/check/coverage.html")),
];

/// The page.
///
/// # Errors
/// Where the template does not fit what there is to say: a defect of this program.
pub fn html(report: &Report) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    for (name, text) in PARTS {
        environment.add_template(name, text)?;
    }
    let application = report.application;
    let rules = &application.policy.rules;
    let panel = application.pack.facts.panel.get().filter(|_| application.has_panel());
    environment.get_template("page.html")?.render(context! {
        council => rules.council,
        policy => rules.title,
        candidate => application.fact("candidate.name"),
        progression => application.fact("progression.title"),
        route => application.fact("route.title"),
        has_panel => application.has_panel(),
        panel => panel.map(|day| day.with_weekday()),
        today => report.today.map(Day::with_weekday),
        stage => report.stage.title,
        deadlines => deadlines::deadlines(report),
        counts => Counts::of(report.findings),
        summary => report.summary(),
        sections => groups::sections(report),
        clean => groups::clean(report),
        coverage => coverage::coverage(report),
        sources => sources::sources(report),
        training => sources::training(report),
    })
}
