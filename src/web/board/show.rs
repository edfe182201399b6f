//! `GET /board`.

use askama::Template;
use chrono::Datelike;

use super::chart::Chart;
use super::export::set_name;
use crate::domain::id::UnitId;
use crate::domain::statistics::{Compared, Period};
use crate::domain::words::{Lang, Sentence};
use crate::http::form::Fields;
use crate::http::headers::address;
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, board as said, figures as figure_words};
use crate::service::figures::{Board, CauseLine, Figure, FigureScope, Months, Only, Part, Rank, SetLine, UnitLine, board, years_counted};
use crate::service::{Database, Unit};
use crate::web::figures::asked::Reach;
use crate::web::figures::cases::{cause_name, code_name};
use crate::web::figures::lead::{Number, Said, behind};
use crate::web::shell::{Shell, page, query};

#[derive(Template)]
#[template(path = "board/show.html", config = "src/web/askama.toml")]
struct Show {
    shell: Shell,
    units: Vec<Choice>,
    years: Vec<Choice>,
    everything: bool,
    notes: Vec<String>,
    seen: Option<Seen>,
}

/// A value that may be chosen.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// A board as it is seen.
struct Seen {
    heading: String,
    exports: Vec<(&'static str, String)>,
    tiles: Vec<Tile>,
    double: Double,
    chart: Option<Chart>,
    series: Vec<String>,
    months: Vec<(String, Vec<Number>)>,
    outcomes: Vec<(String, Vec<Line>)>,
    times: Vec<Line>,
    performance: Vec<Instrument>,
    unperformed: Vec<Line>,
    columns: Vec<String>,
    rows: Vec<Row>,
    matter_columns: Vec<String>,
    matters: Vec<(String, Vec<Number>)>,
    all_matters: String,
    grounds: Vec<Line>,
    lost: Vec<Line>,
    causes: Vec<(String, Vec<Drawn>)>,
    heard: bool,
    absences: Vec<Missing>,
    definitions: Vec<Said>,
}

/// A figure with what it was and how it changed.
struct Tile {
    name: String,
    number: Number,
    fraction: Option<String>,
    before: Number,
    change: String,
    tip: String,
}

/// A line of a table of cases, this year and the last.
struct Line {
    name: String,
    now: Number,
    then: Number,
    change: String,
}

/// A line with a bar as long as its share of the longest, in hundredths.
struct Drawn {
    line: Line,
    width: i64,
}

/// Performance of a kind of instrument.
struct Instrument {
    name: String,
    due: Number,
    done: Number,
    rate: Number,
    before: Number,
}

/// A unit with its figures.
struct Row {
    name: String,
    /// The board of that unit.
    address: Option<String>,
    cells: Vec<Cell>,
}

struct Cell {
    number: Number,
    /// Quarter of the ranking, from 1; 0 without a rank.
    quarter: usize,
    rank: String,
}

struct Missing {
    unit: String,
    reason: String,
    number: Number,
}

struct Double {
    suits: Tile,
    loss: Tile,
    verdict: &'static str,
    reached: bool,
}

/// What was asked of the board, and the board.
pub struct Asked {
    /// Units within reach.
    pub reach: Reach,
    /// The unit; `None`: everything.
    pub unit: Option<UnitId>,
    /// Years with cases, latest first.
    pub years: Vec<i32>,
    /// The year was named.
    pub named: bool,
    /// What cannot be read.
    pub faults: Vec<Sentence>,
    /// The board; `None` where nothing was ever counted.
    pub board: Option<Board>,
}

/// Reads what is asked for, and the board of it: of the highest unit within reach and the latest year with cases unless said.
///
/// # Errors
/// `not-found` of a unit out of reach, or what the engine reports.
pub fn asked(call: &Call, database: &mut Database, fields: &Fields) -> Result<Asked, Problem> {
    let reach = Reach::of(call, database)?;
    let unit = match fields.get("unit") {
        "" => reach.top(),
        id => Some(reach.unit(id)?),
    };
    let unit = unit.map(|unit| unit.id);
    let years = years_counted(database, &unit.map_or_else(FigureScope::default, FigureScope::under))?;
    let mut faults = Vec::new();
    let text = fields.get("year");
    let year = text.parse().ok().filter(|year| Period::YEARS.contains(year));
    if year.is_none() && !text.is_empty() {
        faults.push(figure_words::unreadable(said::YEAR, text));
    }
    let board = match year.or(years.first().copied()) {
        Some(year) => Some(board(database, &call.books, &call.access()?.tree, unit, year, call.today())?),
        None => None,
    };
    Ok(Asked { reach, unit, years, named: year.is_some(), faults, board })
}

/// `GET /board`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let Asked { reach, unit, mut years, named, faults, board } = asked(call, database, &query(call)?)?;
    let shell = faults.iter().fold(Shell::of(call, said::BOARD), Shell::with_fault);
    let mut notes = Vec::new();
    if let Some(found) = &board {
        notes.extend((!named).then(|| said::latest(found.year)));
        notes.extend((found.year == call.today().year()).then(|| said::so_far(found.period.to().month())));
        notes.push(said::small(call.books.small_base));
        years.push(found.year);
        years.sort_unstable_by(|one, other| other.cmp(one));
        years.dedup();
    }
    let year = board.as_ref().map(|found| found.year);
    let unit_choice = |one: &Unit| Choice { value: one.id.to_string(), label: one.full_name.clone(), chosen: unit == Some(one.id) };
    let year_choice = |one: &i32| {
        let label = said::of_year(*one).in_lang(call.lang).to_owned();
        Choice { value: one.to_string(), label, chosen: year == Some(*one) }
    };
    let template = Show {
        units: reach.units.iter().map(unit_choice).collect(),
        years: years.iter().map(year_choice).collect(),
        everything: reach.permitted.is_none(),
        notes: notes.iter().map(|note| note.in_lang(call.lang).to_owned()).collect(),
        seen: board.map(|found| Seen::new(call, &shell, &reach, unit, &found)),
        shell,
    };
    page(if faults.is_empty() { 200 } else { 422 }, &template)
}

