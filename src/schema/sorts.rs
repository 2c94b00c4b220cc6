//! The sorts of value that a pack holds, each as the program reads it: whatever it is, it may be left
//! empty.

use serde_json::{Map, Value, json};

use crate::dates;

/// Nothing, or as good as nothing.
const BLANK: &str = r"^\s*$";

/// Any text, also one that looks like a number or like yes or no.
pub fn text() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// A text that must be there.
pub fn some_text() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": r"\S" })
}

/// A day that must be there.
pub fn some_day() -> Value {
    json!({ "type": "string", "pattern": r"\S", "allOf": [{ "$ref": "#/definitions/day" }] })
}

/// A day, by reference to [`a_day`].
pub fn day() -> Value {
    json!({ "allOf": [{ "$ref": "#/definitions/day" }] })
}

/// A day in any of its writings.
pub fn a_day() -> Value {
    let pattern = format!("^(?:{})?\\s*$", dates::pattern());
    json!({
        "type": ["string", "null"],
        "pattern": pattern,
        "patternErrorMessage": dates::NO_DATE,
        "description": "A day: 2025-03-26 or 26 March 2025."
    })
}

/// A whole number.
pub fn number() -> Value {
    json!({
        "type": ["integer", "string", "null"],
        "minimum": 0,
        "maximum": 999_999_999,
        "pattern": r"^\s*(?:\+?0*[0-9]{1,9})?\s*$",
        "patternErrorMessage": "this is not a whole number"
    })
}

/// Yes or no.
pub fn yes_or_no() -> Value {
    let words = ["yes", "y", "true", "no", "n", "false"].map(any_case).join("|");
    json!({ "anyOf": [
        { "enum": ["yes", "no"] },
        { "type": ["string", "boolean", "null"], "pattern": among(&words) },
    ] })
}

/// Nothing belongs here.
pub fn nothing() -> Value {
    json!({ "type": ["null", "string"], "pattern": BLANK })
}

/// One of several words, each with what it stands for.
pub fn one_of<'a>(words: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    choice(words, escaped)
}

/// One of several words, in any capitals.
pub fn one_of_in_any_case<'a>(words: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    choice(words, any_case)
}

fn choice<'a>(
    words: impl IntoIterator<Item = (&'a str, &'a str)>,
    written: fn(&str) -> String,
) -> Value {
    let mut told: Vec<(&str, &str)> = Vec::new();
    for (word, means) in words {
        if !told.iter().any(|(known, _)| *known == word) {
            told.push((word, means));
        }
    }
    if told.is_empty() {
        return nothing();
    }
    let pattern = told.iter().map(|(word, _)| written(word)).collect::<Vec<_>>().join("|");
    let mut means: Vec<&str> = told.iter().map(|(_, means)| *means).collect();
    let mut values: Vec<Value> = told.iter().map(|(word, _)| json!(word)).collect();
    // A word that is a number needs no quotation marks.
    for (word, title) in &told {
        if let Some(number) = word.parse::<u32>().ok().filter(|one| one.to_string() == *word) {
            values.push(number.into());
            means.push(title);
        }
    }
    json!({ "anyOf": [
        { "enum": values, "enumDescriptions": means },
        { "type": ["string", "null"], "pattern": among(&pattern) },
    ] })
}

/// Words that are also accepted where `no` and `yes` are among the choices.
pub fn and_also(choice: &mut Value, words: &[&str], values: &[bool]) {
    let patterns = words.iter().map(|word| any_case(word)).collect::<Vec<_>>().join("|");
    if let Some(options) = choice.get_mut("anyOf").and_then(Value::as_array_mut) {
        options.push(json!({ "type": "string", "pattern": among(&patterns) }));
        options.push(json!({ "enum": values }));
    }
}

/// A text that is written like one of these patterns of a policy, in which `#` stands for a digit
/// and `@` for a letter.
pub fn like(patterns: &[String]) -> Value {
    let sign = |sign: char| match sign {
        '#' => "[0-9]".to_owned(),
        '@' => r"\p{Alphabetic}".to_owned(),
        sign => escaped(&sign.to_string()),
    };
    let all: Vec<String> = patterns.iter().map(|one| one.chars().map(sign).collect()).collect();
    let message = format!("this is not written like {}", crate::words::row(patterns, "or"));
    json!({
        "type": ["string", "null"],
        "pattern": among(&all.join("|")),
        "patternErrorMessage": message
    })
}

/// A list.
pub fn list(items: Value) -> Value {
    let mut list = whole_list(items);
    allow_blank(&mut list, "a list belongs here: begin each entry with - on a new line");
    list
}

/// A file that is a list.
pub fn whole_list(items: Value) -> Value {
    let mut list = json!({ "type": ["array", "null"] });
    list["items"] = items;
    list
}

/// A group of keys.
pub fn group(keys: Map<String, Value>) -> Value {
    let mut group = whole_group(keys);
    allow_blank(&mut group, "words with a colon belong here, each on a line of its own, indented");
    group
}

/// A file that is a group of keys.
pub fn whole_group(keys: Map<String, Value>) -> Value {
    let mut group = json!({ "type": ["object", "null"], "additionalProperties": false });
    group["properties"] = Value::Object(keys);
    group
}

fn allow_blank(schema: &mut Value, message: &str) {
    if let Some(schema) = schema.as_object_mut() {
        if let Some(Value::Array(sorts)) = schema.get_mut("type") {
            sorts.push("string".into());
        }
        schema.insert("pattern".into(), BLANK.into());
        schema.insert("patternErrorMessage".into(), message.into());
    }
}

/// Says what a value is.
pub fn described(mut schema: Value, description: &str) -> Value {
    if let Some(schema) = schema.as_object_mut().filter(|_| !description.is_empty()) {
        schema.insert("description".into(), description.into());
    }
    schema
}

fn among(pattern: &str) -> String {
    format!(r"^\s*(?:{pattern})?\s*$")
}

/// A word as a pattern that matches nothing else.
fn escaped(word: &str) -> String {
    let mut pattern = String::new();
    for letter in word.chars() {
        if r"^$\.*+?()[]{}|/".contains(letter) {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

/// A word as a pattern that matches it in any capitals.
fn any_case(word: &str) -> String {
    let letter = |letter: char| match letter.is_ascii_alphabetic() {
        true => format!("[{}{}]", letter.to_ascii_lowercase(), letter.to_ascii_uppercase()),
        false => escaped(&letter.to_string()),
    };
    word.chars().map(letter).collect()
}
