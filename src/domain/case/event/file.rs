//! The file itself: an entry annulled, the law pinned, files linked, service proved, the end.

use serde::{Deserialize, Serialize};

use super::define::{Row, events};
use super::table::Event;
use super::{EventKind, Field};
use crate::domain::Day;
use crate::domain::case::field::*;
use crate::domain::case::mark::ServedPaper;
use crate::domain::case::parts::*;
use crate::domain::words::Words;

events! {
    Annulled "annulled" "撤销误记" "entry annulled", "—", "practice" {
        must entry: u32, "被撤销条目序号（自0起）" "position of the annulled entry, from 0";
        must reason: String, "理由" "reason";
    }
    LawPinned "law-pinned" "确定适用法律" "governing law pinned", "—", "23-90" {
        must regime: Regime, "适用法律" "governing law";
        must reason: String, "理由" "reason";
    }
    Linked "linked" "关联案件" "case linked", "—", "practice" { must to: Link, "关联案件" "the other case"; }
    ServiceProved "service-proved" "送达证明入卷" "proof of service on file", "送达回证 S", "CPL-87" {
        must paper: ServedPaper, "文书" "paper"; must services: Many<Service>, "逐个送达" "per addressee";
    }
    Archived "archived" "结案归档" "archived", "卷宗 C", "practice" {}
}