impl Seen {
    fn new(call: &Call, shell: &Shell, reach: &Reach, unit: Option<UnitId>, found: &Board) -> Self {
        let lang = call.lang;
        let name = |figure: &Figure| figure.name.in_lang(lang).to_owned();
        let tile = |figure: &Figure| Tile::new(call, figure);
        let (from, until) = (found.period, found.period.year_before());
        let line = |name: String, figure: &Figure, only: &Only, cases: &Compared| Line {
            name,
            now: Number::part(cases.current, figure, from, Part::Numerator, only),
            then: Number::part(cases.previous, figure, until, Part::Numerator, only),
            change: said::changed(Some(cases.current.cmp(&cases.previous)), cases.percent.as_deref(), false).in_lang(lang).to_owned(),
        };
        let sets = |figure: &Figure, lines: &[SetLine]| -> Vec<Line> {
            let any = |line: &&SetLine| line.cases.current + line.cases.previous > 0;
            lines.iter().filter(any).map(|one| line(set_name(call, one), figure, &one.only, &one.cases)).collect()
        };
        let series: Vec<String> = found.months.iter().map(|months| name(&months.figure)).collect();
        let double = &found.double_decrease;
        let heading = format!(
            "{} {}",
            unit.map_or_else(|| shell.say(said::EVERYTHING).to_owned(), |unit| reach.name(unit)),
            said::of_year(found.year).in_lang(lang)
        );
        let figures = found.tiles.iter().chain([&found.in_time, &found.days, &found.grounds.0, &found.lost.0]);
        let figures = figures.chain(found.causes.iter().map(|(figure, _)| figure)).chain(&found.performance).chain(&found.unperformed);
        let figures = figures.chain(found.outcomes.iter().map(|(figure, _)| figure)).chain(found.months.iter().map(|one| &one.figure));
        let export = |ending: &'static str| {
            let mut pairs = vec![("year", found.year.to_string())];
            pairs.extend(unit.map(|unit| ("unit", unit.to_string())));
            (ending, address(&format!("/board.{ending}"), pairs.clone()))
        };
        Self {
            heading,
            exports: vec![export("xlsx"), export("csv")],
            double: Double {
                suits: tile(&double.suits),
                loss: tile(&double.loss),
                verdict: shell.say(match double.reached {
                    Some(true) => said::DOUBLE_REACHED,
                    Some(false) => said::DOUBLE_MISSED,
                    None => said::DOUBLE_UNKNOWN,
                }),
                reached: double.reached == Some(true),
            },
            chart: Chart::new(said::chart(found.year).in_lang(lang).to_owned(), &found.months, series.clone()),
            months: (1..=12).map(|month| months_row(found.year, month, &found.months)).collect(),
            outcomes: found.outcomes.iter().map(|(figure, lines)| (name(figure), sets(figure, lines))).collect(),
            times: times(call, shell, found),
            performance: found.performance.iter().map(|rate| Instrument::new(call, rate)).collect(),
            unperformed: found.unperformed.iter().map(|count| line(name(count), count, &Only::All, &count.change.numerator)).collect(),
            columns: found.units.first().map(|line| line.figures.iter().map(name).collect()).unwrap_or_default(),
            rows: found.units.iter().map(|line| Row::new(call, reach, found.year, line)).collect(),
            matter_columns: found.matters.iter().flatten().next().map(|line| line.figures.iter().map(name).collect()).unwrap_or_default(),
            matters: found
                .matters
                .iter()
                .flatten()
                .map(|line| {
                    let named = if line.member.is_empty() { shell.say(figure_words::NOT_RECORDED).to_owned() } else { line.member.clone() };
                    (named, line.figures.iter().map(Number::of).collect())
                })
                .collect(),
            all_matters: {
                let mut pairs = vec![("definition", "JS-SL".to_owned()), ("period", found.period.to_string()), ("by", "matter".to_owned())];
                pairs.extend(unit.map(|unit| ("unit", unit.to_string())));
                address("/reports/rates", pairs)
            },
            grounds: {
                let (figure, codes) = &found.grounds;
                codes.iter().map(|one| line(code_name(call, &one.code), figure, &Only::Code(one.code.clone()), &one.cases)).collect()
            },
            lost: sets(&found.lost.0, &found.lost.1),
            causes: found
                .causes
                .iter()
                .filter(|(_, lines)| !lines.is_empty())
                .map(|(figure, lines)| {
                    let longest = lines.iter().map(|one| one.cases.current).max().unwrap_or_default().max(1);
                    let drawn = |one: &CauseLine| Drawn {
                        line: line(cause_name(call, &one.only), figure, &one.only, &one.cases),
                        width: one.cases.current * 100 / longest,
                    };
                    let lost = figure.rate.definition == found.lost.0.rate.definition;
                    let why = if lost { said::LOST_BY_CAUSE } else { said::CORRECTED_BY_CAUSE };
                    (shell.say(why).to_owned(), lines.iter().map(drawn).collect())
                })
                .collect(),
            heard: found.tiles.iter().any(|figure| figure.rate.definition == found.appearance && figure.rate.denominator > 0),
            absences: found
                .absences
                .iter()
                .filter_map(|absence| {
                    let line = found.units.iter().find(|line| (line.unit, line.own) == (absence.unit, absence.own))?;
                    let figure = line.figures.iter().find(|figure| figure.rate.definition == found.appearance)?;
                    Some(Missing {
                        unit: unit_name(call.lang, reach, line),
                        reason: code_name(call, &absence.code),
                        number: Number::part(absence.cases, figure, found.period, Part::Denominator, &Only::Code(absence.code.clone())),
                    })
                })
                .collect(),
            definitions: Said::all(figures, lang),
            tiles: found.tiles.iter().map(tile).collect(),
            series,
        }
    }
}

