//! What is counted. One table declares every measure; facts, totals, definitions and documentation all name them from here.

use crate::domain::words::Words;

macro_rules! measures {
    ($($name:ident $code:literal $zh:literal $en:literal, $mzh:literal $men:literal;)+) => {
        /// A thing counted about cases, on a day.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Measure {
            $(#[doc = $zh] #[doc = " — "] #[doc = $men] $name,)+
        }

        impl Measure {
            /// Every measure.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Code for totals that count the case itself.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// Code for totals that count the same case again, for a further agency in it.
            pub const fn further_code(self) -> &'static str {
                match self { $(Self::$name => concat!("also-", $code)),+ }
            }

            /// Name.
            pub const fn words(self) -> Words {
                match self { $(Self::$name => Words { zh: $zh, en: $en }),+ }
            }

            /// What is counted, and on which day.
            pub const fn meaning(self) -> Words {
                match self { $(Self::$name => Words { zh: $mzh, en: $men }),+ }
            }
        }
    };
}

measures! {
    Received "received" "收到申请" "applications received",
        "收到行政复议申请，按收到日" "applications for reconsideration, on the day they reached us";
    Accepted "accepted" "受理" "accepted",
        "受理（含视为受理），按受理日" "accepted or deemed accepted, on that day";
    NotAccepted "not-accepted" "受理前办结" "ended before acceptance",
        "受理前办结的申请，按办结日，以结案方式区分" "applications that ended before acceptance, on that day, divided by outcome";
    Concluded "concluded" "审结" "concluded",
        "已受理案件审结，按审结日，以结案方式区分" "accepted cases concluded, on that day, divided by outcome";
    Served "decision-served" "审结文书送达" "decisions served",
        "审结后已送达，按送达日，以结案方式区分" "concluded cases whose decision was served, on that day, divided by outcome";
    InTime "concluded-in-time" "按期审结" "concluded in time",
        "其中在审理期限内审结（延期、中止等依法扣除），归入审结日" "those of them concluded within the period to decide, with all that extends or stops it, on the same day";
    DaysTaken "days-taken" "审理天数" "days taken",
        "自受理至审结的天数，按审结日" "days from acceptance to conclusion, on the day of conclusion";
    CorrectedFor "corrected-for" "纠错理由" "grounds of correction",
        "纠错决定的理由，一项理由计一次，按审结日" "grounds of correcting decisions, one each, on the day of conclusion";
    Applicants "applicants" "申请人人数" "applicants",
        "申请人人数，按受理日" "number of applicants, on the day of acceptance";
    Compensated "compensated" "行政赔偿" "compensation granted",
        "决定赔偿的案件，按审结日" "cases in which compensation was granted, on the day of conclusion";
    CompensationFen "compensation-fen" "赔偿数额" "amount of compensation",
        "赔偿数额，以分计，按审结日" "compensation granted, in fen, on the day of conclusion";
    Sued "sued" "复议后被诉" "sued after the decision",
        "审结后被诉的案件，按被诉日" "cases sued after they were concluded, on the day of the suit";
    SuedOfConcluded "sued-of-concluded" "审结案件中被诉" "sued, of those concluded",
        "审结案件中后来被诉的，归入审结日" "cases that were sued later, on the day they were concluded";
    OpinionIssued "opinion-issued" "制发意见书" "opinion letters issued",
        "制发的行政复议意见书，按制发日" "opinion letters 意见书, on the day they were issued";
    OpinionAnswered "opinion-answered" "意见书反馈" "opinion letters answered",
        "收到反馈的行政复议意见书，按反馈日" "opinion letters on which feedback came, on that day";
    SuggestionIssued "suggestion-issued" "制发建议书" "suggestion letters issued",
        "制发的行政复议建议书，按制发日" "suggestion letters 建议书, on the day they were issued";
    PerformanceDue "performance-due" "应履行" "performance due",
        "负有履行义务的复议文书，按履行期限届满日；未记载期限的按审结日" "documents with a duty to perform, on its last day, else on the day of conclusion";
    PerformanceDone "performance-done" "已履行" "performed",
        "其中已全部履行，归入同一日" "those of them performed in full, on the same day as the duty";
    OpinionDue "opinion-due" "意见书应落实" "opinion letters due",
        "行政复议意见书，按报送纠正情况期限届满日；未记载收到日期的按制发日" "opinion letters 意见书, on the last day to report what was corrected; of unknown receipt on the day of issue";
    OpinionDone "opinion-done" "意见书已落实" "opinion letters acted upon",
        "其中已收到反馈，归入同一日" "those of them on which feedback came, on the same day as the duty";
    RespondentDue "respondent-due" "被复议应履行" "performance due by our units",
        "我方单位为被申请人、负有履行义务的复议文书，按履行期限届满日；未记载期限的按审结日"
        "documents of other organs that bind a unit of ours, on the last day to perform, else on the day of conclusion";
    RespondentDone "respondent-done" "被复议已履行" "performed by our units",
        "其中已全部履行，归入同一日" "those of them performed in full, on the same day as the duty";
    JudgmentDue "judgment-due" "裁判应履行" "judgments to be performed",
        "我方负有履行义务的生效裁判、调解书，按履行期限届满日；未记载期限的按生效日，以裁判结果区分"
        "effective judgments, rulings and court mediation letters that bind an agency of ours, on the last day to perform, else on the day of effect, divided by outcome";
    JudgmentDone "judgment-done" "裁判已履行" "judgments performed",
        "其中已全部履行，归入同一日，以裁判结果区分" "those of them performed in full, on the same day as the duty, divided by outcome";
    RespondentReceived "respondent-received" "被复议收案" "reconsiderations against our units",
        "我方单位为被申请人的复议，按收到日" "reconsiderations in which a unit of ours is respondent, on the day the papers arrived";
    RespondentConcluded "respondent-concluded" "被复议审结" "reconsiderations against our units concluded",
        "其中审结，按审结日，以结案方式区分" "those concluded, on that day, divided by outcome";
    Filed "filed" "应诉新收" "suits filed",
        "各审级应诉案件，按应诉通知到达日" "court cases by kind of record, on the day the notice to respond arrived";
    SuitConcluded "suit-concluded" "应诉审结" "suits concluded",
        "各审级审结，按裁判日，以裁判结果区分" "court cases concluded, on that day, divided by outcome";
    SuitServed "suit-served" "裁判送达" "judgments served",
        "裁判文书送达我方，按送达日，以裁判结果区分" "court cases whose judgment or ruling was served, on that day, divided by outcome";
    SuitChanged "suit-changed" "改判" "changed on appeal or retrial",
        "上诉、再审改判后的新结果，按裁判日" "new results that replaced an earlier one, on the day of the judgment";
    Heard "heard" "开庭审理" "heard in court",
        "至少开庭一次的案件，按首次开庭日，以是否出庭及正当理由区分"
        "records with at least one court hearing held, on the day of the first, divided by appearance or accepted reason of absence";
    Appeared "appeared" "负责人出庭" "responsible person appeared",
        "其中负责人已出庭，归入首次开庭日" "those in which the responsible person appeared, on the day of the first hearing";
    AppearedHead "appeared-head" "正职出庭" "head appeared",
        "其中正职负责人出庭" "those in which the head in person appeared";
    Spoke "spoke" "出庭出声" "appeared and spoke",
        "其中负责人就实质性解决争议发表意见" "those in which the responsible person spoke on resolving the dispute";
    Notified "notified" "法院通知负责人出庭" "court notified the responsible person",
        "开庭案件中法院已通知负责人出庭" "heard cases in which the court called for the responsible person";
    AppearedNotified "appeared-notified" "通知后出庭" "appeared upon notice",
        "其中负责人出庭" "those of them in which the responsible person appeared";
    HeardHearings "heard-hearings" "开庭次数（逐机关）" "hearings, per agency",
        "每次开庭、每个机关计一次，按开庭日，以是否出庭及正当理由区分"
        "one for each hearing and agency, on the day of the hearing, divided by appearance or accepted reason of absence";
    AppearedHearings "appeared-hearings" "出庭次数（逐机关）" "appearances, per agency",
        "其中负责人出庭，按开庭日" "those in which the responsible person appeared";
}

/// Whether a fact counts the case, or the same case once more for another agency in it.
///
/// A case with several agencies is one case: the figures of the whole read [`Counted::Case`] only, so that it is never
/// counted twice at roll-up; the figures of one unit read both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counted {
    /// The case itself, under one of its agencies.
    Case,
    /// The case again, under a further agency.
    Further,
}

impl Measure {
    /// The code of a total.
    pub const fn counted_code(self, counted: Counted) -> &'static str {
        match counted {
            Counted::Case => self.code(),
            Counted::Further => self.further_code(),
        }
    }

    /// The measure that counts cases under this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|measure| measure.code() == code)
    }

    /// What the code of a total counts.
    pub fn of_counted(code: &str) -> Option<(Self, Counted)> {
        Self::ALL.iter().find_map(|&measure| match code {
            _ if code == measure.code() => Some((measure, Counted::Case)),
            _ if code == measure.further_code() => Some((measure, Counted::Further)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_to_its_measure() {
        for &measure in Measure::ALL {
            for counted in [Counted::Case, Counted::Further] {
                assert_eq!(Measure::of_counted(measure.counted_code(counted)), Some((measure, counted)));
            }
        }
        assert_eq!(Measure::of_counted("also-nothing"), None);
    }
}
