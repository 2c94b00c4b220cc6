//! What files are called that leave the house: by number and initials, never by what a folder is
//! called.

/// The letters a person's names begin with, `NF` for Nadia Fernleigh; nothing for no name.
pub fn initials(name: &str) -> String {
    let words = name.split(|letter: char| letter.is_whitespace() || letter == '-');
    let first = words.filter_map(|word| word.chars().find(|letter| letter.is_alphabetic()));
    first.flat_map(char::to_uppercase).take(6).collect()
}

/// How the names of a candidate's files begin: `03-NF`. The number tells any two apart.
pub fn beginning(number: usize, name: Option<&str>) -> String {
    match name.map(initials).filter(|letters| !letters.is_empty()) {
        Some(letters) => format!("{number:02}-{letters}"),
        None => format!("{number:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_first_letters() {
        for (name, letters) in [
            ("Nadia Fernleigh", "NF"),
            ("  meera calloway-singh ", "MCS"),
            ("Seán Ó Briain", "SÓB"),
            ("O'Neill", "O"),
            ("CON/../nul: ?*", "C"),
            ("…", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
        assert_eq!(beginning(3, Some("Nadia Fernleigh")), "03-NF");
        assert_eq!(beginning(112, None), "112");
    }
}
