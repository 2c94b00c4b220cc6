//! What is read from odd and ordinary texts.

use super::*;

#[test]
fn prompts_in_comments_are_not_words_and_other_html_is_found() {
    let read = parse("<!--\nConsider:\n\nchild development\n-->\n\n## Title\n");
    assert_eq!((words(&read.blocks), read.unprinted.len()), (0, 0));
    assert_eq!(parse("a <b>bold</b> word <!-- x -->").unprinted.len(), 2);
    assert_eq!(parse("<div>\nlost\n</div>").unprinted.len(), 1);
}

#[test]
fn a_citation_knows_the_words_around_it() {
    let around = |text| parse(text).links[0].words_around;
    assert_eq!(around("[court report](x.pdf)"), 0);
    assert_eq!(around("- [court report](x.pdf).\n- other item"), 0);
    assert_eq!(around("My [court report](x.pdf) shows this."), 3);
    assert_eq!(around("| a | b |\n|-|-|\n| my plan | [it](x.pdf) |"), 2);
}

#[test]
fn footnotes_stand_where_they_are_referred_to() {
    let read = parse("Text[^1] and[^2].\n\n[^1]: The note.\n[^3]: Nobody asks.\n");
    assert_eq!(loose(&read), [("2", Loose::NotWritten), ("3", Loose::NotReferredTo)]);
    let Block::Paragraph(content) = &read.blocks[0] else { panic!("{:?}", read.blocks) };
    assert_eq!(content[1], Inline::Footnote(0));
    assert_eq!(words(&read.notes[0]), 2);
}

#[test]
fn what_is_nested_too_deep_is_said_and_kept() {
    for text in [">".repeat(2000) + " deep", "*a **b ".repeat(2000)] {
        assert!(parse(&text).too_deep.is_some() || !text.starts_with('>'));
    }
    let read = parse(&(0..40).map(|n| format!("{}- item\n", "  ".repeat(n))).collect::<String>());
    assert!(read.too_deep.is_some());
    assert_eq!(words(&read.blocks), 40);
}

#[test]
fn a_footnote_is_lost_in_no_way() {
    let twice = parse("One[^a] and two[^A].\n\n[^A]: First.\n\n[^a]: Second.\n");
    assert_eq!(loose(&twice), [("a", Loose::WrittenTwice)]);
    assert_eq!((twice.notes.len(), written(&twice).contains("First")), (1, true));
    let inside = parse("One[^1].\n\n[^1]: See[^2].\n[^2]: Other.\n");
    assert_eq!(loose(&inside), [("2", Loose::Inside), ("2", Loose::NotReferredTo)]);
    let text = "`[^1]` and \\[^2] and <!-- [^3] -->\n\n    [^4]\n\n```\n[^5]\n```\n";
    assert_eq!(loose(&parse(text)), []);
    assert_eq!(loose(&parse("\\\\[^6] and [magic]([^7])")), [("6", Loose::NotWritten)]);
}

#[test]
fn rules_are_not_front_matter() {
    let text = "First.\n\n---\nSecond part.\n---\n\nThird.";
    assert_eq!(written(&parse(text)).split_whitespace().count(), 4);
    assert!(written(&parse("---\nTrust is all.\n---\nAnd more.")).contains("Trust"));
    let read = parse("---\ntitle: Values\ntags:\n  - one\n---\n<b>");
    assert_eq!((read.blocks.len(), read.unprinted[0].start), (0, 36));
}

#[test]
fn what_would_not_be_printed_is_kept_in_mind() {
    for text in [
        "<!-- Consider:\nmy words",
        "<!-- x --> my words",
        "</div>\nmy words",
        "[Manager]: agreed",
        "| a |\n|---|\n| b | my words |\n",
    ] {
        assert_eq!(parse(text).unprinted.len(), 1, "{text}");
    }
    assert_eq!(parse("[x][a] ![y][B]\n\n[A]: x.pdf\n[b]: y.png\n").unprinted, []);
}

