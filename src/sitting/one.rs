//! One application of a sitting: its pack opened, checked and built, and out of memory again.

use std::{path::Path, sync::Arc};

use super::{Candidate, Expected, Missing, Papers, missing, names::beginning, people};
use crate::{
    application::Application,
    build::{self, Built, Made},
    bundle,
    check::Counts,
    compose::Print,
    convert::{self, Program},
    issued,
    opened::{self, How, Kept, KeptPolicy, OpenError, Opened},
    pack::Pack,
    policy::{Form, Policy, Severity},
    publish::{self, Output, Staged, Staging},
    typeset::{self, Fonts},
};

/// The folder of a sitting that the panel is sent.
pub const FOR_THE_PANEL: &str = "for-the-panel";

/// What the work on all packs has in common.
pub struct Shared<'a> {
    /// The letters that can be printed.
    pub fonts: &'a Fonts,
    /// Where what the panel is sent is laid.
    pub staging: &'a Staging,
    /// The program that makes pages of office files, where there is one.
    pub office: Option<&'a Program>,
}

/// Opens, checks and builds a pack as `build` does, and lays what the panel is sent beside that of
/// the others. Whatever goes wrong becomes a part of the result.
pub fn one(expected: &Expected, shared: &Shared) -> Candidate {
    let fonts = shared.fonts;
    let mut candidate = expected.candidate();
    let policy = match &expected.policy {
        Ok(policy) => Arc::clone(policy),
        Err(error) => {
            return candidate.without_papers(&error.to_string(), "Put this right in pack.yaml");
        }
    };
    candidate.policy = Some(Arc::clone(&policy));
    let named = |_: &Pack, _: &mut KeptPolicy| Ok::<_, OpenError>((*policy).clone());
    let convert = |pack: &mut Pack| convert::convert(pack, shared.office, &|_| {});
    let path = &expected.place.path;
    let Ok(opened) = opened::open(path, &mut Kept::default(), named, convert) else {
        let why = "its folder cannot be read";
        return candidate.without_papers(why, "Look whether it is still there, and try again");
    };
    candidate.folder = opened.looked.masked(&expected.place.name);
    candidate.learn(opened.shown());
    let findings = opened.findings(fonts);
    candidate.missing.extend(missing::missing(opened.shown(), &findings));
    let counts = Counts::of(&findings);
    if counts.errors > 0 {
        candidate.papers = Err(match counts.errors {
            1 => "1 thing must be put right first".to_owned(),
            errors => format!("{errors} things must be put right first"),
        });
        return candidate;
    }
    match papers(&mut candidate, &opened, &findings, shared) {
        Ok(papers) => candidate.papers = Ok(papers),
        Err(why) => {
            candidate =
                candidate.without_papers(&why, "Run `panelpack build` on this pack to see more");
        }
    }
    drop(opened);
    typeset::forget(0);
    candidate
}

