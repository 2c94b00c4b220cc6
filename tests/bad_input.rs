//! Input that is broken, hostile or merely unusual: always a named finding or a clear error, never
//! a panic and never half an output.

#![allow(clippy::disallowed_methods, reason = "tests make and read files")]

mod common;

use std::{fs, io, process::Command};

use common::{Copy, panelpack};

type Result = io::Result<()>;

/// Checks a changed pack and expects one rule to speak of one file. A draft must be built all the
/// same.
fn expect(rule: &str, file: &str, change: impl FnOnce(&Copy) -> Result) -> Result {
    let copy = Copy::new()?;
    change(&copy)?;
    let check = copy.run(&["check", "--today", "2025-03-01", "--format", "json"])?;
    let found: serde_json::Value = serde_json::from_str(&check.stdout)?;
    let findings = found["findings"].as_array().cloned().unwrap_or_default();
    let is_it =
        |finding: &&serde_json::Value| finding["rule"] == rule && finding["place"]["file"] == file;
    assert!(findings.iter().any(|finding| is_it(&finding)), "{rule} {file}: {}", check.stdout);
    let build = copy.run(&["build"])?;
    let has_error = findings.iter().any(|finding| finding["severity"] == "error");
    assert_eq!(build.status, Some(i32::from(has_error)), "{}", build.stderr);
    assert_eq!(copy.pack.join("out").exists(), !has_error, "a refused build writes nothing");
    let draft = copy.run(&["build", "--draft"])?;
    assert_eq!(draft.status, Some(i32::from(has_error)), "{rule}: {}", draft.stderr);
    assert!(copy.pack.join("out/panel-bundle.pdf").exists());
    Ok(())
}

const KNOWLEDGE: &str = "evidence/05-knowledge.md";

fn knowledge(addition: impl AsRef<[u8]>) -> impl FnOnce(&Copy) -> Result {
    move |copy| {
        let mut text = copy.text(KNOWLEDGE)?.into_bytes();
        text.extend_from_slice(addition.as_ref());
        copy.write(KNOWLEDGE, text)
    }
}

#[test]
fn yaml_with_a_tab() -> Result {
    expect("broken-yaml", "pack.yaml", |copy| copy.edit("pack.yaml", "  name:", "\tname:"))
}

#[test]
fn yaml_with_a_key_twice() -> Result {
    expect("duplicate-key", "pack.yaml", |copy| {
        copy.edit("pack.yaml", "  team:", "  team: Another\n  team:")
    })
}

#[test]
fn yaml_with_an_unknown_key() -> Result {
    expect("unknown-key", "pack.yaml", |copy| copy.edit("pack.yaml", "  team:", "  taem:"))
}

#[test]
fn yaml_with_a_bomb() -> Result {
    expect("broken-yaml", "training-log.yaml", |copy| {
        let level =
            |n: u32| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(","));
        let bomb: String = (1..9).map(level).collect();
        copy.write("training-log.yaml", format!("a0: &a0 [x,x,x]\n{bomb}"))
    })
}

#[test]
fn yaml_nested_without_end() -> Result {
    expect("broken-yaml", "training-log.yaml", |copy| {
        copy.write("training-log.yaml", "[".repeat(100_000))
    })
}

#[test]
fn yaml_with_a_wrong_value() -> Result {
    expect("wrong-value", "pack.yaml", |copy| {
        copy.edit("pack.yaml", "minutes: 25", "minutes: soon")
    })
}

#[test]
fn yaml_with_a_letter_of_two_bytes_where_a_finding_points() -> Result {
    for (name, old, new) in [
        ("documents/documents.yaml", "- file:", "- é: 1\n- file:"),
        ("pack.yaml", "  team:", "  x: \"abc\" é\n  team:"),
    ] {
        let copy = Copy::new()?;
        copy.edit(name, old, new)?;
        let ran = copy.run(&["check"])?;
        assert_eq!(ran.status, Some(1), "{}", ran.stderr);
        assert!(ran.stdout.contains(name), "{}", ran.stdout);
    }
    Ok(())
}

