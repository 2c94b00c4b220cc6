//! The policy language as JSON schemas: for editors, for the list of words, and for the places
//! where one item of a policy names another (`x-names`).

use std::sync::LazyLock;

use schemars::{
    JsonSchema, Schema,
    generate::SchemaSettings,
    transform::{Transform, transform_subschemas},
};
use serde_json::{Value, json};

use super::{Evidence, Form, Heading, Rules};

/// The name of a schema, by which files and this program know it, and the schema.
pub type Named = (&'static str, Value);

static ALL: LazyLock<[Named; 4]> = LazyLock::new(|| {
    [
        ("policy", schema_of::<Rules>()),
        ("headings", schema_of::<Vec<Heading>>()),
        ("evidence", schema_of::<Evidence>()),
        ("form", schema_of::<Form>()),
    ]
});

/// The schemas of the four sorts of file: `policy`, `headings`, `evidence`, `form`.
pub fn schemas() -> &'static [Named] {
    &*ALL
}

/// The schema of a file of a policy, by its name in the folder.
pub fn schema_of_file(file: &str) -> Option<&'static Named> {
    let name = match file {
        "policy.yaml" => "policy",
        "headings.yaml" => "headings",
        "evidence.yaml" => "evidence",
        _ if is_form(file) => "form",
        _ => return None,
    };
    schemas().iter().find(|(known, _)| *known == name)
}

/// Whether a file of this name is a form.
pub fn is_form(file: &str) -> bool {
    let inside = file.strip_prefix("forms/").and_then(|name| name.strip_suffix(".yaml"));
    inside.is_some_and(|name| !name.contains('/'))
}

/// The path of a schema in the folder of a policy, and in `templates/`.
pub fn path_of_schema(name: &str) -> String {
    format!("schema/{name}.schema.json")
}

/// A schema as it is written to a file.
pub fn text_of_schema(schema: &Value) -> String {
    // Nothing in a schema can fail to be written: its keys are all text.
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}

fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with_transform(AsTyped);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Makes a schema take what people write and the program reads: `yes` and `no`, a number where any
/// text will do; and nothing else: no key it does not know.
#[derive(Debug, Clone)]
struct AsTyped;

impl Transform for AsTyped {
    fn transform(&mut self, schema: &mut Schema) {
        transform_subschemas(self, schema);
        let Some(schema) = schema.as_object_mut() else { return };
        if schema.contains_key("properties") {
            schema.insert("additionalProperties".into(), false.into());
        }
        // How large a number may be is not for an editor to say.
        schema.remove("format");
        let sort = schema.get("type").cloned();
        let is = |name: &str| match &sort {
            Some(Value::String(sort)) => sort == name,
            Some(Value::Array(sorts)) => sorts.iter().any(|sort| sort == name),
            _ => false,
        };
        let may_be_empty = is("null");
        if is("boolean") && !is("string") {
            schema.remove("type");
            let mut values = vec![json!("yes"), json!("no"), json!(true), json!(false)];
            values.extend(may_be_empty.then_some(Value::Null));
            schema.insert("enum".into(), values.into());
            let default = schema.get("default").and_then(Value::as_bool);
            if let Some(default) = default {
                schema.insert("default".into(), if default { "yes" } else { "no" }.into());
            }
        } else if is("string") && !schema.contains_key("enum") && !schema.contains_key("const") {
            let sorts = ["string", "number", "null"];
            let sorts: Vec<_> =
                sorts.iter().filter(|sort| **sort != "null" || may_be_empty).collect();
            schema.insert("type".into(), json!(sorts));
        }
    }
}

/// The part of a schema a value is read by: of several, the one of its shape.
pub fn resolve<'s>(root: &'s Value, schema: &'s Value, fits: &dyn Fn(&Value) -> bool) -> &'s Value {
    let schema = follow(root, schema);
    let Some(options) = schema.get("anyOf").and_then(Value::as_array) else { return schema };
    let mut options = options.iter().map(|option| follow(root, option));
    options.find(|option| fits(option)).unwrap_or(schema)
}

/// The definition a schema leads to.
pub fn follow<'s>(root: &'s Value, mut schema: &'s Value) -> &'s Value {
    // `Option` and doc comments wrap a reference into a list of one.
    for _ in 0..8 {
        let only = ["allOf", "anyOf"].iter().find_map(|key| {
            match schema.get(*key)?.as_array()?.as_slice() {
                [only] => Some(only),
                [only, null] if null.get("type").is_some_and(|sort| sort == "null") => Some(only),
                _ => None,
            }
        });
        let named = schema.get("$ref").and_then(Value::as_str);
        let target = named.and_then(|name| root.pointer(name.trim_start_matches('#')));
        match only.or(target) {
            Some(next) => schema = next,
            None => break,
        }
    }
    schema
}
