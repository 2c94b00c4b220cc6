//! What the tests of the whole program share: a copy of a sample pack to change, and the program.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

pub mod leads;
pub mod loaded;
pub mod validator;
pub mod written;

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// The complete sample pack.
pub const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-packs/st-helens-senior");

/// A copy of the complete sample pack in a folder of its own.
pub struct Copy {
    folder: TempDir,
    /// The pack.
    pub pack: PathBuf,
}

impl Copy {
    pub fn new() -> io::Result<Self> {
        Self::named("pack")
    }

    pub fn named(name: &str) -> io::Result<Self> {
        Self::of(Path::new(SAMPLE), name)
    }

    /// A copy of any pack, in a folder of this name.
    pub fn of(sample: &Path, name: &str) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let pack = folder.path().join(name);
        copy(sample, &pack)?;
        Ok(Self { folder, pack })
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        let path = self.pack.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.pack))?;
        fs::write(path, bytes)
    }

    pub fn text(&self, name: &str) -> io::Result<String> {
        fs::read_to_string(self.pack.join(name))
    }

    /// Replaces a text that must be there.
    pub fn edit(&self, name: &str, old: &str, new: &str) -> io::Result<()> {
        let text = self.text(name)?;
        assert!(text.contains(old), "{name} does not hold {old:?}");
        self.write(name, text.replacen(old, new, 1))
    }

    pub fn run(&self, arguments: &[&str]) -> io::Result<Ran> {
        let output = panelpack().args(arguments).arg(&self.pack).output()?;
        Ok(Ran::from(output))
    }
}

/// What came of running the program.
pub struct Ran {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let ran = Self {
            status: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        };
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
        ran
    }
}

/// The program, with nothing of the machine's environment.
pub fn panelpack() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_panelpack"));
    command.env_clear();
    command
}

pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_name() == "out" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
