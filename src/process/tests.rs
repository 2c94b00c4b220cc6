//! The walk and the chart, on processes small enough to see through.

use std::collections::BTreeSet;

use super::*;
use crate::{
    application::Application,
    dates::{self, Day},
    pack::Pack,
    policy::{self, Policy, Process},
    source::Source,
    yaml,
};

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    let (tree, problems) = yaml::parse(&Source::from_text("test.yaml", text));
    assert_eq!(problems, []);
    let (value, problems) = yaml::read(&tree);
    assert_eq!(problems, []);
    value.unwrap()
}

/// Some policy, with two outcomes and a process of its own.
fn policy(steps: &str) -> Policy {
    let files = policy::find(policy::known()[0], None).unwrap().unwrap();
    let mut policy = policy::load(&files).0.unwrap();
    policy.rules.outcomes = read(
        "- { id: support, title: Supported, progresses: yes }\n- { id: not-support, title: Not }",
    );
    policy.rules.process = Some(read::<Process>(&format!("title: Test\nsteps:\n{steps}")));
    policy
}

fn pack(facts: &str) -> Pack {
    let (tree, _) = yaml::parse(&Source::from_text("pack.yaml", facts));
    let (facts, _) = yaml::read(&tree);
    Pack { facts: facts.unwrap_or_default(), tree, ..Pack::default() }
}

fn day(text: &str) -> Day {
    dates::parse(text).unwrap()
}

/// The steps that are done, then where it stands.
fn walked(steps: &str, facts: &str, today: Option<&str>) -> String {
    let (policy, pack) = (policy(steps), pack(facts));
    let application = Application { policy: &policy, pack: &pack };
    let walk = Walk::of(application, today.map(day)).unwrap();
    let passed: Vec<&str> = walk.passed.iter().map(|one| one.step.id.as_str()).collect();
    format!("{} > {}", passed.join(" "), walk.here.map_or("the end", |step| &step.id))
}

const ROW: &str = "
  - { id: talk, title: Talk, next: [{ to: request }] }
  - { id: request, title: Request, done: submitted.request, next: [{ to: share }] }
  - { id: share, title: Share, next: [{ to: date }] }
  - { id: date, title: Date, done: panel, next: [{ to: evidence }] }
  - { id: evidence, title: Evidence, done: submitted.evidence, next: [{ to: invite }] }
  - { id: invite, title: Invite, next: [{ to: panel }] }
  - { id: panel, title: Panel, on: panel, done: outcome.on }
";

#[test]
fn a_step_is_done_once_the_pack_says_so_or_a_later_one_is() {
    let at = |facts: &str| walked(ROW, facts, None);
    assert_eq!(at("fictional: yes"), " > talk");
    // A date that is planned does not show that the request was made.
    assert_eq!(at("panel: 2025-03-26"), " > talk");
    assert_eq!(at("submitted: { request: 2025-01-20 }"), "talk request > share");
    let agreed = "panel: 2025-03-26\nsubmitted: { request: 2025-01-20 }";
    assert_eq!(at(agreed), "talk request share date > evidence");
    // What was sent shows that everything before it is done, recorded or not.
    let sent = "submitted: { evidence: 2025-03-10 }";
    assert_eq!(at(sent), "talk request share date evidence > invite");
    let held = "outcome: { is: support, on: 2025-03-26 }";
    assert_eq!(at(held), "talk request share date evidence invite panel > the end");
}

#[test]
fn what_is_recorded_for_a_later_day_has_not_happened() {
    let facts = "panel: 2025-03-26\nsubmitted: { request: 2025-01-20, evidence: 2025-03-10 }";
    let at = |today| walked(ROW, facts, Some(today));
    assert_eq!(at("2025-01-19"), " > talk");
    assert_eq!(at("2025-01-20"), "talk request share date > evidence");
    assert_eq!(at("2025-03-10"), "talk request share date evidence > invite");
    // Once the day of the panel has come nobody waits for the invitation.
    assert_eq!(at("2025-03-26"), "talk request share date evidence invite > panel");
}

