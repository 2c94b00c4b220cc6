//! How a form is printed, and what that leaves out.

use super::Context;
use crate::policy::{Condition, Field, Form, Section, Wording};

/// How a form is printed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Print {
    /// The council's words letter for letter, slips included, and none beside them.
    pub as_printed: bool,
    /// Nobody has filled it in: there is room to write by hand, and nothing is left out because of
    /// an answer.
    pub blank: bool,
}

impl Print {
    /// A text of the policy.
    pub fn read(self, wording: &Wording) -> &str {
        wording.read(self.as_printed)
    }

    /// Texts of the policy, without those that are not printed.
    pub fn texts(self, wordings: &[Wording]) -> Vec<&str> {
        wordings.iter().map(|one| self.read(one)).filter(|text| !text.is_empty()).collect()
    }

    /// A label that stands beside how it is printed.
    pub fn label<'w>(self, label: &'w str, as_printed: Option<&'w str>) -> &'w str {
        as_printed.filter(|_| self.as_printed).unwrap_or(label)
    }
}

/// Whether a field is asked, as far as the pack says. What hangs on an answer that is not there yet
/// may still be asked.
pub fn is_asked(context: &Context, form: &Form, here: &Section, field: &Field) -> bool {
    let (application, blank) = (context.application, context.print.blank);
    let Some(condition) = &field.when else { return true };
    condition.0.iter().all(|(name, wanted)| {
        let is_said = match form.field(here, name) {
            Some((section, field)) => application.answer(form, section, field).text().is_some(),
            None => application.fact(name).is_some(),
        };
        if is_said {
            let alone = Condition([(name.clone(), wanted.clone())].into());
            application.holds(form, here, &alone)
        } else {
            blank || wanted.iter().any(|wanted| wanted != "given")
        }
    })
}
