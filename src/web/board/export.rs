//! The leader board as a file: what stands on the page, with the definition of every figure.

use super::show::{Asked, asked};
use crate::clock::in_china;
use crate::domain::statistics::Compared;
use crate::domain::words::Words;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{board as said, export as file_words};
use crate::service::figures::{Board, Figure, Only, SetLine};
use crate::service::{Cell, Database, Sheet, TableFile, head};
use crate::web::figures::cases::{cause_name, code_name};
use crate::web::figures::files::{definitions, send};
use crate::web::shell::query;

/// `GET /board.xlsx`.
pub fn excel(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    file(call, database, TableFile::Xlsx)
}

/// `GET /board.csv`.
pub fn csv(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    file(call, database, TableFile::Csv)
}

fn file(call: &Call, database: &mut Database, shape: TableFile) -> Result<Rendered, Problem> {
    let Asked { reach, unit, board, faults, .. } = asked(call, database, &query(call)?)?;
    let Some(board) = board.filter(|_| faults.is_empty()) else {
        let fault = faults.into_iter().next().unwrap_or_else(|| said::NOTHING.into());
        return Err(Problem::unacceptable("year", fault.zh, fault.en));
    };
    let say = |words: Words| words.in_lang(call.lang).to_owned();
    let scope = unit.map_or_else(|| say(said::EVERYTHING), |unit| reach.name(unit));
    let criteria = vec![scope, said::of_year(board.year).in_lang(call.lang).to_owned()];
    let act = call.act()?;
    let sheet = |name: String, columns: Vec<String>, rows: Vec<Vec<Cell>>| Sheet {
        head: head(&format!("{}{}{name}", say(said::BOARD), say(crate::i18n::pages::cases::COLON)), &criteria, &act, call.lang),
        name,
        columns,
        rows,
    };
    let of_year = |columns: Words| vec![say(columns), board.year.to_string(), say(said::LAST_YEAR), say(said::CHANGE_PERCENT)];
    let mut sheets = vec![
        sheet(say(said::AT_A_GLANCE), figure_columns(call), tiles(&board).map(|figure| figure_row(call, figure)).collect()),
        sheet(say(said::TREND), trend_columns(call, &board), trend(&board)),
        sheet(say(said::UNITS), unit_columns(call, &board), units(call, &board, &|unit| reach.name(unit))),
    ];
    let performance = || board.performance.iter().chain(&board.unperformed);
    sheets.push(sheet(say(said::PERFORMANCE), figure_columns(call), performance().map(|figure| figure_row(call, figure)).collect()));
    for (figure, lines) in board.outcomes.iter().chain([&board.lost]) {
        let name = figure.name.in_lang(call.lang).to_owned();
        sheets.push(sheet(name, of_year(said::OUTCOME), lines.iter().map(|line| compared(set_name(call, line), &line.cases)).collect()));
    }
    let (grounds, codes) = &board.grounds;
    let codes = codes.iter().map(|line| compared(code_name(call, &line.code), &line.cases));
    sheets.push(sheet(grounds.name.in_lang(call.lang).to_owned(), of_year(said::GROUND), codes.collect()));
    for (figure, lines) in &board.causes {
        let rows = lines.iter().map(|line| compared(cause_name(call, &line.only), &line.cases)).collect();
        let name = format!("{}{}", figure.name.in_lang(call.lang), say(said::BY_CAUSE));
        sheets.push(sheet(name, of_year(said::CAUSE), rows));
    }
    let absences = board.absences.iter();
    let absences = absences.map(|one| vec![reach.name(one.unit).into(), code_name(call, &one.code).into(), Cell::Count(one.cases)]);
    sheets.push(sheet(say(said::ABSENCES), vec![say(said::UNIT), say(said::REASON), say(said::CASES)], absences.collect()));
    let all = tiles(&board)
        .chain(board.outcomes.iter().map(|(figure, _)| figure))
        .chain([&board.lost.0, grounds])
        .chain(board.causes.iter().map(|(figure, _)| figure))
        .chain(performance());
    sheets.push(definitions(call, head(&say(said::DEFINITIONS), &criteria, &act, call.lang), all));
    let name = format!("{}{}-{}", say(said::BOARD), board.year, in_china(call.now).format("%Y%m%d-%H%M"));
    send(call, "leader board", &criteria, &name, &sheets, shape)
}

fn tiles(board: &Board) -> impl Iterator<Item = &Figure> {
    board.tiles.iter().chain([&board.in_time, &board.days])
}

