//! The bundle that was sent out, kept in the pack: `issued/panel-bundle.pdf` and, beside it, what an
//! addendum has to know of it (`issued/issued.json`). Its numbers never change.

mod changes;
mod lock;
mod said;

use std::{fmt, io, path::Path, sync::Arc};

use serde_json::Value;

pub use changes::{Became, Changes, Different, Moved};
pub use lock::{Lock, Paper};
pub use said::{Kind, Part, Passage, facts, parts};

use crate::{
    bundle::{
        FILE, digest,
        record::{Bound, ISSUED},
    },
    publish, source,
};

/// The folder of a pack that holds what was issued.
pub const FOLDER: &str = "issued";
/// What is known of the bundle.
pub const LOCK: &str = "issued.json";

/// Whether a bundle of a pack was issued.
pub fn is_there(pack: &Path) -> bool {
    publish::is_there(&pack.join(FOLDER), LOCK)
}

/// The largest bundle that is read, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024 * 1024;

/// A bundle that was sent out.
#[derive(Debug, Clone)]
pub struct Issued {
    /// What is known of it.
    pub lock: Lock,
    /// The PDF.
    pub pdf: Arc<Vec<u8>>,
}

/// What was issued cannot be used.
#[derive(Debug)]
pub enum IssuedError {
    /// A file is not there or cannot be read.
    Unreadable(&'static str, io::Error),
    /// The list of what was issued is not as it was written.
    Lock,
    /// The PDF is not the one that was issued.
    OtherBundle,
}

impl fmt::Display for IssuedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(file, error) => {
                write!(f, "{FOLDER}/{file} cannot be read: {}", crate::pack::plain(error))?;
            }
            Self::Lock => write!(f, "{FOLDER}/{LOCK} is not as panelpack wrote it")?,
            Self::OtherBundle => {
                write!(f, "{FOLDER}/{FILE} is not the bundle that was issued, byte for byte")?;
            }
        }
        write!(f, "; get the folder {FOLDER} back from a copy of the pack")
    }
}

impl std::error::Error for IssuedError {}

impl Issued {
    /// What was issued of a pack; `None` where nothing was.
    ///
    /// # Errors
    /// Where it is not whole, or not what was issued.
    pub fn of(pack: &Path) -> Result<Option<Self>, IssuedError> {
        let read = |file: &'static str| {
            let bytes = source::read_bytes(&pack.join(FOLDER).join(file), LARGEST);
            bytes.map_err(|error| (error.kind(), IssuedError::Unreadable(file, error)))
        };
        let (lock, pdf) = match (read(LOCK), read(FILE)) {
            (Err((io::ErrorKind::NotFound, _)), Err((io::ErrorKind::NotFound, _))) => {
                return Ok(None);
            }
            (Err((_, error)), _) | (_, Err((_, error))) => return Err(error),
            (Ok(lock), Ok(pdf)) => (lock, pdf),
        };
        let lock: Lock = serde_json::from_slice(&lock).map_err(|_| IssuedError::Lock)?;
        match lock {
            _ if lock.panelpack_issued != lock::VERSION => Err(IssuedError::Lock),
            _ if lock.labels.len() != lock.pages => Err(IssuedError::Lock),
            _ if digest::sha256(&pdf) != lock.sha256 => Err(IssuedError::OtherBundle),
            _ => Ok(Some(Self { lock, pdf: Arc::new(pdf) })),
        }
    }
}

impl Issued {
    /// What the record of a bundle says of it in which its pages are bound.
    pub fn record(&self) -> Bound {
        Bound {
            label: ISSUED.to_owned(),
            title: "The bundle as it was issued".to_owned(),
            file: format!("{FOLDER}/{FILE}"),
            sha256: self.lock.sha256.clone(),
            ..Bound::default()
        }
    }
}

/// A digest of some data, without what only says where it is printed.
pub fn digest_of(data: &Value) -> String {
    let mut data = data.clone();
    said::leave_out_places(&mut data);
    digest::short(data.to_string().as_bytes())
}
