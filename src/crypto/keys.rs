//! The keys of a deployment: what signs tokens, what seals data, what finds sealed data again.
//!
//! As text the ring is TOML, oldest key first:
//!
//! ```toml
//! [[signing]]
//! id = "s20240301-k3v9"
//! made = "2024-03-01T02:03:04Z"
//! secret = "…43 characters of URL-safe base64, 256 bits…"
//! [[data]]
//! [[index]]
//! ```

use aes_gcm::aead::Generate;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};

use super::secret::keyed_hash;
use crate::domain::hex;
use crate::domain::reading;
use crate::domain::words::Sentence;

/// A new signing key signs only after this: by then every server has read the file again and knows it.
pub const SIGNING_DELAY: TimeDelta = TimeDelta::minutes(2);
/// A signing key that was replaced this long ago has no live token left and is forgotten.
const SIGNING_KEPT: TimeDelta = TimeDelta::days(1);
/// Bytes of every key.
const LENGTH: usize = 32;

/// One key.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// Its id, which stands in what it made.
    pub id: String,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// 32 bytes.
    pub bytes: SecretSlice<u8>,
}

impl Key {
    fn new(letter: char, at: DateTime<Utc>) -> Self {
        let tail = hex(&<[u8; 4]>::generate());
        Self { id: format!("{letter}{}-{tail}", at.format("%Y%m%d")), made: at, bytes: <[u8; LENGTH]>::generate().to_vec().into() }
    }
}

/// All keys of a deployment. `Debug` shows ids, never keys.
#[derive(Debug, Clone)]
pub struct Keyring {
    /// For access tokens; several at once while one follows another.
    pub(super) signing: Vec<Key>,
    /// For data at rest; the last seals, all open.
    pub(super) data: Vec<Key>,
    /// For keyed hashes; one for ever, because a hash cannot be made again without what was hashed.
    index: Key,
}

/// Why a text is no key ring. Never repeats what it read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.en)]
pub struct KeyFault(pub Sentence);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RingText {
    signing: Vec<KeyText>,
    data: Vec<KeyText>,
    index: Vec<KeyText>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyText {
    id: String,
    made: String,
    secret: String,
}

const HEADING: &str = "\
# Keys of Fuyi 复议. Whoever reads this file can forge sign-ins and read personal data: keep it for the service's user alone
# (chmod 600), keep a copy of it, and keep that copy apart from the backups of the database. Without it, what is sealed in the
# database cannot be opened again. `fuyi keys rotate` adds keys; the oldest stand first.

";

impl Keyring {
    /// New keys for a new deployment.
    pub fn generate(at: DateTime<Utc>) -> Self {
        Self { signing: vec![Key::new('s', at)], data: vec![Key::new('d', at)], index: Key::new('i', at) }
    }

    /// Reads a ring.
    ///
    /// # Errors
    /// Not TOML of the shape above, a key that is not 256 bits, two keys with one id.
    pub fn parse(text: &SecretString) -> Result<Self, KeyFault> {
        let text = text.expose_secret();
        let ring: RingText = toml::from_str(text).map_err(|error| unreadable(&error, text))?;
        let read = |keys: Vec<KeyText>| keys.into_iter().map(Key::try_from).collect::<Result<Vec<_>, _>>();
        let (mut signing, mut data, index) = (read(ring.signing)?, read(ring.data)?, read(ring.index)?);
        signing.sort_by_key(|key| key.made);
        data.sort_by_key(|key| key.made);
        let [index] = <[Key; 1]>::try_from(index)
            .map_err(|_| KeyFault(Sentence::new("应恰有一个索引密钥（index）", "there must be exactly one index key")))?;
        let mut ids: Vec<&str> = signing.iter().chain(&data).chain([&index]).map(|key| key.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            let id = twice[0];
            return Err(KeyFault(Sentence::new(format!("密钥编号 {id} 出现两次"), format!("key id {id} stands twice"))));
        }
        if signing.is_empty() || data.is_empty() {
            return Err(KeyFault(Sentence::new("缺少签名密钥（signing）或数据密钥（data）", "a signing key or a data key is missing")));
        }
        Ok(Self { signing, data, index })
    }

    /// The ring as text, with a heading that says how to keep it.
    pub fn to_text(&self) -> SecretString {
        let texts = |keys: &[Key]| keys.iter().map(KeyText::from).collect();
        let ring = RingText { signing: texts(&self.signing), data: texts(&self.data), index: texts(std::slice::from_ref(&self.index)) };
        let body = toml::to_string(&ring).expect("a list of tables of texts is TOML");
        format!("{HEADING}{body}").into()
    }

    /// Adds a signing key, which signs from [`SIGNING_DELAY`] on; those before it still verify, so nobody is signed out.
    /// Keys without a live token are forgotten. The id of the new key.
    pub fn rotate_signing(&mut self, at: DateTime<Utc>) -> String {
        let key = Key::new('s', at);
        let id = key.id.clone();
        self.signing.push(key);
        let made: Vec<_> = self.signing.iter().map(|key| key.made).collect();
        let mut successors = made.into_iter().skip(1);
        self.signing.retain(|_| successors.next().is_none_or(|replaced| replaced + SIGNING_KEPT > at));
        id
    }

