//! One-time codes as a second factor: TOTP (RFC 6238) with what every authenticator application knows: SHA-1, six digits,
//! thirty seconds. And the recovery codes for the day the telephone is lost.

use std::fmt;

use aes_gcm::aead::Generate;
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use totp_rs::{Algorithm, Builder, Totp};

/// Steps a telephone's clock may be off, before and after.
const SKEW: u16 = 1;
/// Seconds of a step.
const STEP: u64 = 30;
const DIGITS: u8 = 6;
/// Bytes of a secret: as long as the hash (RFC 4226, section 4, R6).
const LENGTH: usize = 20;
/// Crockford's 32 characters, which nobody confuses when reading aloud.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of a recovery code: 60 bits.
const RECOVERY: usize = 12;

/// The secret an authenticator application shares with us.
pub struct OneTimeSecret(Totp);

impl OneTimeSecret {
    /// A new one.
    pub fn generate() -> Self {
        Self::of(<[u8; LENGTH]>::generate().to_vec(), "")
    }

    /// From its bytes, as they were sealed.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::of(bytes.to_vec(), "")
    }

    fn of(bytes: Vec<u8>, account: &str) -> Self {
        let builder = Builder::new().with_algorithm(Algorithm::SHA1).with_digits(DIGITS).with_skew(SKEW).with_step_duration(STEP);
        // a colon would end the issuer's part of the address
        let account = account.replace(':', " ");
        Self(builder.with_secret(bytes).with_issuer(Some("Fuyi")).with_account_name(account).build_noncompliant())
    }

    /// The bytes, for sealing.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.secret().as_ref()
    }

    /// The secret as people type it into an application: base32.
    pub fn to_base32(&self) -> SecretString {
        self.0.secret().to_base32().into()
    }

    /// The `otpauth://` address, which a page shows as a QR code.
    pub fn address(&self, account: &str) -> SecretString {
        Self::of(self.as_bytes().to_vec(), account).0.to_url().unwrap_or_default().into()
    }

    /// The step (thirty seconds since 1970) a code belongs to, if it belongs to one near `now`. The caller refuses a step it
    /// has seen: a code counts once (RFC 6238, section 5.2).
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let is_code = code.len() == usize::from(DIGITS) && code.bytes().all(|byte| byte.is_ascii_digit());
        let step = is_code.then(|| self.0.check(code, seconds)).flatten()?;
        i64::try_from(step).ok()
    }
}

/// Shows nothing.
impl fmt::Debug for OneTimeSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeSecret(…)")
    }
}

/// A new recovery code, written `7kq2-m4xz-0vbn`.
pub fn recovery_code() -> SecretString {
    let letters: Vec<char> = <[u8; RECOVERY]>::generate().iter().map(|byte| LETTERS[usize::from(byte % 32)].into()).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-").into()
}

/// A recovery code as typed, without blanks, hyphens, capitals and look-alikes: what is compared.
pub fn tidy_code(typed: &str) -> String {
    let letters = typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, SHA-1; the last six of its eight digits
        let secret = OneTimeSecret::from_bytes(b"12345678901234567890");
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            assert_eq!(secret.step_of(code, at(seconds)), Some(seconds / 30));
            assert_eq!(secret.step_of(code, at(seconds + 30)), Some(seconds / 30), "a slow telephone");
            assert_eq!(secret.step_of(code, at(seconds - 30)), Some(seconds / 30), "a fast telephone");
            assert_eq!(secret.step_of(code, at(seconds + 90)), None);
        }
        for no_code in ["", "28708", "2870820", "28708x", "２８７０８２"] {
            assert_eq!(secret.step_of(no_code, at(59)), None, "{no_code}");
        }
    }

    #[test]
    fn a_secret_goes_out_as_an_address_and_debug_shows_nothing() {
        let secret = OneTimeSecret::generate();
        assert_eq!(secret.as_bytes().len(), LENGTH);
        let address = secret.address("wang:mou");
        let address = address.expose_secret();
        let base32 = secret.to_base32();
        assert!(address.starts_with("otpauth://totp/Fuyi:wang") && address.contains(base32.expose_secret()), "{address}");
        assert!(!format!("{secret:?}").contains(base32.expose_secret()));
    }

    #[test]
    fn recovery_codes_differ_and_are_read_however_typed() {
        let (one, other) = (recovery_code(), recovery_code());
        assert_ne!(one.expose_secret(), other.expose_secret());
        assert_eq!(one.expose_secret().len(), RECOVERY + 2);
        assert_eq!(tidy_code(one.expose_secret()).len(), RECOVERY);
        assert_eq!(tidy_code(" ABCD efgh-JKOL "), "abcdefghjk01");
    }
}
