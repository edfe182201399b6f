//! Backup and restore: one text file, the same for both engines, so that a copy made on one restores on the other.
//!
//! Lines of JSON. The first says what the file is: `{"fuyi-backup":1,"migration":"0001"}`. Each table follows: a line
//! `{"table":"cases"}`, then one object a row, keys as the columns. The last line is the manifest: for every table its
//! number of rows and the SHA-256 of its row lines, each with its line feed. A file cut short has no manifest.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use diesel::connection::DefaultLoadingMode;
use diesel::pg::PgRowByRowLoadingMode;
use diesel::prelude::*;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::approvals::ApprovalRow;
use super::audit::AuditEntry;
use super::batches::BatchRow;
use super::bulk::ImportRow;
use super::calendars::{CalendarDayRow, CalendarYearRow};
use super::cases::CaseRow;
use super::chunks::insert_all;
use super::connection::{AnyConnection, Database};
use super::counsel::{CounselCaseRow, CounselRow};
use super::credentials::{Credential, FormerPasswordRow};
use super::deadlines::{self as pending, DeadlineRow, LawRow};
use super::documents::{DocumentRow, RecordDocumentRow};
use super::drafts::DraftRow;
use super::error::StoreError;
use super::events::EventRow;
use super::facts::FactRow;
use super::feeds::FeedRow;
use super::figure_sets::FigureSetRow;
use super::grants::GrantRow;
use super::migrate;
use super::outbox::MailRow;
use super::party_details::DetailRow;
use super::people::{ClientRow, PersonRow};
use super::postings;
use super::reach::CaseUnitRow;
use super::reminders::{AcknowledgementRow, ChoiceRow, ReminderRow, RunRow};
use super::schema::*;
use super::seals::AuditSeal;
use super::second_factors::{RecoveryCodeRow, SecondFactor};
use super::sessions::ClientSecretRow;
use super::supervision::{AnalysisRow, ProposalRow, RecordRow};
use super::telling::HearingRow;
use super::totals;
use super::units::{self as unit_list, AliasRow, UnitRow};
use super::views::ViewRow;
use super::whole_file::{WholeFile, json_line};
use crate::disk;
use crate::domain::hex;
use crate::domain::reading;
use crate::domain::words::Sentence;

/// Rows of one table in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCount {
    /// The table.
    pub table: String,
    /// Its number of rows.
    pub rows: u64,
    /// SHA-256 of its lines, hexadecimal.
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    #[serde(rename = "fuyi-backup")]
    format: u32,
    migration: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableLine {
    table: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    manifest: Vec<TableCount>,
}

const FORMAT: u32 = 1;
/// Tables an older program wrote and this one computes anew.
const GONE: [&str; 2] = ["tallies", "totals"];
/// Rows held in memory while restoring.
const BUFFER: usize = 4096;
/// Bytes of the longest line that is read: a row is a few kilobytes.
const LONGEST: u64 = 64 << 20;

