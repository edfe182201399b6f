//! `fuyi supervision attach`, `papers`, `download`: papers of a record.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::put;
use crate::cli::{Context, Failure, Format, output};
use crate::disk;
use crate::domain::id::RecordId;
use crate::files::{Arrived, FileKind, Files};
use crate::i18n::supervision as words;
use crate::i18n::tasks;
use crate::service::{Access, Database, papers, supervision};

/// Arguments of `fuyi supervision attach`.
#[derive(Debug, Args)]
pub struct Attach {
    /// Id of the record.
    #[arg(value_name = "RECORD", value_parser = clap::value_parser!(i64).range(1..))]
    pub record: i64,
    /// The file.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Name it is to be known by; that of the file without it.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
}

/// Arguments of `fuyi supervision papers`.
#[derive(Debug, Args)]
pub struct Papers {
    /// Id of the record.
    #[arg(value_name = "RECORD", value_parser = clap::value_parser!(i64).range(1..))]
    pub record: i64,
    /// Shape of the list.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Arguments of `fuyi supervision download`.
#[derive(Debug, Args)]
pub struct Download {
    /// Id of the record.
    #[arg(value_name = "RECORD", value_parser = clap::value_parser!(i64).range(1..))]
    pub record: i64,
    /// Id of the paper.
    #[arg(value_name = "PAPER", value_parser = clap::value_parser!(i64).range(1..))]
    pub paper: i64,
    /// File it is written to.
    #[arg(long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Attaches a file: its content is on the disk before its entry is.
pub(super) fn attach(context: &Context, database: &mut Database, access: &Access, args: Attach) -> Result<(), Failure> {
    let record = RecordId(args.record);
    // before anything is copied
    supervision::record(database, access, record)?;
    let folder = folder(context)?;
    let arrived = taken_in(context, &folder, &args.file)?;
    let of_file = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = args.name.unwrap_or(of_file);
    let fit = papers::fit(&name, arrived.kind.map(FileKind::media_type), &arrived.sha256, arrived.size);
    let document = fit.map_err(|unfit| Failure::refused(unfit.sentence()))?;
    folder.keep(&arrived).map_err(|error| unusable(context, &error))?;
    let added = supervision::paper_attach(database, access, record, &document, &context.act())?;
    output::say(&words::opened(added.id), context.lang());
    Ok(())
}

/// Lists the papers of a record.
pub(super) fn list(context: &Context, database: &mut Database, access: &Access, args: Papers) -> Result<(), Failure> {
    let found = supervision::papers(database, access, RecordId(args.record))?;
    let rows = found.into_iter().map(|paper| {
        let brought = paper.uploaded_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        vec![paper.id.to_string(), paper.name, paper.media_type, paper.size.to_string(), brought, paper.actor]
    });
    put(&words::PAPERS, rows.collect(), args.format, context.lang())
}

/// Writes a paper to a file.
pub(super) fn download(context: &Context, database: &mut Database, access: &Access, args: Download) -> Result<(), Failure> {
    let paper = supervision::paper(database, access, RecordId(args.record), args.paper)?;
    let paper = paper.ok_or_else(|| Failure::refused(words::no_paper(args.record, args.paper)))?;
    let mut content = folder(context)?.read(&paper.sha256).map_err(|error| unusable(context, &error))?;
    let mut written = || {
        let mut to = File::create(&args.output)?;
        loop {
            match content.chunk()? {
                chunk if chunk.is_empty() => return to.sync_all(),
                chunk => to.write_all(&chunk)?,
            }
        }
    };
    written().map_err(|error| Failure::refused(tasks::unwritable(&args.output, &error)))
}

/// The folder of files, in which a service may be at work.
fn folder(context: &Context) -> Result<Files, Failure> {
    Files::beside(&context.settings.server.files).map_err(|error| unusable(context, &error))
}

/// Copies a file into the folder and looks what it is.
fn taken_in(context: &Context, folder: &Files, path: &Path) -> Result<Arrived, Failure> {
    let unreadable = |error: io::Error| Failure::refused(tasks::unreadable(path, &error));
    let most = context.settings.server.max_document;
    let mut file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.len() > most {
        return Err(Failure::refused(words::too_large(path, most)));
    }
    let mut incoming = folder.receive().map_err(|error| unusable(context, &error))?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece).map_err(unreadable)?;
        let Some(bytes) = piece.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        if incoming.write(bytes).map_err(|error| unusable(context, &error))? > most {
            return Err(Failure::refused(words::too_large(path, most)));
        }
    }
    incoming.finish().map_err(|error| unusable(context, &error))
}

/// Bytes copied at once.
const PIECE: usize = 256 << 10;

fn unusable(context: &Context, error: &io::Error) -> Failure {
    Failure::refused(words::files_unusable(&context.settings.server.files, &disk::sentence(error)))
}
