//! The law as data: rule book of periods, code lists, and which law governs.

/// Everything a pure decision needs to know about the law.
#[derive(Debug)]
pub struct Law {}
