//! Policy and pack → what each PDF says, as plain data.
//!
//! The shapes here are what the templates in `templates/layout/` read from `/data.json`.

mod attached;
mod binding;
mod blocks;
mod changes;
mod digest;
mod evidence;
mod flow;
mod form;
mod grid;
mod map;
mod order;
mod print;
mod shown;
mod signed;

use std::collections::BTreeSet;

use serde_json::{Value, json};

pub use attached::{Attached, attached, runs};
pub use binding::{bundle, bundle_title, tree};
pub use changes::{addendum, addendum_title, keep_numbers, papers};
pub use evidence::evidence_template;
pub use flow::flow_chart;
pub use form::form;
pub use order::{Order, Ordered};
pub use print::Print;
use shown::capital;
pub use signed::{Copy, copies};

use crate::{
    application::{Application, length},
    check::{Counts, Finding, Place},
    dates::Day,
    pack::{Citation, Pack},
    policy::Severity,
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
    /// How much the check left to put right or to look at.
    pub counts: Option<Counts>,
    /// What is printed as the number of each page of the bundle, once it is laid out.
    pub page_labels: Vec<String>,
    /// The bundle page on which each document starts, once the bundle is laid out.
    pub first_pages: Vec<Option<usize>>,
    /// The bundle page on which the presentation starts.
    pub presentation_page: Option<usize>,
    /// How forms are printed.
    pub print: Print,
    /// The marks of what an issued bundle holds already, where this is an addendum to one. The issued
    /// bundle is bound first then, as one file, and these not again.
    pub issued: Option<BTreeSet<String>>,
}

impl<'a> Context<'a> {
    /// Puts the documents in order; nothing is laid out yet.
    pub fn new(
        application: Application<'a>,
        fingerprint: String,
        gaps: Option<&'a [Finding]>,
    ) -> Self {
        let order = Order::of(application);
        Self {
            application,
            order,
            fingerprint,
            gaps,
            counts: None,
            page_labels: Vec::new(),
            first_pages: Vec::new(),
            presentation_page: None,
            print: Print::default(),
            issued: None,
        }
    }

    /// Whether pages with this mark are bound here, and not in an issued bundle already.
    fn binds(&self, label: &str) -> bool {
        self.issued.as_ref().is_none_or(|issued| !issued.contains(label))
    }

    /// The day that stands for the pack in its documents: the panel's, else the policy's first. A
    /// document that is made to be kept has to name one, so where nobody knows any, it is this.
    fn day(&self) -> Day {
        let panel = self.application.pack.facts.panel.get().copied();
        let day = panel.or(self.application.policy.rules.valid.from);
        day.unwrap_or(Day(jiff::civil::Date::constant(2000, 1, 1)))
    }

    /// What every document says about itself.
    fn document(&self, title: &str, appendix: Option<u32>) -> Value {
        let policy = &self.application.policy.rules;
        let name = self.application.fact("candidate.name").unwrap_or_default();
        let progression = self.application.fact("progression.title").unwrap_or_default();
        let subject = match self.print.blank {
            true => format!("{}, {}", policy.council, policy.title),
            false => format!("{name}, {progression}"),
        };
        let Day(day) = self.day();
        json!({
            "title": title,
            "subject": subject,
            "author": name,
            "council": policy.council,
            "appendix": appendix,
            "date": { "year": day.year(), "month": day.month(), "day": day.day() },
            "fictional": self.application.pack.facts.fictional.get() == Some(&true),
            "fingerprint": (!self.print.blank).then_some(&self.fingerprint),
            "draft": self.gaps.map(|gaps| self.gap_list(gaps)),
            "abbreviations": policy.abbreviations.iter()
                .map(|one| json!({ "short": one.short, "long": one.long })).collect::<Vec<_>>(),
        })
    }

    /// What is still to do. What somebody has looked at and found right is for the report alone.
    fn gap_list(&self, gaps: &[Finding]) -> Value {
        let is_open = |one: &&Finding| one.mark.is_none() || one.severity != Severity::Note;
        let gaps = gaps.iter().filter(is_open).map(|one| gap(self.application.pack, one));
        json!({ "gaps": gaps.collect::<Vec<_>>() })
    }

