//! Masking 脱敏: what of a name or a personal detail an output shows. One table, kind × purpose, before and after the right to
//! see it in full was used; one way of hiding for each kind.

use super::case::parts::words;
use super::personal::{Detail, DetailField, IdentityPaper};

words! {
    /// What an output is for.
    Purpose {
        List = "list" "列表" "a list",
        Detail = "detail" "详情" "one case",
        Export = "export" "导出" "an export",
        Mail = "mail" "邮件" "mail",
        Report = "report" "报告" "a report",
    }
}

/// What is masked: a person's name, or a detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Name of a natural person.
    Name,
    /// A detail beside the name.
    Detail(DetailField),
}

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Nothing, not even that it is known.
    Nothing,
    /// With its middle hidden.
    Masked,
    /// In full.
    Full,
}

/// THE table: for each kind and purpose what is shown, and what is shown to whoever has just used the right to see it in full.
/// Who runs a file needs its names; nothing that leaves the office carries more than a masked name, and a code of an
/// organisation is public.
const TABLE: &[(Kind, [(Shown, Shown); 5])] = {
    use Shown::{Full, Masked, Nothing};
    &[
        //                                          list               detail          export            mail                report
        (Kind::Name, [(Full, Full), (Full, Full), (Masked, Full), (Masked, Masked), (Masked, Masked)]),
        (
            Kind::Detail(DetailField::IdentityNumber),
            [(Nothing, Nothing), (Masked, Full), (Masked, Full), (Nothing, Nothing), (Nothing, Nothing)],
        ),
        (Kind::Detail(DetailField::CreditCode), [(Full, Full), (Full, Full), (Full, Full), (Nothing, Nothing), (Nothing, Nothing)]),
        (Kind::Detail(DetailField::Phone), [(Nothing, Nothing), (Masked, Full), (Masked, Full), (Nothing, Nothing), (Nothing, Nothing)]),
        (Kind::Detail(DetailField::Address), [(Nothing, Nothing), (Masked, Full), (Masked, Full), (Nothing, Nothing), (Nothing, Nothing)]),
        (
            Kind::Detail(DetailField::BirthDate),
            [(Nothing, Nothing), (Masked, Full), (Masked, Full), (Nothing, Nothing), (Nothing, Nothing)],
        ),
    ]
};

/// What an output shows of a kind; `unmasked`: whoever reads it has just used the right to see it in full.
pub fn shown(kind: Kind, purpose: Purpose, unmasked: bool) -> Shown {
    let row = TABLE.iter().find(|(known, _)| *known == kind).map(|(_, row)| row);
    // a kind without a row shows nothing: a test finds it
    row.map_or(Shown::Nothing, |row| {
        let (before, after) = row[purpose as usize];
        if unmasked { after } else { before }
    })
}

/// The name of a natural person as an output shows it.
pub fn name(text: &str, purpose: Purpose, unmasked: bool) -> Option<String> {
    show(shown(Kind::Name, purpose, unmasked), text, mask_name)
}

/// Names joined by 、 as lists keep them, as an output shows them. What is plainly an organisation is public.
pub fn names(joined: &str, purpose: Purpose, unmasked: bool) -> String {
    let each = joined.split('、').filter_map(|one| if is_organisation(one) { Some(one.to_owned()) } else { name(one, purpose, unmasked) });
    each.collect::<Vec<_>>().join("、")
}

/// Whether a name ends as names of organisations do and names of people never do.
fn is_organisation(name: &str) -> bool {
    const ENDS: [&str; 16] = [
        "公司",
        "合作社",
        "委员会",
        "事务所",
        "中心",
        "商行",
        "经营部",
        "超市",
        "工厂",
        "学校",
        "医院",
        "酒店",
        "饭店",
        "协会",
        "商店",
        "门市部",
    ];
    let name = name.trim();
    name.chars().count() > 4 && ENDS.iter().any(|end| name.ends_with(end))
}

/// A detail as an output shows it.
pub fn detail(detail: &Detail, purpose: Purpose, unmasked: bool) -> Option<String> {
    show(shown(Kind::Detail(detail.field()), purpose, unmasked), detail.value(), |value| match detail.field() {
        DetailField::IdentityNumber if detail.paper() == Some(IdentityPaper::ResidentCard) => keep(value, 3, 4),
        DetailField::IdentityNumber => keep(value, 1, 2),
        DetailField::CreditCode => keep(value, 4, 4),
        DetailField::Phone => mask_phone(value),
        DetailField::Address => mask_address(value),
        DetailField::BirthDate => mask_birth_date(value),
    })
}

fn show(shown: Shown, text: &str, mask: impl FnOnce(&str) -> String) -> Option<String> {
    match shown {
        Shown::Nothing => None,
        Shown::Masked => Some(mask(text)),
        Shown::Full => Some(text.to_owned()),
    }
}

