//! Supervision 督办: records, proposals, analyses of lost and corrected cases.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::documents::{DocumentBody, DocumentList, NewDocumentForm};
use super::reply::{Done, Download, Found, Made};
use super::statistics::days;
use super::take::{InBody, InDocument, InPath, InQuery, place_in_list};
use crate::domain::access::Action;
use crate::domain::id::{CaseId, ProposalId, RecordId, UnitId};
use crate::domain::supervision::{RecordKind, Step, StepKind};
use crate::domain::words::Sentence;
use crate::http::{Call, Problem, code, documents};
use crate::service::supervision::{self, KindCount, NewAnalysis, NewRecord, Why};
use crate::service::{Database, Proposal, RecordFilter, RecordKept, unit_named};

/// The record an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SupervisionPath {
    /// Id.
    record: i64,
}

/// The paper of a record an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct PaperPath {
    /// Id of the record.
    record: i64,
    /// Id of the paper.
    document: i64,
}

/// The proposal an address names.
#[derive(Debug, Deserialize, IntoParams)]
pub struct ProposalPath {
    /// Id.
    proposal: i64,
}

/// Which records.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SupervisionQuery {
    /// Kind, by code.
    #[param(value_type = Option<String>)]
    kind: Option<RecordKind>,
    /// Unit addressed, by full or short name.
    unit: Option<String>,
    /// Not closed yet.
    open: Option<bool>,
    /// Issued in this period: `2024`, `2024H1`, `2024Q3`, `2024-05`.
    period: Option<String>,
    /// Where the list continues: `next` of the page before.
    #[param(minimum = 1)]
    before: Option<i64>,
}

/// A period and a unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SupervisionPeriodQuery {
    /// Period: `2024`, `2024H1`, `2024Q3`, `2024-05`.
    period: String,
}

/// Which proposals.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ProposalsQuery {
    /// Only those that are not decided yet.
    open: Option<bool>,
}

/// A record to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSupervisionBody {
    /// Kind, by code.
    #[schema(value_type = String)]
    kind: RecordKind,
    /// Unit addressed, by full or short name.
    unit: String,
    /// What it is about.
    title: String,
    /// Court or procuratorate that issued it, where it comes from outside.
    organ: Option<String>,
    /// The case it is about.
    case: Option<i64>,
}

/// A step of a record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupervisionStepBody {
    /// `issue`, `reply` or `close`.
    #[schema(value_type = String)]
    step: StepKind,
    /// Day.
    on: NaiveDate,
    /// Number, to issue.
    number: Option<String>,
    /// Last day to reply as the letter sets it, to issue; where the rule book knows the period its last day stands before it.
    due_on: Option<NaiveDate>,
    /// The reply, or the proof: a document, or a reference to one.
    text: Option<String>,
}

/// A record.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisionBody {
    /// Id.
    id: i64,
    /// Kind, by code.
    kind: &'static str,
    /// Unit addressed.
    unit: i64,
    /// What it is about.
    title: String,
    /// Court or procuratorate that issued it.
    organ: Option<String>,
    /// The case it is about.
    case: Option<i64>,
    /// `open`, `issued`, `answered` or `closed`.
    state: &'static str,
    /// The reply came after its day, or has not come and the day has passed.
    late: bool,
    /// Number.
    number: Option<String>,
    /// Day of issue.
    issued_on: Option<NaiveDate>,
    /// Last day to reply.
    due_on: Option<NaiveDate>,
    /// Day of the reply.
    replied_on: Option<NaiveDate>,
    /// The reply.
    reply: Option<String>,
    /// Day it was closed.
    closed_on: Option<NaiveDate>,
    /// What proves that it was carried out.
    proof: Option<String>,
    /// Who opened it.
    opened_by: String,
}

/// Records, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisionList {
    /// The records.
    items: Vec<SupervisionBody>,
    /// Where the list continues; null at its end.
    next: Option<i64>,
}

/// How many records there are, by kind.
#[derive(Debug, Serialize, ToSchema)]
pub struct SupervisionCountList {
    /// One line for each kind.
    #[schema(value_type = Vec<Object>)]
    items: Vec<KindCount>,
}

/// A proposal.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalBody {
    /// Id.
    id: i64,
    /// Id of the threshold that was crossed.
    threshold: String,
    /// The unit.
    unit: i64,
    /// Calendar year.
    year: i32,
    /// Number of the crossing, from 1.
    crossing: i64,
    /// What was counted.
    count: i64,
    /// Kind of record that is proposed.
    kind: &'static str,
    /// `open`, `accepted` or `dismissed`.
    state: &'static str,
    /// Why it was dismissed.
    reason: Option<String>,
    /// The record it became.
    record: Option<i64>,
}

/// Proposals, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalList {
    /// The proposals.
    items: Vec<ProposalBody>,
}

/// Which year proposals are raised for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalsYearBody {
    /// Calendar year; this year without it.
    year: Option<i32>,
}

/// How many proposals were raised.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalsRaisedBody {
    /// Their number.
    raised: usize,
}

/// What becomes of a proposal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalDecisionBody {
    /// It becomes a record.
    accept: bool,
    /// Title of the record, or why it is dismissed.
    text: String,
}

