//! Is what is cached what the events say? Every projection, deadline and total can be computed again, compared and rebuilt.

use diesel::prelude::*;
use serde_json::json;

use super::audit::{self, Act};
use super::calendars;
use super::cases::CaseRow;
use super::connection::{AnyConnection, Database};
use super::deadlines;
use super::error::StoreError;
use super::events;
use super::facts::{self, FactRow};
use super::postings::{self, Sum};
use super::reach;
use super::schema::cases as cases_table;
use super::totals::{self, Key, Totals};
use super::types::Projector;
use super::units::{self, UnitBook};
use crate::domain::audit::AuditAction;
use crate::domain::case::Instance;
use crate::domain::id::CaseId;
use crate::domain::statistics::{Counted, Dimension, Measure, Trait, Traits};
use crate::domain::words::{Lang, Sentence, Words};

/// Something cached that is not what the events say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The number of entries, or their numbering.
    Entries {
        /// The case.
        case: CaseId,
        /// Entries the case row counts.
        stored: usize,
        /// Entries there are.
        found: usize,
    },
    /// The projection.
    Projection {
        /// The case.
        case: CaseId,
    },
    /// The units of a case.
    Units {
        /// The case.
        case: CaseId,
    },
    /// The days of a calendar that was taken in.
    Calendar {
        /// Its version.
        version: String,
    },
    /// A unit's place in the tree.
    Place {
        /// Full name of the unit.
        unit: String,
    },
    /// What is pending in a case.
    Deadlines {
        /// The case.
        case: CaseId,
    },
    /// What cases are found by.
    Search,
    /// What a case adds to the figures.
    Facts {
        /// The case.
        case: CaseId,
    },
    /// The deadlines were computed with another law, and are not compared.
    Law,
    /// A running total.
    Total {
        /// Measure, period, member of a dimension, instance, code and traits, in words.
        of: Sentence,
        /// As kept.
        stored: i64,
        /// As the cases say.
        computed: i64,
    },
}

impl Difference {
    /// The difference as one sentence.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::Entries { case, stored, found } => Sentence::new(
                format!("案件 {case}：登记为 {stored} 条记录，实有 {found} 条。"),
                format!("Case {case}: {stored} entries are counted, {found} are there."),
            ),
            Self::Projection { case } => Sentence::new(
                format!("案件 {case}：列表所示与案卷记录不一致。"),
                format!("Case {case}: what lists show is not what its entries say."),
            ),
            Self::Units { case } => Sentence::new(
                format!("案件 {case}：所涉单位与案卷记录不一致。"),
                format!("Case {case}: its units are not those its entries say."),
            ),
            Self::Calendar { version } => Sentence::new(
                format!("日历 {version}：其日期与导入时不一致；请从备份恢复，或重新导入。"),
                format!("Calendar {version}: its days are not those that were taken in; restore a backup or import it again."),
            ),
            Self::Place { unit } => Sentence::new(
                format!("单位“{unit}”：所记层级与上级单位不一致。"),
                format!("Unit \"{unit}\": its place is not the one its parents say."),
            ),
            Self::Deadlines { case } => Sentence::new(
                format!("案件 {case}：所存期限与案卷记录不一致。"),
                format!("Case {case}: its stored deadlines are not those its entries say."),
            ),
            Self::Search => Sentence::new("案件检索索引与案卷不一致。", "What cases are found by in a search is not what they say."),
            Self::Facts { case } => Sentence::new(
                format!("案件 {case}：所存统计事实与案卷记录不一致。"),
                format!("Case {case}: its stored facts for the figures are not those its entries say."),
            ),
            Self::Law => Sentence::new(
                "所存期限系依另一版本的工作日历、期限规则或设置计算，未予核对；请运行 fuyi deadlines recompute。",
                "The stored deadlines were computed with another calendar, rule book or settings and are not compared: run fuyi deadlines recompute.",
            ),
            Self::Total { of, stored, computed } => Sentence::new(
                format!("累计数 {}：存为 {stored}，应为 {computed}。", of.zh),
                format!("Total {}: {stored} is kept, {computed} is right.", of.en),
            ),
        }
    }
}

