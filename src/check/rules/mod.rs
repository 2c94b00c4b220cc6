//! The registry: every rule, by topic, in the order a person would put things right.

mod answer_not_asked;
mod any_of_criteria;
mod asked;
mod asye;
mod below_pass_mark;
mod broken_citation;
mod broken_image;
mod broken_yaml;
mod citation_in_other_case;
mod citation_of_other_file;
mod citation_page;
mod citation_without_words;
mod court_declaration;
mod criterion_not_met;
mod document_after_panel;
pub mod documents;
mod duplicate_heading;
mod duplicate_key;
mod empty_heading;
mod empty_training_log;
mod facts;
mod identifying;
mod incomplete_document;
mod incomplete_training;
mod late_signature;
mod leads_outside;
mod loose_footnote;
mod mandatory_training;
mod may_stay;
mod missed_deadline;
mod missing_alt_text;
mod missing_answer;
mod missing_document;
mod missing_fact;
mod missing_heading;
mod missing_letter;
pub mod missing_pack_file;
mod missing_presentation;
mod missing_signature;
mod missing_statement;
mod missing_topic;
mod names;
mod names_list;
mod nested_too_deep;
mod not_agreed;
mod not_asked;
mod not_looked_into;
mod other_encoding;
mod panel_date;
mod place;
mod policy_validity;
mod presentation_minutes;
mod presentation_slides;
mod raw_html;
mod short_experience;
mod source_groups;
mod source_kinds;
mod stray_file;
mod then_and_now;
mod traces;
mod training_after_panel;
mod training_needs;
mod training_without_impact;
mod unbindable_document;
mod uncited_document;
mod unexpected_fact;
mod unknown_answer;
mod unknown_course;
mod unknown_heading;
mod unknown_key;
mod unknown_kind;
mod unknown_outcome;
mod unknown_progression;
mod unknown_waiver;
mod unlike_fact;
mod unlisted_document;
mod unread_link;
mod unreadable_file;
mod unshown_statement;
mod waivers;
mod wide_table;
mod word_limit;
mod wrong_answer;
mod wrong_value;

use super::Rule;
use crate::words;

/// Every rule.
pub const ALL: &[&Rule] = &[
    // The files themselves.
    &missing_pack_file::RULE,
    &unreadable_file::RULE,
    &broken_yaml::RULE,
    &duplicate_key::RULE,
    &unknown_key::RULE,
    &wrong_value::RULE,
    &leads_outside::RULE,
    &stray_file::RULE,
    &other_encoding::RULE,
    &missing_letter::RULE,
    // Confidentiality.
    &names_list::RULE,
    &identifying::LISTED_NAME,
    &identifying::PART_OF_NAME,
    &identifying::NHS_NUMBER,
    &identifying::PUPIL_NUMBER,
    &identifying::INSURANCE_NUMBER,
    &identifying::DATE_OF_BIRTH,
    &identifying::COURT_NUMBER,
    &identifying::CASE_NUMBER,
    &identifying::POSTCODE,
    &identifying::TELEPHONE,
    &identifying::EMAIL,
    &identifying::ADDRESS,
    &identifying::INSTITUTION,
    &identifying::PSEUDONYM,
    &traces::COVERED,
    &traces::HIDDEN,
    &traces::SLIDE,
    &traces::NOTES,
    &traces::COMMENT,
    &traces::CHANGES,
    &traces::FILE,
    &traces::POSITION,
    &traces::SCRIPT,
    &not_looked_into::RULE,
    &may_stay::RULE,
    &court_declaration::RULE,
    // Who applies, and for what.
    &missing_fact::RULE,
    &unknown_progression::RULE,
    &unexpected_fact::RULE,
    &unlike_fact::RULE,
    &not_asked::RULE,
    &short_experience::RULE,
    &asye::RULE,
    &missing_statement::RULE,
    &unknown_waiver::RULE,
    // The evidence.
    &missing_heading::RULE,
    &unknown_heading::RULE,
    &duplicate_heading::RULE,
    &empty_heading::RULE,
    &word_limit::RULE,
    &unshown_statement::RULE,
    &raw_html::RULE,
    &nested_too_deep::RULE,
    &wide_table::RULE,
    &loose_footnote::RULE,
    &missing_alt_text::RULE,
    &broken_image::RULE,
    // Citations and documents.
    &unread_link::RULE,
    &broken_citation::RULE,
    &citation_in_other_case::RULE,
    &citation_of_other_file::RULE,
    &citation_page::RULE,
    &citation_without_words::RULE,
    &missing_document::RULE,
    &unlisted_document::RULE,
    &incomplete_document::RULE,
    &unknown_kind::RULE,
    &unbindable_document::RULE,
    &uncited_document::RULE,
    &source_kinds::RULE,
    &source_groups::RULE,
    &then_and_now::RULE,
    &document_after_panel::RULE,
    // The training log.
    &training_without_impact::RULE,
    &empty_training_log::RULE,
    &incomplete_training::RULE,
    &training_after_panel::RULE,
    &training_needs::RULE,
    &mandatory_training::RULE,
    &unknown_course::RULE,
    // The forms.
    &missing_answer::RULE,
    &wrong_answer::RULE,
    &unknown_answer::RULE,
    &answer_not_asked::RULE,
    &missing_signature::RULE,
    &late_signature::RULE,
    &criterion_not_met::RULE,
    &any_of_criteria::RULE,
    &not_agreed::RULE,
    &below_pass_mark::RULE,
    // The presentation.
    &missing_presentation::RULE,
    &presentation_slides::RULE,
    &presentation_minutes::RULE,
    &missing_topic::RULE,
    // The panel, dates and deadlines.
    &panel_date::RULE,
    &missed_deadline::RULE,
    &unknown_outcome::RULE,
    // The policy itself.
    &policy_validity::RULE,
];
