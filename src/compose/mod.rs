//! Policy and pack → what each PDF says, as plain data.
//!
//! The shapes here are what the templates in `templates/layout/` read from `/data.json`.

mod binding;
mod blocks;
mod evidence;
mod form;
mod order;

use serde::Serialize;
use serde_json::{Value, json};

pub use binding::{bundle, tree};
pub use evidence::evidence_template;
pub use form::form;
pub use order::{Order, Ordered};

use crate::{
    check::{Finding, Place},
    dates::Day,
    forms::Application,
    pack::{Citation, Pack},
};

/// What all documents of one build have in common.
pub struct Context<'a> {
    /// The policy and the pack.
    pub application: Application<'a>,
    /// The documents in the order they are bound.
    pub order: Order<'a>,
    /// What makes this pack another than all others.
    pub fingerprint: String,
    /// What is still to do, in a draft.
    pub gaps: Option<&'a [Finding]>,
    /// The bundle page on which each document starts, once the bundle is laid out.
    pub first_pages: Vec<Option<usize>>,
}

impl<'a> Context<'a> {
    /// Puts the documents in order; nothing is laid out yet.
    pub fn new(
        application: Application<'a>,
        fingerprint: String,
        gaps: Option<&'a [Finding]>,
    ) -> Self {
        let order = Order::of(application);
        Self { application, order, fingerprint, gaps, first_pages: Vec::new() }
    }

    /// The day that stands for the pack in its documents: the panel's, else the policy's first.
    fn day(&self) -> Day {
        let panel = self.application.pack.facts.panel.get().copied();
        panel.unwrap_or(self.application.policy.rules.valid.from)
    }

    /// What every document says about itself.
    fn document(&self, title: &str, appendix: Option<u32>) -> Value {
        let policy = &self.application.policy.rules;
        let name = self.application.fact("candidate.name").unwrap_or_default();
        let progression = self.application.fact("progression.title").unwrap_or_default();
        let day = self.day();
        json!({
            "title": title,
            "subject": format!("{name}, {progression}"),
            "author": name,
            "council": policy.council,
            "appendix": appendix,
            "date": { "year": day.0.year(), "month": day.0.month(), "day": day.0.day() },
            "date_text": day.to_string(),
            "fictional": self.application.pack.facts.fictional.get() == Some(&true),
            "fingerprint": self.fingerprint,
            "draft": self.gaps.map(|gaps| json!({ "gaps": gaps.iter().map(|one| gap(self.application.pack, one)).collect::<Vec<_>>() })),
            "abbreviations": policy.abbreviations.iter()
                .map(|one| json!({ "short": one.short, "long": one.long })).collect::<Vec<_>>(),
        })
    }

    /// Who applies, as every document names them.
    fn candidate(&self) -> Value {
        let fact = |name| self.application.fact(name);
        json!({
            "name": fact("candidate.name"),
            "sw_number": fact("candidate.sw_number"),
            "team": fact("candidate.team"),
            "team_manager": fact("candidate.team_manager"),
            "head_of_service": fact("candidate.head_of_service"),
            "progression": fact("progression.title"),
            "panel_date_text": fact("panel.date"),
        })
    }

    /// Where a citation leads: the document's number, its page and the bundle page, if that is
    /// known yet.
    fn cited(&self, citation: &Citation) -> Option<Cited> {
        let document = self.order.number_of(citation.target?)?;
        let pages = self.order.documents.get(document - 1)?.pages();
        let page = citation.page_number().filter(|page| (1..=pages).contains(page));
        let first = self.first_pages.get(document - 1).copied().flatten();
        let bundle_page = first.map(|first| first + page.unwrap_or(1) - 1);
        let label = format!("document-{document}-page-{}", page.unwrap_or(1));
        Some(Cited { document, page, label, bundle_page })
    }
}

/// Where a citation leads.
#[derive(Debug, Clone, Serialize)]
struct Cited {
    document: usize,
    page: Option<usize>,
    label: String,
    bundle_page: Option<usize>,
}

fn gap(pack: &Pack, finding: &Finding) -> Value {
    let Place { file, span, page } = &finding.place;
    let line = span.and_then(|span| Some(pack.sources.get(file)?.line_column(span.start).0));
    let place = match (page, line) {
        (Some(page), _) => format!("{file}, page {page}"),
        (None, Some(line)) => format!("{file}, line {line}"),
        (None, None) => file.clone(),
    };
    json!({
        "severity": finding.severity,
        "title": finding.title,
        "place": place,
        "next": finding.next,
    })
}
