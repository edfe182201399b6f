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

/// A stored sum by the ids of its member and label, or changes that are noted.
type Line = (i64, i32, i64, i64, Option<String>);

/// Names in the order they came in, found again by their id or by themselves.
struct Names<T> {
    names: Vec<T>,
    by_id: HashMap<i64, usize>,
    by_name: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Names<T> {
    fn new(known: Vec<(i64, T)>) -> Self {
        let by_id = known.iter().enumerate().map(|(position, (id, _))| (*id, position)).collect();
        let names: Vec<T> = known.into_iter().map(|(_, name)| name).collect();
        Self { by_name: names.iter().cloned().zip(0..).collect(), names, by_id }
    }

    fn position(&mut self, name: T) -> usize {
        *self.by_name.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
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
        let connection = self.connection();
        let lines = lines(connection, dimension, members, measures, periods)?;
        // names are never taken back: those read now hold what the lines name
        let mut labels = Names::new(labels_of(connection, &lines)?);
        let mut named = Names::new(members_of(connection, members, &lines)?);
        let mut counts: HashMap<(usize, i32, usize), i64> = HashMap::with_capacity(lines.len());
        for (member, period, label, count, content) in lines {
            match content {
                None => *counts.entry((named.by_id[&member], period, labels.by_id[&label])).or_default() += count,
                Some(content) => {
                    let Noted { labels: told, members: changed, counts: changes } = noted(&content)?;
                    let wanted =
                        |of: &&Member| of.dimension == dimension.code() && members.is_none_or(|members| members.contains(&of.member));
                    for (label, member, month, count) in changes {
                        let label = told.get(label as usize).filter(|label| measures.contains(&&*label.measure));
                        let Some((label, member)) = label.zip(changed.get(member as usize).filter(wanted)) else { continue };
                        for period in [month, month / 100 * 100].into_iter().filter(|period| periods.contains(period)) {
                            let at = (named.position(member.member.clone()), period, labels.position(label.clone()));
                            *counts.entry(at).or_default() += count;
                        }
                    }
                }
            }
        }
        let lines = counts.into_iter().filter(|(_, count)| *count != 0);
        let lines = lines.map(|((member, period, label), count)| Sum { member, period, label, count }).collect();
        Ok(Sums { members: named.names, labels: labels.names, lines })
    }
}

/// What is stored of these sums, and all that is noted, in one look.
fn lines(
    connection: &mut AnyConnection,
    dimension: Dimension,
    members: Option<&[String]>,
    measures: &[&str],
    periods: &[i32],
) -> Result<Vec<Line>, StoreError> {
    let of_dimension = total_members::dimension.eq(dimension.code());
    let wanted = of_dimension.and(totals::period.eq_any(periods)).and(total_labels::measure.eq_any(measures));
    let stored = total_members::table.inner_join(totals::table.inner_join(total_labels::table)).filter(wanted);
    // as values, not as text: the statement is planned once
    let no_content = None::<String>.into_sql::<Nullable<Text>>();
    let columns = (totals::member_id, totals::period, totals::label_id, totals::count, no_content);
    let nothing = || 0_i64.into_sql::<BigInt>();
    let noted =
        total_changes::table.select((nothing(), 0_i32.into_sql::<Integer>(), nothing(), nothing(), total_changes::content.nullable()));
    Ok(match members {
        Some(members) => {
            let of_them = stored.filter(total_members::member.eq_any(members)).select(columns);
            each!(connection, engine => of_them.union_all(noted).load(engine))?
        }
        None => each!(connection, engine => stored.select(columns).union_all(noted).load(engine))?,
    })
}

/// Ids without repetition, of the lines that are stored.
fn ids_of(lines: &[Line], id: impl Fn(&Line) -> i64) -> Vec<i64> {
    let mut ids: Vec<i64> = lines.iter().filter(|line| line.4.is_none()).map(id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn labels_of(connection: &mut AnyConnection, lines: &[Line]) -> Result<Vec<(i64, TotalLabel)>, StoreError> {
    let label = (total_labels::measure, total_labels::instance, total_labels::code, total_labels::traits);
    let named = total_labels::table.filter(total_labels::id.eq_any(ids_of(lines, |line| line.2)));
    Ok(named.select((total_labels::id, label)).load(connection)?)
}

fn members_of(connection: &mut AnyConnection, asked: Option<&[String]>, lines: &[Line]) -> Result<Vec<(i64, String)>, StoreError> {
    let ids = ids_of(lines, |line| line.0);
    if let (Some([only]), [id]) = (asked, &ids[..]) {
        return Ok(vec![(*id, only.clone())]);
    }
    let named = total_members::table.filter(total_members::id.eq_any(ids));
    Ok(named.select((total_members::id, total_members::member)).load(connection)?)
}
