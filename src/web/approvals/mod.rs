//! Requests for the consent of a head: the queue of who decides, and what may be done with each.

pub mod deeds;
pub mod queue;
pub mod waiting;
