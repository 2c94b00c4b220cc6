use std::collections::BTreeSet;

use crate::{
    bundle::preflight::{ATTACHED, RECORDING, Unbindable},
    check::{Case, Findings, Place, Rule, Topic},
    pack::{Content, DocumentEntry, Office, Refusal, Unconverted},
    policy::Stage,
    yaml::Field,
};

pub static RULE: Rule = Rule {
    name: "unbindable-document",
    asks: "Every document and the presentation can be bound",
    why: "The panel reads one PDF. PDFs and pictures become part of it, if they are whole and not \
          locked. Word, PowerPoint, Excel and LibreOffice files are made into pages by LibreOffice, \
          where that is on the computer.",
    example: "court-report.docx, and no LibreOffice: open it in Word, choose File, Save As, PDF, and \
              list the PDF. A locked PDF: open it, choose Print, and Microsoft Print to PDF.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

const PRINT: &str = "Open it, choose Print and Microsoft Print to PDF, and put the printed file in \
                     its place";

/// What no page of a bundle can hold: which notes stand for it, and what is said of it.
type Beside = (fn(&str) -> bool, &'static str, &'static str);

const BESIDE: [Beside; 3] = [
    (
        |kind| kind != ATTACHED && kind != RECORDING,
        "There are comments in windows that open on a click; they are printed on a page after the \
         document",
        "If the panel should not read them, delete them and save the file again",
    ),
    (
        |kind| kind == ATTACHED,
        "Another file is attached to this page; the bundle names it and does not hold it",
        "If the panel should read it, save it from there and list it as a document of its own",
    ),
    (
        |kind| kind == RECORDING,
        "There is a recording or a film on this page; the bundle can only say so",
        "If the panel should see it, hand it over beside the bundle",
    ),
];

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    let listed = pack.documents.iter().filter_map(Field::get).filter_map(DocumentEntry::path);
    let cited = pack
        .citations()
        .filter(|one| !one.link.is_image)
        .filter_map(|one| one.target)
        .map(str::to_owned);
    let named = case.application.files_named().filter_map(|(_, _, name)| name);
    let facts = pack.presentation().into_iter().chain(named);
    let signed = pack.files_signed().map(str::to_owned);
    let meant: BTreeSet<String> = listed.chain(cited).chain(facts).chain(signed).collect();
    for name in meant {
        match pack.attachments.get(&name).map(|attachment| &attachment.content) {
            Some(Err(refusal)) => {
                let (title, next) = explain(refusal);
                let place = match refusal {
                    Refusal::Pdf(Unbindable::Unflattened { page, .. }) => Place::page(name, *page),
                    _ => Place::file(name),
                };
                findings.error(place, title, next);
            }
            Some(Ok(Content::Pdf { notes, .. })) => {
                for (is_of, title, next) in BESIDE {
                    if let Some(note) = notes.iter().find(|note| is_of(note.kind)) {
                        findings.warning(Place::page(&name, note.page), title, next);
                    }
                }
            }
            _ => {}
        }
    }
}

/// How a file becomes a PDF by hand.
fn as_pdf(kind: &Office) -> String {
    format!("In {} choose {}, and name the PDF in its place", kind.program, kind.menu)
}

/// What came between a file and its pages.
fn unconverted(kind: &Office, why: Unconverted) -> (String, String) {
    let (program, by_hand) = (kind.program, as_pdf(kind));
    let (title, next) = match why {
        Unconverted::Failed => {
            (format!("LibreOffice could not make pages of this {program} file"), by_hand)
        }
        Unconverted::TookTooLong => (
            format!("LibreOffice took too long over this {program} file and was stopped"),
            by_hand,
        ),
        Unconverted::Locked => (
            format!("This {program} file is locked with a password"),
            format!("Open it with the password. {by_hand}"),
        ),
        Unconverted::TrackedChanges => (
            format!("There are tracked changes in this {program} file, and the panel would see both"),
            "Choose Review, Accept, Accept All Changes (in LibreOffice: Edit, Track Changes, Accept \
             All), and save it again"
                .into(),
        ),
        Unconverted::TooManyPages => (
            format!("This {program} file would be more than a hundred pages"),
            format!("Keep to what the panel should read. {by_hand}"),
        ),
        Unconverted::NoFolder => (
            format!("This {program} file could not be made into pages: the folder out in the pack cannot be written to"),
            format!("Close what is open of it in other programs and try again. Or: {by_hand}"),
        ),
    };
    (title, next)
}

/// What is wrong with a file, and what to do.
fn explain(refusal: &Refusal) -> (String, String) {
    let (title, next) = match refusal {
        Refusal::Empty | Refusal::Pdf(Unbindable::Empty) => (
            "There is nothing in this file",
            "If it is in OneDrive, open it once so that it is copied to this computer; if not, \
             save it again",
        ),
        Refusal::Office(kind) => {
            let title = format!("This {} file cannot be bound; a PDF can", kind.program);
            let more = if kind.is_converted {
                "; or have LibreOffice on this computer, and it is done for you"
            } else {
                ""
            };
            return (title, format!("{}{more}", as_pdf(kind)));
        }
        Refusal::Unconverted(kind, why) => return unconverted(kind, *why),
        Refusal::OtherPicture(kind) => {
            let title = format!("This {kind} cannot be bound; JPG, PNG, TIFF and HEIC can");
            let next = "Open it in Paint (on a Mac, in Preview), save it as JPG or PNG, and name that \
                        file in its place";
            return (title, next.into());
        }
        Refusal::UnknownKind => (
            "A file of this kind cannot be bound; PDF, JPG, PNG, TIFF and HEIC can",
            "Save a picture as JPG and anything else as PDF, and name that file in its place",
        ),
        Refusal::NotAnImage => (
            "This image cannot be read, or was cut off on its way",
            "Open it in Paint or another program and save it as JPG or PNG; or fetch it again",
        ),
        Refusal::TooManyDots => (
            "This image is too large to be bound, or is not what it says it is",
            "Open it in Paint or another program, make it smaller there, and save it as JPG or PNG",
        ),
        Refusal::Pdf(Unbindable::NotAPdf) => (
            "This is called a PDF and is not one",
            "Open it in the program that wrote it, and save it as PDF",
        ),
        Refusal::Pdf(Unbindable::Damaged) => (
            "This PDF is damaged, or was cut off on its way",
            "Fetch or save it again; if it opens, choose Print and Microsoft Print to PDF",
        ),
        Refusal::Pdf(Unbindable::Locked) => (
            "This PDF is locked with a password",
            "Open it with the password, choose Print and Microsoft Print to PDF, and put the \
             printed file in its place",
        ),
        Refusal::Pdf(Unbindable::NoPages) => ("This PDF has no pages", "Save it again"),
        Refusal::Pdf(Unbindable::TooComplex) => ("This PDF is too complicated to bind", PRINT),
        Refusal::Pdf(Unbindable::DynamicForm) => (
            "This PDF is a form that only Adobe Reader can show",
            "Open it in Adobe Reader, choose Print and Microsoft Print to PDF, and put the printed \
             file in its place",
        ),
        Refusal::Pdf(Unbindable::HiddenLayers) => {
            ("This PDF has hidden layers that cannot be taken out of its pages", PRINT)
        }
        Refusal::Pdf(Unbindable::Portfolio) => (
            "This PDF is a folder of other files",
            "Save each file in it as a PDF of its own, and list those",
        ),
        Refusal::Pdf(Unbindable::Unflattened { what, .. }) => {
            let title = format!("There is something on this page that would be lost: {what}");
            return (title, PRINT.into());
        }
    };
    (title.into(), next.into())
}