/// Cases compared at a time.
const CASES: usize = 500;

impl Database {
    /// Compares every projection, deadline and total with the events.
    ///
    /// # Errors
    /// An entry that cannot be read, or what the engine reports.
    pub fn verify(&mut self, projector: &impl Projector) -> Result<Vec<Difference>, StoreError> {
        self.read(|connection| compare(connection, projector, false))
    }

    /// As [`Database::verify`], and writes what is right in one transaction. What was different is reported.
    /// Entries and calendars are never touched: what is wrong with them is reported and stays. Deadlines of another law stay as
    /// well: to change them is an act of its own, [`Database::deadlines_recompute`].
    ///
    /// # Errors
    /// As [`Database::verify`].
    pub fn rebuild(&mut self, projector: &impl Projector, act: &Act<'_>) -> Result<Vec<Difference>, StoreError> {
        self.write(|connection| {
            deadlines::lock(connection)?;
            let differences = compare(connection, projector, true)?;
            if deadlines::law(connection)?.is_none() {
                deadlines::set_law(connection, projector.law())?;
            }
            audit::write(connection, act, AuditAction::Rebuilt, "database", &json!({"differences": differences.len()}))?;
            Ok(differences)
        })
    }
}

fn compare(connection: &mut AnyConnection, projector: &impl Projector, repair: bool) -> Result<Vec<Difference>, StoreError> {
    let mut differences = units::misplaced(connection, repair)?;
    let units = UnitBook::load(connection)?;
    let mut computed = Totals::default();
    let mut facts_changed = false;
    let of_this_law = deadlines::law(connection)?.is_none_or(|law| law == projector.law());
    if !of_this_law {
        differences.push(Difference::Law);
    }
    let mut found_by = Sum::default();
    let mut last = 0;
    loop {
        let rows: Vec<CaseRow> =
            cases_table::table.filter(cases_table::id.gt(last)).order(cases_table::id).limit(CASES as i64).load(connection)?;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let Some(&end) = ids.last() else { break };
        let histories = events::histories(connection, &ids)?;
        let mut stored_units = reach::stored(connection, &ids)?.into_iter().peekable();
        let mut stored_deadlines = deadlines::of_cases(connection, &ids)?.into_iter().peekable();
        let mut stored_facts = facts::of_cases(connection, &ids)?.into_iter().peekable();
        for (row, history) in rows.into_iter().zip(histories) {
            let case = CaseId(row.id);
            if row.version as usize != history.0.len() {
                differences.push(Difference::Entries { case, stored: row.version as usize, found: history.0.len() });
            }
            let projection = projector.project(row.kind()?, &history);
            let mut right = row.clone();
            right.project(&projection);
            if right != row {
                differences.push(Difference::Projection { case });
                if repair {
                    diesel::update(cases_table::table.find(row.id)).set(&right).execute(connection)?;
                }
            }
            found_by.add_case(&right);
            let right_units = reach::of_case(&right, &projection, &units)?;
            let mut kept_units = Vec::new();
            while let Some(unit) = stored_units.next_if(|unit| unit.case_id == row.id) {
                kept_units.push(unit);
            }
            if kept_units != right_units {
                differences.push(Difference::Units { case });
                if repair {
                    reach::write(connection, row.id, right_units)?;
                }
            }
            let kept_deadlines: Vec<_> = std::iter::from_fn(|| stored_deadlines.next_if(|deadline| deadline.case_id == row.id)).collect();
            let right_deadlines = match row.withdrawn_at {
                None => deadlines::rows(row.id, &projection, &units)?,
                Some(_) => Vec::new(),
            };
            if of_this_law && !deadlines::agree(&kept_deadlines, &right_deadlines, projector.today()) {
                differences.push(Difference::Deadlines { case });
                if repair {
                    deadlines::replace(connection, &[row.id], right_deadlines)?;
                }
            }
            let kept_facts: Vec<FactRow> = std::iter::from_fn(|| stored_facts.next_if(|fact| fact.case_id == row.id)).collect();
            let right_facts = match row.withdrawn_at {
                None => facts::rows(row.id, &projection.facts, &units)?,
                Some(_) => Vec::new(),
            };
            let compared =
                |rows: &[FactRow]| rows.iter().filter(|fact| of_this_law || !by_law(fact.measure())).cloned().collect::<Vec<_>>();
            if kept_facts != right_facts {
                if compared(&kept_facts) != compared(&right_facts) {
                    differences.push(Difference::Facts { case });
                }
                if repair {
                    facts::replace(connection, row.id, &kept_facts, right_facts)?;
                    facts_changed = true;
                }
            }
            if row.withdrawn_at.is_none() {
                computed.add(&projection.facts, &units)?;
            }
        }
        last = end;
    }
    if Sum::stored(connection)? != found_by {
        differences.push(Difference::Search);
        if repair {
            postings::fill(connection, false)?;
        }
    }
    differences.extend(calendars::altered(connection)?.into_iter().map(|version| Difference::Calendar { version }));
    let wrong = Totals::load(connection)?.differences(&computed);
    if repair && (facts_changed || !wrong.is_empty()) {
        totals::replace(connection, computed)?;
    }
    let wrong = wrong.into_iter().filter(|(key, ..)| of_this_law || !by_law(&key.measure));
    differences.extend(wrong.map(|(key, stored, computed)| Difference::Total { of: describe(&key), stored, computed }));
    Ok(differences)
}

