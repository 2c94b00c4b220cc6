//! A tree → typed data, through serde, without stopping at the first problem.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, Visitor};

use super::{Node, Problem, Value, did_you_mean, failure::Failure, field::FIELD, hole::Hole};
use crate::source::Span;

/// Reads `T` from a tree. `None` where not even its outline is there.
pub fn read<T: de::DeserializeOwned>(node: &Node) -> (Option<T>, Vec<Problem>) {
    let known = Known::default();
    let value = T::deserialize(Reader { node, known: &known });
    let mut problems = known.problems.into_inner();
    let value = value.map_err(|failure| problems.push(*failure.problem)).ok();
    (value, problems)
}

/// Reads `T` from a tree, for types that do not go on by themselves after a problem: what is wrong
/// or missing is left open and the tree is read again, until nothing new is found. The value has
/// something in place of what was left open, and is good only where there is no problem.
pub fn read_all<T: de::DeserializeOwned>(node: &Node) -> (Option<T>, Vec<Problem>) {
    let mut known = Known::default();
    let mut found = Vec::new();
    loop {
        let result = T::deserialize(Reader { node, known: &known });
        let new = known.problems.take().into_iter().filter(|one| !found.contains(one));
        found.extend(new.collect::<Vec<_>>());
        match result {
            Ok(value) => return (Some(value), found),
            Err(Failure { problem, lacks }) => {
                let is_misspelt =
                    lacks.is_some_and(|key| known.meant.borrow().contains(&(problem.span, key)));
                if found.len() >= MOST_PROBLEMS || !known.leave_open(problem.span, lacks) {
                    return (None, found);
                }
                if !is_misspelt {
                    found.push(*problem);
                }
            }
        }
    }
}

/// So many problems of one file are enough to begin with.
const MOST_PROBLEMS: usize = 200;

/// What is known about a tree that is being read.
#[derive(Default)]
struct Known {
    problems: RefCell<Vec<Problem>>,
    /// Values and keys that are passed over, by their places.
    open: BTreeSet<Span>,
    /// Keys that are missing, by the place of their group.
    lacking: BTreeMap<Span, Vec<&'static str>>,
    /// Keys that an unknown one was probably meant to be, by the place of their group.
    meant: RefCell<BTreeSet<(Span, &'static str)>>,
}

impl Known {
    /// Remembers what was wrong. `false` where that was known, so that there is nothing to gain.
    fn leave_open(&mut self, span: Span, lacks: Option<&'static str>) -> bool {
        let Some(key) = lacks else { return self.open.insert(span) };
        let keys = self.lacking.entry(span).or_default();
        let is_new = !keys.contains(&key);
        keys.push(key);
        is_new
    }
}

#[derive(Clone, Copy)]
struct Reader<'n> {
    node: &'n Node,
    known: &'n Known,
}

impl<'n> Reader<'n> {
    /// Reads a value below this one, unless it is left open.
    fn read<'de, S: DeserializeSeed<'de>>(self, node: &Node, seed: S) -> Result<S::Value, Failure> {
        if self.known.open.contains(&node.span) {
            return seed.deserialize(Hole);
        }
        let result = seed.deserialize(Reader { node, known: self.known });
        result.map_err(|failure| failure.at(node.span))
    }

    fn report(&self, failure: Failure) {
        self.known.problems.borrow_mut().push(*failure.at(self.node.span).problem);
    }