#[test]
fn markdown_in_utf_16_and_windows_1252() -> Result {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("The child’s own words.".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [utf16, b"The child\x92s own words.".to_vec()] {
        let copy = Copy::new()?;
        let whole = copy.text(KNOWLEDGE)?;
        let cited: String = whole
            .lines()
            .filter(|line| line.contains("]("))
            .map(|line| format!("{line}\n\n"))
            .collect();
        copy.write("evidence/05-knowledge.md", &bytes)?;
        let check = copy.run(&["check", "--today", "2025-03-01", "--format", "json"])?;
        assert!(check.stdout.contains("other-encoding"), "{}", check.stdout);
        assert!(!cited.is_empty());
        copy.run(&[
            "build",
            "--draft",
            "--keep-typst",
            &copy.pack.join("../typst").display().to_string(),
        ])?;
        let data = fs::read_to_string(copy.pack.join("../typst/evidence-template/data.json"))?;
        assert!(data.contains("The child’s own words."));
    }
    Ok(())
}

#[test]
fn markdown_of_five_megabytes() -> Result {
    expect("unreadable-file", KNOWLEDGE, knowledge("word ".repeat(1_000_000)))
}

#[test]
fn markdown_nested_two_thousand_deep() -> Result {
    expect("nested-too-deep", KNOWLEDGE, knowledge(format!("\n\n{} deep\n", ">".repeat(2000))))?;
    let list: String = (0..500).map(|n| format!("{}- item\n", "  ".repeat(n))).collect();
    expect("nested-too-deep", KNOWLEDGE, knowledge(format!("\n\n{list}")))
}

#[test]
fn markdown_with_html() -> Result {
    expect("raw-html", KNOWLEDGE, knowledge("\n\n<script>alert(1)</script>\n"))
}

/// Each file is laid out as PDF/UA, which asks more of a document than a reader would see.
#[test]
fn odd_markdown_becomes_an_accessible_document() -> Result {
    let odd = [
        "#\n\n## ![Houses](../documents/three-houses.png)\n\n# [ ](x.pdf)\n\n## <!-- x -->\n",
        "# [Note](../documents/deputising-note.pdf)\n\n## `code`\n\n### ~~out~~\n\n# [w](https://e.org)\n",
        "# Note[^a]\n\nOne[^a] two[^A] three[^b].\n\n| x[^a] | y[^c] |\n|---|---|\n| z[^c] | [^a] |\n\n\
         [^a]: # First\n[^b]: - item\n\n      more\n[^c]: ```\n      code\n      ```\n",
        "[](https://example.org) [![Houses](../documents/three-houses.png)](https://example.org)\n\n\
         <someone@example.org> [t](tel:+441744) [f](ftp://x.org) [h](#here) [e]()\n",
        "> # Quoted\n> > - [ ] task\n> >   - [x] \n> >\n> > ***\n\n- \n- # In a list\n\n1.\n\n~~~ words\n~~~\n",
        "| |\n|-|\n\n| a | b |\n|:-:|\n\n| a |\n|-:|\n| b | c |\n\n\\\n\n&nbsp;\n\n**&nbsp;**\n",
        "| H[^1] **[x](https://example.org)** |\n|---|\n",
    ];
    let rows = "| row |\n".repeat(200) + "\nAgain[^1]\n\n[^1]: In the header of a long table.\n";
    for (number, text) in odd.into_iter().enumerate() {
        let copy = Copy::new()?;
        let rows = if text.starts_with("| H") { &*rows } else { "" };
        knowledge(format!("\n\n{text}{rows}"))(&copy)?;
        let ran = copy.run(&["build", "--draft"])?;
        assert!(ran.status.is_some_and(|status| status < 2), "{number}: {}", ran.stderr);
        assert!(copy.pack.join("out/evidence-template.pdf").exists(), "{number}");
    }
    Ok(())
}

#[test]
fn a_letter_no_font_has() -> Result {
    expect("missing-letter", KNOWLEDGE, knowledge("\n\nA smile: 🙂 and 한.\n"))?;
    expect("missing-letter", "pack.yaml", |copy| copy.edit("pack.yaml", "  team: ", "  team: 🙂 "))
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_of_the_pack() -> Result {
    expect("leads-outside", "documents/hosts.pdf", |copy| {
        std::os::unix::fs::symlink("/etc/hosts", copy.pack.join("documents/hosts.pdf"))
    })?;
    expect(
        "leads-outside",
        KNOWLEDGE,
        knowledge("\n\nSee [this report](../../secret.pdf) for how it went.\n"),
    )
}

#[test]
fn an_image_that_is_none() -> Result {
    expect("unbindable-document", "documents/three-houses.png", |copy| {
        copy.write("documents/three-houses.png", "not an image")
    })?;
    expect("unbindable-document", "documents/thank-you-card.jpg", |copy| {
        let whole = fs::read(copy.pack.join("documents/thank-you-card.jpg"))?;
        copy.write("documents/thank-you-card.jpg", &whole[..whole.len() / 2])
    })
}

#[test]
fn a_pdf_that_is_empty_cut_off_or_something_else() -> Result {
    let name = "documents/deputising-note.pdf";
    let whole = fs::read(format!("sample-packs/st-helens-senior/{name}"))?;
    for bytes in [
        Vec::new(),
        b"%PDF-1.7\n".to_vec(),
        b"<html></html>".to_vec(),
        whole[..whole.len() / 2].to_vec(),
    ] {
        expect("unbindable-document", name, |copy| copy.write(name, &bytes))?;
    }
    Ok(())
}

#[test]
fn a_folder_that_is_no_pack() -> Result {
    let folder = tempfile::tempdir()?;
    for (path, words) in
        [(folder.path().to_owned(), "no pack.yaml"), (folder.path().join("x"), "no folder")]
    {
        let output = panelpack().arg("check").arg(path).output()?;
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(words));
    }
    Ok(())
}

#[test]
fn a_policy_nobody_knows() -> Result {
    let copy = Copy::new()?;
    copy.edit("pack.yaml", "policy: st-helens", "policy: st-helen")?;
    let ran = copy.run(&["check"])?;
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("did you mean st-helens?"), "{}", ran.stderr);
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written() -> Result {
    let copy = Copy::new()?;
    copy.write("out", "a file in the way")?;
    let ran = copy.run(&["build"])?;
    assert_eq!(ran.status, Some(2));
    assert!(ran.stderr.contains("out"), "{}", ran.stderr);
    assert_eq!(copy.text("out")?, "a file in the way");
    Ok(())
}

#[test]
fn a_pack_whose_path_has_spaces_and_other_letters() -> Result {
    let copy = Copy::named("Zoë’s pack & more, ‘final’ (2)")?;
    copy.edit("documents/documents.yaml", "deputising-note.pdf", "Übergabe & Nötiz 100%.pdf")?;
    fs::rename(
        copy.pack.join("documents/deputising-note.pdf"),
        copy.pack.join("documents/Übergabe & Nötiz 100%.pdf"),
    )?;
    for entry in fs::read_dir(copy.pack.join("evidence"))? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let new = text
            .replace(
                "(../documents/deputising-note.pdf)",
                "(<../documents/Übergabe & Nötiz 100%.pdf>)",
            )
            .replace(
                "(../documents/deputising-note.pdf#",
                "(../documents/%C3%9Cbergabe%20&%20N%C3%B6tiz%20100%25.pdf#",
            );
        fs::write(path, new)?;
    }
    let ran = copy.run(&["build"])?;
    assert_eq!(ran.status, Some(0), "{}{}", ran.stdout, ran.stderr);
    Ok(())
}