/// Whether a measure depends on calendar and rule book: under another law it is recomputed with the deadlines.
fn by_law(code: &str) -> bool {
    matches!(Measure::of_counted(code), Some((Measure::InTime, _)))
}

fn measure_words(code: &str) -> Sentence {
    match Measure::of_counted(code) {
        Some((measure, Counted::Case)) => measure.words().into(),
        Some((measure, Counted::Further)) => {
            let Words { zh, en } = measure.words();
            Sentence::new(format!("{zh}（其他机关）"), format!("{en} (further agencies)"))
        }
        None => Sentence::new(code, code),
    }
}

/// What a total is of: 开庭审理 2024年3月 单位 4 一审. Codes no table knows stay as they are: that is what is wrong with them.
fn describe(key: &Key) -> Sentence {
    let Key { dimension, measure, period, member, instance, code, traits } = key;
    let (year, month) = (period / 100, period % 100);
    let parts = [
        measure_words(measure),
        match month {
            0 => Sentence::new(format!("{year}年"), year.to_string()),
            _ => Sentence::new(format!("{year}年{month}月"), format!("{year}-{month:02}")),
        },
        {
            let named = Dimension::from_code(dimension).map(|known| Sentence::from(known.words()));
            let Sentence { zh, en } = named.unwrap_or_else(|| Sentence::new(&**dimension, &**dimension));
            Sentence::new(format!("{zh} {member}").trim_end(), format!("{en} {member}").trim_end())
        },
        Instance::from_code(instance).map_or_else(|| Sentence::new(&**instance, &**instance), |known| known.words().into()),
        Sentence::new(code, code),
        {
            let words: Vec<Words> = Traits::from_bits(*traits).iter().map(Trait::words).collect();
            let join = |word: fn(&Words) -> &'static str| words.iter().map(word).collect::<Vec<_>>().join("、");
            Sentence::new(join(|words| words.zh), join(|words| words.en))
        },
    ];
    let join = |lang| parts.iter().map(|part| part.in_lang(lang)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Sentence::new(join(Lang::Zh), join(Lang::En))
}
