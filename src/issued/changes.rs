//! What has become of what was issued.

use super::{Kind, Lock, Paper, Part, Passage};
use crate::words::{count, row};

/// All that is different from what was issued.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Parts that say something else, in the order of the bundle.
    pub parts: Vec<Different>,
    /// Documents, in the order of their numbers, then what has no number.
    pub papers: Vec<Moved>,
}

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// Another file stands in its place.
    Replaced,
    /// It is no longer there.
    Withdrawn,
}

/// A part that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Different {
    /// The part as it is now; as it was where it is no longer there.
    pub part: Part,
    /// What became of it.
    pub became: Became,
    /// The page it was issued on.
    pub page: Option<usize>,
    /// Which of its passages are new or changed.
    pub new: Vec<bool>,
    /// What is different, in words.
    pub what: String,
}

/// A document that is not as it was issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The document as it is now; as it was where it was withdrawn.
    pub paper: Paper,
    /// What became of it.
    pub became: Became,
    /// The pages it was issued on.
    pub pages: Option<(usize, usize)>,
}

impl Moved {
    /// Whether its pages are bound in the addendum.
    pub fn is_bound(&self) -> bool {
        matches!(self.became, Became::Added | Became::Replaced)
    }
}

impl Changes {
    /// Compares what was issued with what there is now.
    pub fn between(lock: &Lock, parts: &[Part], papers: &[Paper]) -> Self {
        let mut changes = Self { parts: Vec::new(), papers: Self::of_papers(lock, papers) };
        for part in parts {
            let was = lock.parts.iter().find(|was| is_same(was, part));
            changes.parts.extend(different(was, part));
        }
        let gone = lock.parts.iter().filter(|was| !parts.iter().any(|part| is_same(was, part)));
        changes.parts.extend(gone.filter(|was| says_something(was)).map(|was| Different {
            part: was.clone(),
            became: Became::Withdrawn,
            page: Some(was.page),
            new: Vec::new(),
            what: "Taken out".to_owned(),
        }));
        changes
    }

    /// What became of the documents.
    pub fn of_papers(lock: &Lock, papers: &[Paper]) -> Vec<Moved> {
        let mut moved: Vec<Moved> = papers
            .iter()
            .filter_map(|paper| {
                let was = lock.standing().find(|was| was.label == paper.label);
                let became = match was {
                    None => Became::Added,
                    Some(was) if was.sha256 != paper.sha256 => Became::Replaced,
                    // What nobody attached is a page that says what it is.
                    Some(was) if was.about != paper.about && paper.file.is_none() => {
                        Became::Replaced
                    }
                    Some(was) if was.about != paper.about => Became::Changed,
                    Some(_) => return None,
                };
                Some(Moved { paper: paper.clone(), became, pages: was.map(Paper::range) })
            })
            .collect();
        let gone = lock.standing().filter(|was| !papers.iter().any(|one| one.label == was.label));
        moved.extend(gone.map(|was| Moved {
            paper: was.clone(),
            became: Became::Withdrawn,
            pages: Some(was.range()),
        }));
        moved.sort_by_key(|moved| (moved.paper.number.is_none(), moved.paper.number));
        moved
    }

    /// Whether all is as it was issued.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.papers.is_empty()
    }

    /// Whether something that was issued no longer counts.
    pub fn has_withdrawn(&self) -> bool {
        let parts = self.parts.iter().map(|one| one.became);
        parts.chain(self.papers.iter().map(|one| one.became)).any(|it| it == Became::Withdrawn)
    }

    /// How much of what, in words: `1 heading changed and 2 documents added`.
    pub fn in_words(&self) -> String {
        let of = |kind: Kind| self.parts.iter().filter(|one| one.part.kind == kind).count();
        let became = |it: Became| self.papers.iter().filter(move |one| one.became == it).count();
        let once = |kind: Kind, said: &str| (of(kind) > 0).then(|| said.to_owned());
        let many = |number: usize, thing: &str, how: &str| {
            (number > 0).then(|| format!("{} {how}", count(number, thing)))
        };
        let statements = of(Kind::Statements) + of(Kind::Waivers);
        let all = [
            once(Kind::Cover, "facts on the cover changed"),
            many(of(Kind::Form), "section", "of the forms changed"),
            many(statements, "statement", "changed"),
            many(of(Kind::Heading), "heading", "changed"),
            once(Kind::Training, "the training log changed"),
            many(became(Became::Added), "document", "added"),
            many(became(Became::Replaced), "document", "replaced"),
            many(became(Became::Changed), "document", "described otherwise"),
            many(became(Became::Withdrawn), "document", "withdrawn"),
        ];
        let all: Vec<_> = all.into_iter().flatten().collect();
        row(&all, "and")
    }
}

