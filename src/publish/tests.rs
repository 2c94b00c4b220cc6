use std::cell::Cell;

use super::{journal::Journal, *};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn put(folder: &Path, files: &[(&str, &str)]) -> std::result::Result<Vec<u64>, PublishError> {
    let outputs: Vec<Output> = files.iter().map(|(name, text)| Output::new(*name, *text)).collect();
    publish(folder, &outputs.iter().collect::<Vec<_>>(), &|| {})
}

/// All that stands in a folder, by name.
fn all(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let text = if path.is_dir() { String::new() } else { fs::read_to_string(&path)? };
        all.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text));
    }
    all.sort();
    Ok(all)
}

#[test]
fn if_one_file_cannot_be_written_none_is() -> Result {
    let folder = tempfile::tempdir()?;
    put(folder.path(), &[("a", "old")])?;
    fs::create_dir(folder.path().join("c"))?;
    let before = all(folder.path())?;
    let error = put(folder.path(), &[("a", "new"), ("b", "new"), ("c", "new")]).unwrap_err();
    assert!(error.to_string().contains("a folder stands where a file belongs"), "{error}");
    assert_eq!(all(folder.path())?, before);
    assert_eq!(put(folder.path(), &[("a", "newer")])?, [5]);
    assert_eq!(fs::read_to_string(folder.path().join("a"))?, "newer");
    assert_eq!(all(folder.path())?.len(), 2);
    Ok(())
}

#[test]
fn no_name_leads_out_of_the_folder() -> Result {
    let folder = tempfile::tempdir()?;
    for name in ["../a", "/a", "", "b/../../a"] {
        assert!(put(folder.path(), &[(name, "")]).is_err(), "{name}");
        let new = folder.path().join("new");
        assert!(create(&new, &[Output::new(name, "")]).is_err(), "{name}");
    }
    Ok(())
}

/// A run that ends by force after any number of its files have taken their places, and a next one
/// that itself ends while it puts them back.
#[test]
fn wherever_a_run_ends_by_force_the_set_stays_together() -> Result {
    let old = [("a", "old a"), ("b", "old b"), ("c", "old c")];
    let names = ["a", "b", "c", "d"];
    for placed in 0..=names.len() {
        for put_back in 0..=placed {
            let folder = tempfile::tempdir()?;
            let path = folder.path();
            put(path, &old)?;
            fs::write(path.join("notes"), "mine")?;
            let before = all(path)?;
            // The lock of a process that has ended: a file that nobody holds.
            fs::write(path.join(".panelpack-lock"), "")?;
            fs::write(path.join(".panelpack-Ab12Cd.new"), "left lying")?;
            std::mem::forget(Journal::begin(path, names.into_iter())?);
            for name in &names[..placed] {
                fs::write(path.join("new"), "new")?;
                fs::rename(path.join("new"), path.join(name))?;
            }
            let mut kept = journal::kept(path)?;
            kept.reverse();
            for (name, earlier) in &kept[..put_back.min(kept.len())] {
                match earlier {
                    Some(earlier) => fs::rename(path.join(earlier), path.join(name))?,
                    None => fs::remove_file(path.join(name)).unwrap_or_default(),
                }
            }
            put_right(path)?;
            assert_eq!(all(path)?, before, "{placed} files, {put_back} put back");
            put(path, &[("a", "new"), ("d", "new")])?;
            assert_eq!(all(path)?.len(), 5);
        }
    }
    Ok(())
}

#[test]
fn what_others_put_there_is_never_cleared() -> Result {
    let folder = tempfile::tempdir()?;
    let others =
        [".panelpack", ".panelpack-.txt", ".panelpack-notes", "a.new", ".panelpack-a b.new"];
    for name in others {
        fs::write(folder.path().join(name), "")?;
    }
    put(folder.path(), &[("a", "new")])?;
    assert_eq!(all(folder.path())?.len(), others.len() + 1);
    Ok(())
}

