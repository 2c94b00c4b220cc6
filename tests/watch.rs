//! `panelpack watch`: what is written and said when a file of a pack is saved.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make and read files")]

mod common;

use std::{
    fs,
    io::Read,
    path::PathBuf,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use common::{Copy, panelpack};

/// A program that watches a copy of the sample pack, ended with the test.
struct Watching {
    copy: Copy,
    child: Child,
    said: PathBuf,
}

impl Watching {
    fn begin(more: &[&str]) -> Self {
        let copy = Copy::new().unwrap();
        let said = copy.pack.parent().unwrap().join("said.txt");
        let file = fs::File::create(&said).unwrap();
        let mut command = panelpack();
        command.arg("watch").args(more).arg(&copy.pack);
        let errors = file.try_clone().unwrap();
        command.stdin(Stdio::null()).stdout(file).stderr(errors);
        let child = command.spawn().unwrap();
        let mut watching = Self { copy, child, said };
        watching.until("Watching.");
        watching
    }

    /// Waits until the program has said this, and gives back all it has said.
    fn until(&mut self, words: &str) -> String {
        let end = Instant::now() + Duration::from_secs(120);
        loop {
            let mut said = String::new();
            fs::File::open(&self.said).unwrap().read_to_string(&mut said).unwrap();
            if said.contains(words) {
                return said;
            }
            let has_ended = self.child.try_wait().unwrap();
            assert!(has_ended.is_none() && Instant::now() < end, "{words:?} is not in {said}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn template(&self) -> Vec<u8> {
        fs::read(self.copy.pack.join("out/evidence-template.pdf")).unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const HEADING: &str = "evidence/02-values-and-ethics.md";

fn save_by_rename(copy: &Copy, name: &str, text: &str) {
    let aside = copy.pack.join(format!("{name}.tmp"));
    fs::write(&aside, text).unwrap();
    fs::rename(aside, copy.pack.join(name)).unwrap();
}

#[test]
fn a_save_is_checked_and_set_however_it_is_made() {
    let mut watching = Watching::begin(&[]);
    let first = watching.template();
    let text = watching.copy.text(HEADING).unwrap();

    let broken = format!("{text}\n[A letter](../documents/no-such-letter.pdf) says so.\n");
    watching.copy.write(HEADING, &broken).unwrap();
    let said = watching.until("new: 1 error");
    assert!(said.contains("error[broken-citation]"), "{said}");

    save_by_rename(&watching.copy, HEADING, &text);
    let said = watching.until("put right, 0 new");
    assert!(said.contains("put right: ") && said.contains(HEADING), "{said}");
    // The same words give the same bytes, and no DRAFT is left on them.
    assert_eq!(watching.template(), first);

    let facts = watching.copy.text("pack.yaml").unwrap();
    watching.copy.write("pack.yaml", format!("{facts}\n\"open: [\n")).unwrap();
    watching.until("error[broken-yaml]");
    watching.copy.write("pack.yaml", &facts).unwrap();
    watching.until("1 put right, 0 new");
    watching.copy.write(HEADING, format!("{text}\nOne sentence more.\n")).unwrap();
    watching.until("No finding has come or gone");
    assert_ne!(watching.template(), first);
    assert!(watching.copy.pack.join("out/check.html").exists());
    assert!(!watching.copy.pack.join("out/panel-bundle.pdf").exists());
}

#[test]
fn a_name_on_the_private_list_is_masked_on_the_screen() {
    let mut watching = Watching::begin(&["--poll"]);
    watching.copy.write("private/names.txt", "Quillon Hathersage\n").unwrap();
    let text = watching.copy.text(HEADING).unwrap();
    let named = format!("{text}\nThen Quillon Hathersage rang.\n");
    watching.copy.write(HEADING, named).unwrap();
    let said = watching.until("error[listed-name]");
    assert!(!said.contains("Quillon") && !said.contains("Hathersage"), "{said}");
}

#[test]
fn a_folder_that_goes_away_ends_it() {
    let mut watching = Watching::begin(&[]);
    fs::rename(&watching.copy.pack, watching.copy.pack.with_extension("moved")).unwrap();
    watching.said_at_the_end("there is no folder");
}

impl Watching {
    fn said_at_the_end(&mut self, words: &str) {
        let status = self.child.wait().unwrap();
        let said = fs::read_to_string(&self.said).unwrap();
        assert!(status.code() == Some(2) && said.contains(words), "{status} {said}");
    }
}
