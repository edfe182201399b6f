//! Lists of places, newest first, and the cases that stand in several of them.
//!
//! A frequent pair (王某) stands at a hundred thousand places, a rare one at three. Nothing is counted beforehand: the first few places
//! of each list tell how far back it reaches, and the one that reaches furthest is the rarest here and now. It leads; a stretch
//! of it is asked for in the others, by key. What lies above the newest place of any list is skipped. All statements read one
//! index forwards or backwards from a given key, so that no planner has anything to choose, and each costs what it returns.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt};

use super::connection::AnyConnection;
use super::error::StoreError;
use super::postings::{of_place, place};
use super::schema::{case_units, postings};

/// Places of a list that tell how dense it is.
const PROBE: usize = 16;

/// Places in some order of their own, read backwards.
#[derive(Debug, Clone)]
pub(super) enum List {
    /// Cases found by any of these tokens.
    Tokens(Vec<i64>),
    /// Cases that any of these units, or one below it, is on.
    Concerned(Vec<i64>),
    /// Cases that any of these units, or one below it, is on or handles.
    Reached(Vec<i64>),
    /// These places, descending.
    Fixed(Vec<i64>),
}

/// Some places that stand in all lists.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    /// Descending.
    pub(super) places: Vec<i64>,
    /// All that stand at this place or above have been named; `None`: there are no more.
    pub(super) reached: Option<i64>,
}

/// A place that stands in a list.
#[derive(QueryableByName)]
struct There {
    #[diesel(sql_type = BigInt)]
    place: i64,
}

impl List {
    /// Its places below `before` and not below `until`, descending, at least as many as asked for unless it ends.
    fn head(&self, connection: &mut AnyConnection, before: i64, until: i64, length: usize) -> Result<Vec<i64>, StoreError> {
        let keys = match self {
            Self::Fixed(places) => {
                let begin = places.partition_point(|place| *place >= before);
                return Ok(places[begin..].iter().copied().take_while(|place| *place >= until).take(length).collect());
            }
            Self::Tokens(keys) | Self::Concerned(keys) | Self::Reached(keys) => keys,
        };
        // of many keys each gives its share; what is below the place one of them was cut at is not known yet
        let mut share = if keys.len() == 1 { length } else { (2 * length / keys.len().max(1)).max(PROBE) };
        loop {
            let (mut all, mut known) = (Vec::new(), until);
            for key in keys {
                let places = self.of_key(connection, *key, before, until, share)?;
                if let Some(last) = places.last().filter(|_| places.len() == share) {
                    known = known.max(*last);
                }
                all.extend(places);
            }
            all.retain(|place| *place >= known);
            all.sort_unstable_by_key(|place| std::cmp::Reverse(*place));
            all.dedup();
            if all.len() >= length || known == until {
                all.truncate(length);
                return Ok(all);
            }
            share *= 2;
        }
    }

    fn of_key(&self, connection: &mut AnyConnection, key: i64, before: i64, until: i64, length: usize) -> Result<Vec<i64>, StoreError> {
        if let Self::Tokens(_) = self {
            let rows = postings::table.filter(postings::token.eq(key).and(postings::place.ge(until)).and(postings::place.lt(before)));
            return Ok(rows.order(postings::place.desc()).select(postings::place).limit(length as i64).load(connection)?);
        }
        let ((first, least), (day, id)) = (of_place(until), of_place(before));
        let rows = case_units::table
            .filter(case_units::unit_id.eq(key).and(case_units::listed_on.between(first, day)))
            .filter(case_units::listed_on.lt(day).or(case_units::case_id.lt(id)))
            .filter(case_units::listed_on.gt(first).or(case_units::case_id.ge(least)))
            .order((case_units::listed_on.desc(), case_units::case_id.desc()))
            .select((case_units::listed_on, case_units::case_id))
            .limit(length as i64);
        let rows: Vec<(crate::domain::Day, i64)> = match self {
            Self::Concerned(_) => rows.filter(case_units::concerned).load(connection)?,
            _ => rows.load(connection)?,
        };
        Ok(rows.into_iter().map(|(day, id)| place(day, id)).collect())
    }

