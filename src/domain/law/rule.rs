//! One statutory period as data (法定期间): who must do what, from which event, how long, and what stops the clock.

use serde::{Deserialize, Deserializer};

use super::settings::LegalSettings;
use crate::domain::Day;
use crate::domain::case::parts::words;
use crate::domain::words::Sentence;

words! {
    /// Unit a period is counted in.
    Unit {
        WorkingDay = "working-day" "个工作日" "working days",
        Day = "day" "日" "days",
        Month = "month" "个月" "months",
        Year = "year" "年" "years",
    }
    /// What the end of a period means.
    PeriodKind {
        Deadline = "deadline" "期限" "deadline",
        Limitation = "limitation" "权利期限" "limitation",
        LongStop = "long-stop" "最长期限" "long-stop",
        Waiting = "waiting" "等待期" "waiting period",
        Cap = "cap" "上限" "cap",
        Notice = "notice" "提前通知" "minimum notice",
    }
    /// Forward from an event, or back from one.
    Direction {
        After = "after" "之后" "after",
        Before = "before" "之前" "before",
    }
    /// Proceedings a period belongs to.
    RuleCase {
        Reconsideration = "reconsideration" "行政复议" "reconsideration",
        Litigation = "litigation" "行政诉讼" "litigation",
        Both = "both" "两者" "both",
    }
    /// Procedure a period belongs to.
    RuleProcedure {
        Any = "any" "各程序" "any",
        General = "general" "复议普通程序" "general procedure",
        Summary = "summary" "简易程序" "summary procedure",
        Ordinary = "ordinary" "诉讼普通程序" "ordinary procedure",
        FirstInstance = "first-instance" "一审" "first instance",
        SecondInstance = "second-instance" "二审" "second instance",
        Retrial = "retrial" "再审" "retrial",
        Protest = "protest" "检察监督" "procuratorial supervision",
        PublicInterest = "public-interest" "公益诉讼" "public interest",
        Enforcement = "enforcement" "执行" "enforcement",
        Compensation = "compensation" "赔偿" "compensation",
    }
    /// Who must act, or whose right lapses.
    Bound {
        ReconsiderationOrgan = "reconsideration-organ" "行政复议机关" "reconsideration organ",
        ReconsiderationInstitution = "reconsideration-institution" "行政复议机构" "reconsideration institution",
        Respondent = "respondent" "被申请人" "respondent",
        Applicant = "applicant" "申请人" "applicant",
        SuperiorOrgan = "superior-organ" "上级机关" "superior organ",
        CountyGovernment = "county-government" "县级政府" "county government",
        RuleMaker = "rule-maker" "规范性文件制定机关" "rule-maker",
        TransfereeOrgan = "transferee-organ" "接受转送的机关" "organ the matter was transferred to",
        Agency = "agency" "行政机关" "agency",
        CompensatingAgency = "compensating-agency" "赔偿义务机关" "agency liable to compensate",
        FinanceDepartment = "finance-department" "财政部门" "finance department",
        Plaintiff = "plaintiff" "原告" "plaintiff",
        Defendant = "defendant" "被告" "defendant",
        Appellant = "appellant" "上诉人" "appellant",
        Appellee = "appellee" "被上诉人" "appellee",
        Party = "party" "当事人" "party",
        ThirdParty = "third-party" "第三人" "third party",
        RightsHolder = "rights-holder" "权利人" "holder of the right",
        Court = "court" "人民法院" "court",
        CourtFirstInstance = "court-first-instance" "一审法院" "court of first instance",
        CourtSecondInstance = "court-second-instance" "二审法院" "court of second instance",
        Procuratorate = "procuratorate" "人民检察院" "procuratorate",
        Any = "any" "任何人" "anybody",
    }
    /// Fact of a case without which a period does not run.
    Condition {
        RealEstate = "real-estate" "涉及不动产" "concerns real estate",
        NotRealEstate = "not-real-estate" "不涉及不动产" "does not concern real estate",
        CompulsoryFirst = "compulsory-first" "复议前置" "reconsideration is compulsory first",
        NotCompulsoryFirst = "not-compulsory-first" "非复议前置" "reconsideration is not compulsory first",
        SixtyDayGround = "sixty-day-ground" "满六十日可终止的中止情形" "suspension that may end the review after sixty days",
        NinetyDayGround = "ninety-day-ground" "满九十日可终结的中止情形" "suspension that may end the suit after ninety days",
        IncidentalReviewSuspension = "incidental-review-suspension" "因附带审查中止" "suspended for incidental review",
        RemakeWithoutPeriod = "remake-without-period" "责令重作而未定期限" "remaking ordered without a period",
        AppealableRuling = "appealable-ruling" "可上诉的裁定" "ruling that may be appealed",
        Urgent = "urgent" "紧急情形" "urgent",
        NotUrgent = "not-urgent" "非紧急情形" "not urgent",
        RuleMaker = "rule-maker" "本方为规范性文件制定机关" "our agency made the normative document",
    }
    /// How an event of the dictionary becomes known.
    EventKindInBook {
        Event = "event" "案卷条目" "entry of a case file",
        Field = "field" "条目中的日期" "day inside an entry",
        Fact = "fact" "案件事实" "fact of the case",
        Derived = "derived" "推算" "computed from other entries",
        Court = "court" "法院、检察院内部" "inside court or procuratorate",
    }
}

