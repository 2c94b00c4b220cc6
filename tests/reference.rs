//! What is written from the types and the registry: `templates/words.md` and `docs/rules.md` for
//! people, `templates/schema/` for editors, `docs/*.schema.json` for programs. `INSTA_UPDATE=always` writes them anew.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use panelpack::policy::{
    self, Stage, follow, path_of_schema, schema_of_file, schemas, text_of_schema,
};
use panelpack::{
    check::{self, Topic},
    report, schema,
    source::Source,
    yaml::{Node, Value as Yaml},
};
use serde_json::Value;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Compares a file with what it should be, or writes it.
fn compare(name: &str, text: &str) -> Result {
    let path = root().join(name);
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        fs::create_dir_all(path.parent().ok_or("a folder")?)?;
        return Ok(fs::write(path, text)?);
    }
    let there = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        there == text,
        "{name} is not what the types say; run the test with INSTA_UPDATE=always"
    );
    Ok(())
}

#[test]
fn the_schemas_are_those_of_the_types() -> Result {
    for (name, schema) in schemas() {
        compare(&format!("templates/{}", path_of_schema(name)), &text_of_schema(schema))?;
    }
    Ok(())
}

#[test]
fn the_list_of_words_is_that_of_the_types() -> Result {
    compare("templates/words.md", &words()?)
}

#[test]
fn the_schemas_of_a_pack_are_those_of_the_types_and_the_policy() -> Result {
    for id in policy::known() {
        let files = policy::find(id, None)?.ok_or("no policy")?;
        let policy = policy::load(&files).0.ok_or("the policy does not load")?;
        for (file, schema) in schema::schemas(&policy) {
            let name = format!("templates/schema/{id}/{}", schema::path(&file));
            compare(&name, &text_of_schema(&schema))?;
        }
    }
    Ok(())
}

#[test]
fn the_schemas_of_the_json_are_those_of_the_types() -> Result {
    for (name, schema) in report::schemas() {
        compare(&format!("docs/{name}.schema.json"), &text_of_schema(&schema))?;
    }
    Ok(())
}

#[test]
fn the_list_of_rules_is_that_of_the_registry() -> Result {
    let mut text = fs::read_to_string(root().join("tests/rules-head.md"))?;
    for topic in Topic::ALL {
        writeln!(text, "## {}\n", topic.title())?;
        for rule in check::ALL.iter().filter(|rule| rule.topic == topic) {
            let from = match rule.stage {
                Stage::Request => "Asked from the beginning.",
                Stage::Evidence => "Asked once the evidence is due.",
                Stage::Panel => "Asked before the panel.",
            };
            writeln!(text, "### {}\n\n**{}.** {from}\n", rule.name, plain(rule.asks))?;
            writeln!(text, "{}\n\nFor example: {}\n", plain(rule.why), plain(rule.example))?;
        }
    }
    compare("docs/rules.md", &(text.trim_end().to_owned() + "\n"))
}

