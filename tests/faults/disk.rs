//! Disks that are full and folders that cannot be written.

use std::{fs, path::Path, process::Command};

use super::{PACKS, Place, Result, files};
use crate::common::{Ran, panelpack};

fn build(which: usize, out: &Path) -> Result<Ran> {
    let mut command = panelpack();
    command.arg("build").arg(&PACKS.packs[which].pack).arg("--out").arg(out);
    Ok(Ran::from(command.output()?))
}

/// A file may be so large and no larger: what a full disk looks like to a program, on any machine
/// that has a shell. `trap` makes it an error; without it the system ends the program.
#[cfg(unix)]
#[test]
fn no_room_for_a_file() -> Result {
    let place = Place::new()?;
    assert_eq!(build(0, &place.out)?.status, Some(0));
    for (trap, blocks) in [("trap '' XFSZ;", [0, 1, 40, 400, 900]), ("", [0, 1, 40, 400, 900])] {
        for blocks in blocks {
            let mut command = Command::new("sh");
            let limited = format!("{trap} ulimit -f {blocks}; exec \"$0\" \"$@\"");
            command.env_clear().arg("-c").arg(limited).arg(env!("CARGO_BIN_EXE_panelpack"));
            command.arg("build").arg(&PACKS.packs[1].pack).arg("--out").arg(&place.out);
            let output = command.output()?;
            if trap.is_empty() {
                assert_eq!(output.status.code(), None, "{blocks} blocks");
                continue;
            }
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{blocks} blocks: {said}");
            assert!(said.contains("larger than a file may be there"), "{said}");
            assert!(!said.contains("zip archive") && !said.contains("panicked"), "{said}");
            assert!(files(&place.out)? == PACKS.whole[0], "{blocks} blocks");
        }
    }
    assert_eq!(build(1, &place.out)?.status, Some(0));
    assert!(files(&place.out)? == PACKS.whole[1]);
    Ok(())
}

/// A disk in memory that is too small; where a test may have none, there is nothing to see.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() -> Result {
    let place = Place::new()?;
    fs::create_dir(&place.out)?;
    let size = PACKS.whole[0].iter().map(|(_, bytes)| bytes.len()).sum::<usize>() * 3 / 2;
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "none"]).arg(&place.out);
    if !mount.output().is_ok_and(|output| output.status.success()) {
        println!("skipped: this user cannot mount a disk");
        return Ok(());
    }
    let seen = full(&place.out);
    assert!(Command::new("umount").arg(&place.out).status()?.success());
    seen
}

#[cfg(target_os = "linux")]
fn full(out: &Path) -> Result {
    let first = build(0, out)?;
    assert_eq!(first.status, Some(0), "{}", first.stderr);
    for _ in 0..3 {
        let second = build(1, out)?;
        assert_eq!(second.status, Some(2), "{}", second.stderr);
        assert!(second.stderr.contains("the disk is full"), "{}", second.stderr);
        assert!(files(out)? == PACKS.whole[0]);
    }
    Ok(())
}

#[test]
fn places_that_cannot_be_written() -> Result {
    let place = Place::new()?;
    fs::write(&place.out, "a file")?;
    let ran = build(0, &place.out)?;
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("a file stands where a folder belongs"), "{}", ran.stderr);
    assert_eq!(fs::read(&place.out)?, b"a file");

    fs::remove_file(&place.out)?;
    fs::create_dir_all(place.out.join("panel-bundle.zip"))?;
    fs::write(place.out.join("manifest.json"), "earlier")?;
    let ran = build(0, &place.out)?;
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("a folder stands where a file belongs"), "{}", ran.stderr);
    assert_eq!(fs::read_dir(&place.out)?.count(), 2);
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_protected() -> Result {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new()?;
    fs::create_dir(&place.out)?;
    fs::set_permissions(&place.out, fs::Permissions::from_mode(0o555))?;
    if fs::write(place.out.join("try"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return Ok(());
    }
    let ran = build(0, &place.out)?;
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("its folder is protected"), "{}", ran.stderr);
    Ok(())
}
