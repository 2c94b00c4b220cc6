//! The bundle in volumes, for those who cannot send or open a large file.
//!
//! A volume is typeset like the bundle, from the same templates and data, and holds some of its
//! pages. They keep the numbers they have in the whole. Each volume begins with the cover and the
//! whole index; what a link leads to may be in another volume, and is then named by file and page.

mod plan;
mod press;
mod shelf;
mod volume;

pub(super) use press::Press;
pub(super) use shelf::Shelf;

use super::{Made, numbers::Numbers};
use crate::{bundle, typeset::Pages};

/// What became of the volumes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Volumes {
    /// Nobody asked for any.
    NotAsked,
    /// The whole bundle keeps the limit.
    NotNeeded,
    /// No document is bound at which the bundle could be cut.
    NothingToCut,
    /// Not even the cover and the index that each begins with keep the limit: how many bytes those
    /// take.
    Impossible(usize),
    /// They were made; these could not be made small enough.
    Made(Vec<TooLarge>),
}

/// A volume that is larger than it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLarge {
    /// The name of its file.
    pub file: String,
    /// What is in it that cannot be cut: "page 3 of Document 2". It names nobody.
    pub holds: String,
    /// Whether that is a single page, or what is never cut.
    pub cannot_be_cut: bool,
}

/// The bundle cut into volumes.
pub(super) struct Split {
    /// The whole bundle; laid out anew where it is cut, so that its index says what is in which
    /// volume.
    pub(super) whole: (Pages, Numbers),
    /// What became of the volumes.
    pub(super) volumes: Volumes,
    /// The volumes, in order.
    pub(super) made: Vec<Made>,
}

/// Whether a file is called as volumes are.
pub fn is_volume(name: &str) -> bool {
    let number = name.strip_prefix(bundle::NAME).and_then(|rest| rest.strip_prefix("-volume-"));
    let number = number.and_then(|rest| rest.strip_suffix(".pdf")).unwrap_or_default();
    number.parse::<usize>().is_ok_and(|parsed| name == file_name(parsed))
}

/// What the file of a volume is called.
fn file_name(volume: usize) -> String {
    format!("{}.pdf", stem(volume))
}

fn stem(volume: usize) -> String {
    format!("{}-volume-{volume}", bundle::NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_called_exactly_like_a_volume_is_one() {
        assert!(is_volume("panel-bundle-volume-1.pdf") && is_volume("panel-bundle-volume-12.pdf"));
        for name in [
            "panel-bundle.pdf",
            "panel-bundle-volume-.pdf",
            "panel-bundle-volume-01.pdf",
            "panel-bundle-volume-1 (copy).pdf",
            "panel-bundle-volume-+1.pdf",
            "my panel-bundle-volume-1.pdf",
        ] {
            assert!(!is_volume(name), "{name}");
        }
    }
}
