//! Conditions of the tables. Each is one rule of lifecycle.md with its article; what a ledger cannot know is `NotRecorded`,
//! what contradicts a recorded fact is `Broken`.

/// Declares a guard.
macro_rules! guard {
    ($(#[$meta:meta])* $name:ident, $rule:literal, $article:literal, $zh:literal, $en:literal, $check:expr) => {
        $(#[$meta])*
        pub const $name: Guard = Guard { rule: $rule, article: $article, words: Words { zh: $zh, en: $en }, check: $check };
    };
}

mod acceptance;
mod aftermath;
mod decision;
pub mod litigation;
mod review;

pub use acceptance::*;
pub use aftermath::*;
pub use decision::*;
pub use review::*;
