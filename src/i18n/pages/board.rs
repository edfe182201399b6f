//! What the leader board says.

use std::cmp::Ordering;

use crate::domain::words::{Sentence, Words};

/// A text in both languages.
const fn w(zh: &'static str, en: &'static str) -> Words {
    Words { zh, en }
}

/// Title.
pub const BOARD: Words = w("领导看板", "Leader board");
/// Unit.
pub const UNIT: Words = w("单位", "Unit");
/// Every unit.
pub const EVERYTHING: Words = w("全部单位", "All units");
/// Year.
pub const YEAR: Words = w("年度", "Year");
/// Shows it.
pub const SHOW: Words = w("查看", "Show");
/// There is nothing to show.
pub const NOTHING: Words = w("权限范围内尚无案件，没有数字可看。", "There is no case within your reach yet, and so no figure.");
/// What to do then.
pub const NOTHING_HINT: Words = w(
    "登记案件或者导入台账后，数字会自动出现在这里。",
    "Once cases are registered or a ledger is imported, the figures appear by themselves.",
);
/// Heading of the tiles.
pub const AT_A_GLANCE: Words = w("主要数字", "At a glance");
/// Heading of the trend.
pub const TREND: Words = w("逐月趋势", "Month by month");
/// The same as a table.
pub const TREND_TABLE: Words = w("数据表", "Numbers");
/// There is no unit below.
pub const NO_UNITS: Words = w("没有下级单位的数字可比。", "There are no units below to compare.");
/// Figure.
pub const FIGURE: Words = w("指标", "Figure");
/// Month.
pub const MONTH: Words = w("月份", "Month");
/// Heading of the outcomes.
pub const OUTCOMES: Words = w("审结方式", "How cases ended");
/// Outcome.
pub const OUTCOME: Words = w("结案方式", "Outcome");
/// An outcome that is not recorded.
pub const UNRECORDED: Words = w("未记载", "not recorded");
/// Heading of the units.
pub const UNITS: Words = w("各单位排名", "Units side by side");
/// A unit without those below it.
pub const OWN: Words = w("（本级）", " (itself)");
/// Heading of the matters.
pub const MATTERS: Words = w("主要事项", "What cases are about");
/// Matter.
pub const MATTER: Words = w("事项／案由", "Matter");
/// Leads to all of them.
pub const ALL_MATTERS: Words = w("按全部事项统计", "Every matter");
/// Heading of the times.
pub const TIMES: Words = w("办案时效", "Time taken");
/// Average.
pub const AVERAGE_DAYS: Words = w("平均审理天数", "Average days to conclude");
/// How the average is made.
pub const AVERAGE_DAYS_FORMULA: Words = w("审理天数合计 ÷ 审结", "days taken, together ÷ concluded");
/// Days.
pub const DAYS: Words = w("天", " days");
/// Heading of the performance.
pub const PERFORMANCE: Words = w("履行情况", "Performance");
/// Nothing fell due.
pub const NOTHING_DUE: Words = w("没有履行期限届满的文书、裁判。", "No instrument fell due for performance.");
/// Kind of instrument.
pub const INSTRUMENT: Words = w("文书", "Instrument");
/// Instruments due.
pub const DUE: Words = w("应履行", "Due");
/// Instruments performed.
pub const PERFORMED: Words = w("已履行", "Performed");
/// Rate of these.
pub const PERFORMANCE_RATE: Words = w("履行率", "Rate");
/// Heading of the corrected and lost.
pub const CAUSES: Words = w("被纠错、败诉情况", "Corrected and lost");
/// Ground.
pub const GROUND: Words = w("纠错理由", "Ground of correction");
/// Kind of a lost judgment.
pub const JUDGMENT: Words = w("败诉判决", "Lost by");
/// Cause of a lost or corrected case.
pub const CAUSE: Words = w("败诉、纠错原因（一案一分析）", "Cause, by the analysis of each case");
/// Name of a sheet of causes, after that of the figure.
pub const BY_CAUSE: Words = w("原因", " by cause");
/// Nobody has analysed it.
pub const NOT_ANALYSED: Words = w("未分析", "not analysed yet");
/// Several causes.
pub const CAUSE_NOTE: Words = w("一案有数项原因的，各计一次。", "A case of several causes counts under each.");
/// Lost suits by cause.
pub const LOST_BY_CAUSE: Words = w("一审败诉案件的原因", "Why suits were lost at first instance");
/// Corrected cases by cause.
pub const CORRECTED_BY_CAUSE: Words = w("被纠错案件的原因", "Why acts were corrected");
/// Share of a cause, drawn.
pub const SHARE: Words = w("图示", "Drawn");
/// None was lost.
pub const NONE_LOST: Words = w("没有一审败诉案件。", "No first-instance suit was lost.");
/// No ground is recorded.
pub const NO_GROUNDS: Words = w("案卷未记载纠错理由。", "No ground of correction is recorded.");
/// Heading of the absences.
pub const ABSENCES: Words = w("负责人未出庭情况", "Who did not appear in court");
/// Everybody appeared.
pub const NO_ABSENCES: Words = w("开庭审理的案件，负责人均已出庭。", "The responsible person appeared in every case heard.");
/// Nothing was heard.
pub const NOTHING_HEARD: Words = w("没有开庭审理的案件。", "No case was heard in court.");
/// Why.
pub const REASON: Words = w("原因", "Why");
/// Without an accepted reason.
pub const NO_REASON: Words = w("无正当理由或者未记载", "no reason accepted or recorded");
/// Cases.
pub const CASES: Words = w("件数", "Cases");
/// The year before.
pub const LAST_YEAR: Words = w("上年", "Year before");
/// Change.
pub const CHANGE: Words = w("增减", "Change");
/// Change in per cent.
pub const CHANGE_PERCENT: Words = w("增减（%）", "Change (%)");
/// Change in percentage points.
pub const CHANGE_POINTS: Words = w("增减（百分点）", "Change (percentage points)");
/// Fraction.
pub const FRACTION: Words = w("分子/分母", "fraction");
/// The whole.
pub const TOTAL: Words = w("合计", "In all");
/// Rank.
pub const RANK: Words = w("名次", "rank");
/// Heading of the double decrease.
pub const DOUBLE: Words = w("双下降", "Double decrease 双下降");
/// It is reached.
pub const DOUBLE_REACHED: Words =
    w("已实现：新收诉讼与败诉率均低于上年。", "Reached: fewer suits and a lower loss rate than the year before.");
