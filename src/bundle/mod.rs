//! Attachments made safe to bind, and what is handed over beside the PDFs.

/// What the bundle is called, without the ending of its file.
pub const NAME: &str = "panel-bundle";
/// The file of the bundle.
pub const FILE: &str = "panel-bundle.pdf";

pub mod archive;
pub mod bind;
pub mod digest;
mod flatten;
pub mod likeness;
pub mod picture;
pub mod placing;
pub mod preflight;
pub mod record;
