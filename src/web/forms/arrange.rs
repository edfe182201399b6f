//! Which fields of an event stand in front, and how those of an appearance are grouped. What is not named here is shown too, further
//! down: this is taste, not law.

use crate::domain::case::event::{EventKind, Field, Tag};
use crate::domain::form::{Asked, DATA, Typed};
use crate::domain::words::Words;
use crate::i18n::pages::forms as said;

/// An event with no more fields than this shows them all.
const FEW: usize = 6;

/// What is usually known when an event with many fields is recorded.
fn usual(tag: Tag) -> &'static [&'static str] {
    match tag {
        Tag::ApplicationReceived => &["applicants", "respondents", "act", "act_number", "act_known_on", "matter", "category"],
        Tag::ApplicationForwarded => &["ground", "applicants", "respondents", "agency_received_on", "matter"],
        Tag::CopyReceived => &["organ", "applicants", "respondents", "act", "matter", "accepted_on"],
        Tag::HearingHeld => &["sitting", "mode", "appearances"],
        Tag::DecisionMade => &["outcome", "ground", "number", "performance_days", "remedies_stated"],
        Tag::ComplaintReceived => &["court", "filed_on", "plaintiffs", "agencies", "act", "matter", "claims", "after_reconsideration"],
        Tag::AppealFiled => &["by", "by_us", "court", "agencies", "plaintiffs", "matter"],
        Tag::AppealCopyReceived => &["court", "appellant", "agencies", "plaintiffs", "matter"],
        Tag::RetrialApplicationFiled => &["court", "by", "by_us", "agencies", "filed_on"],
        Tag::RetrialOrdered => &["outcome", "court", "filed_on", "agencies", "by_first_instance_procedure"],
        Tag::ProcuratorialSuggestionReceived => &["from", "agencies", "matter", "urgent"],
        Tag::JudgmentAnnounced => &["outcome", "performance_until", "default_judgment"],
        Tag::JudgmentServed => &["outcome", "judgment_on", "appeal_court", "performance_until"],
        _ => &[],
    }
}

/// The fields in front and the others. `left_out` are filled in by somebody else.
pub fn arranged(
    kind: &'static EventKind,
    tag: Tag,
    asked: &[Asked],
    left_out: &[&str],
    typed: &Typed,
) -> (Vec<&'static Field>, Vec<&'static Field>) {
    let needed = |field: &Field| field.must || asked.iter().any(|one| one.field == field.name && one.needed);
    let shown = || kind.fields.iter().filter(|field| !left_out.contains(&field.name));
    let few = shown().count() <= FEW;
    let usual = usual(tag);
    let in_front = |field: &&'static Field| {
        few || needed(field) || usual.contains(&field.name) || usual.is_empty() && typed.says(&format!("{DATA}.{}", field.name))
    };
    let (mut front, rest): (Vec<_>, Vec<_>) = shown().partition(in_front);
    // what is usual comes in its usual order, between what is necessary and the rest
    front.sort_by_key(|field: &&'static Field| {
        usual.iter().position(|name| *name == field.name).map_or(usize::from(!field.must) * 1000, |at| at + 1)
    });
    (front, rest)
}

/// Fields of what appears at a hearing, by what they are about.
pub const APPEARANCE: &[(Words, &[&str])] = &[
    (said::WHO_APPEARED, &["agency", "attended_by_rp"]),
    (said::RESPONSIBLE_PERSON, &["rp_name", "rp_post", "rp_kind", "rp_in_charge", "identity_proof", "spoke", "spoke_on_resolution"]),
    (said::ABSENCE, &["absence_reason", "absence_proof_on", "court_finding", "absent_after_postponement"]),
    (said::STAFF_AND_LAWYER, &["corresponding_staff", "lawyer"]),
    (said::COURT_NOTICE, &["court_notified", "notice_category", "notice_received_on", "designated", "role"]),
    (said::CONDUCT, &["left_early", "refused_to_explain", "na_code", "recorded_in_judgment", "result_on_the_spot"]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::case::field::FieldValue;
    use crate::domain::case::kind::Kind;
    use crate::domain::case::parts::Appearance;

    #[test]
    fn what_is_usual_exists() {
        for tag in Tag::ALL {
            for name in usual(*tag) {
                assert!(tag.kind().fields.iter().any(|field| field.name == *name), "{} {name}", tag.code());
            }
        }
    }

    #[test]
    fn each_part_of_an_appearance_stands_in_one_group() {
        let Kind::Part(fields) = Appearance::kind() else { panic!("an appearance has parts") };
        let grouped: Vec<&str> = APPEARANCE.iter().flat_map(|(_, names)| *names).copied().collect();
        let known: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
        assert_eq!(grouped.iter().copied().collect::<BTreeSet<_>>(), known);
        assert_eq!(grouped.len(), fields.len());
    }
}
