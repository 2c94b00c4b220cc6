use super::*;

fn problems(text: &str) -> Vec<Problem> {
    parse(&Source::from_text("x.yaml", text)).1
}

#[test]
fn no_word_is_lost_to_a_sign() {
    for (text, at) in [
        ("team: &Duty and Assessment", 6),
        ("team: !Duty Assessment", 6),
        ("team: !!Duty Assessment", 6),
        ("team: ! Assessment", 6),
        ("team: &Duty", 6),
        ("- &Duty [a]", 2),
        ("é: !Duty\n  a: b", 4),
    ] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((found[0].kind, found[0].span.start), (ProblemKind::Syntax, at), "{text}");
    }
    assert_eq!(problems("team: \"&Duty\"\nother: Duty & more!\n"), []);
}

#[test]
fn a_number_sign_is_a_remark_only_before_a_space() {
    for (text, left_out) in [
        ("title: Case #2 court report", "#2 court report"),
        ("title: #2 court report\nkind: x", "#2 court report"),
        ("- Case  #é \r\n- x", "#é"),
    ] {
        let found = problems(text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].kind, ProblemKind::WrongValue);
        assert_eq!(Source::from_text("", text).slice(found[0].span), left_out);
    }
    for text in
        ["title: Case # remark", "a: x #", "a: x ####", "a: \"x\" #y", "a: x#2", "#y\na:\n#z\n"]
    {
        assert_eq!(problems(text), [], "{text}");
    }
}

#[test]
fn a_group_of_very_many_keys_is_read_at_once() {
    let text: String = (0..100_000).map(|n| format!("key{n}: x\n")).collect();
    let (tree, problems) = parse(&Source::from_text("x.yaml", &text));
    assert_eq!((tree.entries().len(), problems.len()), (100_000, 0));
}
