//! Words for people: figures and findings put into Chinese or English, as text for a terminal or as Markdown. Pure.

pub mod annual;
pub mod table;
