//! Fuyi 复议: case tracker for administrative reconsideration (行政复议) and litigation response (行政应诉).

/// The JSON API: routes, one noun a file.
pub mod api;
/// The command line: parse, call, print.
pub mod cli;
/// The only source of "now".
pub mod clock;
/// Keys, seals, password hashes, tokens, one-time codes: every algorithm behind one door.
pub mod crypto;
/// What the operating system says about a file, in two languages.
pub mod disk;
/// The law and the case: pure.
pub mod domain;
/// Uploaded documents, by content.
pub mod files;
/// What the faces over HTTP share.
pub mod http;
/// Every text of the faces, Chinese and English side by side.
pub mod i18n;
/// Mail: a letter in, delivered or not.
pub mod mail;
/// Bytes in, rows out: Excel and CSV.
pub mod office;
/// The service over HTTP: bind, build, run until stopped.
pub mod server;
/// Use cases: authorise, load, decide, save, one transaction.
pub mod service;
/// What a bureau may choose, read from file and environment.
pub mod settings;
/// The database, and the only module that knows diesel.
pub mod store;
/// Diagnostics on stderr.
pub mod telemetry;
/// The pages: handler and template side by side.
pub mod web;