    /// Which of these places stand in it.
    fn among(&self, connection: &mut AnyConnection, places: &[i64]) -> Result<HashSet<i64>, StoreError> {
        let ids = || places.iter().map(|place| of_place(*place).1);
        Ok(match self {
            Self::Fixed(fixed) => places.iter().copied().filter(|place| fixed.binary_search_by(|other| place.cmp(other)).is_ok()).collect(),
            Self::Tokens(tokens) => match connection {
                AnyConnection::Sqlite(engine) => {
                    let there = postings::token.eq_any(tokens).and(postings::place.eq_any(places));
                    postings::table.filter(there).select(postings::place).load::<i64>(engine)?.into_iter().collect()
                }
                // of two lists of keys PostgreSQL looks up one and reads all that it finds, a hundred thousand places of a frequent pair
                AnyConnection::Postgres(engine) => {
                    let one_by_one = "SELECT asked.place FROM unnest($1) AS asked (place), \
                         LATERAL (SELECT 1 FROM postings WHERE token = ANY ($2) AND place = asked.place LIMIT 1) AS there";
                    let found = diesel::sql_query(one_by_one).bind::<Array<BigInt>, _>(places).bind::<Array<BigInt>, _>(tokens);
                    found.load::<There>(engine)?.into_iter().map(|there| there.place).collect()
                }
            },
            Self::Concerned(units) | Self::Reached(units) => {
                let on = case_units::case_id.eq_any(ids()).and(case_units::unit_id.eq_any(units));
                let rows = case_units::table.filter(on).select((case_units::listed_on, case_units::case_id));
                let rows: Vec<(crate::domain::Day, i64)> = match self {
                    Self::Concerned(_) => rows.filter(case_units::concerned).load(connection)?,
                    _ => rows.load(connection)?,
                };
                rows.into_iter().map(|(day, id)| place(day, id)).collect()
            }
        })
    }
}

/// The next places below `before`, and not below `until`, that stand in all lists (at least one list), out of about so many of the
/// rarest.
pub(super) fn in_all(
    connection: &mut AnyConnection,
    lists: &[List],
    before: i64,
    until: i64,
    length: usize,
) -> Result<Stretch, StoreError> {
    let (lead, before) = match lists {
        [only] => (only, before),
        _ => {
            let (mut newest, mut lead): (i64, Option<(i64, &List)>) = (before - 1, None);
            for list in lists {
                let head = list.head(connection, before, until, PROBE)?;
                let Some(first) = head.first() else { return Ok(Stretch::default()) };
                newest = newest.min(*first);
                let reaches = if head.len() < PROBE { until } else { head[PROBE - 1] };
                if lead.is_none_or(|(furthest, _)| reaches < furthest) {
                    lead = Some((reaches, list));
                }
            }
            let Some((_, lead)) = lead else { return Ok(Stretch::default()) };
            (lead, newest + 1)
        }
    };
    let mut places = lead.head(connection, before, until, length)?;
    let reached = places.last().copied().filter(|_| places.len() == length);
    for list in lists.iter().filter(|list| !std::ptr::eq(*list, lead)) {
        if places.is_empty() {
            break;
        }
        let there = list.among(connection, &places)?;
        places.retain(|place| there.contains(place));
    }
    Ok(Stretch { places, reached })
}

/// As [`in_all`], for whichever of several combinations of lists.
pub(super) fn in_any(
    connection: &mut AnyConnection,
    ways: &[Vec<List>],
    before: i64,
    until: i64,
    length: usize,
) -> Result<Stretch, StoreError> {
    let (mut places, mut reached) = (Vec::new(), None);
    for lists in ways {
        let stretch = in_all(connection, lists, before, until, length)?;
        places.extend(stretch.places);
        reached = reached.max(stretch.reached);
    }
    if let Some(reached) = reached {
        places.retain(|place| *place >= reached);
    }
    places.sort_unstable_by_key(|place| std::cmp::Reverse(*place));
    places.dedup();
    Ok(Stretch { places, reached })
}
