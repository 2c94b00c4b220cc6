//! What a policy gives names to, and what can be said under each name.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    policy::tree::{Spot, Trees},
    yaml::{Node, did_you_mean},
};

/// What is said under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sort {
    /// A text, or a file.
    Text,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// One of these.
    Choice(Vec<String>),
}

/// All names of a policy.
#[derive(Debug, Default)]
pub struct Names {
    /// The ids of everything that has one, by what it is.
    ids: BTreeMap<&'static str, Vec<String>>,
    /// The names of the policy language (`candidate.team`) and what is said under each.
    sorts: BTreeMap<String, Sort>,
    /// Beginnings of names of which nothing is known, because their file cannot be read.
    unsure: BTreeSet<String>,
}

/// What has ids where: what it is, the file, the pattern.
const IDS: [(&str, &str, &str); 15] = [
    ("role", "policy.yaml", "roles.*.id"),
    ("fact", "policy.yaml", "facts.*.id"),
    ("framework", "policy.yaml", "frameworks.*.id"),
    ("stage", "policy.yaml", "stages.*.id"),
    ("progression", "policy.yaml", "progressions.*.id"),
    ("progression or route", "policy.yaml", "progressions.*.id"),
    ("progression or route", "policy.yaml", "progressions.*.routes.*.id"),
    ("route", "policy.yaml", "progressions.*.routes.*.id"),
    ("deadline", "policy.yaml", "deadlines.*.id"),
    ("step", "policy.yaml", "process.steps.*.id"),
    ("outcome", "policy.yaml", "outcomes.*.id"),
    ("heading", "headings.yaml", "*.id"),
    ("source kind", "evidence.yaml", "source_kinds.*.id"),
    ("course", "evidence.yaml", "training.courses.*.id"),
    ("topic", "evidence.yaml", "presentation.topics.*.id"),
];

/// Where a pack can say something in a way the policy does not list: the name, the file that lists
/// it, the pattern of its ids and what is said.
const SAID: [(&str, &str, Sort); 5] = [
    ("submitted.", "deadlines.*.id", Sort::Day),
    ("statements.", "progressions.*.statements.*.id", Sort::Text),
    ("statements.", "progressions.*.routes.*.statements.*.id", Sort::Text),
    ("experience.", "progressions.*.experience.*.id", Sort::Text),
    ("experience.", "progressions.*.routes.*.experience.*.id", Sort::Text),
];

impl Names {
    /// Collects the names.
    pub fn of(trees: &Trees) -> Self {
        let mut names = Self::default();
        for (what, file, pattern) in IDS {
            let ids = trees.all(file, pattern);
            names.add_ids(what, ids.iter().filter_map(Spot::text).map(str::to_owned));
            if trees.is_unknown(file) {
                names.unsure.insert(what.to_owned());
            }
        }
        if trees.file("policy.yaml").is_some_and(|tree| tree.get("stages").is_none()) {
            names.add_ids("stage", ["request", "evidence", "panel"].map(String::from).into_iter());
        }
        for framework in trees.all("policy.yaml", "frameworks.*") {
            let id = framework.key("id").unwrap_or_default();
            let statements =
                framework.below("statements").into_iter().flat_map(|all| all.below("*"));
            let statements = statements.filter_map(|one| Some(format!("{id}.{}", one.key("id")?)));
            names.add_ids("statement", statements);
        }
        let form_id =
            |file: &str| file.trim_start_matches("forms/").trim_end_matches(".yaml").to_owned();
        names.add_ids("form", trees.forms().map(|(file, _)| form_id(file)));
        names.add_sorts(trees);
        for (file, node) in trees.forms() {
            names.add_form(&form_id(file), node);
            if trees.is_broken(file) {
                names.unsure.insert(format!("forms.{}.", form_id(file)));
            }
        }
        names.add_done(trees);
        if trees.is_unknown("policy.yaml") {
            names.unsure.insert(String::new());
        }
        names
    }

    fn add_ids(&mut self, what: &'static str, ids: impl Iterator<Item = String>) {
        self.ids.entry(what).or_default().extend(ids);
    }

    fn add(&mut self, name: impl Into<String>, sort: Sort) {
        self.sorts.insert(name.into(), sort);
    }

    fn add_sorts(&mut self, trees: &Trees) {
        for name in ["council", "policy.title", "progression.title", "route.title"] {
            self.add(name, Sort::Text);
        }
        for name in ["panel.time", "panel.place", "outcome.title", "experience.length"] {
            self.add(name, Sort::Text);
        }
        for name in ["panel", "panel.date", "panel.submit_by", "outcome.on"] {
            self.add(name, Sort::Day);
        }
        for name in ["experience.enough", "outcome.progresses"] {
            self.add(name, Sort::YesNo);
        }
        for what in ["progression", "route", "outcome"] {
            self.add(what, Sort::Choice(self.ids(what).to_vec()));
        }
        for fact in trees.all("policy.yaml", "facts.*") {
            let Some(id) = fact.key("id") else { continue };
            let sort = match fact.key("type") {
                Some("date") => Sort::Day,
                Some("yes-no") => Sort::YesNo,
                Some("number") => Sort::Number,
                Some("choice") => Sort::Choice(options(fact.node, "options")),
                _ => Sort::Text,
            };
            self.add(format!("candidate.{id}"), sort);
        }
        for (before, pattern, sort) in SAID {
            for id in trees.all("policy.yaml", pattern).iter().filter_map(Spot::text) {
                match before {
                    "experience." => {
                        self.add(format!("experience.{id}.length"), sort.clone());
                        self.add(format!("experience.{id}.enough"), Sort::YesNo);
                    }
                    _ => self.add(format!("{before}{id}"), sort.clone()),
                }
                if before != "submitted." {
                    self.add_waiver(id);
                }
            }
        }
        self.add_waiver("asye");
        self.add_waiver("experience");
    }

