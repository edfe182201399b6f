//! The people of a case and their personal details 个人信息: shown masked, written sealed, seen in full only with a reason that
//! stands in the audit trail.

use serde::Serialize;
use serde_json::json;

use super::access::Access;
use super::error::ServiceError;
use super::sign_in;
use crate::crypto::{ExposeSecret, Keyring, SealFault, SecretString};
use crate::domain::access::Action;
use crate::domain::audit::AuditAction;
use crate::domain::case::parts::PartyKind;
use crate::domain::case::{Participant, ParticipantRole};
use crate::domain::id::CaseId;
use crate::domain::masking::{self, Purpose};
use crate::domain::personal::{Detail, DetailField, IdentityPaper};
use crate::settings::Settings;
use crate::store::{Act, Database, DetailPlace, SealedDetail, StoredDetail};

/// Characters a reason has at least: a word, not a keystroke.
const SHORTEST_REASON: usize = 4;
/// Sealed values moved to a new key in one transaction, so that nobody waits long.
const TOGETHER: i64 = 500;

/// Somebody in a case, as an output shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyView {
    /// Number within the case, from 1, in order of first mention.
    pub number: usize,
    /// What the person is in the case.
    pub role: ParticipantRole,
    /// Legal nature, where it is recorded.
    pub kind: Option<PartyKind>,
    /// Name, as the purpose shows it.
    pub name: String,
    /// What is recorded beside the name and the purpose shows.
    pub details: Vec<DetailView>,
}

/// A detail, as an output shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DetailView {
    /// Which.
    pub field: DetailField,
    /// The paper of an identity number.
    pub paper: Option<IdentityPaper>,
    /// The value, masked; `None` where the deployment has no keys to open it with.
    pub value: Option<String>,
}

/// A detail to be recorded: a value, or `None` to take it back.
pub type DetailChange = (DetailField, Option<Detail>);

/// A detail in full.
pub struct Unmasked {
    /// Which.
    pub field: DetailField,
    /// The paper of an identity number.
    pub paper: Option<IdentityPaper>,
    /// The value.
    pub value: SecretString,
}

/// Where somebody was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartyFound {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub case_number: Option<String>,
    /// The person there, masked.
    pub party: PartyView,
}

/// The keys of the deployment; `None` where it has none, so that it keeps no personal details.
///
/// # Errors
/// There are keys, and they cannot be read.
pub fn keyring(settings: &Settings) -> Result<Option<Keyring>, ServiceError> {
    // a server database without a key file named is a deployment without keys, not a fault
    match sign_in::key_file(settings) {
        Ok(file) => Ok(file.read()?),
        Err(_) => Ok(None),
    }
}

/// Everybody in a case, masked for a purpose.
///
/// # Errors
/// [`ServiceError::Denied`], no such case, a seal that does not open.
pub fn parties(
    database: &mut Database,
    access: &Access,
    keys: Option<&Keyring>,
    case: CaseId,
    purpose: Purpose,
) -> Result<Vec<PartyView>, ServiceError> {
    access.may_case(database, Action::PartyRead, case)?;
    let participants = database.case_history(case)?.history.participants();
    let stored = database.party_details(case)?;
    let views = participants.iter().enumerate().map(|(at, participant)| view(keys, at + 1, participant, &stored, purpose));
    views.collect()
}

/// The name of the person of a number in a case; `None` where there is none. An address names people by number: a name in it
/// would stand in every log on the way.
///
/// # Errors
/// [`ServiceError::Denied`], or no such case.
pub fn party_numbered(database: &mut Database, access: &Access, case: CaseId, number: usize) -> Result<Option<String>, ServiceError> {
    access.may_case(database, Action::PartyRead, case)?;
    let participants = database.case_history(case)?.history.participants();
    Ok(number.checked_sub(1).and_then(|at| participants.into_iter().nth(at)).map(|participant| participant.name))
}