/// Time that does not count towards a period (扣除、中止).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclusion {
    /// Code.
    pub code: String,
    /// Event of a case file that opens such an interval, where a case file knows one.
    #[serde(default)]
    pub opened_by: Option<String>,
    /// What it is called, where the event that opens it is called otherwise.
    #[serde(default)]
    pub name: Option<Sentence>,
    /// Article.
    pub cite: String,
    /// Whether the text says so or it is inferred, in English.
    pub basis: String,
    /// The same in Chinese.
    pub basis_zh: String,
}

impl Exclusion {
    /// Whether the text says so or it is inferred.
    pub fn basis(&self) -> Sentence {
        Sentence::new(self.basis_zh.clone(), self.basis.clone())
    }
}

/// What a rule says where a setting of `[law]` chooses another than the default reading; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Name of the setting, without `law.`.
    pub setting: String,
    /// The choice it belongs to.
    pub choice: String,
    /// Unit.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Length in units.
    #[serde(default)]
    pub length: Option<u32>,
    /// Event of the dictionary that starts the period; it goes with `latest_from`: a reading that names one names both.
    #[serde(default)]
    pub trigger_event: Option<String>,
    /// Event another text counts from.
    #[serde(default)]
    pub latest_from: Option<String>,
    /// What starts it, in English.
    #[serde(default)]
    pub trigger: Option<String>,
    /// Fact of the case it depends on.
    #[serde(default)]
    pub applies_if: Option<Condition>,
    /// Events that satisfy it.
    #[serde(default, deserialize_with = "alternatives_if_any")]
    pub satisfied_by: Option<Vec<String>>,
    /// Kinds of record it shows on.
    #[serde(default)]
    pub records: Option<Vec<String>>,
    /// Event that starts it anew.
    #[serde(default)]
    pub restarted_by: Option<String>,
    /// It stays with the procedure of the day it starts.
    #[serde(default)]
    pub keeps_procedure: Option<bool>,
    /// What stops the clock.
    #[serde(default)]
    pub suspends_during: Option<Vec<Exclusion>>,
}

/// A statutory period (法定期间).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Id, for instance `rl23-decide-general`.
    pub id: String,
    /// Key of the law it stands in.
    pub law: String,
    /// Article.
    pub article: String,
    /// First day on which the trigger may fall.
    #[serde(deserialize_with = "toml_day")]
    pub effective_from: Day,
    /// Last day on which the trigger may fall; `None` while in force.
    #[serde(default, deserialize_with = "toml_day_if_any")]
    pub effective_to: Option<Day>,
    /// Proceedings.
    pub case_kind: RuleCase,
    /// Procedure.
    pub procedure: RuleProcedure,
    /// What its end means.
    pub kind: PeriodKind,
    /// Forward or back.
    pub direction: Direction,
    /// What starts it, in English.
    pub trigger: String,
    /// Event of the dictionary that starts it.
    pub trigger_event: String,
    /// Event from which another text counts the same length: the period is safe by the trigger, and over only by this one.
    #[serde(default)]
    pub latest_from: Option<String>,
    /// What that event is, in English.
    #[serde(default)]
    pub latest_trigger: Option<String>,
    /// Event that starts it anew; what ran before then no longer matters.
    #[serde(default)]
    pub restarted_by: Option<String>,
    /// It stays with the procedure the case had on the day it starts, also when that was converted later.
    #[serde(default)]
    pub keeps_procedure: bool,
    /// What must be done, in English.
    pub obligation: String,
    /// What must be done, in Chinese.
    pub obligation_zh: String,
    /// Who is bound.
    pub bound: Bound,
    /// Length in units.
    pub length: u32,
    /// Unit.
    pub unit: Unit,
    /// Why this unit.
    pub unit_basis: String,
    /// Events that satisfy it.
    #[serde(deserialize_with = "alternatives")]
    pub satisfied_by: Vec<String>,
    /// Kinds of record it shows on, where proceedings and procedure do not say.
    #[serde(default)]
    pub records: Option<Vec<String>>,
    /// Fact of the case it depends on.
    #[serde(default)]
    pub applies_if: Option<Condition>,
    /// Event that must have happened.
    #[serde(default)]
    pub only_after: Option<String>,
    /// Events after which it no longer matters.
    #[serde(default, deserialize_with = "alternatives")]
    pub moot_by: Vec<String>,
    /// Dropped when its time has run without use.
    #[serde(default)]
    pub falls_away: bool,
    /// Tested when the application or suit is filed.
    #[serde(default)]
    pub tested_on_filing: bool,
    /// Derived event that its expiry is.
    #[serde(default)]
    pub on_lapse: Option<String>,
    /// May be extended.
    pub extendable: bool,
    /// Longest extension; `None` where no maximum is stated.
    #[serde(default)]
    pub extension_length: Option<u32>,
    /// Unit of the extension.
    #[serde(default)]
    pub extension_unit: Option<Unit>,
    /// Who approves an extension.
    #[serde(default)]
    pub extension_approval: Option<Sentence>,
    /// Form of an extension.
    #[serde(default)]
    pub extension_formalities: Option<Sentence>,
    /// Grounds of an extension.
    #[serde(default)]
    pub extension_grounds: Option<Sentence>,
    /// Remark on the extension.
    #[serde(default)]
    pub extension_note: Option<Sentence>,
    /// What stops the clock.
    pub suspends_during: Vec<Exclusion>,
    /// What follows when it runs out, in English.
    pub on_expiry: String,
    /// The same in Chinese.
    pub on_expiry_zh: String,
    /// May be a duty or right of ours.
    pub reminder_relevant: bool,
    /// Whom of ours to remind.
    pub reminder_roles: Vec<String>,
    /// Not our duty, but worth watching.
    pub watch: bool,
    /// Words of the article.
    pub quote: String,
    /// Remark, in English.
    pub note: String,
    /// The same in Chinese.
    pub note_zh: String,
    /// Ids of the open questions it touches, besides those its sort touches.
    pub ambiguity: Vec<String>,
    /// Other readings.
    #[serde(default)]
    pub readings: Vec<Reading>,
}