impl Tile {
    fn new(call: &Call, figure: &Figure) -> Self {
        let lang = call.lang;
        let then = figure.shown_last_year(call.books.small_base);
        let (size, few) = if figure.count {
            (figure.change.numerator.percent.as_deref(), false)
        } else {
            (figure.change.points.as_deref(), figure.small || figure.last_year.denominator < call.books.small_base)
        };
        let change = if few {
            figure_words::TOO_FEW.in_lang(lang).to_owned()
        } else {
            said::changed(figure.moved(), size, !figure.count).in_lang(lang).to_owned()
        };
        let exclusions = figure.exclusions.as_ref().map(|words| format!(" ({})", words.in_lang(lang))).unwrap_or_default();
        Self {
            name: figure.name.in_lang(lang).to_owned(),
            number: Number::of(figure),
            fraction: (!figure.count && !figure.small).then(|| format!("{}/{}", figure.rate.numerator, figure.rate.denominator)),
            before: Number {
                shown: said::before(&then).in_lang(lang).to_owned(),
                address: behind(figure, figure.period.year_before(), Part::Numerator, &Only::All),
                definition: figure.rate.definition.clone(),
            },
            change,
            tip: format!("{} v{} {}{exclusions}", figure.rate.definition, figure.rate.version, figure.formula.in_lang(lang)),
        }
    }
}

