//! The bundle, its volumes and addenda: typeset, bound and proved.

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use hayro_syntax::Pdf;
use rayon::prelude::*;

use super::Made;
use crate::{
    bundle::{
        self,
        bind::{self, BindError, Bundle, Elsewhere, Slot},
        likeness,
        record::{Bound, Record, Volume},
    },
    compose::{self, Context},
    issued::Issued,
    publish::Output,
    typeset::{Away, Conformance, Edition, Numbering, PROGRAM, Pages, TypesetError, failed},
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
    /// The labels of all that is not in it.
    pub(super) away: Option<&'a BTreeMap<String, Away>>,
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
        Self { name, title, labels, count, volume: None, elsewhere: &|_| None, away: None, issued }
    }

    /// What makes it another file than all others.
    fn identity(&self, context: &Context) -> String {
        format!("{} {}", context.fingerprint, self.name)
    }
}

/// The bundle or a volume of it: typeset, with the pages of all attachments in their places.
pub(super) fn bind(
    context: &Context,
    pages: Pages,
    part: &Part,
    attachments: &Attachments,
    start: Instant,
) -> Result<(Made, Record), TypesetError> {
    let typeset = exported(context, &pages, part)?;
    let count = pages.count();
    // The laid-out pages are as large as a good many scans, and so many that letting go takes a while.
    rayon::spawn(|| drop(pages));
    let bundle = bound(context, typeset, part, attachments)?;
    let output = Output::new(format!("{}.pdf", part.name), bundle.bytes);
    let sha256 = Some(bundle.sha256);
    Ok((Made { output, sha256, pages: Some(count), took: start.elapsed() }, bundle.record))
}

/// The same before it is bound.
pub(super) fn exported(
    context: &Context,
    pages: &Pages,
    part: &Part,
) -> Result<Vec<u8>, TypesetError> {
    pages.pdf(&Edition {
        conformance: Conformance::Tagged,
        identity: &part.identity(context),
        fingerprint: &context.fingerprint,
        numbering: Some(Numbering { labels: &part.labels, count: part.count }),
        away: part.away,
    })
}

/// What is bound: the PDFs, and what the record says of each.
pub(super) struct Attachments {
    pub(super) files: Vec<Arc<Vec<u8>>>,
    documents: Vec<Bound>,
}

impl Attachments {
    /// All of a pack, in order; a picture is made a PDF. In an addendum the issued bundle is the
    /// first of them.
    ///
    /// # Errors
    /// Where one cannot be read again.
    pub(super) fn of(context: &Context, issued: Option<&Issued>) -> Result<Self, TypesetError> {
        let attached = compose::attached(context);
        let first = issued.map(|issued| (Some(Arc::clone(&issued.pdf)), issued.record()));
        let rest = attached.par_iter().map(|one| (one.pdf(), one.record()));
        let all = rayon::iter::once(first).flatten().chain(rest);
        let all = all.map(|(file, mut document)| {
            let file = file.ok_or_else(|| failed("a picture cannot be made a page"))?;
            let pdf = Pdf::new(Arc::clone(&file))
                .map_err(|_| failed(BindError::Attachment(document.label.clone()).to_string()))?;
            document.pages = likeness::of_pages(&pdf);
            Ok((file, document))
        });
        let all = all.collect::<Result<Vec<_>, TypesetError>>()?;
        let (files, documents) = all.into_iter().unzip();
        Ok(Self { files, documents })
    }
}

/// Puts the pages of the attachments in their places.
pub(super) fn bound(
    context: &Context,
    typeset: Vec<u8>,
    part: &Part,
    attachments: &Attachments,
) -> Result<Bundle, TypesetError> {
    let record = Record {
        panelpack_bundle: 1,
        program: PROGRAM.to_owned(),
        title: part.title.clone(),
        fingerprint: context.fingerprint.clone(),
        volume: part.volume,
        labels: part.labels.clone(),
        documents: attachments.documents.clone(),
        entries: part.issued.map(|issued| issued.lock.entries.clone()).unwrap_or_default(),
        editions: part.issued.map(|issued| issued.lock.all_editions()).unwrap_or_default(),
        ..Record::default()
    };
    let identity = part.identity(context);
    let bundle = bind::bind(typeset, &attachments.files, record, &identity, part.elsewhere);
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
