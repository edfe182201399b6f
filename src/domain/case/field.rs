//! What an event may say: the kinds of values, how each is described to people, and which of them name a code of the law.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::kind::Kind;
use crate::domain::Day;

/// Describes the values of a field to people and to programs, and finds the codes inside a value.
pub trait FieldValue {
    /// What kind of value it is: forms, documentation and programs go by it.
    fn kind() -> Kind;

    /// How the value is written in JSON, in one phrase.
    fn shape() -> String {
        Self::kind().shape()
    }

    /// Calls `see` with each (code list, code) the value names.
    fn codes<'a>(&'a self, _see: &mut dyn FnMut(&'static str, &'a str)) {}

    /// The day the value stands for, when it is one.
    fn day(&self) -> Option<Day> {
        None
    }
}

macro_rules! plain_field {
    ($($ty:ty => $kind:ident),+ $(,)?) => {$(
        impl FieldValue for $ty {
            fn kind() -> Kind {
                Kind::$kind
            }
        }
    )+};
}

plain_field!(String => Text, bool => YesNo, u32 => Number, Money => Money);

impl FieldValue for Day {
    fn kind() -> Kind {
        Kind::Day
    }

    fn day(&self) -> Option<Day> {
        Some(*self)
    }
}

impl<T: FieldValue> FieldValue for Many<T> {
    fn kind() -> Kind {
        Kind::Many(Box::new(T::kind()))
    }

    fn codes<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a str)) {
        self.0.iter().for_each(|value| value.codes(see));
    }
}

/// A list that may be recorded as empty: that nobody came is a fact of its own.
impl<T: FieldValue> FieldValue for Vec<T> {
    fn kind() -> Kind {
        Kind::List(Box::new(T::kind()))
    }

    fn codes<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a str)) {
        self.iter().for_each(|value| value.codes(see));
    }
}

/// An amount of money in fen (分), so that sums are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(pub i64);

/// One value or several; JSON may write a single one without brackets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "OneOrMany<T>", into = "Vec<T>", bound(serialize = "T: Serialize + Clone"))]
pub struct Many<T>(pub Vec<T>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> From<OneOrMany<T>> for Many<T> {
    fn from(value: OneOrMany<T>) -> Self {
        match value {
            OneOrMany::One(one) => Self(vec![one]),
            OneOrMany::Many(many) => Self(many),
        }
    }
}

impl<T> From<Many<T>> for Vec<T> {
    fn from(value: Many<T>) -> Self {
        value.0
    }
}

impl<T> Many<T> {
    /// The values in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

/// Declares a code of a list in `config/law/codes.toml`: the type says which list, the book of codes says which codes exist.
macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $list:literal),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Box<str>);

        impl $name {
            /// Name of the code list.
            pub const LIST: &'static str = $list;

            /// The code as the law's lists write it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                Self(code.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FieldValue for $name {
            fn kind() -> Kind {
                Kind::Code($list)
            }

            fn codes<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a str)) {
                see($list, &self.0);
            }
        }
    )+};
}

codes! {
    /// Acceptance condition that fails: ground of rejection or dismissal (RJ, 23-30(1); 2017: IR-28).
    RejectionGround = "rejection-ground",
    /// Ground of suspension of a reconsideration (SU, 23-39; SU17, IR-41).
    SuspensionGround = "suspension-ground",
    /// Ground of termination of a reconsideration (TE, 23-41).
    TerminationGround = "termination-ground",
    /// Why the summary procedure may be used (SP, 23-53).
    SummaryGround = "summary-ground",
    /// Why the committee is consulted (CM, 23-52).
    CommitteeGround = "committee-ground",
    /// Ground of a stay of execution (ST, 23-42).
    StayGround = "stay-ground",
    /// Why a withdrawal is asked for: settlement, act changed, other (23-74).
    WithdrawalReason = "withdrawal-reason",
    /// Ground of a correcting decision (G1–G6).
    CorrectionGround = "correction-ground",
    /// How a case or an instance ended (outcomes.md A.1, B.1–B.6).
    Outcome = "outcome",
    /// Further parts of a decision, never closing alone (outcomes.md A.2).
    DecisionPart = "decision-part",
    /// Means of hearing opinions (23-49).
    HearingMeans = "hearing-means",
    /// How a document was served (CPL-87..95).
    ServiceMode = "service-mode",
    /// Ground of dismissal of a suit (DS, JI-69).
    DismissalGround = "dismissal-ground",
    /// Ground of suspension of a suit (LS, JI-87).
    LitigationSuspensionGround = "litigation-suspension-ground",
    /// Ground of termination of a suit (LT, JI-88).
    LitigationTerminationGround = "litigation-termination-ground",
    /// Ground of merger (MG, JI-73).
    MergerGround = "merger-ground",
    /// Ground of the court's summary procedure (SPL, APL-82).
    CourtSummaryGround = "court-summary-ground",
    /// Ground of a stay during the suit (SL, APL-56).
    CourtStayGround = "court-stay-ground",
    /// Who counts as responsible person (RP, AP-2).
    ResponsiblePersonKind = "responsible-person",
    /// Who counts as corresponding staff (CS, AP-10, JI-130).
    StaffKind = "corresponding-staff",
    /// Why the court notified the responsible person (NC, AP-4).
    NoticeCategory = "court-notice",
    /// Reason given for absence (JR, AP-8).
    AbsenceReason = "absence-reason",
    /// Absence with consequences (NA, AP-12).
    AbsenceConsequence = "absence-consequence",
}
