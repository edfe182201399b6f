//! Files for Word and Excel: opened in LibreOffice, turned into text, and read.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::engines::Engine;
use super::program::{DEMO, fuyi, ran};

/// Turns a file into another kind with LibreOffice, in its folder.
fn convert(folder: &Path, file: &Path, kind: &str) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.args([profile.as_str(), "--headless", "--convert-to", kind, "--outdir"]).arg(folder).arg(file);
    let ran = command.output().expect("LibreOffice: .ci/need office");
    assert!(ran.status.success(), "{ran:?}");
}

fn written(engine: &Engine, format: &str) -> PathBuf {
    let path = engine.directory.path().join(format!("annual.{format}"));
    let file = path.display().to_string();
    engine.fuyi(["report", "annual", "--year", "2023", "--format", format, "--output", &file]).done();
    path
}

/// A part of an archive as text.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("the file")).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn the_annual_report_opens_in_word_and_excel_with_its_figures() {
    let engine = Engine::sqlite();
    engine.fuyi(["import", DEMO]).done();
    let folder = engine.directory.path();
    let word = written(&engine, "docx");
    convert(folder, &word, "txt:Text (encoded):UTF8");
    let text = std::fs::read_to_string(word.with_extension("txt")).expect("the text");
    for said in
        ["2023年行政复议和行政应诉情况", "一、行政复议", "受理59件", "合计13件", "败诉率6.9%", "实现“双下降”", "口径说明", "FY-LX-1 v1"]
    {
        assert!(text.contains(said), "{said} not in {text}");
    }
    // A4 in twentieths of a point, 37 mm above and 28 mm beside a type area of 156 × 225 mm; 22 lines a page; 仿宋 3号, 小标宋 2号
    let document = part(&word, "word/document.xml");
    for said in [
        "w:w=\"11905\"",
        "w:h=\"16837\"",
        "w:top=\"2098\"",
        "w:left=\"1587\"",
        "w:right=\"1474\"",
        "w:bottom=\"1984\"",
        "w:linePitch=\"579\"",
        "linesAndChars",
        "方正小标宋简体",
        "仿宋_GB2312",
        "黑体",
        "w:val=\"44\"",
        "w:val=\"32\"",
    ] {
        assert!(document.contains(said), "{said} not in {document}");
    }
    convert(folder, &written(&engine, "xlsx"), "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1");
    let of = |name: &str| {
        let found = std::fs::read_dir(folder).expect("the folder").filter_map(Result::ok).map(|entry| entry.path());
        let file = found.into_iter().find(|path| path.ends_with(format!("annual-{name}.csv"))).expect("a sheet");
        std::fs::read_to_string(file).expect("text")
    };
    let counts = of("数量（件）");
    assert!(counts.contains("受理,59,44,34.1%") && counts.contains("导出时间") && counts.contains("2023年"), "{counts}");
    let rates = of("比率");
    assert!(rates.contains("一审败诉率,6.9%,2/29,25%,11/44,-18.1,"), "{rates}");
    assert!(of("口径说明").contains("FY-LX-1 v1,履行率,"), "definitions are printed");
}

#[test]
fn a_letter_of_supervision_opens_in_word_in_the_layout_of_an_official_document() {
    let engine = Engine::sqlite();
    engine.fuyi(["import", DEMO]).done();
    let folder = engine.directory.path();
    let unit = "公安青禾分局";
    engine.fuyi(["supervision", "open", "supervision-letter", "--unit", unit, "--title", "限期履行行政复议决定"]).done();
    let issue = ["supervision", "step", "1", "issue", "--on", "2024-03-04", "--number", "青司督〔2024〕3号", "--due-on", "2024-03-20"];
    engine.fuyi(issue).done();
    let word = folder.join("letter.docx");
    let output = word.display().to_string();
    engine.fuyi(["supervision", "letter", "1", "--output", &output]).done();
    convert(folder, &word, "txt:Text (encoded):UTF8");
    let text = std::fs::read_to_string(word.with_extension("txt")).expect("the text");
    for said in ["关于限期履行行政复议决定的督办函", "青司督〔2024〕3号", "青禾分局：", "请你单位于2024年3月20日前办理完毕", "2024年3月4日"]
    {
        assert!(text.contains(said), "{said} not in {text}");
    }
    let document = part(&word, "word/document.xml");
    for said in ["w:top=\"2098\"", "w:linePitch=\"579\"", "方正小标宋简体", "仿宋_GB2312", "w:val=\"center\"", "w:val=\"right\""] {
        assert!(document.contains(said), "{said} not in {document}");
    }
    let noted = engine.lines("SELECT subject AS line FROM audit WHERE action = 'letter-exported'");
    assert_eq!(noted, ["supervision 1"]);
    // what a court suggests is answered; the words are a bureau's own to change
    engine.fuyi(["supervision", "open", "judicial-suggestion", "--unit", unit, "--organ", "某区人民法院", "--title", "规范送达"]).done();
    let template = folder.join("ours.txt");
    let ours = folder.join("ours.docx").display().to_string();
    let with = |text: &str| {
        std::fs::write(&template, text).expect("a template");
        let arguments = ["--database", engine.url.as_str(), "--lang", "zh-CN", "supervision", "letter", "2", "--output", &ours];
        ran(fuyi(arguments).env("FUYI_REPORT_LETTERS_ZH", &template))
    };
    with("# 复函\n< {{ issuer }}：\n关于{{ title }}，已阅。\n").done();
    assert!(part(std::path::Path::new(&ours), "word/document.xml").contains("关于规范送达，已阅。"));
    let refused = with("# {{ nobody }}\n");
    assert!(refused.code == Some(1) && refused.stderr.contains("模板 ours.txt 第1行：没有名为“nobody”的内容"), "{refused:?}");
}

#[test]
fn nothing_is_written_by_a_broken_template_and_binary_needs_a_file() {
    let engine = Engine::sqlite();
    engine.fuyi(["import", DEMO]).done();
    let folder = engine.directory.path();
    let (template, out) = (folder.join("ours.txt"), folder.join("out.docx"));
    let (given, file) = (template.display().to_string(), out.display().to_string());
    let annual = ["report", "annual", "--year", "2023", "--format", "docx", "--template", &given, "--output", &file];
    std::fs::write(&template, "# 报告\n\n受理{{ js_sl }}件，{{ js_nothing }}\n").expect("a template");
    let (zh, _) = engine.refused(&annual);
    assert!(zh.contains("模板 ours.txt 第3行：没有名为“js_nothing”的数字"), "{zh}");
    assert!(!out.exists(), "nothing is exported in part");
    std::fs::write(&template, "# 报告\n\n受理{{ js_sl }}件，上年{{ js_sl.last }}件。\n").expect("a template");
    engine.fuyi(annual).done();
    assert!(part(&out, "word/document.xml").contains("受理59件，上年44件。"));
    let ran = engine.fuyi(["report", "annual", "--year", "2023", "--format", "xlsx"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("--output"), "{ran:?}");
    let text = engine.fuyi(["report", "annual", "--year", "2023", "--template", &given]).done();
    assert!(text.contains("受理59件，上年44件。") && !text.contains("双下降”。"), "{text}");
}
