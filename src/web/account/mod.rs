//! Coming in, going out, and what one keeps oneself: password, second factor, language.

pub mod language;
pub mod password;
pub mod reminders;
pub mod second_factor;
pub mod sign_in;
pub mod type_size;
