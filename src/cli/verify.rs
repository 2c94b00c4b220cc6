//! `panelpack verify`

use std::path::PathBuf;

use clap::Args;

use super::{Failure, Outcome, screen, screen::Format};
use crate::{
    source,
    verify::{self, Beside, LARGEST, Unreadable},
};

/// Read a finished bundle or zip again and prove it: numbers, links, index, documents, seal
#[derive(Args)]
pub struct Verify {
    /// The bundle, the zip, or a form or template that was built
    file: PathBuf,
    /// How to say it
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Runs the command.
pub fn verify(command: &Verify) -> Result<Outcome, Failure> {
    let file = &command.file;
    let bytes = source::read_bytes(file, LARGEST)
        .map_err(|error| Failure(format!("{} cannot be read: {error}", file.display())))?;
    let name =
        file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let manifest = source::read_bytes(&file.with_file_name("manifest.json"), LARGEST).ok();
    let proof = verify::file(bytes, Beside { name, manifest }).map_err(|why| {
        let why = match why {
            Unreadable::OtherKind => "is no PDF and no zip",
            Unreadable::Damaged => "is damaged and cannot be read; build it again",
            Unreadable::NoBundle => {
                "is a zip that no pack was built into; unpack it and name a bundle that is in it"
            }
            Unreadable::Locked => "opens with a password only, so nothing in it can be checked",
        };
        Failure(format!("{} {why}", file.display()))
    })?;
    match command.format {
        Format::Human => screen::print(&proof.text())?,
        Format::Json => screen::print(&proof.json())?,
    }
    screen::say(&proof.summary());
    Ok(if proof.holds() { Outcome::Fine } else { Outcome::Findings })
}
