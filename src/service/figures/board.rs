//! The leader board 领导看板: a year of a unit, or of everything, beside the year before. It is read from running totals alone, in a
//! dozen short queries, whatever the number of cases.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, Months as Span, NaiveDate};

use super::behind::{CasesQuery, Only, Part};
use super::causes::analysed_of;
use super::counts::counts_by_period;
use super::scope::{FigureScope, UnitsIn};
use super::{Figure, FigureQuery, Wanted, counts, counts_by};
use crate::domain::Day;
use crate::domain::access::Tree;
use crate::domain::id::{CaseId, UnitId};
use crate::domain::statistics::{
    APPEARED, Chosen, Compared, Counts, Dimension, Formula, Measure, OutcomeSet, Period, Rate, Rounding, Term, double_decrease,
};
use crate::service::books::Books;
use crate::service::error::ServiceError;
use crate::store::Database;

/// Reconsiderations accepted.
const ACCEPTED: &str = "JS-SL";
/// Reconsiderations concluded.
const CONCLUDED: &str = "JS-SJ";
/// Days from acceptance to conclusion.
const DAYS: &str = "JS-TS";
/// Grounds of correcting decisions.
const GROUNDS: &str = "JS-LY";
/// First-instance suits filed.
const FILED: &str = "SS-XS";
/// First-instance suits concluded.
const SUITS_CONCLUDED: &str = "SS-SJ";
/// First-instance suits lost.
const LOST: &str = "SS-BS";
/// Lost suits and corrected cases, each to be analysed for its causes.
const ANALYSED: [&str; 2] = [LOST, "FY-ZJ-1"];
/// Cases concluded in time.
const IN_TIME: &str = "FY-AQ-1";
/// Performance of decisions, mediation letters, opinion letters, effective judgments, of all four, and of our units as respondents.
const PERFORMANCE: [&str; 6] = ["FY-LX-3", "FY-LX-4", "FY-LX-5", "YS-LX-1", "ZH-LX-1", "FY-LX-6"];
/// What is not performed, performed in part, performed by enforcement.
const UNPERFORMED: [&str; 3] = ["JS-WL", "JS-BL", "JS-QZ"];
/// Counts drawn by month.
const MONTHLY: [&str; 3] = [ACCEPTED, CONCLUDED, FILED];
/// Matters listed.
const MATTERS: usize = 10;

/// A year of a unit beside the year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// The year.
    pub year: i32,
    /// Its days; those of the current year end with this month.
    pub period: Period,
    /// Whose cases.
    pub scope: FigureScope,
    /// What a leader looks at first: accepted, concluded, corrected, settled, performance, loss, appearance, new suits.
    pub tiles: Vec<Figure>,
    /// Counts by month.
    pub months: Vec<Months>,
    /// How cases ended, by count and set of outcomes: reconsiderations, then first-instance suits.
    pub outcomes: Vec<(Figure, Vec<SetLine>)>,
    /// Rate concluded in time.
    pub in_time: Figure,
    /// Days taken by the cases concluded, all together.
    pub days: Figure,
    /// Average of these days, of the year and the year before; `None` where nothing was concluded.
    pub average_days: [Option<String>; 2],
    /// Performance 履行 by kind of instrument: rates, those with a base in either year.
    pub performance: Vec<Figure>,
    /// What is not performed, performed in part, performed by enforcement: counts.
    pub unperformed: Vec<Figure>,
    /// The units directly below, and the unit itself where it has cases of its own.
    pub units: Vec<UnitLine>,
    /// What most cases are about; `None` where the scope is narrower than everything there is, whose matters have no running totals.
    pub matters: Option<Vec<MemberLine>>,
    /// Grounds of correcting decisions.
    pub grounds: (Figure, Vec<CodeLine>),
    /// First-instance suits lost, by kind of judgment.
    pub lost: (Figure, Vec<SetLine>),
    /// Lost suits, then corrected reconsiderations, by the causes their analyses name. A case of several causes stands under each.
    pub causes: Vec<(Figure, Vec<CauseLine>)>,
    /// Which units' responsible persons did not appear, and why.
    pub absences: Vec<Absence>,
    /// Suits and loss rate.
    pub double_decrease: DoubleDecrease,
    /// Id of the appearance rate.
    pub appearance: String,
}

