//! Signed copies of forms, bound right after the form they are copies of.

use serde_json::{Value, json};

use super::{Context, binding, form};
use crate::{
    pack::{Attachment, Pack},
    policy::Form,
};

/// A signed copy as it is bound.
pub struct Copy<'a> {
    /// What its pages are known by: `signed-request`, and with a number from the second on.
    pub id: String,
    /// What the index calls it.
    pub title: String,
    /// Its file in the pack.
    pub file: &'a str,
    /// The file itself.
    pub attachment: &'a Attachment,
}

/// The signed copies of all forms that are bound, in the order they are bound in.
pub fn copies<'a>(context: &Context<'a>) -> impl Iterator<Item = Copy<'a>> {
    let pack = context.application.pack;
    binding::forms(context).flat_map(move |form| copies_of(pack, form))
}

fn copies_of<'a>(pack: &'a Pack, form: &'a Form) -> impl Iterator<Item = Copy<'a>> {
    pack.signed_copies(&form.id).enumerate().map(|(index, (file, attachment))| {
        let (number, part) = match index {
            0 => (String::new(), String::new()),
            _ => (format!("-{}", index + 1), format!(", part {}", index + 1)),
        };
        let id = format!("signed-{}{number}", form.id);
        let title = format!("{}, signed copy{part}", form.title);
        Copy { id, title, file, attachment }
    })
}

/// What a form of the bundle says, with its signed copies after it.
pub fn with_copies(context: &Context, form: &Form) -> Value {
    let mut body = form::body(context, form);
    let copies = copies_of(context.application.pack, form).map(|copy| {
        json!({
            "id": copy.id,
            "title": copy.title,
            "file": copy.file,
            "total": copy.attachment.pages().len(),
            "pages": binding::pages(context, copy.attachment, &copy.id),
            "notes": binding::notes(copy.attachment),
        })
    });
    body["signed"] = copies.collect();
    body
}
