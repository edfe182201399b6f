//! What the tasks of the command line say when they are done, or cannot be.

use std::io;
use std::net::SocketAddr;
use std::path::Path;

use crate::disk;
use crate::domain::words::{Sentence, Words};

/// Headings of an import.
pub mod import {
    use super::{Sentence, Words};

    /// Rows read.
    pub const ROWS: Words = Words { zh: "读取行数", en: "rows read" };
    /// Cases taken.
    pub const TAKEN: Words = Words { zh: "导入案件", en: "cases taken" };
    /// Cases an earlier import brought.
    pub const KNOWN: Words = Words { zh: "此前已导入", en: "taken before" };
    /// Rows refused.
    pub const REFUSED: Words = Words { zh: "拒绝行数", en: "rows refused" };
    /// Facts not recorded.
    pub const NOT_RECORDED: Words =
        Words { zh: "台账未记载的法定事实", en: "facts the law asks for and the ledger does not carry" };
    /// Batch.
    pub const BATCH: Words = Words { zh: "批次", en: "batch" };
    /// Heading of the faults.
    pub const FAULTS: Words = Words { zh: "未能导入", en: "Not taken" };
    /// Heading of the notices.
    pub const NOTICES: Words = Words { zh: "提示", en: "Worth knowing" };
    /// Before what was expected.
    pub const EXPECTED: Words = Words { zh: "应为：", en: "expected: " };
    /// Dry run.
    pub const DRY_RUN: Words = Words { zh: "仅演示，未写入任何内容。", en: "Nothing was written: this was a dry run." };
    /// Same file again.
    pub const TAKEN_BEFORE: Words =
        Words { zh: "此文件此前已导入，未作任何改动。", en: "This file was taken before; nothing changes." };
    /// Refused as a whole.
    pub const NOTHING_TAKEN: Words = Words { zh: "未导入任何案件。", en: "No case was taken." };
    /// Other file, same rows.
    pub const ALL_KNOWN: Words =
        Words { zh: "各行此前均已导入，未作任何改动。", en: "Every row was taken before; nothing changes." };

    /// More than are listed.
    pub fn more(count: u64) -> Sentence {
        Sentence::new(format!("……另有{count}处未列出"), format!("… and {count} more"))
    }

    /// A row of a sheet.
    pub fn row(number: u32) -> Sentence {
        Sentence::new(format!("第{number}行"), format!("row {number}"))
    }
}

/// Headings of a case file.
pub mod case {
    use super::{Sentence, Words};
    use crate::domain::Day;
    use crate::domain::deadline::{DeadlineState, Standing, Whose};
    use crate::domain::law::Bound;

    /// State.
    pub const STATE: Words = Words { zh: "状态", en: "State" };
    /// Taken back with its import.
    pub const WITHDRAWN: Words =
        Words { zh: "（所属导入批次已撤销，不计入台账和统计）", en: " (its import was undone: in no list, no figure)" };
    /// Outcome.
    pub const OUTCOME: Words = Words { zh: "结案方式", en: "Outcome" };
    /// History.
    pub const HISTORY: Words = Words { zh: "经过", en: "History" };
    /// Annulled.
    pub const ANNULLED: Words = Words { zh: "（已撤销）", en: " (annulled)" };
    /// Day not recorded.
    pub const UNDATED: Words = Words { zh: "不早于 ", en: "not before " };
    /// Next steps.
    pub const NEXT: Words = Words { zh: "可办理的下一步", en: "Lawful next steps" };
    /// Waits for.
    pub const WAITS_FOR: Words = Words { zh: "尚待：", en: "waits for: " };
    /// Fields an event must carry.
    pub const NEEDS: Words = Words { zh: "须填：", en: "needs: " };
    /// Between fields.
    pub const AND: Words = Words { zh: "、", en: ", " };
    /// Deadlines.
    pub const DEADLINES: Words = Words { zh: "期限", en: "Deadlines" };
    /// Clock stands.
    pub const STANDING: Words = Words { zh: "停止计算", en: "clock stopped" };
    /// Provisional.
    pub const PROVISIONAL: Words = Words { zh: "（暂定）", en: " (provisional)" };
    /// Estimated.
    pub const ESTIMATED: Words = Words { zh: "（估计）", en: " (estimated)" };

    /// `1 day`, `12 days`.
    fn days(count: i64) -> String {
        if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
    }

