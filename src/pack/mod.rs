//! The candidate's folder, read: never stops at the first problem.

mod attachment;
mod beside;
mod citation;
mod facts;
mod folder;
mod lists;
mod office;
mod overrides;
mod private;
mod signed;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::de::DeserializeOwned;

pub use attachment::{Attachment, Content, Refusal};
pub use beside::Kept;
pub use citation::{Citation, Leads};
pub use facts::{Decided, Facts, PresentationFile, Waiver};
pub use folder::{Folder, Item, Sort, plain, resolve};
pub use lists::{Court, DocumentEntry, Half, TrainingEntry, Verified};
pub use office::{Office, Unconverted};
pub use overrides::{CONFIDENTIALITY, Confidentiality, MayStay};
pub use private::{NAMES, PSEUDONYMS, Private, Pseudonym};
pub use signed::form_signed_in;

use crate::{
    markdown::{self, Markdown},
    reading::Reading,
    source::Source,
    yaml::{self, Field, Node, Problem},
};

/// A pack, read once: checks and PDFs see the same bytes.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// Its folder on the disk.
    pub root: PathBuf,
    /// What lies in it.
    pub folder: Folder,
    /// The text files that were read, by name.
    pub sources: BTreeMap<String, Source>,
    /// `pack.yaml`.
    pub facts: Facts,
    /// `pack.yaml` as it is written.
    pub tree: Node,
    /// The files of `evidence/`, in the order of their names.
    pub evidence: Vec<EvidenceFile>,
    /// `training-log.yaml`.
    pub training: Vec<Field<TrainingEntry>>,
    /// `documents/documents.yaml`.
    pub documents: Vec<Field<DocumentEntry>>,
    /// `confidentiality.yaml`.
    pub confidentiality: Confidentiality,
    /// What is in `private/`.
    pub private: Private,
    /// The answers of each form, by the form's id.
    pub forms: BTreeMap<String, Node>,
    /// Documents, images and the presentation, by name.
    pub attachments: BTreeMap<String, Attachment>,
    /// What every file says that is not a text of the pack's own, by name: the attachments, and
    /// whatever else lies in the folder.
    pub readings: BTreeMap<String, Arc<Reading>>,
    /// What is wrong with the YAML, by file.
    pub problems: Vec<(String, Problem)>,
    /// Files that could not be read, and why.
    pub unreadable: Vec<(String, String)>,
}

/// A file of `evidence/`.
#[derive(Debug, Clone)]
pub struct EvidenceFile {
    /// Its name in the pack.
    pub name: String,
    /// The id of the heading it is for, as its name says: without number and ending.
    pub id: String,
    /// What it says.
    pub markdown: Markdown,
    /// Where its links lead, in the same order.
    pub leads: Vec<Leads>,
}

/// The name of the list of documents.
pub const DOCUMENTS: &str = "documents/documents.yaml";
/// The name of the training log.
pub const TRAINING: &str = "training-log.yaml";
/// The name of the facts.
pub const FACTS: &str = "pack.yaml";

impl Pack {
    /// Reads the pack in a folder.
    ///
    /// # Errors
    /// Where `root` is not a folder that can be read. All other problems are kept in the pack.
    pub fn read(root: &Path) -> io::Result<Self> {
        Self::read_beside(root, &mut Kept::default(), |_| ()).map(|(pack, ())| pack)
    }

    /// The same, with some other work done side by side: it sees the pack before its documents are
    /// read. Documents that were read before and have not changed since are not read again.
    ///
    /// # Errors
    /// As [`Pack::read`].
    pub fn read_beside<T: Send>(
        root: &Path,
        kept: &mut Kept,
        work: impl FnOnce(&Self) -> T + Send,
    ) -> io::Result<(Self, T)> {
        let folder = Folder::list(root)?;
        let mut pack = Pack { root: root.to_owned(), folder, ..Pack::default() };
        pack.unreadable = pack.folder.unreadable.clone();
        pack.private = Private::read(root);
        pack.read_texts();
        pack.understand();
        let (wanted, too_much) = pack.files_beside();
        let (done, read) = rayon::join(|| work(&pack), || kept.read_all(wanted));
        pack.take(read, too_much);
        Ok((pack, done))
    }

