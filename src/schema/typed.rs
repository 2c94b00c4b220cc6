//! The schema that a type has by itself, with each value as the program reads it.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value};

use super::sorts;

/// What a type says a file holds.
pub fn typed<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true);
    let derived = settings.into_generator().into_root_schema_for::<T>().to_value();
    match derived.get("items") {
        Some(items) => sorts::whole_list(read(items)),
        None => sorts::whole_group(keys(&derived)),
    }
}

fn keys(derived: &Value) -> Map<String, Value> {
    let properties = derived.get("properties").and_then(Value::as_object);
    let read = |(key, value): (&String, &Value)| (key.clone(), read(value));
    properties.into_iter().flatten().map(read).collect()
}

fn read(derived: &Value) -> Value {
    let sort = derived.get("type").and_then(Value::as_str).unwrap_or_default();
    let words = derived.get("oneOf").and_then(Value::as_array);
    let schema = match (words, sort) {
        (Some(words), _) => {
            let text =
                |value: &'_ Value, key| value.get(key).and_then(Value::as_str).map(str::to_owned);
            let words: Vec<(String, String)> = words
                .iter()
                .filter_map(|one| {
                    Some((text(one, "const")?, text(one, "description").unwrap_or_default()))
                })
                .collect();
            sorts::one_of(words.iter().map(|(word, means)| (word.as_str(), means.as_str())))
        }
        (None, _) if derived.get("x-is").is_some_and(|is| is == "a day") => sorts::day(),
        (None, "object") => sorts::group(keys(derived)),
        (None, "array") => {
            let items = derived.get("items").map_or(Value::Bool(true), read);
            sorts::list(items)
        }
        (None, "boolean") => sorts::yes_or_no(),
        (None, "integer") => sorts::number(),
        (None, "string") => sorts::text(),
        // What only a policy can say is put in its place.
        _ => return Value::Bool(true),
    };
    sorts::described(schema, derived.get("description").and_then(Value::as_str).unwrap_or_default())
}

/// Puts something else in the place of a key that the type has: `["waivers", "[]", "of"]`, where
/// `[]` is each entry of a list. What describes it stays.
pub fn put(schema: &mut Value, path: &[&str], value: Value) {
    if let Some(place) = at(schema, path) {
        let description = place.get("description").and_then(Value::as_str).unwrap_or_default();
        *place = sorts::described(value, description);
    }
}

/// Asks for keys of a group.
pub fn require(schema: &mut Value, path: &[&str], keys: &[&str]) {
    if let Some(group) = at(schema, path).and_then(Value::as_object_mut) {
        group.insert("required".into(), keys.into());
    }
}

fn at<'s>(schema: &'s mut Value, path: &[&str]) -> Option<&'s mut Value> {
    path.iter().try_fold(schema, |place, key| match *key {
        "[]" => place.get_mut("items"),
        key => place.get_mut("properties")?.get_mut(key),
    })
}
