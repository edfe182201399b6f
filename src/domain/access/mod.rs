//! Who may do what: roles, units, and THE policy table. Deny by default.
//!
//! A [`Principal`] acts with the [`Grant`]s it was given; [`decide`] answers for one object, [`scope`] for a whole list, both from
//! the rows of [`POLICY`]. The three administrators 三员 exclude each other and every role of case work.

mod action;
mod approval;
mod decision;
mod policy;
mod principal;
mod role;
mod tree;

pub use action::Action;
pub use approval::{APPROVALS, ApprovalState, NeedsApproval, approval_of, is_head};
pub use decision::{CaseObject, Denial, Object, Reach, Scope, decide, scope};
pub use policy::{Kinds, POLICY, Relation, Rule};
pub use principal::{Grant, Principal, Who};
pub use role::Role;
pub use tree::{Branch, Tree, TreeFault, UnitKind};

pub use crate::domain::id::{ClientId, PersonId, UnitId};