    /// How a deadline stands, with its days: overdue by, left, due today.
    pub fn stands(deadline: Standing, today: Day) -> Sentence {
        let over = deadline.days_over.unwrap_or_default();
        let met = deadline.met_on.map_or_else(String::new, |day| day.to_string());
        let latest = deadline.latest_on.filter(|latest| Some(*latest) != deadline.due_on);
        match (deadline.state, latest, deadline.working_days_left) {
            (DeadlineState::Overdue, ..) => Sentence::new(format!("已超期{over}天"), format!("{} overdue", days(over))),
            (DeadlineState::Estimated, ..) => Sentence::new(
                format!("估计已到期{over}天，待送达证明"),
                format!("{} past its estimated end; service is not proved", days(over)),
            ),
            (DeadlineState::Lapsed, ..) if over > 0 => Sentence::new(format!("已届满{over}天"), format!("ran out {} ago", days(over))),
            (DeadlineState::Met, ..) => Sentence::new(format!("{met}完成"), format!("met on {met}")),
            (DeadlineState::MetLate, ..) => Sentence::new(format!("{met}完成，逾期{over}天"), format!("met on {met}, {} late", days(over))),
            (DeadlineState::DueToday, Some(latest), _) if latest == today => {
                Sentence::new("今天到期（稳妥日已过）", "due today (the safe day has passed)")
            }
            (DeadlineState::DueToday, Some(latest), _) if deadline.due_on == Some(today) => {
                Sentence::new(format!("今天到期（至迟{latest}）"), format!("due today ({latest} at the latest)"))
            }
            (DeadlineState::DueToday, Some(latest), _) => {
                Sentence::new(format!("稳妥日已过，至迟{latest}"), format!("the safe day has passed, {latest} at the latest"))
            }
            (DeadlineState::DueToday, None, _) => Sentence::new("今天到期", "due today"),
            (DeadlineState::Open, _, Some(1)) => Sentence::new("还有1个工作日", "1 working day left"),
            (DeadlineState::Open, _, Some(left)) => Sentence::new(format!("还有{left}个工作日"), format!("{left} working days left")),
            (state, ..) => state.words().into(),
        }
    }

    /// Whose a deadline is: `本方：行政复议机关`, `他方：被申请人 平湛区公安分局`.
    pub fn whose(whose: Whose, bound: Bound, unit: Option<&str>) -> Sentence {
        let (whose, bound) = (whose.words(), bound.words());
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        Sentence::new(format!("{}：{}{unit}", whose.zh, bound.zh), format!("{}: {}{unit}", whose.en, bound.en))
    }

    /// Facts not recorded.
    pub const NOT_RECORDED: Words = Words { zh: "台账未记载", en: "Not recorded in the ledger" };
    /// Columns of a list.
    pub const COLUMNS: [Words; 7] = [
        Words { zh: "编号", en: "id" },
        Words { zh: "案号", en: "number" },
        Words { zh: "状态", en: "state" },
        Words { zh: "当事人", en: "parties" },
        Words { zh: "收到", en: "received" },
        Words { zh: "受理", en: "accepted" },
        Words { zh: "审结", en: "concluded" },
    ];
}

/// Headings and sentences about stored deadlines.
pub mod deadlines {
    use super::{Sentence, Words};
    use crate::domain::law::LawPart;

    /// Columns of the list.
    pub const COLUMNS: [Words; 6] = [
        Words { zh: "届满日", en: "due" },
        Words { zh: "情况", en: "state" },
        Words { zh: "案号", en: "case" },
        Words { zh: "单位", en: "unit" },
        Words { zh: "应为事项", en: "what must be done" },
        Words { zh: "依据", en: "article" },
    ];
    /// The deadlines belong to another law.
    pub const LAW_HAS_CHANGED: Words = Words {
        zh: "工作日历、期限规则或设置已变更，以上期限仍按变更前计算；请运行 fuyi deadlines recompute 查看影响。",
        en: "The calendar, the rule book or the settings have changed since these were computed: fuyi deadlines recompute shows what that moves.",
    };
    /// A deadline that is new.
    pub const OPENED: Words = Words { zh: "新增该期限", en: "it runs now" };
    /// A deadline that is gone.
    pub const DROPPED: Words = Words { zh: "该期限不再计算", en: "it runs no more" };
    /// Another day.
    pub const MOVED: Words = Words { zh: "届满日变动", en: "its last day moves" };
    /// No day any more.
    pub const STOPPED: Words = Words { zh: "停止计算", en: "its clock stands" };
    /// The same day, from another.
    pub const RESTARTED: Words = Words { zh: "起算日变动", en: "it runs from another day" };
    /// The same day, for good.
    pub const SETTLED: Words = Words { zh: "日历已公布，届满日确定", en: "the calendar is published, its last day is final" };
    /// The same day, for the time being.
    pub const UNSETTLED: Words =
        Words { zh: "所涉年份日历未公布，届满日暂定", en: "a calendar is missing, its last day is provisional" };

