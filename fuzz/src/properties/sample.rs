//! The pack and the policies that an input is put into.

use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

use panelpack::{
    pack::{Item, Pack, Sort},
    policy::{self, Files, Policy},
    source::Source,
    typeset::Fonts,
};

/// Councils whose policies are read.
pub const COUNCILS: [&str; 2] = ["st-helens", "halton"];

/// A complete, small pack, and the names it must keep to itself.
static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let mut pack = Pack::read(&repository().join("tests/base")).expect("the pack is there");
    pack.private.names = ["Zephyrine Quillfeather", "Thaddeus Mossgiel"].map(str::to_owned).into();
    pack.private.pseudonyms = vec!["Child A".to_owned()];
    pack
});

static POLICIES: LazyLock<Vec<(Files, Policy)>> = LazyLock::new(|| {
    let policy = |id: &&str| {
        let files = policy::find(id, None).expect("it is embedded").expect("it is known");
        let policy = policy::load(&files).0.expect("it can be used");
        (files, policy)
    };
    COUNCILS.iter().map(policy).collect()
});

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::new);

/// The fonts, loaded once.
pub fn fonts() -> &'static Fonts {
    &FONTS
}

/// The files of a council's policy, and what they say.
pub fn policy(council: usize) -> &'static (Files, Policy) {
    &POLICIES[council % COUNCILS.len()]
}

/// The pack, with another text in one of its files, which it may lack.
pub fn pack(file: &str, text: &str) -> Pack {
    let mut pack = PACK.clone();
    if !pack.sources.contains_key(file) {
        let item = Item {
            name: file.to_owned(),
            path: PathBuf::new(),
            bytes: 0,
            modified: None,
            sort: Sort::File,
        };
        let at = pack.folder.items.partition_point(|one| *one.name < *file);
        pack.folder.items.insert(at, item);
    }
    pack.sources.insert(file.to_owned(), Source::from_text(file, text));
    understood(&pack)
}

/// The pack as its texts are now.
pub fn understood(pack: &Pack) -> Pack {
    let mut understood = pack.rewritten(|source| source.text.to_string(), str::to_owned);
    understood.readings = pack.readings.clone();
    understood
}

/// The folder of the repository: the one above that has both.
fn repository() -> &'static Path {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut folders = folders.filter(|folder| folder.join("tests/base").is_dir());
    folders.next().expect("this is part of the repository")
}
