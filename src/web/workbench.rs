//! The first page: what is due, who must be in court, what waits for a decision, what lies open, what others have done; for
//! administrators the items that are open.

use std::net::IpAddr;

use askama::Template;
use chrono::{DateTime, Utc};

use super::approvals::waiting::Request;
use super::cases::dates::Due;
use super::cases::timeline::moment;
use super::shell::{Shell, page, query};
use crate::clock::in_china;
use crate::domain::access::Action;
use crate::domain::masking::{self, Purpose};
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::pages::{self as words, cases, file, workbench as said};
use crate::service::{self, Database, DateLine, Morning};

#[derive(Template)]
#[template(path = "workbench.html", config = "src/web/askama.toml")]
struct Workbench {
    shell: Shell,
    desk: Option<Desk>,
    requests: Option<Vec<Request>>,
    items: Option<Vec<String>>,
    name: String,
    roles: String,
    last: String,
}

/// What whoever has cases finds.
struct Desk {
    mine: bool,
    counts: Vec<(&'static str, String, &'static str)>,
    dates: Vec<Line>,
    more: bool,
    hearings: Vec<Line>,
    undated: Vec<(i64, String, String)>,
    news: Vec<Heard>,
    since: String,
}

struct Line {
    case: i64,
    number: String,
    officer: String,
    due: Due,
    /// The first of its class: what the count of the class leads to.
    first: bool,
}

struct Heard {
    case: i64,
    number: String,
    what: String,
    by: String,
}

/// Classes of dates, the most urgent first.
const CLASSES: [&str; 4] = ["overdue", "today", "soon", "later"];
/// Requests shown, at most.
const REQUESTS: usize = 10;

/// `GET /`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let signed = call.signed()?;
    if let Some(duty) = signed.duty {
        return Err(Problem { duty: Some(duty), ..Problem::of(code::DUTY) });
    }
    let principal = &signed.access.principal;
    let (person, shell) = (call.person()?, Shell::of(call, words::WORKBENCH));
    let last = last_visit(call.raw.last_sign_in.as_deref());
    let desk = match signed.may_come(Action::CaseList) {
        Ok(()) => {
            let mine = match query(call)?.get("of") {
                "mine" => Some(true),
                "all" => Some(false),
                _ => None,
            };
            let since = last.map(|(at, _)| at);
            let found = service::morning(database, &signed.access, &call.books, person, mine, since, call.now)?;
            Some(Desk::new(call, &shell, found))
        }
        Err(_) => None,
    };
    let requests = match signed.may_come(Action::ApprovalDecide) {
        Ok(()) => {
            let waiting = service::approvals_to_decide(database, &signed.access, REQUESTS)?;
            Some(waiting.iter().map(|request| Request::new(call, &shell, request, true)).collect())
        }
        Err(_) => None,
    };
    // what is open about the calendar is for who keeps it, what is wrong with the outbox for who watches it
    let mut open = Vec::new();
    if signed.may_come(Action::CalendarWrite).is_ok() {
        open.extend(service::open_items(&call.books.law.calendar, call.today()).into_iter().map(|item| item.sentence));
    }
    let watches = signed.may_come(Action::OutboxRead).is_ok();
    if watches {
        open.extend(service::reminders_watch(database, call.now)?.alarms());
    }
    let keeps_open = watches || signed.may_come(Action::CalendarWrite).is_ok();
    let items = keeps_open.then(|| open.iter().map(|item| item.in_lang(call.lang).to_owned()).collect());
    let roles: Vec<&str> = principal.roles(call.today()).into_iter().map(|role| role.words().in_lang(call.lang)).collect();
    let name = service::display_name(database, person)?;
    let template = Workbench {
        desk,
        requests,
        items,
        name: format!("{name} ({})", principal.name),
        roles: if roles.is_empty() { shell.say(words::NO_ROLES).to_owned() } else { roles.join("、") },
        last: last
            .map_or_else(
                || Sentence::from(words::FIRST_SIGN_IN),
                |(at, from)| words::signed_in_from(&in_china(at).format("%Y-%m-%d %H:%M").to_string(), &from.to_string()),
            )
            .in_lang(call.lang)
            .to_owned(),
        shell,
    };
    page(200, &template)
}

impl Desk {
    fn new(call: &Call, shell: &Shell, found: Morning) -> Self {
        let (today, soon) = (call.today(), call.books.soon());
        let numbered =
            |number: Option<String>, case: service::CaseId| number.unwrap_or_else(|| format!("{} #{case}", shell.say(cases::NO_NUMBER)));
        let line = |line: DateLine| Line {
            case: line.case.0,
            number: numbered(line.number, line.case),
            officer: line.officer.unwrap_or_default(),
            due: Due::new(&line.next, shell, today, soon),
            first: false,
        };
        let mut dates: Vec<Line> = found.dates.into_iter().map(line).collect();
        for class in CLASSES {
            if let Some(line) = dates.iter_mut().find(|line| line.due.class == class) {
                line.first = true;
            }
        }
        let count = |class: &'static str| dates.iter().filter(|line| line.due.class == class).count();
        let tile = |(label, class): (crate::domain::words::Words, &'static str)| {
            (shell.say(label), said::count(count(class), found.more && class == "later"), class)
        };
        let counts = [(said::OVERDUE, "overdue"), (said::TODAY, "today"), (said::SOON, "soon"), (said::LATER, "later")].map(tile).into();
        let comma = if call.lang == crate::domain::words::Lang::Zh { "、" } else { ", " };
        Self {
            mine: found.mine,
            counts,
            dates,
            more: found.more,
            hearings: found.hearings.into_iter().map(line).collect(),
            undated: found
                .undated
                .into_iter()
                .map(|one| (one.case.0, numbered(one.number, one.case), masking::names(&one.parties, Purpose::List, false)))
                .collect(),
            news: found
                .news
                .into_iter()
                .map(|one| Heard {
                    case: one.case.0,
                    number: numbered(one.number, one.case),
                    what: one.what.iter().map(|words| shell.say(words)).collect::<Vec<_>>().join(comma),
                    by: file::by_at(&one.by, &moment(one.at)).in_lang(shell.lang).to_owned(),
                })
                .collect(),
            since: said::since(&moment(found.since)).in_lang(shell.lang).to_owned(),
        }
    }
}

/// The sign-in before this one, as the browser keeps it: `2024-06-03T02:00:00Z|10.0.0.7`.
fn last_visit(kept: Option<&str>) -> Option<(DateTime<Utc>, IpAddr)> {
    let (at, from) = kept?.split_once('|')?;
    Some((at.parse().ok()?, from.parse().ok()?))
}
