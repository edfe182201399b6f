//! Forms: a case is opened, a step is recorded, a mistake is corrected. What a form asks for comes from the table of events
//! (`domain/form`); here it is arranged and shown. No script is needed: rows are added by sending the form and showing it again.

pub mod annulment;
mod arrange;
mod node;
mod page;
pub mod register;
mod sheet;
mod start;
pub mod step;
pub mod steps;

pub use node::Choice;
