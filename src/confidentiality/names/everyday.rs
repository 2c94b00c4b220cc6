//! Words that are names too, and words around names that are none.

/// Forenames and surnames that the writing of a social worker is full of, in capitals too. By
/// themselves they say nothing; together with the rest of the name they do.
const EVERYDAY: &str = "\
    amber angel april august autumn banks best bill bishop black blue bond brown bush care case \
    chance chase chester child christian church council court dawn day dean destiny drew earl \
    early east eve faith field ford frank free friday gay gene good grace gray green grey hall \
    harmony head heath heaven hill home honey hope house iris jay joy june justice key kind king \
    lake lane law lee liberty little long love major march mark marsh may melody mercy miles \
    moon moss north page parent park parks patience peace pearl penny place pope power price \
    prince princess rain ray reading rich river rivers rose rush serenity sharp short sky small \
    snow south star stone storm street strong summer summers sunday sunny swift trinity true \
    victory walker ward warden way west white will winter winters wise wish wood woods work \
    worth young";

/// What joins the parts of a name and is no part to look for by itself.
const PARTICLES: &str =
    "abu al ap ben bin bint da de del della den der di do dos du el ibn la le ten ter van von zu";

/// How people are addressed.
const TITLES: &str = "dr master miss mr mrs ms mx prof professor rev sir";

/// What a candidate writes beside a name in the list, not as a name.
const BESIDE: &str = "\
    aka also and as aunt baby born brother called carer child cousin dad daughter family father \
    formerly foster friend grandfather grandmother her his known mother mum nan nee neighbour \
    now of or parent partner person previously sibling sister son stepfather stepmother teacher \
    the uncle young yp";

/// Words that do not stand between a forename and a surname.
const BETWEEN: &str =
    "a an and as at but by for from has if in is not of on or s that the to was when who with";

fn holds(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

pub(super) fn is_everyday(word: &str) -> bool {
    holds(EVERYDAY, word)
}

pub(super) fn is_particle(word: &str) -> bool {
    holds(PARTICLES, word)
}

pub(super) fn is_title(word: &str) -> bool {
    holds(TITLES, word)
}

pub(super) fn is_beside_a_name(word: &str) -> bool {
    holds(BESIDE, word)
}

pub(super) fn can_stand_between(word: &str) -> bool {
    !holds(BETWEEN, word)
}
