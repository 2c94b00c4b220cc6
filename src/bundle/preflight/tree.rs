//! The page tree as the raw bytes tell it: who is whose kid.

use std::collections::{BTreeMap, BTreeSet};

use super::{MAX_PAGES, Unbindable};

/// How deep the page tree may nest.
const MAX_TREE_DEPTH: usize = 200;

/// How many nodes of the page tree may keep their kids in an object of its own; each is searched.
const MAX_ARRAYS: usize = 200;

/// Numbers, names and brackets: enough to read an array of references.
pub(super) fn tokens(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace() && *byte != 0)?;
        let mark = |byte: &u8| byte.is_ascii_whitespace() || b"[]<>/()%\0".contains(byte);
        let length = bytes[at + 1..].iter().position(mark).map_or(bytes.len() - at, |n| n + 1);
        let length = if b"[]".contains(&bytes[at]) { 1 } else { length };
        at += length;
        Some(&bytes[at - length..at])
    })
}

/// A token that is a number.
pub(super) fn number(token: &[u8]) -> Option<u32> {
    std::str::from_utf8(token).ok()?.parse().ok()
}

/// Who is whose kid, in any revision of the file.
#[derive(Default)]
pub(super) struct PageTree {
    kids: BTreeMap<u32, BTreeSet<Vec<u32>>>,
    arrays: BTreeSet<u32>,
    sizes: BTreeMap<u32, usize>,
}

impl PageTree {
    /// Notes the kids of a node; the text goes on behind its `/Kids`.
    pub(super) fn add(&mut self, owner: u32, rest: &[u8], file: &[u8]) {
        let mut words = tokens(rest);
        let mut kids = Vec::new();
        match words.next() {
            Some(b"[") => kids = references(words),
            Some(token) => {
                let Some(array) = number(token) else { return };
                self.add_array(array, token, file);
                kids.push(array);
            }
            None => {}
        }
        self.kids.entry(owner).or_default().insert(kids);
    }

    /// Adds an array of kids that is an object of its own.
    fn add_array(&mut self, array: u32, token: &[u8], file: &[u8]) {
        self.arrays.insert(array);
        if self.kids.contains_key(&array) || self.arrays.len() > MAX_ARRAYS {
            return;
        }
        let name = [b"\n", token, b" 0 obj"].concat();
        let at = file.windows(name.len()).position(|window| window == name);
        let mut words = tokens(&file[at.map_or(file.len(), |at| at + name.len())..]);
        words.next();
        self.kids.entry(array).or_default().insert(references(words));
    }

    /// Refuses a tree that never ends, or only after too many pages.
    pub(super) fn check(mut self) -> Result<(), Unbindable> {
        if self.arrays.len() > MAX_ARRAYS {
            return Err(Unbindable::TooComplex);
        }
        let nodes: Vec<u32> = self.kids.keys().copied().collect();
        for node in nodes {
            if self.size(node, 0, &mut Vec::new())? > MAX_PAGES {
                return Err(Unbindable::TooComplex);
            }
        }
        Ok(())
    }

    /// How many pages a reader would find below a node.
    fn size(&mut self, node: u32, depth: usize, path: &mut Vec<u32>) -> Result<usize, Unbindable> {
        if let Some(size) = self.sizes.get(&node) {
            return Ok(*size);
        }
        if depth > MAX_TREE_DEPTH {
            return Err(Unbindable::TooComplex);
        }
        if path.contains(&node) {
            return Err(Unbindable::Damaged);
        }
        path.push(node);
        let mut largest = 0;
        for kids in self.kids.get(&node).cloned().unwrap_or_else(|| [vec![]].into()) {
            let mut size = usize::from(!self.kids.contains_key(&node));
            for kid in kids {
                size = size.saturating_add(self.size(kid, depth + 1, path)?);
            }
            largest = largest.max(size);
        }
        path.pop();
        self.sizes.insert(node, largest);
        Ok(largest)
    }
}

/// The object numbers in an array of references.
fn references<'a>(tokens: impl Iterator<Item = &'a [u8]>) -> Vec<u32> {
    let inside: Vec<&[u8]> = tokens.take_while(|token| *token != b"]").collect();
    let referred = |triple: &[&[u8]]| (triple[2] == b"R").then(|| number(triple[0])).flatten();
    inside.chunks_exact(3).map_while(referred).collect()
}