#[test]
fn the_second_waits_and_says_so() -> Result {
    let folder = tempfile::tempdir()?;
    put(folder.path(), &[("a", "first")])?;
    let held = Held::take(folder.path(), &|| {})?;
    assert!(Held::try_take(folder.path())?.is_none());
    let (told, hears) = std::sync::mpsc::channel();
    let path = folder.path().to_owned();
    let second = std::thread::spawn(move || {
        let said = Cell::new(0);
        let output = Output::new("a", "second");
        let waiting = || {
            said.set(said.get() + 1);
            let _ = told.send(());
        };
        publish(&path, &[&output], &waiting).map(|_| said.get())
    });
    hears.recv()?;
    assert_eq!(fs::read_to_string(folder.path().join("a"))?, "first");
    drop(held);
    assert_eq!(second.join().map_err(|_| "it stopped")??, 1);
    assert_eq!(all(folder.path())?, [("a".to_owned(), "second".to_owned())]);
    Ok(())
}

#[test]
fn files_that_come_one_by_one_take_their_places_together() -> Result {
    let folder = tempfile::tempdir()?;
    let path = folder.path();
    put(path, &[("a", "old a"), ("gone", "old"), ("kept", "mine")])?;
    let before = all(path)?;
    let staging = Staging::begin(path, &|| {})?;
    staging.add(&Output::new("below/b", "b"))?;
    staging.add(&Output::new("a", "new a"))?;
    drop(staging);
    assert_eq!(all(path)?, before, "what is dropped changes nothing");
    let staging = Staging::begin(path, &|| {})?;
    staging.add(&Output::new("below/b", "b"))?;
    staging.add(&Output::new("below/deep/c", "c"))?;
    staging.add(&Output::new("a", "new a"))?;
    staging.zip("below.zip", "below")?;
    let names: Vec<String> = staging.written()?.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a", "below.zip", "below/b", "below/deep/c"]);
    staging.finish(&["gone".to_owned(), "never there".to_owned()])?;
    assert_eq!(fs::read_to_string(path.join("below/deep/c"))?, "c");
    assert_eq!(fs::read_to_string(path.join("a"))?, "new a");
    assert!(!path.join("gone").exists() && path.join("kept").exists());
    let mut zip = zip::ZipArchive::new(File::open(path.join("below.zip"))?)?;
    assert_eq!(io::read_to_string(zip.by_name("below/deep/c")?)?, "c");
    Ok(())
}

#[test]
fn a_set_that_cannot_take_its_places_leaves_those_that_were_unwanted() -> Result {
    let folder = tempfile::tempdir()?;
    let path = folder.path();
    put(path, &[("a", "old a"), ("gone", "old")])?;
    let staging = Staging::begin(path, &|| {})?;
    staging.add(&Output::new("a", "new a"))?;
    staging.add(&Output::new("b", "new b"))?;
    fs::create_dir(path.join("b"))?;
    fs::write(path.join("b/in the way"), "")?;
    assert!(staging.finish(&["gone".to_owned()]).is_err());
    assert_eq!(fs::read_to_string(path.join("a"))?, "old a");
    assert_eq!(fs::read_to_string(path.join("gone"))?, "old");
    Ok(())
}

#[test]
fn what_another_process_wrote_is_taken_over_all_or_none() -> Result {
    let folder = tempfile::tempdir()?;
    let path = folder.path();
    put(path, &[("a", "old")])?;
    let handed = |names: &[&str]| {
        let outputs: Vec<Output> = names.iter().map(|name| Output::new(*name, "new")).collect();
        hand_over(path, &outputs)
    };
    let staging = Staging::begin(path, &|| {})?;
    let mut lost = handed(&["b", "c"])?;
    fs::remove_file(path.join(&lost[1].1))?;
    assert!(staging.take_over(&lost).is_err());
    lost[1].1 = "../a".to_owned();
    assert!(staging.take_over(&lost).is_err());
    assert!(handed(&["d", "../d"]).is_err());
    staging.take_over(&handed(&["a", "sub/e"])?)?;
    staging.finish(&[])?;
    let text = |name: &str| fs::read_to_string(path.join(name));
    assert_eq!((text("a")?, text("sub/e")?), ("new".to_owned(), "new".to_owned()));
    assert_eq!(all(path)?.len(), 2, "what was not taken over is gone");

    // Where nothing comes of it all, nothing is left.
    let staging = Staging::begin(path, &|| {})?;
    handed(&["a", "f"])?;
    drop(staging);
    assert_eq!(all(path)?.len(), 2);
    Ok(())
}
