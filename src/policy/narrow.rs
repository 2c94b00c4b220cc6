//! A policy narrowed to what is applied for.

use std::sync::Arc;

use super::{Field, FieldKind, Heading, Need, Policy, Progression, Section, Wording};

impl Policy {
    /// The policy as it holds for one progression and one route: without what is only for others,
    /// with what the progression takes over from the one it extends. Whole where no progression is
    /// named and there are several.
    pub fn narrowed(&self, progression: Option<&str>, route: Option<&str>) -> Policy {
        let mut policy = self.clone();
        policy.whole = Some(Arc::new(self.whole().clone()));
        if let Some(chain) = self.chain(progression) {
            let merged = merged(&chain, route);
            let mut ids: Vec<&str> = chain.iter().map(|one| one.id.as_str()).collect();
            // Where the route is not said yet, all of them are asked for.
            let routes = merged.routes.iter().map(|one| one.id.as_str());
            ids.extend(routes.filter(|id| route.is_none_or(|route| route == *id)));
            policy.keep_only(&ids);
            for one in &mut policy.rules.progressions {
                if one.id == merged.id {
                    *one = merged.clone();
                }
            }
        }
        policy.with_rows()
    }

    /// The policy with the rows of every grid that has one for each heading.
    pub fn with_rows(&self) -> Policy {
        let mut policy = self.clone();
        let rows: Vec<Field> = policy.headings.iter().map(row).collect();
        for section in policy.forms.iter_mut().flat_map(|form| &mut form.sections) {
            make_grid(section, &rows);
        }
        policy
    }

    /// The progression and those it extends, nearest first.
    fn chain(&self, id: Option<&str>) -> Option<Vec<&Progression>> {
        let mut chain = vec![self.progression(id)?];
        while let Some(next) =
            chain.last().and_then(|one| self.progression(Some(one.extends.as_ref()?)))
            && !chain.iter().any(|one| one.id == next.id)
        {
            chain.push(next);
        }
        Some(chain)
    }

    fn keep_only(&mut self, ids: &[&str]) {
        let holds = |only_for: &[String]| {
            only_for.is_empty() || only_for.iter().any(|id| ids.contains(&id.as_str()))
        };
        let rules = &mut self.rules;
        rules.facts.retain(|one| holds(&one.only_for));
        rules.deadlines.retain(|one| holds(&one.only_for));
        if let Some(process) = &mut rules.process {
            process.steps.retain(|one| holds(&one.only_for));
            let steps: Vec<String> = process.steps.iter().map(|one| one.id.clone()).collect();
            for step in &mut process.steps {
                step.next.retain(|one| steps.contains(&one.to));
            }
        }
        self.headings.retain(|one| holds(&one.only_for));
        let evidence = &mut self.evidence;
        evidence.source_kinds.retain(|one| holds(&one.only_for));
        evidence.source_groups.retain(|one| holds(&one.only_for));
        if let Some(training) = &mut evidence.training {
            training.needs.retain(|one| holds(&one.only_for));
        }
        evidence.presentation.take_if(|one| !holds(&one.only_for));
        self.forms.retain(|one| holds(&one.only_for));
        for form in &mut self.forms {
            form.sections.retain(|one| holds(&one.only_for));
            for section in &mut form.sections {
                section.fields.retain(|one| holds(&one.only_for));
            }
        }
    }
}

/// What is asked of whoever applies: what the nearest says, else what it extends; on a route, what
/// the route says.
fn merged(chain: &[&Progression], route: Option<&str>) -> Progression {
    let mut merged = Progression::clone(chain[0]);
    for parent in &chain[1..] {
        if merged.experience.is_empty() {
            merged.experience.clone_from(&parent.experience);
        }
        merged.asye = merged.asye.or_else(|| parent.asye.clone());
        merged.level = merged.level.or_else(|| parent.level.clone());
        merged.statements.splice(0..0, parent.statements.iter().cloned());
        if merged.routes.is_empty() {
            merged.routes.clone_from(&parent.routes);
        }
    }
    let route = merged.routes.iter().find(|one| Some(one.id.as_str()) == route).cloned();
    if let Some(route) = route {
        if !route.experience.is_empty() {
            merged.experience = route.experience;
        }
        merged.asye = route.asye.or(merged.asye);
        merged.statements.extend(route.statements);
    }
    merged
}

/// The row of a scoring grid for a heading.
fn row(heading: &Heading) -> Field {
    Field::row(heading.id.clone(), heading.label.clone())
}

/// Gives a grid the rows that come from the headings.
fn make_grid(section: &mut Section, rows: &[Field]) {
    if section.rows_from_headings {
        let mut fields = rows.to_vec();
        fields.retain(|row| !section.fields.iter().any(|field| field.id == row.id));
        fields.append(&mut section.fields);
        section.fields = fields;
    }
    if !section.scale.is_empty() {
        for field in &mut section.fields {
            field.kind = FieldKind::Score;
        }
    }
}

impl Field {
    /// A row that is answered from the scale of its section.
    fn row(id: String, label: String) -> Self {
        Self {
            id,
            label,
            as_printed: None,
            kind: FieldKind::Score,
            value: None,
            prefill: None,
            when: None,
            required: Some(Need::No),
            required_when: Vec::new(),
            options: Vec::new(),
            expects: None,
            on_digest: false,
            criterion: Default::default(),
            audience: None,
            waived_by: Vec::new(),
            words: None,
            only_for: Vec::new(),
            says: None,
        }
    }
}

impl Wording {
    /// Words that are printed as they are used.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), as_printed: None }
    }
}
