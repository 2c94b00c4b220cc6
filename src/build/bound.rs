//! The bundle, its volumes and addenda: typeset, bound and proved.

use std::{sync::Arc, time::Instant};

use rayon::prelude::*;

use super::Made;
use crate::{
    bundle::{
        self,
        bind::{self, Bundle, Elsewhere, Slot},
        record::{Record, Volume},
    },
    compose::{self, Attached, Context},
    issued::Issued,
    publish::Output,
    typeset::{Conformance, Numbering, PROGRAM, Pages, TypesetError, failed},
    verify::{self, Proof},
};

/// The whole bundle, or a volume of it.
pub(super) struct Part<'a> {
    /// The name of the file without its ending.
    pub(super) name: String,
    /// Its title.
    pub(super) title: String,
    /// What each page is called.
    pub(super) labels: Vec<String>,
    /// How many pages the whole has.
    pub(super) count: usize,
    /// Which volume it is.
    pub(super) volume: Option<Volume>,
    /// Where the pages of attachments are that are not in it.
    pub(super) elsewhere: &'a (dyn Fn(Slot) -> Option<Elsewhere> + Sync),
    /// The bundle whose pages come first, in an addendum to it.
    pub(super) issued: Option<&'a Issued>,
}

impl<'a> Part<'a> {
    /// All there is, with what each page is called.
    pub(super) fn whole(
        context: &Context,
        labels: Vec<String>,
        issued: Option<&'a Issued>,
    ) -> Self {
        let title = match issued {
            Some(Issued { lock, .. }) => compose::addendum_title(context, lock),
            None => compose::bundle_title(context).to_owned(),
        };
        let name = bundle::NAME.to_owned();
        let count = labels.len();
        Self { name, title, labels, count, volume: None, elsewhere: &|_| None, issued }
    }

    fn numbering(&self) -> Numbering<'_> {
        Numbering { labels: &self.labels, count: self.count }
    }

    /// What makes it another file than all others.
    fn identity(&self, context: &Context) -> String {
        format!("{} {}", context.fingerprint, self.name)
    }
}

/// The bundle or a volume of it: typeset, with the pages of all attachments in their places. Where it
/// is an addendum, the issued bundle is the first of them.
pub(super) fn bind(
    context: &Context,
    pages: Pages,
    part: &Part,
    known: Option<&Known>,
    start: Instant,
) -> Result<(Made, Record), TypesetError> {
    let typeset = typeset(context, &pages, part)?;
    let count = pages.count();
    // The laid-out pages are as large as a good many scans.
    drop(pages);
    let bundle = bound(context, typeset, part, known)?;
    let output = Output::new(format!("{}.pdf", part.name), bundle.bytes);
    Ok((Made { output, pages: Some(count), took: start.elapsed() }, bundle.record))
}

/// The same before it is bound.
pub(super) fn typeset(
    context: &Context,
    pages: &Pages,
    part: &Part,
) -> Result<Vec<u8>, TypesetError> {
    pages.pdf_with(part.numbering(), Conformance::Tagged, &part.identity(context))
}

/// The PDFs whose pages are bound, in order; a picture is made one.
pub(super) fn files(attached: &[Attached]) -> Result<Vec<Arc<Vec<u8>>>, TypesetError> {
    let files: Option<Vec<_>> = attached.par_iter().map(Attached::pdf).collect();
    files.ok_or_else(|| failed("a picture cannot be made a page"))
}

/// What is known once the whole was bound.
pub(super) struct Known {
    /// Its record.
    pub(super) record: Record,
    /// What was bound.
    pub(super) files: Vec<Arc<Vec<u8>>>,
}

/// Puts the pages of the attachments in their places.
pub(super) fn bound(
    context: &Context,
    typeset: Vec<u8>,
    part: &Part,
    known: Option<&Known>,
) -> Result<Bundle, TypesetError> {
    let (files, documents) = match known {
        Some(known) => (known.files.clone(), known.record.documents.clone()),
        None => {
            let attached = compose::attached(context);
            let pdf = part.issued.map(|issued| Arc::clone(&issued.pdf));
            let record = part.issued.map(Issued::record);
            let documents = record.into_iter().chain(attached.iter().map(Attached::record));
            (pdf.into_iter().chain(files(&attached)?).collect(), documents.collect())
        }
    };
    let record = Record {
        panelpack_bundle: 1,
        program: PROGRAM.to_owned(),
        title: part.title.clone(),
        fingerprint: context.fingerprint.clone(),
        volume: part.volume,
        labels: part.labels.clone(),
        documents,
        entries: part.issued.map(|issued| issued.lock.entries.clone()).unwrap_or_default(),
        editions: part.issued.map(|issued| issued.lock.all_editions()).unwrap_or_default(),
        ..Record::default()
    };
    let identity = part.identity(context);
    let bundle = bind::bind(typeset, &files, record, &identity, part.elsewhere);
    bundle.map_err(|error| failed(error.to_string()))
}

/// The bundle, read again. What does not hold is not handed on.
pub(super) fn proved(bound: &Made) -> Result<Proof, TypesetError> {
    let proof = bound.output.bytes().map(verify::bundle).unwrap_or_default();
    match proof.holds() {
        true => Ok(proof),
        false => Err(failed(format!(
            "the bundle was read again and is not as it should be, so nothing was written; please \
             report this\n{}",
            proof.text()
        ))),
    }
}
