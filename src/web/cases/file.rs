//! The file of a case 案卷: where it stands, what happened, by when what must be done and why, and everything that belongs to it.

use askama::Template;

use super::dates::{class, stands};
use super::list::outcome;
use super::timeline::{Correction, Entry, corrections, entries};
use crate::domain::access::{Action, ApprovalState, Object};
use crate::domain::case::appearance::findings;
use crate::domain::case::parts::{Appearance, LinkKind};
use crate::domain::case::{Hearing, State, machine_of};
use crate::domain::deadline::{Explained, Step};
use crate::domain::id::CaseId;
use crate::domain::words::{Lang, Sentence};
use crate::http::{Call, Problem, Rendered, code};
use crate::i18n::citation::{in_full, rule_in_full};
use crate::i18n::pages::{self as words, cases as said, file as told};
use crate::i18n::tasks::case::whose;
use crate::service::{self, Approval, Database, Dossier, Record};
use crate::web::approvals::waiting::Request;
use crate::web::cases::documents::Paper;
use crate::web::shell::{Shell, page, part, query};

#[derive(Template)]
#[template(path = "cases/file.html", config = "src/web/askama.toml")]
struct File {
    shell: Shell,
    id: i64,
    version: usize,
    withdrawn: bool,
    procedure: &'static str,
    state: &'static str,
    facts: Vec<(&'static str, String)>,
    next_date: Option<Date>,
    course: Vec<Stage>,
    entries: Vec<Entry>,
    corrections: Vec<Correction>,
    pending: Vec<Date>,
    past: Vec<Date>,
    hearings: Vec<Sitting>,
    faults: Vec<(String, &'static str, String)>,
    performance: Option<Vec<(&'static str, String)>>,
    linked: Vec<Tie>,
    link_kinds: Vec<(&'static str, &'static str)>,
    typed: Typed,
    documents: Vec<Paper>,
    requests: Vec<Request>,
    steps: Vec<Offer>,
    notes: Vec<Offer>,
    waiting: Vec<Offer>,
    officers: Vec<(i64, String)>,
    units: Vec<(i64, String)>,
    may: May,
}

/// What was typed into a form of the page that was sent back.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Number of a case to be tied to this one.
    pub number: String,
    /// Kind of the tie.
    pub kind: String,
    /// Name of a document.
    pub name: String,
    /// The form that came back: `link`, `document` or `assign`.
    pub form: &'static str,
}

/// What whoever reads may do here.
struct May {
    record: bool,
    link: bool,
    upload: bool,
    documents: bool,
    approvals: bool,
    assign: bool,
}

struct Stage {
    name: &'static str,
    since: String,
    class: &'static str,
    mark: &'static str,
}

struct Date {
    day: String,
    stands: String,
    class: &'static str,
    what: String,
    whose: String,
    article: String,
    fixed_by: String,
    latest: String,
    steps: Vec<TraceStep>,
}

struct TraceStep {
    kind: &'static str,
    words: String,
    article: String,
    days: String,
    on: String,
}

struct Sitting {
    on: String,
    kind: &'static str,
    joint: String,
    appearances: Vec<String>,
}

struct Tie {
    kind: &'static str,
    number: String,
    through: String,
    address: String,
    told: String,
}

struct Offer {
    event: &'static str,
    name: &'static str,
    article: String,
    consent: String,
    waits_for: Vec<String>,
}

/// `GET /cases/{case}`.
pub fn show(call: &Call, database: &mut Database) -> Result<Rendered, Problem> {
    let done = query(call)?;
    let shell = match told::done(done.get("done")) {
        Some(words) => Shell::of(call, words::CASES).with_said(words),
        None => Shell::of(call, words::CASES),
    };
    rendered(200, call, database, shell, Typed::default())
}

/// The case an address names.
///
/// # Errors
/// `not-found` for what is no id.
pub fn case_of(call: &Call) -> Result<CaseId, Problem> {
    part(call, "case").parse().map(CaseId).map_err(|_| Problem::of(code::NOT_FOUND))
}

/// The page again, after a form of it could not be accepted: what is wrong above, what was typed kept.
///
/// # Errors
/// As the page itself.
pub fn again(call: &Call, fault: &Sentence, typed: Typed) -> Result<Rendered, Problem> {
    let shell = Shell::of(call, words::CASES).with_fault(fault);
    call.state.pool.read(|database| rendered(422, call, database, shell, typed))
}

fn rendered(status: u16, call: &Call, database: &mut Database, shell: Shell, typed: Typed) -> Result<Rendered, Problem> {
    let (access, lang, books) = (call.access()?, call.lang, &call.books);
    let keys = call.state.entrance.keys().ring();
    let dossier = service::dossier(database, access, books, Some(&keys), case_of(call)?)?;
    let (case, stored) = (&dossier.view.case, &dossier.view.stored);
    let number = stored.number.clone().unwrap_or_else(|| format!("{} #{}", said::NO_NUMBER.in_lang(lang), stored.id));
    let shell = Shell { title: number, ..shell.below("/cases", words::CASES) };
    let machine = machine_of(case);
    let may = |action| access.may(action, &Object::Case(dossier.standing.object())).is_ok() && !stored.withdrawn;
    let dates: Vec<Explained> = service::deadlines_of(books, &dossier.view, call.today());
    let (pending, past): (Vec<&Explained>, Vec<&Explained>) = dates.iter().partition(|date| date.state.is_open());
    let date = |date: &Explained| Date::new(call, &shell, date);
    let ours = pending.iter().find(|date| date.whose == crate::domain::deadline::Whose::Ours && date.due_on.is_some());
    let (open, waiting): (Vec<&Record>, Vec<&Record>) = dossier.next.iter().partition(|record| record.step.waits_for.is_empty());
    let (steps, notes): (Vec<&Record>, Vec<&Record>) = open.into_iter().partition(|record| record.moves);
    let offer = |record: &&Record| Offer::new(record, lang);
    let decider = may(Action::ApprovalDecide);
    let request = |request: &Approval| {
        let decides = decider && request.state == ApprovalState::Waiting && request.asked.requester != access.principal.who;
        Request::new(call, &shell, request, decides)
    };
    let (mut officers, mut units) = (Vec::new(), Vec::new());
    if may(Action::CaseAssign) {
        let active = service::people(database, access)?.into_iter().filter(|person| person.is_active(call.today()));
        officers = active.map(|person| (person.id.0, person.display_name)).collect();
        let standing = service::units(database, access)?.into_iter().filter(|unit| unit.valid_until.is_none());
        units = standing.map(|unit| (unit.id.0, unit.full_name)).collect();
    }
    let template = File {
        id: stored.id.0,
        version: stored.version,
        withdrawn: stored.withdrawn,
        procedure: shell.say(machine.words),
        state: machine.state_words(case.state).map_or("—", |words| shell.say(words)),
        facts: facts(call, &shell, &dossier),
        next_date: ours.map(|found| date(found)),
        course: course(&shell, &dossier),
        entries: entries(call, &shell, &dossier, may(Action::EventAnnul)),
        corrections: corrections(&shell, &dossier),
        pending: pending.iter().map(|found| date(found)).collect(),
        past: past.iter().map(|found| date(found)).collect(),
        hearings: if may(Action::HearingRead) { case.hearings.iter().map(|held| Sitting::new(held, &shell)).collect() } else { Vec::new() },
        faults: findings(case)
            .into_iter()
            .map(|found| {
                let what = format!("{} {}", found.agency.unwrap_or_default(), shell.say(found.fault.words()));
                (shell.day(found.on), found.fault.code(), format!("{} ({})", what.trim(), in_full(found.fault.article(), lang)))
            })
            .collect(),
        performance: performance(&shell, &dossier),
        linked: dossier.linked.iter().map(|tie| Tie::new(call, &shell, tie)).collect(),
        link_kinds: LinkKind::ALL.iter().map(|kind| (kind.code(), shell.say(kind.words()))).collect(),
        documents: dossier.documents.iter().map(|document| Paper::new(&shell, document)).collect(),
        requests: dossier.approvals.iter().rev().map(request).collect(),
        steps: steps.iter().map(offer).collect(),
        notes: notes.iter().map(offer).collect(),
        waiting: waiting.iter().map(offer).collect(),
        may: May {
            record: may(Action::EventRecord),
            link: may(Action::EventRecord) && case.state != State::New,
            upload: may(Action::DocumentWrite),
            documents: may(Action::DocumentRead),
            approvals: may(Action::ApprovalRead),
            assign: may(Action::CaseAssign),
        },
        officers,
        units,
        typed,
        shell,
    };
    page(status, &template)
}

/// What the head of the file says, label by label; what is not recorded is left out.
fn facts(call: &Call, shell: &Shell, dossier: &Dossier) -> Vec<(&'static str, String)> {
    let case = &dossier.view.case;
    let day = |day: Option<crate::domain::Day>| day.map(|day| shell.day(day)).unwrap_or_default();
    let and = if shell.lang == Lang::Zh { "、" } else { ", " };
    let people: Vec<String> = dossier
        .parties
        .iter()
        .map(|party| {
            let role = shell.say(party.role.words());
            let details: Vec<&str> = party.details.iter().filter_map(|detail| detail.value.as_deref()).collect();
            let details = if details.is_empty() { String::new() } else { format!(" · {}", details.join(" · ")) };
            told::named(&party.name, role, &details).in_lang(shell.lang).to_owned()
        })
        .collect();
    let agencies =
        case.agencies.iter().map(|agency| told::named(&agency.agency, shell.say(agency.role.words()), "").in_lang(shell.lang).to_owned());
    let units: Vec<String> = case.respondents.iter().cloned().chain(agencies).collect();
    let officer = match (&dossier.assigned, &case.officer) {
        (Some(assigned), Some(named)) if assigned != named => told::assigned(assigned, named).in_lang(shell.lang).to_owned(),
        (Some(name), _) | (None, Some(name)) => name.clone(),
        (None, None) => String::new(),
    };
    let law = case.regime(call.today(), &call.books.law);
    [
        (said::PARTIES, people.join(and)),
        (told::AGENCIES, units.join(and)),
        (said::MATTER, case.matter.clone().unwrap_or_default()),
        (said::CATEGORY, case.category.clone().unwrap_or_default()),
        (said::OFFICER, officer),
        (told::HANDLER, dossier.handler.clone().unwrap_or_default()),
        (told::COURT, case.court.clone().unwrap_or_default()),
        (told::LAW, if case.instance.is_none() { shell.say(law.words()).to_owned() } else { String::new() }),
        (said::RECEIVED, day(case.received_on)),
        (said::ACCEPTED, day(case.accepted_on)),
        (said::CONCLUDED, day(case.concluded_on)),
        (said::OUTCOME, case.standing_outcome().map(|code| outcome(call, code.as_str())).unwrap_or_default()),
        (told::SUSPENDED_SINCE, day(case.suspension.as_ref().map(|suspension| suspension.since))),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| (shell.say(label), value))
    .collect()
}

fn course(shell: &Shell, dossier: &Dossier) -> Vec<Stage> {
    let machine = machine_of(&dossier.view.case);
    let name = |state: State| machine.state_words(state).map_or("—", |words| shell.say(words));
    let last = dossier.passages.len().saturating_sub(1);
    let passed = dossier.passages.iter().enumerate().map(|(at, passage)| Stage {
        name: name(passage.state),
        since: shell.day(passage.since),
        class: if at == last { "here" } else { "gone" },
        mark: shell.say(if at == last { told::NOW } else { told::DONE }),
    });
    let ahead =
        dossier.ahead.iter().map(|state| Stage { name: name(*state), since: String::new(), class: "ahead", mark: shell.say(told::AHEAD) });
    passed.chain(ahead).collect()
}

/// The duty to perform, where the outcome carries one.
fn performance(shell: &Shell, dossier: &Dossier) -> Option<Vec<(&'static str, String)>> {
    let case = &dossier.view.case;
    let duty = case.performance.as_ref()?;
    let by = shell.say(if duty.set_by_document { told::BY_DOCUMENT } else { told::BY_LAW });
    let due = match (duty.due_on, duty.days_from_service) {
        (Some(day), _) => format!("{} ({by})", shell.day(day)),
        (None, Some(days)) => format!("{} ({by})", told::from_service(days).in_lang(shell.lang)),
        (None, None) => shell.say(told::NO_LAST_DAY).to_owned(),
    };
    let partly = if case.attributes.partly_performed { told::PARTLY } else { told::NOT_PERFORMED };
    let done = duty.performed_on.map_or_else(|| shell.say(partly).to_owned(), |day| shell.day(day));
    Some(vec![(shell.say(told::DUE), due), (shell.say(told::PERFORMED), done)])
}

impl Date {
    fn new(call: &Call, shell: &Shell, date: &Explained) -> Self {
        let (lang, soon) = (call.lang, call.books.soon());
        let standing = date.standing();
        Self {
            day: date.due_on.map(|day| shell.day(day)).unwrap_or_default(),
            latest: date.latest_on.filter(|latest| Some(*latest) != date.due_on).map(|day| shell.day(day)).unwrap_or_default(),
            stands: stands(&standing, (date.provisional, date.estimated), call.today(), soon, lang),
            class: class(&standing, soon),
            what: date.obligation.in_lang(lang).to_owned(),
            whose: whose(date.whose, date.bound, date.unit.as_deref()).in_lang(lang).to_owned(),
            article: rule_in_full(&date.article, lang),
            fixed_by: date.fixed_by.as_ref().map(|by| by.in_lang(lang).to_owned()).unwrap_or_default(),
            steps: date.trace.iter().map(|step| TraceStep::new(step, shell)).collect(),
        }
    }
}

impl TraceStep {
    fn new(step: &Step, shell: &Shell) -> Self {
        Self {
            kind: shell.say(step.kind.words()),
            words: step.words.in_lang(shell.lang).to_owned(),
            article: rule_in_full(&step.article, shell.lang),
            days: told::moved(step.added, step.skipped).in_lang(shell.lang).to_owned(),
            on: step.on.map(|day| shell.day(day)).unwrap_or_default(),
        }
    }
}

impl Sitting {
    fn new(held: &Hearing, shell: &Shell) -> Self {
        Self {
            on: shell.day(held.on),
            kind: shell.say(held.sitting.words()),
            joint: held.joint_group.clone().unwrap_or_default(),
            appearances: held.appearances.iter().map(|who| appeared(who).in_lang(shell.lang).to_owned()).collect(),
        }
    }
}

/// Who came for an agency, in one sentence.
fn appeared(who: &Appearance) -> Sentence {
    let staff: Vec<&str> = who.corresponding_staff.iter().flatten().map(|one| one.name.as_str()).collect();
    told::appeared(
        who.agency.as_deref().unwrap_or_default(),
        who.attended(),
        (who.rp_name.as_deref(), who.rp_post.as_deref()),
        who.corresponding_staff.is_some().then_some(&staff),
        who.lawyer,
    )
}

impl Tie {
    fn new(call: &Call, shell: &Shell, tie: &service::Linked) -> Self {
        let told = tie.found.as_ref().map(|found| {
            let end = found.outcome.as_deref().map(|code| format!(" · {}", outcome(call, code))).unwrap_or_default();
            format!("{} · {}{end}", shell.say(found.procedure), shell.say(found.state))
        });
        Self {
            kind: shell.say(tie.kind.words()),
            number: tie.number.clone(),
            through: tie.through.as_deref().map(|number| told::through(number).in_lang(shell.lang).to_owned()).unwrap_or_default(),
            address: tie.found.as_ref().map(|found| format!("/cases/{}", found.id)).unwrap_or_default(),
            told: told.unwrap_or_else(|| shell.say(told::NOT_HERE).to_owned()),
        }
    }
}

impl Offer {
    fn new(record: &Record, lang: Lang) -> Self {
        let kind = record.step.event.kind();
        let consent = record.consent.map(|(approver, article)| {
            // an article that stands beside the step already is not said twice
            let basis = (article != record.step.article).then(|| in_full(article, lang));
            told::needs_consent(approver.words(), basis.as_deref().unwrap_or_default())
        });
        Self {
            event: kind.code,
            name: kind.words.in_lang(lang),
            article: in_full(record.step.article, lang),
            consent: consent.map(|consent| consent.in_lang(lang).to_owned()).unwrap_or_default(),
            waits_for: record.step.waits_for.iter().map(|(_, reason)| reason.in_lang(lang).to_owned()).collect(),
        }
    }
}
