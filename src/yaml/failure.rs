//! What cannot be read, in plain words.

use std::fmt;

use serde::de;

use super::{Problem, ProblemKind, did_you_mean};
use crate::source::Span;

/// A problem on its way to the nearest list, group or [`Field`](super::Field) that can go on without the value.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong.
    pub problem: Box<Problem>,
    /// The key that is missing, where that is what is wrong.
    pub lacks: Option<&'static str>,
}

impl Failure {
    /// Adds the place, unless a deeper value has said it already.
    pub fn at(mut self, span: Span) -> Self {
        if self.problem.span == Span::default() {
            self.problem.span = span;
        }
        self
    }

    /// Something else stands where a group of keys belongs.
    pub fn no_group(found: &str, keys: &[&str]) -> Self {
        let mut failure: Self =
            de::Error::custom(format_args!("this is {found}, but words with colons belong here"));
        failure.problem.next = keys.first().map(|key| {
            format!(
                "In its place write lines such as `{key}:`, each indented, with what it says after \
                 the colon"
            )
        });
        failure
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem.message)
    }
}

impl std::error::Error for Failure {}

impl de::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let (kind, span) = (ProblemKind::WrongValue, Span::default());
        let problem = Problem { kind, span, message: message.to_string(), next: None };
        Failure { problem: Box::new(problem), lacks: None }
    }

    fn invalid_type(found: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match found {
            de::Unexpected::Seq => "a list",
            de::Unexpected::Map => "a group of words with colons",
            de::Unexpected::Unit | de::Unexpected::Option => "nothing",
            _ => "a text",
        };
        let (expected, next) = match expected.to_string().as_str() {
            "a string" => ("a text".to_owned(), Some("Write it without [ ] and { }, or in quotes")),
            "a sequence" => ("a list".to_owned(), Some("Begin each entry with - on a new line")),
            other => (other.to_owned(), None),
        };
        let mut failure =
            Self::custom(format_args!("this is {found}, but {expected} belongs here"));
        failure.problem.next = next.map(str::to_owned);
        failure
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        let mut failure = Self::custom(format_args!("`{word}` is not one of {}", known.join(", ")));
        failure.problem.next =
            did_you_mean(word, known.iter().copied()).map(|word| format!("Write `{word}`"));
        failure
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        let problem = Problem::unknown_key(key, known, Span::default());
        Failure { problem: Box::new(problem), lacks: None }
    }

    fn missing_field(field: &'static str) -> Self {
        let mut failure = Self::custom(format_args!("`{field}` is missing here"));
        failure.problem.kind = ProblemKind::MissingKey;
        failure.problem.next = Some(format!("Add `{field}:`, with what belongs there"));
        failure.lacks = Some(field);
        failure
    }
}