    /// Why a deadline changes: what of the law changed, and what becomes of it.
    pub fn because(parts: &[LawPart], what: Words) -> Sentence {
        if parts.is_empty() {
            return Sentence::new(
                format!("所存与案卷不符：{}", what.zh),
                format!("what is stored is not what the entries say: {}", what.en),
            );
        }
        let zh: Vec<&str> = parts.iter().map(|part| part.words().zh).collect();
        let en: Vec<&str> = parts.iter().map(|part| part.words().en).collect();
        Sentence::new(format!("{}变更：{}", zh.join("、"), what.zh), format!("change of {}: {}", en.join(", "), what.en))
    }

    /// Why a deadline changes in a database that had none.
    pub fn never_computed(what: Words) -> Sentence {
        Sentence::new(format!("此前未整体计算：{}", what.zh), format!("never computed before: {}", what.en))
    }

    /// How many stand how.
    pub fn counts([open, due_today, overdue, estimated, suspended]: [i64; 5]) -> Sentence {
        Sentence::new(
            format!("期内{open}项，今日到期{due_today}项，超期{overdue}项，估计已到期{estimated}项，停止计算{suspended}项"),
            format!(
                "{open} open, {due_today} due today, {overdue} overdue, {estimated} past an estimated end, {suspended} with the clock stopped"
            ),
        )
    }

    /// A list that ended at its limit.
    pub fn list_is_full(limit: u32) -> Sentence {
        Sentence::new(format!("只列出前{limit}项；用 --limit 可以多列"), format!("only the first {limit} are listed; --limit lists more"))
    }

    /// What a preview found.
    pub fn previewed(cases: u64, changes: u64, current: bool) -> Sentence {
        match (changes, current) {
            (0, true) => Sentence::new(
                format!("已核算{cases}件案件，各期限均为现行规则下的届满日"),
                format!("{cases} cases computed: every deadline is what the law of today says"),
            ),
            (0, false) => Sentence::new(
                format!("已核算{cases}件案件，今日未届满的期限均无变动；用 --apply 记下现行规则"),
                format!("{cases} cases computed: nothing pending today changes; --apply notes the law of today"),
            ),
            (n, _) => Sentence::new(
                format!("已核算{cases}件案件，{n}项期限将变动，未写入任何内容；用 --apply 写入"),
                format!("{cases} cases computed: {n} deadlines would change; nothing was written, --apply writes them"),
            ),
        }
    }

    /// What a recomputation wrote.
    pub fn applied(cases: u64, changed: u64) -> Sentence {
        Sentence::new(
            format!("已重新核算{cases}件案件，改写{changed}件案件的期限"),
            format!("{cases} cases computed anew; the deadlines of {changed} were rewritten"),
        )
    }
}

/// Headings of the calculator.
pub mod period {
    use super::{Sentence, Words};
    use crate::domain::Day;
    use crate::domain::law::Unit;

    /// Columns of the list.
    pub const COLUMNS: [Words; 4] = [
        Words { zh: "规则", en: "rule" },
        Words { zh: "期限", en: "length" },
        Words { zh: "应为事项", en: "what must be done" },
        Words { zh: "依据", en: "article" },
    ];
    /// Article.
    pub const CITATION: Words = Words { zh: "依据", en: "Article" };
    /// Length.
    pub const LENGTH: Words = Words { zh: "期限", en: "Length" };
    /// Who is bound.
    pub const BOUND: Words = Words { zh: "义务人", en: "Bound" };
    /// Trigger.
    pub const TRIGGER: Words = Words { zh: "起算", en: "Starts" };
    /// What meets it.
    pub const SATISFIED_BY: Words = Words { zh: "完成于", en: "Met by" };
    /// Consequence.
    pub const ON_EXPIRY: Words = Words { zh: "届满后果", en: "On expiry" };
    /// Quotation.
    pub const QUOTE: Words = Words { zh: "法条原文", en: "Text" };
    /// Note.
    pub const NOTE: Words = Words { zh: "说明", en: "Note" };
    /// What the law leaves open.
    pub const AMBIGUITY: Words = Words { zh: "法律未明确", en: "Left open" };
    /// Which reading the bureau has chosen.
    pub const CHOSEN: Words = Words { zh: "现行选择", en: "Chosen" };
    /// Which reading is followed without a choice.
    pub const BUILT_IN: Words = Words { zh: "固定读法", en: "Built in" };
    /// Time that does not count.
    pub const EXCLUDED: Words = Words { zh: "不计入", en: "Not counted" };
    /// An entry that is shown only.
    pub const NEVER_COMPUTED: Words = Words { zh: "不予计算", en: "Never computed" };
    /// What such an entry says.
    pub const CONTENT: Words = Words { zh: "内容", en: "Content" };

    /// A question the law leaves open.
    pub fn question(id: &str, topic: &str, text: &str) -> Sentence {
        Sentence::new(format!("{id} {topic}：{text}"), format!("{id} {topic}: {text}"))
    }

