//! Signed copies of forms: a form that was printed, signed and scanned, kept beside its answers as
//! `forms/request.signed.pdf`. Telephones make one picture a page, so there may be several:
//! `request.signed-1.jpg`, `request.signed-2.jpg`.

use super::{Attachment, Pack};

/// What stands between the form's id and the rest of the name.
const SIGNED: &str = ".signed";

/// The id of the form of which this file, by its name in the pack, is a signed copy.
pub fn form_signed_in(name: &str) -> Option<&str> {
    let file = name.strip_prefix("forms/").filter(|file| !file.contains('/'))?;
    let at = file.to_ascii_lowercase().find(SIGNED)?;
    let (form, rest) = (file.get(..at)?, file.get(at + SIGNED.len()..)?);
    let has_ending = rest.rsplit_once('.').is_some_and(|(_, ending)| {
        !ending.is_empty() && !matches!(&*ending.to_ascii_lowercase(), "yaml" | "yml" | "md")
    });
    let is_number = rest.starts_with(['.', '-', '_', ' ', '(']);
    (has_ending && is_number && !form.is_empty()).then_some(form)
}

impl Pack {
    /// The signed copies of a form that can be bound, by name, in the order of their names.
    pub fn signed_copies<'a>(
        &'a self,
        form: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a Attachment)> {
        let bindable = self.attachments.iter().filter(|(_, one)| one.content.is_ok());
        let of_form = bindable.filter(move |(name, _)| form_signed_in(name) == Some(form));
        of_form.map(|(name, one)| (name.as_str(), one))
    }

    /// The files of all signed copies, whether they can be bound or not.
    pub fn files_signed(&self) -> impl Iterator<Item = &str> {
        self.attachments.keys().map(String::as_str).filter(|name| form_signed_in(name).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_copy_is_known_by_its_name() {
        for (name, form) in [
            ("forms/request.signed.pdf", Some("request")),
            ("forms/request.Signed.PDF", Some("request")),
            ("forms/request.signed-2.jpg", Some("request")),
            ("forms/request.signed (1).tif", Some("request")),
            ("forms/request.signed.yaml", None),
            ("forms/request.signed", None),
            ("forms/request.signedoff.pdf", None),
            ("forms/.signed.pdf", None),
            ("forms/old/request.signed.pdf", None),
            ("documents/request.signed.pdf", None),
        ] {
            assert_eq!(form_signed_in(name), form, "{name}");
        }
    }
}
