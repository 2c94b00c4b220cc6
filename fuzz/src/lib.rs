//! What the fuzz targets have in common.

pub mod contained;
pub mod properties;
