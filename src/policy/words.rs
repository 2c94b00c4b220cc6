//! The small words of the policy language that every file uses.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};

/// A clause of the policy in its own words, and the heading it stands under. A finding shows it, so
/// that everybody sees who asks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Says {
    /// The clause, word for word. `[…]` marks what is left out.
    pub text: String,
    /// The heading that it stands under: `Appendix 2, Request Form`.
    pub at: String,
}

/// How much a finding matters.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    Serialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The pack cannot go to panel like this.
    #[default]
    Error,
    /// Somebody should look.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// For words that do not say how much they matter.
    pub fn warning() -> Self {
        Self::Warning
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// How far the application is. A check asks only for what its stage needs.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The request is being made.
    Request,
    /// The evidence is being written.
    Evidence,
    /// Everything goes to the panel.
    #[default]
    Panel,
}

/// How far an application is. The order of the stages is that of the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct NamedStage {
    /// The id: `check --stage` and `stage:` of a section name it.
    pub id: String,
    /// What the council calls it.
    pub title: String,
    /// How much is asked for at this stage.
    pub asks: Stage,
}

impl NamedStage {
    /// The three stages of a policy that names none.
    pub fn three() -> Vec<Self> {
        let stage = |id: &str, title: &str, asks| Self { id: id.into(), title: title.into(), asks };
        vec![
            stage("request", "Request", Stage::Request),
            stage("evidence", "Evidence", Stage::Evidence),
            stage("panel", "Panel", Stage::Panel),
        ]
    }
}

/// Whether an answer must be given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// It must.
    #[default]
    Yes,
    /// It should.
    Advised,
    /// It need not.
    No,
}

impl Need {
    /// For words that ask for nothing unless they say so.
    pub fn no() -> Self {
        Self::No
    }
}

/// How many words something may have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct WordLimit {
    /// At least so many.
    pub from: Option<usize>,
    /// At most so many.
    pub to: Option<usize>,
    /// How much it matters if there are fewer or more.
    #[serde(default = "Severity::warning")]
    pub otherwise: Severity,
    /// The clause.
    pub says: Option<Says>,
}

/// What makes something hold: names of what the pack says, each with the value it has to have, or a
/// list of values any of which will do. `given` and `missing` ask only whether there is a value;
/// `under 20`, `over 20`, `before panel` and `after 2025-03-01` compare numbers and days. All names
/// have to fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Condition(pub BTreeMap<String, Vec<String>>);

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wanted(#[serde(deserialize_with = "one_or_many")] Vec<String>);

        let wanted = BTreeMap::<String, Wanted>::deserialize(deserializer)?;
        Ok(Self(wanted.into_iter().map(|(name, Wanted(values))| (name, values)).collect()))
    }
}

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Names of what the pack says, each with the value it has to have, or a \
                list of values any of which will do; `given` and `missing` ask only whether there \
                is one; `under 20`, `over 20`, `before panel` and `after 2025-03-01` compare \
                numbers and days. All have to fit.",
            "type": "object",
            "x-names": "condition",
            "additionalProperties": {
                "anyOf": [
                    { "type": ["string", "boolean", "number"] },
                    { "type": "array", "items": { "type": ["string", "boolean", "number"] } }
                ]
            }
        })
    }
}

/// One value, or a list of them.
pub fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    OneOrList::deserialize(deserializer).map(|OneOrList(all)| all)
}

/// One value, or a list of them; a list with one value may leave its dash out.
#[derive(Debug)]
pub struct OneOrList<T>(Vec<T>);

/// One word, or a list of them.
pub type OneOrMany = OneOrList<String>;

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Visitor<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one value or a list")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<T>, E> {
                T::deserialize(de::value::StrDeserializer::new(text)).map(|one| vec![one])
            }

            fn visit_unit<E: de::Error>(self) -> Result<Vec<T>, E> {
                Ok(Vec::new())
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Vec<T>, A::Error> {
                T::deserialize(de::value::MapAccessDeserializer::new(map)).map(|one| vec![one])
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = list.next_element()? {
                    all.push(one);
                }
                Ok(all)
            }
        }

        deserializer.deserialize_any(Visitor(std::marker::PhantomData)).map(OneOrList)
    }
}

impl<T: JsonSchema> JsonSchema for OneOrList<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrList_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// Words of the policy: as they are used, and as they are printed where that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The words as they are used.
    pub text: String,
    /// The words as the policy prints them, slips included.
    pub as_printed: Option<String>,
}

impl Wording {
    /// The words as the policy prints them, or as they are used.
    pub fn read(&self, as_printed: bool) -> &str {
        self.as_printed.as_deref().filter(|_| as_printed).unwrap_or(&self.text)
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl JsonSchema for Wording {
    fn schema_name() -> Cow<'static, str> {
        "Wording".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text; or `text` as it is used and `as_printed` as the policy prints \
                it, slips included.",
            "anyOf": [
                { "type": ["string", "boolean", "number"] },
                {
                    "type": "object",
                    "properties": {
                        "text": { "type": "string" },
                        "as_printed": { "type": "string" }
                    },
                    "required": ["text"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

impl<'de> Deserialize<'de> for Wording {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Both {
            text: String,
            as_printed: Option<String>,
        }

        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Wording;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or `text` and `as_printed`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Wording, E> {
                Ok(Wording { text: text.to_owned(), as_printed: None })
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Wording, A::Error> {
                let both = Both::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(Wording { text: both.text, as_printed: both.as_printed })
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}