    /// Adds a data key: it seals from now on, and those before it still open. The id of the new key.
    pub fn rotate_data(&mut self, at: DateTime<Utc>) -> String {
        let key = Key::new('d', at);
        let id = key.id.clone();
        self.data.push(key);
        id
    }

    /// A keyed hash (HMAC-SHA-256, hexadecimal) to find a value by without keeping it. What it is for (`person/identity-number`)
    /// is part of it: equal values in two places have different hashes.
    pub fn index(&self, purpose: &str, value: &str) -> String {
        hex(&keyed_hash(self.index.bytes.expose_secret(), &[purpose.as_bytes(), value.as_bytes()]))
    }

    /// The key that signs at this moment: the newest that every server knows.
    pub(super) fn signing_at(&self, at: DateTime<Utc>) -> &Key {
        let known = self.signing.iter().rev().find(|key| key.made + SIGNING_DELAY <= at);
        known.unwrap_or(&self.signing[0])
    }

    /// Ids of signing and data keys, oldest first: `fuyi keys list`.
    pub fn ids(&self) -> Vec<(&str, DateTime<Utc>)> {
        self.signing.iter().chain(&self.data).chain([&self.index]).map(|key| (key.id.as_str(), key.made)).collect()
    }
}

impl TryFrom<KeyText> for Key {
    type Error = KeyFault;

    fn try_from(text: KeyText) -> Result<Self, KeyFault> {
        let id = text.id;
        let fault = |zh: &str, en: &str| KeyFault(Sentence::new(format!("密钥 {id}：{zh}"), format!("key {id}: {en}")));
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(fault("编号只能由字母、数字和连字符组成", "an id has letters, digits and hyphens only"));
        }
        let made = DateTime::parse_from_rfc3339(&text.made).map_err(|_| fault("made 不是时间", "made is no instant"))?.to_utc();
        let bytes = URL_SAFE_NO_PAD.decode(&text.secret).ok().filter(|bytes| bytes.len() == LENGTH);
        let bytes = bytes.ok_or_else(|| fault("应为256位的密钥", "256 bits are expected"))?;
        Ok(Self { id, made, bytes: bytes.into() })
    }
}

impl From<&Key> for KeyText {
    fn from(key: &Key) -> Self {
        Self {
            id: key.id.clone(),
            made: key.made.to_rfc3339_opts(SecondsFormat::Micros, true),
            secret: URL_SAFE_NO_PAD.encode(key.bytes.expose_secret()),
        }
    }
}

/// What TOML says of a text it cannot read quotes the text; of a key file only the line may be told.
fn unreadable(error: &toml::de::Error, text: &str) -> KeyFault {
    KeyFault(match reading::toml_line(error, text) {
        Some(line) => Sentence::new(format!("第{line}行不是密钥文件应有的内容"), format!("line {line} is not what a key file holds")),
        None => Sentence::new("不是密钥文件应有的内容", "it is not what a key file holds"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_ring_reads_back_as_it_was_written() {
        let now = at("2024-03-01T02:03:04.000005Z");
        let mut ring = Keyring::generate(now);
        ring.rotate_signing(now + TimeDelta::hours(1));
        ring.rotate_data(now + TimeDelta::hours(1));
        let read = Keyring::parse(&ring.to_text()).unwrap();
        assert_eq!(read.ids(), ring.ids());
        assert_eq!(read.ids().len(), 5);
        assert_eq!(read.index("a", "b"), ring.index("a", "b"));
        assert_eq!(read.to_text().expose_secret(), ring.to_text().expose_secret());
    }

    #[test]
    fn a_new_key_signs_when_every_server_knows_it_and_an_old_one_is_forgotten_when_no_token_of_it_lives() {
        let start = at("2024-03-01T00:00:00Z");
        let mut ring = Keyring::generate(start);
        let first = ring.signing_at(start).id.clone();
        let rotated = start + TimeDelta::hours(10);
        let second = ring.rotate_signing(rotated);
        assert_eq!(ring.signing_at(rotated).id, first);
        assert_eq!(ring.signing_at(rotated + SIGNING_DELAY).id, second);
        let third = ring.rotate_signing(rotated + TimeDelta::hours(1));
        assert_eq!(ring.signing.len(), 3, "the first was replaced an hour ago");
        let fourth = ring.rotate_signing(rotated + TimeDelta::hours(24));
        assert_eq!(ring.signing.iter().map(|key| key.id.clone()).collect::<Vec<_>>(), [second, third, fourth]);
    }

    #[test]
    fn neither_debug_nor_a_fault_shows_a_key() {
        let ring = Keyring::generate(at("2024-03-01T00:00:00Z"));
        let text = ring.to_text();
        let secret = text.expose_secret().lines().find_map(|line| line.strip_prefix("secret = \"")).unwrap().trim_end_matches('"');
        assert_eq!(secret.len(), 43);
        assert!(!format!("{ring:?}").contains(secret));
        for broken in [
            text.expose_secret().replace("secret = ", "secret "),
            text.expose_secret().replace("made = ", "when = "),
            text.expose_secret().replace(secret, &secret[..40]),
            text.expose_secret().replace("[[index]]", "[[data]]"),
            text.expose_secret().replace("[[signing]]", "[[other]]"),
            format!("{0}{0}", text.expose_secret()),
        ] {
            let fault = Keyring::parse(&broken.into()).unwrap_err();
            assert!(!format!("{fault:?}").contains(&secret[..20]), "{fault:?}");
        }
    }
}
