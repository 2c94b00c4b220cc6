//! The flow chart of the process: the steps as they are drawn, and the same steps in words.

use serde_json::{Value, json};

use super::Context;
use crate::{
    application::Application,
    policy::{Deadline, Step},
    process::{Arrow, Chart, LANES, LEVELS, Placed, Recorded, Walk},
    words,
};

/// What the flow chart says. `None` where the policy does not describe its process.
pub fn flow_chart(context: &Context) -> Option<Value> {
    let application = context.application;
    let chart = Chart::of(application)?;
    let process = application.policy.rules.process.as_ref()?;
    // No PDF depends on the day it is made: whatever is recorded counts.
    let walk = Walk::of(application, None).filter(|_| !context.print.blank);
    let drawn = Drawn { context, actors: actors(&chart), walk, chart };
    let boxes = drawn.chart.boxes.iter().map(|one| drawn.step(one)).collect::<Vec<_>>();
    let arrows = drawn.chart.arrows.iter().filter_map(|one| drawn.arrow(one));
    let flow = json!({
        "title": process.title,
        "alt": drawn.in_short(),
        "rows": drawn.chart.rows,
        "columns": drawn.chart.columns,
        "lanes": LANES,
        "levels": LEVELS,
        "boxes": boxes,
        "arrows": arrows.collect::<Vec<_>>(),
        "actors": drawn.actors.iter().map(|id| application.policy.role(id)).collect::<Vec<_>>(),
        "of_pack": drawn.walk.is_some(),
        "progression": application.fact("progression.title"),
    });
    let document = context.explaining(context.document(&process.title, None), &flow);
    Some(json!({ "document": document, "flow": flow }))
}

struct Drawn<'a> {
    context: &'a Context<'a>,
    chart: Chart<'a>,
    actors: Vec<&'a str>,
    walk: Option<Walk<'a>>,
}

/// Those who do something, in the order of the steps.
fn actors<'a>(chart: &Chart<'a>) -> Vec<&'a str> {
    let mut actors: Vec<&str> = Vec::new();
    for id in chart.boxes.iter().flat_map(|one| &one.step.who) {
        if !actors.contains(&id.as_str()) {
            actors.push(id);
        }
    }
    actors
}

impl Drawn<'_> {
    fn step(&self, one: &Placed) -> Value {
        let Placed { step, number, cell, is_question, is_end } = *one;
        let application = self.context.application;
        let who = step.who.iter().map(|id| {
            let colour = self.actors.iter().position(|actor| actor == id);
            json!({ "title": application.policy.role(id), "colour": colour })
        });
        let deadline = deadline(application, step);
        let form = step.form.as_ref().and_then(|id| application.policy.form(id));
        let next = self.chart.arrows.iter().filter(|arrow| self.leaves(arrow, number));
        let next = next.filter_map(|arrow| {
            let to = self.chart.boxes.get(arrow.to)?;
            let title = self.title(to.step);
            Some(json!({ "label": arrow.branch.label, "number": to.number, "title": title }))
        });
        let passed = self.walk.iter().flat_map(|walk| &walk.passed);
        let passed = passed.into_iter().find(|passed| passed.step.id == step.id);
        let is_here = |walk: &Walk| walk.here.is_some_and(|here| here.id == step.id);
        let is_last = |walk: &Walk| {
            walk.here.is_none() && walk.passed.last().is_some_and(|last| last.step.id == step.id)
        };
        json!({
            "number": number,
            "title": self.title(step),
            "row": cell.row,
            "column": cell.column,
            "is_first": number == 1,
            "is_question": is_question,
            "is_end": is_end,
            "who": who.collect::<Vec<_>>(),
            "to": step.to.iter().map(|id| application.policy.role(id)).collect::<Vec<_>>(),
            "by": deadline.map(|deadline| by(application, deadline, false)),
            "by_in_short": deadline.map(|deadline| by(application, deadline, true)),
            "on": on(application, step),
            "form": form.map(|form| match form.appendix {
                Some(number) => format!("{} (Appendix {number})", form.title),
                None => form.title.clone(),
            }),
            "note": step.note,
            "next": next.collect::<Vec<_>>(),
            "is_done": passed.is_some(),
            "day": passed.and_then(|passed| match passed.recorded? {
                Recorded::On(day) => Some(day.to_string()),
                Recorded::Agreed(day) => Some(format!("for {day}")),
                Recorded::Undated => None,
            }),
            "is_here": self.walk.as_ref().is_some_and(is_here),
            "is_last": self.walk.as_ref().is_some_and(is_last),
        })
    }

    fn leaves(&self, arrow: &Arrow, number: usize) -> bool {
        self.chart.boxes.get(arrow.from).is_some_and(|from| from.number == number)
    }

    fn arrow(&self, arrow: &Arrow) -> Option<Value> {
        let from = self.chart.boxes.get(arrow.from)?.step;
        let mut passed = self.walk.iter().flat_map(|walk| &walk.passed);
        let is_taken = passed.any(|passed| {
            let branch = passed.taken.filter(|_| passed.step.id == from.id);
            branch.is_some_and(|branch| std::ptr::eq(branch, arrow.branch))
        });
        let route = arrow.route.as_ref()?;
        Some(json!({
            "from": arrow.from,
            "to": arrow.to,
            "label": arrow.branch.label,
            "points": route.iter().map(|point| [point.x, point.y]).collect::<Vec<_>>(),
            "parts": arrow.parts,
            "is_taken": is_taken,
        }))
    }

    fn title<'s>(&self, step: &'s Step) -> &'s str {
        self.context.print.label(&step.title, step.as_printed.as_deref())
    }

    /// What a reader is told who does not see the drawing.
    fn in_short(&self) -> String {
        let count = words::count(self.chart.boxes.len(), "step");
        let ends = self.chart.boxes.iter().filter(|one| one.is_end);
        let ends: Vec<String> = ends.map(|one| format!("“{}”", self.title(one.step))).collect();
        let first = self.chart.boxes.first().map_or("", |one| self.title(one.step));
        let here = self.walk.as_ref().and_then(|walk| walk.here);
        let here = here.map(|here| format!(" The application stands at “{}”.", self.title(here)));
        format!(
            "A flow chart of {count}, from “{first}” to {}.{} The same steps follow as a list.",
            words::row(&ends, "or"),
            here.unwrap_or_default()
        )
    }
}

fn deadline<'a>(application: Application<'a>, step: &Step) -> Option<&'a Deadline> {
    let mut deadlines = application.policy.rules.deadlines.iter();
    deadlines.find(|deadline| Some(&deadline.id) == step.deadline.as_ref())
}

/// By when: the day where it is known, and how it is counted unless there is little room.
fn by(application: Application, deadline: &Deadline, in_short: bool) -> String {
    let limit = application.in_words(&deadline.by);
    let holds = deadline.when.as_ref().is_none_or(|when| application.fits(when));
    match application.due(&deadline.by).filter(|_| holds) {
        Some(due) if in_short => format!("by {}", due.day),
        Some(due) => format!("{} ({limit})", due.day.with_weekday()),
        None if in_short && deadline.by.after.is_some() => {
            format!("within {}", deadline.by.length())
        }
        None => limit,
    }
}

fn on(application: Application, step: &Step) -> Option<String> {
    let name = step.on.as_deref()?;
    let day = application.day(name)?.to_string();
    let time = application.fact("panel.time").filter(|_| name == "panel");
    Some(time.map_or(day.clone(), |time| format!("{day}, {time}")))
}