/// A count by month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Months {
    /// The count of the year.
    pub figure: Figure,
    /// January to December.
    pub now: [i64; 12],
    /// The same of the year before.
    pub then: [i64; 12],
}

/// Cases of a set of outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetLine {
    /// The set; `None`: no outcome recorded, or one of none of the sets.
    pub set: Option<OutcomeSet>,
    /// What leads to the cases.
    pub only: Only,
    /// Cases of the year and the year before.
    pub cases: Compared,
}

/// Cases of one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeLine {
    /// The code.
    pub code: String,
    /// Cases of the year and the year before.
    pub cases: Compared,
}

/// Cases of one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseLine {
    /// What leads to them: a cause, or that nobody has analysed them yet.
    pub only: Only,
    /// Cases of the year and the year before.
    pub cases: Compared,
}

/// Figures of a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// The matter; empty: not recorded.
    pub member: String,
    /// Accepted, filed.
    pub figures: Vec<Figure>,
}

/// Figures of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    /// The unit.
    pub unit: UnitId,
    /// Without those below it.
    pub own: bool,
    /// Accepted, new suits, loss rate, appearance rate, performance rate.
    pub figures: Vec<Figure>,
    /// Place among the units, from 1, of each figure; `None` of counts, and of rates of too few cases.
    pub ranks: Vec<Option<Rank>>,
}

/// A place among units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// Place, from 1; equals share it.
    pub place: usize,
    /// Units that have a place.
    pub of: usize,
}

/// Hearings of a unit at which nobody responsible appeared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The unit.
    pub unit: UnitId,
    /// Without those below it.
    pub own: bool,
    /// Code of the reason the court accepted, or that there is none.
    pub code: String,
    /// Cases.
    pub cases: i64,
}

/// Suits and loss rate both down 双下降 (SX-1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleDecrease {
    /// Suits filed.
    pub suits: Figure,
    /// Loss rate.
    pub loss: Figure,
    /// Whether both went down; `None` when nothing can be said.
    pub reached: Option<bool>,
}

/// The years in which anything came in, latest first.
///
/// # Errors
/// What the engine reports.
pub fn years_counted(database: &mut Database, scope: &FigureScope) -> Result<Vec<i32>, ServiceError> {
    years_of(database, scope, &[Measure::Received, Measure::Accepted, Measure::Filed, Measure::RespondentReceived])
}

/// The years in which any of these was counted, latest first; none of a scope that has no running totals.
///
/// # Errors
/// What the engine reports.
pub fn years_of(database: &mut Database, scope: &FigureScope, measures: &[Measure]) -> Result<Vec<i32>, ServiceError> {
    let terms: Vec<Term> = measures.iter().copied().map(Term::of).collect();
    let years: Vec<i32> = Period::YEARS.map(|year| year * 100).collect();
    let found = counts_by_period(database, &Wanted::by(&terms.iter().collect::<Vec<_>>()), scope, &years)?;
    Ok(found.into_keys().rev().map(|period| period / 100).collect())
}