    fn text(&self, expected: &str) -> Result<&'n str, Failure> {
        match &self.node.value {
            Value::Text(text) => Ok(text.trim()),
            Value::Empty => Err(de::Error::invalid_type(de::Unexpected::Unit, &expected)),
            Value::List(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &expected)),
            Value::Group(_) => Err(de::Error::invalid_type(de::Unexpected::Map, &expected)),
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let result = match &self.node.value {
            Value::Empty => visitor.visit_unit(),
            Value::Text(text) => visitor.visit_str(text),
            Value::List(items) => visitor.visit_seq(List { items: items.iter(), reader: self }),
            Value::Group(_) => visitor.visit_map(Group::new(self, None)),
        };
        result.map_err(|failure| failure.at(self.node.span))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let word = self.text("yes or no").map_err(|failure| failure.at(self.node.span))?;
        match word.to_lowercase().as_str() {
            "yes" | "y" | "true" => visitor.visit_bool(true),
            "no" | "n" | "false" => visitor.visit_bool(false),
            _ => {
                let failure: Failure = de::Error::custom("this is neither yes nor no");
                Err(failure.at(self.node.span))
            }
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let number = self.text("a number").and_then(|text| {
            text.parse().map_err(|_| de::Error::custom("this is not a whole number"))
        });
        number
            .and_then(|number| visitor.visit_u32(number))
            .map_err(|failure: Failure| failure.at(self.node.span))
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_u32(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let number = self.text("a number").and_then(|text| {
            let number = text.parse().ok().filter(|number: &f64| number.is_finite());
            number.ok_or_else(|| de::Error::custom("this is not a number"))
        });
        number
            .and_then(|number| visitor.visit_f64(number))
            .map_err(|failure: Failure| failure.at(self.node.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.value {
            Value::Empty => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.node.value {
            Value::Empty => visitor.visit_seq(List { items: [].iter(), reader: self }),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match name {
            FIELD => visitor.visit_seq(Placed { reader: self, step: 0, wrong: false }),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let found = match self.node.value {
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Empty | Value::Group(_) => {
                let result = visitor.visit_map(Group::new(self, Some(fields)));
                return result.map_err(|failure| failure.at(self.node.span));
            }
        };
        Err(Failure::no_group(found, fields).at(self.node.span))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let word = self.text("one word").map_err(|failure| failure.at(self.node.span))?;
        let result = visitor.visit_enum(word.into_deserializer());
        result.map_err(|failure: Failure| failure.at(self.node.span))
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct map identifier ignored_any
    }
}

/// The values of a list.
struct List<'n> {
    items: std::slice::Iter<'n, Node>,
    reader: Reader<'n>,
}

impl<'de> de::SeqAccess<'de> for List<'_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        self.items.next().map(|node| self.reader.read(node, seed)).transpose()
    }
}

/// The keys of a group. One that is not among `known` is reported and passed over. Those that are
/// missing come last, each with a hole.
struct Group<'n> {
    entries: std::slice::Iter<'n, super::Entry>,
    lacking: std::slice::Iter<'n, &'static str>,
    value: Option<&'n Node>,
    known: Option<&'static [&'static str]>,
    reader: Reader<'n>,
}

impl<'n> Group<'n> {
    fn new(reader: Reader<'n>, known: Option<&'static [&'static str]>) -> Self {
        let lacking = reader.known.lacking.get(&reader.node.span);
        let lacking = lacking.map_or(Default::default(), |keys| keys.iter());
        Self { entries: reader.node.entries().iter(), lacking, value: None, known, reader }
    }

    fn report_unknown(&self, entry: &super::Entry, known: &'static [&'static str]) {
        if let Some(word) = did_you_mean(&entry.key, known.iter().copied()) {
            self.reader.known.meant.borrow_mut().insert((self.reader.node.span, word));
        }
        let problem = Problem::unknown_key(&entry.key, known, entry.key_span);
        self.reader.known.problems.borrow_mut().push(problem);
    }
}

impl<'de> de::MapAccess<'de> for Group<'_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        while let Some(entry) = self.entries.next() {
            if self.reader.known.open.contains(&entry.key_span) {
                continue;
            }
            match self.known {
                Some(known) if !known.contains(&entry.key.as_str()) => {
                    self.report_unknown(entry, known);
                }
                _ => {
                    self.value = Some(&entry.node);
                    let key = seed.deserialize(entry.key.as_str().into_deserializer());
                    return key.map(Some).map_err(|failure: Failure| failure.at(entry.key_span));
                }
            }
        }
        self.value = None;
        self.lacking.next().map(|key| seed.deserialize((*key).into_deserializer())).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        match self.value.take() {
            Some(node) => self.reader.read(node, seed),
            None => seed.deserialize(Hole),
        }
    }
}

/// What [`Field`] sees, one after the other: start, end, the value unless there is none or it is
/// of the wrong sort, and whether it was of the wrong sort.
struct Placed<'n> {
    reader: Reader<'n>,
    step: usize,
    wrong: bool,
}

impl<'de> de::SeqAccess<'de> for Placed<'_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let Node { value, span } = self.reader.node;
        self.step += 1;
        match self.step {
            1 => seed.deserialize(span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(span.end.into_deserializer()).map(Some),
            // Nothing between two quotation marks is nothing, too.
            3 if is_blank(value) => Ok(None),
            3 => match seed.deserialize(self.reader) {
                Ok(value) => Ok(Some(value)),
                Err(failure) => {
                    self.reader.report(failure);
                    self.wrong = true;
                    Ok(None)
                }
            },
            _ => seed.deserialize(self.wrong.into_deserializer()).map(Some),
        }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Empty => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(_) | Value::Group(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        source::Source,
        yaml::{Field, parse},
    };

    #[derive(serde::Deserialize)]
    #[serde(default)]
    #[derive(Default)]
    struct Person {
        name: Field<String>,
        years: Field<u32>,
        passed: Field<bool>,
    }

    fn people(text: &str) -> (Vec<Field<Person>>, Vec<Problem>) {
        let source = Source::from_text("x.yaml", text);
        let (node, mut problems) = parse(&source);
        let (people, more) = read(&node);
        problems.extend(more);
        (people.unwrap_or_default(), problems)
    }

    #[test]
    fn all_problems_are_found_in_one_run() {
        let (people, problems) = people(
            "- {nmae: A, years: many}\n- {name: 007, passed: Y}\n- just text\n- passed: maybe\n",
        );
        let kinds: Vec<_> = problems.iter().map(|problem| problem.kind).collect();
        use crate::yaml::ProblemKind::{UnknownKey, WrongValue};
        assert_eq!(kinds, [UnknownKey, WrongValue, WrongValue, WrongValue]);
        assert_eq!(problems[0].next.as_deref(), Some("Write `name`"));
        let second = people[1].get().unwrap();
        assert_eq!((second.name.text(), second.passed.value), (Some("007"), Some(true)));
        assert!(people[2].wrong);
    }

    #[test]
    fn a_value_left_empty_is_missing_and_no_problem() {
        let (people, problems) = people("- name: \"\"\n  years: 3\n  passed: ' '\n");
        assert!(problems.is_empty());
        assert!(people[0].get().unwrap().name.is_missing());
    }
}