    /// The latest defensible day, after the safe one.
    pub fn latest(day: Day) -> Sentence {
        Sentence::new(format!("（至迟{day}）"), format!(" (at the latest {day})"))
    }

    /// `5 working days` in both languages.
    pub fn length(length: u32, unit: Unit) -> Sentence {
        let (zh, en) = match unit {
            Unit::WorkingDay => ("个工作日", "working day"),
            Unit::Day => ("日", "day"),
            Unit::Month => ("个月", "month"),
            Unit::Year => ("年", "year"),
        };
        Sentence::new(format!("{length}{zh}"), format!("{length} {en}{}", if length == 1 { "" } else { "s" }))
    }
}

/// Where the service listens.
pub fn serving(address: SocketAddr) -> Sentence {
    Sentence::new(
        format!(
            "服务已启动，请用浏览器打开 http://{address}/ （接口 http://{address}/api/v1，说明：http://{address}/api/v1/docs）；Ctrl-C 停止"
        ),
        format!(
            "serving pages at http://{address}/ and the API at http://{address}/api/v1, described at http://{address}/api/v1/docs; Ctrl-C stops it"
        ),
    )
}

/// The service has stopped.
pub const STOPPED: Words =
    Words { zh: "服务已停止，正在办理的请求均已办完", en: "stopped; requests that ran were finished" };

/// Migrations applied.
pub fn migrated(applied: &[String]) -> Sentence {
    match applied {
        [] => Sentence::new("数据库已是最新版本", "the database is up to date"),
        some => Sentence::new(format!("已升级数据库：{}", some.join("、")), format!("database migrated: {}", some.join(", "))),
    }
}

/// A backup written.
pub fn backed_up(file: &Path, rows: u64) -> Sentence {
    let file = file.display();
    Sentence::new(format!("已备份至 {file}，共{rows}行"), format!("backed up to {file}, {rows} rows"))
}

/// A backup read.
pub fn restored(file: &Path) -> Sentence {
    let file = file.display();
    Sentence::new(format!("已从 {file} 恢复，行数和校验值一致"), format!("restored from {file}; row counts and hashes agree"))
}

/// What a verification found.
pub fn verified(differences: usize, rebuilt: bool) -> Sentence {
    match (differences, rebuilt) {
        (0, _) => Sentence::new("缓存与案件经过一致", "everything cached agrees with the histories"),
        (n, true) => Sentence::new(format!("发现并重建{n}处"), format!("{n} differences found and rebuilt")),
        (n, false) => {
            Sentence::new(format!("发现{n}处不一致，可用 --rebuild 重建"), format!("{n} differences found; --rebuild repairs them"))
        }
    }
}

/// A batch taken back.
pub fn undone(batch: i64, cases: u64) -> Sentence {
    Sentence::new(
        format!("已撤销批次{batch}，{cases}件案件退出台账和统计"),
        format!("batch {batch} undone: {cases} cases left the lists and figures"),
    )
}

/// Synthetic cases written.
pub fn generated(cases: u64) -> Sentence {
    Sentence::new(format!("已生成{cases}件合成案件"), format!("{cases} synthetic cases written"))
}

/// A list that may have ended at its limit.
pub fn list_is_full(limit: u32) -> Sentence {
    Sentence::new(format!("只列出前{limit}件；用 --limit 可以多列"), format!("only the first {limit} are listed; --limit lists more"))
}

/// A file that is longer than any of its kind.
pub fn file_too_long(limit: u64) -> Sentence {
    Sentence::new(format!("超过{limit}字节的上限"), format!("longer than {limit} bytes"))
}

/// A line of input that is longer than any history.
pub fn line_too_long(limit: usize) -> Sentence {
    Sentence::new(format!("该行超过{limit}字节的上限"), format!("the line is longer than {limit} bytes"))
}

/// A line of input that is no text.
pub fn line_no_text() -> Sentence {
    Sentence::new("该行不是UTF-8文本", "the line is not text in UTF-8")
}

/// A file that cannot be read.
pub fn unreadable(file: &Path, error: &io::Error) -> Sentence {
    let (file, why) = (file.display(), disk::sentence(error));
    Sentence::new(format!("无法读取 {file}：{}", why.zh), format!("{file} cannot be read: {}", why.en))
}

/// A file whose content is wrong.
pub fn wrong(file: &Path, fault: &Sentence) -> Sentence {
    let file = file.display();
    Sentence::new(format!("{file}：{}", fault.zh), format!("{file}: {}", fault.en))
}

/// A file that cannot be written.
pub fn unwritable(file: &Path, error: &io::Error) -> Sentence {
    let (file, why) = (file.display(), disk::sentence(error));
    Sentence::new(format!("无法写入 {file}：{}", why.zh), format!("{file} cannot be written: {}", why.en))
}
