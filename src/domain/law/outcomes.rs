//! Outcomes (结案方式): how reconsideration cases and court instances end, and how each counts by default.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::codes::{Attribute, CodeEntry};
use super::fault::{Faults, LawFault};
use crate::domain::case::event::EventKind;
use crate::domain::case::field;
use crate::domain::case::parts::{Regime, words};

const FILE: &str = "law/outcomes.toml";

words! {
    /// Proceedings or instance an outcome belongs to.
    InstanceGroup {
        Reconsideration = "reconsideration" "行政复议" "reconsideration",
        FirstInstance = "first-instance" "一审" "first instance",
        SecondInstance = "second-instance" "二审" "second instance",
        RetrialReview = "retrial-review" "再审审查" "retrial review",
        Retrial = "retrial" "再审" "retrial",
        Supervision = "supervision" "检察监督" "procuratorial supervision",
        Enforcement = "enforcement" "非诉执行" "non-litigation enforcement",
        PublicInterest = "public-interest" "公益诉讼" "public-interest litigation",
    }
    /// Whether a reconsideration outcome corrects the act, by default (纠错).
    Correction {
        Direct = "D" "直接纠错" "direct correction",
        DirectByNature = "D?" "直接纠错（通常不公布）" "direct by nature, not in the usual published list",
        Substantive = "S" "实质纠错" "substantive only",
        Unsure = "s?" "视情形" "depends",
        None = "none" "未纠错" "no correction",
    }
    /// Whether a court outcome is a loss for the agency, by default (败诉).
    Loss {
        Full = "full" "败诉" "loss",
        Part = "part" "部分败诉" "loss in part",
        None = "none" "未败诉" "no loss",
        Ambiguous = "amb" "视口径" "ambiguous",
        NotApplicable = "n/a" "不适用" "nothing is decided",
    }
    /// How the result of the dispute follows from the outcome of an instance.
    Composition {
        Own = "own" "本身即结果" "the outcome itself",
        Stands = "stands" "原裁判结果不变" "the result of the instance under review stands",
        New = "new" "改变后的结果" "the new result stored with it",
        Pending = "pending" "待定" "pending, then the result of the new record",
    }
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeEntry {
    /// Code.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Article; empty when the two reconsideration laws have one each.
    #[serde(default)]
    pub article: String,
    /// Article under the 2023 law.
    #[serde(default)]
    pub article_2023: Option<String>,
    /// Article under the 2017 law.
    #[serde(default)]
    pub article_2017: Option<String>,
    /// Reconsideration laws it exists under.
    #[serde(default = "both_laws")]
    pub laws: Vec<Regime>,
    /// Proceedings or instance.
    pub group: InstanceGroup,
    /// Entries of a case file that carry or mean it.
    pub events: Vec<String>,
    /// Ends the case or the instance.
    pub closing: bool,
    /// Default class in the correction rate.
    #[serde(default = "no_correction")]
    pub correction: Correction,
    /// Default class in the loss rate.
    #[serde(default = "no_loss")]
    pub loss: Loss,
    /// How the result of the dispute follows.
    #[serde(default = "own_result")]
    pub composition: Composition,
    /// Result it always has, where the composition is `New` and nothing needs to be stored with it.
    #[serde(default)]
    pub new_result: Option<String>,
    /// Properties.
    #[serde(default)]
    pub flags: Vec<String>,
    /// Undivided outcome a sub-code belongs to.
    #[serde(default)]
    pub part_of: Option<String>,
    /// General outcome a special one is counted with.
    #[serde(default)]
    pub counts_as: Option<String>,
    /// Class when the reason of a withdrawal is unknown.
    #[serde(default)]
    pub correction_if_reason_unknown: Option<Correction>,
    /// Further names ledgers use.
    #[serde(default)]
    pub synonyms: Vec<String>,
}

fn both_laws() -> Vec<Regime> {
    vec![Regime::Law2023, Regime::Law2017]
}

fn no_correction() -> Correction {
    Correction::None
}

fn no_loss() -> Loss {
    Loss::NotApplicable
}

fn own_result() -> Composition {
    Composition::Own
}

impl OutcomeEntry {
    /// Whether it has a property.
    pub fn flag(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }

    /// The act must be made again (责令重作).
    pub fn remake(&self) -> bool {
        self.flag("remake")
    }

    /// The act is revoked, wholly or in part.
    pub fn revocation(&self) -> bool {
        self.flag("revocation")
    }

    /// Leaves something to perform (履行).
    pub fn duty(&self) -> bool {
        self.flag("duty")
    }

    /// Only in cases of failure to act; for dismissing a claim this holds under the 2023 law (23-66, 23-69).
    pub fn omission_only(&self) -> bool {
        self.flag("omission_only")
    }

    /// Only if the applicant asked for it (23-67).
    pub fn needs_void_request(&self) -> bool {
        self.flag("needs_void_request")
    }

    /// Only in cases about an administrative agreement.
    pub fn agreement_only(&self) -> bool {
        self.flag("agreement_only")
    }

    /// Article under a reconsideration law; outcomes of litigation have one article.
    pub fn article_under(&self, regime: Regime) -> Option<&str> {
        let own = match regime {
            Regime::Law2023 => self.article_2023.as_deref(),
            Regime::Law2017 => self.article_2017.as_deref(),
        };
        own.or((!self.article.is_empty()).then_some(self.article.as_str()))
    }

    /// Whether it exists under a reconsideration law.
    pub fn exists_under(&self, regime: Regime) -> bool {
        self.laws.contains(&regime)
    }

    /// Everything it is called: term, code and synonyms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.zh.as_str(), self.code.as_str()].into_iter().chain(self.synonyms.iter().map(String::as_str))
    }

    /// Every article, newest law first.
    fn articles(&self) -> String {
        let all = [Some(self.article.as_str()), self.article_2023.as_deref(), self.article_2017.as_deref()];
        all.into_iter().flatten().filter(|article| !article.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// The same outcome as a code of the list of outcomes.
    pub(super) fn as_code(&self) -> CodeEntry {
        let texts = [("part_of", &self.part_of), ("counts_as", &self.counts_as), ("new_result", &self.new_result)];
        let flags = self.flags.iter().map(|flag| (flag.clone(), Attribute::Flag(true)));
        let texts = texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Attribute::Text(text.clone()?))));
        let closing = std::iter::once(("closing".to_owned(), Attribute::Flag(self.closing)));
        let attributes: BTreeMap<_, _> = flags.chain(texts).chain(closing).collect();
        CodeEntry {
            list: field::Outcome::LIST.to_owned(),
            code: self.code.clone(),
            zh: self.zh.clone(),
            en: self.en.clone(),
            article: self.articles(),
            laws: self.laws.clone(),
            aliases: Vec::new(),
            attributes,
        }
    }
}

