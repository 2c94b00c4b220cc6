//! Kills: over a whole build, and as dense as they can be while files take their places.

use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use panelpack::{
    bundle::archive::Archive,
    publish::{Content, Output, publish, put_right},
};

use super::{Chance, PACKS, Place, Result};

/// How many builds are killed at any moment, and how many while they write.
const KILLS: [usize; 2] = [16, 12];

/// How many times a program is killed that does nothing but write.
const KILLS_OF_A_WRITER: usize = 160;

/// What is left after a kill is whole, or says that it is not, and is whole once the next run begins.
#[test]
fn a_build_that_is_killed_leaves_a_whole_set() -> Result {
    let (place, mut chance) = (Place::new()?, Chance(1));
    let start = Instant::now();
    assert!(PACKS.start(0, &place)?.wait()?.success());
    let whole = start.elapsed();
    let (mut begun, mut killed) = (0, 0);
    for (kills, is_aimed) in KILLS.into_iter().zip([false, true]) {
        for n in 0..kills {
            let mut build = PACKS.start(n % 2, &place)?;
            if is_aimed {
                let sign = [".panelpack-lock", ".panelpack-journal"][n / 2 % 2];
                while is_running(&mut build)? && !place.out.join(sign).exists() {}
                sleep(Duration::from_micros(chance.below(3_000)));
            } else {
                sleep(whole.mul_f64(chance.below(1_100) as f64 / 1_000.0));
            }
            killed += usize::from(is_running(&mut build)?);
            build.kill()?;
            build.wait()?;
            begun += usize::from(place.out.join(".panelpack-journal").exists());
            put_right(&place.out)?;
            assert!(is_whole(&place.out)?, "kill {n}");
            place.assert_clean()?;
        }
    }
    assert!(PACKS.start(1, &place)?.wait()?.success());
    assert!(PACKS.is_one_of_them(&place.out)?, "something was left lying");
    assert!(
        killed > KILLS[0] / 2,
        "{killed} builds were killed, {begun} while files took their places"
    );
    Ok(())
}

/// Whether what stands there, without what a killed run left lying, is one of the two sets.
fn is_whole(out: &Path) -> Result<bool> {
    let mut files = super::files(out)?;
    files.retain(|(name, _)| !name.starts_with(".panelpack-"));
    Ok(PACKS.whole.contains(&files))
}

fn is_running(child: &mut Child) -> Result<bool> {
    Ok(child.try_wait()?.is_none())
}

/// The names of a set; each file says which set it belongs to.
const NAMES: [&str; 6] = ["a.pdf", "b.pdf", "c.pdf", "d.zip", "e.html", "manifest.json"];

fn set(number: u64) -> Vec<Output> {
    let text = format!("{number} ").repeat(2_000);
    let output = |name: &str| {
        if name.ends_with(".zip") {
            let files = vec![("inside.pdf".to_owned(), text.clone().into_bytes().into())];
            return Output { name: name.to_owned(), content: Content::Zip(Archive { files }) };
        }
        Output::new(name, text.as_str())
    };
    // Now and then a set has a file less, or one more.
    let names = NAMES.iter().skip(usize::from(number.is_multiple_of(3)));
    names.map(|name| output(name)).collect()
}

/// Writes one set after the other until it is killed. The tests start it as a program of its own.
#[test]
#[ignore = "never ends; the other tests start it"]
fn writes_until_it_is_killed() -> Result {
    let Some(folder) = env::var_os("WRITE_INTO") else { return Ok(()) };
    let first: u64 = env::var("FROM")?.parse()?;
    for number in first.. {
        let set = set(number);
        publish(Path::new(&folder), &set.iter().collect::<Vec<_>>(), &|| {})?;
    }
    Ok(())
}

pub(super) fn writer(folder: &Path, from: usize) -> Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["--exact", "kills::writes_until_it_is_killed", "--ignored"]);
    command.env("WRITE_INTO", folder).env("FROM", from.to_string());
    Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
}

/// All files that must be there say the same number; the first may be of an earlier set.
pub(super) fn assert_is_a_set(folder: &Path) -> Result {
    let manifest = fs::read_to_string(folder.join("manifest.json"))?;
    let number: u64 = manifest.split(' ').next().unwrap_or_default().parse()?;
    for output in set(number) {
        let path = folder.join(&output.name);
        match &output.content {
            Content::Bytes(bytes) => assert!(fs::read(&path)? == **bytes, "{}", output.name),
            Content::Zip(archive) => {
                let mut zip = std::io::Cursor::new(Vec::new());
                archive.write(&mut zip)?;
                assert!(fs::read(&path)? == zip.into_inner(), "{}", output.name);
            }
        }
    }
    Ok(())
}

#[test]
fn a_writer_that_is_killed_leaves_a_whole_set() -> Result {
    let (folder, mut chance) = (tempfile::tempdir()?, Chance(2));
    let path = folder.path();
    let first = set(1);
    publish(path, &first.iter().collect::<Vec<_>>(), &|| {})?;
    let (mut begun, mut written) = (0, 0);
    for n in 0..KILLS_OF_A_WRITER {
        let before = fs::read(path.join("manifest.json"))?;
        let mut writer = writer(path, n * 1_000 + 2)?;
        // Before, while and after the files take their places, however fast the machine is.
        let is_written = || fs::read(path.join("manifest.json")).is_ok_and(|now| now != before);
        let sign = |n| match n % 3 {
            0 => path.join(".panelpack-lock").exists(),
            1 => path.join(".panelpack-journal").exists(),
            _ => is_written(),
        };
        while is_running(&mut writer)? && !sign(n) {}
        sleep(Duration::from_micros(chance.below(2_000)));
        writer.kill()?;
        writer.wait()?;
        begun += usize::from(path.join(".panelpack-journal").exists());
        put_right(path)?;
        assert_is_a_set(path).map_err(|error| format!("kill {n}: {error}"))?;
        written += usize::from(fs::read(path.join("manifest.json"))? != before);
    }
    publish(path, &first.iter().collect::<Vec<_>>(), &|| {})?;
    assert_eq!(super::files(path)?.len(), NAMES.len(), "something was left lying");
    println!("{begun} kills while files took their places, {written} after");
    assert!(begun > 0 && written > 10, "{begun} and {written} of {KILLS_OF_A_WRITER}");
    Ok(())
}
