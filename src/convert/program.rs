//! LibreOffice: where it is, and how it is started and ended. The only place that starts a program
//! other than this one.

#![expect(clippy::disallowed_methods, reason = "the door to LibreOffice")]

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::publish::Turn;

/// How long a file may take. The first start of all on a slow machine needs half a minute.
const PATIENCE: Duration = Duration::from_secs(120);

/// How often to look whether it is done.
const PAUSE: Duration = Duration::from_millis(25);

/// Where its installers put it.
const USUAL_PLACES: &[&str] = if cfg!(windows) {
    &[
        "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
        "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.exe",
    ]
} else if cfg!(target_os = "macos") {
    &["/Applications/LibreOffice.app/Contents/MacOS/soffice"]
} else {
    &[]
};

/// Whether nobody waits any more for what it makes.
pub(super) static STOPPED: AtomicBool = AtomicBool::new(false);

/// LibreOffice on this machine.
#[derive(Debug, Clone)]
pub struct Program {
    path: PathBuf,
    patience: Duration,
    turns: Option<PathBuf>,
}

/// How a start of the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// It went through all files.
    ByItself,
    /// It stumbled, or could not be started.
    Stumbled,
    /// It was ended, because nothing came of a file for too long.
    OutOfTime,
}

impl Program {
    /// Looks for it in the folders of a search path, then in the usual places.
    pub fn find(search_path: Option<&OsStr>) -> Option<Self> {
        let names = if cfg!(windows) { ["soffice.exe", ""] } else { ["soffice", "libreoffice"] };
        let names = names.into_iter().filter(|name| !name.is_empty());
        let folders = search_path.map(|path| std::env::split_paths(path).collect::<Vec<_>>());
        let folders = folders.unwrap_or_default();
        // A folder that is not named whole may be the pack's.
        let folders = folders.iter().filter(|folder| folder.is_absolute());
        let on_path = folders.flat_map(|folder| names.clone().map(|name| folder.join(name)));
        let usual = USUAL_PLACES.iter().map(PathBuf::from);
        let found = on_path.chain(usual).find(|path| path.is_file())?;
        Some(Self { path: found, patience: PATIENCE, turns: None })
    }

    /// The same program, given another time for each file.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The same program, started by one at a time of all processes that are told this folder.
    #[must_use]
    pub fn in_turn(self, folder: &Path) -> Self {
        Self { turns: Some(folder.to_owned()), ..self }
    }

    /// Waits for its turn among other processes. Where none can be had, nobody waits.
    pub(super) fn turn(&self) -> Option<Turn> {
        self.turns.as_deref().and_then(|folder| Turn::take(folder).ok())
    }

    /// Makes PDFs of the files `names` in `folder`, into its folder `pdf`, with the settings in its
    /// folder `profile`. `count` says how many there are; while their number grows, it is waited for.
    pub(super) fn run(&self, folder: &Path, names: &[String], count: &dyn Fn() -> usize) -> Ended {
        if STOPPED.load(Ordering::Relaxed) {
            return Ended::Stumbled;
        }
        let Ok(mut child) = self.command(folder, names).spawn() else { return Ended::Stumbled };
        let (mut seen, mut since) = (0, Instant::now());
        loop {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Ended::ByItself,
                Ok(None) => {}
                _ => return Ended::Stumbled,
            }
            let now = count();
            if now != seen {
                (seen, since) = (now, Instant::now());
            }
            let is_stopped = STOPPED.load(Ordering::Relaxed);
            if is_stopped || since.elapsed() > self.patience {
                end(&mut child);
                return if is_stopped { Ended::Stumbled } else { Ended::OutOfTime };
            }
            thread::sleep(PAUSE);
        }
    }

    fn command(&self, folder: &Path, names: &[String]) -> Command {
        let mut command = Command::new(&self.path);
        command
            .arg(format!("-env:UserInstallation={}", address(&folder.join("profile"))))
            .args(["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"])
            .args(["--nofirststartwizard", "--convert-to", "pdf", "--outdir", "pdf"])
            .args(names)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // Whatever it would leave elsewhere stays in the folder.
        let profile = folder.join("profile");
        for name in ["TMPDIR", "TMP", "TEMP"] {
            command.env(name, &profile);
        }
        for name in ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy"] {
            command.env(name, "http://127.0.0.1:9").env_remove(name.to_uppercase());
        }
        command.env_remove("no_proxy").env_remove("NO_PROXY");
        alone(&mut command, &profile);
        command
    }
}

/// Its own group of programs, which can be ended together; no display, no home.
#[cfg(unix)]
fn alone(command: &mut Command, home: &Path) {
    use std::os::unix::process::CommandExt;

    command.process_group(0).env("TZ", "UTC");
    if cfg!(not(target_os = "macos")) {
        for name in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            command.env(name, home);
        }
        command.env("LC_ALL", "C.UTF-8").env("SAL_USE_VCLPLUGIN", "svp");
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "LANGUAGE"] {
            command.env_remove(name);
        }
    }
}

#[cfg(not(unix))]
fn alone(_: &mut Command, _: &Path) {}

/// Ends it, and whatever it has started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The address of a folder, as LibreOffice wants it.
fn address(folder: &Path) -> String {
    const LEFT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b':');
    let path = folder.to_string_lossy().replace('\\', "/");
    format!("file:///{}", utf8_percent_encode(path.trim_start_matches('/'), LEFT))
}
