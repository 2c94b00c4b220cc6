//! The steps of an application: where it stands, what comes next, the dates ahead.

mod agenda;
mod calendar;
mod chart;
mod history;
mod place;
mod route;
mod tell;
mod walk;
mod ways;

pub use agenda::{Date, Event, agenda};
pub use calendar::calendar;
pub use chart::{Arrow, Chart, Placed};
pub use history::{History, Recorded};
pub use place::place;
pub use route::{Cell, LANES, LEVELS, Point};
pub use tell::Status;
pub use walk::{Passed, Then, Walk};
pub use ways::Ways;

#[cfg(test)]
mod tests;
