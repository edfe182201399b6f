//! The paragraph in English; every phrase follows the figures.

use super::{Trend, plain};
use crate::domain::statistics::{AnnualFigures, Litigation, Reconsideration};

/// The paragraph of the report.
pub(super) fn paragraph(figures: &AnnualFigures) -> String {
    format!("In {}, {} {}", figures.current.year, reconsideration(&figures.current.reconsideration), litigation(figures))
}

fn reconsideration(figures: &Reconsideration) -> String {
    let mut said = match figures.received {
        0 => "no application for reconsideration was received".to_owned(),
        received => format!("applications for reconsideration received: {received}"),
    };
    if figures.received > 0 || figures.accepted > 0 {
        said += &format!("; accepted: {}", figures.accepted);
    }
    if figures.not_accepted > 0 {
        said += &format!("; not accepted: {}", figures.not_accepted);
    }
    if figures.concluded > 0 {
        said += &format!("; concluded: {}, {}", figures.concluded, corrected(figures));
    } else if figures.carried_over + figures.accepted > 0 {
        said += "; none was concluded";
    }
    if figures.settled_and_withdrawn > 0 {
        said += &format!("; withdrawn after settlement: {}", figures.settled_and_withdrawn);
    }
    if figures.pending_at_year_end > 0 {
        said += &format!("; pending at year end: {}", figures.pending_at_year_end);
    }
    let performed = &figures.performance_rate;
    said += &match &performed.percent {
        Some(percent) => format!(". Documents to be performed: {}, performance rate {}%.", performed.denominator, plain(percent)),
        None => ". No document fell due for performance, so there is no performance rate.".to_owned(),
    };
    said
}

fn corrected(figures: &Reconsideration) -> String {
    let kinds: Vec<String> = figures.corrected_by_kind.iter().map(|kind| format!("{} {}", kind.name.en, kind.count)).collect();
    match kinds.len() {
        0 => "none of them revoked, varied, confirmed illegal or ordered to perform".to_owned(),
        1 => format!("of which {}", kinds[0]),
        _ => format!("of which {}, together {}", kinds.join(", "), figures.corrected),
    }
}

fn litigation(figures: &AnnualFigures) -> String {
    let (now, before, change) = (&figures.current.litigation, &figures.previous.litigation, &figures.change);
    let mut said = match now.first_instance_filed {
        0 => "No first-instance suit was filed".to_owned(),
        filed => format!("First-instance suits filed: {filed}"),
    };
    said += &match Trend::of_count(&change.suits) {
        Trend::NoBase => ", none the year before to compare with".to_owned(),
        trend => compared(&trend, "%"),
    };
    said += "; ";
    said += &lost(now);
    if now.loss_rate.percent.is_some() {
        said += &match Trend::of_rate(&now.loss_rate, &before.loss_rate, change.loss_rate_points.as_deref()) {
            Trend::NoBase => ", without a rate of the year before to compare with".to_owned(),
            trend => compared(&trend, " percentage points"),
        };
    }
    if change.double_decrease == Some(true) {
        said += ": both suits and loss rate went down";
    }
    said += ". ";
    said += &appeared(now);
    if now.second_instance_concluded > 0 {
        said += &format!(" Second-instance cases concluded: {}.", now.second_instance_concluded);
    }
    said
}

fn lost(figures: &Litigation) -> String {
    let Some(percent) = &figures.loss_rate.percent else { return "none was concluded, so there is no loss rate".to_owned() };
    format!("concluded: {}, lost: {}, loss rate {}%", figures.first_instance_concluded, figures.first_instance_lost, plain(percent))
}

fn appeared(figures: &Litigation) -> String {
    let rate = &figures.appearance_rate;
    match &rate.percent {
        Some(percent) => format!(
            "Cases heard in court: {}, the responsible person appeared in {}, appearance rate {}%.",
            rate.denominator,
            rate.numerator,
            plain(percent)
        ),
        None => "No case was heard in court, so there is no appearance rate.".to_owned(),
    }
}

fn compared(trend: &Trend<'_>, unit: &str) -> String {
    match trend {
        Trend::NoBase => String::new(),
        Trend::Same => ", the same as the year before".to_owned(),
        Trend::Hardly => ", hardly changed from the year before".to_owned(),
        Trend::Up(by) => format!(", up {by}{unit} from the year before"),
        Trend::Down(by) => format!(", down {by}{unit} from the year before"),
    }
}
