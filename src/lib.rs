//! panelpack compiles an evidence pack: it checks a social worker's folder against the council's
//! progression policy and typesets the Evidence Template, the forms and the panel bundle.
//!
//! Data flows one way:
//!
//! ```text
//! load  →  check  →  compose  →  typeset  →  publish
//! ```
//!
//! | room | what happens there |
//! |---|---|
//! | [`cli`] | one file a command: arguments beside what they do; the only place that prints |
//! | [`source`], [`yaml`], [`markdown`], [`dates`], [`words`] | text and what people write in it |
//! | [`policy`] | a council as data |
//! | [`pack`] | the candidate's folder, read once and never only up to the first problem |
//! | [`application`] | a pack read beside its policy: what it says, its dates, its forms filled in |
//! | [`process`] | the steps of an application: where it stands, what comes next, the dates ahead |
//! | [`reading`] | all that a document says: its text, its comments, what travels with it unseen |
//! | [`convert`] | Word, PowerPoint and Excel files made into pages by LibreOffice, where it is there |
//! | [`confidentiality`] | what could identify a child, and a pack in which it is masked |
//! | [`check`] | the rules, one file each, and what they find |
//! | [`compose`] | policy and pack → what each PDF says, as plain data |
//! | [`typeset`] | data and a template → PDF; knows nothing of councils |
//! | [`bundle`] | attachments made safe to bind, and bound; the zip; digests |
//! | [`issued`] | the bundle that was sent out, and what has changed since |
//! | [`build`] | all of these in a row |
//! | [`opened`] | a pack opened, checked and built: what the commands share |
//! | [`sitting`] | one sitting of the panel: every pack below a folder, the agenda, what is missing |
//! | [`report`] | findings for a terminal, a browser, a program |
//! | [`schema`] | what an editor may know of a pack's files |
//! | [`scaffold`] | the files of a new pack |
//! | [`verify`] | a finished bundle, read again and proved |
//! | [`watch`] | when a pack has changed, and what that did to the findings |
//! | [`stored`] | the bytes of attached files, which stay on the disk |
//! | [`watched`] | where a reader may stumble and take nothing down with it |
//! | [`publish`] | the only door to the disk for what is written |
//!
//! Two channels for what goes wrong: a [finding](check::Finding) is about the person's files, an
//! error about the machine or the program.

pub mod application;
pub mod build;
pub mod bundle;
pub mod check;
pub mod cli;
pub mod compose;
pub mod confidentiality;
pub mod convert;
pub mod dates;
pub mod issued;
pub mod markdown;
pub mod opened;
pub mod pack;
pub mod policy;
pub mod process;
pub mod publish;
pub mod reading;
pub mod report;
pub mod scaffold;
pub mod schema;
pub mod sitting;
pub mod source;
pub mod stored;
pub mod typeset;
pub mod verify;
pub mod watch;
pub mod watched;
pub mod words;
pub mod yaml;