const WAYS: &str = "
  - id: ask
    title: Ask?
    done: outcome
    next:
      - { to: plan, label: No, when: { outcome: not-support } }
      - { to: yes, label: Yes, when: { outcome: support } }
  - { id: plan, title: Plan, next: [{ to: ask }] }
  - id: yes
    title: Which?
    next:
      - { to: left, label: Left, when: { submitted.left: given } }
      - { to: right, label: Right, when: { submitted.right: given } }
  - { id: left, title: Left, done: submitted.left }
  - { id: right, title: Right, done: submitted.right }
";

#[test]
fn the_way_whose_condition_holds_is_taken() {
    let at = |facts: &str| walked(WAYS, facts, None);
    assert_eq!(at("fictional: yes"), " > ask");
    assert_eq!(at("outcome: { is: support }"), "ask > yes");
    assert_eq!(
        at("outcome: { is: support }\nsubmitted: { right: 2025-01-01 }"),
        "ask yes right > the end"
    );
    // Not recorded how it was decided; but what came of it is.
    assert_eq!(at("submitted: { left: 2025-01-01 }"), "ask yes left > the end");
    // An outcome the policy does not know decides nothing.
    assert_eq!(at("outcome: { is: perhaps }"), " > ask");
}

#[test]
fn a_way_back_is_where_it_stands_and_never_goes_round() {
    assert_eq!(walked(WAYS, "outcome: { is: not-support }", None), "ask > plan");
    let circle = "
  - { id: a, title: A, done: submitted.a, next: [{ to: b }] }
  - { id: b, title: B, done: submitted.b, next: [{ to: a }] }
";
    assert_eq!(walked(circle, "submitted: { a: 2025-01-01, b: 2025-01-02 }", None), "a > b");
    let itself = "  - { id: a, title: A, done: submitted.a, next: [{ to: a }] }\n";
    assert_eq!(walked(itself, "submitted: { a: 2025-01-01 }", None), " > a");
}

#[test]
fn what_comes_then_is_told_up_to_the_next_that_is_recorded_or_the_next_decision() {
    let then = |steps: &str, facts: &str| {
        let (policy, pack) = (policy(steps), pack(facts));
        let walk = Walk::of(Application { policy: &policy, pack: &pack }, None).unwrap();
        let words = walk.then().into_iter().map(|then| {
            then.way.label.as_ref().map(|label| format!("{label}: ")).unwrap_or_default()
                + &then.step.id
        });
        words.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(then(ROW, "fictional: yes"), "request");
    assert_eq!(then(ROW, "submitted: { evidence: 2025-03-10 }"), "panel");
    assert_eq!(then(WAYS, "fictional: yes"), "No: plan, Yes: yes");
    assert_eq!(then(WAYS, "outcome: { is: not-support }"), "ask");
    assert_eq!(then(WAYS, "submitted: { left: 2025-01-01 }"), "");
}

#[test]
fn steps_for_what_is_not_applied_for_are_no_way() {
    let steps = "
  - id: start
    title: Start
    done: submitted.start
    next:
      - { to: other, label: Other, when: { progression: another } }
      - { to: mine }
  - { id: other, title: Other }
  - { id: mine, title: Mine, done: submitted.mine }
";
    let policy = policy(steps);
    let progression = &policy.rules.progressions[0].id;
    let facts = format!("progression: {progression}\nsubmitted: {{ start: 2025-01-01 }}");
    assert_eq!(walked(steps, &facts, None), "start > mine");
    let pack = pack(&facts);
    let application = Application { policy: &policy, pack: &pack };
    let ways = Ways::of(application).unwrap();
    assert_eq!(ways.on(ways.step("start").unwrap()).len(), 1);
}

/// Every chart that is drawn: no two boxes in one place, an arrow for every way, and no arrow
/// through a box.
fn is_sound(application: Application) {
    let chart = Chart::of(application).unwrap();
    let cells: BTreeSet<Cell> = chart.boxes.iter().map(|one| one.cell).collect();
    assert_eq!(cells.len(), chart.boxes.len());
    let ways = Ways::of(application).unwrap();
    let count: usize = ways.steps().iter().map(|step| ways.on(step).len()).sum();
    assert_eq!(chart.arrows.len(), count);
    let middle = |cell: Cell| (cell.column * (LANES + 1) + LANES, cell.row * (LEVELS + 1) + LEVELS);
    for arrow in &chart.arrows {
        let name = format!("{} to {}", chart.boxes[arrow.from].step.id, arrow.branch.to);
        let route = arrow.route.as_ref().unwrap_or_else(|| panic!("no way is drawn from {name}"));
        assert!(route.len() > 1, "{name}");
        for pair in route.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            assert!((from.x == to.x) != (from.y == to.y), "{name} runs straight");
            for (index, one) in chart.boxes.iter().enumerate() {
                let (x, y) = middle(one.cell);
                let is_within = (from.x.min(to.x)..=from.x.max(to.x)).contains(&x)
                    && (from.y.min(to.y)..=from.y.max(to.y)).contains(&y);
                let is_end = index == arrow.from || index == arrow.to;
                assert!(is_end || !is_within, "{name} runs through {}", one.step.id);
            }
        }
    }
}

