//! One request as a page shows it: what is asked, why and by which article, and what became of it.

use crate::domain::access::ApprovalState;
use crate::domain::case::event::Event;
use crate::domain::form::told;
use crate::http::Call;
use crate::i18n::citation::in_full;
use crate::i18n::pages::{cases, file as said};
use crate::service::Approval;
use crate::web::cases::timeline::moment;
use crate::web::shell::Shell;

/// A request.
pub struct Request {
    /// Its id.
    pub id: i64,
    /// The case.
    pub case: i64,
    /// What is asked, and for which day.
    pub asked: String,
    /// What would be recorded, label by label.
    pub data: Vec<(&'static str, String)>,
    /// Why.
    pub reason: String,
    /// The article that asks for consent.
    pub basis: String,
    /// Whose.
    pub approver: &'static str,
    /// Who asked, and when.
    pub by: String,
    /// Where it stands.
    pub state: &'static str,
    /// It waits.
    pub waits: bool,
    /// Who decided and when, with the remark.
    pub decided: String,
    /// Whoever reads this may decide it.
    pub decides: bool,
    /// Whoever reads this asked for it.
    pub own: bool,
}

impl Request {
    /// A request in front of whoever reads it.
    pub fn new(call: &Call, shell: &Shell, request: &Approval, decides: bool) -> Self {
        let entry = &request.asked.entry;
        let (name, on) = (entry.event.kind().words, cases::day(entry.on));
        let data = match &entry.event {
            // which entry is to be annulled is told by its number in the file; the reason stands beside
            Event::Annulled(_) => told(&entry.event, &call.books.law),
            event => told(event, &call.books.law),
        };
        let decided = request.decided.as_ref().map(|(at, by)| {
            let remark = request.remark.as_deref().map(|remark| format!("：{remark}")).unwrap_or_default();
            format!("{}{remark}", said::by_at(by, &moment(*at)).in_lang(shell.lang))
        });
        Self {
            id: request.id.0,
            case: request.asked.case.0,
            asked: said::proposed(name, &on.zh, &on.en).in_lang(shell.lang).to_owned(),
            data: data.into_iter().map(|(label, value)| (shell.say(label), value.in_lang(shell.lang).to_owned())).collect(),
            reason: request.asked.reason.clone(),
            basis: in_full(&request.asked.article, shell.lang),
            approver: shell.say(request.asked.approver.words()),
            by: said::by_at(&request.requested_by, &moment(request.requested_at)).in_lang(shell.lang).to_owned(),
            state: shell.say(request.state.words()),
            waits: request.state == ApprovalState::Waiting,
            decided: decided.unwrap_or_default(),
            decides,
            own: call.principal().is_ok_and(|asker| asker.who == request.asked.requester),
        }
    }
}
