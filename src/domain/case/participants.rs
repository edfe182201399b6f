//! The people of a case: applicants, plaintiffs, third parties and agents, as its history names them.

use super::event::Event;
use super::field::Many;
use super::history::History;
use super::parts::{Party, PartyKind, words};

words! {
    /// What somebody is in a case.
    ParticipantRole {
        Applicant = "applicant" "申请人" "applicant",
        Plaintiff = "plaintiff" "原告" "plaintiff",
        ThirdParty = "third-party" "第三人" "third party",
        Obligor = "obligor" "被执行人" "obligor",
        Agent = "agent" "代理人" "agent",
    }
}

/// Somebody in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Name as recorded.
    pub name: String,
    /// What the person was first recorded as.
    pub role: ParticipantRole,
    /// Legal nature, where it is recorded.
    pub kind: Option<PartyKind>,
    /// How often one entry names different people by this name: above one, the name alone does not say who is meant.
    pub namesakes: usize,
}

impl History {
    /// Everybody the live entries name, each name once, in order of first mention.
    pub fn participants(&self) -> Vec<Participant> {
        let mut found: Vec<Participant> = Vec::new();
        for (_, entry) in self.live() {
            let mut named: Vec<Participant> = Vec::new();
            named_in(&entry.event, &mut |role, name, kind| note(&mut named, role, name, kind));
            for new in named {
                match found.iter_mut().find(|known| known.name == new.name) {
                    Some(known) => {
                        known.kind = known.kind.or(new.kind);
                        known.namesakes = known.namesakes.max(new.namesakes);
                    }
                    None => found.push(new),
                }
            }
        }
        found
    }
}

/// Notes a mention within one entry. One agent may well act for several parties; two parties of one name are two people.
fn note(named: &mut Vec<Participant>, role: ParticipantRole, name: &str, kind: Option<PartyKind>) {
    match named.iter_mut().find(|known| known.name == name) {
        Some(known) if role != ParticipantRole::Agent || known.role != ParticipantRole::Agent => known.namesakes += 1,
        Some(_) => {}
        None => named.push(Participant { name: name.to_owned(), role, kind, namesakes: 1 }),
    }
}

/// Calls `see` with everybody an event names.
fn named_in(event: &Event, see: &mut dyn FnMut(ParticipantRole, &str, Option<PartyKind>)) {
    use ParticipantRole::{Agent, Applicant, Obligor, Plaintiff, ThirdParty};
    let lists: &[(ParticipantRole, &Option<Many<Party>>)] = match event {
        Event::ApplicationReceived(data) => &[(Applicant, &data.applicants), (ThirdParty, &data.third_parties)],
        Event::ApplicationForwarded(data) => &[(Applicant, &data.applicants)],
        Event::CopyReceived(data) => &[(Applicant, &data.applicants)],
        Event::ThirdPartyJoined(data) => &[(ThirdParty, &data.who)],
        Event::ComplaintReceived(data) => &[(Plaintiff, &data.plaintiffs), (ThirdParty, &data.third_parties)],
        Event::AppealFiled(data) => &[(Plaintiff, &data.plaintiffs)],
        Event::AppealCopyReceived(data) => &[(Plaintiff, &data.plaintiffs)],
        Event::RetrialCopyReceived(data) => &[(Plaintiff, &data.plaintiffs)],
        Event::RemedyPeriodExpired(data) => &[(Obligor, &data.obligor)],
        Event::AgentAppointed(data) => {
            data.person.iter().for_each(|person| see(Agent, person, None));
            &[]
        }
        _ => &[],
    };
    for (role, parties) in lists {
        for party in parties.iter().flat_map(|parties| &parties.0) {
            see(*role, &party.name, party.kind);
            party.agent.iter().for_each(|agent| see(Agent, agent, None));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Entry;
    use crate::domain::case::event::EVENTS;
    use crate::domain::case::field::FieldValue;

    fn history(events: &[(&str, &str)]) -> History {
        let on = "2024-03-01".parse().unwrap();
        History(events.iter().map(|(code, data)| Entry::recorded(on, Event::parse(code, data).unwrap())).collect())
    }

    #[test]
    fn whoever_an_event_can_name_as_a_party_is_found() {
        let mut lists = 0;
        for kind in EVENTS {
            for field in kind.fields.iter().filter(|field| field.shape() == <Many<Party> as FieldValue>::shape()) {
                lists += 1;
                let data = format!(r#"{{"{}": [{{"name": "王某某", "agent": "李某某"}}]}}"#, field.name);
                let names: Vec<String> = history(&[(kind.code, &data)]).participants().into_iter().map(|found| found.name).collect();
                assert_eq!(names, ["王某某", "李某某"], "{} {}", kind.code, field.name);
            }
        }
        assert!(lists >= 11, "{lists}");
    }

    #[test]
    fn each_name_stands_once_and_namesakes_are_noticed() {
        let history = history(&[
            (
                "application-received",
                r#"{"applicants": [{"name": "王某某", "agent": "李某某"}, {"name": "张某某", "kind": "citizen", "agent": "李某某"}]}"#,
            ),
            ("third-party-joined", r#"{"who": [{"name": "赵某某"}, {"name": "赵某某"}, {"name": "王某某", "kind": "citizen"}]}"#),
            ("agent-appointed", r#"{"person": "钱某某"}"#),
            ("annulled", r#"{"entry": 2, "reason": "误记"}"#),
        ]);
        let found: Vec<_> = history.participants().into_iter().map(|one| (one.name, one.role.code(), one.kind, one.namesakes)).collect();
        let citizen = Some(PartyKind::Citizen);
        let expected = [
            ("王某某", "applicant", citizen, 1),
            ("李某某", "agent", None, 1),
            ("张某某", "applicant", citizen, 1),
            ("赵某某", "third-party", None, 2),
        ];
        assert_eq!(found, expected.map(|(name, role, kind, namesakes)| (name.to_owned(), role, kind, namesakes)));
    }
}
