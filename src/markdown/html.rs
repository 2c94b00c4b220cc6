//! What is not meant to be printed: comments, and front matter that other programs write.

/// HTML without its comments. A comment that is never closed is kept: it would swallow the rest.
pub fn without_comments(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some(start) = rest.find("<!--") {
        let Some((_, after)) = rest[start..].split_once("-->") else { break };
        kept.push_str(&rest[..start]);
        rest = after;
    }
    kept + rest
}

/// The length of the front matter at the very start of a text: lines such as `title: Knowledge`
/// between two lines `---`. Prose between two rules is none.
pub fn front_matter(text: &str) -> usize {
    let is_key = |line: &str| {
        let key = line.split_once(':').map(|(key, _)| key);
        key.is_some_and(|key| !key.is_empty() && !key.contains(char::is_whitespace))
    };
    let mut lines = text.split_inclusive('\n');
    let Some(mut length) = lines.next().filter(|line| line.trim_end() == "---").map(str::len)
    else {
        return 0;
    };
    for line in lines {
        length += line.len();
        match line.trim_end() {
            "---" | "..." => return length,
            line if is_key(line) || line.starts_with([' ', '#']) || line.starts_with("- ") => {}
            _ => return 0,
        }
    }
    0
}
