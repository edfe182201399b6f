//! The tables under the paragraph: counts, rates with their base and definition, and what is not computed.

use std::collections::{BTreeMap, BTreeSet};

use super::AnnualReport;
use crate::domain::statistics::{Rate, RoundingMode, YearFigures};
use crate::domain::words::Sentence;
use crate::i18n::table::{Column, Table};

/// Printed where there is no base to compute from.
const NONE: &str = "—";

/// Titles and tables, in order.
pub(super) fn all(report: &AnnualReport<'_>) -> Vec<(&'static str, Table)> {
    vec![
        (report.say("数量（件）", "Counts (cases)"), counts(report)),
        (report.say("比率", "Rates"), rates(report)),
        (report.say("未计算的指标", "Not computed"), not_computed(report)),
    ]
}

/// What each rate of the report means and where it comes from.
pub(super) fn definitions(report: &AnnualReport<'_>) -> (&'static str, Table) {
    let mut table = Table::new([
        Column::words(report.say("口径", "Definition")),
        Column::words(report.say("名称", "Name")),
        Column::words(report.say("公式", "Formula")),
        Column::words(report.say("说明", "Notes")),
        Column::words(report.say("出处", "Source")),
    ]);
    let year = &report.figures.current;
    let ids = year.counts.iter().map(|count| &count.definition).chain(year.rates.iter().map(|rate| &rate.definition));
    for definition in ids.filter_map(|id| report.registry.definition(id)) {
        let text = |sentence: &Sentence| sentence.in_lang(report.lang).to_owned();
        table.row([
            format!("{} v{}", definition.id, definition.version),
            text(&definition.name),
            text(&definition.formula),
            definition.exclusions.as_ref().map(text).unwrap_or_default(),
            definition.source.clone(),
        ]);
    }
    (report.say("口径说明", "Definitions"), table)
}

fn year(report: &AnnualReport<'_>, year: i32) -> String {
    format!("{year}{}", report.say("年", ""))
}

fn counts(report: &AnnualReport<'_>) -> Table {
    let (current, previous) = (&report.figures.current, &report.figures.previous);
    let columns = [
        Column::words(report.say("指标", "Figure")),
        Column::numbers(&year(report, current.year)),
        Column::numbers(&year(report, previous.year)),
        Column::numbers(report.say("增减", "Change")),
    ];
    let mut lines = Lines { report, table: Table::new(columns) };
    lines.count("收到行政复议申请", "applications received", |year| year.reconsideration.received);
    lines.count("受理", "accepted", |year| year.reconsideration.accepted);
    lines.count("受理前办结", "ended before acceptance", |year| year.reconsideration.ended_before_acceptance.values().sum());
    lines.outcomes(|year| &year.reconsideration.ended_before_acceptance);
    lines.count("年末尚未审查", "not yet examined at year end", |year| year.reconsideration.unexamined_at_year_end);
    lines.count("上年结转", "carried over", |year| year.reconsideration.carried_over);
    lines.count("审结", "concluded", |year| year.reconsideration.concluded);
    lines.outcomes(|year| &year.reconsideration.by_outcome);
    lines.count("年末未审结", "pending at year end", |year| year.reconsideration.pending_at_year_end);
    lines.count("纠错", "corrected", |year| year.reconsideration.corrected);
    lines.count("和解后撤回", "withdrawn after settlement", |year| year.reconsideration.settled_and_withdrawn);
    lines.count("被复议收案", "reconsiderations against our units", |year| year.reconsideration.against_our_units.received);
    lines.count("被复议审结", "concluded against our units", |year| year.reconsideration.against_our_units.concluded);
    lines.count("一审新收", "first-instance suits filed", |year| year.litigation.first_instance_filed);
    lines.count("一审旧存", "first-instance suits carried over", |year| year.litigation.first_instance_carried_over);
    lines.count("一审审结", "first-instance suits concluded", |year| year.litigation.first_instance_concluded);
    lines.outcomes(|year| &year.litigation.by_outcome);
    lines.count("一审年末未结", "first-instance suits pending", |year| year.litigation.first_instance_pending_at_year_end);
    lines.count("一审败诉", "first-instance suits lost", |year| year.litigation.first_instance_lost);
    lines.count("开庭审理", "heard in court", |year| year.litigation.heard);
    lines.count("负责人出庭", "responsible person appeared", |year| year.litigation.appeared);
    lines.count("二审新收", "second-instance cases filed", |year| year.litigation.second_instance_filed);
    lines.count("二审审结", "second-instance cases concluded", |year| year.litigation.second_instance_concluded);
    lines.outcomes(|year| &year.litigation.second_instance_by_outcome);
    lines.table
}

