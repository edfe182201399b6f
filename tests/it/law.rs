//! The law as data: complete against the specification's lists, and refused with every fault when it is wrong.

use fuyi::domain::calendar::CalendarTexts;
use fuyi::domain::law::{CodeBook, Composition, InstanceGroup, LISTS, Law, LawFault, LegalSettings, Loss, RuleBook, TransitionStrategy};

const PERIODS: &str = include_str!("../../config/law/periods.toml");
const CODES: &str = include_str!("../../config/law/codes.toml");
const OUTCOMES: &str = include_str!("../../config/law/outcomes.toml");

fn law() -> Law {
    Law::bundled().unwrap_or_else(|faults| panic!("{faults}"))
}

/// Every code the lists of the law print, list by list.
const LISTED: &[(&str, &str)] = &[
    ("rejection-ground", "RJ-1 RJ-2 RJ-3 RJ-4 RJ-5 RJ-6 RJ-7 RJ-8"),
    (
        "suspension-ground",
        "SU-1 SU-2 SU-3 SU-4 SU-5 SU-6 SU-7 SU-8 SU-9 SU-10 SU17-1 SU17-2 SU17-3 SU17-4 SU17-5 SU17-6 SU17-7 SU17-8 SU17-9 SU17-10",
    ),
    ("termination-ground", "TE-1 TE-1a TE-1b TE-1c TE-2 TE-3 TE-4 TE-5"),
    ("summary-ground", "SP-1 SP-2 SP-3 SP-4 SP-5"),
    ("committee-ground", "CM-1 CM-2 CM-3 CM-4"),
    ("stay-ground", "ST-1 ST-2 ST-3 ST-4"),
    ("withdrawal-reason", "settlement act-changed other TE-1a TE-1b TE-1c WR-1 WR-2 WR-3 WR-4 WR-5"),
    ("correction-ground", "G1 G2 G3 G4 G5 G6"),
    ("decision-part", "COMP-GRANTED COMP-REFUSED REMEDIAL RETURN NORMDOC-OK NORMDOC-STOPPED OPINION SUGGESTION REFERRED"),
    ("hearing-means", "in-person internet phone"),
    ("service-mode", "direct left electronic entrusted mail forwarded public-notice"),
    ("dismissal-ground", "DS-1 DS-2 DS-3 DS-4 DS-5 DS-6 DS-7 DS-8 DS-9 DS-10"),
    ("litigation-suspension-ground", "LS-1 LS-2 LS-3 LS-4 LS-5 LS-6 LS-7 LS-8 LS-9"),
    ("litigation-termination-ground", "LT-1 LT-2 LT-3"),
    ("merger-ground", "MG-1 MG-2 MG-3 MG-4"),
    ("court-summary-ground", "SPL-1 SPL-2 SPL-3 SPL-4"),
    ("court-stay-ground", "SL-1 SL-2 SL-3 SL-4"),
    ("responsible-person", "RP-CHIEF RP-DEPUTY RP-DEPUTY-LEVEL RP-OTHER"),
    ("corresponding-staff", "CS-HANDLER CS-ESTABLISHED CS-ENTRUSTED CS-GOV-LEGAL CS-GOV-HANDLER"),
    ("court-notice", "NC-1 NC-2 NC-3 NC-4 NC-5 NC-6 NC-7"),
    ("absence-reason", "JR-1 JR-2 JR-3 JR-4"),
    ("absence-consequence", "NA-1 NA-2 NA-3 NA-4 NA-5"),
    (
        "outcome",
        "MAINTAIN VARY VARY.a VARY.b VARY.c REVOKE REVOKE-PART REVOKE-REMAKE REVOKE-PART-REMAKE ILLEGAL ILLEGAL-PUBLIC ILLEGAL-MINOR \
         ILLEGAL-NOTHING-TO-REVOKE ILLEGAL-CHANGED ILLEGAL-OMISSION ILLEGAL-REMAKE VOID PERFORM AGREEMENT AGREEMENT.conclude \
         AGREEMENT.continue AGREEMENT.remedy AGREEMENT.damages AGREEMENT.recompense DISMISS-CLAIM DISMISS-APPLICATION MEDIATED \
         TERM-SETTLED TERM-CHANGED TERM-WITHDRAWN TERM-DEATH TERM-ENTITY TERM-CRIMINAL TERM-60 NOT-ACCEPTED ABANDONED REDIRECTED \
         HANDED-OVER OTHER-END \
         J-DISMISS-CLAIM J-REVOKE J-REVOKE-PART J-REVOKE-REMAKE J-REVOKE-PART-REMAKE J-PERFORM J-REHANDLE J-PAY J-ILLEGAL \
         J-ILLEGAL-PUBLIC J-ILLEGAL-MINOR J-ILLEGAL-NOTHING J-ILLEGAL-CHANGED J-ILLEGAL-OMISSION J-VOID J-VARY J-AGR-PERFORM \
         J-AGR-REMEDY J-AGR-DAMAGES J-AGR-RECOMPENSE J-AGR-VALIDITY J-AGR-RESCIND J-AGR-RETURN J-COMP J-COMP-VARY J-COMP-DISMISS \
         J-REMEDIAL J-DECISION-REVOKED-REDO J-DECISION-REVOKED-RESTORE J-INFO-DISCLOSE J-INFO-REANSWER J-INFO-CORRECT J-INFO-WITHHOLD \
         R-NOT-FILED R-SUIT-DISMISSED R-WITHDRAWN R-WITHDRAWN-CHANGED R-DEEMED-WITHDRAWN R-TRANSFERRED R-TERMINATED M-MEDIATED R-MERGED \
         A-AFFIRM A-CHANGE A-CHANGE-RULING A-REMAND A-REMAND-COMP A-ORDER-FILE A-ORDER-TRY A-DISMISS-SUIT A-COMP-DISMISS A-WITHDRAWN \
         A-DEEMED-WITHDRAWN A-SUIT-WITHDRAWN A-MEDIATED A-TERMINATED \
         V-DISMISSED V-WITHDRAWN V-DEEMED V-ORDERED-UP V-ORDERED-DOWN V-ORDERED-SELF T-AFFIRM T-CHANGE T-REMAND T-ORDER-ACCEPT \
         T-ORDER-TRY T-DISMISS-SUIT T-TERMINATED T-MEDIATED P-PROTEST P-SUGGEST-RETRIAL P-REQUEST-PROTEST P-NOT-SUPPORTED P-TERMINATED \
         P-SUGGESTION N-PERMITTED N-REFUSED N-NOT-ACCEPTED PI-ILLEGAL PI-VOID PI-REVOKE PI-REVOKE-REMAKE PI-PERFORM PI-VARY \
         PI-DISMISSED PI-WITHDRAWN",
    ),
];

