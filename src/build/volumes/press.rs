//! Makes volumes: tries, weighs, and tries again with smaller ones until all keep the limit.

use std::time::Instant;

use rayon::prelude::*;
use serde_json::Value;

use super::{
    Split, Volumes,
    plan::{self, Besides, Run},
    shelf::Shelf,
    volume::{Bound, Whole},
};
use crate::{
    build::{
        Attachments, Made, Part, bound, exported,
        numbers::{Layout, Numbers, lay_out_numbered},
        proved,
    },
    bundle::bind::{BindError, weigh},
    compose::{self, Attached, Context},
    stored::Stored,
    typeset::{Fonts, Pages, Tree, TypesetError, failed},
};

/// How often volumes may be made until all keep the limit. Each time what they weigh is known
/// better, or they are meant to get smaller.
const TRIES: usize = 40;

/// What volumes are made from.
pub(in crate::build) struct Press<'a> {
    pub(in crate::build) context: &'a Context<'a>,
    pub(in crate::build) runs: &'a [(String, usize)],
    pub(in crate::build) tree: &'a Tree,
    pub(in crate::build) attachments: &'a Attachments,
    pub(in crate::build) fonts: &'a Fonts,
}

impl Press<'_> {
    /// Cuts the bundle into volumes of at most so many bytes, where it is larger. `data` is what it
    /// says; where it is cut, it is laid out anew.
    ///
    /// # Errors
    /// Where a volume cannot be typeset, or its pages are not where the whole says they are.
    pub(in crate::build) fn split(
        &self,
        data: &mut Value,
        pages: Pages,
        numbers: Numbers,
        most: usize,
    ) -> Result<Split, TypesetError> {
        let part = Part::whole(self.context, numbers.labels(), None);
        let typeset = exported(self.context, &pages, &part)?;
        let size = bound(self.context, typeset, &part, self.attachments)?.bytes.len();
        let split = |whole, volumes| Ok(Split { whole, volumes, made: Vec::new() });
        if size <= most {
            return split((pages, numbers), Volumes::NotNeeded);
        }
        let runs = weighed(&compose::attached(self.context), &self.attachments.files)?;
        let whole = Whole { data, numbers: &numbers };
        let Some(mut besides) = self.besides(&whole, &runs, size)? else {
            return split((pages, numbers), Volumes::NothingToCut);
        };
        if besides.other >= most {
            return split((pages, numbers), Volumes::Impossible(besides.other));
        }
        drop(pages);
        let (mut aim, mut before) = (most, Vec::new());
        for tries in 1..=TRIES {
            let mut cuts = plan::cuts(&runs, besides, aim);
            while (cuts.is_empty() || cuts == before) && aim > 0 {
                aim -= (aim / 10).max(1);
                cuts = plan::cuts(&runs, besides, aim);
            }
            let labels: Vec<_> = cuts.iter().map(|cut| plan::label(&runs, *cut)).collect();
            let layout = Layout::whole(self.runs, &labels, self.tree);
            let (pages, numbers) = lay_out_numbered(data, &layout, self.fonts)?;
            let whole = Whole { data, numbers: &numbers };
            let made = self.volumes(&whole, &labels)?;
            let sizes: Vec<_> = made.iter().map(bytes).collect();
            let held = plan::held(&runs, &cuts);
            let too_large = plan::too_large(&runs, &held, &sizes, most);
            if too_large.iter().all(|one| one.cannot_be_cut) || tries == TRIES {
                let whole = (pages, numbers);
                return Ok(Split { whole, volumes: Volumes::Made(too_large), made });
            }
            besides = plan::measured(&runs, &held, &sizes);
            before = cuts;
        }
        Err(failed("the volumes do not come to rest"))
    }

    /// All volumes. Each has to be laid out as the whole says.
    fn volumes(&self, whole: &Whole, cuts: &[String]) -> Result<Vec<Made>, TypesetError> {
        let shelf = Shelf::of(whole.numbers, cuts);
        let volume = |number| {
            let start = Instant::now();
            let volume = Bound::of(self, whole, &shelf, number);
            let pages = volume.lay_out()?;
            match shelf.agrees(whole.numbers, number, &Numbers::of(&pages)) {
                true => {
                    let made = volume.bind(pages, start)?;
                    proved(&made).map(|_| made)
                }
                false => Err(failed(format!("volume {number} is not laid out as the bundle is"))),
            }
        };
        (1..=shelf.volumes()).into_par_iter().map(volume).collect()
    }

    /// What volumes weigh besides the pages that are bound in them, told from the whole and from a
    /// volume of one page. `None` where nothing is bound.
    fn besides(
        &self,
        whole: &Whole,
        runs: &[Run],
        size: usize,
    ) -> Result<Option<Besides>, TypesetError> {
        let Some(last) = runs.last() else { return Ok(None) };
        let cut = (runs.len() - 1, last.weights.count() - 1);
        let shelf = Shelf::of(whole.numbers, &[plan::label(runs, cut)]);
        let sample = Bound::of(self, whole, &shelf, 2);
        let sample = bytes(&sample.bind(sample.lay_out()?, Instant::now())?);
        let in_sample = plan::held(runs, &[cut]).pop().unwrap_or_default();
        let in_whole = plan::held(runs, &[]).pop().unwrap_or_default();
        Ok(Some(Besides {
            first: plan::besides(runs, &in_whole, size),
            other: plan::besides(runs, &in_sample, sample),
        }))
    }
}

fn bytes(made: &Made) -> usize {
    made.output.bytes().map_or(0, |bytes| bytes.len())
}

/// The documents and the presentation, weighed. Signed copies of forms stand before them.
fn weighed(attached: &[Attached], files: &[Stored]) -> Result<Vec<Run>, TypesetError> {
    let all = attached.par_iter().zip(files).filter(|(one, _)| one.is_behind_the_evidence());
    let runs = all.map(|(one, file)| {
        let unreadable = |_| failed(BindError::Attachment(one.label.clone()).to_string());
        let bytes = file.read().map_err(unreadable)?;
        Ok(Run { name: one.run(), weights: weigh(&bytes) })
    });
    let mut runs = runs.collect::<Result<Vec<_>, _>>()?;
    runs.retain(|run| run.weights.count() > 0);
    Ok(runs)
}
