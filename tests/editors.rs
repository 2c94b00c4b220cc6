//! What an editor says of a file of a pack is what the program says.
//!
//! The program refuses a value where one of the rules in [`REFUSES`] finds something in the file. A
//! missing answer is no slip, and neither is one that says something it had better not.
//!
//! What a schema cannot say, so that only the program does:
//! - a key that is given twice, or a text that is no YAML: the editor sees these by itself;
//! - a day of the week that is not that of the date: `Monday 26 March 2025`;
//! - how a number was typed: a schema takes `25.0` for `25`; words that are numbers, such as marks on
//!   a scale, are the same;
//! - a number of ten digits, which the program takes and the schema does not;
//! - what is asked of some only, and how it is written there: a pack may change what it applies for,
//!   so a schema holds for all of them. A route of another progression is one of these;
//! - the policy of another council: a pack has the schemas of its own.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use common::{loaded::load, validator::Validator};
use panelpack::{
    application::Application,
    check::{self, Case, Finding},
    confidentiality::Looked,
    pack::Pack,
    policy::{self, Policy},
    schema,
    typeset::Fonts,
};
use rayon::prelude::*;
use serde_json::{Value, json};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// The rules that refuse what is written in a file of YAML; with some words of the title where the
/// rule says other things as well.
const REFUSES: [(&str, &str); 16] = [
    ("broken-yaml", ""),
    ("duplicate-key", ""),
    ("unknown-key", ""),
    ("wrong-value", ""),
    ("unlike-fact", ""),
    ("unknown-progression", ""),
    ("unknown-kind", ""),
    ("unknown-course", ""),
    ("unknown-answer", ""),
    ("wrong-answer", ""),
    ("missing-signature", "which is not a date"),
    ("unknown-outcome", "outcome that the policy names"),
    ("unknown-waiver", "is nothing that the policy asks for"),
    ("unknown-waiver", "Nobody may waive"),
    ("may-stay", "This entry lacks"),
    ("names-list", "could not be understood"),
];

