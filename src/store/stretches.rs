//! Lists that no single index can answer: ids in the order of the list, a stretch at a time, then the cases themselves, on which
//! the filter decides. What is looked at for one page is bounded; a list that is stopped on the way says where it goes on.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::connection::{AnyConnection, Database};
use super::error::StoreError;
use super::lists::{CaseFilter, CaseSort, Cursor, Placed};
use super::places::{self, List};
use super::postings::{of_place, place};
use super::schema::{case_units, cases, deadlines, number_stems, unit_aliases, units};
use crate::domain::Day;
use crate::domain::access::Scope;
use crate::domain::deadline::{FOREVER, Urgency, UrgencyDays};
use crate::domain::id::CaseId;
use crate::domain::search::{Attribute, Folded, Terms, alternatives, attribute_token, fold};

/// Cases of the first stretch; each one after has twice as many, to the most.
const FIRST: usize = 64;
/// Cases of a stretch at most.
const STRETCH: usize = 1024;
/// Cases looked at for one page at most.
const LOOKED_AT: usize = 20_000;
/// Places that are sorted otherwise than by day at most; of more each is looked up in the order asked for.
const SORTED: usize = 8 * STRETCH;
/// The first day a database can write in four digits.
const FIRST_DAY: Day = match Day::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => Day::MIN,
};
/// Tokens or units of one list at most: one of more narrows too little.
const KEYS: usize = 256;
/// Combinations of lists at most; further terms are looked for in the cases that these find.
const WAYS: usize = 16;
/// An id above all others, as a place has it.
const LAST_ID: i64 = (1 << 40) - 1;

/// What of a term is a unit: those it is part of a name of.
struct Sought<'a> {
    term: &'a str,
    units: HashSet<i64>,
}

/// Where a list stands: what comes next stands behind it.
enum Position {
    Day(Day, i64),
    Number(String, i64),
    Next(Day, i64),
    Place(i64),
}

/// Some cases in the order of a list, and the position behind them; `None` at the end of the list.
struct Stretch {
    cases: Vec<Cursor>,
    behind: Option<(Position, Cursor)>,
}

/// At most `wanted` cases of a list after a case of it, and where it was stopped, if it was.
pub(super) fn gather(
    database: &mut Database,
    filter: &CaseFilter<'_>,
    scope: &Scope,
    (first, last): (Day, Day),
    after: Option<Cursor>,
    wanted: usize,
) -> Result<(Vec<Placed>, Option<Cursor>), StoreError> {
    let sought = sought(database.connection(), filter.terms)?;
    let ways = ways(database.connection(), filter, scope, &sought)?;
    let until = place(first, 0);
    if filter.sort == CaseSort::Number
        && !ways.is_empty()
        && let Some(places) = all_places(database.connection(), &ways, until, last)?
    {
        return Ok((by_number(database, filter, scope, &sought, &places, after, wanted)?, None));
    }
    let mut position = start(database.connection(), filter.sort, &ways, after, last)?;
    let (mut found, mut looked_at, mut length) = (Vec::new(), 0, FIRST.max(wanted));
    loop {
        let stretch = match position {
            Position::Place(before) => of_places(places::in_any(database.connection(), &ways, before, until, length)?),
            ref position => in_order(database.connection(), position, first, filter.days.today, length)?,
        };
        let ids: Vec<i64> = stretch.cases.iter().map(|cursor| cursor.id.0).collect();
        let mut lines = if ids.is_empty() { HashMap::new() } else { database.lines_of(&ids, filter, scope)? };
        let on = concerned(database.connection(), &lines.keys().copied().collect::<Vec<_>>(), &sought)?;
        for at in stretch.cases {
            let Some(line) = lines.remove(&at.id.0) else { continue };
            if fits(&line.folded(), on.get(&line.id), &sought) {
                found.push(Placed { at, line });
                if found.len() == wanted {
                    return Ok((found, None));
                }
            }
        }
        looked_at += length;
        position = match stretch.behind {
            None => return Ok((found, None)),
            Some((_, reached)) if looked_at >= LOOKED_AT => return Ok((found, Some(reached))),
            Some((position, _)) => position,
        };
        length = (length * 2).min(STRETCH);
    }
}

