//! The code lists of the law (grounds, reasons, kinds, outcomes): names, articles, and what the engine asks about each code.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::fault::{Faults, LawFaults};
use super::outcomes::{OutcomeEntry, read_outcomes};
use crate::domain::case::field;
use crate::domain::case::parts::Regime;
use crate::domain::words::Sentence;

const FILE: &str = "law/codes.toml";

/// Every list an event may take codes from.
pub const LISTS: &[&str] = &[
    field::RejectionGround::LIST,
    field::SuspensionGround::LIST,
    field::TerminationGround::LIST,
    field::SummaryGround::LIST,
    field::CommitteeGround::LIST,
    field::StayGround::LIST,
    field::WithdrawalReason::LIST,
    field::CorrectionGround::LIST,
    field::Outcome::LIST,
    field::DecisionPart::LIST,
    field::HearingMeans::LIST,
    field::ServiceMode::LIST,
    field::DismissalGround::LIST,
    field::LitigationSuspensionGround::LIST,
    field::LitigationTerminationGround::LIST,
    field::MergerGround::LIST,
    field::CourtSummaryGround::LIST,
    field::CourtStayGround::LIST,
    field::ResponsiblePersonKind::LIST,
    field::StaffKind::LIST,
    field::NoticeCategory::LIST,
    field::AbsenceReason::LIST,
    field::AbsenceConsequence::LIST,
];

/// What the data say about a code beyond its name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum Attribute {
    /// Has the property, or not.
    Flag(bool),
    /// Has this value.
    Text(String),
}

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CodeEntry {
    /// List.
    pub list: String,
    /// Code.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Article.
    pub article: String,
    /// Reconsideration laws it exists under.
    pub laws: Vec<Regime>,
    /// Other codes for the same entry.
    #[serde(default)]
    pub aliases: Vec<String>,
    #[serde(flatten)]
    pub(super) attributes: BTreeMap<String, Attribute>,
}

impl CodeEntry {
    /// Whether the code has a property, for instance `sixty_day`.
    pub fn flag(&self, name: &str) -> bool {
        self.attributes.get(name) == Some(&Attribute::Flag(true))
    }

    /// The value of an attribute, for instance the `outcome` a ground leads to.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.attributes.get(name) {
            Some(Attribute::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Both names.
    pub fn name(&self) -> Sentence {
        Sentence::new(self.zh.clone(), self.en.clone())
    }

    /// Whether the code exists under a reconsideration law.
    pub fn exists_under(&self, regime: Regime) -> bool {
        self.laws.contains(&regime)
    }
}

/// All code lists and outcomes.
#[derive(Debug, Clone)]
pub struct CodeBook {
    codes: Vec<CodeEntry>,
    outcomes: Vec<OutcomeEntry>,
    by_code: HashMap<String, HashMap<String, usize>>,
    outcome_by_code: HashMap<String, usize>,
}

impl CodeBook {
    /// Reads and checks the code lists and the outcomes.
    ///
    /// # Errors
    /// Every entry of both that does not fit or contradicts another.
    pub fn from_toml(codes: &str, outcomes: &str) -> Result<Self, LawFaults> {
        let mut faults = Faults::of(FILE, codes);
        let mut file = faults.parse();
        let mut entries: Vec<CodeEntry> = faults.read_all(&mut file, "code", "code");
        faults.nothing_left(file);
        let outcomes = read_outcomes(outcomes);
        if let Ok(outcomes) = &outcomes {
            entries.extend(outcomes.iter().map(OutcomeEntry::as_code));
        }

        let mut by_code: HashMap<String, HashMap<String, usize>> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            if !LISTS.contains(&entry.list.as_str()) {
                faults.note(&entry.code, format!("未知的代码表“{}”", entry.list), format!("unknown list `{}`", entry.list));
            }
            if entry.article.trim().is_empty() {
                faults.note(&entry.code, "未注明条款", "cites no article");
            }
            let list = by_code.entry(entry.list.clone()).or_default();
            for code in std::iter::once(&entry.code).chain(&entry.aliases) {
                if list.insert(code.clone(), index).is_some() {
                    faults.note(code, format!("代码表“{}”中重复", entry.list), format!("listed twice in `{}`", entry.list));
                }
            }
        }
        for list in LISTS.iter().filter(|list| !by_code.contains_key(**list) && (**list != field::Outcome::LIST || outcomes.is_ok())) {
            faults.note(list, "代码表为空", "the list is empty");
        }
        for entry in &entries {
            if let (Some(outcome), Ok(outcomes)) = (entry.text("outcome"), &outcomes)
                && !outcomes.iter().any(|known| known.code == outcome)
            {
                faults.note(&entry.code, format!("未知的结案方式“{outcome}”"), format!("unknown outcome `{outcome}`"));
            }
        }

        let mut found = faults.found();
        match outcomes {
            Ok(outcomes) if found.is_empty() => Ok(Self::of(entries, outcomes, by_code)),
            Ok(_) => Err(LawFaults(found)),
            Err(more) => {
                found.extend(more);
                Err(LawFaults(found))
            }
        }
    }

    fn of(codes: Vec<CodeEntry>, outcomes: Vec<OutcomeEntry>, by_code: HashMap<String, HashMap<String, usize>>) -> Self {
        let outcome_by_code = outcomes.iter().enumerate().map(|(index, outcome)| (outcome.code.clone(), index)).collect();
        Self { codes, outcomes, by_code, outcome_by_code }
    }

    /// The entry of a code in a list.
    pub fn code(&self, list: &str, code: &str) -> Option<&CodeEntry> {
        self.by_code.get(list)?.get(code).map(|index| &self.codes[*index])
    }

    /// Every entry of every list, outcomes included.
    pub fn entries(&self) -> impl Iterator<Item = &CodeEntry> {
        self.codes.iter()
    }

    /// The entries of a list, in the order of the law.
    pub fn list<'a>(&'a self, list: &'a str) -> impl Iterator<Item = &'a CodeEntry> {
        self.codes.iter().filter(move |entry| entry.list == list)
    }

    /// The outcome with this code.
    pub fn outcome(&self, code: &str) -> Option<&OutcomeEntry> {
        self.outcome_by_code.get(code).map(|index| &self.outcomes[*index])
    }

    /// Every outcome, in the order of the specification.
    pub fn outcomes(&self) -> impl Iterator<Item = &OutcomeEntry> {
        self.outcomes.iter()
    }
}
