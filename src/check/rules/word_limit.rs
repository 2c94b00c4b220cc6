use super::{asked, words};
use crate::{
    application::Answer,
    check::{Case, Findings, Place, Rule, Topic},
    markdown,
    pack::FACTS,
    policy::{Heading, Says, Stage, WordLimit},
};

pub static RULE: Rule = Rule {
    name: "word-limit",
    asks: "Nothing has more words, or fewer, than the policy allows",
    why: "The policy says how long the evidence, a statement or an answer may be. Words are counted \
          as they are read: running text, lists, quotations and the rows of tables. Headings, \
          footnotes, comments and the addresses of links do not count.",
    example: "“Knowledge” has 612 words where 500 are allowed: leave out what the cited documents \
              say already.",
    topic: Topic::Evidence,
    stage: Stage::Request,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    if case.stage.asks >= Stage::Evidence {
        evidence(case, findings);
    }
    statements(case, findings);
    answers(case, findings);
}

/// What counts, as the end of an advice about Markdown.
const COUNTED: &str = "; headings, footnotes and addresses of links do not count";

fn evidence(case: &Case, findings: &mut Findings) {
    let policy = case.policy();
    let template = &policy.evidence.template;
    let (mut counted, mut is_whole) = (Vec::new(), true);
    for heading in &policy.headings {
        let Some(file) = case.application.evidence(heading) else {
            is_whole = false;
            continue;
        };
        let count = markdown::words(&file.markdown.blocks);
        counted.push((heading, count));
        let Some(limit) = heading.words.as_ref().or(template.words.as_ref()) else { continue };
        let place = Place::file(&file.name);
        let says = [&limit.says, &heading.says, &template.says];
        judge(limit, count, &heading.label, place, &says, COUNTED, findings);
    }
    if let Some(limit) = &template.words_in_all {
        // What is not written yet will be more.
        let from = limit.from.filter(|_| is_whole);
        let limit = WordLimit { from, ..limit.clone() };
        let all = counted.iter().map(|(_, count)| count).sum();
        let each = |(heading, count): &(&Heading, usize)| format!("“{}” {count}", heading.label);
        let each: Vec<String> = counted.iter().map(each).collect();
        let more = format!("{COUNTED}. There are: {}", each.join(", "));
        let place = Place::file("evidence");
        let title = &template.title.text;
        judge(&limit, all, title, place, &[&limit.says, &template.says], &more, findings);
    }
}

fn statements(case: &Case, findings: &mut Findings) {
    for asked in case.application.progression().into_iter().flat_map(|one| &one.statements) {
        let Some(limit) = &asked.words else { continue };
        let line = case.application.line(&format!("statements.{}", asked.id));
        let text = line.and_then(|line| line.node.as_text()).filter(|text| !text.trim().is_empty());
        if let Some((line, text)) = line.zip(text) {
            let place = Place::span(FACTS, line.key_span);
            let count = markdown::count(text);
            judge(limit, count, &asked.label, place, &[&limit.says, &asked.says], "", findings);
        }
    }
}

fn answers(case: &Case, findings: &mut Findings) {
    for (form, section, field) in asked::fields(case) {
        let limit = field.words.as_ref();
        // An answer to what is not asked is another rule's.
        let Some(limit) = limit.filter(|_| case.application.applies(form, section, field)) else {
            continue;
        };
        let Answer::Given(text, _) = case.application.answer(form, section, field) else {
            continue;
        };
        let place = asked::place(case, form, section, Some(&field.id));
        let says = [&limit.says, &field.says, &section.says, &form.says];
        judge(limit, markdown::count(&text), &field.label, place, &says, "", findings);
    }
}

fn judge(
    limit: &WordLimit,
    count: usize,
    what: &str,
    place: Place,
    says: &[&Option<Says>],
    more: &str,
    findings: &mut Findings,
) {
    let next = match (limit.from, limit.to) {
        (Some(from), _) if count < from => format!("Write {} more", from - count),
        (_, Some(to)) if count > to => format!("Leave {} out", count - to),
        _ => return,
    };
    let (what, count) = (words::short(what), words::count(count, "word"));
    let verb = if limit.from.is_none() { "may" } else { "should" };
    let range = limit.in_words().unwrap_or_default();
    let title = format!("“{what}” has {count}, and {verb} have {range}");
    let says = says.iter().find_map(|says| says.as_ref());
    findings.add(limit.otherwise, place, title, format!("{next}{more}")).says(says);
}
