//! How long a presentation of PowerPoint is: its slides, and the times that were kept when it was
//! rehearsed.

use super::{main_part, package::Package, xml::Node};

/// How long a presentation is, as its file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Show {
    /// The slides that are shown; hidden ones are not counted.
    pub slides: usize,
    /// What the times of these slides add up to, in seconds; none unless every slide has one.
    pub seconds: Option<u32>,
}

impl Show {
    /// Reads it from the bytes of a PPTX. `None` where they are none.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let mut package = Package::open(bytes).ok()?;
        let main = main_part(&mut package)?;
        let tree = package.tree(&main)?;
        let relations = package.relations(&main);
        let target = |id: &str| relations.iter().find(|it| it.id == id).map(|it| &it.target);
        let (mut slides, mut thousandths) = (0, Some(0_u64));
        tree.named("presentation").next()?;
        for name in tree.named("sldId").filter_map(|slide| slide.prefixed("id").and_then(target)) {
            let slide = package.tree(name)?;
            if slide.nodes().any(|it| matches!(it.attribute("show"), Some("0" | "false"))) {
                continue;
            }
            slides += 1;
            thousandths = thousandths.zip(time_of(&slide)).map(|(sum, time)| sum + time);
        }
        let seconds = thousandths.filter(|sum| slides > 0 && *sum > 0);
        let seconds = seconds.and_then(|sum| u32::try_from(sum.div_ceil(1000)).ok());
        Some(Self { slides, seconds })
    }

    /// The whole minutes that were begun.
    pub fn minutes(self) -> Option<u32> {
        self.seconds.map(|seconds| seconds.div_ceil(60))
    }
}

/// How long a slide is shown before the next comes by itself, in thousandths of a second. The same is
/// written twice for older and newer programs.
fn time_of(slide: &Node) -> Option<u64> {
    let transition = slide.named("transition").find_map(|one| one.attribute("advTm"))?;
    transition.parse().ok().filter(|time| *time < 1000 * 60 * 60 * 24)
}