/// The board of a year: of everything, or of a unit and all below it.
///
/// # Errors
/// A year outside [`Period::YEARS`], or what the engine reports.
pub fn board(
    database: &mut Database,
    books: &Books,
    tree: &Tree,
    unit: Option<UnitId>,
    year: i32,
    today: Day,
) -> Result<Board, ServiceError> {
    let scope = unit.map_or_else(FigureScope::default, FigureScope::under);
    let period = days_of(year, today)?;
    let annual = &books.registry.annual;
    let (performance, loss, appearance) = (&*annual.performance_rate.id, &*annual.loss_rate.id, &*annual.appearance_rate.id);
    let tiles = [ACCEPTED, CONCLUDED, "JS-JC", "JS-HC", performance, loss, appearance, FILED];
    let others = [DAYS, GROUNDS, SUITS_CONCLUDED, LOST, IN_TIME];
    let of_units = [ACCEPTED, FILED, loss, appearance, performance];
    let every = || tiles.iter().chain(&others).chain(&ANALYSED).chain(&PERFORMANCE).chain(&UNPERFORMED).copied();
    let reader = Reader::new(books, period, &scope, every())?;

    let wanted = reader.wanted(every());
    let [now, then, months @ ..] = counts(database, &wanted, years_and_months(period)?, &scope)?;
    let figure = |id: &str| reader.figure(id, &scope, &now, &then);
    let (suits, losses, days) = (figure(FILED), figure(loss), figure(DAYS));
    let concluded = figure(CONCLUDED);
    let average = |days: i64, cases: i64| books.rounding.percent(days, cases.checked_mul(100)?);
    let reached = double_decrease(suits.last_year.numerator, suits.rate.numerator, &losses.last_year, &losses.rate);
    let units = reader.units(database, tree, unit, &of_units)?;
    Ok(Board {
        year,
        period,
        tiles: tiles.iter().map(|id| figure(id)).collect(),
        months: reader.months(&months, &figure),
        performance: {
            let rates = PERFORMANCE.iter().map(|id| figure(id));
            rates.filter(|rate| rate.rate.denominator + rate.last_year.denominator > 0).collect()
        },
        unperformed: UNPERFORMED.iter().map(|id| figure(id)).collect(),
        outcomes: [(CONCLUDED, "reconsideration"), (SUITS_CONCLUDED, "litigation")]
            .into_iter()
            .map(|(id, division)| (figure(id), reader.divided(id, books.registry.division(division), &now, &then)))
            .collect(),
        in_time: figure(IN_TIME),
        average_days: [
            average(days.rate.numerator, concluded.rate.numerator),
            average(days.last_year.numerator, concluded.last_year.numerator),
        ],
        days,
        absences: reader.absences(&units, appearance),
        units: units.into_iter().map(|(line, _)| line).collect(),
        matters: reader.matters(database, &now, &[ACCEPTED, FILED])?,
        grounds: (figure(GROUNDS), reader.by_code(GROUNDS, &now, &then)),
        lost: (
            figure(LOST),
            reader.divided(LOST, books.registry.division("litigation"), &now, &then).into_iter().filter(SetLine::any).collect(),
        ),
        causes: reader.causes(database, ANALYSED.map(figure))?,
        double_decrease: DoubleDecrease { suits, loss: losses, reached },
        appearance: appearance.to_owned(),
        scope,
    })
}

/// The days of a year that can have been counted: all of it, or up to the end of this month.
fn days_of(year: i32, today: Day) -> Result<Period, ServiceError> {
    let whole = Period::year(year).map_err(|fault| ServiceError::Said(fault.0))?;
    if year != today.year() {
        return Ok(whole);
    }
    let first = NaiveDate::from_ymd_opt(year, today.month(), 1).unwrap_or(today);
    let end = first.checked_add_months(Span::new(1)).and_then(|next| next.pred_opt()).unwrap_or(whole.to());
    Period::of(whole.from(), end).map_err(|fault| ServiceError::Said(fault.0))
}

/// A period and the same days a year before, the months of its year and those of the year before: one reading of the totals.
fn years_and_months(period: Period) -> Result<[Period; 26], ServiceError> {
    let mut all = [period; 26];
    all[1] = period.year_before();
    for (month, at) in (1..=12).zip(2..) {
        all[at] = Period::month(period.from().year(), month).map_err(|fault| ServiceError::Said(fault.0))?;
        all[12 + at] = all[at].year_before();
    }
    Ok(all)
}

