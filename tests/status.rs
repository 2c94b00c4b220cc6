//! What `status` says of packs on different days, the calendar it writes, and the flow chart.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{fs, io};

use common::{Copy, Ran, panelpack};

type Result<T = ()> = io::Result<T>;

/// Runs `status` beside the pack, so that no path of this machine stands in what it says.
fn status(copy: &Copy, arguments: &[&str]) -> Result<Ran> {
    let beside = copy.pack.parent().unwrap_or(&copy.pack);
    let ran = panelpack().current_dir(beside).args(["status", "pack"]).args(arguments).output()?;
    let ran = Ran::from(ran);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    Ok(ran)
}

fn on(copy: &Copy, day: &str) -> Result<String> {
    Ok(status(copy, &["--today", day])?.stdout)
}

/// The sample pack as it was before anything was recorded.
fn begun() -> Result<Copy> {
    let copy = Copy::new()?;
    let facts = copy.text("pack.yaml")?;
    let kept = facts.lines().filter(|line| !line.starts_with("submitted:"));
    copy.write("pack.yaml", kept.map(|line| format!("{line}\n")).collect::<String>())?;
    fs::remove_dir_all(copy.pack.join("forms"))?;
    Ok(copy)
}

/// What is said of a pack of `sample-packs/`.
fn sample(pack: &str, day: &str) -> Result<String> {
    let mut command = panelpack();
    command.current_dir("sample-packs").args(["status", pack, "--today", day]);
    let ran = Ran::from(command.output()?);
    assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    Ok(ran.stdout)
}

/// The refused sample pack, and what else is recorded of its dispute.
fn refused(submitted: &str) -> Result<Copy> {
    let copy = Copy::new()?;
    fs::remove_dir_all(&copy.pack)?;
    common::copy("sample-packs/st-helens-refused".as_ref(), &copy.pack)?;
    let dispute = "application-dispute: 2025-03-21";
    copy.edit("pack.yaml", dispute, &format!("{dispute}{submitted}"))?;
    Ok(copy)
}

fn decided(outcome: &str) -> Result<Copy> {
    let copy = Copy::new()?;
    copy.edit("pack.yaml", "fictional:", &format!("outcome: {outcome}\nfictional:"))?;
    Ok(copy)
}

#[test]
fn just_begun() -> Result {
    insta::assert_snapshot!(on(&begun()?, "2024-12-01")?);
    Ok(())
}

#[test]
fn signed_and_not_answered_yet() -> Result {
    insta::assert_snapshot!(on(&Copy::new()?, "2025-01-25")?);
    Ok(())
}

#[test]
fn evidence_due() -> Result {
    insta::assert_snapshot!(on(&Copy::new()?, "2025-03-01")?);
    Ok(())
}

#[test]
fn evidence_late() -> Result {
    let copy = Copy::new()?;
    copy.edit("pack.yaml", "evidence: 2025-03-10, presentation: 2025-03-10", "x: 2025-01-20")?;
    insta::assert_snapshot!(on(&copy, "2025-03-15")?);
    Ok(())
}

#[test]
fn panel_held_and_nothing_recorded() -> Result {
    insta::assert_snapshot!(on(&Copy::new()?, "2025-04-02")?);
    Ok(())
}

#[test]
fn supported() -> Result {
    insta::assert_snapshot!(on(&decided("{ is: support, on: 2025-03-26 }")?, "2025-03-27")?);
    Ok(())
}

#[test]
fn not_supported() -> Result {
    let copy = decided("{ is: not-support, on: 2025-03-26 }")?;
    insta::assert_snapshot!("not_supported", on(&copy, "2025-03-27")?);
    copy.edit(
        "pack.yaml",
        "presentation: 2025-03-10",
        "presentation: 2025-03-10, outcome: 2025-03-28",
    )?;
    insta::assert_snapshot!("not_supported_told", on(&copy, "2025-03-29")?);
    Ok(())
}

#[test]
fn at_its_end() -> Result {
    let copy = decided("{ is: support, on: 2025-03-26 }")?;
    copy.edit(
        "pack.yaml",
        "presentation: 2025-03-10",
        "presentation: 2025-03-10, outcome: 2025-03-28",
    )?;
    insta::assert_snapshot!(on(&copy, "2025-04-02")?);
    Ok(())
}

#[test]
fn a_dispute_from_the_refusal_to_the_last_decision() -> Result {
    insta::assert_snapshot!("refused", sample("st-helens-refused", "2025-03-19")?);
    insta::assert_snapshot!("in_dispute", sample("st-helens-refused", "2025-03-30")?);
    let copy = refused(", assistant-director-dispute: 2025-04-07")?;
    let form = "escalation:\n  rationale: More than the first time.\n";
    copy.write("forms/assistant-director-dispute.yaml", form)?;
    insta::assert_snapshot!("escalated", on(&copy, "2025-04-10")?);
    let decided = "assistant_director:\n  signed: { name: Odile Brane, on: 2025-04-17 }\n";
    copy.write("forms/assistant-director-dispute.yaml", format!("{form}{decided}"))?;
    insta::assert_snapshot!("decided", on(&copy, "2025-04-20")?);
    // Allowed to go on instead, it has come to the panel's date and what follows.
    let copy = refused(", evidence: 2025-05-14")?;
    insta::assert_snapshot!("allowed", on(&copy, "2025-05-15")?);
    Ok(())
}

