use crate::{
    check::{Case, Findings, Place, Rule, Topic},
    pack::{Content, Leads},
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "broken-image",
    asks: "Every image in the evidence can be printed",
    why: "Images are printed where they stand. That takes a JPG or PNG file in the pack; nothing \
          is fetched from the web.",
    example: "`![Three houses](https://example.org/houses.png)` leads to the web: save the picture \
              in documents/ and write `![Three houses](../documents/houses.png)`.",
    topic: Topic::Evidence,
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    for file in &pack.evidence {
        // One on this computer but outside the pack is another rule's.
        let is_elsewhere = |leads: &Leads| matches!(leads, Leads::Web | Leads::Nowhere);
        let images = file.links().filter(|(link, leads)| link.is_image && is_elsewhere(leads));
        for (image, _) in images {
            findings.error(
                Place::span(&file.name, image.span),
                "This image is not in the pack",
                "Save it as a JPG or PNG file in documents/, and name that file here",
            );
        }
    }
    for citation in pack.citations().filter(|citation| citation.link.is_image) {
        // One that is not in the pack is another rule's.
        let Some(item) = citation.target.and_then(|name| pack.folder.get(name)) else {
            continue;
        };
        let (title, next) = match pack.attachments.get(&item.name).map(|one| &one.content) {
            Some(Ok(Content::Image { .. })) => continue,
            Some(Ok(Content::Pdf { .. }))
                if pack.attachments.get(&item.name).is_some_and(|one| one.is_picture) =>
            {
                (
                    "A TIFF is bound page by page and cannot be shown as an image",
                    "Save it as JPG or PNG; or take the ! away, so that the whole is \
                 cited as a document",
                )
            }
            Some(Ok(Content::Pdf { .. })) => (
                "A PDF cannot be shown as an image",
                "Take the ! away, so that it is cited as a document",
            ),
            Some(Err(_)) => (
                "This image cannot be read",
                "Open it in Paint or another program and save it as JPG or PNG",
            ),
            None => ("This image is in the wrong folder", "Move it to documents/"),
        };
        findings.error(Place::span(&citation.file.name, citation.link.span), title, next);
    }
}