struct Reader<'a> {
    books: &'a Books,
    period: Period,
    scope: &'a FigureScope,
    /// The definitions of the board, looked up once: a county shows each of them for all its units.
    chosen: HashMap<&'a str, Chosen<'a>>,
}

impl<'a> Reader<'a> {
    fn new(books: &'a Books, period: Period, scope: &'a FigureScope, ids: impl Iterator<Item = &'a str>) -> Result<Self, ServiceError> {
        let chosen = ids.map(|id| Ok((id, books.registry.under(id, &[]).map_err(ServiceError::Said)?)));
        Ok(Self { books, period, scope, chosen: chosen.collect::<Result<_, ServiceError>>()? })
    }

    /// The period, and the same days a year before.
    fn years(&self) -> [Period; 2] {
        [self.period, self.period.year_before()]
    }

    fn query(&self, id: &str, scope: &FigureScope) -> FigureQuery {
        FigureQuery { definition: id.to_owned(), switches: Vec::new(), period: self.period, scope: scope.clone() }
    }

    fn formula(&self, id: &str) -> &Formula {
        &self.chosen[id].formula
    }

    fn wanted<'b>(&self, ids: impl Iterator<Item = &'b str>) -> Wanted {
        Wanted::by(&ids.flat_map(|id| self.formula(id).terms()).collect::<Vec<_>>())
    }

    fn figure(&self, id: &str, scope: &FigureScope, now: &Counts, then: &Counts) -> Figure {
        Figure::new(self.books, &self.chosen[id], &self.query(id, scope), now, then, None)
    }

    fn compared(&self, then: i64, now: i64) -> Compared {
        Compared::between(then, now, self.books.rounding)
    }

    /// From the months of the year, then those of the year before.
    fn months(&self, counts: &[Counts; 24], figure: &impl Fn(&str) -> Figure) -> Vec<Months> {
        let line = |id: &&str| {
            let of = |month: usize| counts[month].sum(&self.formula(id).numerator);
            Months { figure: figure(id), now: std::array::from_fn(of), then: std::array::from_fn(|month| of(12 + month)) }
        };
        MONTHLY.iter().map(line).collect()
    }

    /// A count divided by the sets of a division; what belongs to none of them comes last.
    fn divided(&self, id: &str, division: &[OutcomeSet], now: &Counts, then: &Counts) -> Vec<SetLine> {
        let [now, then] = [now, then].map(|counts| self.codes_of(id, counts));
        let sum = |counts: &BTreeMap<String, i64>, holds: &dyn Fn(&str) -> bool| -> i64 {
            counts.iter().filter(|(code, _)| holds(code)).map(|(_, count)| count).sum()
        };
        let line = |set: Option<&OutcomeSet>, only: Only, holds: &dyn Fn(&str) -> bool| SetLine {
            set: set.cloned(),
            only,
            cases: self.compared(sum(&then, holds), sum(&now, holds)),
        };
        let mut lines: Vec<SetLine> = division.iter().map(|set| line(Some(set), Only::Set(set.clone()), &|code| set.holds(code))).collect();
        let rest: BTreeSet<&String> = now.keys().chain(then.keys()).filter(|code| !division.iter().any(|set| set.holds(code))).collect();
        lines.extend(rest.into_iter().map(|code| line(None, Only::Code(code.clone()), &|other| other == code)));
        lines
    }

    /// The cases these figures count above the line, by the causes their analyses name.
    fn causes<const N: usize>(&self, database: &mut Database, figures: [Figure; N]) -> Result<Vec<(Figure, Vec<CauseLine>)>, ServiceError> {
        let analysed = database.causes_analysed(None)?;
        let mut found = Vec::with_capacity(N);
        for figure in figures {
            let lines = self.causes_of(database, &figure, &analysed)?;
            found.push((figure, lines));
        }
        Ok(found)
    }

    /// The causes of one figure, most first; last the cases that are not analysed yet.
    fn causes_of(
        &self,
        database: &mut Database,
        figure: &Figure,
        analysed: &[(CaseId, Vec<String>)],
    ) -> Result<Vec<CauseLine>, ServiceError> {
        let id = &figure.rate.definition;
        let terms = &self.formula(id).numerator;
        let mut by_cause = |period| -> Result<(BTreeMap<String, i64>, i64), ServiceError> {
            let query = FigureQuery { period, ..self.query(id, self.scope) };
            let asked =
                CasesQuery { figure: &query, part: Part::Numerator, only: &Only::All, known_on: None, after: None, limit: usize::MAX };
            let mut causes: BTreeMap<String, i64> = BTreeMap::new();
            let mut sum = 0;
            for one in analysed_of(database, &asked, terms, analysed)? {
                sum += one.weight();
                for cause in &one.causes {
                    *causes.entry(cause.clone()).or_default() += one.weight();
                }
            }
            Ok((causes, sum))
        };
        let (now, then) = (by_cause(self.period)?, by_cause(self.period.year_before())?);
        let found: BTreeSet<&String> = now.0.keys().chain(then.0.keys()).collect();
        let of = |causes: &BTreeMap<String, i64>, cause: &String| causes.get(cause).copied().unwrap_or_default();
        let line =
            |cause: &String| CauseLine { only: Only::Cause(cause.clone()), cases: self.compared(of(&then.0, cause), of(&now.0, cause)) };
        let mut lines: Vec<CauseLine> = found.into_iter().map(line).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.cases.current));
        let rest = self.compared(figure.last_year.numerator - then.1, figure.rate.numerator - now.1);
        lines.push(CauseLine { only: Only::NotAnalysed, cases: rest });
        lines.retain(|line| line.cases.current + line.cases.previous > 0);
        Ok(lines)
    }

    fn by_code(&self, id: &str, now: &Counts, then: &Counts) -> Vec<CodeLine> {
        let (now, then) = (self.codes_of(id, now), self.codes_of(id, then));
        let codes: BTreeSet<&String> = now.keys().chain(then.keys()).collect();
        let of = |counts: &BTreeMap<String, i64>, code: &String| counts.get(code).copied().unwrap_or_default();
        let mut lines: Vec<CodeLine> =
            codes.into_iter().map(|code| CodeLine { code: code.clone(), cases: self.compared(of(&then, code), of(&now, code)) }).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.cases.current));
        lines
    }

    fn codes_of(&self, id: &str, counts: &Counts) -> BTreeMap<String, i64> {
        let mut codes: BTreeMap<String, i64> = BTreeMap::new();
        for term in &self.formula(id).numerator {
            for (code, count) in counts.by_code(term) {
                *codes.entry(code).or_default() += term.sign() * count;
            }
        }
        codes
    }

    /// The units directly below, each with all below it, and the unit itself; with what was counted of each.
    fn units(
        &self,
        database: &mut Database,
        tree: &Tree,
        unit: Option<UnitId>,
        ids: &[&str],
    ) -> Result<Vec<(UnitLine, Counts)>, ServiceError> {
        let below: Vec<UnitId> = tree.units().filter(|child| tree.get(*child).is_some_and(|branch| branch.parent == unit)).collect();
        let wanted = self.wanted(ids.iter().copied());
        let mut found = Vec::new();
        for (dimension, own, units) in [(Dimension::Under, false, below), (Dimension::Own, true, unit.into_iter().collect())] {
            let members: Vec<String> = units.iter().map(UnitId::to_string).collect();
            let mut read = counts_by(database, dimension, Some(&members), &wanted, self.years())?;
            for (unit, member) in units.into_iter().zip(&members) {
                let [now, then] = read.remove(member).unwrap_or_default();
                if !now.any_within() && !then.any_within() {
                    continue;
                }
                let scope = FigureScope { units: if own { UnitsIn::Own(unit) } else { UnitsIn::Under(unit) }, ..FigureScope::default() };
                let figures = ids.iter().map(|id| self.figure(id, &scope, &now, &then)).collect::<Vec<_>>();
                found.push((UnitLine { unit, own, ranks: vec![None; figures.len()], figures }, now));
            }
        }
        found
            .sort_by_key(|(line, _)| (line.own, std::cmp::Reverse(line.figures.iter().take(2).map(|one| one.rate.numerator).sum::<i64>())));
        rank(&mut found, &self.books.registry.annual.loss_rate.id);
        Ok(found)
    }

    fn absences(&self, units: &[(UnitLine, Counts)], appearance: &str) -> Vec<Absence> {
        let heard = &self.formula(appearance).denominator;
        let mut absences = Vec::new();
        for (line, counts) in units {
            for (code, cases) in heard.iter().flat_map(|term| counts.by_code(term)).filter(|(code, _)| code != APPEARED) {
                absences.push(Absence { unit: line.unit, own: line.own, code, cases });
            }
        }
        absences.sort_by_key(|absence| std::cmp::Reverse(absence.cases));
        absences
    }

    /// What most cases are about: only where the scope holds every case there is, for matters have no totals by unit.
    fn matters(&self, database: &mut Database, now: &Counts, ids: &[&str]) -> Result<Option<Vec<MemberLine>>, ServiceError> {
        let wanted = self.wanted(ids.iter().copied());
        let read = counts_by(database, Dimension::Matter, None, &wanted, self.years())?;
        // every case has one matter, if only that none is recorded
        let everywhere = |terms: &[Term]| read.values().map(|[now, _]| now.sum(terms)).sum::<i64>();
        if ids.iter().map(|id| &self.formula(id).numerator).any(|terms| everywhere(terms) != now.sum(terms)) {
            return Ok(None);
        }
        let mut lines = Vec::new();
        for (member, [now, then]) in read {
            let scope = FigureScope { matter: Some(member.clone()), ..self.scope.clone() };
            let figures = ids.iter().map(|id| self.figure(id, &scope, &now, &then)).collect::<Vec<_>>();
            lines.push(MemberLine { member, figures });
        }
        let weight = |line: &MemberLine| line.figures.iter().map(|figure| figure.rate.numerator).sum::<i64>();
        lines.retain(|line| weight(line) > 0);
        lines.sort_by_key(|line| std::cmp::Reverse(weight(line)));
        lines.truncate(MATTERS);
        Ok(Some(lines))
    }
}

