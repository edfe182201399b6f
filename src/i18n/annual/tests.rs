//! The report says what the figures say, and nothing else.

use super::*;
use crate::domain::statistics::{Bucket, Counted, Counts, Label, Measure, Rounding, Traits, annual};

/// (measure, instance, code, year, count)
type Count = (&'static str, &'static str, &'static str, i32, i64);

const FIRST: &str = "first-instance";

const DISTRICT: &[Count] = &[
    ("received", "", "", 2023, 64),
    ("accepted", "", "", 2022, 2),
    ("accepted", "", "", 2023, 59),
    ("not-accepted", "", "NOT-ACCEPTED", 2023, 5),
    ("concluded", "", "REVOKE-REMAKE", 2023, 6),
    ("concluded", "", "ILLEGAL", 2023, 4),
    ("concluded", "", "PERFORM", 2023, 3),
    ("concluded", "", "TERM-SETTLED", 2023, 10),
    ("concluded", "", "MAINTAIN", 2023, 34),
    ("performance-due", "", "", 2023, 13),
    ("performance-done", "", "", 2023, 13),
    ("filed", FIRST, "", 2022, 46),
    ("filed", FIRST, "", 2023, 31),
    ("suit-concluded", FIRST, "J-ILLEGAL", 2022, 11),
    ("suit-concluded", FIRST, "J-DISMISS-CLAIM", 2022, 33),
    ("suit-concluded", FIRST, "J-REVOKE", 2023, 2),
    ("suit-concluded", FIRST, "J-DISMISS-CLAIM", 2023, 27),
    ("heard", FIRST, "", 2023, 24),
    ("appeared", FIRST, "", 2023, 24),
    ("suit-concluded", "second-instance", "A-AFFIRM", 2023, 7),
];

fn figures(counts: &[Count], rounding: Rounding) -> (AnnualFigures, Registry) {
    let registry = Registry::bundled(&|_| true).unwrap();
    let of_year = |year: i32| {
        let mut sums = Counts::default();
        for &(measure, instance, code, on, count) in counts.iter().filter(|(.., on, _)| *on <= year) {
            let bucket = if on < year { Bucket::Before } else { Bucket::Within };
            let label = Label { counted: Counted::Case, instance: instance.to_owned(), code: code.to_owned(), traits: Traits::NONE };
            sums.add(Measure::from_code(measure).unwrap(), bucket, label, count);
        }
        sums
    };
    (annual(2023, &of_year(2023), &of_year(2022), &registry, rounding), registry)
}

/// The text of the bundled template for these counts: reconsideration, litigation, double decrease, remarks aside.
fn paragraph(counts: &[Count], lang: Lang) -> String {
    let (figures, registry) = figures(counts, Rounding::default());
    let template = Template::bundled(lang, &registry).unwrap();
    let report = AnnualReport { figures: &figures, registry: &registry, outcome_name: &|_| None, template: &template, lang };
    let paragraphs = report.paragraphs().unwrap();
    let texts = paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Text).take(2).map(Paragraph::text);
    texts.collect::<Vec<_>>().join(if lang == Lang::Zh { "" } else { " " })
}

#[test]
fn a_good_year_reads_as_it_was_published() {
    assert_eq!(
        paragraph(DISTRICT, Lang::Zh),
        "2023年，共收到行政复议申请64件，受理59件，不予受理5件；审结57件，其中撤销并责令重作6件、确认违法4件、责令履行3件，合计13件；\
         经和解后申请人撤回10件；年末未审结4件。应履行的行政复议文书13份，履行率100%。\
         行政诉讼一审新收31件，同比下降32.6%；审结29件，败诉2件，败诉率6.9%，同比下降18.1个百分点，实现“双下降”。\
         开庭审理24件，行政机关负责人出庭应诉24件，负责人出庭应诉率100%。二审审结7件。"
    );
    assert_eq!(
        paragraph(DISTRICT, Lang::En),
        "In 2023, applications for reconsideration received: 64; accepted: 59; not accepted: 5; concluded: 57, of which revoked with an \
         order to act anew 6, confirmed illegal 4, ordered to perform 3, together 13; withdrawn after settlement: 10; pending at year \
         end: 4. Documents to be performed: 13, performance rate 100%. First-instance suits filed: 31, down 32.6% from the year before; \
         concluded: 29, lost: 2, loss rate 6.9%, down 18.1 percentage points from the year before: both suits and loss rate went down. \
         Cases heard in court: 24, the responsible person appeared in 24, appearance rate 100%. Second-instance cases concluded: 7."
    );
}