/// Every table, referenced ones first: name, its row, its order. Sessions, refresh tokens, one-time links and counted failures
/// are of the moment and stay behind: nobody is signed in to a restored database. What cases are found by follows from them, and totals
/// from their facts: both are made anew.
macro_rules! tables {
    ($each:ident) => {
        $each! {
            units: UnitRow, units::id;
            unit_aliases: AliasRow, unit_aliases::alias;
            people: PersonRow, people::id;
            clients: ClientRow, clients::id;
            grants: GrantRow, grants::id;
            credentials: Credential, credentials::person_id;
            former_passwords: FormerPasswordRow, (former_passwords::person_id, former_passwords::set_at);
            second_factors: SecondFactor, second_factors::person_id;
            recovery_codes: RecoveryCodeRow, (recovery_codes::person_id, recovery_codes::code_hash);
            client_secrets: ClientSecretRow, client_secrets::client_id;
            import_batches: BatchRow, import_batches::id;
            cases: CaseRow, cases::id;
            case_units: CaseUnitRow, (case_units::case_id, case_units::unit_id);
            approvals: ApprovalRow, approvals::id;
            events: EventRow, (events::case_id, events::seq);
            party_details: DetailRow, (party_details::case_id, party_details::party, party_details::field, party_details::version);
            facts: FactRow, (facts::case_id, facts::serial);
            figure_sets: FigureSetRow, figure_sets::id;
            import_rows: ImportRow, (import_rows::batch_id, import_rows::sheet, import_rows::row_number, import_rows::case_id);
            calendar_years: CalendarYearRow, calendar_years::id;
            calendar_days: CalendarDayRow, (calendar_days::calendar_id, calendar_days::on_day);
            deadlines: DeadlineRow, (deadlines::case_id, deadlines::serial);
            deadline_law: LawRow, deadline_law::fingerprint;
            audit: AuditEntry, audit::id;
            audit_seals: AuditSeal, audit_seals::id;
            documents: DocumentRow, documents::id;
            supervision_records: RecordRow, supervision_records::id;
            supervision_documents: RecordDocumentRow, supervision_documents::id;
            supervision_proposals: ProposalRow, supervision_proposals::id;
            case_analyses: AnalysisRow, (case_analyses::case_id, case_analyses::version);
            counsel: CounselRow, counsel::id;
            counsel_cases: CounselCaseRow, (counsel_cases::counsel_id, counsel_cases::case_id);
            saved_views: ViewRow, (saved_views::person_id, saved_views::name);
            drafts: DraftRow, (drafts::person_id, drafts::form);
            feeds: FeedRow, feeds::person_id;
            outbox: MailRow, outbox::id;
            reminders: ReminderRow, (reminders::case_id, reminders::rule, reminders::from_on, reminders::unit_id, reminders::due_on, reminders::step, reminders::person_id);
            acknowledgements: AcknowledgementRow, (acknowledgements::case_id, acknowledgements::rule, acknowledgements::from_on, acknowledgements::unit_id, acknowledgements::due_on);
            reminder_choices: ChoiceRow, reminder_choices::person_id;
            hearings_told: HearingRow, hearings_told::uid;
            reminder_runs: RunRow, reminder_runs::on_day;
        }
    };
}

macro_rules! define_dump {
    ($($table:ident: $row:ty, $order:expr;)+) => {
        fn dump(connection: &mut AnyConnection, writer: &mut Writer) -> Result<(), StoreError> {
            $(
                writer.table(stringify!($table))?;
                let rows = $table::table.order($order);
                // streamed: neither engine holds a whole table in memory, and each says so in its own way
                match connection {
                    AnyConnection::Sqlite(engine) => {
                        for row in rows.load_iter::<$row, DefaultLoadingMode>(engine)? {
                            writer.row(&row?)?;
                        }
                    }
                    AnyConnection::Postgres(engine) => {
                        for row in rows.load_iter::<$row, PgRowByRowLoadingMode>(engine)? {
                            writer.row(&row?)?;
                        }
                    }
                }
            )+
            Ok(())
        }
    };
}
tables!(define_dump);

macro_rules! define_load {
    ($($table:ident: $row:ty, $order:expr;)+) => {
        fn load(connection: &mut AnyConnection, reader: &mut Reader) -> Result<(), StoreError> {
            $(
                reader.table(stringify!($table))?;
                loop {
                    let rows: Vec<$row> = reader.rows()?;
                    if rows.is_empty() { break; }
                    insert_all!(connection, $table::table, rows);
                }
            )+
            reader.finish()
        }

        /// Reads the whole file without a database: every row, every count, every hash.
        fn check(reader: &mut Reader) -> Result<(), StoreError> {
            $(
                reader.table(stringify!($table))?;
                while !reader.rows::<$row>()?.is_empty() {}
            )+
            reader.finish()
        }

        fn is_empty(connection: &mut AnyConnection) -> Result<bool, StoreError> {
            $(
                if diesel::select(diesel::dsl::exists($table::table.select($order))).get_result::<bool>(connection)? {
                    return Ok(false);
                }
            )+
            Ok(true)
        }
    };
}
tables!(define_load);

impl Database {
    /// Writes everything into one file that either engine can be restored from: a snapshot, whatever others write meanwhile.
    /// The file appears under its name only when it is whole and on disk.
    ///
    /// # Errors
    /// There is such a file already, it cannot be written, or what the engine reports.
    pub fn backup(&mut self, to: &Path) -> Result<Vec<TableCount>, StoreError> {
        let mut writer = Writer::create(to)?;
        self.read(|connection| dump(connection, &mut writer))?;
        writer.finish()
    }

