//! A form → an event, or every fault by its field; and back. What a form asks for comes from the table of the vocabulary
//! ([`Field::kind`](crate::domain::case::event::Field::kind)): there is no list of forms beside it.

mod asked;
mod choices;
mod read;
mod told;
mod typed;

pub use asked::{Asked, asked, to_blame};
pub use choices::choices;
pub use read::{Fault, read};
pub use told::told;
pub use typed::{DATA, Typed};

#[cfg(test)]
mod tests;