#[test]
fn an_empty_year_claims_nothing() {
    assert_eq!(
        paragraph(&[], Lang::Zh),
        "2023年，未收到行政复议申请。全年无履行期限届满的行政复议文书，不计算履行率。\
         行政诉讼一审无新收案件，上年无新收，不计算同比；无审结案件，不计算败诉率。全年无开庭审理的案件，不计算负责人出庭应诉率。"
    );
    assert!(!paragraph(&[], Lang::En).contains('%'));
}

#[test]
fn a_worse_year_says_so() {
    let worse = [
        ("filed", FIRST, "", 2022, 30),
        ("filed", FIRST, "", 2023, 33),
        ("suit-concluded", FIRST, "J-DISMISS-CLAIM", 2022, 30),
        ("suit-concluded", FIRST, "J-DISMISS-CLAIM", 2023, 30),
        ("suit-concluded", FIRST, "J-REVOKE", 2023, 3),
        ("heard", FIRST, "", 2023, 8),
        ("appeared", FIRST, "", 2023, 7),
    ];
    let said = paragraph(&worse, Lang::Zh);
    assert!(said.contains("新收33件，同比上升10%；审结33件，败诉3件，败诉率9.1%，同比上升9.1个百分点。"), "{said}");
    assert!(said.contains("出庭应诉率87.5%"), "{said}");
    assert!(!said.contains("下降"), "{said}");
}

#[test]
fn small_and_no_changes_are_not_trends() {
    let level = |then: i64, now: i64| paragraph(&[("filed", FIRST, "", 2022, then), ("filed", FIRST, "", 2023, now)], Lang::Zh);
    assert!(level(31, 31).contains("新收31件，与上年持平；"));
    assert!(level(10_000, 9_999).contains("新收9999件，与上年基本持平；"));
    assert!(level(31, 0).contains("无新收案件，同比下降100%；"));
}

#[test]
fn tables_show_base_definition_and_rounding() {
    let (figures, registry) = figures(DISTRICT, Rounding::truncate(2));
    let name = |code: &str| (code == "MAINTAIN").then(|| Sentence::new("维持", "maintained"));
    let template = Template::bundled(Lang::Zh, &registry).unwrap();
    let report = AnnualReport { figures: &figures, registry: &registry, outcome_name: &name, template: &template, lang: Lang::Zh };
    let markdown = report.markdown().unwrap();
    for line in [
        "| 受理 | 59 | 2 | +2850.00% |",
        "| – 维持 | 34 | 0 | — |",
        "| – REVOKE-REMAKE | 6 | 0 | — |",
        "| 一审败诉率 | 6.89% | 2/29 | 25.00% | 11/44 | -18.10 | YS-BS-1 v1，截断2位 |",
        "| 负责人出庭应诉率 | 100.00% | 24/24 | — | 0/0 | — | YS-CT-1 v1，截断2位 |",
        "| FY-LX-1 v1 | 履行率 | 已履行的复议文书 ÷ 负有履行义务且履行期限届满的复议文书 |",
        "| 意见书落实率 | — | 0/0 | — | 0/0 | — | FY-LX-2 v2，截断2位 |",
        "| 生效败诉率 | YS-BS-4 | 生效结果须按争议合并各审级案卷，维持原判的终审案卷不载原审结果；见各案争议结果 |",
    ] {
        assert!(markdown.contains(line), "{line} not in\n{markdown}");
    }
    assert!(markdown.contains("百分比保留2位小数，截断"));
    let before = |earlier: &str, later: &str| markdown.find(earlier).unwrap() < markdown.find(later).unwrap();
    assert!(before("– REVOKE-REMAKE", "– ILLEGAL") && before("– ILLEGAL", "– 维持"), "outcomes stand in the order of the form");
    let text = report.text().unwrap();
    let starts = text.lines().filter_map(|line| line.find("，截断2位").map(|end| crate::i18n::table::width(&line[..end])));
    let starts: Vec<usize> = starts.collect();
    assert_eq!(starts.len(), figures.current.rates.len());
    assert!(starts.iter().all(|start| *start == starts[0]), "columns are aligned: {starts:?}");
}