impl Instrument {
    fn new(call: &Call, rate: &Figure) -> Self {
        let part = |count: i64, part| Number::part(count, rate, rate.period, part, &Only::All);
        Self {
            name: rate.name.in_lang(call.lang).to_owned(),
            due: part(rate.rate.denominator, Part::Denominator),
            done: part(rate.rate.numerator, Part::Numerator),
            rate: Number::of(rate),
            before: Number::part(rate.shown_last_year(call.books.small_base), rate, rate.period.year_before(), Part::Numerator, &Only::All),
        }
    }
}

impl Row {
    fn new(call: &Call, reach: &Reach, year: i32, line: &UnitLine) -> Self {
        let cell = |(figure, rank): (&Figure, &Option<Rank>)| Cell {
            number: Number::of(figure),
            quarter: rank.map_or(0, |rank| (rank.place - 1) * 4 / rank.of.max(1) + 1),
            rank: rank.map(|rank| said::place(rank.place, rank.of).in_lang(call.lang).to_owned()).unwrap_or_default(),
        };
        let pairs = [("unit", line.unit.to_string()), ("year", year.to_string())];
        Self {
            name: unit_name(call.lang, reach, line),
            address: (!line.own).then(|| address("/board", pairs)),
            cells: line.figures.iter().zip(&line.ranks).map(cell).collect(),
        }
    }
}

fn unit_name(lang: Lang, reach: &Reach, line: &UnitLine) -> String {
    let own = if line.own { said::OWN.in_lang(lang) } else { "" };
    format!("{}{own}", reach.name(line.unit))
}

/// A month: each count of this year, then of the year before.
fn months_row(year: i32, month: usize, series: &[Months]) -> (String, Vec<Number>) {
    let mut numbers = Vec::new();
    for months in series {
        for (year, counts) in [(year, &months.now), (year - 1, &months.then)] {
            let count = counts.get(month - 1).copied().unwrap_or_default();
            if let Ok(period) = Period::month(year, month as u32) {
                let address =
                    behind(&months.figure, period, Part::Numerator, &Only::All).replace(&period.to_string(), &format!("{year}-{month:02}"));
                numbers.push(Number { shown: count.to_string(), address, definition: months.figure.rate.definition.clone() });
            }
        }
    }
    (month.to_string(), numbers)
}

/// Rate concluded in time, and average days.
fn times(call: &Call, shell: &Shell, found: &Board) -> Vec<Line> {
    let in_time = Tile::new(call, &found.in_time);
    let [now, then] = &found.average_days;
    let days = |days: &Option<String>| days.as_ref().map_or_else(|| "–".to_owned(), |days| format!("{days}{}", shell.say(said::DAYS)));
    let number = |shown: String, period: Period| Number::part(shown, &found.days, period, Part::Numerator, &Only::All);
    vec![
        Line {
            name: in_time.name,
            now: in_time.number,
            then: Number::part(
                found.in_time.shown_last_year(call.books.small_base),
                &found.in_time,
                found.period.year_before(),
                Part::Numerator,
                &Only::All,
            ),
            change: in_time.change,
        },
        Line {
            name: shell.say(said::AVERAGE_DAYS).to_owned(),
            now: number(days(now), found.period),
            then: number(days(then), found.period.year_before()),
            change: shell.say(said::AVERAGE_DAYS_FORMULA).to_owned(),
        },
    ]
}
