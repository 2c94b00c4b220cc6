//! The dates ahead: what is due, and the sitting of the panel.

use super::{History, Walk};
use crate::{
    application::{Application, Due},
    dates::Day,
    policy::{Deadline, Step},
};

/// A day on which something is due or takes place.
#[derive(Debug, Clone, Copy)]
pub struct Date<'a> {
    /// When.
    pub due: Due,
    /// What.
    pub event: Event<'a>,
}

/// What is due or takes place on a day.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// Something has to be sent or done by the end of it.
    Deadline(&'a Deadline),
    /// The panel sits.
    Panel,
}

/// The dates that are known and still matter, in their order: deadlines that hold, are not kept yet
/// and can still be, and the panel until it has decided. Days that have passed are among them.
pub fn agenda<'a>(application: Application<'a>, today: Option<Day>) -> Vec<Date<'a>> {
    let walk = Walk::of(application, today);
    let history = History { application, today };
    // What belongs to steps matters only while one of them can still come.
    let matters = |belongs: &dyn Fn(&Step) -> bool| {
        let steps = application.policy.rules.process.iter().flat_map(|process| &process.steps);
        let mut steps = steps.filter(|step| belongs(step)).peekable();
        let walk = walk.as_ref().filter(|_| steps.peek().is_some());
        walk.is_none_or(|walk| steps.any(|step| walk.is_open(&step.id)))
    };
    let is_open = |one: &&Deadline| {
        let belongs = |step: &Step| step.deadline.as_ref() == Some(&one.id);
        history.holds(one) && !history.is_kept(one) && matters(&belongs)
    };
    let open = application.policy.rules.deadlines.iter().filter(is_open);
    let mut dates: Vec<Date> = open
        .filter_map(|one| Some(Date { due: history.due(&one.by)?, event: Event::Deadline(one) }))
        .collect();
    let panel = application.day("panel").filter(|_| application.has_panel());
    let sits = history.recorded("outcome.on").is_none()
        && matters(&|step| step.on.as_deref() == Some("panel"));
    if let Some(day) = panel.filter(|_| sits) {
        dates.push(Date { due: Due { day, holidays_known: true }, event: Event::Panel });
    }
    dates.sort_by_key(|date| date.due.day);
    dates
}