/// Builds, writes the outputs of the pack, and hands on what the panel is sent.
fn papers(
    candidate: &mut Candidate,
    opened: &Opened,
    findings: &[crate::check::Finding],
    shared: &Shared,
) -> Result<Papers, String> {
    let Shared { fonts, staging, .. } = shared;
    let Built { files, proof, .. } = opened
        .build(findings, How { is_one_of_many: true, ..How::default() }, fonts, &|_| {})
        .map_err(|error| error.to_string())?;
    let outputs: Vec<&Output> = files.iter().map(|made| &made.output).collect();
    // Volumes of an earlier build belong to another bundle.
    let out = opened.pack.root.join("out");
    let staged = publish::stage(&out, &outputs, &build::is_volume, &|| {});
    proof.done().map_err(|error| error.to_string())?;
    if let Err(error) = staged.and_then(Staged::finish) {
        let why = plain(&opened.looked.masked(&error.to_string()), &opened.pack.root);
        candidate.missing.push(Missing {
            severity: Severity::Warning,
            who: "Whoever runs panelpack".to_owned(),
            title: format!("The files of this pack's own folder out were not written: {why}"),
            place: String::new(),
            next: "The panel's copies are complete; put this right and run it again".to_owned(),
        });
    }
    convert::tidy(&opened.pack);
    if issued::is_there(&opened.pack.root) {
        candidate.missing.push(Missing {
            severity: Severity::Warning,
            who: "Whoever runs panelpack".to_owned(),
            title:
                "A bundle of this pack was issued already, and the one made here may number its \
                    pages otherwise"
                    .to_owned(),
            place: String::new(),
            next: "Send the panel what `panelpack build --addendum` makes of this pack".to_owned(),
        });
    }
    let start = beginning(candidate.number, candidate.name.as_deref());
    let is_bundle = |made: &&Made| made.output.name == bundle::FILE;
    let bundle = files.iter().find(is_bundle).ok_or("there is no bundle")?;
    let name = format!("{start}-{}", bundle::FILE);
    hand_on(staging, &name, &bundle.output)?;
    let pages = bundle.pages.unwrap_or(0);
    drop(files);

    let draft = opened.looked.for_draft(&opened.pack);
    let application = Application { policy: &opened.policy, pack: &draft };
    let mut forms = Vec::new();
    for form in forms_of(&opened.policy) {
        let made = build::form(application, Some(form), Print::default(), fonts);
        let made = made.map_err(|error| error.to_string())?;
        let file = format!("{start}-{}-form.pdf", form.id);
        hand_on(staging, &file, &made.output)?;
        forms.push((file, form.title.clone()));
    }
    Ok(Papers { bundle: name, pages, forms })
}

fn hand_on(staging: &Staging, name: &str, output: &Output) -> Result<(), String> {
    let output = Output { name: format!("{FOR_THE_PANEL}/{name}"), ..output.clone() };
    staging.add(&output).map(drop).map_err(|error| error.to_string())
}

/// The forms by which a panel decides and tells: those of its outcomes, and those that are bound
/// blank for its members to write on.
fn forms_of(policy: &Policy) -> Vec<&Form> {
    let outcomes = policy.rules.outcomes.iter().filter_map(|outcome| outcome.form.as_ref());
    let mut ids: Vec<&String> = Vec::new();
    for id in outcomes.chain(&policy.rules.bundle.blank) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter().filter_map(|id| policy.form(id)).collect()
}

/// A message without the path of the pack, which is nobody's business.
fn plain(message: &str, root: &Path) -> String {
    message.replace(&format!("{}/", root.display()), "")
}

impl Candidate {
    /// There is nothing to send to the panel.
    fn without_papers(mut self, why: &str, next: &str) -> Self {
        self.missing.insert(
            0,
            Missing {
                severity: Severity::Error,
                who: self.name.clone().unwrap_or_else(|| "The candidate".to_owned()),
                title: format!("The pack cannot be built: {why}"),
                place: String::new(),
                next: next.to_owned(),
            },
        );
        self.papers = Err("the pack cannot be built".to_owned());
        self
    }

    /// Learns from a pack, as it may be shown, what agenda and lists say.
    fn learn(&mut self, application: Application) {
        let policy = application.policy;
        self.name = application.fact("candidate.name");
        self.progression = application.fact("progression.title");
        self.route = application.fact("route.title");
        self.is_fictional = application.pack.facts.fictional.get() == Some(&true);
        self.presentation = application.pack.facts.presentation.minutes.get().copied();
        self.people = people::people(application);
        let attend = policy.rules.panel.iter().flat_map(|panel| &panel.attend);
        let named = |roles: &[String]| {
            let mut facts = roles.iter().map(|role| application.fact(&format!("candidate.{role}")));
            facts.find_map(|fact| fact)
        };
        self.attend = attend.map(|one| (policy.any_role(&one.role), named(&one.role))).collect();
    }
}