impl Rule {
    /// What must be done.
    pub fn obligation(&self) -> Sentence {
        Sentence::new(self.obligation_zh.clone(), self.obligation.clone())
    }

    /// What follows when it runs out.
    pub fn on_expiry(&self) -> Sentence {
        Sentence::new(self.on_expiry_zh.clone(), self.on_expiry.clone())
    }

    /// Remark; may be empty.
    pub fn note(&self) -> Sentence {
        Sentence::new(self.note_zh.clone(), self.note.clone())
    }

    /// The rule as these settings read it.
    pub(super) fn under(&self, settings: &LegalSettings) -> Self {
        let mut rule = self.clone();
        let chosen = |reading: &&Reading| settings.chosen(&reading.setting).is_some_and(|choice| choice.code == reading.choice);
        for reading in self.readings.iter().filter(chosen) {
            rule.unit = reading.unit.unwrap_or(rule.unit);
            rule.length = reading.length.unwrap_or(rule.length);
            rule.applies_if = reading.applies_if.or(rule.applies_if);
            if let Some(event) = reading.trigger_event.clone() {
                (rule.trigger_event, rule.latest_from) = (event, reading.latest_from.clone());
            }
            rule.satisfied_by = reading.satisfied_by.clone().unwrap_or(rule.satisfied_by);
            rule.records = reading.records.clone().or(rule.records);
            rule.restarted_by = reading.restarted_by.clone().or(rule.restarted_by);
            rule.keeps_procedure = reading.keeps_procedure.unwrap_or(rule.keeps_procedure);
            rule.suspends_during = reading.suspends_during.clone().unwrap_or(rule.suspends_during);
            rule.trigger = reading.trigger.clone().unwrap_or(rule.trigger);
        }
        rule
    }

    /// Law and article, for instance `rl2023 Art. 62(1)`.
    pub fn citation(&self) -> String {
        format!("{} {}", self.law, self.article)
    }

    /// Whether a trigger on `day` falls within the validity of the rule.
    pub fn in_force_on(&self, day: Day) -> bool {
        self.effective_from <= day && self.effective_to.is_none_or(|last| day <= last)
    }

    /// The exclusion that an interval opened by the event `cause` falls under.
    pub fn exclusion(&self, cause: &str) -> Option<&Exclusion> {
        self.suspends_during.iter().find(|exclusion| exclusion.opened_by.as_deref() == Some(cause))
    }
}

/// `"a | b"` as a list; the empty text is the empty list.
fn alternatives<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(text.split('|').map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect())
}

/// The same where it may be missing.
fn alternatives_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    alternatives(deserializer).map(Some)
}

/// A TOML date as a day.
pub(super) fn toml_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    let date = written.date.filter(|_| written.time.is_none());
    date.and_then(|date| Day::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day)))
        .ok_or_else(|| serde::de::Error::custom(format!("`{written}` is not a day YYYY-MM-DD")))
}

/// A TOML date that may be missing.
pub(super) fn toml_day_if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    toml_day(deserializer).map(Some)
}
