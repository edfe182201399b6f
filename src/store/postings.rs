//! What cases are found by, kept with each of their acts: one row a token and case, at the place of the case in a list.
//!
//! A place is the day a case is listed under and its id in one number, so that the rows of a token, read backwards, are a list of
//! its cases, newest first; two numbers a row is all there is. The tokens follow from the row of the case, so that nothing is read
//! back to take them away, a backup leaves them behind, and whoever wants to know whether they are right computes them again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use diesel::connection::DefaultLoadingMode;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;

use super::cases::CaseRow;
use super::chunks::insert_all;
use super::connection::{AnyConnection, each};
use super::error::StoreError;
use super::events;
use super::schema::{cases, number_stems, postings};
use crate::domain::Day;

/// A token at the place of a case that is found by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Queryable, Insertable)]
#[diesel(table_name = postings)]
pub(super) struct Posting {
    token: i64,
    place: i64,
}

/// Bits of a place that are the id of the case; days of four-digit years fit above them.
const ID: u32 = 40;
/// Cases read at a time.
const CASES: usize = 500;

/// The place of a case in a list.
pub(super) fn place(listed_on: Day, id: i64) -> i64 {
    (i64::from(listed_on.num_days_from_ce().max(0)) << ID) | id
}

/// Day and id of a place.
pub(super) fn of_place(place: i64) -> (Day, i64) {
    let day = i32::try_from(place >> ID).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    (day.unwrap_or(NaiveDate::MAX), place & ((1 << ID) - 1))
}

/// What new cases are found by.
#[derive(Debug, Default)]
pub(super) struct Postings {
    rows: Vec<Posting>,
    stems: BTreeSet<String>,
}

impl Postings {
    /// Adds a case.
    pub(super) fn add(&mut self, case: &CaseRow) {
        let (folded, tokens) = case.found_by();
        let place = place(case.listed_on.0, case.id);
        self.rows.extend(tokens.into_iter().map(|token| Posting { token, place }));
        if let Some(stem) = folded.stem().filter(|stem| !self.stems.contains(*stem)) {
            self.stems.insert(stem.to_owned());
        }
    }

    /// Number of rows that wait to be written.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Writes them, neighbours together.
    pub(super) fn write(mut self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        self.rows.sort_unstable();
        insert_all!(connection, postings::table, self.rows);
        for stem in &self.stems {
            let row = number_stems::stem.eq(stem);
            each!(connection, engine => diesel::insert_into(number_stems::table).values(row).on_conflict_do_nothing().execute(engine))?;
        }
        Ok(())
    }
}

/// Makes a case found by what it is now, and no longer by what it was.
pub(super) fn replace(connection: &mut AnyConnection, before: &CaseRow, after: &CaseRow) -> Result<(), StoreError> {
    let (mut new, mut old) = (Postings::default(), Postings::default());
    new.add(after);
    old.add(before);
    let gone: Vec<i64> = old.rows.iter().filter(|row| !new.rows.contains(row)).map(|row| row.token).collect();
    if !gone.is_empty() {
        let there = postings::token.eq_any(gone).and(postings::place.eq(place(before.listed_on.0, before.id)));
        diesel::delete(postings::table.filter(there)).execute(connection)?;
    }
    new.rows.retain(|row| !old.rows.contains(row));
    if new.stems == old.stems {
        new.stems.clear();
    }
    new.write(connection)
}

/// Takes cases out that have just been taken back.
pub(super) fn remove(connection: &mut AnyConnection, cases: Vec<CaseRow>) -> Result<(), StoreError> {
    let mut of_tokens: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for mut case in cases {
        let place = place(case.listed_on.0, case.id);
        case.withdrawn_at = None;
        case.found_by().1.into_iter().for_each(|token| of_tokens.entry(token).or_default().push(place));
    }
    for (token, places) in of_tokens {
        diesel::delete(postings::table.filter(postings::token.eq(token).and(postings::place.eq_any(places)))).execute(connection)?;
    }
    Ok(())
}

/// Writes what all cases are found by anew. `older`: the rows of the cases come from before there was a search, and lack what the
/// search reads.
pub(super) fn fill(connection: &mut AnyConnection, older: bool) -> Result<(), StoreError> {
    diesel::delete(postings::table).execute(connection)?;
    diesel::delete(number_stems::table).execute(connection)?;
    let mut last = 0;
    loop {
        let next = cases::table.filter(cases::id.gt(last)).order(cases::id).limit(CASES as i64);
        let mut rows: Vec<CaseRow> = next.load(connection)?;
        let Some(end) = rows.last().map(|row| row.id) else { return Ok(()) };
        if older {
            let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
            for (row, history) in rows.iter_mut().zip(events::histories(connection, &ids)?) {
                if row.complete(&history) {
                    diesel::update(cases::table.find(row.id)).set(&*row).execute(connection)?;
                }
            }
        }
        let mut found_by = Postings::default();
        rows.iter().for_each(|row| found_by.add(row));
        found_by.write(connection)?;
        last = end;
    }
}

/// What a set of rows comes to, whatever their order: how many, and the sum of their hashes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    rows: u64,
    hashes: u64,
}

impl Sum {
    fn add(&mut self, Posting { token, place }: Posting) {
        // multiply and fold, twice: neighbouring numbers go far apart
        let mix = |number: u64| {
            let wide = u128::from(number ^ 0x9E37_79B9_7F4A_7C15) * 0xD6E8_FEB8_6659_FD93;
            (wide as u64) ^ ((wide >> 64) as u64)
        };
        self.rows += 1;
        self.hashes = self.hashes.wrapping_add(mix(mix(token as u64) ^ place as u64));
    }

    /// Adds what a case is found by.
    pub(super) fn add_case(&mut self, case: &CaseRow) {
        let place = place(case.listed_on.0, case.id);
        case.found_by().1.into_iter().for_each(|token| self.add(Posting { token, place }));
    }

    /// Of the rows that are stored, streamed: each engine says so in its own way.
    pub(super) fn stored(connection: &mut AnyConnection) -> Result<Self, StoreError> {
        let mut sum = Self::default();
        match connection {
            AnyConnection::Sqlite(engine) => {
                for row in postings::table.load_iter::<Posting, DefaultLoadingMode>(engine)? {
                    sum.add(row?);
                }
            }
            AnyConnection::Postgres(engine) => {
                for row in postings::table.load_iter::<Posting, PgRowByRowLoadingMode>(engine)? {
                    sum.add(row?);
                }
            }
        }
        Ok(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_the_order_of_the_list_and_say_day_and_id() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let cases = [("0001-01-01", 1), ("2023-12-31", 999_999_999), ("2024-01-01", 1), ("2024-01-01", 2), ("9999-12-31", 1 << 39)];
        let places = cases.map(|(on, id)| place(day(on), id));
        assert!(places.is_sorted());
        assert_eq!(places.map(of_place), cases.map(|(on, id)| (day(on), id)));
    }

    #[test]
    fn a_sum_tells_which_token_stands_where() {
        let sum = |rows: &[(i64, i64)]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|(token, place)| sum.add(Posting { token: *token, place: *place }));
            sum
        };
        assert_eq!(sum(&[(1, 2), (3, 4)]), sum(&[(3, 4), (1, 2)]));
        assert_ne!(sum(&[(1, 2), (3, 4)]), sum(&[(1, 4), (3, 2)]));
        assert_ne!(sum(&[(1, 2)]), sum(&[(1, 2), (1, 2)]));
    }
}
