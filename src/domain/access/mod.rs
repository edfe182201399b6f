//! Who may do what: roles, units, and THE policy table. Deny by default.
//!
//! A [`Principal`] acts with the [`Grant`]s it was given; [`decide`] answers for one object, [`scope`] for a whole list, both from
//! the rows of [`POLICY`]. The three administrators 三员 exclude each other and every role of case work.

mod action;
mod approval;
mod decision;
mod matrix;
mod policy;
mod principal;
mod role;
mod session;
mod tree;
mod unit_list;

pub use action::Action;
pub use approval::{APPROVALS, ApprovalState, NeedsApproval, approval_of, is_head};
pub use decision::{CaseObject, Denial, Object, Reach, Scope, decide, scope};
pub use matrix::{MatrixRow, headings, matrix};
pub use policy::{Kinds, POLICY, Relation, Rule};
pub use principal::{Grant, Principal, Who};
pub use role::Role;
pub use session::{Duty, Holder};
pub use tree::{Branch, Tree, TreeFault, UnitKind};
pub use unit_list::{UnitEntry, read_units};

pub use crate::domain::id::{ClientId, PersonId, UnitId};