/// What a proposal became.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalDecidedBody {
    /// The record; null where it was dismissed.
    record: Option<i64>,
}

/// An analysis of a lost or corrected case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnalysisBody {
    /// The case.
    case: i64,
    /// Codes of its causes, at least one.
    causes: Vec<String>,
    /// Who answers for it.
    responsible: String,
    /// What is done about it.
    measures: String,
    /// Day of the analysis.
    on: NaiveDate,
}

/// A lost or corrected case, and its analysis.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnalysisLineBody {
    /// The case.
    case: i64,
    /// Its number.
    number: Option<String>,
    /// What it is about.
    matter: Option<String>,
    /// `lost` or `corrected`.
    why: &'static str,
    /// Codes of its causes; null: not analysed yet.
    causes: Option<Vec<String>>,
    /// Who answers for it.
    responsible: Option<String>,
    /// What is done about it.
    measures: Option<String>,
    /// Day of the analysis.
    on: Option<NaiveDate>,
}

/// The lost and corrected cases of a period.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnalysisList {
    /// Lost ones first.
    items: Vec<AnalysisLineBody>,
}

/// Records on a page.
const PAGE: u32 = 100;

fn body(kept: RecordKept, call: &Call) -> SupervisionBody {
    let RecordKept { id, unit, case, record, opened_by, .. } = kept;
    SupervisionBody {
        id: id.0,
        kind: record.kind.code(),
        unit: unit.0,
        case: case.map(|case| case.0),
        state: record.state().code(),
        late: record.is_late(call.today()),
        title: record.title,
        organ: record.organ,
        number: record.number,
        issued_on: record.issued_on,
        due_on: record.due_on,
        replied_on: record.replied_on,
        reply: record.reply,
        closed_on: record.closed_on,
        proof: record.proof,
        opened_by,
    }
}

/// The unit with a name.
pub(super) fn unit(database: &mut Database, name: &str) -> Result<UnitId, Problem> {
    let unknown = |_| {
        let sentence = Sentence::new(format!("没有名为“{name}”的单位"), format!("there is no unit \"{name}\""));
        Problem::new(code::UNACCEPTABLE, sentence).at("unit")
    };
    Ok(unit_named(database, name).map_err(unknown)?.0)
}

/// `GET /supervision/records`: of the units within reach.
pub(super) fn list(
    call: &Call,
    database: &mut Database,
    InQuery(asked): InQuery<SupervisionQuery>,
) -> Result<Found<SupervisionList>, Problem> {
    let units = asked.unit.as_deref().map(|name| unit(database, name)).transpose()?.map(|unit| vec![unit]);
    let issued = asked.period.as_deref().map(days).transpose()?.map(|period| (period.from(), period.to()));
    let filter = RecordFilter { units, kind: asked.kind, issued, due: None, open: asked.open == Some(true) };
    let before = place_in_list("before", asked.before)?.map(RecordId);
    let found = supervision::records(database, call.access()?, &filter, before, PAGE)?;
    let next = found.last().map(|last| last.id.0).filter(|_| found.len() == PAGE as usize);
    Ok(Found(SupervisionList { items: found.into_iter().map(|kept| body(kept, call)).collect(), next }))
}

/// `POST /supervision/records`.
pub(super) fn open(
    call: &Call,
    database: &mut Database,
    InBody(new): InBody<NewSupervisionBody>,
) -> Result<Made<SupervisionBody>, Problem> {
    let access = call.access()?;
    let NewSupervisionBody { kind, unit: name, title, organ, case } = new;
    let new = NewRecord { kind, unit: unit(database, &name)?, title, organ, case: case.map(CaseId) };
    let id = supervision::open(database, access, &new, &call.act()?)?;
    let kept = supervision::record(database, access, id)?;
    Ok(Made { location: format!("{}/supervision/records/{id}", super::BASE), version: kept.version, body: body(kept, call) })
}

/// `GET /supervision/records/{record}`.
pub(super) fn show(call: &Call, database: &mut Database, InPath(path): InPath<SupervisionPath>) -> Result<Found<SupervisionBody>, Problem> {
    Ok(Found(body(supervision::record(database, call.access()?, RecordId(path.record))?, call)))
}

/// `POST /supervision/records/{record}/steps`: whoever handles supervision issues and closes, the unit addressed replies.
pub(super) fn step(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(step)): (InPath<SupervisionPath>, InBody<SupervisionStepBody>),
) -> Result<Found<SupervisionBody>, Problem> {
    let (access, id) = (call.access()?, RecordId(path.record));
    let SupervisionStepBody { step: kind, on, number, due_on, text } = step;
    let step = Step { kind, on, number: number.unwrap_or_default(), due_on, text: text.unwrap_or_default() };
    supervision::step(database, access, &call.books, id, &step, &call.act()?)?;
    Ok(Found(body(supervision::record(database, access, id)?, call)))
}

/// `GET /supervision/records/{record}/letter`: a document for Word, in the language asked for.
pub(super) fn letter(call: &Call, database: &mut Database, InPath(path): InPath<SupervisionPath>) -> Result<Download, Problem> {
    Ok(Download(documents::letter(call, database, RecordId(path.record))?))
}