/// Every place in the lists, if there are few enough to be sorted otherwise.
fn all_places(connection: &mut AnyConnection, ways: &[Vec<List>], until: i64, last: Day) -> Result<Option<Vec<i64>>, StoreError> {
    let (mut all, mut before, mut looked_at) = (Vec::new(), place(last, 0) | LAST_ID, 0);
    while looked_at < SORTED {
        let stretch = places::in_any(connection, ways, before, until, STRETCH)?;
        all.extend(stretch.places);
        match stretch.reached {
            None => return Ok(Some(all)),
            Some(reached) => before = reached,
        }
        looked_at += STRETCH;
    }
    Ok(None)
}

/// The cases at these places that fit, the highest number first, behind a case of that order.
fn by_number(
    database: &mut Database,
    filter: &CaseFilter<'_>,
    scope: &Scope,
    sought: &[Sought<'_>],
    places: &[i64],
    after: Option<Cursor>,
    wanted: usize,
) -> Result<Vec<Placed>, StoreError> {
    let ids: Vec<i64> = places.iter().map(|place| of_place(*place).1).collect();
    let mut found = Vec::new();
    for some in ids.chunks(STRETCH) {
        let lines = database.lines_of(some, filter, scope)?;
        let on = concerned(database.connection(), &lines.keys().copied().collect::<Vec<_>>(), sought)?;
        let fitting = lines.into_values().filter(|line| fits(&line.folded(), on.get(&line.id), sought));
        found.extend(fitting.map(|line| Placed { at: line.place(), line }));
    }
    found.sort_unstable_by(|one, other| (&other.line.number_order, other.line.id).cmp(&(&one.line.number_order, one.line.id)));
    if let Some(after) = after {
        let number = number_order_of(database.connection(), after)?;
        found.retain(|placed| (&placed.line.number_order, placed.line.id) < (&number, after.id.0));
    }
    found.truncate(wanted);
    Ok(found)
}

/// The number of a case as a list is sorted by it.
fn number_order_of(connection: &mut AnyConnection, case: Cursor) -> Result<String, StoreError> {
    let number: Option<String> = cases::table.find(case.id.0).select(cases::number_order).first(connection).optional()?;
    Ok(number.unwrap_or_default())
}

/// The cases that are as urgent as asked, or more; nothing where they are too many to narrow anything.
fn due(connection: &mut AnyConnection, filter: &CaseFilter<'_>) -> Result<Option<List>, StoreError> {
    let UrgencyDays { today, soon_until } = filter.days;
    let (above, until) = match filter.due {
        None | Some(Urgency::None) => return Ok(None),
        Some(Urgency::Overdue | Urgency::Today) => (Day::MIN, today),
        Some(Urgency::Soon) => (today, soon_until),
        Some(Urgency::Later) => (soon_until, FOREVER),
    };
    let above = above.max(FIRST_DAY);
    let rows: Vec<(Day, i64)> = deadlines::table
        .inner_join(cases::table)
        .filter(deadlines::safe_on.gt(above).assume_not_null().and(deadlines::safe_on.le(until).assume_not_null()))
        .filter(deadlines::shown_from.le(today).and(deadlines::shown_until.ge(today)).and(deadlines::ours))
        .select((cases::listed_on, cases::id))
        .limit(LOOKED_AT as i64)
        .load(connection)?;
    if rows.len() == LOOKED_AT {
        return Ok(None);
    }
    let mut places: Vec<i64> = rows.into_iter().map(|(day, id)| place(day, id)).collect();
    places.sort_unstable_by_key(|place| std::cmp::Reverse(*place));
    places.dedup();
    Ok(Some(List::Fixed(places)))
}

/// The combinations of lists one of which every case that fits stands in; none where no list narrows it.
fn ways(
    connection: &mut AnyConnection,
    filter: &CaseFilter<'_>,
    scope: &Scope,
    sought: &[Sought<'_>],
) -> Result<Vec<Vec<List>>, StoreError> {
    let mut always = Vec::new();
    let attributes = [
        (Attribute::Matter, filter.matter),
        (Attribute::Category, filter.category),
        (Attribute::Officer, filter.officer),
        (Attribute::Outcome, filter.outcome),
    ];
    let of_attributes = attributes.into_iter().filter_map(|(attribute, value)| Some(attribute_token(attribute, value?)));
    always.extend(of_attributes.map(|token| List::Tokens(vec![token])));
    if !filter.states.is_empty() {
        always.push(List::Tokens(filter.states.iter().map(|state| attribute_token(Attribute::State, state.code())).collect()));
    }
    if filter.sort == CaseSort::Received {
        always.extend(due(connection, filter)?);
    }
    always.extend(filter.unit.map(|unit| List::Concerned(vec![unit.0])));
    let reached: Option<Vec<i64>> = scope.0.iter().map(|reach| reach.unit.map(|unit| unit.0)).collect();
    always.extend(reached.map(List::Reached));
    let mut ways = vec![always];
    if !sought.is_empty() {
        let stems: Vec<String> = number_stems::table.select(number_stems::stem).load(connection)?;
        for Sought { term, units } in sought {
            let mut readings: Vec<Vec<List>> = alternatives(term, stems.iter().map(String::as_str))
                .into_iter()
                .map(|lists| lists.into_iter().filter(|list| list.len() <= KEYS).map(List::Tokens).collect())
                .collect();
            if !units.is_empty() {
                readings.push(if units.len() <= KEYS { vec![List::Concerned(units.iter().copied().collect())] } else { Vec::new() });
            }
            let narrows = readings.iter().all(|reading| !reading.is_empty());
            if narrows && ways.len() * readings.len() <= WAYS {
                let with = |way: &Vec<List>| readings.iter().map(|reading| [&way[..], reading].concat()).collect::<Vec<_>>();
                ways = ways.iter().flat_map(with).collect();
            }
        }
    }
    Ok(if ways.iter().any(Vec::is_empty) { Vec::new() } else { ways })
}

fn of_places(stretch: places::Stretch) -> Stretch {
    let cursor = |place: i64| {
        let (listed_on, id) = of_place(place);
        Cursor { listed_on, id: CaseId(id) }
    };
    Stretch {
        cases: stretch.places.into_iter().map(cursor).collect(),
        behind: stretch.reached.map(|place| (Position::Place(place), cursor(place))),
    }
}

/// Where a list begins.
fn start(
    connection: &mut AnyConnection,
    sort: CaseSort,
    ways: &[Vec<List>],
    after: Option<Cursor>,
    last: Day,
) -> Result<Position, StoreError> {
    Ok(match (sort, after) {
        (CaseSort::Received, None) if !ways.is_empty() => Position::Place(place(last, 0) | LAST_ID),
        (CaseSort::Received, Some(after)) if !ways.is_empty() => {
            Position::Place(place(after.listed_on, after.id.0).min(place(last, 0) | LAST_ID))
        }
        (CaseSort::Received, None) => Position::Day(last, i64::MAX),
        (CaseSort::Received, Some(after)) => Position::Day(after.listed_on.min(last), after.id.0),
        (CaseSort::Number, None) => Position::Number(char::MAX.to_string(), i64::MAX),
        (CaseSort::Number, Some(after)) => Position::Number(number_order_of(connection, after)?, after.id.0),
        (CaseSort::NextDate, None) => Position::Next(FIRST_DAY, 0),
        (CaseSort::NextDate, Some(after)) => Position::Next(after.listed_on, after.id.0),
    })
}

/// The next ids in the order of an index.
fn in_order(connection: &mut AnyConnection, position: &Position, first: Day, today: Day, length: usize) -> Result<Stretch, StoreError> {
    let cursor = |listed_on, id| Cursor { listed_on, id: CaseId(id) };
    let limit = length as i64;
    let mut rows: Vec<(Position, Cursor)> = match position {
        Position::Place(_) => Vec::new(),
        Position::Day(day, id) => {
            let rows: Vec<(Day, i64)> = cases::table
                .filter(cases::listed_on.between(first, *day))
                .filter(cases::listed_on.lt(*day).or(cases::id.lt(*id)))
                .order((cases::listed_on.desc(), cases::id.desc()))
                .select((cases::listed_on, cases::id))
                .limit(limit)
                .load(connection)?;
            rows.into_iter().map(|(day, id)| (Position::Day(day, id), cursor(day, id))).collect()
        }
        Position::Number(number, id) => {
            let behind = cases::number_order.lt(number).or(cases::id.lt(*id));
            let rows: Vec<(String, i64, Day)> = cases::table
                .filter(cases::number_order.le(number).and(behind))
                .order((cases::number_order.desc(), cases::id.desc()))
                .select((cases::number_order, cases::id, cases::listed_on))
                .limit(limit)
                .load(connection)?;
            rows.into_iter().map(|(number, id, day)| (Position::Number(number, id), cursor(day, id))).collect()
        }
        Position::Next(day, id) => {
            let safe_on = deadlines::safe_on.assume_not_null();
            let earlier = diesel::alias!(deadlines as earlier);
            let shown = earlier.field(deadlines::shown_from).le(today).and(earlier.field(deadlines::shown_until).ge(today));
            let shown = shown.and(earlier.field(deadlines::ours));
            let before = earlier.field(deadlines::safe_on).lt(deadlines::safe_on).assume_not_null().or(earlier
                .field(deadlines::safe_on)
                .eq(deadlines::safe_on)
                .assume_not_null()
                .and(earlier.field(deadlines::serial).lt(deadlines::serial)));
            let same = earlier.field(deadlines::case_id).eq(deadlines::case_id);
            let rows: Vec<(Day, i64)> = deadlines::table
                .filter(deadlines::safe_on.is_not_null())
                .filter(safe_on.ge(*day).and(safe_on.gt(*day).or(deadlines::case_id.gt(*id))))
                .filter(deadlines::shown_from.le(today).and(deadlines::shown_until.ge(today)).and(deadlines::ours))
                .filter(diesel::dsl::not(diesel::dsl::exists(earlier.filter(same.and(shown).and(before)))))
                .order((deadlines::safe_on, deadlines::case_id, deadlines::serial))
                .select((safe_on, deadlines::case_id))
                .limit(limit)
                .load(connection)?;
            rows.into_iter().map(|(day, id)| (Position::Next(day, id), cursor(day, id))).collect()
        }
    };
    let cases = rows.iter().map(|(_, cursor)| *cursor).collect();
    Ok(Stretch { cases, behind: if rows.len() == length { rows.pop() } else { None } })
}

/// The terms with the units they may mean.
fn sought<'a>(connection: &mut AnyConnection, terms: Option<&'a Terms>) -> Result<Vec<Sought<'a>>, StoreError> {
    let Some(terms) = terms else { return Ok(Vec::new()) };
    let mut names: Vec<(i64, String)> = units::table.select((units::id, units::full_name)).load(connection)?;
    names.extend(unit_aliases::table.select((unit_aliases::unit_id, unit_aliases::alias)).load::<(i64, String)>(connection)?);
    let names: Vec<(i64, String)> = names.into_iter().map(|(id, name)| (id, fold(&name))).collect();
    let named = |term: &str| names.iter().filter(|(_, name)| name.contains(term)).map(|(id, _)| *id).collect();
    Ok(terms.iter().map(|term| Sought { term, units: named(term) }).collect())
}

