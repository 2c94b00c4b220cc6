//! Attachments made safe to bind, and what is handed over beside the PDFs.

pub mod archive;
pub mod bind;
pub mod digest;
mod flatten;
pub mod likeness;
pub mod picture;
pub mod preflight;
pub mod record;
