//! Whatever happens to a run, what stands in the output folder belongs together: killed at any
//! moment, a full disk, a folder that cannot be written, two builds at once.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests make and read files, start programs, and may fail"
)]

#[path = "../common/mod.rs"]
mod common;
mod disk;
mod kills;
mod together;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::LazyLock,
};

use common::{Copy, panelpack};
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// All files of a folder, by name.
type Files = Vec<(String, Vec<u8>)>;

fn files(folder: &Path) -> Result<Files> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
    }
    files.sort();
    Ok(files)
}

/// Two packs that are built into one folder, and what each comes to.
struct Packs {
    packs: [Copy; 2],
    whole: [Files; 2],
}

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::build().expect("both packs build"));

impl Packs {
    fn build() -> Result<Self> {
        let packs = [Copy::named("one")?, Copy::named("other")?];
        packs[1].write("evidence/09-professional-leadership.md", other_evidence(&packs[1])?)?;
        let mut whole = Vec::new();
        for pack in &packs {
            let ran = pack.run(&["build"])?;
            assert_eq!(ran.status, Some(0), "{}", ran.stderr);
            whole.push(files(&pack.pack.join("out"))?);
        }
        let whole = whole.try_into().map_err(|_| "two packs")?;
        let packs = Self { packs, whole };
        for (one, other) in packs.whole[0].iter().zip(&packs.whole[1]) {
            assert_eq!(one.0, other.0);
            // The form and the findings say the same in both.
            let differ = one.0.contains("bundle") || one.0.contains("template");
            assert!(one.1 != other.1 || !differ, "{} is the same in both", one.0);
        }
        Ok(packs)
    }

    /// A build of one of the two, into a folder of the test.
    fn start(&self, which: usize, place: &Place) -> Result<Child> {
        let mut command = place.command();
        command.arg("build").arg(&self.packs[which].pack).arg("--out").arg(&place.out);
        Ok(command.spawn()?)
    }

    fn is_one_of_them(&self, out: &Path) -> Result<bool> {
        let files = files(out)?;
        Ok(self.whole.contains(&files))
    }
}

fn other_evidence(pack: &Copy) -> Result<String> {
    Ok(pack.text("evidence/09-professional-leadership.md")? + "\n\nOne more thing.\n")
}

/// A folder to write to, and the places where nothing may be left.
struct Place {
    _all: TempDir,
    out: PathBuf,
    here: PathBuf,
    temporary: PathBuf,
}

impl Place {
    fn new() -> Result<Self> {
        let all = tempfile::tempdir()?;
        let [out, here, temporary] = ["out", "here", "temporary"].map(|name| all.path().join(name));
        fs::create_dir(&here)?;
        fs::create_dir(&temporary)?;
        Ok(Self { _all: all, out, here, temporary })
    }

    fn command(&self) -> Command {
        let mut command = panelpack();
        command.current_dir(&self.here).env("TMPDIR", &self.temporary);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Nothing is left outside the output folder.
    fn assert_clean(&self) -> Result {
        assert!(files(&self.here)?.is_empty() && files(&self.temporary)?.is_empty());
        Ok(())
    }
}

/// The same numbers every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % limit.max(1)
    }
}