#[test]
fn every_number_of_the_text_knows_what_it_counts() {
    let (figures, registry) = figures(DISTRICT, Rounding::default());
    let template = Template::bundled(Lang::Zh, &registry).unwrap();
    let paragraphs = template.paragraphs(&figures, Lang::Zh).unwrap();
    let mut numbers = Vec::new();
    for piece in paragraphs.iter().flat_map(|paragraph| &paragraph.pieces) {
        match piece {
            Piece::Number(text, counted) => numbers.push((text.as_str(), counted.definition.as_str(), counted.set.as_deref())),
            // years, the names of headings and of the remark aside, no number stands in plain words
            Piece::Words(words) => assert!(!words.replace("2023", "").chars().any(|c| c.is_ascii_digit()), "{words}"),
        }
    }
    for number in [
        ("64", "JS-SD", None),
        ("6", "JS-JC", Some("REVOKED_REMAKE")),
        ("13", "FY-LX-1", None),
        ("32.6", "SS-XS", None),
        ("46", "SS-XS", None),
    ] {
        assert!(numbers.contains(&number), "{number:?} not in {numbers:?}");
    }
    let last = |wanted: &str| {
        let mut pieces = paragraphs.iter().flat_map(|paragraph| &paragraph.pieces);
        pieces.any(|piece| matches!(piece, Piece::Number(text, counted) if text == wanted && counted.last_year))
    };
    assert!(last("46") && last("25") && !last("31"));
}

#[test]
fn a_broken_template_is_refused_with_its_line() {
    let registry = Registry::bundled(&|_| true).unwrap();
    let refused = |text: &str| match Template::read("our.txt", text, &registry) {
        Ok(_) => String::new(),
        Err(fault) => fault.en,
    };
    assert_eq!(refused("# {{ year }}\n{{ js_sl }}{% if js_by %}, {{ js_by.last }}{% endif %}\n"), "");
    for (text, said) in [
        ("# x\n\n{{ js_slx }}", "template our.txt, line 3: there is no figure named \"js_slx\""),
        ("# x\n{{ ys_bs_1.precent }}", "template our.txt, line 2: there is no figure named \"ys_bs_1.precent\""),
        ("# x\n{{ ys_bs_4 }}", "template our.txt, line 2: there is no figure named \"ys_bs_4\""),
        ("# x\n{% if js_sl %}a", "template our.txt, line 2: syntax error"),
        ("# x\n{{ js_sl", "template our.txt, line 2: syntax error"),
        ("a\nb\n{{ js_sl | shout }}", "template our.txt, line 3: unknown filter"),
        ("a\n{% for kind in js_jc.kinds %}\n{{ kind.nam }}{% endfor %}", "template our.txt, line 3: undefined value"),
        ("{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}", "template our.txt, line 1: "),
    ] {
        assert!(refused(text).starts_with(said), "{text}: {}", refused(text));
    }
    let zh = Template::read("our.txt", "x\n{{ nothing }}", &registry).unwrap_err().zh;
    assert_eq!(zh, "模板 our.txt 第2行：没有名为“nothing”的数字");
}