#[test]
fn text_is_never_evaluated() -> Result {
    let evil = "\n\n#panic(\"evaluated\") $x^2$ #image(\"/etc/hosts\") @label <label> \\ #{1+1} `#eval(\"1\")`\n";
    let copy = Copy::new()?;
    knowledge(evil)(&copy)?;
    copy.edit("pack.yaml", "  team: ", "  team: \"#panic() $a$ *b* \" # ")?;
    copy.edit("documents/documents.yaml", "title: Note on", "title: \"#panic() [x] $y$\" # ")?;
    let typst = copy.pack.join("../typst").display().to_string();
    let ran = copy.run(&["build", "--draft", "--keep-typst", &typst])?;
    assert!(ran.status.is_some_and(|status| status < 2), "{}", ran.stderr);
    let data = fs::read_to_string(copy.pack.join("../typst/evidence-template/data.json"))?;
    assert!(data.contains("#panic(“evaluated”)") || data.contains("#panic(\\\"evaluated\\\")"));
    Ok(())
}

/// Locked files are made with qpdf, where it is installed; `.ci/run` installs it.
#[test]
fn a_pdf_that_is_locked_or_of_version_two() -> Result {
    let name = "documents/deputising-note.pdf";
    let sample = format!("sample-packs/st-helens-senior/{name}");
    let made = |arguments: &[&str], to: &std::path::Path| {
        Command::new("qpdf").args(arguments).arg(&sample).arg(to).status()
    };
    let folder = tempfile::tempdir()?;
    let locked = folder.path().join("locked.pdf");
    if made(&["--encrypt", "user", "owner", "256", "--"], &locked).is_err() {
        eprintln!("qpdf is not installed; left out");
        return Ok(());
    }
    expect("unbindable-document", name, |copy| copy.write(name, fs::read(&locked)?))?;
    let newer = folder.path().join("newer.pdf");
    let owned = folder.path().join("owned.pdf");
    made(&["--force-version=2.0"], &newer)?;
    made(&["--encrypt", "", "owner", "256", "--"], &owned)?;
    for path in [newer, owned] {
        let copy = Copy::new()?;
        copy.write(name, fs::read(path)?)?;
        let ran = copy.run(&["build"])?;
        assert_eq!(ran.status, Some(0), "{}", ran.stderr);
    }
    Ok(())
}
