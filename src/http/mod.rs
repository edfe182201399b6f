//! What every face over HTTP shares: who asks, in which language, how often the same, and how a refusal is told.

pub mod body;
pub mod call;
pub mod code;
pub mod credentials;
pub mod csrf;
pub mod documents;
pub mod form;
pub mod headers;
pub mod language;
mod lapsed;
pub mod metrics;
pub mod observe;
pub mod once;
mod open;
pub mod problem;
pub mod rendered;
pub mod runs;
pub mod session;
pub mod state;
pub mod trail;
pub mod upload;
pub mod version;

pub use call::{Call, Raw};
pub use problem::Problem;
pub use rendered::Rendered;
pub use state::State;