    /// What a document says about itself, with only the short forms that stand in it. What is
    /// printed letter for letter explains none.
    fn explaining(&self, mut document: Value, body: &Value) -> Value {
        if let Some(Value::Array(all)) = document.get_mut("abbreviations") {
            let mut words = BTreeSet::new();
            words_of(body, &mut words);
            let is_used = |one: &Value| one["short"].as_str().is_some_and(|it| words.contains(it));
            all.retain(|one| !self.print.as_printed && is_used(one));
        }
        document
    }

    /// Where a citation leads, as far as the bundle is laid out. `None` where it leads to nothing
    /// that is bound.
    fn cited(&self, citation: &Citation) -> Option<Cited> {
        let pack = self.application.pack;
        let target = citation.target?;
        let (name, id, pages, first) = match self.order.number_of(target) {
            Some(number) => (
                format!("Document {number}"),
                format!("document-{number}"),
                self.order.documents.get(self.order.place_of(number)?)?.pages(),
                self.first_page(number),
            ),
            None if pack.presentation().as_deref() == Some(target) => (
                "Presentation".to_owned(),
                "presentation".to_owned(),
                pack.attachments.get(target)?.pages().len(),
                self.presentation_page,
            ),
            None => return None,
        };
        // A page the document does not have leads to its first one; what has no page, nowhere.
        let page = citation.page_number().filter(|page| (1..=pages).contains(page)).unwrap_or(1);
        let bundle_page = first.map(|first| first + page - 1);
        let page_label = bundle_page.map(|page| self.page_label(page));
        (pages > 0).then(|| Cited {
            name,
            label: format!("{id}-page-{page}"),
            bundle_page,
            page_label,
        })
    }

    /// The bundle page on which a document starts, once the bundle is laid out.
    fn first_page(&self, number: usize) -> Option<usize> {
        self.first_pages.get(self.order.place_of(number)?).copied().flatten()
    }

    /// What is printed as the number of a page of the bundle.
    fn page_label(&self, page: usize) -> String {
        let label = page.checked_sub(1).and_then(|index| self.page_labels.get(index));
        label.cloned().unwrap_or_else(|| page.to_string())
    }

    /// The facts about the candidate that stand at the head of a document, each with its name.
    fn facts(&self) -> Vec<(String, String)> {
        let application = self.application;
        let on_cover = application.facts_asked().filter(|fact| fact.on_cover && fact.id != "name");
        let mut facts: Vec<(String, String)> = on_cover
            .filter_map(|fact| {
                Some((fact.label.clone(), application.fact(&format!("candidate.{}", fact.id))?))
            })
            .collect();
        facts.extend(
            self.experience().into_iter().filter_map(|(name, there, _)| Some((name, there?))),
        );
        facts
    }

    /// How long the candidate has been practising: what is counted, how long it is as far as that is
    /// known, and how long it has to be.
    fn experience(&self) -> Vec<(String, Option<String>, String)> {
        let application = self.application;
        let asked = application.experience_asked().iter();
        asked
            .map(|asked| {
                let name = match (&asked.title, asked.until.as_str()) {
                    (Some(title), "panel") => format!("{}, at the panel date", capital(title)),
                    (Some(title), _) => capital(title),
                    (None, "panel") => "Experience at the panel date".to_owned(),
                    (None, _) => "Experience".to_owned(),
                };
                let months = asked.in_months();
                let there = application.experience(asked).map(length);
                (name, there, length((months / 12, months % 12)))
            })
            .collect()
    }
}

/// The words that stand in the texts of some data.
fn words_of<'d>(data: &'d Value, words: &mut BTreeSet<&'d str>) {
    match data {
        Value::String(text) => words.extend(text.split(|c: char| !c.is_alphanumeric())),
        Value::Array(items) => items.iter().for_each(|item| words_of(item, words)),
        Value::Object(keys) => keys.values().for_each(|value| words_of(value, words)),
        _ => {}
    }
}

/// Where a citation leads.
#[derive(Debug, Clone)]
struct Cited {
    /// What is cited: `Document 4`.
    name: String,
    /// The place in the bundle.
    label: String,
    /// Its page in the bundle, if that is known yet.
    bundle_page: Option<usize>,
    /// What is printed as the number of that page.
    page_label: Option<String>,
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
