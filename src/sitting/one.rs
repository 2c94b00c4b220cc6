//! One application of a sitting, in a process of its own: its pack checked and built.

use std::{ffi::OsString, path::Path};

use serde::{Deserialize, Serialize};

use super::{Candidate, Missing, Papers, missing, names::beginning, people};
use crate::{
    application::Application,
    build::{self, Built, Made},
    bundle,
    check::{Counts, Finding},
    compose::Print,
    convert, issued,
    opened::{How, Opened},
    policy::{Form, Policy, Severity},
    publish::{self, Output, Staged},
    typeset::Fonts,
};

/// The folder of a sitting that the panel is sent.
pub const FOR_THE_PANEL: &str = "for-the-panel";

/// One pack of a sitting, as the process that builds it is told about it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Task {
    /// The number of the application in the sitting, from 1.
    pub number: usize,
    /// The folder of the pack below that of the sitting, as it may be shown.
    pub folder: String,
    /// Who applies, as it may be shown; nothing where the pack does not say it.
    pub name: Option<String>,
    /// The folder of the pack. Not every path is text.
    pub pack: OsString,
    /// The folder of the sitting, which another process has taken.
    pub sitting: OsString,
    /// The policy to use instead of the one the pack names: an id, or a folder.
    pub policy: Option<String>,
}

/// What came of a pack.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The application; its policy and its time are for whoever asked to say.
    pub candidate: Candidate,
    /// What the panel is sent, handed over: its name in the folder of the sitting, and the one it has
    /// until then.
    pub files: Vec<(String, String)>,
}

/// Checks and builds a pack as `build` does, and hands over what the panel is sent. Nothing stands for
/// a pack that could not be opened; whatever goes wrong becomes a part of the answer.
pub fn one(task: &Task, opened: Option<&Opened>, fonts: &Fonts) -> Answer {
    let known = Candidate::new(task.number, task.folder.clone());
    let mut candidate = Candidate { name: task.name.clone(), ..known };
    let Some(opened) = opened else {
        let why = "its folder, or its policy, cannot be read any more";
        return candidate.without_papers(why, "Look whether both are there, and try again").into();
    };
    candidate.folder = opened.looked.masked(&task.folder);
    candidate.learn(opened.shown());
    let findings = opened.findings(fonts);
    candidate.missing.extend(missing::missing(opened.shown(), &findings));
    let counts = Counts::of(&findings);
    if counts.errors > 0 {
        candidate.papers = Err(match counts.errors {
            1 => "1 thing must be put right first".to_owned(),
            errors => format!("{errors} things must be put right first"),
        });
        return candidate.into();
    }
    let papers = papers(&mut candidate, opened, &findings, fonts);
    let handed = papers.and_then(|(papers, outputs)| {
        let files = publish::hand_over(Path::new(&task.sitting), &outputs);
        Ok((papers, files.map_err(|error| error.to_string())?))
    });
    match handed {
        Ok((papers, files)) => {
            Answer { candidate: Candidate { papers: Ok(papers), ..candidate }, files }
        }
        Err(why) => {
            candidate.without_papers(&why, "Run `panelpack build` on this pack to see more").into()
        }
    }
}

/// Builds, writes the outputs of the pack, and says what the panel is sent.
fn papers(
    candidate: &mut Candidate,
    opened: &Opened,
    findings: &[Finding],
    fonts: &Fonts,
) -> Result<(Papers, Vec<Output>), String> {
    let built = opened.build(findings, How::default(), fonts, &|_| {});
    let Built { files, proof, .. } = built.map_err(|error| error.to_string())?;
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
    let for_the_panel = |name: &str, made: &Made| Output {
        name: format!("{FOR_THE_PANEL}/{name}"),
        ..made.output.clone()
    };
    let mut sent = vec![for_the_panel(&name, bundle)];
    let pages = bundle.pages.unwrap_or(0);

    let draft = opened.looked.for_draft(&opened.pack);
    let application = Application { policy: &opened.policy, pack: &draft };
    let mut forms = Vec::new();
    for form in forms_of(&opened.policy) {
        let made = build::form(application, Some(form), Print::default(), fonts);
        let made = made.map_err(|error| error.to_string())?;
        let file = format!("{start}-{}-form.pdf", form.id);
        sent.push(for_the_panel(&file, &made));
        forms.push((file, form.title.clone()));
    }
    Ok((Papers { bundle: name, pages, forms }, sent))
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

impl From<Candidate> for Answer {
    /// Of which the panel is sent nothing.
    fn from(candidate: Candidate) -> Self {
        Self { candidate, files: Vec::new() }
    }
}

impl Candidate {
    /// There is nothing to send to the panel.
    pub(super) fn without_papers(mut self, why: &str, next: &str) -> Self {
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
        self.name = application.fact("candidate.name").or(self.name.take());
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
