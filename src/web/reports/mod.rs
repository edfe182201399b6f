//! Reports: the annual report's section, rates of any period and scope, figures that were published.

pub mod annual;
pub mod index;
pub mod published;
pub mod rates;