/// Text in which signs stand for themselves, outside of `code`.
fn plain(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(index, part)| match index % 2 {
        0 => part.replace('<', "\\<").replace('[', "\\[").replace('*', "\\*").replace('_', "\\_"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// The files of a policy and what each is about.
const FILES: [(&str, &str); 4] = [
    ("policy", "policy.yaml"),
    ("headings", "headings.yaml"),
    ("evidence", "evidence.yaml"),
    ("form", "forms/*.yaml"),
];

/// Groups whose types are not called what an administrator would call them.
const CALLED: [(&str, &str); 9] = [
    ("AnyOf", "any of"),
    ("Asked", "statement that is asked for"),
    ("Author", "author of documents"),
    ("Branch", "way on from a step"),
    ("BundleParts", "bundle"),
    ("Choice", "option"),
    ("NamedStage", "stage"),
    ("SlideRange", "number of slides"),
    ("Statement", "statement of a framework"),
];

fn called(group: &str) -> String {
    if let Some((_, name)) = CALLED.iter().find(|(known, _)| *known == group) {
        return (*name).to_owned();
    }
    let mut name = String::new();
    for letter in group.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push(' ');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

fn link(group: &str) -> String {
    let name = called(group);
    format!("[{name}](#{})", name.replace(' ', "-"))
}

fn words() -> Result<String> {
    let order = order()?;
    let mut text = fs::read_to_string(root().join("tests/words-head.md"))?;
    let mut groups: BTreeMap<String, (&Value, &Value)> = BTreeMap::new();
    for (schema, file) in FILES {
        let (_, all) = schemas().iter().find(|(name, _)| *name == schema).ok_or("no schema")?;
        let (what, list) = match all.get("items") {
            Some(items) => (follow(all, items), true),
            None => (all, false),
        };
        let title = if list { "Heading" } else { all["title"].as_str().unwrap_or_default() };
        writeln!(text, "## {file}\n")?;
        if list {
            writeln!(text, "A list; each entry is a heading.\n")?;
        }
        writeln!(text, "{}\n", described(what))?;
        table(&mut text, all, title, what, &order)?;
        let definitions = all["definitions"].as_object().ok_or("no groups")?;
        for (name, group) in definitions.iter().filter(|(name, _)| *name != title) {
            groups.entry(name.clone()).or_insert((all, group));
        }
    }
    writeln!(text, "## Groups\n\nWhat stands below a word that asks for a group.\n")?;
    let mut names: Vec<&String> = groups.keys().collect();
    names.sort_by_key(|name| called(name));
    for name in names {
        let (all, group) = groups[name];
        if group.get("properties").is_some() {
            writeln!(text, "### {}\n\n{}\n", called(name), described(group))?;
            table(&mut text, all, name, group, &order)?;
        } else if matches!(name.as_str(), "Condition" | "Wording") {
            writeln!(text, "### {}\n\n{}\n", called(name), described(group))?;
        }
    }
    Ok(text.trim_end().to_owned() + "\n")
}

fn table(
    text: &mut String,
    all: &Value,
    name: &str,
    group: &Value,
    order: &BTreeMap<String, Vec<String>>,
) -> Result {
    let properties = group["properties"].as_object().ok_or("no words")?;
    let required: BTreeSet<&str> =
        group["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    writeln!(text, "| word | what belongs there | means |\n|---|---|---|")?;
    let known = order.get(name).ok_or_else(|| format!("{name} is not in the source"))?;
    assert_eq!(known.len(), properties.len(), "{name}: {known:?}");
    for word in known {
        let property = properties.get(word).ok_or_else(|| format!("{name}.{word}"))?;
        let mut belongs = belongs(all, property);
        if required.contains(word.as_str()) {
            belongs += "; must be there";
        } else if let Some(default) = default(property) {
            write!(belongs, "; `{default}` if not said")?;
        }
        let means = meaning(all, property);
        writeln!(text, "| `{word}` | {belongs} | {means} |")?;
    }
    writeln!(text)?;
    Ok(())
}

fn described(schema: &Value) -> String {
    let text = schema["description"].as_str().unwrap_or_default();
    text.replace('\n', " ").replace("  ", " ").replace('|', "\\|")
}

/// What a word means, and what each of its values means where there are few.
fn meaning(all: &Value, property: &Value) -> String {
    let target = follow(all, property);
    let own = described(property);
    let mut text = if own.is_empty() { described(target) } else { own };
    let target = match target.get("items") {
        Some(items) => follow(all, items),
        None => target,
    };
    // What these mean stands at the head of the list.
    let values = target["oneOf"].as_array().into_iter().flatten();
    let values: Vec<&str> = values.filter_map(|one| one["const"].as_str()).collect();
    if matches!(values.as_slice(), ["error", ..] | ["yes", "advised", ..]) {
        return text;
    }
    for option in target["oneOf"].as_array().into_iter().flatten() {
        if let Some(value) = option["const"].as_str().or_else(|| option["enum"][0].as_str()) {
            let _ = write!(text, " `{value}`: {}", described(option));
        }
    }
    text
}

fn default(property: &Value) -> Option<String> {
    match property.get("default")? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if number.as_f64() != Some(0.0) => Some(number.to_string()),
        _ => None,
    }
}

/// What belongs behind a word.
fn belongs(all: &Value, property: &Value) -> String {
    if let Some(names) = property["x-names"].as_str() {
        let one = match names {
            "text with names" => return "a text with names in braces".into(),
            "day" => "the name of a day".to_owned(),
            "name" => return "a name".into(),
            "field" => "the id of a field of the section".to_owned(),
            what => format!("the id of a {what}"),
        };
        return match (&property["type"], &property["anyOf"]) {
            (Value::String(sort), _) if sort == "array" => format!("a list; each is {one}"),
            (_, Value::Array(_)) => format!("{one}, or a list of them"),
            _ => one,
        };
    }
    if let Some(named) = reference(property) {
        return of_reference(all, named, property);
    }
    let sorts: Vec<&str> = match &property["type"] {
        Value::String(sort) => vec![sort],
        Value::Array(sorts) => sorts.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    match sorts.as_slice() {
        ["array", ..] => {
            let items = &property["items"];
            let one = match reference(items) {
                Some(named) => of_reference(all, named, items),
                None => "a text".to_owned(),
            };
            let one = one.trim_start_matches("a group: ");
            format!("a list; each is {}", one.strip_prefix("a list; each is ").unwrap_or(one))
        }
        ["integer", ..] => "a whole number".into(),
        ["number", ..] => "a number".into(),
        _ if property["enum"].is_array() => "yes or no".into(),
        _ if property["x-is"].is_string() => property["x-is"].as_str().unwrap_or_default().into(),
        ["string", ..] => "a text".into(),
        // One, or a list of them.
        _ => match property["anyOf"].as_array().and_then(|options| options.first()) {
            Some(one) if one.get("anyOf").is_some() || one.get("$ref").is_some() => {
                let inner = one["anyOf"][0].clone();
                let one = if one.get("$ref").is_some() { one.clone() } else { inner };
                format!("{}, or a list of them", belongs(all, &one))
            }
            _ => "a text".into(),
        },
    }
}

/// The group or list of values a schema refers to.
fn reference(schema: &Value) -> Option<&str> {
    let direct = schema["$ref"].as_str();
    let all_of = || schema["allOf"][0]["$ref"].as_str();
    let any_of = || {
        let options = schema["anyOf"].as_array()?;
        let second = options.get(1)?;
        (options.len() == 2 && second["type"] == "null").then(|| options[0]["$ref"].as_str())?
    };
    direct.or_else(all_of).or_else(any_of)?.rsplit('/').next()
}

fn of_reference(all: &Value, named: &str, property: &Value) -> String {
    let target = follow(all, property);
    if named == "Wording" {
        return format!("a text, or {}", link("Wording"));
    }
    if named == "Condition" {
        return format!("a {}", link("Condition"));
    }
    if let Some(options) = target["oneOf"].as_array() {
        let values =
            options.iter().filter_map(|one| one["const"].as_str().or(one["enum"][0].as_str()));
        let values: Vec<String> = values.map(|value| format!("`{value}`")).collect();
        return match values.as_slice() {
            [only] => format!("the word {only}"),
            all => format!("one of {}", all.join(", ")),
        };
    }
    format!("a group: {}", link(named))
}

/// The words of each type in the order of the source, as the schema does not keep it.
fn order() -> Result<BTreeMap<String, Vec<String>>> {
    let mut order = BTreeMap::new();
    for entry in fs::read_dir(root().join("src/policy"))? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        for part in text.split("\npub struct ").skip(1) {
            let (name, rest) = part.split_once(" {\n").unwrap_or_default();
            let (body, _) = rest.split_once("\n}").unwrap_or_default();
            let mut rename = None;
            let mut words = Vec::new();
            for line in body.lines().map(str::trim) {
                if let Some((_, rest)) = line.split_once("rename = \"") {
                    rename = rest.split('"').next().map(str::to_owned);
                }
                if let Some((word, _)) =
                    line.strip_prefix("pub ").and_then(|rest| rest.split_once(':'))
                {
                    words.push(rename.take().unwrap_or_else(|| word.to_owned()));
                }
            }
            order.insert(name.to_owned(), words);
        }
    }
    Ok(order)
}

/// An editor that follows the schemas finds no fault with what this program can use.
#[test]
fn the_schemas_take_every_policy_there_is() -> Result {
    let mut wrong = Vec::new();
    let councils = root().join("tests/councils");
    let own = fs::read_dir(councils)?.map(|entry| Ok(Some(entry?.path().join("policy"))));
    let own = own.collect::<std::io::Result<Vec<_>>>()?;
    let carried = policy::known().into_iter().map(|id| (id.to_owned(), None));
    let all = carried.chain(own.into_iter().map(|path| (String::new(), path)));
    for (id, path) in all {
        let files = policy::find(&id, path.as_deref())?.ok_or("the policy is not there")?;
        for (name, source) in &files {
            let Some((_, schema)) = schema_of_file(name) else { continue };
            let (tree, _) = panelpack::yaml::parse(source);
            fault(schema, schema, &tree, &format!("{id} {name}"), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

/// Every example of the guide is written in words that exist, with values they take.
#[test]
fn the_examples_of_the_guide_are_right() -> Result {
    let guide = fs::read_to_string(root().join("templates/README.md"))?;
    let examples: Vec<&str> = guide.split("```yaml\n").skip(1).collect();
    assert!(examples.len() > 10, "the examples were not found");
    let mut wrong = Vec::new();
    for example in examples {
        let example = example.split("\n```").next().unwrap_or_default();
        let (tree, problems) = panelpack::yaml::parse(&Source::from_text("README.md", example));
        assert_eq!(problems, [], "{example}");
        // How YAML is written, and nothing of a policy.
        if tree.get("key").is_some() {
            continue;
        }
        let groups = match &tree.value {
            Yaml::List(items) => items.iter().collect(),
            _ => vec![&tree],
        };
        for entry in groups.into_iter().flat_map(Node::entries) {
            let taken = schemas().iter().any(|(_, all)| {
                let definitions =
                    all["definitions"].as_object().into_iter().flat_map(|all| all.values());
                std::iter::once(all).chain(definitions).any(|group| {
                    let mut wrong = Vec::new();
                    let property = group["properties"].get(&entry.key);
                    if let Some(property) = property {
                        fault(all, property, &entry.node, &entry.key, &mut wrong);
                    }
                    property.is_some() && wrong.is_empty()
                })
            });
            if !taken {
                wrong.push(format!("`{}:` in\n{example}", entry.key));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    Ok(())
}

/// What an editor would underline: the few words of JSON schema that are used here.
fn fault(all: &Value, schema: &Value, node: &Node, path: &str, wrong: &mut Vec<String>) {
    let schema = match schema["$ref"].as_str() {
        Some(named) => all.pointer(named.trim_start_matches('#')).unwrap_or(schema),
        None => schema,
    };
    for key in ["allOf", "anyOf", "oneOf"] {
        let Some(options) = schema[key].as_array() else { continue };
        let faults = options.iter().map(|option| {
            let mut wrong = Vec::new();
            fault(all, option, node, path, &mut wrong);
            wrong
        });
        let faults: Vec<Vec<String>> = faults.collect();
        let is_right = match key {
            "allOf" => faults.iter().all(Vec::is_empty),
            _ => faults.iter().any(Vec::is_empty),
        };
        if !is_right {
            wrong.push(format!("{path}: none of {key}: {:?}", faults.concat()));
        }
    }
    let sort = match &node.value {
        Yaml::Empty => "null",
        Yaml::List(_) => "array",
        Yaml::Group(_) => "object",
        Yaml::Text(text) if text.parse::<f64>().is_ok() => "number",
        Yaml::Text(_) => "string",
    };
    let takes = |wanted: &str| wanted == sort || wanted == "integer" && sort == "number";
    let is_taken = match &schema["type"] {
        Value::String(wanted) => takes(wanted),
        Value::Array(wanted) => wanted.iter().filter_map(Value::as_str).any(takes),
        _ => true,
    };
    // A number in quotation marks is a text.
    let is_text = sort == "number" && schema["type"] == "string";
    if !is_taken && !is_text {
        wrong.push(format!("{path}: {} is not {}", sort, schema["type"]));
    }
    let is_one_of = |wanted: &Value| node.as_text().is_some_and(|text| wanted == text);
    let is_listed = schema["enum"]
        .as_array()
        .is_none_or(|all| all.iter().any(|one| is_one_of(one) || one.is_null() && sort == "null"));
    if !is_listed || !schema["const"].is_null() && !is_one_of(&schema["const"]) {
        wrong.push(format!("{path}: {:?} is none of the values", node.as_text()));
    }
    for (index, item) in match &node.value {
        Yaml::List(items) => items.as_slice(),
        _ => &[],
    }
    .iter()
    .enumerate()
    {
        fault(all, &schema["items"], item, &format!("{path}.{index}"), wrong);
    }
    for entry in node.entries() {
        let below = format!("{path}.{}", entry.key);
        match schema["properties"].get(&entry.key) {
            Some(property) => fault(all, property, &entry.node, &below, wrong),
            None if schema["additionalProperties"] == false => {
                wrong.push(format!("{below}: unknown"));
            }
            None => fault(all, &schema["additionalProperties"], &entry.node, &below, wrong),
        }
    }
    if sort == "object" {
        let required =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let missing = required.filter(|key| node.get(key).is_none());
        wrong.extend(missing.map(|key| format!("{path}: {key} is missing")));
    }
}
