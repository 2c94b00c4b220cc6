//! What a council asks, as a page of plain text.

mod asked;
mod course;

use crate::policy::{
    Asked, Asye, Condition, Experience, Policy, Progression, Severity, Validity, WordLimit, Wording,
};

/// What the policy asks. Narrowed to one progression it says what is asked there.
pub fn council(policy: &Policy, width: usize) -> String {
    let mut page = Page { policy, text: String::new(), title: None, width };
    head(&mut page);
    for progression in &policy.rules.progressions {
        a_progression(&mut page, progression);
    }
    asked::asked(&mut page);
    course::course(&mut page);
    page.text
}

struct Page<'p> {
    policy: &'p Policy,
    text: String,
    /// The title of a part of which nothing is said yet.
    title: Option<String>,
    width: usize,
}

impl Page<'_> {
    /// A part of the page; left out where nothing is said in it.
    fn part(&mut self, title: &str) {
        self.title = Some(title.to_owned());
    }

    fn begin_part(&mut self, title: &str) {
        let title = textwrap::fill(title, self.width);
        let longest = title.lines().map(|line| line.chars().count()).max();
        let rule = "-".repeat(longest.unwrap_or(0));
        self.text += &format!("\n{title}\n{rule}\n");
    }

    /// A line, so many levels in; what does not fit goes on below, further in.
    fn line(&mut self, level: usize, text: &str) {
        if let Some(title) = self.title.take() {
            self.begin_part(&title);
        }
        let first = "  ".repeat(level);
        let rest = "  ".repeat(level + 1);
        let options =
            textwrap::Options::new(self.width).initial_indent(&first).subsequent_indent(&rest);
        self.text += &textwrap::fill(text, options);
        self.text.push('\n');
    }

    /// Lines, each with what it is before it.
    fn lines(&mut self, level: usize, what: &str, all: &[Wording]) {
        for one in all {
            self.line(level, &format!("{what}{}", one.text));
        }
    }

    /// The titles of roles in a row.
    fn roles(&self, ids: &[String]) -> String {
        ids.iter().map(|id| self.policy.role(id)).collect::<Vec<_>>().join(", ")
    }

    /// For whom something is, where it is not for everybody.
    fn only_for(&self, ids: &[String]) -> String {
        if ids.is_empty() {
            return String::new();
        }
        let title = |id: &String| {
            let all = self.policy.whole().rules.progressions.iter();
            all.flat_map(|one| {
                let routes = one.routes.iter().map(|route| (&route.id, &route.title));
                std::iter::once((&one.id, &one.title)).chain(routes)
            })
            .find(|(known, _)| *known == id)
            .map_or(id.clone(), |(_, title)| title.clone())
        };
        let titles: Vec<String> = ids.iter().map(title).collect();
        format!(" [only {}]", titles.join(", "))
    }

    /// When something is asked, where it is not always.
    fn when(&self, condition: Option<&Condition>, here: &[(&str, &str)]) -> String {
        let spoken = condition.map(|condition| self.policy.spoken_condition(condition, here));
        spoken.map_or(String::new(), |spoken| format!(" [if {spoken}]"))
    }
}

/// How much it matters, as a page says it.
fn matters(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "must be there",
        Severity::Warning => "should be there",
        Severity::Note => "noted if it is not there",
    }
}

fn words(limit: Option<&WordLimit>) -> String {
    match limit.map(|limit| (limit.from, limit.to)) {
        Some((Some(from), Some(to))) => format!(" ({from} to {to} words)"),
        Some((Some(from), None)) => format!(" (at least {from} words)"),
        Some((None, Some(to))) => format!(" (at most {to} words)"),
        Some((None, None)) | None => String::new(),
    }
}

/// From when and until when a policy holds.
pub fn validity(valid: &Validity) -> String {
    match (valid.from, valid.until) {
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => "at any time".to_owned(),
    }
}

fn head(page: &mut Page) {
    let rules = &page.policy.rules;
    page.line(0, &rules.council);
    page.line(0, &rules.title);
    page.line(0, &format!("Version {}; holds {}", rules.version, validity(&rules.valid)));
}

fn a_progression(page: &mut Page, one: &Progression) {
    page.part(&one.title);
    page.line(0, &format!("Named in a pack as {}", one.id));
    if !one.aliases.is_empty() {
        page.line(0, &format!("Also called {}", one.aliases.join(", ")));
    }
    if let Some(parent) = &one.extends {
        let known = page.policy.whole().progression(Some(parent));
        let parent = known.map_or(parent.clone(), |one| one.title.clone());
        page.line(
            0,
            &format!("What holds for {parent} holds here too, unless something else is said"),
        );
    }
    if let Some(level) = &one.level {
        page.line(0, &format!("Level: {level}"));
    }
    let decides = match (&one.decided_by, one.panel) {
        (Some(role), false) => page.policy.role(role).to_owned(),
        _ => "the panel".to_owned(),
    };
    if !one.panel || page.policy.rules.panel.is_some() {
        page.line(0, &format!("Decided by: {decides}"));
    }
    requirements(page, 0, &one.experience, one.asye.as_ref(), &one.statements);
    for route in &one.routes {
        page.line(0, &format!("Route: {} ({})", route.title, route.id));
        requirements(page, 1, &route.experience, route.asye.as_ref(), &route.statements);
    }
}

fn requirements(
    page: &mut Page,
    level: usize,
    experience: &[Experience],
    asye: Option<&Asye>,
    statements: &[Asked],
) {
    for one in experience {
        page.line(level, &format!("Experience: {}", an_experience(page, one)));
    }
    if let Some(asye) = asye {
        let waived = may_waive(page, &asye.waived_by);
        page.line(level, &format!("ASYE passed: {}{waived}", matters(asye.otherwise)));
    }
    for one in statements {
        let from = page.policy.role(&one.from).to_owned();
        let waived = may_waive(page, &one.waived_by);
        let limit = words(one.words.as_ref());
        page.line(level, &format!("Statement by {from}: {}{limit}{waived}", one.label));
    }
}

fn an_experience(page: &Page, one: &Experience) -> String {
    let months = one.in_months();
    let length = crate::application::length((months / 12, months % 12));
    let what = one.title.as_ref().map(|title| format!(" {title}")).unwrap_or_default();
    let label = |id: &String| page.policy.fact(id).map_or(id.clone(), |fact| fact.label.clone());
    let since: Vec<String> = one.since.iter().map(label).map(|one| format!("“{one}”")).collect();
    let since = since.join(" or ");
    let later = if one.since.len() > 1 { ", whichever is later," } else { "" };
    let until = page.policy.spoken(&one.until);
    let waived = may_waive(page, &one.waived_by);
    let matters = matters(one.otherwise);
    format!("{length}{what}, counted from {since}{later} to {until}; {matters}{waived}")
}

fn may_waive(page: &Page, roles: &[String]) -> String {
    match roles {
        [] => String::new(),
        roles => format!("; may be waived by {}", page.roles(roles)),
    }
}