    /// What a step or a deadline says is recorded as sent once it is done, unless it is probably a
    /// slip for something that is known.
    fn add_done(&mut self, trees: &Trees) {
        for pattern in ["process.steps.*.done", "deadlines.*.done"] {
            for done in trees.all("policy.yaml", pattern) {
                let Some(name) = done.text().filter(|name| name.starts_with("submitted.")) else {
                    continue;
                };
                let known = self.all().filter_map(|known| known.strip_prefix("submitted."));
                let id = name.trim_start_matches("submitted.");
                if did_you_mean(id, known).is_none() {
                    self.add(name, Sort::Day);
                }
            }
        }
    }

    fn add_waiver(&mut self, of: &str) {
        self.add(format!("waivers.{of}.by"), Sort::Choice(self.ids("role").to_vec()));
        self.add(format!("waivers.{of}.name"), Sort::Text);
        self.add(format!("waivers.{of}.on"), Sort::Day);
        self.add(format!("waivers.{of}.reason"), Sort::Text);
    }

    fn add_form(&mut self, id: &str, form: &Node) {
        self.add(format!("submitted.{id}"), Sort::Day);
        for section in items(form.get("sections")) {
            let Some(section_id) = text_of(section, "id") else { continue };
            let before = format!("forms.{id}.{section_id}");
            if section.get("sign_off").is_some() {
                self.add(format!("{before}.signed"), Sort::Day);
                self.add(format!("{before}.signed_by"), Sort::Text);
            }
            for field in items(section.get("fields")) {
                let Some(field_id) = text_of(field, "id") else { continue };
                if let Some(sort) = sort_of_field(section, field) {
                    self.add(format!("{before}.{field_id}"), sort);
                }
                if text_of(field, "type") == Some("criterion") {
                    self.add_waiver(field_id);
                }
            }
            if section.get("scale").is_some() {
                self.add(format!("{before}.total"), Sort::Number);
            }
            if text_of(section, "rows_from_headings") == Some("yes") {
                let scale = Sort::Choice(options(section, "scale"));
                for heading in self.ids("heading").to_vec() {
                    self.add(format!("{before}.{heading}"), scale.clone());
                }
            }
        }
    }

    /// The ids of what there is of one sort.
    pub fn ids(&self, what: &str) -> &[String] {
        self.ids.get(what).map_or(&[], Vec::as_slice)
    }

    /// Whether the file that would say so cannot be read.
    pub fn is_unsure(&self, what: &str) -> bool {
        self.unsure.contains("") || self.unsure.contains(what)
    }

    /// What is said under a name; `None` where the name means nothing.
    pub fn sort(&self, name: &str) -> Option<&Sort> {
        self.sorts.get(name)
    }

    /// Whether a name may mean something that a file that cannot be read says.
    pub fn may_mean(&self, name: &str) -> bool {
        self.unsure.iter().any(|start| {
            start.is_empty() || start.ends_with('.') && name.starts_with(start.as_str())
        })
    }

    /// All names.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.sorts.keys().map(String::as_str)
    }
}

/// What the answer to a field of a form is; `None` for a note, which has none.
pub fn sort_of_field(section: &Node, field: &Node) -> Option<Sort> {
    let scale = || Sort::Choice(options(section, "scale"));
    match text_of(field, "type") {
        Some("note") => None,
        _ if section.get("scale").is_some() => Some(scale()),
        Some("yes-no" | "criterion") => Some(Sort::YesNo),
        Some("date") => Some(Sort::Day),
        Some("choice") => Some(Sort::Choice(options(field, "options"))),
        Some("score") => Some(scale()),
        _ => Some(Sort::Text),
    }
}

/// The items of a list; the value itself, where one may leave its list out.
pub fn items(node: Option<&Node>) -> Vec<&Node> {
    use crate::yaml::Value;
    match node.map(|node| (node, &node.value)) {
        Some((_, Value::List(items))) => items.iter().collect(),
        Some((_, Value::Empty)) | None => Vec::new(),
        Some((node, _)) => vec![node],
    }
}

/// The text of a key of a group.
pub fn text_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key)?.as_text().map(str::trim).filter(|text| !text.is_empty())
}

fn options(node: &Node, key: &str) -> Vec<String> {
    items(node.get(key))
        .into_iter()
        .filter_map(|one| text_of(one, "id"))
        .map(String::from)
        .collect()
}
