//! Reading the running totals: what is stored and what is only noted, in one look, so that a figure is of one moment.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use diesel::prelude::*;
use diesel::sql_types::{Integer, Nullable, Text};

use super::connection::{AnyConnection, Database, each};
use super::error::StoreError;
use super::schema::{total_changes, total_members, totals};
use super::totals::{Member, Noted, TotalLabel, counted, labels, noted};
use crate::domain::statistics::Dimension;
use crate::domain::words::Sentence;

/// Sums of facts: numbers, and the names they go by. A county's year is thousands of numbers of a few hundred names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    /// Members of the dimension: id of the unit, else the matter, category, officer or court itself; empty where not recorded.
    pub members: Vec<String>,
    /// What was counted.
    pub labels: Vec<TotalLabel>,
    /// The sums, none of them nothing.
    pub lines: Vec<Sum>,
}

/// A sum of facts of one member of a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// Position of the member.
    pub member: usize,
    /// Month (`yyyymm`) or year (`yyyy00`).
    pub period: i32,
    /// Position of what was counted.
    pub label: usize,
    /// How many.
    pub count: i64,
}

/// What ids of labels stand for, kept from one reading to the next: an id is given once and what it stands for never changes.
pub(super) type Labels = HashMap<i64, TotalLabel>;

/// A row of the one look: a member, a period and what is counted of it, or, without a member, changes that are noted.
type Row = (Option<String>, i32, String);

/// Names in the order they came in, found again by themselves.
struct Names<T> {
    names: Vec<T>,
    positions: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Names<T> {
    fn none() -> Self {
        Self { names: Vec::new(), positions: HashMap::new() }
    }

    fn position(&mut self, name: &T) -> usize {
        if let Some(known) = self.positions.get(name) {
            return *known;
        }
        self.positions.insert(name.clone(), self.names.len());
        self.names.push(name.clone());
        self.names.len() - 1
    }
}

impl Database {
    /// The sums of these measures over these months and years, for some members of a dimension or for every one. Measures by their
    /// code, those for further agencies with their own.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn sums(
        &mut self,
        dimension: Dimension,
        members: Option<&[String]>,
        measures: &[&str],
        periods: &[i32],
    ) -> Result<Sums, StoreError> {
        let (mut stored, mut changes) = (Vec::new(), Vec::new());
        for (member, period, content) in rows(self.connection(), dimension, members, periods)? {
            match member {
                Some(member) => stored.push((member, period, counted(&content)?)),
                None => changes.push(noted(&content)?),
            }
        }
        let (mut names, mut labels, mut lines) = (Names::none(), Names::none(), Vec::new());
        let known = self.labels_of(stored.iter().flat_map(|(_, _, counts)| counts).map(|(label, _)| *label))?;
        let asked = known.iter().filter(|(_, label)| measures.contains(&&*label.measure));
        let positions: HashMap<i64, usize> = asked.map(|(id, label)| (*id, labels.position(label))).collect();
        for (name, period, counts) in &stored {
            let member = names.position(name);
            let asked = counts.iter().filter_map(|(id, count)| Some((*positions.get(id)?, *count)));
            lines.extend(asked.map(|(label, count)| Sum { member, period: *period, label, count }));
        }
        let stored = lines.len();
        for Noted { labels: told, members: changed, counts } in &changes {
            let of_them = |of: &&Member| of.dimension == dimension.code() && members.is_none_or(|members| members.contains(&of.member));
            for (label, member, month, count) in counts {
                let label = told.get(*label as usize).filter(|label| measures.contains(&&*label.measure));
                let Some((label, member)) = label.zip(changed.get(*member as usize).filter(of_them)) else { continue };
                for period in [*month, month / 100 * 100].into_iter().filter(|period| periods.contains(period)) {
                    let (member, label) = (names.position(&member.member), labels.position(label));
                    lines.push(Sum { member, period, label, count: *count });
                }
            }
        }
        if lines.len() > stored {
            lines = added_up(lines);
        }
        Ok(Sums { members: names.names, labels: labels.names, lines })
    }

    /// What labels stand for, among them these.
    fn labels_of(&mut self, ids: impl Iterator<Item = i64> + Clone) -> Result<&Labels, StoreError> {
        let unknown = |known: &Labels| ids.clone().find(|id| !known.contains_key(id));
        if unknown(self.known_labels()).is_some() {
            *self.known_labels() = labels(self.connection())?;
            if let Some(id) = unknown(self.known_labels()) {
                return Err(StoreError::Unreadable {
                    place: Sentence::new("合计", "a total"),
                    reason: Sentence::new(format!("没有编号为{id}的计数项"), format!("nothing is counted under the number {id}")),
                });
            }
        }
        Ok(self.known_labels())
    }
}

/// Each sum once; those that come to nothing are left out.
fn added_up(lines: Vec<Sum>) -> Vec<Sum> {
    let mut counts: BTreeMap<(usize, i32, usize), i64> = BTreeMap::new();
    for Sum { member, period, label, count } in lines {
        *counts.entry((member, period, label)).or_default() += count;
    }
    let counts = counts.into_iter().filter(|(_, count)| *count != 0);
    counts.map(|((member, period, label), count)| Sum { member, period, label, count }).collect()
}

/// What is stored of these sums and all that is noted, in one look and one statement.
fn rows(connection: &mut AnyConnection, dimension: Dimension, members: Option<&[String]>, periods: &[i32]) -> Result<Vec<Row>, StoreError> {
    let joined = total_members::table.inner_join(totals::table);
    let of_dimension = total_members::dimension.eq(dimension.code()).and(totals::period.eq_any(periods));
    let stored = joined.filter(of_dimension).select((total_members::member.nullable(), totals::period, totals::counts));
    // as values, not as text: the statement is prepared once
    let nobody = None::<String>.into_sql::<Nullable<Text>>();
    let noted = total_changes::table.select((nobody, 0.into_sql::<Integer>(), total_changes::content));
    Ok(match members {
        Some(members) => {
            let stored = stored.filter(total_members::member.eq_any(members));
            each!(connection, engine => stored.union_all(noted).load(engine))?
        }
        None => each!(connection, engine => stored.union_all(noted).load(engine))?,
    })
}
