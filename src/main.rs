//! `panelpack`: parse, run, exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    panelpack::cli::run()
}