#[test]
fn the_charts_of_all_councils_are_sound() {
    for id in policy::known() {
        let files = policy::find(id, None).unwrap().unwrap();
        let whole = policy::load(&files).0.unwrap();
        let progressions = whole.rules.progressions.iter().map(|one| Some(one.id.as_str()));
        for progression in progressions.chain([None]) {
            let policy = whole.narrowed(progression, None);
            let facts = progression.map_or(String::new(), |id| format!("progression: {id}"));
            is_sound(Application { policy: &policy, pack: &pack(&facts) });
        }
    }
}

#[test]
fn the_chart_of_any_small_process_is_sound() {
    is_sound(Application { policy: &policy(WAYS), pack: &Pack::default() });
    is_sound(Application { policy: &policy(ROW), pack: &Pack::default() });
}

proptest::proptest! {
    /// Whatever the ways are: it comes to an end, boxes stand apart, arrows keep clear of them.
    #[test]
    fn any_process_is_walked_and_placed(
        ways in proptest::collection::vec((0..9_usize, 0..9_usize, 0..3_usize), 0..16),
        recorded in proptest::collection::vec(0..9_usize, 0..9),
    ) {
        let steps: String = (0..9)
            .map(|step| {
                let next = ways.iter().filter(|way| way.0 == step).map(|(_, to, sort)| match sort {
                    0 => format!("{{ to: s{to}, when: {{ submitted.s{to}: given }} }}"),
                    1 => format!("{{ to: s{to}, when: {{ outcome: support }} }}"),
                    _ => format!("{{ to: s{to} }}"),
                });
                let next: Vec<String> = next.collect();
                let done = if step % 2 == 0 { format!("done: submitted.s{step}, ") } else { String::new() };
                format!("  - {{ id: s{step}, title: S, {done}next: [{}] }}\n", next.join(", "))
            })
            .collect();
        let recorded: BTreeSet<usize> = recorded.into_iter().collect();
        let lines = recorded.iter().map(|step| format!("  s{step}: 2025-01-0{}\n", step + 1));
        let facts = format!("submitted:\n{}", lines.collect::<String>());
        let (policy, pack) = (policy(&steps), pack(&facts));
        let application = Application { policy: &policy, pack: &pack };
        let walk = Walk::of(application, None).unwrap();
        let passed: BTreeSet<&str> = walk.passed.iter().map(|one| one.step.id.as_str()).collect();
        assert_eq!(passed.len(), walk.passed.len());
        assert!(walk.then().len() <= 9 + 16);
        let chart = Chart::of(application).unwrap();
        let cells: BTreeSet<Cell> = chart.boxes.iter().map(|one| one.cell).collect();
        assert_eq!(cells.len(), 9);
    }
}
