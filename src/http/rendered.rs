//! An answer as it goes over the line: small enough to keep for a repetition, or a file.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, ContentEncoding};
use actix_web::web::Bytes;
use futures_util::stream;

use super::headers::attachment;
use crate::files::Opened;

/// An answer.
#[derive(Debug)]
pub struct Rendered {
    /// HTTP status.
    pub status: u16,
    /// Headers by name.
    pub headers: Vec<(String, String)>,
    /// What follows them.
    pub body: Content,
}

/// What follows the headers.
#[derive(Debug)]
pub enum Content {
    /// Nothing.
    Nothing,
    /// Bytes of a media type.
    Bytes(&'static str, Vec<u8>),
    /// A stored file of a media type.
    File(String, Opened),
}

/// Media type of plain answers.
pub const JSON: &str = "application/json";

impl Rendered {
    /// An answer in JSON.
    pub fn json(status: u16, body: Vec<u8>) -> Self {
        Self { status, headers: Vec::new(), body: Content::Bytes(JSON, body) }
    }

    /// A file under a name, to be saved and not shown.
    pub fn file(name: &str, media_type: impl Into<String>, file: Opened) -> Self {
        let rendered = Self { status: 200, headers: Vec::new(), body: Content::File(media_type.into(), file) };
        rendered.with("content-disposition", attachment(name))
    }

    /// The same with one header more.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Puts it on the line.
    pub fn respond(self) -> HttpResponse {
        let mut response = HttpResponse::build(StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        for (name, value) in &self.headers {
            response.append_header((name.as_str(), value.as_str()));
        }
        match self.body {
            Content::Nothing => response.finish(),
            Content::Bytes(media_type, bytes) => response.insert_header((CONTENT_TYPE, media_type)).body(bytes),
            Content::File(media_type, file) => {
                let size = file.size;
                let chunks = stream::unfold(file, |mut file| async {
                    let read = actix_web::web::block(move || file.chunk().map(|chunk| (chunk, file))).await;
                    match read {
                        Ok(Ok((chunk, _))) if chunk.is_empty() => None,
                        Ok(Ok((chunk, file))) => Some((Ok::<_, std::io::Error>(Bytes::from(chunk)), file)),
                        // the length was promised: a file that breaks off breaks the connection, it is never taken for the whole
                        _ => None,
                    }
                });
                // as it was stored, with its length: papers are compressed by themselves
                response.insert_header((CONTENT_TYPE, media_type)).insert_header(ContentEncoding::Identity);
                response.no_chunking(size).streaming(chunks)
            }
        }
    }
}
