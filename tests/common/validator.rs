//! The part of JSON Schema (draft 07) that the schemas here use, and no more: a word it does not
//! know is a failure. That a whole validator says the same is held by `.ci/editors.py`.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop")]

use std::{cell::RefCell, collections::HashMap};

use regex::Regex;
use serde_json::{Map, Value};

/// A schema, ready to judge values.
pub struct Validator {
    schema: Value,
    patterns: RefCell<HashMap<String, Regex>>,
}

/// Words that only describe.
const DESCRIBES: [&str; 8] = [
    "$schema",
    "title",
    "description",
    "definitions",
    "examples",
    "enumDescriptions",
    "patternErrorMessage",
    "default",
];

impl Validator {
    pub fn new(schema: &Value) -> Self {
        Self { schema: schema.clone(), patterns: RefCell::default() }
    }

    pub fn schema(&self) -> &Value {
        &self.schema
    }

    pub fn is_valid(&self, value: &Value) -> bool {
        self.fits(&self.schema, value)
    }

    fn fits(&self, schema: &Value, value: &Value) -> bool {
        let Some(words) = schema.as_object() else { return schema.as_bool().expect("a schema") };
        words.iter().all(|(word, asks)| self.holds(words, word, asks, value))
    }

    fn holds(&self, words: &Map<String, Value>, word: &str, asks: &Value, value: &Value) -> bool {
        let all = || asks.as_array().expect("a list").iter();
        match (word, value) {
            ("$ref", _) => {
                let path = asks.as_str().expect("a reference").trim_start_matches('#');
                self.fits(self.schema.pointer(path).expect("a definition"), value)
            }
            ("allOf", _) => all().all(|schema| self.fits(schema, value)),
            ("anyOf", _) => all().any(|schema| self.fits(schema, value)),
            ("type", _) => match asks {
                Value::String(sort) => is_of(sort, value),
                _ => all().any(|sort| is_of(sort.as_str().expect("a sort"), value)),
            },
            ("enum", _) => all().any(|one| is_same(one, value)),
            ("pattern", Value::String(text)) => {
                let pattern = asks.as_str().expect("a pattern");
                let mut patterns = self.patterns.borrow_mut();
                let new = || Regex::new(pattern).expect("a pattern");
                patterns.entry(pattern.to_owned()).or_insert_with(new).is_match(text)
            }
            ("minimum", Value::Number(number)) => number.as_f64() >= asks.as_f64(),
            ("maximum", Value::Number(number)) => number.as_f64() <= asks.as_f64(),
            ("properties", Value::Object(keys)) => keys
                .iter()
                .all(|(key, value)| asks.get(key).is_none_or(|schema| self.fits(schema, value))),
            ("additionalProperties", Value::Object(keys)) => {
                assert_eq!(asks, &Value::Bool(false));
                let known = &words["properties"];
                keys.keys().all(|key| known.get(key).is_some())
            }
            ("required", Value::Object(keys)) => {
                all().all(|key| keys.contains_key(key.as_str().expect("a key")))
            }
            ("items", Value::Array(items)) => items.iter().all(|item| self.fits(asks, item)),
            ("pattern" | "minimum" | "maximum" | "properties" | "additionalProperties", _)
            | ("required" | "items", _) => true,
            _ if DESCRIBES.contains(&word) => true,
            _ => panic!("{word} is a word this validator does not know"),
        }
    }
}

fn is_of(sort: &str, value: &Value) -> bool {
    match sort {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("{sort} is a sort this validator does not know"),
    }
}

fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one.total_cmp(&other).is_eq(),
        _ => one == other,
    }
}