/// Records details of one person of a case, or takes them back; earlier values stay, sealed.
///
/// # Errors
/// [`ServiceError::Denied`]; no keys; nobody of this name in the case, or several.
pub fn party_write(
    database: &mut Database,
    access: &Access,
    keys: Option<&Keyring>,
    case: CaseId,
    party: &str,
    changes: &[DetailChange],
    act: &Act<'_>,
) -> Result<(), ServiceError> {
    let keys = keys.ok_or_else(no_keys)?;
    database.together(|database| {
        access.may_case(database, Action::PartyWrite, case)?;
        let (number, participant) = participant(database, case, party)?;
        if participant.namesakes > 1 {
            return Err(namesakes(party));
        }
        let stored = database.party_details(case)?;
        let next = |field: DetailField| {
            let last = stored.iter().map(|stored| &stored.detail.place).find(|place| place.party == party && place.field == field);
            last.map_or(1, |place| place.version + 1)
        };
        let sealed = changes.iter().map(|(field, detail)| {
            let place = DetailPlace { case, party: party.to_owned(), field: *field, version: next(*field) };
            match detail {
                None => SealedDetail { place, sealed: String::new(), index_hash: None },
                Some(detail) => SealedDetail {
                    sealed: keys.seal(detail.to_text().as_bytes(), &context(&place)),
                    index_hash: field.is_searchable().then(|| index(keys, detail)),
                    place,
                },
            }
        });
        Ok(database.party_details_add(&sealed.collect::<Vec<_>>(), number, act)?)
    })
}

/// What is recorded of one person, in full. Who saw it, when and why stands in the audit trail before anything is answered.
///
/// # Errors
/// [`ServiceError::Denied`]; no reason; nobody of this name; no keys; a seal that does not open.
pub fn party_unmask(
    database: &mut Database,
    access: &Access,
    keys: Option<&Keyring>,
    case: CaseId,
    party: &str,
    reason: &str,
    act: &Act<'_>,
) -> Result<Vec<Unmasked>, ServiceError> {
    let keys = keys.ok_or_else(no_keys)?;
    let reason = reason.trim();
    if reason.chars().count() < SHORTEST_REASON {
        return Err(ServiceError::said(
            format!("查看个人信息原值应当写明理由（不少于{SHORTEST_REASON}个字）"),
            format!("say why the details must be seen in full (at least {SHORTEST_REASON} characters)"),
        ));
    }
    database.together(|database| {
        access.may_case(database, Action::PartyUnmask, case)?;
        let (number, _) = participant(database, case, party)?;
        let stored = database.party_details(case)?;
        let of_party = stored.iter().filter(|stored| stored.detail.place.party == party && !stored.detail.sealed.is_empty());
        let details = of_party.map(|stored| open(keys, &stored.detail)).collect::<Result<Vec<_>, _>>()?;
        let fields: Vec<&str> = details.iter().map(|detail| detail.field().code()).collect();
        let told = json!({"party": number, "fields": fields, "reason": reason});
        database.audit_add(act, AuditAction::PartyDetailsRead, &format!("case {case}"), &told)?;
        let unmasked = |detail: &Detail| Unmasked { field: detail.field(), paper: detail.paper(), value: detail.value().into() };
        Ok(details.iter().map(unmasked).collect())
    })
}

/// The cases in which somebody stands with exactly this identity number, credit code or telephone, as far as they are within
/// reach. That somebody was looked for stands in the audit trail, the value does not.
///
/// # Errors
/// [`ServiceError::Denied`]; a detail that cannot be searched for; no keys.
pub fn party_find(
    database: &mut Database,
    access: &Access,
    keys: Option<&Keyring>,
    detail: &Detail,
    act: &Act<'_>,
) -> Result<Vec<PartyFound>, ServiceError> {
    let keys = keys.ok_or_else(no_keys)?;
    access.scope(Action::PartyRead)?;
    let field = detail.field();
    if !field.is_searchable() {
        let words = field.words();
        return Err(ServiceError::said(format!("不能按{}查找当事人", words.zh), format!("parties cannot be looked for by {}", words.en)));
    }
    database.together(|database| {
        let mut found = Vec::new();
        for place in database.party_details_find(&index(keys, detail))? {
            if access.may_case(database, Action::PartyRead, place.case).is_err() {
                continue;
            }
            let case = database.case_history(place.case)?;
            let participants = case.history.participants();
            // who was annulled out of the history is in the case no more
            if let Some(at) = participants.iter().position(|participant| participant.name == place.party) {
                let stored = database.party_details(place.case)?;
                let party = view(Some(keys), at + 1, &participants[at], &stored, Purpose::Detail)?;
                found.push(PartyFound { case: place.case, case_number: case.number, party });
            }
        }
        let cases: Vec<CaseId> = found.iter().map(|found| found.case).collect();
        database.audit_add(act, AuditAction::PartySearched, "parties", &json!({"field": field.code(), "cases": cases}))?;
        Ok(found)
    })
}