/// The table of counts as it grows.
struct Lines<'a> {
    report: &'a AnnualReport<'a>,
    table: Table,
}

impl Lines<'_> {
    fn count(&mut self, zh: &'static str, en: &'static str, read: fn(&YearFigures) -> i64) {
        let figures = self.report.figures;
        self.line(self.report.say(zh, en).to_owned(), read(&figures.current), read(&figures.previous));
    }

    /// One line for each outcome of either year, set in.
    fn outcomes(&mut self, read: fn(&YearFigures) -> &BTreeMap<String, i64>) {
        let (current, previous) = (read(&self.report.figures.current), read(&self.report.figures.previous));
        let codes: BTreeSet<&String> = current.keys().chain(previous.keys()).collect();
        let mut codes: Vec<&String> = codes.into_iter().collect();
        codes.sort_by_key(|code| self.position(code));
        for code in codes {
            let of = |year: &BTreeMap<String, i64>| year.get(code).copied().unwrap_or(0);
            self.line(format!("  {}", self.outcome(code)), of(current), of(previous));
        }
    }

    /// Where the statutory form has the outcome; what it does not know comes last.
    fn position(&self, code: &str) -> usize {
        let registry = self.report.registry;
        let sets = || registry.division("reconsideration").iter().chain(registry.division("litigation"));
        sets().position(|set| set.holds(code)).unwrap_or(usize::MAX)
    }

    fn outcome(&self, code: &str) -> String {
        let unrecorded = self.report.say("结案方式未记载", "outcome not recorded");
        let name = (self.report.outcome_name)(code).map(|name| name.in_lang(self.report.lang).to_owned());
        name.unwrap_or_else(|| if code.is_empty() { unrecorded } else { code }.to_owned())
    }

    fn line(&mut self, label: String, current: i64, previous: i64) {
        let rounding = self.report.figures.current.litigation.loss_rate.rounding;
        let change = rounding.change(previous, current).map_or(NONE.to_owned(), |percent| format!("{}%", signed(&percent)));
        self.table.row([label, current.to_string(), previous.to_string(), change]);
    }
}

fn rates(report: &AnnualReport<'_>) -> Table {
    let (current, previous) = (&report.figures.current, &report.figures.previous);
    let parts = report.say("分子/分母", "parts");
    let mut table = Table::new([
        Column::words(report.say("比率", "Rate")),
        Column::numbers(&year(report, current.year)),
        Column::numbers(parts),
        Column::numbers(&year(report, previous.year)),
        Column::numbers(parts),
        Column::numbers(report.say("增减百分点", "Points")),
        Column::words(report.say("口径、舍入", "Definition, rounding")),
    ]);
    for (now, then) in current.rates.iter().zip(&previous.rates) {
        let name =
            report.registry.definition(&now.definition).map_or(now.definition.as_str(), |definition| definition.name.in_lang(report.lang));
        table.row([
            name.to_owned(),
            percent(now),
            fraction(now),
            percent(then),
            fraction(then),
            now.points_since(then).map_or(NONE.to_owned(), |points| signed(&points)),
            basis(report, now),
        ]);
    }
    table
}

fn not_computed(report: &AnnualReport<'_>) -> Table {
    let mut table = Table::new([
        Column::words(report.say("指标", "Rate")),
        Column::words(report.say("口径", "Definition")),
        Column::words(report.say("原因", "Reason")),
    ]);
    for missing in &report.figures.not_computed {
        let text = |sentence: &Sentence| sentence.in_lang(report.lang).to_owned();
        table.row([text(&missing.name), missing.definition.clone(), text(&missing.reason)]);
    }
    table
}

fn percent(rate: &Rate) -> String {
    rate.percent.as_ref().map_or(NONE.to_owned(), |percent| format!("{percent}%"))
}

fn fraction(rate: &Rate) -> String {
    format!("{}/{}", rate.numerator, rate.denominator)
}

/// FY-LX-1 v1，四舍五入1位
fn basis(report: &AnnualReport<'_>, rate: &Rate) -> String {
    let mode = match rate.rounding.mode {
        RoundingMode::HalfUp => report.say("四舍五入", "half-up"),
        RoundingMode::Truncate => report.say("截断", "truncated"),
    };
    let decimals = rate.rounding.decimals;
    let rounding = format!("{mode}{}{decimals}{}", report.say("", " "), report.say("位", ""));
    format!("{} v{}{}{rounding}", rate.definition, rate.version, report.say("，", ", "))
}

/// A change with its sign: what rose says so.
fn signed(number: &str) -> String {
    let rose = !number.starts_with('-') && number.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if rose { format!("+{number}") } else { number.to_owned() }
}
