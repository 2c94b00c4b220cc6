//! The bundle, its volumes and addenda: typeset, bound and proved.

use std::{
    collections::BTreeMap,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Instant,
};

use hayro_syntax::Pdf;

use super::{Made, addendum::NOT_READ_AGAIN};
use crate::{
    bundle::{
        self,
        bind::{self, Bundle, Elsewhere, Slot},
        likeness,
        record::{Bound, Record, Volume},
    },
    compose::{self, Context},
    issued::Issued,
    publish::Output,
    stored::Stored,
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
    pub(super) files: Vec<Stored>,
    documents: Vec<Bound>,
}

impl Attachments {
    /// All of a pack, in order; a picture is made a PDF. In an addendum the issued bundle is the
    /// first of them.
    ///
    /// # Errors
    /// Where the issued bundle cannot be read again, or a picture cannot be made a page.
    pub(super) fn of(context: &Context, issued: Option<&Issued>) -> Result<Self, TypesetError> {
        let issued = issued.map(|issued| {
            let pdf = Pdf::new(Arc::clone(&issued.pdf)).map_err(|_| failed(NOT_READ_AGAIN))?;
            let pages = likeness::of_pages(&pdf);
            Ok((Stored::Held(Arc::clone(&issued.pdf)), Bound { pages, ..issued.record() }))
        });
        let attached = compose::attached(context);
        let attached = attached.iter().map(|one| {
            let (file, pages) =
                one.pdf().ok_or_else(|| failed("a picture cannot be made a page"))?;
            Ok((file, Bound { pages, ..one.record() }))
        });
        let all = issued.into_iter().chain(attached).collect::<Result<Vec<_>, TypesetError>>()?;
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
        draft: context.gaps.is_some(),
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

/// The bundle or a volume of it, read again. What does not hold is not handed on.
pub(super) fn proved(bound: &Made) -> Result<Proof, TypesetError> {
    holding(verify::bundle(&bytes(bound)))
}

/// The bytes of a finished PDF; where there are none, nothing can be proved of it.
fn bytes(bound: &Made) -> Arc<Vec<u8>> {
    bound.output.bytes().map(Arc::clone).unwrap_or_default()
}

fn holding(proof: Proof) -> Result<Proof, TypesetError> {
    match proof.holds() {
        true => Ok(proof),
        false => Err(failed(format!(
            "the bundle was read again and is not as it should be, so nothing was written; please \
             report this\n{}",
            proof.text()
        ))),
    }
}

/// A bundle that is being read again, beside whatever else there is to do.
#[must_use]
pub struct Proving(JoinHandle<Proof>);

impl Proving {
    /// Begins to read a bundle again.
    pub(super) fn begin(bound: &Made) -> Self {
        let bytes = bytes(bound);
        Self(thread::spawn(move || verify::bundle(&bytes)))
    }

    /// Waits for the proof.
    ///
    /// # Errors
    /// Where the bundle is not as it should be: it must not be handed on.
    pub fn done(self) -> Result<Proof, TypesetError> {
        self.0.join().map_err(|_| failed("the bundle could not be read again")).and_then(holding)
    }
}