/// Reads and checks the outcomes: every fault, or all of them.
pub(super) fn read_outcomes(text: &str) -> Result<Vec<OutcomeEntry>, Vec<LawFault>> {
    let mut faults = Faults::of(FILE, text);
    let mut file = faults.parse();
    let outcomes: Vec<OutcomeEntry> = faults.read_all(&mut file, "outcome", "code");
    faults.nothing_left(file);
    let known: HashSet<&str> = outcomes.iter().map(|outcome| outcome.code.as_str()).collect();
    let mut named: HashMap<(InstanceGroup, &str), &str> = HashMap::new();
    let mut seen = HashSet::new();
    for outcome in &outcomes {
        let code = &outcome.code;
        if !seen.insert(code) {
            faults.note(code, "代码重复", "the code is used twice");
        }
        for regime in outcome.laws.iter().filter(|regime| outcome.article_under(**regime).is_none()) {
            let law = regime.words();
            faults.note(code, format!("未注明{}的条款", law.zh), format!("cites no article of the {}", law.en));
        }
        for event in outcome.events.iter().filter(|event| EventKind::of(event).is_none()) {
            faults.note(code, format!("未知的条目“{event}”"), format!("unknown entry `{event}`"));
        }
        let other = [&outcome.part_of, &outcome.counts_as, &outcome.new_result];
        for other in other.into_iter().flatten().filter(|other| !known.contains(other.as_str())) {
            faults.note(code, format!("未知的结案方式“{other}”"), format!("unknown outcome `{other}`"));
        }
        for name in outcome.names() {
            if let Some(other) = named.insert((outcome.group, name), code) {
                faults.note(code, format!("名称“{name}”也属于{other}"), format!("the name `{name}` also belongs to {other}"));
            }
        }
    }
    let found = faults.found();
    if found.is_empty() { Ok(outcomes) } else { Err(found) }
}
