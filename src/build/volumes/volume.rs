//! One volume: what it says, laid out and bound.

use std::{collections::BTreeMap, time::Instant};

use serde_json::{Value, json};

use super::{press::Press, shelf::Shelf, stem};
use crate::{
    build::{Made, Part, bind, numbers::Numbers},
    bundle::{
        bind::{Elsewhere, Slot},
        record::Volume,
    },
    compose,
    typeset::{Away, Pages, TypesetError, lay_out},
};

/// The whole bundle as it is laid out.
pub(super) struct Whole<'a> {
    /// What it says.
    pub(super) data: &'a Value,
    /// Where everything stands in it.
    pub(super) numbers: &'a Numbers,
}

/// A volume that is to be made.
pub(super) struct Bound<'a> {
    press: &'a Press<'a>,
    whole: &'a Whole<'a>,
    volume: Volume,
    /// What each of its pages is called.
    labels: Vec<String>,
    /// The labels of what is not in it, and where that is.
    away: BTreeMap<String, Away>,
    data: Value,
}

impl<'a> Bound<'a> {
    /// The volume of this number, from 1.
    pub(super) fn of(press: &'a Press, whole: &'a Whole, shelf: &Shelf, number: usize) -> Self {
        let numbers = whole.numbers;
        let volume = Volume { number, of: shelf.volumes() };
        let away = shelf.away(numbers, number);
        let labels = shelf.pages(number).into_iter().map(|page| numbers.label(page)).collect();
        let (first, last) = shelf.span(number);
        let mut data = whole.data.clone();
        data["volume"] = json!({
            "number": number,
            "first": numbers.label(first),
            "last": numbers.label(last),
        });
        data["numbers"]["volumes"] = json!(volume.of);
        data["numbers"]["volume_of"] = json!(shelf.volumes_of(numbers));
        data["numbers"]["labels"] = json!(labels);
        data["numbers"]["away"] = away.keys().map(|label| (label.clone(), json!(true))).collect();
        let mut bound = Self { press, whole, volume, labels, away, data };
        bound.data["document"]["title"] = json!(bound.title());
        bound
    }

    fn title(&self) -> String {
        let (title, Volume { number, of }) =
            (compose::bundle_title(self.press.context), self.volume);
        format!("{title}, volume {number} of {of}")
    }

    /// Its pages.
    pub(super) fn lay_out(&self) -> Result<Pages, TypesetError> {
        lay_out("bundle.typ", &self.data, self.press.tree, self.press.fonts)
    }

    /// The finished file.
    pub(super) fn bind(&self, pages: Pages, start: Instant) -> Result<Made, TypesetError> {
        let attached = compose::attached(self.press.context);
        let numbers = self.whole.numbers;
        let elsewhere = |slot: Slot| {
            let run = attached.get(usize::from(slot.file))?.run();
            let label = format!("{run}-page-{}", slot.page + 1);
            let (address, page) =
                (self.away.get(&label)?.address.clone(), numbers.places.get(&label)?);
            Some(Elsewhere { address, label: numbers.label(*page) })
        };
        let part = Part {
            name: stem(self.volume.number),
            title: self.title(),
            labels: self.labels.clone(),
            count: numbers.count,
            volume: Some(self.volume),
            elsewhere: &elsewhere,
            away: Some(&self.away),
            issued: None,
        };
        let bound = bind(self.press.context, pages, &part, self.press.attachments, start);
        bound.map(|(made, _)| made)
    }
}