#[test]
fn text_beside_blocks_keeps_its_place() {
    let text = "- First\n  ```\n  code\n  ```\n  Last\n";
    let words: Vec<_> = written(&parse(text)).split_whitespace().map(str::to_owned).collect();
    assert_eq!(words, ["First", "code", "Last"]);
}

#[test]
fn a_heading_without_words_is_none() {
    for text in ["#", "## <!-- x -->", "# &nbsp;", "# **&nbsp;**"] {
        assert_eq!(parse(text).blocks, [], "{text}");
    }
    for text in ["# ![Houses](x.png)", "# ***", "# [](x.pdf)", "# [^1]\n\n[^1]: Note."] {
        assert!(matches!(parse(text).blocks[0], Block::Paragraph(_) | Block::Rule), "{text}");
    }
}

#[test]
fn an_address_stays_as_it_is_written() {
    let read = parse("<a@example.org> [x](https://example.org/a%20b?x=%26y)");
    let targets: Vec<_> = read.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(targets, ["mailto:a@example.org", "https://example.org/a%20b?x=%26y"]);
}

#[test]
fn long_odd_texts_are_read_quickly() {
    let start = std::time::Instant::now();
    for part in ["[^", "[^a]: ", "<!--", "\\", "[^x", "| ", "[a][", "![", "</", "*a ", "\\[^"] {
        parse(&part.repeat(600_000 / part.len()));
    }
    let note = format!("[^1]: {}\n", "word ".repeat(100_000));
    parse(&("again[^1] ".repeat(3_000) + "\n\n" + &note));
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

fn loose(read: &Markdown) -> Vec<(&str, Loose)> {
    read.loose_footnotes.iter().map(|one| (one.name.as_str(), one.why)).collect()
}

/// All that would be printed, wherever it stands.
fn written(read: &Markdown) -> String {
    let mut text = String::new();
    read.blocks.iter().chain(read.notes.iter().flatten()).for_each(|one| write(one, &mut text));
    let images = read.links.iter().filter(|link| link.is_image);
    images.for_each(|image| text += &format!(" {} ", image.words));
    text
}

fn write(block: &Block, text: &mut String) {
    let mut line = |content: &[Inline]| *text += &format!("{} ", plain(content));
    match block {
        Block::Paragraph(content) | Block::Heading(_, content) => line(content),
        Block::Table { header, rows, .. } => {
            header.iter().chain(rows.iter().flatten()).for_each(|cell| line(cell));
        }
        Block::List { items, .. } => {
            items.iter().flat_map(|(_, blocks)| blocks).for_each(|one| write(one, text));
        }
        Block::Quote(blocks) => blocks.iter().for_each(|one| write(one, text)),
        Block::Code(code) => *text += &format!("{code} "),
        Block::Rule => {}
    }
}

/// Pieces of which odd texts are made; "word" is what must not be lost.
const PIECES: &[&str] = &[
    "word",
    "word ",
    " ",
    "\n",
    "\n\n",
    "    ",
    "# ",
    "\n---\n",
    "***",
    "- ",
    "1. ",
    "> ",
    "*",
    "**",
    "~~",
    "`",
    "\n```",
    "\n~~~",
    "[",
    "]",
    "](x.pdf)",
    "![",
    "[^1]",
    "\n[^1]: ",
    "[^2]: ",
    "| ",
    "\n|-|-|\n",
    "\\",
    "<",
    ">",
    "<!--",
    "-->",
    "- [x] ",
    "\n===\n",
    "&",
    "é",
    "\t",
    ":",
];

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        parse(&text);
    }

    #[test]
    fn no_word_is_lost_without_a_finding(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)
    ) {
        let text = pieces.concat();
        let read = parse(&text);
        let is_found = !read.unprinted.is_empty() || !read.loose_footnotes.is_empty();
        let count = |text: &str| text.matches("word").count();
        let kept = count(&written(&read));
        proptest::prop_assert!(is_found || kept >= count(&without_comments(&text)), "{read:#?}");
    }
}
