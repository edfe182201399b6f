//! The paragraph in Chinese, worded as published annual reports word it; every phrase follows the figures.

use super::{Trend, plain};
use crate::domain::statistics::{AnnualFigures, Litigation, Reconsideration};

/// The paragraph of the report.
pub(super) fn paragraph(figures: &AnnualFigures) -> String {
    let year = figures.current.year;
    format!("{year}年，{}{}", reconsideration(&figures.current.reconsideration), litigation(figures))
}

fn reconsideration(figures: &Reconsideration) -> String {
    let mut said = match figures.received {
        0 => "未收到行政复议申请".to_owned(),
        received => format!("共收到行政复议申请{received}件"),
    };
    if figures.received > 0 || figures.accepted > 0 {
        said += &format!("，受理{}件", figures.accepted);
    }
    if figures.not_accepted > 0 {
        said += &format!("，不予受理{}件", figures.not_accepted);
    }
    if figures.concluded > 0 {
        said += &format!("；审结{}件，{}", figures.concluded, corrected(figures));
    } else if figures.carried_over + figures.accepted > 0 {
        said += "；无审结案件";
    }
    if figures.settled_and_withdrawn > 0 {
        said += &format!("；经和解后申请人撤回{}件", figures.settled_and_withdrawn);
    }
    if figures.pending_at_year_end > 0 {
        said += &format!("；年末未审结{}件", figures.pending_at_year_end);
    }
    let performed = &figures.performance_rate;
    said += &match &performed.percent {
        Some(percent) => format!("。应履行的行政复议文书{}份，履行率{}%。", performed.denominator, plain(percent)),
        None => "。全年无履行期限届满的行政复议文书，不计算履行率。".to_owned(),
    };
    said
}

/// 其中撤销并责令重作6件、确认违法4件、责令履行3件，合计13件
fn corrected(figures: &Reconsideration) -> String {
    let kinds: Vec<String> = figures.corrected_by_kind.iter().map(|kind| format!("{}{}件", kind.name.zh, kind.count)).collect();
    match kinds.len() {
        0 => "其中无撤销、变更、确认违法或者责令履行的决定".to_owned(),
        1 => format!("其中{}", kinds[0]),
        _ => format!("其中{}，合计{}件", kinds.join("、"), figures.corrected),
    }
}

fn litigation(figures: &AnnualFigures) -> String {
    let (now, before, change) = (&figures.current.litigation, &figures.previous.litigation, &figures.change);
    let mut said = match now.first_instance_filed {
        0 => "行政诉讼一审无新收案件".to_owned(),
        filed => format!("行政诉讼一审新收{filed}件"),
    };
    said += &match Trend::of_count(&change.suits) {
        Trend::NoBase => "，上年无新收，不计算同比".to_owned(),
        trend => compared(&trend, "%"),
    };
    said += "；";
    said += &lost(now);
    if now.loss_rate.percent.is_some() {
        said += &match Trend::of_rate(&now.loss_rate, &before.loss_rate, change.loss_rate_points.as_deref()) {
            Trend::NoBase => "，上年无败诉率可比".to_owned(),
            trend => compared(&trend, "个百分点"),
        };
    }
    if change.double_decrease == Some(true) {
        said += "，实现“双下降”";
    }
    said += "。";
    said += &appeared(now);
    if now.second_instance_concluded > 0 {
        said += &format!("二审审结{}件。", now.second_instance_concluded);
    }
    said
}

fn lost(figures: &Litigation) -> String {
    let Some(percent) = &figures.loss_rate.percent else { return "无审结案件，不计算败诉率".to_owned() };
    let lost = match figures.first_instance_lost {
        0 => "无败诉案件".to_owned(),
        lost => format!("败诉{lost}件"),
    };
    format!("审结{}件，{lost}，败诉率{}%", figures.first_instance_concluded, plain(percent))
}

fn appeared(figures: &Litigation) -> String {
    let rate = &figures.appearance_rate;
    match &rate.percent {
        Some(percent) => {
            format!("开庭审理{}件，行政机关负责人出庭应诉{}件，负责人出庭应诉率{}%。", rate.denominator, rate.numerator, plain(percent))
        }
        None => "全年无开庭审理的案件，不计算负责人出庭应诉率。".to_owned(),
    }
}

fn compared(trend: &Trend<'_>, unit: &str) -> String {
    match trend {
        Trend::NoBase => String::new(),
        Trend::Same => "，与上年持平".to_owned(),
        Trend::Hardly => "，与上年基本持平".to_owned(),
        Trend::Up(by) => format!("，同比上升{by}{unit}"),
        Trend::Down(by) => format!("，同比下降{by}{unit}"),
    }
}