    /// Restores a backup into an empty database, which is created when it is missing. The file is checked to its last line
    /// before the database is touched, and loaded in one transaction.
    ///
    /// # Errors
    /// [`StoreError::BackupDamaged`], [`StoreError::NotEmpty`], [`StoreError::Newer`], or what the engine reports.
    pub fn restore(from: &Path, url: &str) -> Result<Self, StoreError> {
        check(&mut Reader::open(from)?)?;
        let (fresh, mut database) = Self::create_for(url)?;
        database.write(|connection| {
            pending::forget_law_without_cases(connection)?;
            if !is_empty(connection)? {
                return Err(StoreError::NotEmpty);
            }
            let mut reader = Reader::open(from)?;
            load(connection, &mut reader)?;
            if reader.older {
                pending::note_never_computed(connection)?;
                // an older program did not count all that this one counts: without facts they are counted anew
                diesel::delete(facts::table).execute(connection)?;
            }
            unit_list::settle_restored(connection)?;
            postings::fill(connection, reader.older)?;
            totals::fill(connection)?;
            continue_ids(connection)
        })?;
        fresh.keep();
        Ok(database)
    }
}

/// PostgreSQL counts ids apart from the rows; SQLite takes the next after the last row.
fn continue_ids(connection: &mut AnyConnection) -> Result<(), StoreError> {
    if let AnyConnection::Postgres(engine) = connection {
        for table in [
            "units",
            "people",
            "clients",
            "grants",
            "import_batches",
            "cases",
            "approvals",
            "calendar_years",
            "audit",
            "documents",
            "figure_sets",
            "outbox",
            "supervision_records",
            "supervision_documents",
            "supervision_proposals",
            "counsel",
        ] {
            let next = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), GREATEST((SELECT MAX(id) FROM {table}), 1), (SELECT COUNT(*) > 0 FROM {table}))"
            );
            diesel::sql_query(next).execute(engine)?;
        }
    }
    Ok(())
}

struct Writer {
    file: WholeFile,
    line: Vec<u8>,
    digest: Sha256,
    counts: Vec<TableCount>,
}

impl Writer {
    fn create(to: &Path) -> Result<Self, StoreError> {
        let file = WholeFile::create(to)?;
        let mut writer = Self { file, line: Vec::new(), digest: Sha256::new(), counts: Vec::new() };
        let migration = migrate::known()?.pop().unwrap_or_default();
        writer.write(&Header { format: FORMAT, migration })?;
        Ok(writer)
    }

    fn write(&mut self, value: &impl Serialize) -> Result<(), StoreError> {
        json_line(&mut self.line, value)?;
        self.file.write(&self.line)
    }

    fn table(&mut self, table: &str) -> Result<(), StoreError> {
        self.close_table();
        self.write(&TableLine { table: table.to_owned() })?;
        self.counts.push(TableCount { table: table.to_owned(), rows: 0, sha256: String::new() });
        Ok(())
    }

    fn row(&mut self, row: &impl Serialize) -> Result<(), StoreError> {
        self.write(row)?;
        self.digest.update(&self.line);
        if let Some(count) = self.counts.last_mut() {
            count.rows += 1;
        }
        Ok(())
    }

    fn close_table(&mut self) {
        let digest = std::mem::take(&mut self.digest);
        if let Some(count) = self.counts.last_mut() {
            count.sha256 = hex(&digest.finalize());
        }
    }

    fn finish(mut self) -> Result<Vec<TableCount>, StoreError> {
        self.close_table();
        let counts = std::mem::take(&mut self.counts);
        self.write(&Manifest { manifest: counts.clone() })?;
        self.file.finish()?;
        Ok(counts)
    }
}

struct Reader {
    path: PathBuf,
    file: BufReader<File>,
    /// The line read last, not yet taken.
    line: String,
    number: usize,
    /// Written before the last migration of this program: tables that came later are not in it.
    older: bool,
    /// A table is being read.
    within: bool,
    digest: Sha256,
    counts: Vec<TableCount>,
}

