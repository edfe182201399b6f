//! The fields of a form or a query, as a page sends them.

use actix_web::web::Query;

use super::code;
use super::csrf::CSRF_FIELD;
use super::problem::Problem;

/// Names and values in the order they were sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2`.
    ///
    /// # Errors
    /// `malformed`.
    pub fn read(text: &str) -> Result<Self, Problem> {
        Query::<Vec<(String, String)>>::from_query(text).map(|fields| Self(fields.into_inner())).map_err(|_| Problem::of(code::MALFORMED))
    }

    /// Fields by name.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// Every field but the token of the session, as typed.
    pub fn typed(self) -> Vec<(String, String)> {
        self.0.into_iter().filter(|(name, _)| name != CSRF_FIELD).collect()
    }

    /// The first value of a name, without blanks around it; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The first value of a name as it was typed: a password may begin with a blank.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether it was sent, be it empty.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_by_name() {
        let fields = Fields::read("a=%E5%B9%B3+x&b=&a=2&password=+p").unwrap();
        assert_eq!((fields.get("a"), fields.get("b"), fields.get("c")), ("平 x", "", ""));
        assert_eq!(fields.all("a").collect::<Vec<_>>(), ["平 x", "2"]);
        assert_eq!((fields.raw("password"), fields.get("password")), (" p", "p"));
        assert_eq!(Fields::read(""), Ok(Fields::default()));
    }
}