impl SetLine {
    fn any(&self) -> bool {
        self.cases.current + self.cases.previous > 0
    }
}

impl Board {
    /// The side of a figure that stands for its cases: what a count counts, the whole a rate is of.
    pub fn side(figure: &Figure) -> Part {
        if figure.count { Part::Numerator } else { Part::Denominator }
    }

    /// How percentages are rounded.
    pub fn rounding(&self) -> Rounding {
        self.in_time.rate.rounding
    }
}

/// Places among the units: the highest rate first, of losses the lowest. Rates of too few cases have none.
fn rank(units: &mut [(UnitLine, Counts)], loss: &str) {
    let Some(figures) = units.first().map(|(line, _)| line.figures.len()) else { return };
    for at in 0..figures {
        let ranked: Vec<Rate> = units
            .iter()
            .filter(|(line, _)| !line.own)
            .map(|(line, _)| &line.figures[at])
            .filter(|figure| !figure.count && !figure.small)
            .map(|figure| figure.rate.clone())
            .collect();
        for (line, _) in units.iter_mut().filter(|(line, _)| !line.own) {
            let figure = &line.figures[at];
            if figure.count || figure.small {
                continue;
            }
            let better = |other: &&Rate| {
                let order = other.compare(&figure.rate);
                order == Some(if other.definition == loss { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater })
            };
            line.ranks[at] = Some(Rank { place: 1 + ranked.iter().filter(better).count(), of: ranked.len() });
        }
    }
}
