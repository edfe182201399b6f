//! What one case adds to a statutory table.

use super::layout::{Aspect, Layout, Quantity, State, TableKind, Value};
use super::level::AgencyLevel;
use crate::domain::case::Case;
use crate::domain::case::event::Tag;
use crate::domain::case::parts::{AgencyOnInstance, AgencyRole};
use crate::domain::statistics::{Bucket, CaseFacts, Counted, Fact, Period, Trait, counted};

/// A case as it stood at both ends of a period.
#[derive(Debug, Clone, Copy)]
pub struct Stood<'a> {
    /// At the end of the day before the period.
    pub before: &'a Case,
    /// At the end of the period.
    pub at_end: &'a Case,
    /// What the case as it stood at the end adds to the figures.
    pub facts: &'a CaseFacts,
    /// As it stands by everything recorded since.
    pub now: &'a Case,
    /// Level of the organ that decides it; `None`: not recorded.
    pub organ: Option<AgencyLevel>,
}

/// What a case adds to a table: its row, and so much to each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Position of its row; `None`: no row holds it, which breaks B5.
    pub row: Option<usize>,
    /// By column.
    pub amounts: Vec<i64>,
}

impl Layout {
    /// What a case adds to the table of a period within a scope of agencies, whose level `level` knows; `None`: nothing.
    pub fn share(
        &self,
        stood: &Stood<'_>,
        period: Period,
        within: &dyn Fn(&str) -> bool,
        level: &dyn Fn(&str) -> Option<AgencyLevel>,
    ) -> Option<Share> {
        let case = Reading { layout: self, stood, period, within, level };
        if !case.concerns() {
            return None;
        }
        let row_value = case.value(self.rows_by, None);
        if let Value::One(code) = row_value
            && self.outside.iter().any(|outside| outside == code)
        {
            return None;
        }
        let mut amounts = vec![0; self.columns.len()];
        for (position, column) in self.columns.iter().enumerate() {
            amounts[position] = match column.counts {
                Quantity::Flow(_) => 0,
                Quantity::State(state) => i64::from(case.stands_in(position, None)) * case.state(state),
            };
        }
        for (fact, of) in counted(&stood.facts.facts, |fact| within(&fact.unit) && !fact.traits.has(Trait::ThirdParty)) {
            if of == Counted::Case && period.bucket(fact.on) == Some(Bucket::Within) {
                for (position, column) in self.columns.iter().enumerate() {
                    let counts = column.counts == Quantity::Flow(fact.measure);
                    if counts && case.stands_in(position, Some(fact)) {
                        amounts[position] += fact.count;
                    }
                }
            }
        }
        let row = Self::place(self.rows.iter().map(|row| &row.division), &row_value);
        amounts.iter().any(|amount| *amount != 0).then_some(Share { row, amounts })
    }
}

struct Reading<'a> {
    layout: &'a Layout,
    stood: &'a Stood<'a>,
    period: Period,
    within: &'a dyn Fn(&str) -> bool,
    level: &'a dyn Fn(&str) -> Option<AgencyLevel>,
}

