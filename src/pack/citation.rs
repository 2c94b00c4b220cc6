//! Where the links of the evidence lead.

use percent_encoding::percent_decode_str;

use super::{EvidenceFile, resolve};
use crate::markdown::Link;

/// A link from the evidence to a file of the pack.
#[derive(Debug, Clone, Copy)]
pub struct Citation<'p> {
    /// The evidence file.
    pub file: &'p EvidenceFile,
    /// Its place among the links of the file.
    pub place: usize,
    /// The link as it is written.
    pub link: &'p Link,
    /// The file it leads to, if that is inside the pack.
    pub target: Option<&'p str>,
    /// The page it names, as written.
    pub page: Option<&'p str>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Leads {
    /// To a file: its name in the pack, if it is inside it, and the page.
    File(Option<String>, Option<String>),
    /// To a page on the web, an email or a telephone.
    Web,
    /// To a file of this computer, by its whole address.
    Disk,
    /// Anywhere else: nothing that can be followed from a document.
    Nowhere,
}

/// The longest address that a PDF is given.
const LONGEST: usize = 2_000;

impl Leads {
    /// Follows a link that is written in a file of the pack.
    pub fn follow(written_in: &str, target: &str) -> Self {
        match scheme(target).map(str::to_ascii_lowercase).as_deref() {
            Some("http" | "https" | "mailto" | "tel") if target.len() <= LONGEST => Self::Web,
            Some("file") => Self::Disk,
            Some(_) => Self::Nowhere,
            None => {
                let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
                if path.is_empty() {
                    return Self::Nowhere;
                }
                let path = percent_decode_str(path).decode_utf8_lossy();
                let page = fragment.strip_prefix("page=").map(str::to_owned);
                Self::File(resolve(written_in, &path), page)
            }
        }
    }
}

/// What stands before the colon of an address. One letter is a drive of Windows.
fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    (is_scheme && scheme.len() > 1).then_some(scheme)
}

impl EvidenceFile {
    /// The links that lead to files, in order.
    pub fn citations(&self) -> impl Iterator<Item = Citation<'_>> {
        (0..self.markdown.links.len()).filter_map(|place| self.citation(place))
    }

    /// The link at this place, if it leads to a file.
    pub fn citation(&self, place: usize) -> Option<Citation<'_>> {
        let link = self.markdown.links.get(place)?;
        match self.leads.get(place)? {
            Leads::File(target, page) => {
                let (target, page) = (target.as_deref(), page.as_deref());
                Some(Citation { file: self, place, link, target, page })
            }
            _ => None,
        }
    }

    /// The links and where each leads, in order.
    pub fn links(&self) -> impl Iterator<Item = (&Link, &Leads)> {
        self.markdown.links.iter().zip(&self.leads)
    }
}

impl Citation<'_> {
    /// The number of the page it names.
    pub fn page_number(&self) -> Option<usize> {
        self.page.and_then(|page| page.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_followed_as_it_is_written() {
        let follow = |target: &str| Leads::follow("evidence/01-a.md", target);
        let file = |name: &str, page: Option<&str>| {
            Leads::File(Some(name.into()), page.map(str::to_owned))
        };
        assert_eq!(follow("../documents/a%23b.pdf#page=3"), file("documents/a#b.pdf", Some("3")));
        assert_eq!(follow("x%20y.pdf"), file("evidence/x y.pdf", None));
        assert_eq!(follow("C:\\x.pdf"), Leads::File(None, None));
        for target in ["HTTPS://example.org/a%20b?x=%26y", "mailto:a@example.org", "tel:+44"] {
            assert_eq!(follow(target), Leads::Web);
        }
        for target in ["", "#values", "ftp://example.org", "javascript:alert(1)"] {
            assert_eq!(follow(target), Leads::Nowhere);
        }
        assert_eq!(follow(&format!("https://{}", "x".repeat(9000))), Leads::Nowhere);
        assert_eq!(follow("File:///C:/x.pdf"), Leads::Disk);
    }
}
