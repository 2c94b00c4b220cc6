//! A value that knows its place.

use std::{borrow::Cow, fmt, marker::PhantomData};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::source::Span;

/// The name by which a [`Field`] asks the reader of YAML for its place.
pub const FIELD: &str = "panelpack::Field";

/// A value a person writes: there or not, and where. A value of the wrong sort is reported and
/// then counts as not there.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<T> {
    /// The value, if it was given and is of the right sort.
    pub value: Option<T>,
    /// Where it stands, if it was given.
    pub span: Option<Span>,
    /// Whether it was of the wrong sort, which has been reported.
    pub wrong: bool,
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self { value: None, span: None, wrong: false }
    }
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Whether nothing was written here. A value of the wrong sort is not missing.
    pub fn is_missing(&self) -> bool {
        self.value.is_none() && !self.wrong
    }
}

impl Field<String> {
    /// The text, if there is one that is not just white space.
    pub fn text(&self) -> Option<&str> {
        self.value.as_deref().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Whether nothing is said here, white space included. A value of the wrong sort is something.
    pub fn is_unsaid(&self) -> bool {
        self.text().is_none() && !self.wrong
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for FieldVisitor<T> {
            type Value = Field<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its place")
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Field<T>, A::Error> {
                let start = seq.next_element()?.unwrap_or_default();
                let end = seq.next_element()?.unwrap_or_default();
                let value = seq.next_element()?;
                let wrong = value.is_none() && seq.next_element()?.unwrap_or_default();
                Ok(Field { value, span: Some(Span { start, end }), wrong })
            }
        }

        deserializer.deserialize_newtype_struct(FIELD, FieldVisitor(PhantomData))
    }
}

/// An editor is told what sort of value it is; that it may be left empty holds of them all.
impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Reads a value that is never missing: one of the wrong sort is reported and counts as not given,
/// and what stands around it is read all the same. For `#[serde(deserialize_with)]`.
///
/// # Errors
/// Where the deserialiser is not that of this crate and fails.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Field::deserialize(deserializer).map(|field| field.value.unwrap_or_default())
}
