//! The tick-list for what no program finds. It belongs to no council.

use std::sync::LazyLock;

use super::Form;
use crate::{source::Source, yaml};

/// The name by which `panelpack form` knows it.
pub const TICK_LIST: &str = "confidentiality";

static FILE: &str = include_str!("../../templates/tick-list.yaml");

/// The tick-list that candidate and manager go through before a pack is sent; none where its file is
/// broken, which a test rules out.
pub fn tick_list() -> Option<&'static Form> {
    static FORM: LazyLock<Option<Form>> = LazyLock::new(|| {
        let (tree, _) = yaml::parse(&Source::from_text("tick-list.yaml", FILE));
        yaml::read(&tree).0
    });
    FORM.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tick_list_is_a_form_without_a_fault() {
        let (tree, problems) = yaml::parse(&Source::from_text("tick-list.yaml", FILE));
        assert_eq!(problems, []);
        let (form, problems) = yaml::read::<Form>(&tree);
        assert_eq!(problems, []);
        assert_eq!(form.map(|form| form.id).as_deref(), Some(TICK_LIST));
        assert!(tick_list().is_some_and(|form| form.sections.len() == 2));
    }
}