/// Columns of a table of figures.
pub fn figure_columns(call: &Call) -> Vec<String> {
    [
        file_words::NAME,
        file_words::DEFINITION,
        said::FIGURE,
        file_words::NUMERATOR,
        file_words::DENOMINATOR,
        said::LAST_YEAR,
        said::CHANGE_PERCENT,
        said::CHANGE_POINTS,
    ]
    .map(|words| words.in_lang(call.lang).to_owned())
    .into()
}

/// A figure as a row of such a table: a count, or a percentage with its fraction.
pub fn figure_row(call: &Call, figure: &Figure) -> Vec<Cell> {
    let rate = &figure.rate;
    let shown = |percent: &Option<String>, count: i64| match percent {
        _ if figure.count => Cell::Count(count),
        Some(percent) if !figure.small => Cell::Percent(percent.clone()),
        _ => Cell::Text(figure.shown()),
    };
    let denominator = if figure.count { Cell::Text(String::new()) } else { Cell::Count(rate.denominator) };
    let change = |size: &Option<String>, fits: bool| {
        size.clone().filter(|_| fits && !figure.small).map_or_else(|| Cell::Text(String::new()), Cell::Decimal)
    };
    vec![
        figure.name.in_lang(call.lang).into(),
        format!("{} v{}", rate.definition, rate.version).into(),
        shown(&rate.percent, rate.numerator),
        Cell::Count(rate.numerator),
        denominator,
        match &figure.last_year.percent {
            _ if figure.count => Cell::Count(figure.last_year.numerator),
            Some(percent) => Cell::Percent(percent.clone()),
            None => Cell::Text("–".to_owned()),
        },
        change(&figure.change.numerator.percent, figure.count),
        change(&figure.change.points, !figure.count),
    ]
}

fn trend_columns(call: &Call, board: &Board) -> Vec<String> {
    let mut columns = vec![said::MONTH.in_lang(call.lang).to_owned()];
    for months in &board.months {
        let name = months.figure.name.in_lang(call.lang);
        columns.extend([format!("{name} {}", board.year), format!("{name} {}", board.year - 1)]);
    }
    columns
}

fn trend(board: &Board) -> Vec<Vec<Cell>> {
    let row = |month: usize| {
        let counts = board.months.iter().flat_map(|months| [months.now[month], months.then[month]]);
        std::iter::once(Cell::Count(month as i64 + 1)).chain(counts.map(Cell::Count)).collect()
    };
    (0..12).map(row).collect()
}

fn unit_columns(call: &Call, board: &Board) -> Vec<String> {
    let mut columns = vec![said::UNIT.in_lang(call.lang).to_owned()];
    for figure in board.units.iter().take(1).flat_map(|line| &line.figures) {
        let name = figure.name.in_lang(call.lang);
        columns.push(name.to_owned());
        if !figure.count {
            columns.extend([format!("{name} {}", said::FRACTION.in_lang(call.lang)), format!("{name} {}", said::RANK.in_lang(call.lang))]);
        }
    }
    columns
}

fn units(call: &Call, board: &Board, name: &dyn Fn(crate::domain::id::UnitId) -> String) -> Vec<Vec<Cell>> {
    let row = |line: &crate::service::figures::UnitLine| {
        let own = if line.own { said::OWN.in_lang(call.lang) } else { "" };
        let mut row: Vec<Cell> = vec![format!("{}{own}", name(line.unit)).into()];
        for (figure, rank) in line.figures.iter().zip(&line.ranks) {
            let rate = &figure.rate;
            if figure.count {
                row.push(Cell::Count(rate.numerator));
                continue;
            }
            row.push(match &rate.percent {
                Some(percent) if !figure.small => Cell::Percent(percent.clone()),
                _ => Cell::Text(String::new()),
            });
            row.push(format!("{}/{}", rate.numerator, rate.denominator).into());
            row.push(rank.map_or_else(|| Cell::Text(String::new()), |rank| Cell::Count(rank.place as i64)));
        }
        row
    };
    board.units.iter().map(row).collect()
}

fn compared(name: String, cases: &Compared) -> Vec<Cell> {
    let change = cases.percent.clone().map_or_else(|| Cell::Text(String::new()), Cell::Decimal);
    vec![name.into(), Cell::Count(cases.current), Cell::Count(cases.previous), change]
}

/// The name of a set of outcomes, or of what belongs to none.
pub fn set_name(call: &Call, line: &SetLine) -> String {
    match (&line.set, &line.only) {
        (Some(set), _) => set.name.in_lang(call.lang).to_owned(),
        (None, Only::Code(code)) => code_name(call, code),
        (None, _) => said::UNRECORDED.in_lang(call.lang).to_owned(),
    }
}
