//! Figures on pages: every number is a link to exactly the cases it counts, and names its definition.

pub mod asked;
pub mod cases;
pub mod files;
pub mod lead;
