//! Reading the running totals: what is stored and what is only noted, in one look, so that a figure is of one moment.

use diesel::dsl::sql;
use diesel::prelude::*;

use super::connection::{AnyConnection, Database, each};
use super::error::StoreError;
use super::schema::{total_changes, total_labels, total_members, totals};
use super::totals::{Label, Member, Noted, noted};
use crate::domain::statistics::Dimension;

/// A sum of facts.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Total {
    /// Code of what is counted, and whether again for a further agency: see [`Measure::of_counted`](crate::domain::statistics::Measure::of_counted).
    pub measure: String,
    /// Kind of record (litigation), else empty.
    pub instance: String,
    /// Code that divides the measure; may be empty.
    pub code: String,
    /// Traits, as stored.
    pub traits: i32,
    /// How many.
    pub count: i64,
}

/// A sum of facts of one member of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct MemberTotal {
    /// Id of the unit, else the matter, category, officer or court itself; empty where not recorded.
    pub member: String,
    /// Month (`yyyymm`) or year (`yyyy00`).
    pub period: i32,
    /// The sum.
    #[diesel(embed)]
    pub total: Total,
}

/// A stored sum of a member, or changes that are noted.
type Line = (MemberTotal, Option<String>);

/// The totals of these measures and periods for some members of a dimension, by member, measure, period and label: what is stored, and
/// what is noted, in one look.
fn found(
    connection: &mut AnyConnection,
    dimension: Dimension,
    members: Option<&[String]>,
    measures: &[&str],
    periods: &[i32],
) -> Result<Vec<MemberTotal>, StoreError> {
    use diesel::sql_types::{BigInt, Integer, Nullable, Text};
    let of_dimension = total_members::dimension.eq(dimension.code());
    let wanted = of_dimension.and(totals::period.eq_any(periods)).and(total_labels::measure.eq_any(measures));
    let label = (total_labels::measure, total_labels::instance, total_labels::code, total_labels::traits, totals::count);
    let columns = ((total_members::member, totals::period, label), sql::<Nullable<Text>>("NULL"));
    let stored = total_members::table.inner_join(totals::table.inner_join(total_labels::table)).filter(wanted);
    let nothing = (sql::<Text>("''"), sql::<Text>("''"), sql::<Text>("''"), sql::<Integer>("0"), sql::<BigInt>("0"));
    let noted = total_changes::table.select(((sql::<Text>("''"), sql::<Integer>("0"), nothing), total_changes::content.nullable()));
    let lines: Vec<Line> = match members {
        Some(members) => {
            let of_them = stored.filter(total_members::member.eq_any(members)).select(columns);
            each!(connection, engine => of_them.union_all(noted).load(engine))?
        }
        None => each!(connection, engine => stored.select(columns).union_all(noted).load(engine))?,
    };
    let mut sums = Vec::with_capacity(lines.len());
    for (stored, content) in lines {
        match content {
            None => sums.push(stored),
            Some(content) => sums.extend(changes(&content, dimension, members, measures, periods)?),
        }
    }
    Ok(merged(sums))
}

/// In order, those of one place as one; sums of nothing are left out.
fn merged(mut sums: Vec<MemberTotal>) -> Vec<MemberTotal> {
    sums.sort_unstable_by(|one, other| place(one).cmp(&place(other)));
    sums.dedup_by(|next, kept| {
        let same = place(next) == place(kept);
        kept.total.count += if same { next.total.count } else { 0 };
        same
    });
    sums.retain(|sum| sum.total.count != 0);
    sums
}

/// What noted changes add to these totals.
fn changes(
    content: &str,
    dimension: Dimension,
    members: Option<&[String]>,
    measures: &[&str],
    periods: &[i32],
) -> Result<Vec<MemberTotal>, StoreError> {
    let Noted { labels, members: changed, counts } = noted(content)?;
    let wanted = |of: &Member| of.dimension == dimension.code() && members.is_none_or(|members| members.contains(&of.member));
    let mut sums = Vec::new();
    for (label, member, month, count) in counts {
        let (Some(label), Some(member)) = (labels.get(label as usize), changed.get(member as usize)) else { continue };
        if !measures.contains(&&*label.measure) || !wanted(member) {
            continue;
        }
        for period in [month, month / 100 * 100].into_iter().filter(|period| periods.contains(period)) {
            let Label { measure, instance, code, traits } = label.clone();
            let total = Total { measure: measure.into_owned(), instance: instance.into_owned(), code, traits, count };
            sums.push(MemberTotal { member: member.member.clone(), period, total });
        }
    }
    Ok(sums)
}

impl Database {
    /// The sums of these measures over these months and years, for one member of a dimension. Measures by their code, those for further
    /// agencies with their own.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn totals(&mut self, dimension: Dimension, member: &str, measures: &[&str], periods: &[i32]) -> Result<Vec<Total>, StoreError> {
        let mut sums = found(self.connection(), dimension, Some(&[member.to_owned()]), measures, periods)?;
        sums.iter_mut().for_each(|sum| sum.period = 0);
        Ok(merged(sums).into_iter().map(|sum| sum.total).collect())
    }

    /// The totals of these measures for some members of a dimension, each with its month or year.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn totals_of_members(
        &mut self,
        dimension: Dimension,
        members: &[String],
        measures: &[&str],
        periods: &[i32],
    ) -> Result<Vec<MemberTotal>, StoreError> {
        found(self.connection(), dimension, Some(members), measures, periods)
    }

    /// The totals of these measures for every member of a dimension, by month or year as asked.
    ///
    /// # Errors
    /// Whatever the engine reports.
    pub fn totals_by_member(&mut self, dimension: Dimension, measures: &[&str], periods: &[i32]) -> Result<Vec<MemberTotal>, StoreError> {
        found(self.connection(), dimension, None, measures, periods)
    }
}

/// Where a sum stands among those of several members.
fn place(MemberTotal { member, period, total }: &MemberTotal) -> (&str, &str, i32, &str, &str, i32) {
    (member, &total.measure, *period, &total.instance, &total.code, total.traits)
}
