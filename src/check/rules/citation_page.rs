use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "citation-page",
    asks: "A citation of a page names a page that the document has",
    why: "In the bundle the citation becomes the number of that page, so that the panel finds it at \
          once.",
    example: "`../documents/court-report.pdf#page=12` and the report has 9 pages: name the right \
              page. Pages are counted from the first page of the file, whatever is printed on it.",
    topic: Topic::Documents,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    for citation in case.pack().citations().filter(|citation| !citation.link.is_image) {
        let Some(fragment) = citation.link.target.split_once('#').map(|(_, after)| after) else {
            continue;
        };
        let target = citation.target.and_then(|name| case.pack().attachments.get(name));
        // A document that cannot be bound has no pages to count.
        let Some(count) = target.map(|attachment| attachment.pages().len()).filter(|&n| n > 0)
        else {
            continue;
        };
        let (title, next) = match (citation.page, citation.page_number()) {
            (Some(_), Some(page)) if (1..=count).contains(&page) => continue,
            (Some(_), Some(page)) => {
                let pages = if count == 1 { "1 page".into() } else { format!("{count} pages") };
                let title = format!("There is no page {page}: the document has {pages}");
                (title, "Name the page, counted from the first page of the file")
            }
            (Some(_), None) => {
                ("The page is not a number".into(), "Write it in figures, like #page=3")
            }
            (None, _) => (format!("“#{fragment}” does not name a page"), "Write it like #page=3"),
        };
        findings.error(Place::span(&citation.file.name, citation.link.span), title, next);
    }
}