fn is_same(one: &Part, other: &Part) -> bool {
    one.id == other.id && (one.form.is_none() || one.title == other.title)
}

fn says_something(part: &Part) -> bool {
    part.passages.iter().any(|passage| !passage.digest.is_empty())
}

fn different(was: Option<&Part>, part: &Part) -> Option<Different> {
    let before = was.map_or(&[][..], |was| &was.passages);
    if before == part.passages {
        return None;
    }
    let new: Vec<bool> = part.passages.iter().map(|passage| is_new(passage, before)).collect();
    let became = match before.iter().any(|passage| !passage.digest.is_empty()) {
        true => Became::Changed,
        false => Became::Added,
    };
    let what = in_words(part, before, &new)?;
    let page = was.map(|was| was.page);
    Some(Different { part: part.clone(), became, page, new, what })
}

/// Whether nothing like it was issued.
fn is_new(passage: &Passage, before: &[Passage]) -> bool {
    !passage.digest.is_empty() && !before.contains(passage)
}

/// What is different: what has a name by its name, paragraphs by their number. `None` where only
/// empty fields came or went.
fn in_words(part: &Part, before: &[Passage], new: &[bool]) -> Option<String> {
    let there = |one: &&Passage| !one.digest.is_empty();
    let is_named = |one: &Passage, all: &[Passage]| {
        all.iter().filter(there).any(|other| one.name.is_some() && other.name == one.name)
    };
    let fresh = part.passages.iter().zip(new).filter(|(_, new)| **new).map(|(one, _)| one);
    let (changed, added): (Vec<&Passage>, Vec<&Passage>) =
        fresh.partition(|one| is_named(one, before));
    let gone: Vec<&Passage> = before
        .iter()
        .filter(there)
        .filter(|one| !part.passages.contains(one) && !is_named(one, &part.passages))
        .collect();
    if part.kind == Kind::Heading {
        // Which old passage became which new one, nobody can say; how many, anybody can.
        let (new, gone) = (added.len(), gone.len());
        let changed = new.min(gone);
        let passages = |number: usize, how: &str| {
            (number > 0).then(|| format!("{} {how}", count(number, "passage")))
        };
        let said = [
            passages(changed, "changed"),
            passages(new - changed, "added"),
            passages(gone - changed, "taken out"),
        ];
        let said: Vec<_> = said.into_iter().flatten().collect();
        // The same passages in another order.
        return Some(if said.is_empty() {
            "In another order".to_owned()
        } else {
            row(&said, "and")
        });
    }
    let names = |ones: &[&Passage], how: &str| {
        let name = |one: &&Passage| {
            let name = one.name.as_deref().unwrap_or("an entry without a title");
            format!("“{}”", crate::words::short(name))
        };
        (!ones.is_empty())
            .then(|| format!("{how}: {}", row(&ones.iter().map(name).collect::<Vec<_>>(), "and")))
    };
    let (entered, gone_how) = match part.kind {
        Kind::Form | Kind::Cover => ("Filled in", "Left empty"),
        _ => ("Added", "Taken out"),
    };
    let said = [names(&added, entered), names(&changed, "Changed"), names(&gone, gone_how)];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(". "))
}
