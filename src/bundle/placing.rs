//! How what a page draws is laid onto it, told while its content is read.

use hayro_syntax::{content::ops::TypedInstruction, object::Number};
use kurbo::Affine;

/// How many states may lie in one another.
const MAX_DEPTH: usize = 1_000;

/// The matrix that holds at the place in the content that was read last.
pub struct Placing {
    now: Affine,
    kept: Vec<Affine>,
}

impl Placing {
    /// Begins where this matrix holds.
    pub fn from(start: Affine) -> Self {
        Self { now: start, kept: Vec::new() }
    }

    /// Goes on by one instruction.
    pub fn follow(&mut self, instruction: &TypedInstruction<'_, '_>) {
        match instruction {
            TypedInstruction::SaveState(_) if self.kept.len() < MAX_DEPTH => {
                self.kept.push(self.now);
            }
            TypedInstruction::RestoreState(_) => self.now = self.kept.pop().unwrap_or(self.now),
            TypedInstruction::Transform(by) => {
                self.now *= matrix([by.0, by.1, by.2, by.3, by.4, by.5]);
            }
            _ => {}
        }
    }

    /// How what is drawn now is laid onto the page.
    pub fn now(&self) -> Affine {
        self.now
    }
}

/// The matrix of these six numbers.
pub fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}
