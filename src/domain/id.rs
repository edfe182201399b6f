//! Who is who in one database: numbers that cannot be mistaken for one another.

use std::fmt;

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// Identifies a case in one database.
    CaseId,
    /// Identifies a unit in one database.
    UnitId,
    /// Identifies an import batch in one database.
    BatchId,
    /// Identifies a person with an account in one database.
    PersonId,
    /// Identifies a machine client in one database.
    ClientId,
    /// Identifies a grant of a role in one database.
    GrantId,
    /// Identifies a session in one database.
    SessionId,
    /// Identifies a request for approval in one database.
    ApprovalId,
    /// Identifies figures that were published in one database.
    FigureSetId,
    /// Identifies a message of the outbox in one database.
    MailId,
    /// Identifies a record of supervision in one database.
    RecordId,
    /// Identifies a proposal of supervision in one database.
    ProposalId,
    /// Identifies a legal counsel in one database.
    CounselId,
}
