//! The search through one text.

use super::{
    Hit, Kind, Known,
    folded::Folded,
    names::Names,
    patterns::{self, Pseudonyms},
    public::Public,
};

/// Looks for what could identify somebody.
#[derive(Debug)]
pub struct Search {
    names: Names,
    people: Names,
    public: Public,
    pseudonyms: Pseudonyms,
}

impl Search {
    /// Prepares a search.
    pub fn new(known: &Known) -> Self {
        // What follows a comma is what somebody is: "Nadia Fernleigh, Social Worker".
        let people: Vec<&str> =
            known.people.iter().filter_map(|person| person.split(',').next()).collect();
        Self {
            names: Names::new(&known.names),
            people: Names::new(&people),
            public: Public::new(&known.public),
            pseudonyms: Pseudonyms::new(&known.pseudonyms),
        }
    }

    /// What there is in a text, in order; hits of one kind do not overlap.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let folded = Folded::new(text);
        let mut hits = patterns::hits(&folded);
        hits.retain(|hit| !self.public.covers(hit, &folded));
        hits.extend(self.pseudonyms.hits(&folded));
        let names = self.names(&folded, &hits);
        hits.extend(names);
        for hit in &mut hits {
            hit.range = folded.source(&hit.range);
        }
        hits.sort_by_key(|hit| (hit.range.start, hit.range.end, hit.kind));
        hits
    }

    /// Names that are nobody else's. A part of one within something else that was found says nothing new.
    fn names(&self, folded: &Folded, others: &[Hit]) -> Vec<Hit> {
        let mut names = self.names.hits(folded);
        if names.is_empty() {
            return names;
        }
        let mut people = self.people.hits(folded);
        let is_whole = |hit: &Hit| {
            folded.text.get(hit.range.clone()).is_some_and(|name| self.people.is_whole(name))
        };
        people.retain(|person| person.kind == Kind::Name && is_whole(person));
        let is_within = |hit: &Hit, outer: &[Hit]| {
            let after = outer.partition_point(|outer| outer.range.end < hit.range.end);
            outer.get(after).is_some_and(|outer| outer.range.start <= hit.range.start)
        };
        names.retain(|hit| {
            let is_part = hit.kind == Kind::PartOfName;
            let word = folded.lower.get(hit.range.clone()).unwrap_or_default();
            let is_of_person = is_within(hit, &people) || is_part && self.people.has_part(word);
            let is_said = is_part
                && others.iter().any(|other| {
                    other.range.start <= hit.range.start && hit.range.end <= other.range.end
                });
            !is_of_person && !is_said && !self.public.surrounds(hit, folded)
        });
        names
    }
}

#[cfg(test)]
mod tests;
