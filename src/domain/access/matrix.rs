//! The policy table prints itself: one line a role, action and relation.

use super::POLICY;
use crate::domain::words::{Lang, Words};

/// A line of the printed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// Code and name of the role.
    pub role: [String; 2],
    /// Code and name of the action.
    pub action: [String; 2],
    /// How the object stands to the unit of the grant.
    pub relation: String,
    /// Kinds of case; empty where the objects are no cases.
    pub kinds: String,
    /// Why.
    pub why: String,
}

const HEADINGS: [Words; 7] = [
    Words { zh: "角色代码", en: "role" },
    Words { zh: "角色", en: "name of the role" },
    Words { zh: "权限代码", en: "action" },
    Words { zh: "权限", en: "what it allows" },
    Words { zh: "范围", en: "where" },
    Words { zh: "案件种类", en: "kinds of case" },
    Words { zh: "依据", en: "reason" },
];

/// The headings of the columns.
pub fn headings(lang: Lang) -> [&'static str; 7] {
    HEADINGS.map(|heading| heading.in_lang(lang))
}

/// The whole table, in the order of roles, rows and actions.
pub fn matrix(lang: Lang) -> Vec<MatrixRow> {
    let mut rows = Vec::new();
    for role in super::Role::ALL {
        for rule in POLICY.iter().filter(|rule| rule.roles.contains(role)) {
            let kinds = rule.kinds.iter().map(|kind| kind.words().in_lang(lang)).collect::<Vec<_>>();
            rows.extend(rule.actions.iter().map(|action| MatrixRow {
                role: [role.code().to_owned(), role.words().in_lang(lang).to_owned()],
                action: [action.code().to_owned(), action.words().in_lang(lang).to_owned()],
                relation: rule.relation.words().in_lang(lang).to_owned(),
                kinds: kinds.join(if lang == Lang::Zh { "、" } else { "; " }),
                why: rule.why.in_lang(lang).to_owned(),
            }));
        }
    }
    rows
}

impl MatrixRow {
    /// The cells in the order of the headings.
    pub fn cells(self) -> [String; 7] {
        let ([role, role_name], [action, action_name]) = (self.role, self.action);
        [role, role_name, action, action_name, self.relation, self.kinds, self.why]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Role;

    #[test]
    fn every_right_has_a_line_in_both_languages() {
        let rights: usize = POLICY.iter().map(|rule| rule.roles.len() * rule.actions.len()).sum();
        for lang in [Lang::Zh, Lang::En] {
            let rows = matrix(lang);
            assert_eq!(rows.len(), rights);
            assert!(rows.iter().all(|row| row.clone().cells().iter().enumerate().all(|(at, cell)| at == 5 || !cell.is_empty())));
            assert!(Role::ALL.iter().all(|role| rows.iter().any(|row| row.role[0] == role.code())));
        }
    }
}