fn is_refusal(finding: &Finding) -> bool {
    let mut rules = REFUSES.iter();
    rules.any(|(rule, words)| finding.rule == *rule && finding.title.contains(words))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A pack and its policy.
struct Tried {
    name: String,
    id: String,
    own: Option<String>,
    folder: tempfile::TempDir,
    policy: Policy,
    schemas: Vec<(String, Validator)>,
    fonts: Fonts,
    /// Nothing was looked for: what is masked is no other sort of value.
    looked: Looked,
}

impl Tried {
    /// A copy of the YAML files of a pack.
    fn new(pack: &str, id: &str, own: Option<&str>) -> Result<Self> {
        let folder_of_policy = own.map(|own| root().join(own));
        let files = policy::find(id, folder_of_policy.as_deref())?.ok_or("no policy")?;
        let policy = policy::load(&files).0.ok_or("the policy does not load")?;
        let folder = tempfile::tempdir()?;
        let mut schemas = Vec::new();
        for (file, schema) in schema::schemas(&policy) {
            schemas.push((file.clone(), Validator::new(&schema)));
            let from = root().join(pack).join(&file);
            if from.is_file() {
                let to = folder.path().join(&file);
                fs::create_dir_all(to.parent().ok_or("no folder")?)?;
                fs::copy(from, to)?;
            }
        }
        Ok(Self {
            name: pack.to_owned(),
            id: id.to_owned(),
            own: own.map(str::to_owned),
            folder,
            looked: Looked::through(&Pack::default(), &policy),
            policy,
            schemas,
            fonts: Fonts::new(),
        })
    }

    fn text(&self, file: &str) -> Result<String> {
        Ok(fs::read_to_string(self.folder.path().join(file))?)
    }

    /// What the program refuses in a file.
    fn refused(&self, file: &str) -> Result<Vec<Finding>> {
        let pack = Pack::read(self.folder.path())?;
        let facts = &pack.facts;
        let policy = self.policy.narrowed(facts.progression.text(), facts.route.text());
        let stage = policy.last_stage();
        let application = Application { policy: &policy, pack: &pack };
        let case = Case {
            application,
            looked: &self.looked,
            stage: &stage,
            today: None,
            fonts: &self.fonts,
        };
        let mut findings = check::check(&case);
        findings.retain(|one| one.place.file == file && is_refusal(one));
        Ok(findings)
    }

    /// Says where the two differ about a text that stands in a file.
    fn differ(&self, file: &str, validator: &Validator, text: &str) -> Result<Option<String>> {
        let path = self.folder.path().join(file);
        fs::create_dir_all(path.parent().ok_or("no folder")?)?;
        fs::write(path, text)?;
        let refused = self.refused(file)?;
        let value = load(text).unwrap_or_default();
        let accepted = validator.is_valid(&value);
        Ok(match refused.first() {
            None if !accepted => Some("only the schema refuses".to_owned()),
            Some(finding) if accepted => {
                Some(format!("only the program refuses: {}", finding.title))
            }
            _ => None,
        })
    }
}

fn all_packs() -> Result<Vec<Tried>> {
    let mut all = vec![
        Tried::new("tests/base", "st-helens", None)?,
        Tried::new("tests/councils/marrowdale/pack", "", Some("tests/councils/marrowdale/policy"))?,
    ];
    let mut samples: Vec<_> =
        fs::read_dir(root().join("sample-packs"))?.collect::<std::io::Result<_>>()?;
    samples.sort_by_key(fs::DirEntry::file_name);
    for sample in samples {
        let name = sample.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(sample.path().join("pack.yaml"))?;
        let policy =
            text.lines().find_map(|line| line.strip_prefix("policy: ")).ok_or("no policy")?;
        all.push(Tried::new(&format!("sample-packs/{name}"), policy.trim(), None)?);
    }
    Ok(all)
}

#[test]
fn every_pack_here_is_accepted_by_both() -> Result {
    for tried in all_packs()? {
        for (file, validator) in &tried.schemas {
            if tried.folder.path().join(file).is_file() {
                let text = tried.text(file)?;
                let differ = tried.differ(file, validator, &text)?;
                assert_eq!(differ, None, "{}: {file}", tried.name);
                let is_incomplete = tried.name.ends_with("/incomplete");
                assert!(is_incomplete || tried.refused(file)?.is_empty(), "{}: {file}", tried.name);
            }
        }
    }
    Ok(())
}

/// Every way to a value, and to each group and list.
fn ways(value: &Value, way: &str, all: &mut Vec<String>) {
    all.push(way.to_owned());
    match value {
        Value::Object(keys) => {
            for (key, inner) in keys {
                ways(inner, &format!("{way}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        // The entries of a list are all alike.
        Value::Array(items) => {
            for (index, inner) in
                items.iter().enumerate().take(1).chain(items.iter().enumerate().skip(1).last())
            {
                ways(inner, &format!("{way}/{index}"), all);
            }
        }
        _ => {}
    }
}

/// What is tried in the place of every value.
fn others(old: &Value) -> Vec<Value> {
    let mut all = vec![
        json!(null),
        json!(""),
        json!(" "),
        json!("x"),
        json!("null"),
        json!(true),
        json!(false),
        json!("Yes"),
        json!("y"),
        json!("NO"),
        json!("true"),
        json!("maybe"),
        json!(0),
        json!(7),
        json!(-1),
        json!(2.5),
        json!("25"),
        json!(" +25 "),
        json!("0x7"),
        json!("2,5"),
        json!("2025-03-26"),
        json!("26/3/2025"),
        json!("26.03.25"),
        json!("26th mar 2025"),
        json!("Wed, 26 March 2025"),
        json!(" 2024-02-29"),
        json!("2023-02-29"),
        json!("31.04.2025"),
        json!("03/26/2025"),
        json!("March 2025"),
        json!("soon"),
        json!("2025-03-26 10:00"),
        json!([]),
        json!({}),
        json!(["x"]),
        json!([null]),
        json!([[]]),
        json!({ "x": 1 }),
        json!({ "x": null }),
        json!("SW1234567"),
        json!("sw123456"),
        json!(123456),
    ];
    if let Some(text) = old.as_str() {
        all.extend([
            json!(format!(" {text}\n")),
            json!(format!("{text}x")),
            json!(text.to_uppercase()),
            json!([text]),
        ]);
    }
    all
}

/// The values with one change each.
fn changed(whole: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    let mut every = Vec::new();
    ways(whole, "", &mut every);
    for way in &every {
        let Some(old) = whole.pointer(way) else { continue };
        for other in others(old) {
            let mut changed = whole.clone();
            if let Some(place) = changed.pointer_mut(way) {
                *place = other.clone();
                all.push((format!("{way} = {other}"), changed));
            }
        }
        if let Value::Object(keys) = old {
            for key in keys.keys() {
                for new in [
                    None,
                    Some(format!("{key}x")),
                    Some(key.to_uppercase()),
                    Some(format!(" {key}")),
                ] {
                    let mut changed = whole.clone();
                    let Some(Value::Object(keys)) = changed.pointer_mut(way) else { continue };
                    let value = keys.remove(key).unwrap_or_default();
                    if let Some(new) = &new {
                        keys.insert(new.clone(), value);
                    }
                    all.push((format!("{way}/{key} is called {new:?}"), changed));
                }
            }
        }
    }
    all
}

/// What else a file may hold that the packs here do not.
fn fuller(tried: &Tried, file: &str, value: &mut Value) {
    let outcome = tried.policy.rules.outcomes.first().map(|one| one.id.clone());
    let heading = tried.policy.headings.first().map(|one| one.id.clone());
    let kind = tried.policy.evidence.source_kinds.first().map(|one| one.id.clone());
    match (file, value) {
        ("pack.yaml", Value::Object(keys)) => {
            keys.insert("mandatory_training".into(), json!(["gcp2", "Recording"]));
            keys.insert("outcome".into(), json!({ "is": outcome, "on": "2025-06-20" }));
        }
        ("documents/documents.yaml", Value::Array(list)) => list.push(json!({
            "seen": "A record", "title": "A record", "kind": kind, "written_by": "somebody", "date": "2 May 2024",
            "then_and_now": { "pair": "a", "is": "now" },
            "court": { "anonymised_by": "A", "checked_by": "B", "permitted_by": "C" },
            "verified_by": { "name": "A", "role": "B", "on": "2024-05-02" },
            "headings": [heading],
        })),
        ("training-log.yaml", Value::Array(list)) => list.push(json!({
            "date": "2 May 2024", "ended": "3 May 2024", "title": "A", "provider": "B", "description": "C",
            "course": "", "specialist": "no", "impact": "D",
        })),
        ("confidentiality.yaml", whole) => {
            *whole = json!({ "may_stay": [{
                "rule": "postcode", "file": "evidence/01-a.md", "mark": "k7d2", "reason": "A", "by": "B", "on": "2 May 2025",
            }] });
        }
        ("private/pseudonyms.yaml", whole) => *whole = json!([{ "pseudonym": "Child A", "who": "kept" }]),
        _ => {}
    }
}

/// What only the program can say, as the head of this file lists it.
fn is_beyond_a_schema(policy: &Policy, way: &str, only_program: bool) -> bool {
    let facts =
        policy.rules.facts.iter().filter(|one| one.when.is_some() || !one.only_for.is_empty());
    let mut of_some = facts.map(|one| format!("/candidate/{} ", one.id.replace('.', "/")));
    if only_program && of_some.any(|place| way.starts_with(&place)) {
        return true;
    }
    let another_council = way.starts_with("/policy ");
    let another_route = way.starts_with("/progression") || way.starts_with("/route");
    another_council || (only_program && another_route)
}

#[test]
fn one_change_is_judged_alike_by_both() -> Result {
    let packs = all_packs()?;
    let mut files = Vec::new();
    for one in packs.into_iter().take(2) {
        let names = one.schemas.into_iter().map(|(file, _)| file);
        files.extend(names.map(|file| (one.name.clone(), one.id.clone(), one.own.clone(), file)));
    }
    let judged: Vec<_> = files
        .into_par_iter()
        .map(|(pack, id, own, file)| {
            let tried = Tried::new(&pack, &id, own.as_deref());
            let judged = tried.and_then(|tried| tried.judge_changes(&file));
            judged.map_err(|error| format!("{pack}: {file}: {error}"))
        })
        .collect();
    let (mut wrong, mut tries, mut refused) = (Vec::new(), 0, 0);
    for judged in judged {
        let (more, tried, no) = judged?;
        wrong.extend(more);
        tries += tried;
        refused += no;
    }
    assert!(wrong.is_empty(), "{} of {tries} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(tries > 5_000 && refused > tries / 4, "{tries} tries, {refused} refused");
    Ok(())
}

impl Tried {
    /// Where the two differ about one change, of how many, and how many are refused.
    fn judge_changes(&self, file: &str) -> Result<(Vec<String>, usize, usize)> {
        let (mut wrong, mut tries, mut refused) = (Vec::new(), 0, 0);
        let mut verdicts = Vec::new();
        let (_, validator) =
            self.schemas.iter().find(|(known, _)| known == file).ok_or("no schema")?;
        let path = self.folder.path().join(file);
        let before = if path.is_file() { self.text(file)? } else { String::new() };
        let mut whole = load(&before).ok_or("no YAML")?;
        fuller(self, file, &mut whole);
        let differ = self.differ(file, validator, &whole.to_string())?;
        wrong.extend(differ.map(|differ| format!("{}: {file}: {differ}", self.name)));
        for (way, changed) in changed(&whole) {
            tries += 1;
            let accepted = validator.is_valid(&changed);
            refused += usize::from(!accepted);
            verdicts.push(json!([changed, accepted]));
            if let Some(differ) = self.differ(file, validator, &changed.to_string())?
                && !is_beyond_a_schema(&self.policy, &way, differ.starts_with("only the program"))
            {
                wrong.push(format!("{}: {file}: {way}: {differ}", self.name));
            }
        }
        // For `.ci/editors.py`, which asks another validator.
        if let Some(folder) = std::env::var_os("EDITOR_VERDICTS") {
            let name = format!("{}-{file}.json", self.policy.rules.id).replace('/', "-");
            let all = json!({ "schema": validator.schema(), "verdicts": verdicts });
            fs::write(Path::new(&folder).join(name), all.to_string())?;
        }
        Ok((wrong, tries, refused))
    }
}

/// The program reads a number and a weekday as they are typed; an editor cannot.
#[test]
fn what_a_schema_cannot_say_is_as_it_is_listed() -> Result {
    let tried = Tried::new("tests/base", "st-helens", None)?;
    let (_, facts) =
        tried.schemas.iter().find(|(file, _)| file == "pack.yaml").ok_or("no schema")?;
    let before = tried.text("pack.yaml")?;
    let with = |old: &str, new: &str| {
        assert!(before.contains(old), "{old}");
        tried.differ("pack.yaml", facts, &before.replacen(old, new, 1))
    };
    for new in ["minutes: 25.0", "minutes: 2500e-2"] {
        assert!(
            with("minutes: 25", new)?.is_some_and(|one| one.starts_with("only the program")),
            "{new}"
        );
    }
    assert!(
        with("minutes: 25", "minutes: 4000000000")?
            .is_some_and(|one| one.starts_with("only the schema"))
    );
    let monday = with("panel: 2025-03-26", "panel: Monday 26 March 2025")?;
    assert!(monday.is_some_and(|one| one.starts_with("only the program")));
    assert_eq!(with("panel: 2025-03-26", "panel: Wednesday 26 March 2025")?, None);
    Ok(())
}

/// Line one of every YAML file of a pack leads to its schema.
#[test]
fn every_file_says_where_its_schema_is() -> Result {
    let folder = tempfile::tempdir()?;
    let mut packs = vec![];
    for id in policy::known() {
        let new = folder.path().join(id);
        let progression = policy::find(id, None)?.ok_or("no policy")?;
        let progression =
            policy::load(&progression).0.ok_or("no policy")?.rules.progressions[0].id.clone();
        let made = common::panelpack()
            .args(["new", "--policy", id, "--progression", &progression])
            .arg(&new)
            .output()?;
        assert!(made.status.success());
        assert!(new.join(".schema/README.txt").is_file());
        packs.push((new, id.to_owned()));
    }
    for entry in fs::read_dir(root().join("sample-packs"))? {
        let pack = entry?.path();
        let text = fs::read_to_string(pack.join("pack.yaml"))?;
        let id = text.lines().find_map(|line| line.strip_prefix("policy: ")).ok_or("no policy")?;
        packs.push((pack, id.trim().to_owned()));
    }
    for (pack, id) in packs {
        let mut files = 0;
        for entry in
            walkdir::WalkDir::new(&pack).into_iter().filter_entry(|one| one.file_name() != "out")
        {
            let path = entry?.into_path();
            if path.extension().is_none_or(|ending| ending != "yaml") {
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let first = text.lines().next().unwrap_or_default();
            let schema = first
                .strip_prefix("# yaml-language-server: $schema=")
                .ok_or_else(|| path.display().to_string())?;
            let schema = path.parent().ok_or("no folder")?.join(schema);
            let name = path.strip_prefix(&pack)?.to_string_lossy().replace('\\', "/");
            let here = root().join("templates/schema").join(&id).join(schema::path(&name));
            assert_eq!(
                fs::read_to_string(schema)?,
                fs::read_to_string(here)?,
                "{}",
                path.display()
            );
            files += 1;
        }
        assert!(files >= 5, "{}: {files}", pack.display());
    }
    Ok(())
}