#[test]
fn where_no_dates_are_printed() -> Result {
    insta::assert_snapshot!("halton_begun", sample("halton-advanced", "2025-05-20")?);
    insta::assert_snapshot!("halton_panel", sample("halton-advanced", "2025-07-01")?);
    Ok(())
}

/// The third council has stages of its own, routes, a way back, and deadlines in working days and
/// months.
#[test]
fn another_council_altogether() -> Result {
    let at = |day| {
        let mut command = panelpack();
        command.current_dir("tests/councils/marrowdale");
        let policy = ["status", "pack", "--policy", "policy", "--today", day];
        let ran = Ran::from(command.args(policy).output()?);
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
        io::Result::Ok(ran.stdout)
    };
    insta::assert_snapshot!("marrowdale_portfolio", at("2025-05-01")?);
    insta::assert_snapshot!("marrowdale_conversation", at("2025-06-05")?);
    Ok(())
}

/// Bank holidays are known for some years only, and it says so.
#[test]
fn bank_holidays_that_are_not_known() -> Result {
    let copy = Copy::new()?;
    copy.write(
        "pack.yaml",
        "policy: halton\nprogression: experienced-social-worker\npanel: 2031-12-22\n\
         outcome: { is: fail, on: 2031-12-22 }\nsubmitted: { hr-notice: 2031-12-23 }\n\
         candidate: { name: Nadia Fernleigh }\n",
    )?;
    insta::assert_snapshot!(on(&copy, "2031-12-24")?);
    Ok(())
}

#[test]
fn the_calendar_holds_the_dates_and_no_name() -> Result {
    let copy = Copy::new()?;
    let written = |today: &str| {
        status(&copy, &["--today", today, "--ics", "dates.ics"])?;
        fs::read_to_string(copy.pack.with_file_name("dates.ics"))
    };
    let calendar = written("2025-03-01")?;
    assert_eq!(calendar, written("2025-02-28")?, "it does not depend on the day it is written");
    assert!(!calendar.contains("Nadia") && !calendar.contains("SW000123"), "{calendar}");
    assert_eq!(calendar.matches('\n').count(), calendar.matches("\r\n").count());
    assert!(calendar.lines().all(|line| line.len() <= 75));
    insta::assert_snapshot!(calendar.replace("\r\n", "\n"));
    Ok(())
}

#[test]
fn a_calendar_is_not_written_over_a_folder_nor_into_the_pack() -> Result {
    let copy = Copy::new()?;
    let beside = copy.pack.parent().unwrap_or(&copy.pack);
    fs::create_dir(beside.join("folder"))?;
    for (file, says) in
        [("folder", "a folder stands where a file"), ("pack/dates.ics", "part of the pack")]
    {
        let arguments = ["status", "pack", "--today", "2025-03-01", "--ics", file];
        let ran = Ran::from(panelpack().current_dir(beside).args(arguments).output()?);
        assert_eq!(ran.status, Some(2));
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
    assert!(!copy.pack.join("dates.ics").exists());
    Ok(())
}

#[test]
fn a_day_that_is_none_is_refused() -> Result {
    let copy = Copy::new()?;
    let ran = copy.run(&["status", "--today", "31.02.2025"])?;
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("is not a date"), "{}", ran.stderr);
    Ok(())
}

/// The chart is typeset as PDF/UA, blank and from a pack, and says where the application stands.
#[test]
fn the_flow_chart_is_drawn_blank_and_from_a_pack() -> Result {
    let copy = Copy::new()?;
    let beside = copy.pack.parent().unwrap_or(&copy.pack);
    let other = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/councils/marrowdale/policy");
    let from: [(&str, &[&str]); 6] = [
        ("pack.pdf", &["--pack", "pack"]),
        ("again.pdf", &["--pack", "pack"]),
        ("st-helens.pdf", &["--policy", "st-helens"]),
        ("halton.pdf", &["--policy", "halton", "--as-printed"]),
        ("marrowdale.pdf", &["--policy", other]),
        ("route.pdf", &["--policy", other, "--progression", "consultant-practitioner"]),
    ];
    for (file, arguments) in from {
        let mut command = panelpack();
        command.current_dir(beside).args(["form", "flow-chart", "-o", file]).args(arguments);
        let ran = Ran::from(command.output()?);
        assert_eq!(ran.status, Some(0), "{file}: {}", ran.stderr);
    }
    let read = |file| fs::read(beside.join(file));
    assert!(read("pack.pdf")? == read("again.pdf")?, "the same pack gives the same bytes");
    assert!(read("pack.pdf")? != read("st-helens.pdf")?);
    Ok(())
}
