//! The addendum to an issued bundle: its pages as they were, then what has changed since.

use std::{collections::BTreeMap, thread, time::Instant};

use hayro_syntax::Pdf;
use serde_json::{Value, json};

use super::{
    Besides, Built, Laid, Volumes, Work, fingerprint, finish,
    numbers::{Layout, lay_out_numbered},
    printable, stopped,
};
use crate::{
    bundle::{self, bind::Slot, digest},
    check::Counts,
    compose::{self, Context},
    issued::{self, Changes, Issued, LOCK, Lock, Paper},
    publish::Output,
    typeset::{Fonts, PROGRAM, TypesetError, failed},
};

/// Builds everything, with a bundle that keeps every page and number of the issued one. `None`
/// where nothing has changed since.
///
/// # Errors
/// Where a document cannot be typeset, or the issued bundle cannot be read.
pub fn addendum(
    work: &Work,
    issued: &Issued,
    fonts: &Fonts,
    progress: &dyn Fn(&str),
) -> Result<Option<(Built, Changes)>, TypesetError> {
    let mut context = Context::new(work.printed, fingerprint(work.printed), None);
    context.counts = Some(Counts::of(work.findings));
    compose::keep_numbers(&mut context, &issued.lock);
    let papers = compose::papers(&context);
    let moved = Changes::of_papers(&issued.lock, &papers);
    let is_bound_already = |paper: &&Paper| {
        let standing = issued.lock.standing().find(|was| was.label == paper.label);
        standing.is_some_and(|was| was.sha256 == paper.sha256)
            && !moved.iter().any(|one| one.paper.label == paper.label && one.is_bound())
    };
    let already = papers.iter().filter(is_bound_already).map(|paper| paper.label.clone());
    context.issued = Some(already.collect());
    let bundle = printable(compose::bundle(&context), fonts);
    let changes = Changes::between(&issued.lock, &issued::parts(&bundle), &papers);
    if changes.is_empty() {
        return Ok(None);
    }

    progress("laying out the addendum");
    let start = Instant::now();
    let tree = compose::tree(&context);
    let pages = issued_pages(issued)?;
    let data = compose::addendum(&context, &bundle, &issued.lock, &changes, &pages);
    let mut data = printable(data, fonts);
    let mut runs = compose::runs(&context);
    runs.push(("issued".to_owned(), pages.len()));
    let layout = Layout {
        main: "addendum.typ",
        runs: &runs,
        cuts: &[],
        issued: Some(&issued.lock),
        tree: &tree,
    };
    let (pages, besides) = thread::scope(|scope| {
        let besides = scope.spawn(|| Besides::of(&context, Some(issued), &tree, fonts));
        (lay_out_numbered(&mut data, &layout, fonts), besides.join())
    });
    let ((pages, numbers), besides) = (pages?, besides.unwrap_or_else(|_| Err(stopped()))?);
    let laid = Laid {
        pages,
        numbers,
        data: ("addendum", data),
        bundle: Some(bundle),
        issued: Some(issued),
        volumes: Volumes::NotAsked,
        in_volumes: Vec::new(),
        start,
    };
    let built = finish(context, work, laid, besides, tree, fonts, progress)?;
    Ok(Some((built, changes)))
}

/// What is said where the issued bundle is damaged.
pub(super) const NOT_READ_AGAIN: &str = "the issued bundle cannot be read again";

/// The issued pages as the template places them: each the size of its page, and a dot.
fn issued_pages(issued: &Issued) -> Result<Vec<Value>, TypesetError> {
    let unreadable = || failed(NOT_READ_AGAIN);
    let pdf = Pdf::new(issued.pdf.clone()).map_err(|_| unreadable())?;
    let page = |(index, page): (usize, &hayro_syntax::page::Page<'_>)| {
        let (width, height) = page.render_dimensions();
        let slot = Slot::new(0, index)?;
        Some(json!({ "width": width, "height": height, "dot": slot.dot(), "names": [] }))
    };
    let pages = pdf.pages().iter().enumerate().map(page).collect::<Option<Vec<_>>>();
    pages.filter(|pages| pages.len() == issued.lock.pages).ok_or_else(unreadable)
}

/// What is kept in the pack of a bundle that is sent out: the PDF, and what an addendum has to know
/// of it. `before` is what was issued before it.
pub(super) fn to_issue(built: &Built, before: Option<&Issued>) -> Option<[Output; 2]> {
    let bundle = built.files.iter().find(|made| made.output.name == bundle::FILE)?;
    let pdf = bundle.output.bytes()?;
    let places = &built.places;
    let bundle_data = built.bundle.as_ref().or_else(|| Some(&built.data.first()?.1))?;
    let parts = issued::parts(bundle_data).into_iter().map(|mut part| {
        let whole = part.form.as_ref().map(|form| format!("form-{form}"));
        let page = places.get(&part.id).or_else(|| places.get(&whole?));
        part.page = page.copied().unwrap_or(1);
        part
    });
    let lock = Lock {
        panelpack_issued: 1,
        edition: before.map_or(1, |before| before.lock.edition + 1),
        program: PROGRAM.to_owned(),
        fingerprint: built.record.fingerprint.clone(),
        sha256: bundle.sha256.clone().unwrap_or_else(|| digest::sha256(pdf)),
        pages: built.record.pages,
        editions: built.record.editions.clone(),
        labels: built.record.labels.clone(),
        entries: built.record.entries.clone(),
        papers: papers(built, before),
        parts: parts.collect(),
        places: places.clone(),
    };
    let lock = serde_json::to_string_pretty(&lock).ok()?;
    let pdf = Output { name: bundle::FILE.to_owned(), content: bundle.output.content.clone() };
    Some([pdf, Output::new(LOCK, format!("{lock}\n"))])
}

/// What is bound, each with its first page, and what was withdrawn at any time.
fn papers(built: &Built, before: Option<&Issued>) -> Vec<Paper> {
    let places: &BTreeMap<_, _> = &built.places;
    let mut papers = built.papers.clone();
    for paper in &mut papers {
        paper.first = places.get(&format!("{}-page-1", paper.name())).copied().unwrap_or(1);
    }
    let earlier = before.into_iter().flat_map(|before| &before.lock.papers);
    let is_gone = |was: &&Paper| {
        was.number.is_some()
            && (was.withdrawn || !built.papers.iter().any(|now| now.label == was.label))
    };
    papers.extend(earlier.filter(is_gone).map(|was| Paper { withdrawn: true, ..was.clone() }));
    papers
}
