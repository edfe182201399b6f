//! How a row of the vocabulary becomes a type with its description and its checks, and how the names become one event.

use super::{EventKind, Field};
use crate::domain::Day;

/// What every event says of itself; its row makes it.
pub trait Row: Default {
    /// Code, as in `lifecycle.md` and `periods.toml`.
    const CODE: &'static str;
    /// Description.
    const KIND: EventKind;

    /// Fields the law wants that are not recorded.
    fn missing(&self) -> Vec<&'static Field>;

    /// Calls `see` with each (list, code) the data name.
    fn codes<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a str));

    /// Calls `see` with each day of the data that statutory periods know, and its event code in `periods.toml`.
    fn marked_days(&self, see: &mut dyn FnMut(&'static str, Day));
}

/// Makes the event types from the rows of a noun.
macro_rules! events {
    ($(
        $name:ident $code:literal $zh:literal $en:literal, $document:literal, $article:literal {
            $($need:ident $field:ident: $ty:ty $(= $mark:literal)?, $fzh:literal $fen:literal;)*
        }
    )+) => {
        $(
            #[doc = $zh] #[doc = " — "] #[doc = $en] #[doc = concat!("(", $article, ").")]
            #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(deny_unknown_fields, default)]
            pub struct $name {
                $(#[doc = $fzh] #[doc = " — "] #[doc = $fen]
                  #[serde(skip_serializing_if = "Option::is_none")]
                  pub $field: Option<$ty>,)*
                /// 备注 — remark.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub note: Option<String>,
            }

            impl From<$name> for Event {
                fn from(data: $name) -> Self {
                    Self::$name(Box::new(data))
                }
            }

            impl Row for $name {
                const CODE: &'static str = $code;
                const KIND: EventKind = EventKind {
                    code: $code,
                    words: Words { zh: $zh, en: $en },
                    document: $document,
                    article: $article,
                    fields: &[$(Field {
                        name: stringify!($field),
                        must: events!(@must $need),
                        words: Words { zh: $fzh, en: $fen },
                        type_name: stringify!($ty),
                        type_kind: <$ty as FieldValue>::kind,
                        marks: events!(@mark $($mark)?),
                    },)*],
                };

                fn missing(&self) -> Vec<&'static Field> {
                    let recorded: &[bool] = &[$(self.$field.is_some()),*];
                    Self::KIND.fields.iter().zip(recorded).filter(|(field, recorded)| field.must && !**recorded).map(|(field, _)| field).collect()
                }

                fn codes<'a>(&'a self, _see: &mut dyn FnMut(&'static str, &'a str)) {
                    $(if let Some(value) = &self.$field { value.codes(_see) })*
                }

                fn marked_days(&self, _see: &mut dyn FnMut(&'static str, Day)) {
                    $(if let (Some(mark), Some(day)) = (events!(@mark $($mark)?), self.$field.as_ref().and_then(FieldValue::day)) { _see(mark, day) })*
                }
            }
        )+
    };
    (@must must) => { true };
    (@must may) => { false };
    (@mark) => { None::<&'static str> };
    (@mark $mark:literal) => { Some($mark) };
}
pub(super) use events;

/// Makes one event of all the names.
macro_rules! vocabulary {
    ($($name:ident)+) => {
        /// Which event, without its data: what the transition tables speak of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Tag {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name,)+
        }

        impl Tag {
            /// Every event.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Description of the event.
            pub const fn kind(self) -> &'static EventKind {
                &EVENTS[self as usize]
            }

            /// Code of the event.
            pub const fn code(self) -> &'static str {
                self.kind().code
            }
        }

        /// One procedural event with its data.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] $name(Box<$name>),)+
        }

        /// Every event, in the order of the specification.
        pub const EVENTS: &[EventKind] = &[$(<$name as Row>::KIND),+];

        impl Event {
            /// Which event this is.
            pub const fn tag(&self) -> Tag {
                match self { $(Self::$name(_) => Tag::$name),+ }
            }

            /// Code of the event.
            pub const fn code(&self) -> &'static str {
                self.tag().code()
            }

            /// Reads the data of the event `code`; empty text counts as no data.
            ///
            /// # Errors
            /// An unknown code, an unknown or ill-typed field.
            pub fn parse(code: &str, data: &str) -> Result<Self, EventError> {
                let data = if data.is_empty() { "{}" } else { data };
                match code {
                    $(<$name as Row>::CODE => serde_json::from_str::<$name>(data)
                        .map(|data| Self::$name(Box::new(data)))
                        .map_err(|fault| EventError::Data { event: <$name as Row>::CODE, fault: crate::domain::reading::json(&fault) }),)+
                    _ => Err(EventError::UnknownEvent(code.to_owned())),
                }
            }

            /// The data as JSON text.
            pub fn data(&self) -> String {
                match self { $(Self::$name(data) => serde_json::to_string(data)),+ }.expect("event data are plain values")
            }

            /// Fields the law wants that are not recorded.
            pub fn missing(&self) -> Vec<&'static Field> {
                match self { $(Self::$name(data) => data.missing()),+ }
            }

            /// Calls `see` with each (list, code) the data name.
            pub fn codes<'a>(&'a self, see: &mut dyn FnMut(&'static str, &'a str)) {
                match self { $(Self::$name(data) => data.codes(see)),+ }
            }

            /// Calls `see` with each day of the data that statutory periods know, and its event code in `periods.toml`.
            pub fn marked_days(&self, see: &mut dyn FnMut(&'static str, Day)) {
                match self { $(Self::$name(data) => data.marked_days(see)),+ }
            }
        }
    };
}
pub(super) use vocabulary;