/// Which of the units sought are on these cases, or above one that is.
fn concerned(connection: &mut AnyConnection, ids: &[i64], sought: &[Sought<'_>]) -> Result<HashMap<i64, Vec<i64>>, StoreError> {
    let units: HashSet<i64> = sought.iter().flat_map(|sought| sought.units.iter().copied()).collect();
    if units.is_empty() || ids.is_empty() {
        return Ok(HashMap::new());
    }
    let on = case_units::case_id.eq_any(ids).and(case_units::unit_id.eq_any(units)).and(case_units::concerned);
    let rows: Vec<(i64, i64)> = case_units::table.filter(on).select((case_units::case_id, case_units::unit_id)).load(connection)?;
    let mut of_cases: HashMap<i64, Vec<i64>> = HashMap::new();
    for (case, unit) in rows {
        of_cases.entry(case).or_default().push(unit);
    }
    Ok(of_cases)
}

/// Whether every term is part of a text of the case or of a name of a unit on it.
fn fits(folded: &Folded, on: Option<&Vec<i64>>, sought: &[Sought<'_>]) -> bool {
    let of_unit = |sought: &Sought<'_>| on.is_some_and(|on| on.iter().any(|unit| sought.units.contains(unit)));
    sought.iter().all(|sought| folded.contains(sought.term) || of_unit(sought))
}
