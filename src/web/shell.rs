//! What every page has around its content: title, navigation, the way here, language, who is signed in.

use std::borrow::Borrow;

use askama::Template;

use super::assets;
use crate::domain::Day;
use crate::domain::access::Action;
use crate::domain::words::{Lang, Sentence, Words};
use crate::http::form::Fields;
use crate::http::rendered::Content;
use crate::http::session::Signed;
use crate::http::{Call, Problem, Rendered, code, headers, language};
use crate::i18n::citation::in_full;
use crate::i18n::pages as words;

/// A link.
#[derive(Debug)]
pub struct Link {
    /// Where it leads.
    pub address: String,
    /// What it is called.
    pub label: String,
    /// `page` where it leads to the page it stands on, `true` to one above it, else nothing.
    pub here: &'static str,
}

/// The frame of a page.
#[derive(Debug)]
pub struct Shell {
    /// Language.
    pub lang: Lang,
    /// Title.
    pub title: String,
    /// Address of the style sheet.
    pub style: String,
    /// Address of the script.
    pub script: String,
    /// Address of the icon.
    pub icon: String,
    /// The type is large.
    pub large: bool,
    /// Address that switches to the other size of type and comes back here.
    pub other_type: String,
    /// The pages this person may see.
    pub navigation: Vec<Link>,
    /// The pages above this one.
    pub crumbs: Vec<Link>,
    /// Address that switches to the other language and comes back here.
    pub other_language: String,
    /// User name.
    pub person: Option<String>,
    /// Token that every form sends along.
    pub token: String,
    /// What is wrong with what was sent.
    pub faults: Vec<String>,
    /// What was done.
    pub said: Option<String>,
}

/// Pages of the navigation, each with the right it needs.
const NAVIGATION: &[(&str, Words, Action)] = &[
    ("/cases", words::CASES, Action::CaseList),
    ("/board", words::board::BOARD, Action::StatisticsRead),
    ("/reports", words::reports::REPORTS, Action::StatisticsRead),
    ("/register", words::forms::REGISTER, Action::CaseCreate),
    ("/approvals", words::APPROVALS, Action::ApprovalDecide),
    ("/hearings", words::hearings::HEARINGS, Action::HearingRead),
    ("/imports", words::imports::IMPORTS, Action::ImportRun),
    ("/supervision", words::supervision::SUPERVISION, Action::SupervisionRead),
    ("/calculator", words::CALCULATOR, Action::PeriodCompute),
    ("/rules", words::RULES, Action::RuleBookRead),
    ("/calendar", words::CALENDAR, Action::RuleBookRead),
    ("/calendar/import", words::CALENDAR_IMPORT, Action::CalendarWrite),
    ("/deadlines/recompute", words::RECOMPUTE, Action::Recompute),
    ("/mail", words::MAIL, Action::OutboxRead),
    ("/administration", words::administration::ADMINISTRATION, Action::HealthRead),
];

/// What a page may do: load our style sheet, our script and our icon, and send its forms to us. The script may ask for nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

impl Shell {
    /// The frame of a page nobody is known on.
    pub fn plain(lang: Lang, title: impl Into<Sentence>, address: &str) -> Self {
        let other = language::tag(other(lang));
        Self {
            lang,
            title: begun(title.into().in_lang(lang)),
            style: assets::STYLE.address(),
            script: assets::SCRIPT.address(),
            icon: assets::ICON.address(),
            large: false,
            other_type: String::new(),
            navigation: Vec::new(),
            crumbs: Vec::new(),
            other_language: format!("/language/{other}?to={}", headers::escaped(address)),
            person: None,
            token: String::new(),
            faults: Vec::new(),
            said: None,
        }
        .with_type(false, address)
    }

    /// The same in large type or not.
    pub fn with_type(self, large: bool, address: &str) -> Self {
        let other = if large { "normal" } else { language::LARGE };
        Self { large, other_type: format!("/type/{other}?to={}", headers::escaped(address)), ..self }
    }

    /// The frame of a page, with what whoever asks may see.
    pub fn of(call: &Call, title: impl Into<Sentence>) -> Self {
        let address = &call.raw.address;
        let plain = Self::plain(call.lang, title, address).with_type(call.raw.large_type, address);
        match &call.signed {
            Some(signed) => plain.around(signed, address),
            None => plain,
        }
    }

