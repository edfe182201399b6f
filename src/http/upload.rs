//! A file sent as `multipart/form-data`: the part `file`, and small fields beside it. The file goes to the disk as it arrives.

use std::collections::BTreeMap;
use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::http::header::HeaderMap;
use actix_web::web::{self, Payload};
use futures_util::StreamExt;

use super::problem::Problem;
use super::state::State;
use super::{body, code};
use crate::domain::words::Sentence;
use crate::files::{Arrived, Incoming};

/// A file that has arrived, with its fields.
#[derive(Debug)]
pub struct Upload {
    /// The file.
    pub file: Arrived,
    /// The name it was sent under.
    pub name: String,
    /// The fields, by name.
    pub fields: BTreeMap<String, String>,
}

/// Longest field in bytes.
const FIELD: usize = 64 << 10;
/// Most fields.
const FIELDS: usize = 16;
/// Bytes gathered before they are written.
const GATHERED: usize = 256 << 10;
/// Longest name of a file, in characters.
const NAME: usize = 200;

impl Upload {
    /// What a repetition must have in common: content, name, fields.
    pub fn parts(&self) -> Vec<Vec<u8>> {
        let fields = self.fields.iter().flat_map(|(name, value)| [name.clone(), value.clone()]);
        [self.file.sha256.clone(), self.name.clone()].into_iter().chain(fields).map(String::into_bytes).collect()
    }
}

/// Takes in a file of at most `most` bytes that arrives within `time`.
///
/// # Errors
/// Another content type, too large, too slow, broken off, no file.
pub async fn receive(state: &State, headers: &HeaderMap, payload: Payload, most: u64, time: Duration) -> Result<Upload, Problem> {
    if !body::is(headers, "multipart/form-data") {
        return Err(Problem::of(code::MEDIA_TYPE));
    }
    let parts = Multipart::new(headers, payload);
    match tokio::time::timeout(time, take(state, parts, most)).await {
        Ok(taken) => taken,
        Err(_) => Err(Problem::of(code::TOO_SLOW)),
    }
}

async fn take(state: &State, mut parts: Multipart, most: u64) -> Result<Upload, Problem> {
    let mut file: Option<(Arrived, String)> = None;
    let mut fields = BTreeMap::new();
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(|_| Problem::of(code::MALFORMED))?;
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" && file.is_none() {
            let sent_as = part.content_disposition().and_then(|disposition| disposition.get_filename()).map(clean).unwrap_or_default();
            file = Some((store(state, &mut part, most).await?, sent_as));
            continue;
        }
        if name.is_empty() || fields.contains_key(&name) || fields.len() == FIELDS || name == "file" {
            return Err(Problem::of(code::MALFORMED).at(clean(&name)));
        }
        let value = match part.bytes(FIELD).await {
            Err(_) => return Err(Problem::of(code::TOO_LARGE).at(clean(&name))),
            Ok(Err(_)) => return Err(Problem::of(code::MALFORMED)),
            Ok(Ok(bytes)) => String::from_utf8(bytes.to_vec()).map_err(|_| Problem::of(code::MALFORMED).at(clean(&name)))?,
        };
        fields.insert(name, value);
    }
    match file {
        Some((file, name)) => Ok(Upload { file, name, fields }),
        None => Err(Problem::new(code::MALFORMED, Sentence::new("缺少文件（file 部分）", "the part `file` is missing")).at("file")),
    }
}

/// Writes a part to the disk, a good handful of bytes at a time and never on the thread that serves others.
async fn store(state: &State, part: &mut Field, most: u64) -> Result<Arrived, Problem> {
    let mut incoming = Some(state.files.receive().map_err(|error| full(&error))?);
    let mut gathered = Vec::with_capacity(GATHERED);
    let mut size = 0;
    while let Some(bytes) = part.next().await {
        let bytes = bytes.map_err(|_| Problem::of(code::MALFORMED))?;
        size += bytes.len() as u64;
        if size > most {
            return Err(Problem::of(code::TOO_LARGE));
        }
        gathered.extend_from_slice(&bytes);
        if gathered.len() >= GATHERED {
            incoming = Some(write(incoming.take(), std::mem::take(&mut gathered)).await?);
        }
    }
    let incoming = write(incoming, gathered).await?;
    let finished = web::block(move || incoming.finish()).await.map_err(|error| Problem::internal(&error))?;
    finished.map_err(|error| full(&error))
}

async fn write(incoming: Option<Incoming>, bytes: Vec<u8>) -> Result<Incoming, Problem> {
    let written = web::block(move || {
        let mut incoming = incoming.ok_or(std::io::ErrorKind::BrokenPipe)?;
        incoming.write(&bytes)?;
        Ok::<_, std::io::Error>(incoming)
    });
    written.await.map_err(|error| Problem::internal(&error))?.map_err(|error| full(&error))
}

fn full(error: &std::io::Error) -> Problem {
    tracing::error!(%error, "a document cannot be stored");
    Problem::of(code::UNAVAILABLE)
}

/// The last part of a name, without what no name holds.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path_nor_a_header() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\Users\\王某某\\裁定书.pdf"), "裁定书.pdf");
        assert_eq!(clean("a\r\nSet-Cookie: b"), "aSet-Cookie: b");
        assert_eq!(clean(&"长".repeat(500)).chars().count(), NAME);
    }
}
