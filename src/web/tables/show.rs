//! One statutory table.

use askama::Template;

use super::Asked;
use crate::domain::statistics::statutory::{BrokenBalance, TableKind};
use crate::http::{Call, Problem, Rendered};
use crate::i18n::pages::{self as words, tables as said};
use crate::i18n::statutory::{self as printed, StatutoryTable};
use crate::service::Database;
use crate::service::figures::{self, TableShown};
use crate::web::shell::{Shell, page, query, told_at_the_form};

#[derive(Template)]
#[template(path = "tables/show.html", config = "src/web/askama.toml")]
struct Show {
    shell: Shell,
    /// Code, name, whether it is shown.
    tables: Vec<(&'static str, &'static str, bool)>,
    /// Version, whether it is chosen.
    layouts: Vec<(String, bool)>,
    period: String,
    unit: String,
    known_on: String,
    form: Option<Form>,
}

/// The form, filled in.
struct Form {
    caption: String,
    criteria: Vec<(&'static str, String)>,
    balanced: bool,
    broken: Vec<Broken>,
    /// Name and number of columns.
    groups: Vec<(String, usize)>,
    /// Name and number.
    columns: Vec<(String, String)>,
    rows: Vec<Row>,
    /// Name of the shape, address.
    files: Vec<(&'static str, String)>,
}

struct Broken {
    sentence: String,
    /// Id, name, both sides.
    cases: Vec<(i64, String, i64, i64)>,
    more: String,
}

struct Row {
    no: String,
    name: String,
    /// Figure, and the address of its cases where it is not nothing.
    cells: Vec<(String, Option<String>)>,
}

/// `GET /reports/tables`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let fields = query(call)?;
    let shell = Shell::of(call, said::TABLES).below("/reports", words::reports::REPORTS);
    let asked = Asked::read(call, database, &fields);
    let kind = TableKind::from_code(fields.get("table")).unwrap_or(TableKind::Reconsideration);
    let found = asked.and_then(|asked| Ok((figures::table(database, &call.books, &asked.query)?, asked)));
    let (form, shell, period) = match found {
        Ok((shown, asked)) => (Some(Form::new(call, &asked, &shown)), shell, asked.period),
        Err(problem) => (None, shell.with_fault(&told_at_the_form(problem, call.lang)?), fields.get("period").to_owned()),
    };
    let layouts = call.books.layouts.iter().filter(|layout| layout.table == kind);
    let template = Show {
        tables: TableKind::ALL.iter().map(|known| (known.code(), known.words().in_lang(call.lang), *known == kind)).collect(),
        layouts: layouts.map(|layout| (layout.version.clone(), layout.version == fields.get("layout"))).collect(),
        period,
        unit: fields.get("unit").to_owned(),
        known_on: fields.get("known_on").to_owned(),
        form,
        shell,
    };
    page(200, &template)
}

impl Form {
    fn new(call: &Call, asked: &Asked, shown: &TableShown) -> Self {
        let (lang, layout, filled) = (call.lang, &shown.layout, &shown.filled);
        let table =
            StatutoryTable { layout, filled, period: shown.period, known_on: shown.known_on, scope: &asked.unit, draft: false, lang };
        let cells = |amounts: &[i64], row: &str| -> Vec<(String, Option<String>)> {
            let cell = |(position, column): (usize, &crate::domain::statistics::statutory::Column)| {
                let amount = amounts[position];
                let cases = || asked.address("/reports/tables/cases", &[("column", &column.id), ("row", row)]);
                (printed::amount(column, amount), (amount != 0).then(cases))
            };
            layout.printed().map(cell).collect()
        };
        let rows = layout.rows.iter().zip(&filled.rows).map(|(row, amounts)| Row {
            no: row.no.to_string(),
            name: row.name.in_lang(lang).to_owned(),
            cells: cells(amounts, &row.no.to_string()),
        });
        let total = Row { no: String::new(), name: printed::TOTAL.in_lang(lang).to_owned(), cells: cells(&filled.total, "") };
        let of_group = |group: usize| layout.printed().filter(|(_, column)| column.group == group).count();
        let groups = layout.groups.iter().enumerate().map(|(position, group)| (group.name.in_lang(lang).to_owned(), of_group(position)));
        let columns = layout
            .printed()
            .map(|(_, column)| (column.name.in_lang(lang).to_owned(), column.no.map(|no| no.to_string()).unwrap_or_default()));
        Self {
            caption: table.title(),
            criteria: table.criteria(),
            balanced: filled.broken.is_empty(),
            broken: filled.broken.iter().map(|rule| Broken::new(rule, call)).collect(),
            groups: groups.filter(|(_, columns)| *columns > 0).collect(),
            columns: columns.collect(),
            rows: rows.chain([total]).collect(),
            files: [(said::EXCEL, "/reports/tables.xlsx"), (said::CSV, "/reports/tables.csv")]
                .map(|(name, path)| {
                    let draft = if filled.broken.is_empty() { "" } else { "yes" };
                    (name.in_lang(lang), asked.address(path, &[("draft", draft)]))
                })
                .into(),
        }
    }
}

impl Broken {
    fn new(rule: &BrokenBalance, call: &Call) -> Self {
        let unnumbered = words::cases::NO_NUMBER.in_lang(call.lang);
        let named = |case: &crate::domain::statistics::statutory::Unbalanced| {
            let number = case.number.clone().unwrap_or_else(|| format!("{unnumbered} #{}", case.case));
            (case.case.0, number, case.left, case.right)
        };
        let rest = rule.count - rule.cases.len() as u64;
        Self {
            sentence: rule.sentence().in_lang(call.lang).to_owned(),
            cases: rule.cases.iter().map(named).collect(),
            more: if rest > 0 { printed::more(rest).in_lang(call.lang).to_owned() } else { String::new() },
        }
    }
}
