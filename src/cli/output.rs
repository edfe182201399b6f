//! Data to stdout, words to stderr.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::Failure;
use crate::disk;
use crate::domain::words::{Lang, Sentence};
use crate::i18n::usage::ERROR;

/// Writes data to stdout as it is. A reader that has seen enough (`| head`) is not an error.
///
/// # Errors
/// [`Failure`] when stdout cannot take it, such as a full disk.
pub fn put(text: &str) -> Result<(), Failure> {
    put_to(&mut io::stdout().lock(), text)
}

/// Writes one value to stdout as JSON with a line end: indented for a document, see [`json_line`] for a stream.
///
/// # Errors
/// As [`put`].
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    put(&(pretty(value)? + "\n"))
}

/// One value as indented JSON, without a line end.
///
/// # Errors
/// A value that is no JSON.
pub fn pretty(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| unwritable(&error.into()))
}

/// Writes one value to stdout as one line of JSON.
///
/// # Errors
/// As [`put`].
pub fn json_line(value: &impl Serialize) -> Result<(), Failure> {
    put(&(serde_json::to_string(value).map_err(|error| unwritable(&error.into()))? + "\n"))
}

/// One value as JSON on one line, without a line end.
///
/// # Errors
/// A value JSON cannot hold.
pub fn as_json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| unwritable(&error.into()))
}

/// Many short lines of data, handed to stdout in larger pieces.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Bytes of a piece.
    const PIECE: usize = 1 << 16;

    /// Adds data as it is.
    ///
    /// # Errors
    /// As [`put`].
    pub fn add(&mut self, text: &str) -> Result<(), Failure> {
        self.0.push_str(text);
        if self.0.len() < Self::PIECE {
            return Ok(());
        }
        let written = put(&self.0);
        self.0.clear();
        written
    }

    /// Hands over the rest.
    ///
    /// # Errors
    /// As [`put`].
    pub fn end(self) -> Result<(), Failure> {
        put(&self.0)
    }
}

/// Says something to the person on stderr. There is nobody to tell when stderr is closed.
pub fn say(sentence: &Sentence, lang: Lang) {
    let _nobody_listens = writeln!(io::stderr().lock(), "{}", sentence.in_lang(lang));
}

/// Says why the run failed.
pub fn complain(failure: &Failure, lang: Lang) {
    let _nobody_listens = writeln!(io::stderr().lock(), "{}{}", ERROR.in_lang(lang), failure.sentence.in_lang(lang));
}

fn put_to(out: &mut impl Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(unwritable(&error)),
        _ => Ok(()),
    }
}

fn unwritable(error: &io::Error) -> Failure {
    let why = disk::sentence(error);
    Failure::refused(Sentence::new(format!("无法输出结果：{}", why.zh), format!("the result cannot be written: {}", why.en)))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_has_left_is_no_error_and_a_full_disk_is() {
        assert_eq!(put_to(&mut Failing(ErrorKind::BrokenPipe), "x"), Ok(()));
        assert!(put_to(&mut Failing(ErrorKind::StorageFull), "x").unwrap_err().sentence.zh.starts_with("无法输出结果"));
    }
}
