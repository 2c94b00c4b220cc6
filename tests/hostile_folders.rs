//! Folders that would take all the memory, or never come to an end: each ends soon, and says why.

#![cfg(unix)]
#![allow(clippy::panic, clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{
    ffi::OsStr,
    fs::{self, File},
    io,
    os::unix::{ffi::OsStrExt, fs::symlink, net::UnixListener},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use common::{Copy, Ran, panelpack};

type Result = io::Result<()>;

/// Far longer than any of these takes; without a bound they would never end.
const PATIENCE: Duration = Duration::from_secs(120);

/// Runs the program, and ends it where it does not end.
fn run(arguments: &[&str], path: &Path) -> io::Result<Ran> {
    let output = tempfile::NamedTempFile::new()?;
    let errors = tempfile::NamedTempFile::new()?;
    let mut child = panelpack()
        .args(arguments)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(output.reopen()?)
        .stderr(errors.reopen()?)
        .spawn()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            panic!("it does not come to an end");
        }
        thread::sleep(Duration::from_millis(20));
    };
    let ran = Ran {
        status: status.code(),
        stdout: fs::read_to_string(output.path())?,
        stderr: fs::read_to_string(errors.path())?,
    };
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    Ok(ran)
}

/// The rules that speak of each file.
fn found(copy: &Copy) -> io::Result<Vec<(String, String)>> {
    let ran = run(&["check", "--today", "2025-03-01", "--format", "json"], &copy.pack)?;
    let found: serde_json::Value = serde_json::from_str(&ran.stdout)?;
    let findings = found["findings"].as_array().cloned().unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let pair = |one: &serde_json::Value| (text(&one["rule"]), text(&one["place"]["file"]));
    Ok(findings.iter().map(pair).collect())
}

fn sparse(path: impl AsRef<Path>) -> Result {
    File::create(path)?.set_len(2 << 30)
}

fn pipe(path: impl AsRef<Path>) -> Result {
    let status = Command::new("mkfifo").arg(path.as_ref()).status()?;
    assert!(status.success());
    Ok(())
}

#[test]
fn files_that_are_too_large_are_named_and_not_read() -> Result {
    let copy = Copy::new()?;
    let names = [
        ("training-log.yaml", "unreadable-file"),
        ("evidence/05-knowledge.md", "unreadable-file"),
        ("forms/request.yaml", "unreadable-file"),
        ("documents/deputising-note.pdf", "unreadable-file"),
        ("documents/thank-you-card.jpg", "unreadable-file"),
        ("film.mp4", "stray-file"),
    ];
    for (name, _) in names {
        sparse(copy.pack.join(name))?;
    }
    // Each of these could be read by itself.
    for number in 0..4 {
        File::create(copy.pack.join(format!("documents/scan-{number}.pdf")))?.set_len(400 << 20)?;
    }
    let found = found(&copy)?;
    for (name, rule) in names.into_iter().chain([("documents/scan-3.pdf", "unreadable-file")]) {
        let it = (rule.to_owned(), name.to_owned());
        assert!(found.contains(&it), "{it:?} {found:?}");
    }
    Ok(())
}

#[test]
fn pipes_sockets_and_devices_are_named_and_not_opened() -> Result {
    let copy = Copy::new()?;
    for name in ["documents/deputising-note.pdf", "forms/request.yaml", "evidence/05-knowledge.md"]
    {
        fs::remove_file(copy.pack.join(name))?;
        pipe(copy.pack.join(name))?;
    }
    let _socket = UnixListener::bind(copy.pack.join("s"))?;
    symlink("/dev/zero", copy.pack.join("documents/zero.pdf"))?;
    symlink("deputising-note.pdf", copy.pack.join("documents/again.pdf"))?;
    symlink("..", copy.pack.join("documents/round"))?;
    let found = found(&copy)?;
    for name in [
        "documents/deputising-note.pdf",
        "forms/request.yaml",
        "evidence/05-knowledge.md",
        "documents/zero.pdf",
        "documents/again.pdf",
        "s",
    ] {
        let it = ("leads-outside".to_owned(), name.to_owned());
        assert!(found.contains(&it), "{it:?} {found:?}");
    }
    Ok(())
}

#[test]
fn a_policy_that_is_a_pipe_does_not_keep_anybody_waiting() -> Result {
    let copy = Copy::new()?;
    let policy = tempfile::tempdir()?;
    pipe(policy.path().join("policy.yaml"))?;
    let folder = policy.path().display().to_string();
    let ran = run(&["check", "--policy", &folder], &copy.pack)?;
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("it is not an ordinary file"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn fifty_thousand_files_and_folders_are_too_many() -> Result {
    let copy = Copy::new()?;
    let many = copy.pack.join("documents/many");
    fs::create_dir(&many)?;
    for number in 0..50_000 {
        File::create(many.join(number.to_string()))?;
    }
    let too_many = ("stray-file".to_owned(), "pack.yaml".to_owned());
    assert!(found(&copy)?.contains(&too_many));
    let copy = Copy::new()?;
    for number in 0..50_000 {
        fs::create_dir(copy.pack.join(format!("documents/{number}")))?;
    }
    let found = found(&copy)?;
    assert!(found.contains(&too_many));
    // The pack itself was read all the same.
    assert!(!found.iter().any(|(rule, _)| rule.starts_with("missing-")), "{found:?}");
    Ok(())
}

#[test]
fn folders_in_folders_and_names_of_any_kind_come_to_an_end() -> Result {
    let copy = Copy::new()?;
    let deep = copy.pack.join("documents").join("d/".repeat(1_500));
    fs::create_dir_all(&deep)?;
    fs::write(deep.join("note.txt"), "deep")?;
    let long = "x".repeat(250);
    copy.write(&format!("{long}.txt"), "long")?;
    for byte in [0xFE, 0xFF] {
        let name = [&b"odd-"[..], &[byte], b".txt"].concat();
        fs::write(copy.pack.join(OsStr::from_bytes(&name)), "odd")?;
    }
    let found = found(&copy)?;
    for name in [format!("{long}.txt"), "odd-\u{FFFD}.txt".to_owned()] {
        let it = ("stray-file".to_owned(), name);
        assert!(found.contains(&it), "{it:?}");
    }
    Ok(())
}