    /// Reads only `pack.yaml` and what is private: who applies for what and when, and what must not
    /// be shown of it. A file that cannot be read is named as it is by [`Self::read`].
    pub fn glance(root: &Path) -> Self {
        let mut pack = Pack { root: root.to_owned(), ..Pack::default() };
        pack.private = Private::read(root);
        match Source::read(&root.join(FACTS), FACTS) {
            Ok(source) => drop(pack.sources.insert(FACTS.to_owned(), source)),
            Err(error) => pack.unreadable.push((FACTS.to_owned(), plain(&error))),
        }
        pack.understand();
        pack
    }

    /// The same pack with other texts, and with other names for its files. What was read from the
    /// disk is not read again.
    pub fn rewritten(
        &self,
        text: impl Fn(&Source) -> String,
        name: impl Fn(&str) -> String,
    ) -> Self {
        let renamed = |source: &Source| source.rewritten(&name(&source.name), text(source));
        let mut pack = Pack {
            root: self.root.clone(),
            folder: self.folder.renamed(&name),
            private: self.private.clone(),
            unreadable: self
                .unreadable
                .iter()
                .map(|(file, why)| (name(file), why.clone()))
                .collect(),
            sources: self.sources.iter().map(|(file, one)| (name(file), renamed(one))).collect(),
            attachments: self
                .attachments
                .iter()
                .map(|(file, one)| (name(file), one.clone()))
                .collect(),
            ..Pack::default()
        };
        pack.understand();
        pack
    }

    /// The names of all its files, each once; those that could not be read, too.
    pub fn names(&self) -> BTreeSet<&str> {
        let listed = self.folder.items.iter().map(|item| item.name.as_str());
        listed.chain(self.unreadable.iter().map(|(name, _)| name.as_str())).collect()
    }

    /// The links of the evidence that lead to files, in order.
    pub fn citations(&self) -> impl Iterator<Item = Citation<'_>> {
        self.evidence.iter().flat_map(EvidenceFile::citations)
    }

    /// The list entry of a document, by the name of its file.
    pub fn document(&self, name: &str) -> Option<&DocumentEntry> {
        let entries = self.documents.iter().filter_map(Field::get);
        let mut entries = entries.filter(|entry| entry.path().as_deref() == Some(name));
        entries.next()
    }

    /// The name of the presentation's file, if one is named.
    pub fn presentation(&self) -> Option<String> {
        self.facts.presentation.file.text().and_then(|file| resolve(FACTS, file))
    }

    /// How many minutes the presentation takes: as `pack.yaml` says, or the times of its slides.
    pub fn minutes(&self) -> Option<u32> {
        self.facts.presentation.minutes.get().copied().or_else(|| self.minutes_of_slides())
    }

    /// What the times add up to that were kept in the presentation when it was rehearsed.
    pub fn minutes_of_slides(&self) -> Option<u32> {
        self.attachments.get(&self.presentation()?)?.show?.minutes()
    }

    /// Reads the pack's own texts from the disk.
    fn read_texts(&mut self) {
        let fixed = [FACTS, TRAINING, DOCUMENTS, CONFIDENTIALITY].map(str::to_owned);
        let names = fixed.into_iter().chain(self.names_in("forms", ".yaml"));
        for name in names.chain(self.names_in("evidence", ".md")) {
            let Some(item) = self.folder.get(&name) else { continue };
            match Source::read(&item.path, &name) {
                Ok(source) => drop(self.sources.insert(name, source)),
                Err(error) => self.unreadable.push((name, plain(&error))),
            }
        }
    }

    /// Makes of the texts what they mean.
    fn understand(&mut self) {
        let tree = self.read_tree(FACTS).unwrap_or_default();
        self.facts = self.typed(FACTS, &tree).unwrap_or_default();
        self.tree = tree;
        self.training = self.read_yaml(TRAINING).unwrap_or_default();
        self.documents = self.read_yaml(DOCUMENTS).unwrap_or_default();
        self.confidentiality = self.read_yaml(CONFIDENTIALITY).unwrap_or_default();
        self.read_forms();
        self.read_evidence();
    }

    fn read_tree(&mut self, name: &str) -> Option<Node> {
        let (node, problems) = yaml::parse(self.sources.get(name)?);
        self.problems.extend(problems.into_iter().map(|problem| (name.to_owned(), problem)));
        Some(node)
    }

    fn read_yaml<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let tree = self.read_tree(name)?;
        self.typed(name, &tree)
    }

    fn typed<T: DeserializeOwned>(&mut self, name: &str, tree: &Node) -> Option<T> {
        let (value, problems) = yaml::read(tree);
        let known_bad = self
            .problems
            .iter()
            .any(|(file, problem)| file == name && problem.kind == yaml::ProblemKind::Syntax);
        if !known_bad {
            self.problems.extend(problems.into_iter().map(|problem| (name.to_owned(), problem)));
        }
        value
    }

    fn read_forms(&mut self) {
        for name in self.names_in("forms", ".yaml") {
            if let Some(node) = self.read_tree(&name) {
                let id = stem(&name).to_owned();
                self.forms.insert(id, node);
            }
        }
    }

    fn read_evidence(&mut self) {
        for name in self.names_in("evidence", ".md") {
            let Some(source) = self.sources.get(&name) else { continue };
            let markdown = markdown::parse(&source.text);
            let id = heading_id(stem(&name)).to_owned();
            let follow = |link: &markdown::Link| Leads::follow(&name, &link.target);
            let leads = markdown.links.iter().map(follow).collect();
            self.evidence.push(EvidenceFile { name, id, markdown, leads });
        }
    }

    fn names_in(&self, folder: &str, ending: &str) -> Vec<String> {
        let items = self.folder.inside(folder).filter(|item| item.sort == Sort::File);
        let names = items.map(|item| item.name.clone());
        names.filter(|name| name.to_lowercase().ends_with(ending) && !is_clutter(name)).collect()
    }
}

