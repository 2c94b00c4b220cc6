//! YAML as an editor reads it: by the core schema of YAML 1.2, in which `yes` is a text and `25` a
//! number.

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// Reads a file; `None` where it is not YAML.
pub fn load(text: &str) -> Option<Value> {
    let mut open: Vec<(Value, Option<String>)> = Vec::new();
    let mut root = Value::Null;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.ok()?;
        let done = match event {
            Event::Scalar(text, style, ..) => value(&text, style == ScalarStyle::Plain),
            Event::SequenceStart(..) => {
                open.push((Value::Array(Vec::new()), None));
                continue;
            }
            Event::MappingStart(..) => {
                open.push((Value::Object(Map::new()), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop()?.0,
            _ => continue,
        };
        match open.last_mut() {
            None => root = done,
            Some((Value::Array(list), _)) => list.push(done),
            Some((Value::Object(group), key)) => match key.take() {
                Some(key) => drop(group.insert(key, done)),
                None => *key = Some(done.as_str().map_or(done.to_string(), str::to_owned)),
            },
            Some(_) => return None,
        }
    }
    Some(root)
}

fn value(text: &str, is_plain: bool) -> Value {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    match text {
        _ if !is_plain => text.into(),
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => true.into(),
        "false" | "False" | "FALSE" => false.into(),
        _ if !is_number => text.into(),
        _ => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => number.into(),
            (_, Ok(number)) => number.into(),
            _ => text.into(),
        },
    }
}