/// It is not.
pub const DOUBLE_MISSED: Words =
    w("未实现：新收诉讼与败诉率未同时低于上年。", "Not reached: suits and loss rate are not both below the year before.");
/// Nothing can be said.
pub const DOUBLE_UNKNOWN: Words = w(
    "无从判断：本年或者上年没有审结的一审案件，败诉率没有基数。",
    "Nothing can be said: in one of the years no suit was concluded, so that there is no loss rate.",
);
/// Heading of the definitions.
pub const DEFINITIONS: Words = w("口径说明", "Definitions");
/// Files.
pub const AS_FILE: Words = w("导出：", "As a file:");
/// How ranks are given.
pub const RANK_NOTE: Words = w(
    "每个数字可点开查看所计案件。底纹由浅到深为名次由前到后四等分；败诉率低者在前，其他比率高者在前。单位数为该单位及其下级合计，一案涉及数个单位的各计一次。",
    "Every number leads to the cases it counts. The shade, light to dark, is the quarter of the ranking; the lowest loss rate comes first, of other rates the highest. A unit counts with all below it; a case of several units counts once for each.",
);

/// The year was not chosen by who looks.
pub fn latest(year: i32) -> Sentence {
    Sentence::new(format!("最近有数据的年度是{year}年。"), format!("The latest year with cases is {year}."))
}

/// A year that has not ended.
pub fn so_far(month: u32) -> Sentence {
    Sentence::new(
        format!("本年数截至今日；上年数为同期1至{month}月。"),
        format!("This year counts up to today; the year before counts the same months, January to month {month}."),
    )
}

/// Heading of the year.
pub fn of_year(year: i32) -> Sentence {
    Sentence::new(format!("{year}年"), year.to_string())
}

/// How few are too few.
pub fn small(base: i64) -> Sentence {
    Sentence::new(
        format!("分母不足{base}的比率只列分数，不排名次、不比升降。"),
        format!("A rate of fewer than {base} cases is shown as a fraction; it has no rank and no change."),
    )
}

/// A place among others.
pub fn place(place: usize, of: usize) -> Sentence {
    Sentence::new(format!("第{place}名，共{of}"), format!("rank {place} of {of}"))
}

/// What a figure was the year before.
pub fn before(shown: &str) -> Sentence {
    Sentence::new(format!("上年{shown}"), format!("{shown} the year before"))
}

/// A change in words, with an arrow: of counts in per cent, of rates in percentage points. `size` without its sign.
pub fn changed(moved: Option<Ordering>, size: Option<&str>, points: bool) -> Sentence {
    let (Some(order), Some(size)) = (moved, size) else {
        return match moved {
            Some(Ordering::Equal) => Sentence::new("＝ 持平", "= unchanged"),
            Some(Ordering::Greater) => Sentence::new("▲ 上升，上年为零不计幅度", "▲ up from none"),
            _ => Sentence::new("无可比基数", "nothing to compare with"),
        };
    };
    let size = size.trim_start_matches('-');
    let (zh, en) = if points { ("个百分点", " percentage points") } else { ("%", "%") };
    match order {
        Ordering::Equal => Sentence::new("＝ 持平", "= unchanged"),
        Ordering::Greater => Sentence::new(format!("▲ 上升{size}{zh}"), format!("▲ up {size}{en}")),
        Ordering::Less => Sentence::new(format!("▼ 下降{size}{zh}"), format!("▼ down {size}{en}")),
    }
}

/// What the chart shows, for who cannot see it.
pub fn chart(year: i32) -> Sentence {
    Sentence::new(
        format!("{year}年逐月柱状图；每组三柱依次为受理、审结、一审新收，数值见下表"),
        format!("Bars for each month of {year}: accepted, concluded, first-instance suits filed; the table below has the numbers"),
    )
}
