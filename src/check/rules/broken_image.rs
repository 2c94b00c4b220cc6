use crate::{
    check::{Case, Findings, Place, Rule},
    pack::Content,
    policy::Stage,
};

pub static RULE: Rule = Rule {
    name: "broken-image",
    asks: "Every image in the evidence can be printed",
    why: "Images are printed where they stand. That takes a JPG or PNG file in the pack; nothing \
          is fetched from the web.",
    example: "`![Three houses](https://example.org/houses.png)` leads to the web: save the picture \
              in documents/ and write `![Three houses](../documents/houses.png)`.",
    stage: Stage::Evidence,
    check,
};

fn check(case: &Case, findings: &mut Findings) {
    let pack = case.pack();
    for file in &pack.evidence {
        let images = file.markdown.links.iter().filter(|link| link.is_image);
        for image in images.filter(|image| is_on_the_web(&image.target)) {
            findings.error(
                Place::span(&file.name, image.span),
                "This image is not in the pack",
                "Save it as a JPG or PNG file in documents/, and name that file here",
            );
        }
    }
    for citation in pack.citations().filter(|citation| citation.link.is_image) {
        // One that is not in the pack is another rule's.
        let Some(item) = citation.target.as_deref().and_then(|name| pack.folder.get(name)) else {
            continue;
        };
        let (title, next) = match pack.attachments.get(&item.name).map(|one| &one.content) {
            Some(Ok(Content::Image { .. })) => continue,
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

fn is_on_the_web(target: &str) -> bool {
    let target = target.to_lowercase();
    target.starts_with("http:") || target.starts_with("https:") || target.starts_with("data:")
}
