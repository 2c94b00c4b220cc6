//! The files Typst sees.

use std::{collections::BTreeMap, sync::LazyLock};

use include_dir::{Dir, include_dir};
use typst::{
    Feature, Library, LibraryExt,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::files::{FileLoader, FileStore};

use super::{Fonts, TypesetError, failed};

static LAYOUT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/layout");

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Cells that head a row of a table say so.
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// What is bound: files in memory, by their path below `/pack/`.
#[derive(Clone, Default)]
pub struct Tree {
    files: BTreeMap<String, Bytes>,
}

impl Tree {
    /// Adds a file.
    pub fn add<T>(&mut self, path: impl Into<String>, bytes: T)
    where
        T: AsRef<[u8]> + Send + Sync + 'static,
    {
        self.files.insert(path.into(), Bytes::new(bytes));
    }

    /// All files a document sees besides its data, by their path without the leading `/`: what is
    /// bound and the layout. For whoever designs a template.
    pub fn all(&self) -> Vec<(String, Vec<u8>)> {
        let bound = self.files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec()));
        bound.chain(layout_files(&LAYOUT)).collect()
    }
}

fn layout_files(dir: &Dir<'_>) -> Vec<(String, Vec<u8>)> {
    let path = |file: &include_dir::File<'_>| {
        let parts: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
        format!("layout/{}", parts.join("/"))
    };
    let here = dir.files().map(|file| (path(file), file.contents().to_vec()));
    here.chain(dir.dirs().flat_map(layout_files)).collect()
}

/// Answers Typst's questions from memory. There is no clock, no package and no disk.
pub struct World<'t> {
    main: FileId,
    files: FileStore<Loader<'t>>,
    fonts: &'t Fonts,
}

impl<'t> World<'t> {
    pub fn new(
        main: &str,
        data: Vec<u8>,
        tree: &'t Tree,
        fonts: &'t Fonts,
    ) -> Result<Self, TypesetError> {
        let path = VirtualPath::new(format!("/layout/{main}"))
            .map_err(|_| failed(format!("there is no template called {main}")))?;
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Self { main, files: FileStore::new(Loader { data: Bytes::new(data), tree }), fonts })
    }
}

struct Loader<'t> {
    data: Bytes,
    tree: &'t Tree,
}

impl FileLoader for Loader<'_> {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        let name = path.vpath().get_without_slash();
        let missing = || FileError::NotFound(name.into());
        match (path.root(), name.split_once('/')) {
            (VirtualRoot::Project, _) if name == "data.json" => Ok(self.data.clone()),
            (VirtualRoot::Project, Some(("layout", rest))) => {
                let file = LAYOUT.get_file(rest).ok_or_else(missing)?;
                Ok(Bytes::new(file.contents()))
            }
            (VirtualRoot::Project, _) => self.tree.files.get(name).cloned().ok_or_else(missing),
            (VirtualRoot::Package(_), _) => Err(FileError::AccessDenied),
        }
    }
}

impl typst::World for World<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