impl<'a> Reading<'a> {
    /// Agencies that answer in the case, each once: respondents of a reconsideration, defendants of a suit.
    fn agencies(&self) -> Vec<&'a str> {
        let case = self.stood.at_end;
        let named: Vec<&str> = match self.layout.table {
            TableKind::Reconsideration => case.respondents.iter().map(String::as_str).collect(),
            TableKind::Litigation => answering(case).map(|agency| agency.agency.as_str()).collect(),
        };
        let mut names: Vec<&str> = Vec::with_capacity(named.len());
        for name in named {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether the case is of this table and scope. One whose agencies are not recorded belongs to the whole only.
    fn concerns(&self) -> bool {
        let agencies = self.agencies();
        let third_parties_only = agencies.is_empty() && !self.stood.at_end.agencies.is_empty();
        let known = if agencies.is_empty() { (self.within)("") } else { agencies.iter().any(|name| (self.within)(name)) };
        self.stood.at_end.kind == self.layout.table.cases() && known && !third_parties_only
    }

    fn state(&self, state: State) -> i64 {
        let Self { stood, period, .. } = self;
        let in_period = |day| self.period.bucket(day) == Some(Bucket::Within);
        match state {
            State::CarriedOver => i64::from(self.is_open(stood.before)),
            State::Pending => i64::from(self.is_open(stood.at_end)),
            State::UnexaminedBefore => i64::from(is_unexamined(stood.before)),
            State::Unexamined => i64::from(is_unexamined(stood.at_end)),
            State::PendingBeforeByDates => {
                let before = |day: crate::domain::Day| day < period.from();
                i64::from(self.taken_up(stood.now).is_some_and(before) && !stood.now.concluded_on.is_some_and(before))
            }
            State::OpinionsPerformed => {
                let done = stood.at_end.letters.iter().filter(|letter| letter.answered && in_period(letter.issued_on));
                done.count() as i64
            }
            State::IncidentalReview => {
                let asked = stood.at_end.marks.iter().any(|mark| mark.event == Tag::NormdocReviewRequested.code());
                i64::from(asked && stood.at_end.accepted_on.is_some_and(in_period))
            }
        }
    }

    /// The day a case enters the table: accepted, or the notice to respond arrived.
    fn taken_up(&self, case: &Case) -> Option<crate::domain::Day> {
        match self.layout.table {
            TableKind::Reconsideration => case.accepted_on,
            TableKind::Litigation => case.received_on,
        }
    }

    fn is_open(&self, case: &Case) -> bool {
        self.taken_up(case).is_some() && case.concluded_on.is_none()
    }

    /// Whether a fact (or, without one, the case) is of the outcomes and of the part of its group that a column counts.
    fn stands_in(&self, position: usize, fact: Option<&Fact>) -> bool {
        let column = &self.layout.columns[position];
        let of_outcome = column.of.is_empty() || fact.is_some_and(|fact| column.of.iter().any(|set| set.holds(&fact.code)));
        let Some(division) = column.division.as_ref().filter(|_| of_outcome) else { return of_outcome };
        let beside = || {
            let columns = self.layout.columns.iter().filter(|other| other.group == column.group);
            columns.filter_map(|other| other.division.as_ref()).filter(|other| other.by == division.by)
        };
        let place = Layout::place(beside().collect::<Vec<_>>().into_iter(), &self.value(division.by, fact));
        place.and_then(|place| beside().nth(place)).is_some_and(|found| std::ptr::eq(found, division))
    }

    fn value<'b>(&self, aspect: Aspect, fact: Option<&'b Fact>) -> Value<'b>
    where
        'a: 'b,
    {
        let case = self.stood.at_end;
        let text = |text: &'a Option<String>| text.as_deref().filter(|text| !text.is_empty()).map_or(Value::Unknown, Value::Text);
        match aspect {
            Aspect::Category => text(&case.category),
            Aspect::Matter => text(&case.matter),
            Aspect::Instance => case.instance.map_or(Value::Unknown, |instance| Value::One(instance.code())),
            Aspect::Outcome => fact.map_or(Value::Unknown, |fact| Value::One(&fact.code)),
            Aspect::Origin => match case.attributes.after_reconsideration {
                Some(true) => Value::One(AFTER),
                _ => Value::Unknown,
            },
            Aspect::OrganLevel => {
                let named = || self.agencies().first().and_then(|name| (self.level)(name)).map(over);
                self.stood.organ.or_else(|| named().flatten()).map_or(Value::Unknown, |level| Value::One(level.code()))
            }
            Aspect::RespondentLevel => match self.agencies()[..] {
                [only] => (self.level)(only).map_or(Value::Unknown, |level| Value::One(level.code())),
                [] => Value::Unknown,
                _ => Value::Several,
            },
            Aspect::Role => {
                let organs = answering(case).filter(|agency| agency.role == AgencyRole::CoDefendantOrgan).count();
                match (organs, answering(case).count() - organs) {
                    (0, 0) => Value::Unknown,
                    (0, _) => Value::One("original"),
                    (_, 0) => Value::One("organ"),
                    _ => Value::One("both"),
                }
            }
        }
    }
}

/// The agencies that answer for the act in a suit: neither third parties nor makers of rules.
fn answering(case: &Case) -> impl Iterator<Item = &AgencyOnInstance> {
    case.agencies.iter().filter(|agency| !matches!(agency.role, AgencyRole::ThirdParty | AgencyRole::RuleMaker))
}

/// A suit that followed a reconsideration.
pub(super) const AFTER: &str = "after-reconsideration";

/// The organ over an agency where the file does not say who decides: the government of a department, else the government above.
fn over(level: AgencyLevel) -> Option<AgencyLevel> {
    match level {
        AgencyLevel::Township | AgencyLevel::CountyDepartment => Some(AgencyLevel::County),
        AgencyLevel::County | AgencyLevel::CityDepartment => Some(AgencyLevel::City),
        AgencyLevel::City | AgencyLevel::ProvinceDepartment | AgencyLevel::Province => Some(AgencyLevel::Province),
        AgencyLevel::StateDepartment => None,
    }
}

fn is_unexamined(case: &Case) -> bool {
    case.received_on.is_some() && case.accepted_on.is_none() && case.concluded_on.is_none()
}