impl Reader {
    fn open(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path).map_err(|cause| StoreError::io(path, &cause))?;
        let mut reader = Self {
            path: path.to_owned(),
            file: BufReader::with_capacity(1 << 16, file),
            line: String::new(),
            number: 0,
            older: false,
            within: false,
            digest: Sha256::new(),
            counts: Vec::new(),
        };
        reader.next()?;
        let header: Header = reader.parse()?;
        let known = migrate::known()?.pop().unwrap_or_default();
        if header.format > FORMAT || header.migration > known {
            return Err(StoreError::Newer { found: header.migration, known });
        }
        reader.older = header.migration < known;
        reader.next()?;
        Ok(reader)
    }

    /// Reads the next line; at the end of the file it is empty.
    fn next(&mut self) -> Result<(), StoreError> {
        self.line.clear();
        self.number += 1;
        match self.file.by_ref().take(LONGEST).read_line(&mut self.line) {
            Ok(read) if read as u64 == LONGEST => {
                Err(self.damaged(Sentence::new(format!("超过{LONGEST}字节的上限"), format!("longer than {LONGEST} bytes"))))
            }
            Ok(_) => Ok(()),
            Err(cause) if cause.kind() == std::io::ErrorKind::InvalidData => Err(self.damaged(disk::sentence(&cause))),
            Err(cause) => Err(StoreError::io(&self.path, &cause)),
        }
    }

    fn parse<T: for<'de> Deserialize<'de>>(&self) -> Result<T, StoreError> {
        serde_json::from_str(&self.line).map_err(|fault| self.damaged(reading::json(&fault)))
    }

    fn damaged(&self, reason: Sentence) -> StoreError {
        StoreError::BackupDamaged { line: self.number, reason }
    }

    /// Begins a table. One that an older backup does not have has no rows.
    fn table(&mut self, table: &str) -> Result<(), StoreError> {
        self.close_table();
        if self.older && self.line.starts_with(r#"{"manifest":"#) {
            return Ok(());
        }
        let mut line: TableLine = self.parse()?;
        while self.older && GONE.contains(&line.table.as_str()) {
            self.counts.push(TableCount { table: line.table, rows: 0, sha256: String::new() });
            self.within = true;
            self.next()?;
            while !self.rows::<IgnoredAny>()?.is_empty() {}
            self.close_table();
            line = self.parse()?;
        }
        if line.table != table && self.older {
            return Ok(());
        }
        if line.table != table {
            return Err(self.damaged(Sentence::new(
                format!("应为表“{table}”，实为“{}”", line.table),
                format!("expected table \"{table}\", found \"{}\"", line.table),
            )));
        }
        self.counts.push(TableCount { table: line.table, rows: 0, sha256: String::new() });
        self.within = true;
        self.next()
    }

    /// Some rows of the table at hand; none at its end.
    fn rows<T: for<'de> Deserialize<'de>>(&mut self) -> Result<Vec<T>, StoreError> {
        let mut rows = Vec::new();
        while rows.len() < BUFFER && !self.line.starts_with(r#"{"table":"#) && !self.line.starts_with(r#"{"manifest":"#) {
            rows.push(self.parse()?);
            self.digest.update(&self.line);
            if let Some(count) = self.counts.last_mut() {
                count.rows += 1;
            }
            self.next()?;
        }
        Ok(rows)
    }

    fn close_table(&mut self) {
        let digest = std::mem::take(&mut self.digest);
        if let Some(count) = self.counts.last_mut().filter(|_| self.within) {
            count.sha256 = hex(&digest.finalize());
        }
        self.within = false;
    }

    fn finish(&mut self) -> Result<(), StoreError> {
        self.close_table();
        let Manifest { manifest } = self.parse()?;
        if let Some((said, _)) = manifest.iter().zip(&self.counts).find(|(said, found)| said != found) {
            return Err(self.damaged(Sentence::new(
                format!("表“{}”的行与备份时不符", said.table),
                format!("the rows of \"{}\" are not those that were written", said.table),
            )));
        }
        if manifest.len() != self.counts.len() {
            return Err(self.damaged(Sentence::new("清单所列的表不符", "the manifest names other tables")));
        }
        self.next()?;
        if self.line.is_empty() {
            Ok(())
        } else {
            Err(self.damaged(Sentence::new("清单之后还有内容", "there is text after the manifest")))
        }
    }
}
