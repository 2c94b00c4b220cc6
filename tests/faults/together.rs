//! Two runs at once.

use std::{thread::sleep, time::Duration};

use panelpack::publish::put_right;

use super::{PACKS, Place, Result, kills};

#[test]
fn two_builds_at_once_end_whole() -> Result {
    let place = Place::new()?;
    for round in 0..4 {
        let builds = [PACKS.start(0, &place)?, PACKS.start(1, &place)?];
        for mut build in builds {
            assert!(build.wait()?.success(), "round {round}");
        }
        assert!(PACKS.is_one_of_them(&place.out)?, "round {round}");
        place.assert_clean()?;
    }
    Ok(())
}

#[test]
fn many_writers_at_once_leave_a_whole_set() -> Result {
    let folder = tempfile::tempdir()?;
    for round in 0..6 {
        let mut writers = Vec::new();
        for n in 0..4 {
            writers.push(kills::writer(folder.path(), n * 1_000_000 + round)?);
        }
        sleep(Duration::from_millis(300));
        for mut writer in writers {
            assert!(writer.try_wait()?.is_none(), "a writer could not write");
            writer.kill()?;
            writer.wait()?;
        }
        put_right(folder.path())?;
        kills::assert_is_a_set(folder.path())?;
    }
    Ok(())
}