    /// The same for who is signed in: the pages they may see, the way home, their name, the way out.
    pub fn around(self, signed: &Signed, address: &str) -> Self {
        let lang = self.lang;
        let path = address.split('?').next().unwrap_or_default();
        let offered = NAVIGATION.iter().filter(|(.., action)| signed.may_come(*action).is_ok());
        let places = std::iter::once(("/", words::WORKBENCH)).chain(offered.map(|(address, label, _)| (*address, *label)));
        let above = |address: &str| path.strip_prefix(address).is_some_and(|rest| rest.starts_with('/'));
        let nearest =
            places.clone().map(|(address, _)| address).filter(|address| path == *address || above(address)).max_by_key(|a| a.len());
        let link = |(address, label): (&str, Words)| Link {
            address: address.to_owned(),
            label: label.in_lang(lang).to_owned(),
            here: match nearest {
                Some(nearest) if nearest == address => {
                    if path == address {
                        "page"
                    } else {
                        "true"
                    }
                }
                _ => "",
            },
        };
        let navigation = places.map(link).collect();
        let person = Some(signed.access.principal.name.clone());
        let token = signed.csrf.clone().unwrap_or_default();
        Self { navigation, person, token, ..self }.under("/", words::WORKBENCH, path != "/")
    }

    /// The same, below another page.
    pub fn below(self, address: &str, label: Words) -> Self {
        self.under(address, label, true)
    }

    /// The same, below a case that goes by this name.
    pub fn below_case(mut self, case: i64, name: &str) -> Self {
        self = self.below("/cases", words::forms::CASES);
        self.crumbs.push(Link { address: format!("/cases/{case}"), label: name.to_owned(), here: "" });
        self
    }

    fn under(mut self, address: &str, label: Words, is: bool) -> Self {
        let label = label.in_lang(self.lang).to_owned();
        self.crumbs.extend(is.then(|| Link { address: address.to_owned(), label, here: "" }));
        self
    }

    /// The same, with what is wrong.
    pub fn with_fault(mut self, fault: &Sentence) -> Self {
        self.faults.push(fault.in_lang(self.lang).to_owned());
        self
    }

    /// The same, with what was done.
    pub fn with_said(mut self, said: impl Into<Sentence>) -> Self {
        self.said = Some(said.into().in_lang(self.lang).to_owned());
        self
    }

    /// A text in the language of the page.
    pub fn say(&self, words: impl Borrow<Words>) -> &'static str {
        words.borrow().in_lang(self.lang)
    }

    /// A day as the language writes it.
    pub fn day(&self, day: impl Borrow<Day>) -> String {
        words::cases::day(*day.borrow()).in_lang(self.lang).to_owned()
    }

    /// Tag of the language.
    pub fn tag(&self) -> &'static str {
        language::tag(self.lang)
    }

    /// Tag of the other language.
    pub fn other_tag(&self) -> &'static str {
        language::tag(other(self.lang))
    }
}

/// A title begins in a capital letter, also where it is the name of an event.
fn begun(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    }
}

/// What a form can be told about itself: the sentence of a refusal that whoever sent it can mend or must know, with the form still
/// before them.
///
/// # Errors
/// The problem itself, where it is none of the form's.
pub fn told_at_the_form(problem: Problem, lang: Lang) -> Result<Sentence, Problem> {
    const MENDABLE: [u16; 5] = [409, 412, 413, 415, 422];
    let not_mine = problem.code == code::FORBIDDEN && problem.article.is_some();
    if !MENDABLE.contains(&problem.code.status) && !not_mine {
        return Err(problem);
    }
    let article = problem.article.as_deref().map(|article| format!(" ({})", in_full(article, lang))).unwrap_or_default();
    Ok(Sentence::new(format!("{}{article}", problem.detail.zh), format!("{}{article}", problem.detail.en)))
}

/// A page as it goes over the line.
///
/// # Errors
/// A template that cannot be filled.
pub fn page(status: u16, template: &impl Template) -> Result<Rendered, Problem> {
    let text = template.render().map_err(|error| Problem::internal(&error))?;
    let rendered = Rendered { status, headers: Vec::new(), body: Content::Bytes("text/html; charset=utf-8", text.into_bytes()) };
    Ok(rendered.with("content-security-policy", POLICY))
}

/// Sends the browser to another page.
pub fn go_to(address: &str) -> Rendered {
    Rendered { status: 303, headers: Vec::new(), body: Content::Nothing }.with("location", address)
}

/// The fields of the query of an address.
///
/// # Errors
/// `malformed`.
pub fn query(call: &Call) -> Result<Fields, Problem> {
    Fields::read(&call.raw.query)
}

/// A part of the path by name.
pub fn part<'a>(call: &'a Call, name: &str) -> &'a str {
    call.raw.path.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
}

/// An address of ours to go on to, whoever wrote it: the workbench when it is none.
pub fn ours(address: &str) -> &str {
    let ours = address.starts_with('/')
        && !address.starts_with("//")
        && address.len() <= LONGEST
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if ours { address } else { "/" }
}

/// Longest address that is come back to.
const LONGEST: usize = 2000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for (address, to) in [
            ("/rules?q=%E5%A4%8D", "/rules?q=%E5%A4%8D"),
            ("//evil.test", "/"),
            ("/\\evil.test", "/"),
            ("https://evil.test", "/"),
            ("/a\r\nset-cookie: b", "/"),
            ("", "/"),
        ] {
            assert_eq!(ours(address), to, "{address}");
        }
    }
}