impl DocumentEntry {
    /// The name of its file in the pack.
    pub fn path(&self) -> Option<String> {
        self.file.text().and_then(|file| resolve(DOCUMENTS, file))
    }

    /// What to call it in a sentence.
    pub fn name(&self) -> &str {
        let words = self.title.text().or(self.seen.text()).or(self.file.text());
        words.unwrap_or("this document")
    }
}

/// The last part of a name, without its ending.
pub fn stem(name: &str) -> &str {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.rsplit_once('.').map_or(last, |(stem, _)| stem)
}

/// The id in a file name such as `03-working-together`: what follows the number.
fn heading_id(stem: &str) -> &str {
    stem.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['-', '_', ' ', '.'])
}

/// Whether a file is hidden, or in a folder that is.
pub fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.'))
}

/// Files that other programs leave behind and nobody means to submit.
pub fn is_clutter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    last.starts_with("~$")
        || last.starts_with("._")
        || last.starts_with(".~lock")
        || matches!(&*last, "thumbs.db" | "desktop.ini" | ".ds_store" | ".gitignore" | ".gitkeep")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods, reason = "tests make files")]

    use std::fs;

    use super::beside::MOST_STRAY_BYTES;
    use super::*;
    use crate::reading::{Part, Unread, UnreadKind};

    #[test]
    fn whatever_lies_in_the_folder_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        for name in ["pack.yaml", "training-log.yaml", "evidence/01-a.md", "forms/request.yaml"] {
            write(name, "a: b\n");
        }
        for name in [".git/config", ".notes.txt", "~$notes.docx", "private/names.txt"] {
            write(name, "not to be read");
        }
        for name in ["notes.txt", "forms/list.csv", "documents/note.txt", "evidence/deep/b.md"] {
            write(name, "what it says");
        }
        let huge = fs::File::create(folder.path().join("film.mp4")).unwrap();
        huge.set_len(MOST_STRAY_BYTES + 1).unwrap();
        let pack = Pack::read(folder.path()).unwrap();
        let names: Vec<&str> = pack.readings.keys().map(String::as_str).collect();
        let read = ["documents/note.txt", "evidence/deep/b.md", "film.mp4", "forms/list.csv"];
        assert_eq!(names, [&read[..], &["notes.txt"]].concat());
        for name in ["documents/note.txt", "forms/list.csv"] {
            let passage = &pack.readings[name].passages[0];
            assert_eq!((&*passage.text, &passage.part), ("what it says", &Part::Page));
        }
        let too_much = Unread { page: None, what: UnreadKind::TooMuch };
        assert_eq!(pack.readings["film.mp4"].unread, [too_much]);
        let bound: Vec<&str> = pack.attachments.keys().map(String::as_str).collect();
        assert_eq!(bound, ["documents/note.txt"]);
    }
}