#[test]
fn every_listed_code_is_in_its_list_with_an_article() {
    let law = law();
    assert_eq!(LISTED.len(), LISTS.len());
    for (list, codes) in LISTED {
        for code in codes.split_whitespace() {
            let entry = law.codes.code(list, code).unwrap_or_else(|| panic!("{code} is missing in {list}"));
            assert!(!entry.article.is_empty() && !entry.zh.is_empty() && !entry.en.is_empty(), "{code}");
        }
    }
    assert_eq!(
        law.codes.outcomes().count(),
        LISTED.iter().find(|(list, _)| *list == "outcome").map_or(0, |(_, codes)| codes.split_whitespace().count())
    );
    assert!(law.codes.code("rejection-ground", "RJ-9").is_none());
}

#[test]
fn attributes_say_what_the_law_attaches_to_a_code() {
    let law = law();
    let with = |list: &'static str, flag| {
        law.codes.list(list).filter(|entry| entry.flag(flag)).map(|entry| entry.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(with("suspension-ground", "sixty_day"), ["SU-1", "SU-2", "SU-4", "SU17-1", "SU17-2", "SU17-3"]);
    assert_eq!(with("suspension-ground", "incidental_review"), ["SU-9", "SU17-9", "SU17-10"]);
    assert_eq!(with("litigation-suspension-ground", "ninety_day"), ["LS-1", "LS-2", "LS-3"]);
    assert_eq!(with("correction-ground", "no_reply"), ["G6"]);
    assert_eq!(law.codes.code("withdrawal-reason", "WR-1").and_then(|reason| reason.text("outcome")), Some("R-WITHDRAWN"));
    assert_eq!(law.codes.code("withdrawal-reason", "TE-1a").map(|reason| reason.code.as_str()), Some("settlement"));
    let outcome = |code| law.codes.outcome(code).unwrap_or_else(|| panic!("{code}"));
    assert!(outcome("REVOKE-REMAKE").remake() && outcome("REVOKE-REMAKE").duty() && outcome("VOID").needs_void_request());
    let composition = |code| outcome(code).composition;
    assert_eq!(
        [composition("A-AFFIRM"), composition("A-CHANGE"), composition("A-REMAND")],
        [Composition::Stands, Composition::New, Composition::Pending]
    );
    assert_eq!(outcome("J-ILLEGAL").loss, Loss::Full);
}

#[test]
fn ledgers_names_find_their_outcome_in_the_right_group() {
    let law = law();
    let named = |group, name: &str| {
        let mut outcomes = law.codes.outcomes().filter(|outcome| outcome.group == group);
        outcomes.find(|outcome| outcome.names().any(|known| known == name)).map(|outcome| outcome.code.as_str())
    };
    use InstanceGroup::{FirstInstance, Reconsideration, SecondInstance};
    for (group, name, code) in [
        (Reconsideration, "撤销并责令重作", "REVOKE-REMAKE"),
        (Reconsideration, "确认违法", "ILLEGAL"),
        (Reconsideration, "和解撤回", "TERM-SETTLED"),
        (Reconsideration, "撤回申请终止", "TERM-WITHDRAWN"),
        (Reconsideration, "驳回复议申请", "DISMISS-APPLICATION"),
        (Reconsideration, "驳回复议请求", "DISMISS-CLAIM"),
        (Reconsideration, "不予受理", "NOT-ACCEPTED"),
        (FirstInstance, "判决确认违法", "J-ILLEGAL"),
        (FirstInstance, "判决撤销并责令重作", "J-REVOKE-REMAKE"),
        (FirstInstance, "裁定准许撤诉", "R-WITHDRAWN"),
        (FirstInstance, "按撤诉处理", "R-DEEMED-WITHDRAWN"),
        (FirstInstance, "裁定不予立案", "R-NOT-FILED"),
        (SecondInstance, "驳回上诉维持原判", "A-AFFIRM"),
        (SecondInstance, "改判", "A-CHANGE"),
        (SecondInstance, "发回重审", "A-REMAND"),
    ] {
        assert_eq!(named(group, name), Some(code), "{name}");
    }
    assert_eq!(named(SecondInstance, "裁定准许撤诉"), None, "suit or appeal: not guessed");
}

#[test]
fn settings_start_as_the_rule_book_assumes() {
    let law = law();
    assert_eq!(law.settings, LegalSettings::default());
    assert_eq!(law.settings.transition, law.rules.transition.default_strategy);
    assert_eq!(law.rules.rules.len(), 138);
    let chosen: LegalSettings = toml::from_str("transition = \"by-acceptance-date\"").expect("a partial table");
    assert_eq!(chosen.transition, TransitionStrategy::ByAcceptanceDate);
    assert!(toml::from_str::<LegalSettings>("transitoin = \"by-acceptance-date\"").is_err());
}

/// One change to the rule book, the entry it damages, the new text whose line must be named, and what must be said.
const DAMAGE: &[(&str, &str, &str, &str, &str)] = &[
    (
        "id = \"rl23-apply\"\nlaw = \"rl2023\"",
        "id = \"rl23-apply\"\nlaw = \"rl2099\"",
        "rl23-apply",
        "law = \"rl2099\"",
        "unknown law `rl2099`",
    ),
    (
        "id = \"rl23-decide-summary\"\nlaw = \"rl2023\"\narticle = \"Art. 62(2)\"",
        "id = \"rl23-decide-summary\"\nlaw = \"rl2023\"",
        "rl23-decide-summary",
        "id = \"rl23-decide-summary\"",
        "\"article\" is missing",
    ),
    (
        "id = \"rl23-hearing-notice\"\nlaw = \"rl2023\"\narticle = \"",
        "id = \"rl23-hearing-notice\"\nlaw = \"rl2023\"\narticle = \"\" # \"",
        "rl23-hearing-notice",
        "article = \"\" #",
        "cites no article",
    ),
    (
        "trigger_event = \"remedy-known\"",
        "trigger_event = \"remedy-guessed\"",
        "rl23-apply-uninformed",
        "\"remedy-guessed\"",
        "event `remedy-guessed` is not in the dictionary",
    ),
    (
        "length = 45\nunit = \"day\"",
        "length = 45\nunit = \"fortnight\"",
        "apl-decide-summary",
        "unit = \"fortnight\"",
        "no value \"fortnight\"",
    ),
    ("kind = \"cap\"", "kind = \"hat\"", "ji-summary-evidence-cap", "kind = \"hat\"", "no value \"hat\""),
    ("ambiguity = [\"A13\"]", "ambiguity = [\"A99\"]", "ir07-remake", "[\"A99\"]", "unknown ambiguity `A99`"),
    ("settings = [\"month-end\"]", "settings = [\"moon-end\"]", "A22", "\"moon-end\"", "unknown setting `moon-end`"),
    ("settings = [\"day-ends\"]", "settings = []", "A27", "id = \"A27\"", "names no setting that chooses"),
    (
        "setting = \"remake-start\", choice = \"made\"",
        "setting = \"remake-start\", choice = \"posted\"",
        "ir07-remake",
        "choice = \"posted\"",
        "no choice `posted`",
    ),
    (
        "latest_from = \"retrial-dismissal-served\"",
        "latest_from = \"retrial-dismissal-guessed\"",
        "psr16-apply",
        "\"retrial-dismissal-guessed\"",
        "event `retrial-dismissal-guessed` is not in the dictionary",
    ),
];

#[test]
fn every_fault_of_the_rule_book_is_named_with_its_line_and_all_at_once() {
    let mut text = PERIODS.to_owned();
    for (was, is, entry, at, said) in DAMAGE {
        assert_eq!(text.matches(was).count(), 1, "{was}");
        let one = PERIODS.replace(was, is);
        let faults = RuleBook::from_toml(&one).expect_err(entry);
        let line = one.lines().position(|line| line.contains(at)).map(|line| line + 1);
        let named = faults.0.iter().any(|fault| fault.entry == *entry && fault.line == line && fault.what.en.contains(said));
        assert!(named, "{entry}, line {line:?}, {said}: {faults}");
        assert!(faults.to_string().contains(&format!("law/periods.toml line {} [{entry}]", line.unwrap_or_default())), "{faults}");
        text = text.replace(was, is);
    }
    let all = RuleBook::from_toml(&text).expect_err("all faults");
    for (_, _, entry, _, said) in DAMAGE {
        assert!(all.0.iter().any(|fault| fault.entry == *entry && fault.what.en.contains(said)), "{entry} is missing in:\n{all}");
    }
    let broken = RuleBook::from_toml("schema_version = 1\n[[law]\n").expect_err("not TOML");
    assert!(broken.to_string().starts_with("law/periods.toml line 2: "), "{broken}");
}

#[test]
fn every_open_question_touches_a_rule_and_every_choice_answers_one() {
    let law = law();
    let ids: Vec<String> = law.rules.ambiguities.iter().map(|question| question.id.clone()).collect();
    assert_eq!(ids, (1..=27).map(|number| format!("A{number:02}")).collect::<Vec<_>>());
    for question in &law.rules.ambiguities {
        let touched = law.rules.rules.iter().any(|rule| law.questions_of(rule).any(|(found, _)| found.id == question.id));
        assert!(touched, "{} touches no rule", question.id);
        for sentence in [Some(&question.topic), Some(&question.text), question.built_in.as_ref()].into_iter().flatten() {
            assert!(!sentence.zh.is_empty() && !sentence.en.is_empty(), "{}", question.id);
        }
    }
    for choice in law.settings.choices() {
        assert!(
            law.rules.ambiguities.iter().any(|question| question.settings.iter().any(|setting| setting == choice.setting)),
            "{}",
            choice.setting
        );
    }
    // what a reading says under the default choice is what the rule itself says: nothing is lost by choosing it again
    let rules = law.rules.rules.clone();
    assert_eq!(law.with_settings(LegalSettings::default()).rules.rules, rules);
}

#[test]
fn versions_of_a_rule_may_follow_but_not_overlap() {
    let period = |from: &str, to: &str| {
        let start = PERIODS.find("[[period]]\nid = \"rl23-apply\"").expect("the rule");
        let end = start + PERIODS[start + 1..].find("[[period]]").expect("the next") + 1;
        PERIODS[start..end].replace("effective_from = 2024-01-01", &format!("effective_from = {from}{to}"))
    };
    let with = |extra: String| RuleBook::from_toml(&format!("{PERIODS}\n{extra}"));
    let overlap = with(period("2030-01-01", "")).expect_err("both in force from 2030");
    let line = PERIODS.lines().count() + 3;
    let named = |fault: &LawFault| fault.line == Some(line) && fault.what.en.contains("in force at once");
    assert!(overlap.0.iter().any(named), "line {line}: {overlap}");
    let twice = with(period("2024-01-01", "")).expect_err("the same day");
    assert!(twice.0.iter().any(|fault| fault.what.en.contains("used twice")), "{twice}");
    let earlier = with(period("2020-01-01", "\neffective_to = 2023-12-31")).expect("one after the other");
    assert_eq!(earlier.get("rl23-apply").map(|rule| rule.effective_from), "2024-01-01".parse().ok(), "the newest version");
    for (on, version) in [("2019-01-01", "2024-01-01"), ("2023-12-31", "2020-01-01"), ("2024-01-01", "2024-01-01")] {
        let found = earlier.version("rl23-apply", on.parse().unwrap()).map(|rule| rule.effective_from.to_string());
        assert_eq!(found.as_deref(), Some(version), "the version of {on}");
    }
}

#[test]
fn faults_of_code_lists_and_outcomes_come_together() {
    let codes = CODES.replace("code = \"RJ-2\"", "code = \"RJ-1\"").replace("list = \"merger-ground\"", "list = \"merging\"");
    let outcomes = OUTCOMES.replace("synonyms = [\"决定变更\"", "synonyms = [\"决定撤销\"").replace("loss = \"part\"", "loss = \"half\"");
    let faults = CodeBook::from_toml(&codes, &outcomes).expect_err("faults");
    for (file, entry) in
        [("law/codes.toml", "RJ-1"), ("law/codes.toml", "MG-1"), ("law/outcomes.toml", "REVOKE"), ("law/outcomes.toml", "J-REVOKE-PART")]
    {
        assert!(faults.0.iter().any(|fault| fault.file == file && fault.entry == *entry), "{file} {entry} is missing in:\n{faults}");
    }
    let calendar = CalendarTexts { days: "2024-99-01,off,x,x", notices: "x", festivals: "" };
    let all = Law::from_texts(calendar, "schema_version = 1", &codes, &outcomes).expect_err("faults in every file");
    for file in [
        "calendar/cn-days.csv",
        "calendar/notices.csv",
        "calendar/festivals.toml",
        "law/periods.toml",
        "law/codes.toml",
        "law/outcomes.toml",
    ] {
        assert!(all.0.iter().any(|fault| fault.file == file), "{file}");
    }
    assert!(Law::from_texts(CalendarTexts::BUNDLED, PERIODS, CODES, OUTCOMES).is_ok());
}
