//! Reading the running totals: what is stored and what is only noted, in one look, so that a figure is of one moment.

use std::collections::HashMap;
use std::hash::Hash;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text};

use super::connection::{AnyConnection, Database, each};
use super::error::StoreError;
use super::schema::{total_changes, total_labels, total_members, totals};
use super::totals::{Member, Noted, TotalLabel, noted};
use crate::domain::statistics::Dimension;

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

/// A row of the one look: its kind, ids or numbers, and up to three texts.
type Row = (i32, i64, i32, i64, i64, Option<String>, Option<String>, Option<String>);

/// Kinds of rows: a stored sum (member, period, label, count); changes that are noted; a label (id, traits); a member (id).
const STORED: i32 = 0;
const NOTED: i32 = 1;
const LABEL: i32 = 2;
const MEMBER: i32 = 3;

/// Names in the order they came in, found again by their id or by themselves.
struct Names<T> {
    names: Vec<T>,
    by_id: HashMap<i64, usize>,
    by_name: HashMap<T, usize>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { names: Vec::new(), by_id: HashMap::new(), by_name: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Names<T> {
    fn position(&mut self, name: T) -> usize {
        *self.by_name.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
    }

    fn add(&mut self, id: i64, name: T) {
        let position = self.position(name);
        self.by_id.insert(id, position);
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
        let (mut labels, mut named) = (Names::default(), Names::default());
        for (kind, id, number, label, count, one, two, three) in rows(self.connection(), dimension, members, measures, periods)? {
            let [one, two, three] = [one, two, three].map(Option::unwrap_or_default);
            match kind {
                NOTED => changes.push(one),
                LABEL => labels.add(id, TotalLabel { measure: one.into(), instance: two.into(), code: three, traits: number }),
                MEMBER => named.add(id, one),
                _ => stored.push((id, number, label, count)),
            }
        }
        let mut counts: HashMap<(usize, i32, usize), i64> = HashMap::with_capacity(stored.len());
        for (member, period, label, count) in stored {
            *counts.entry((named.by_id[&member], period, labels.by_id[&label])).or_default() += count;
        }
        for content in changes {
            let Noted { labels: told, members: changed, counts: changes } = noted(&content)?;
            let wanted = |of: &&Member| of.dimension == dimension.code() && members.is_none_or(|members| members.contains(&of.member));
            for (label, member, month, count) in changes {
                let label = told.get(label as usize).filter(|label| measures.contains(&&*label.measure));
                let Some((label, member)) = label.zip(changed.get(member as usize).filter(wanted)) else { continue };
                for period in [month, month / 100 * 100].into_iter().filter(|period| periods.contains(period)) {
                    let at = (named.position(member.member.clone()), period, labels.position(label.clone()));
                    *counts.entry(at).or_default() += count;
                }
            }
        }
        let lines = counts.into_iter().filter(|(_, count)| *count != 0);
        let lines = lines.map(|((member, period, label), count)| Sum { member, period, label, count }).collect();
        Ok(Sums { members: named.names, labels: labels.names, lines })
    }
}

/// What is stored of these sums and all that is noted, with the names of both, in one look and one statement.
fn rows(
    connection: &mut AnyConnection,
    dimension: Dimension,
    members: Option<&[String]>,
    measures: &[&str],
    periods: &[i32],
) -> Result<Vec<Row>, StoreError> {
    let of_dimension = total_members::dimension.eq(dimension.code());
    let measured = || total_labels::measure.eq_any(measures);
    let joined = total_members::table.inner_join(totals::table.inner_join(total_labels::table));
    // as values, not as text: the statement is prepared once
    let kind = |kind: i32| kind.into_sql::<Integer>();
    let zero = || 0_i64.into_sql::<BigInt>();
    let none = || None::<String>.into_sql::<Nullable<Text>>();
    let stored = joined.filter(of_dimension.and(totals::period.eq_any(periods)).and(measured())).select((
        kind(STORED),
        totals::member_id,
        totals::period,
        totals::label_id,
        totals::count,
        none(),
        none(),
        none(),
    ));
    let noted =
        total_changes::table.select((kind(NOTED), zero(), kind(0), zero(), zero(), total_changes::content.nullable(), none(), none()));
    let texts = (total_labels::measure.nullable(), total_labels::instance.nullable(), total_labels::code.nullable());
    let labels = total_labels::table.filter(measured()).select((
        kind(LABEL),
        total_labels::id,
        total_labels::traits,
        zero(),
        zero(),
        texts.0,
        texts.1,
        texts.2,
    ));
    let named = total_members::table.filter(of_dimension).select((
        kind(MEMBER),
        total_members::id,
        kind(0),
        zero(),
        zero(),
        total_members::member.nullable(),
        none(),
        none(),
    ));
    Ok(match members {
        Some(members) => {
            let of_them = || total_members::member.eq_any(members);
            let (stored, named) = (stored.filter(of_them()), named.filter(of_them()));
            each!(connection, engine => stored.union_all(noted).union_all(labels).union_all(named).load(engine))?
        }
        None => each!(connection, engine => stored.union_all(noted).union_all(labels).union_all(named).load(engine))?,
    })
}