/// `GET /supervision/records/{record}/documents`.
pub(super) fn papers(call: &Call, database: &mut Database, InPath(path): InPath<SupervisionPath>) -> Result<Found<DocumentList>, Problem> {
    Ok(Found(supervision::papers(database, call.access()?, RecordId(path.record))?.into()))
}

/// `POST /supervision/records/{record}/documents`: by whoever handles supervision, and by the unit addressed.
pub(super) fn attach(
    call: &Call,
    database: &mut Database,
    (InPath(path), InDocument(upload, form)): (InPath<SupervisionPath>, InDocument<NewDocumentForm>),
) -> Result<Made<DocumentBody>, Problem> {
    let record = RecordId(path.record);
    let added = documents::add_to_record(call, database, record, &upload, form.name.as_deref())?;
    let location = format!("{}/supervision/records/{record}/documents/{}", super::BASE, added.id);
    Ok(Made { location, version: 1, body: added.into() })
}

/// `GET /supervision/records/{record}/documents/{document}`.
pub(super) fn paper(call: &Call, database: &mut Database, InPath(path): InPath<PaperPath>) -> Result<Download, Problem> {
    Ok(Download(documents::download_of_record(call, database, RecordId(path.record), path.document)?))
}

/// `GET /supervision/counts`: of the units within reach.
pub(super) fn counts(
    call: &Call,
    database: &mut Database,
    InQuery(asked): InQuery<SupervisionPeriodQuery>,
) -> Result<Found<SupervisionCountList>, Problem> {
    let access = call.access()?;
    let units = access.scope(Action::SupervisionRead)?.units(&access.tree);
    Ok(Found(SupervisionCountList { items: supervision::counts(database, days(&asked.period)?, units.as_deref())? }))
}

/// `GET /supervision/proposals`.
pub(super) fn proposals(
    call: &Call,
    database: &mut Database,
    InQuery(asked): InQuery<ProposalsQuery>,
) -> Result<Found<ProposalList>, Problem> {
    let found = supervision::proposals(database, call.access()?, asked.open == Some(true))?;
    let body = |proposal: Proposal| ProposalBody {
        id: proposal.id.0,
        unit: proposal.of.unit.0,
        year: proposal.of.year,
        crossing: proposal.of.crossing,
        count: proposal.of.count,
        kind: proposal.of.kind.code(),
        state: proposal.state.code(),
        threshold: proposal.of.threshold,
        reason: proposal.reason,
        record: proposal.record.map(|record| record.0),
    };
    Ok(Found(ProposalList { items: found.into_iter().map(body).collect() }))
}

/// `POST /supervision/proposals`: raises what was not raised before.
pub(super) fn raise(
    call: &Call,
    database: &mut Database,
    InBody(body): InBody<ProposalsYearBody>,
) -> Result<Found<ProposalsRaisedBody>, Problem> {
    Ok(Found(ProposalsRaisedBody { raised: supervision::raise(database, call.access()?, &call.books, body.year, &call.act()?)? }))
}

/// `POST /supervision/proposals/{proposal}/decision`.
pub(super) fn decide(
    call: &Call,
    database: &mut Database,
    (InPath(path), InBody(decision)): (InPath<ProposalPath>, InBody<ProposalDecisionBody>),
) -> Result<Found<ProposalDecidedBody>, Problem> {
    let (access, id) = (call.access()?, ProposalId(path.proposal));
    let record = supervision::decide(database, access, id, decision.accept, &decision.text, &call.act()?)?;
    Ok(Found(ProposalDecidedBody { record: record.map(|record| record.0) }))
}

/// `GET /supervision/analyses`: cases lost or corrected in a period, of the units within reach.
pub(super) fn analyses(
    call: &Call,
    database: &mut Database,
    InQuery(asked): InQuery<SupervisionPeriodQuery>,
) -> Result<Found<AnalysisList>, Problem> {
    let found = supervision::analyses(database, call.access()?, &call.books, days(&asked.period)?)?;
    let body = |line: supervision::AnalysisLine| {
        let (causes, responsible, measures, on) = match line.analysis {
            Some(analysis) => (Some(analysis.causes), Some(analysis.responsible), Some(analysis.measures), Some(analysis.on)),
            None => (None, None, None, None),
        };
        let why = if line.why == Why::Lost { "lost" } else { "corrected" };
        AnalysisLineBody { case: line.case.0, number: line.number, matter: line.matter, why, causes, responsible, measures, on }
    };
    Ok(Found(AnalysisList { items: found.into_iter().map(body).collect() }))
}

/// `POST /supervision/analyses`.
pub(super) fn analyse(call: &Call, database: &mut Database, InBody(new): InBody<NewAnalysisBody>) -> Result<Done, Problem> {
    let NewAnalysisBody { case, causes, responsible, measures, on } = new;
    let new = NewAnalysis { causes, responsible, measures, on };
    supervision::analyse(database, call.access()?, &call.books, CaseId(case), &new, &call.act()?)?;
    Ok(Done)
}