/// Seals every personal detail under the newest key, some hundred at a time; how many moved. Old keys open what has not moved
/// yet, so that nobody notices, and a run that was cut off is simply repeated.
pub(super) fn reseal_details(database: &mut Database, keys: &Keyring, act: &Act<'_>) -> Result<u64, ServiceError> {
    let (mut after, mut resealed) = (None, 0);
    loop {
        let last = database.together(|database| {
            let details = database.party_details_after(after.as_ref(), TOGETHER)?;
            for detail in details.iter().filter(|detail| !detail.sealed.is_empty()) {
                if let Some(sealed) = keys.reseal(&detail.sealed, &context(&detail.place))? {
                    database.party_detail_reseal(&detail.place, &detail.sealed, &sealed)?;
                    resealed += 1;
                }
            }
            if details.is_empty() {
                database.audit_add(act, AuditAction::DetailsResealed, "parties", &json!({"resealed": resealed}))?;
            }
            Ok::<_, ServiceError>(details.into_iter().last())
        })?;
        match last {
            Some(detail) => after = Some(detail.place),
            None => return Ok(resealed),
        }
    }
}

/// What a seal is bound to: one detail of one person of one case, in one version. The name stands last, so that nothing in it
/// can be taken for another part.
fn context(place: &DetailPlace) -> String {
    format!("party-detail/{}/{}/{}/{}", place.case, place.field.code(), place.version, place.party)
}

/// By what a detail is found; the paper does not matter.
fn index(keys: &Keyring, detail: &Detail) -> String {
    keys.index(&format!("party/{}", detail.field().code()), detail.value())
}

fn open(keys: &Keyring, sealed: &SealedDetail) -> Result<Detail, ServiceError> {
    let bytes = keys.open(&sealed.sealed, &context(&sealed.place))?;
    let text = std::str::from_utf8(bytes.expose_secret()).ok();
    Ok(text.and_then(|text| Detail::from_text(sealed.place.field, text)).ok_or(SealFault::Malformed)?)
}

/// One person, masked. Organisations are not people: their names stay.
fn view(
    keys: Option<&Keyring>,
    number: usize,
    participant: &Participant,
    stored: &[StoredDetail],
    purpose: Purpose,
) -> Result<PartyView, ServiceError> {
    let mut details = Vec::new();
    for stored in stored.iter().map(|stored| &stored.detail) {
        if stored.place.party != participant.name || stored.sealed.is_empty() {
            continue;
        }
        let field = stored.place.field;
        if masking::shown(masking::Kind::Detail(field), purpose, false) == masking::Shown::Nothing {
            continue;
        }
        details.push(match keys {
            None => DetailView { field, paper: None, value: None },
            Some(keys) => {
                let detail = open(keys, stored)?;
                DetailView { field, paper: detail.paper(), value: masking::detail(&detail, purpose, false) }
            }
        });
    }
    let is_organisation = participant.kind.is_some_and(|kind| kind != PartyKind::Citizen);
    let masked = if is_organisation { None } else { masking::name(&participant.name, purpose, false) };
    let name = masked.unwrap_or_else(|| participant.name.clone());
    Ok(PartyView { number, role: participant.role, kind: participant.kind, name, details })
}

/// A person of a case by name, with the number the audit trail uses.
fn participant(database: &mut Database, case: CaseId, party: &str) -> Result<(usize, Participant), ServiceError> {
    let participants = database.case_history(case)?.history.participants();
    let found = participants.into_iter().enumerate().find(|(_, participant)| participant.name == party);
    found.map(|(at, participant)| (at + 1, participant)).ok_or_else(|| {
        ServiceError::said(
            format!("案件 {case} 中没有名为“{party}”的当事人或者代理人"),
            format!("nobody in case {case} is named \"{party}\""),
        )
    })
}

fn namesakes(party: &str) -> ServiceError {
    ServiceError::said(
        format!("本案有几个“{party}”，无法确定是哪一个；请先在案件中登记可以区分的姓名"),
        format!("several people in the case are named \"{party}\"; record names that tell them apart first"),
    )
}

fn no_keys() -> ServiceError {
    ServiceError::said(
        "没有密钥，不能保存或者查看个人信息；fuyi user bootstrap 会生成密钥，使用 PostgreSQL 时须先在设置项 keys.file 中写明密钥文件",
        "without keys no personal details are kept or shown; fuyi user bootstrap makes them, and with PostgreSQL the setting keys.file must name their file first",
    )
}