/// Keeps so many characters at either end, and a star for each between; none where a third would not stay hidden.
fn keep(text: &str, first: usize, last: usize) -> String {
    let length = text.chars().count();
    let (first, last) = if (first + last) * 3 < length * 2 { (first, last) } else { (0, 0) };
    let star = |(at, c): (usize, char)| if at < first || at + last >= length { c } else { '*' };
    text.chars().enumerate().map(star).collect()
}

/// Surnames of two characters.
const COMPOUND: [&str; 12] = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "夏侯"];

/// A surname and 某 for what follows, as courts publish names: 王某某, 张某, 欧阳某. Of a name with a dot (买买提·吐尔逊) or in
/// another script the first character is kept.
fn mask_name(name: &str) -> String {
    let name = name.trim();
    let characters: Vec<char> = name.chars().collect();
    let Some(first) = characters.first() else { return String::new() };
    let is_han = |c: &char| matches!(*c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇');
    let surname = match COMPOUND.iter().find(|surname| name.starts_with(**surname) && characters.len() > 2) {
        _ if !characters.iter().all(is_han) || characters.len() > 4 => 1,
        Some(_) => 2,
        None => 1,
    };
    match (is_han(first), characters.len() - surname) {
        // a single character is all there is: nothing of it may stay
        (true, 0) => "某".to_owned(),
        (true, 1) => characters[..surname].iter().chain(&['某']).collect(),
        (true, _) => characters[..surname].iter().chain(&['某', '某']).collect(),
        (false, 0) => "*".to_owned(),
        (false, _) => format!("{first}***"),
    }
}

/// 138****5678; of a fixed line or a foreign number the last three.
fn mask_phone(phone: &str) -> String {
    if phone.len() == 11 && phone.starts_with('1') { keep(phone, 3, 4) } else { keep(phone, 0, 3) }
}

/// The year.
fn mask_birth_date(day: &str) -> String {
    let year: String = day.chars().take_while(char::is_ascii_digit).take(4).collect();
    format!("{year}-**-**")
}

/// Down to the district: 河南省平湛市青禾区***. Where no province, city or district is found, nothing is kept.
fn mask_address(address: &str) -> String {
    let kept = divisions(address);
    format!("{}***", &address[..kept])
}

/// Bytes of the leading administrative divisions.
fn divisions(address: &str) -> usize {
    /// Characters a division's name has, its last word included; the longest autonomous county has fifteen.
    const LONGEST: usize = 7;
    const LONGEST_AUTONOMOUS: usize = 15;
    /// What ends in 区 and is no district.
    const NO_DISTRICT: [char; 9] = ['小', '社', '校', '街', '宅', '片', '院', '厂', '园'];
    let (mut end, mut begun, mut cities) = (0, 0, 0);
    let mut before = ' ';
    for (place, (at, c)) in address.char_indices().enumerate() {
        let length = place - begun + 1;
        let name = &address[end..at + c.len_utf8()];
        let autonomous = name.ends_with("自治区") || name.ends_with("自治州") || name.ends_with("自治县") || name.ends_with("自治旗");
        let next = address[at + c.len_utf8()..].chars().next();
        let is_name = length >= 2 && length <= if autonomous { LONGEST_AUTONOMOUS } else { LONGEST };
        let division = match c {
            '省' => end == 0,
            '州' | '盟' => autonomous || (c == '盟' && end > 0),
            '市' => cities < 2 && next != Some('场') && before != '城',
            '区' => autonomous || !NO_DISTRICT.contains(&before),
            '县' | '旗' => end > 0 && !matches!(next, Some('城' | '衙' | '前')),
            _ => false,
        };
        if division && is_name {
            (end, begun) = (at + c.len_utf8(), place + 1);
            cities += usize::from(c == '市');
            if matches!(c, '区' | '县' | '旗') && !name.ends_with("自治区") {
                break;
            }
        }
        before = c;
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn masked(field: DetailField, text: &str) -> String {
        detail(&Detail::from_text(field, text).unwrap(), Purpose::Detail, false).unwrap()
    }

    #[test]
    fn names_keep_the_surname() {
        for (name, masked) in [
            ("王小明", "王某某"),
            ("张三", "张某"),
            ("欧阳修", "欧阳某"),
            ("欧阳", "欧某"),
            ("诸葛孔明", "诸葛某某"),
            ("买买提·吐尔逊", "买某某"),
            ("𬭛某", "𬭛某"),
            ("㛃力木", "㛃某某"),
            ("〇", "某"),
            ("John Smith", "J***"),
            ("Ａ", "*"),
            ("", ""),
        ] {
            assert_eq!(mask_name(name), masked, "{name}");
        }
    }

    #[test]
    fn joined_names_are_masked_one_by_one_and_organisations_are_public() {
        let list = "王小明、平湛市某某建材有限公司、买买提·吐尔逊";
        assert_eq!(names(list, Purpose::Export, false), "王某某、平湛市某某建材有限公司、买某某");
        assert_eq!(names(list, Purpose::List, false), list);
        assert_eq!(names("公司", Purpose::Export, false), "公某", "too short to be told apart from a name");
        assert_eq!(names("", Purpose::Export, false), "");
    }

    #[test]
    fn details_keep_their_ends() {
        for (field, text, expected) in [
            (DetailField::IdentityNumber, "resident-card 11010519491231002X", "110***********002X"),
            (DetailField::IdentityNumber, "passport E12345678", "E******78"),
            (DetailField::IdentityNumber, "passport 1234", "****"),
            (DetailField::Phone, "13800005678", "138****5678"),
            (DetailField::Phone, "037165900000", "*********000"),
            (DetailField::Phone, "+85223456789", "*********789"),
            (DetailField::BirthDate, "1949-12-31", "1949-**-**"),
            (DetailField::Address, "河南省平湛市青禾区幸福路12号3单元", "河南省平湛市青禾区***"),
            (DetailField::Address, "平湛市阳光小区3号楼", "平湛市***"),
            (DetailField::Address, "河南省郑州市新密市青屏大街1号", "河南省郑州市新密市***"),
            (DetailField::Address, "广西壮族自治区南宁市青秀区民族大道1号", "广西壮族自治区南宁市青秀区***"),
            (DetailField::Address, "云南省临沧市双江拉祜族佤族布朗族傣族自治县北回归大道", "云南省临沧市双江拉祜族佤族布朗族傣族自治县***"),
            (DetailField::Address, "内蒙古自治区锡林郭勒盟阿巴嘎旗某街", "内蒙古自治区锡林郭勒盟阿巴嘎旗***"),
            (DetailField::Address, "幸福路12号", "***"),
            (DetailField::Address, "平湛市城市花园5号", "平湛市***"),
        ] {
            assert_eq!(masked(field, text), expected, "{text}");
        }
    }

    #[test]
    fn every_kind_has_its_row_and_the_right_never_shows_less() {
        let kinds = std::iter::once(Kind::Name).chain(DetailField::ALL.iter().map(|field| Kind::Detail(*field)));
        for kind in kinds {
            assert_eq!(TABLE.iter().filter(|(known, _)| *known == kind).count(), 1, "{kind:?}");
            for purpose in Purpose::ALL {
                assert!(shown(kind, *purpose, true) >= shown(kind, *purpose, false), "{kind:?} {purpose:?}");
            }
            // nothing personal leaves the office in full, whoever asks
            for purpose in [Purpose::Mail, Purpose::Report] {
                assert_ne!(shown(kind, purpose, true), Shown::Full, "{kind:?} {purpose:?}");
            }
            // in full only to whoever has used the right, but names and what is public
            let public = matches!(kind, Kind::Name | Kind::Detail(DetailField::CreditCode));
            assert!(public || Purpose::ALL.iter().all(|purpose| shown(kind, *purpose, false) != Shown::Full), "{kind:?}");
        }
    }

    proptest! {
        #[test]
        fn the_middle_of_a_number_never_shows(number in "[0-9]{6}[1-9][0-9]{10}[0-9X]", paper in "[A-Z][0-9]{6,20}") {
            let shown = masked(DetailField::IdentityNumber, &format!("resident-card {number}"));
            prop_assert!(shown.len() == 18 && shown[3..14].chars().all(|c| c == '*'));
            prop_assert!(!shown.contains(&number[6..14]), "the day of birth");
            let shown = masked(DetailField::IdentityNumber, &format!("passport {paper}"));
            prop_assert!(shown[1..paper.len() - 2].chars().all(|c| c == '*'));
        }

        #[test]
        fn the_middle_of_a_telephone_never_shows(mobile in "1[3-9][0-9]{9}", line in "0[1-9][0-9]{8,10}", foreign in "\\+[0-9]{8,15}") {
            let shown = masked(DetailField::Phone, &mobile);
            prop_assert_eq!(&shown[3..7], "****");
            for number in [line, foreign] {
                let shown = masked(DetailField::Phone, &number);
                prop_assert!(shown[..number.len() - 3].chars().all(|c| c == '*') || shown.chars().all(|c| c == '*'));
            }
        }

        #[test]
        fn the_road_and_the_house_never_show(
            division in "(河南省平湛市青禾区|平湛市|内蒙古自治区呼和浩特市新城区|北京市东城区|)",
            road in "[\u{4e00}-\u{4eff}]{2,4}路[1-9][0-9]{0,3}号",
        ) {
            let shown = masked(DetailField::Address, &format!("{division}{road}"));
            prop_assert_eq!(shown, format!("{division}***"));
        }

        #[test]
        fn of_a_name_of_any_script_no_more_than_the_surname_shows(name in "\\PC{1,12}") {
            let shown = name.trim();
            let masked = mask_name(&name);
            let kept: usize = masked.chars().zip(shown.chars()).take_while(|(one, other)| one == other && !matches!(one, '某' | '*')).count();
            prop_assert!(kept <= 2 && (shown.chars().count() < 2 || kept < shown.chars().count()), "{masked}");
            prop_assert!(masked.ends_with('某') || masked.ends_with('*') || shown.is_empty());
        }
    }
}
