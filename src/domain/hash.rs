//! A stable 128-bit hash (FNV-1a): the same text gives the same number on every machine and in every version.

use std::fmt;

const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;

/// Where [`fnv`] starts.
pub(super) const FNV_START: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;

/// The hash of what was hashed before and then `text`.
pub(super) fn fnv(hash: u128, text: &str) -> u128 {
    text.bytes().chain(std::iter::once(0)).fold(hash, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

/// Hashes what is written into it, so that a large value need not become one text first.
pub(super) struct Hasher(pub(super) u128);

impl fmt::Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = text.bytes().fold(self.0, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_one_after_the_other_are_not_one_text() {
        assert_ne!(fnv(fnv(FNV_START, "ab"), "c"), fnv(fnv(FNV_START, "a"), "bc"));
    }
}
