//! Notices new files among the embedded templates, which the compiler alone would not.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
