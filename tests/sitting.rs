//! `panelpack panel`: many packs, one of them bad; an agenda, what is missing from whom, and the
//! folder a member of the panel is sent.

#![allow(clippy::disallowed_methods, clippy::panic, reason = "tests make and read files")]

mod common;

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    thread,
    time::Duration,
};

use common::{Ran, copy, panelpack};
use panelpack::{
    dates,
    reading::{self, Part},
    sitting::{self, Plan, SittingError, Times},
};
use tempfile::TempDir;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const DATE: &str = "2025-03-26";
/// In the private list of the sample.
const SECRET: &str = "Delphine Quayle";

/// A folder of packs.
struct Packs(TempDir);

impl Packs {
    fn new() -> Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("packs").join(name)
    }

    /// A copy of a sample pack whose panel is on the day of the sitting.
    fn add(&self, sample: &str, folder: &str, name: &str) -> Result {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-packs").join(sample);
        copy(&from, &self.path(folder))?;
        self.edit(folder, |text| {
            let lines = text.lines().map(|line| match line.split_once(": ") {
                Some(("panel", _)) => format!("panel: {DATE}"),
                Some(("  name", _)) => format!("  name: {name}"),
                _ => line.to_owned(),
            });
            lines.collect::<Vec<_>>().join("\n")
        })
    }

    fn edit(&self, folder: &str, change: impl Fn(&str) -> String) -> Result {
        let path = self.path(folder).join("pack.yaml");
        Ok(fs::write(&path, change(&fs::read_to_string(&path)?))?)
    }

    fn run(&self, more: &[&str]) -> Result<Ran> {
        self.run_on(DATE, more)
    }

    fn run_on(&self, date: &str, more: &[&str]) -> Result<Ran> {
        let mut command = panelpack();
        command.arg("panel").arg(self.path("")).args(["--date", date]).args(more);
        Ok(Ran::from(command.output()?))
    }

    fn sitting(&self, name: &str) -> PathBuf {
        self.path(&format!("sitting-{DATE}")).join(name)
    }

    /// The text of a PDF of the sitting, in one line.
    fn text(&self, name: &str) -> Result<String> {
        text_of(&self.sitting(name))
    }
}

fn text_of(path: &Path) -> Result<String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let reading = reading::read(&name, &std::sync::Arc::new(fs::read(path)?));
    let pages = reading.passages.iter().filter(|one| one.part == Part::Page);
    let text: Vec<&str> = pages.map(|one| one.text.as_str()).collect();
    Ok(text.join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder)?.to_string_lossy().into_owned();
            all.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(all)
}

fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} does not stand in: {rest}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn one_bad_pack_does_not_stop_the_others() -> Result {
    let packs = Packs::new()?;
    packs.add("st-helens-senior", "2 second", "Aisha Marlowe-Kent")?;
    packs.add("st-helens-senior", "10 third", "Tom Ellery")?;
    packs.add("st-helens-senior", "1 Delphine Quayle", "Nadia Fernleigh")?;
    fs::write(packs.path("1 Delphine Quayle/private/names.txt"), format!("{SECRET}\n"))?;
    fs::write(
        packs.path("1 Delphine Quayle/evidence/05-knowledge.md"),
        format!("I visited {SECRET}, and NHS number 999 000 0018.\n"),
    )?;
    let ran = packs.run(&["--start", "9.30", "--minutes", "40", "--break", "10:50-11:05"])?;
    assert_eq!(ran.status, Some(1), "{}{}", ran.stdout, ran.stderr);
    let wanted = [
        "1. 09:30–10:10",
        "Nadia Fernleigh",
        "Papers not complete",
        "2. 10:10–10:50",
        "Aisha Marlowe-Kent",
        "02-AMK-panel-bundle.pdf",
        "3. 11:05–11:45",
        "Tom Ellery",
        "What is missing from whom",
        "There is a name from your private list here",
    ];
    in_order(&ran.stdout, &wanted);
    let names: Vec<String> = files(&packs.sitting(""))?.into_keys().collect();
    assert_eq!(
        names,
        [
            "agenda.pdf",
            "for-the-panel.zip",
            "for-the-panel/02-AMK-outcome-form.pdf",
            "for-the-panel/02-AMK-panel-bundle.pdf",
            "for-the-panel/03-TE-outcome-form.pdf",
            "for-the-panel/03-TE-panel-bundle.pdf",
            "for-the-panel/agenda.pdf",
            "missing.pdf",
            "sitting.json",
        ]
    );
    // What a member is sent is what `build` writes.
    for (folder, bundle) in [("2 second", "02-AMK"), ("10 third", "03-TE")] {
        let sent = packs.sitting(&format!("for-the-panel/{bundle}-panel-bundle.pdf"));
        assert!(fs::read(packs.path(folder).join("out/panel-bundle.pdf"))? == fs::read(sent)?);
    }
    assert!(!packs.path("1 Delphine Quayle/out").exists());
    let agenda = packs.text("agenda.pdf")?;
    let wanted = [
        "Wednesday 26 March 2025",
        "14:00-17:00, Atlas House, Ground Floor GF05",
        "3 applications",
        "09:30–10:10",
        "Nadia Fernleigh",
        "Not complete",
        "Aisha Marlowe-Kent",
        "Tom Ellery",
        "Breaks: 10:50–11:05",
        "quorate with two of its three members",
        "Conflicts of interest",
        "Decisions",
    ];
    in_order(&agenda, &wanted);
    // Nothing that was found is shown anywhere, not even by the name of a folder.
    let missing = packs.text("missing.pdf")?;
    in_order(&missing, &["1 xxxxxxxx xxxxxx", "There is a name from your private list here"]);
    let record = fs::read_to_string(packs.sitting("sitting.json"))?;
    for text in [&agenda, &missing, &ran.stdout, &ran.stderr, &record] {
        for secret in ["Delphine", "Quayle", "999 000 0018"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    // The outcome form says what the pack knows, and leaves the rest to the panel.
    let form = packs.text("for-the-panel/02-AMK-outcome-form.pdf")?;
    in_order(&form, &["Aisha Marlowe-Kent", "26 March 2025"]);
    // The zip holds the folder.
    let mut zip = zip::ZipArchive::new(fs::File::open(packs.sitting("for-the-panel.zip"))?)?;
    let mut bundle = Vec::new();
    zip.by_name("for-the-panel/03-TE-panel-bundle.pdf")?.read_to_end(&mut bundle)?;
    assert!(bundle == fs::read(packs.sitting("for-the-panel/03-TE-panel-bundle.pdf"))?);
    assert_eq!(zip.len(), 5);
    Ok(())
}

#[test]
fn packs_of_another_day_are_listed_and_not_built() -> Result {
    let packs = Packs::new()?;
    packs.add("st-helens-senior", "here", "Tom Ellery")?;
    for (folder, panel) in [("later", "panel: 23.04.2025"), ("open", ""), ("odd", "panel: spring")]
    {
        packs.add("st-helens-senior", folder, "Nadia Fernleigh")?;
        packs.edit(folder, |text| text.replace(&format!("panel: {DATE}"), panel))?;
    }
    packs.add("st-helens-senior", "nowhere", "Ivo Lark")?;
    packs.edit("nowhere", |text| text.replace("policy: st-helens", "policy: nowhere"))?;
    packs.add("st-helens-senior", "tabs", "Una Fell")?;
    packs.edit("tabs", |text| format!("{text}\n\t- [\n"))?;
    packs.add("st-helens-senior", "here/inside", "Not A Pack")?;
    fs::create_dir_all(packs.path("lost/evidence"))?;
    let ran = packs.run(&[])?;
    assert_eq!(ran.status, Some(1), "{}{}", ran.stdout, ran.stderr);
    let missing = packs.text("missing.pdf")?;
    for text in [&ran.stdout, &missing] {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for wanted in [
            "later, Nadia Fernleigh: its panel is on Wednesday 23 April 2025",
            "open, Nadia Fernleigh: it has no day for the panel yet",
            "odd: it may be for this sitting",
            "lost: it looks like a pack and has no pack.yaml",
            "there is no policy nowhere",
            "The line is indented with a tab",
        ] {
            assert!(text.contains(wanted), "{wanted:?} does not stand in: {text}");
        }
        assert!(!text.contains("Not A Pack"), "{text}");
    }
    // The panel is told of nobody whom it does not hear.
    let agenda = packs.text("agenda.pdf")?;
    assert!(agenda.contains("Ivo Lark") && !agenda.contains("Nadia"), "{agenda}");
    assert!(agenda.contains("The policy does not say how long an application takes"), "{agenda}");
    assert!(!packs.path("later/out").exists());
    // A day on which nobody is heard.
    let none = packs.run_on("2030-01-01", &[])?;
    assert_eq!(none.status, Some(2));
    in_order(&none.stdout, &["here, Tom Ellery: its panel is on Wednesday 26 March 2025"]);
    assert!(none.stderr.contains("goes to the panel on Tuesday 1 January 2030"), "{}", none.stderr);
    assert!(!packs.path("sitting-2030-01-01").exists());
    Ok(())
}

#[test]
fn the_same_folders_give_the_same_bytes() -> Result {
    let packs = Packs::new()?;
    packs.add("st-helens-senior", "a", "Tom Ellery")?;
    packs.add("halton-advanced", "b", "Tom Ellery")?;
    packs.add("incomplete", "c", "Nadia Fernleigh")?;
    let mut made = Vec::new();
    for (threads, zone) in [("1", "UTC"), ("2", "Pacific/Kiritimati")] {
        let mut command = panelpack();
        command.env("RAYON_NUM_THREADS", threads).env("TZ", zone);
        command.arg("panel").arg(packs.path("")).args(["--date", DATE, "--minutes", "30"]);
        assert_eq!(Ran::from(command.output()?).status, Some(1));
        made.push(files(&packs.sitting(""))?);
    }
    let [one, two] = made.as_slice() else { return Err("there are not two".into()) };
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(bytes == &two[name], "{name} differs");
    }
    // Two packs of one candidate are both kept, and it is said.
    assert!(one.contains_key("for-the-panel/01-TE-panel-bundle.pdf"));
    assert!(one.contains_key("for-the-panel/02-TE-panel-bundle.pdf"));
    let missing = packs.text("missing.pdf")?;
    in_order(&missing, &["another pack of the same candidate: number 2"]);
    Ok(())
}

#[test]
fn what_is_out_of_date_is_taken_away_and_what_somebody_wrote_stays() -> Result {
    let packs = Packs::new()?;
    packs.add("st-helens-senior", "a", "Tom Ellery")?;
    packs.add("st-helens-senior", "b", "Una Fell")?;
    assert_eq!(packs.run(&[])?.status, Some(0));
    fs::write(packs.sitting("for-the-panel/02-UF-outcome-form.pdf"), "filled in by hand")?;
    fs::write(packs.sitting("notes.txt"), "mine")?;
    packs.edit("b", |text| text.replace(&format!("panel: {DATE}"), "panel: 2025-04-23"))?;
    assert_eq!(packs.run(&[])?.status, Some(0));
    let there = files(&packs.sitting(""))?;
    assert!(!there.contains_key("for-the-panel/02-UF-panel-bundle.pdf"));
    assert_eq!(there["for-the-panel/02-UF-outcome-form.pdf"], b"filled in by hand");
    assert_eq!(there["notes.txt"], b"mine");
    let zip = zip::ZipArchive::new(fs::File::open(packs.sitting("for-the-panel.zip"))?)?;
    for name in zip.file_names() {
        assert!(!name?.contains("02-"));
    }
    Ok(())
}

#[test]
fn a_part_in_an_application_and_a_seat_are_a_conflict() -> Result {
    let packs = Packs::new()?;
    packs.add("st-helens-senior", "a", "Tom Ellery")?;
    packs.add("halton-advanced", "b", "Meera Calloway-Singh")?;
    let ran = packs.run(&["--member", "CIN Co-Ordinator=ruth okafor dunn"])?;
    assert!(ran.stdout.contains("The packs are for different councils"), "{}", ran.stdout);
    let agenda = packs.text("agenda.pdf")?;
    let wanted = [
        "The packs are for two councils",
        "1. Tom Ellery: Ruth Okafor-Dunn sits as CIN Co-Ordinator",
        "Team Manager",
        "Lorna Vaughan-Teague (Service Manager / Head of Service) may also have the seat of",
    ];
    in_order(&agenda, &wanted);
    let inside = packs.path("a/sitting").display().to_string();
    let refused = packs.run(&["--out", &inside])?;
    assert_eq!(refused.status, Some(2));
    assert!(refused.stderr.contains("would become part of the pack a"), "{}", refused.stderr);
    let refused = packs.run(&["--member", "treasurer=Ann Other"])?;
    assert_eq!(refused.status, Some(2));
    assert!(refused.stderr.contains("there is no seat treasurer"), "{}", refused.stderr);
    for wrong in [["--start", "25:00"], ["--minutes", "0"], ["--member", "nobody"]] {
        assert_eq!(packs.run(&wrong)?.status, Some(2), "{wrong:?}");
    }
    Ok(())
}

#[test]
fn a_policy_may_say_how_long_who_comes_and_who_may_not_sit() -> Result {
    let council = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/councils/marrowdale");
    let packs = Packs::new()?;
    copy(&council.join("pack"), &packs.path("one"))?;
    let policy = council.join("policy").display().to_string();
    let ran = packs.run_on("12 June 2025", &["--policy", &policy])?;
    assert_eq!(ran.status, Some(0), "{}{}", ran.stdout, ran.stderr);
    let folder = packs.path("sitting-2025-06-12");
    let names: Vec<String> = files(&folder.join("for-the-panel"))?.into_keys().collect();
    assert_eq!(
        names,
        [
            "01-TOB-decision-form.pdf",
            "01-TOB-grid-form.pdf",
            "01-TOB-panel-bundle.pdf",
            "01-TOB-questions-form.pdf",
            "agenda.pdf",
        ]
    );
    let wanted = [
        "10:00–10:40",
        "Leadership Mentor / Hub Manager: Honor Lisgate",
        "Whoever is the candidate’s Hub Manager or Leadership Mentor has no seat",
        "Gwilym Pask (Hub Manager",
        "may not sit while this application is heard",
    ];
    in_order(&text_of(&folder.join("agenda.pdf"))?, &wanted);
    Ok(())
}

#[test]
fn a_process_that_comes_to_grief_takes_no_other_with_it() -> Result {
    let packs = Packs::new()?;
    packs.add("st-helens-senior", "a", "Tom Ellery")?;
    packs.add("st-helens-senior", "b", "Una Fell")?;
    let plan = Plan {
        date: dates::parse(DATE).ok_or("no date")?,
        policy: None,
        times: Times { start: None, minutes: None, breaks: Vec::new() },
        members: Vec::new(),
        threads: 1,
    };
    let (mut held, expected) = sitting::plan(&packs.path(""), &plan);
    let out = packs.sitting("");
    let mut hold = |command: &(dyn Fn() -> Command + Sync)| {
        sitting::hold(&mut held, &expected, &plan, &out, command, &|_| ())?;
        Ok::<_, SittingError>(held.candidates.iter().filter(|one| one.is_complete()).count())
    };
    // What the first prints is no answer.
    let (program, started) = (env!("CARGO_BIN_EXE_panelpack"), AtomicUsize::new(0));
    let first_stumbles = || {
        let mut command = Command::new(program);
        let told = ["--version", "--one-pack-of-a-sitting"];
        command.arg(told[started.fetch_add(1, Relaxed).min(1)]);
        command
    };
    assert_eq!(hold(&first_stumbles)?, 1);
    let missing = packs.text("missing.pdf")?;
    let wanted = ["Tom Ellery", "The program stumbled over this pack, and nothing was built of it"];
    in_order(&missing, &wanted);
    let before = files(&out)?;
    assert!(before.contains_key("for-the-panel/02-UF-panel-bundle.pdf"));
    // Where none can be started at all, that is nothing about the packs.
    let refused = hold(&|| Command::new("no/such/program")).err().ok_or("it was started")?;
    assert!(refused.to_string().contains("this machine did not let it"), "{refused}");
    assert!(before == files(&out)?, "the earlier sitting is no more what it was");
    Ok(())
}

#[test]
fn a_sitting_that_is_ended_by_force_leaves_nothing_that_the_next_does_not_clear() -> Result {
    let packs = Packs::new()?;
    for folder in ["a", "b", "c", "d"] {
        packs.add("st-helens-senior", folder, "Tom Ellery")?;
    }
    let is_hidden = |name: &String| name.contains(".panelpack-");
    let mut command = panelpack();
    command.arg("panel").arg(packs.path("")).args(["--date", DATE]);
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    // Something has been handed over, and others are at work.
    while run.try_wait()?.is_none() {
        let there = files(&packs.sitting("")).unwrap_or_default();
        if there.keys().any(|name| name.ends_with(".new")) {
            break;
        }
        thread::sleep(Duration::from_millis(5));
    }
    run.kill()?;
    run.wait()?;
    assert!(!packs.sitting("agenda.pdf").exists());
    assert_eq!(packs.run(&[])?.status, Some(0));
    let there = files(&packs.path(""))?;
    assert!(!there.keys().any(is_hidden), "{:?}", there.keys());
    assert!(there.contains_key(&format!("sitting-{DATE}/for-the-panel/04-TE-panel-bundle.pdf")));
    Ok(())
}
