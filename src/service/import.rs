//! Taking in a bureau's ledger: every good row becomes a case file in one transaction; every bad cell is reported.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::ahead::ahead;
use super::books::Books;
use super::error::ServiceError;
use crate::clock::day_of;
use crate::domain::Day;
use crate::domain::case::{self, History, Replay};
use crate::domain::hex;
use crate::domain::ledger::{
    Address, Fault, Faults, Ledger, LedgerCase, Mapping, Notice, OutcomeNames, Plan, Reading, RowSource, SheetSurvey, Units, Vocabulary,
};
use crate::domain::words::Sentence;
use crate::office::{self, Limits, Workbook};
use crate::settings::ImportSettings;
use crate::store::{Act, BatchId, BulkCase, Database, Fresh, NewBatch, NewCase, Origin, StoreError};

/// What the person asked for.
#[derive(Debug)]
pub struct ImportOptions<'a> {
    /// The ledger.
    pub file: &'a Path,
    /// The name people know it by, where that is not the path's.
    pub name: Option<&'a str>,
    /// Look, write nothing.
    pub dry_run: bool,
    /// Refuse the whole file when one row is refused.
    pub strict: bool,
    /// Unit that runs the files 承办机构, by any of its names.
    pub handler: Option<String>,
    /// Columns as saved earlier, over the guess.
    pub mapping: Option<Mapping>,
    /// How much of a file is read.
    pub limits: Limits,
}

impl ImportOptions<'_> {
    fn name_of_file(&self) -> String {
        let of_path = || self.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        self.name.map_or_else(of_path, str::to_owned)
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Rows the sheets say they have, when the format tells.
    pub of: Option<u64>,
}

/// What an import did, or with `dry_run` would do.
#[derive(Debug, Serialize)]
pub struct ImportReport {
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Nothing was written.
    pub dry_run: bool,
    /// The same file was taken before; only rows refused then can be taken now.
    pub taken_before: bool,
    /// The batch, when one was written.
    pub batch: Option<BatchId>,
    /// Rows read as cases.
    pub rows: u64,
    /// Cases taken.
    pub taken: u64,
    /// Rows taken by an earlier import.
    pub known: u64,
    /// Rows refused.
    pub refused: u64,
    /// Units listed in the workbook.
    pub units: usize,
    /// Facts the law asks for and the ledger does not carry, over all cases.
    pub not_recorded: u64,
    /// What is wrong, by cell.
    pub faults: Faults,
    /// What is worth knowing.
    pub notices: Faults<Notice>,
    /// Sheets and columns as read; `--save-mapping` writes it.
    pub mapping: Mapping,
    /// Every sheet as it was met, for a person to choose what its columns hold.
    #[serde(skip)]
    pub sheets: Vec<SheetSurvey>,
}

impl ImportReport {
    /// Whether anything kept the file, or a row of it, from being taken.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

/// How much of a file is read, by the settings.
pub fn import_limits(settings: &ImportSettings) -> Limits {
    Limits { unpacked: settings.max_uncompressed_bytes, cell: settings.max_cell_bytes as usize, ..Limits::default() }
}

/// Rows looked up in the database together.
const CHUNK: usize = 512;

/// Takes in a ledger. All good rows are written in one transaction, or none; a database that was not there before stays
/// only when something was taken.
///
/// # Errors
/// A file that is no ledger; a database that cannot be used. Rows that are refused are no error: they are in the report.
pub fn import(
    url: &str,
    books: &Books,
    options: &ImportOptions<'_>,
    act: &Act<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, ServiceError> {
    read_and_take(url, books, options, act, progress).map_err(|error| match error {
        ServiceError::Office(fault) => match options.name {
            None => of_file(&options.file.display().to_string(), &fault.sentence()),
            Some(name) => of_file(name, &fault.sentence()),
        },
        error => error,
    })
}

/// A fault of a whole file, with its name.
fn of_file(file: &str, fault: &Sentence) -> ServiceError {
    ServiceError::said(format!("{file}：{}", fault.zh), format!("{file}: {}", fault.en))
}

fn read_and_take(
    url: &str,
    books: &Books,
    options: &ImportOptions<'_>,
    act: &Act<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, ServiceError> {
    let mut workbook = match options.name {
        None => office::open(options.file, options.limits)?,
        Some(name) => {
            let stem = Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            let file = BufReader::new(File::open(options.file).map_err(office::OfficeError::from)?);
            Workbook::read(file, &stem, options.limits)?
        }
    };
    let sha256 = fingerprint_of(options.file)?;
    let vocabulary = Vocabulary::bundled()?;
    let plan = Plan::of(&mut workbook, &vocabulary, options.mapping.as_ref())?;

    let (fresh, mut database) = if options.dry_run || !plan.faults.is_empty() {
        (None, Database::open_if_any(url)?)
    } else {
        let (fresh, database) = Database::create_for(url)?;
        (Some(fresh), Some(database))
    };
    let earlier = match &mut database {
        Some(database) => database.batch_of_file(&sha256)?,
        None => None,
    };
    let mut report = ImportReport {
        file: options.name_of_file(),
        sha256,
        dry_run: options.dry_run,
        taken_before: earlier.is_some(),
        batch: earlier.map(|batch| batch.id),
        rows: 0,
        taken: 0,
        known: 0,
        refused: 0,
        units: plan.units.len(),
        not_recorded: 0,
        faults: Faults::default(),
        notices: Faults::default(),
        mapping: plan.mapping(),
        sheets: plan.surveyed.clone(),
    };
    plan.notices.iter().cloned().for_each(|notice| report.notices.push(notice));
    plan.faults.iter().cloned().for_each(|fault| report.faults.push(fault));
    if !plan.faults.is_empty() {
        return Ok(report);
    }

    let units = known_units(database.as_mut(), &plan, &mut report)?;
    if !report.faults.is_empty() {
        return Ok(report);
    }
    let listed: Vec<(String, Vec<String>)> = plan.units.iter().map(|(name, short)| (name.to_owned(), short.to_vec())).collect();
    let mapping = report.mapping.to_toml();
    let (file_name, file_sha256) = (report.file.clone(), report.sha256.clone());
    // Looked up beside the one long write: what earlier imports brought does not change while it runs.
    let lookup = match &database {
        Some(_) => Some(Database::open(url)?),
        None => None,
    };
    let today = day_of(act.at);
    let intake = Intake { books, today, vocabulary: &vocabulary, units: &units, plan: &plan, workbook, lookup, progress };
    match database.filter(|_| !options.dry_run) {
        None => {
            let mut taken = 0;
            intake.run(&mut report, &mut |_| {
                taken += 1;
                Ok(())
            })?;
            report.taken = taken;
            if options.strict && !report.faults.is_empty() {
                report.taken = 0;
            }
        }
        Some(mut database) => {
            let batch = NewBatch { file_name: &file_name, file_sha256: &file_sha256, mapping: &mapping, units: &listed };
            books.remembered_by(&mut database)?;
            let loaded = database.bulk_load(
                &batch,
                |put| {
                    intake.run(&mut report, &mut |mut case| {
                        case.case.handler.clone_from(&options.handler);
                        put(case)
                    })?;
                    if options.strict && !report.faults.is_empty() || report.rows == report.refused + report.known {
                        return Err(Stop::Nothing);
                    }
                    Ok(())
                },
                act,
            );
            match loaded {
                Ok(loaded) => (report.taken, report.batch) = (loaded.cases, Some(loaded.batch)),
                // nothing but rows taken before: the list of units may still have grown
                Err(Stop::Nothing) if report.faults.is_empty() => {
                    database.units_write(&listed, act)?;
                }
                Err(Stop::Nothing) => {}
                Err(Stop::Failed(error)) => return Err(*error),
            }
        }
    }
    if report.batch.is_some() {
        fresh.into_iter().for_each(Fresh::keep);
    }
    Ok(report)
}

/// Takes a batch back; the number of cases withdrawn.
///
/// # Errors
/// A case of the batch got entries after the import, or there is no such batch.
pub fn undo(database: &mut Database, books: &Books, batch: BatchId, act: &Act<'_>) -> Result<u64, ServiceError> {
    Ok(database.batch_undo(batch, &books.on(day_of(act.at)), act)?)
}

/// Why the transaction of an import is taken back.
#[derive(Debug)]
enum Stop {
    /// There is nothing to write, or the whole file is refused; the report says why.
    Nothing,
    /// It failed.
    Failed(Box<ServiceError>),
}

impl<E: Into<ServiceError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(Box::new(error.into()))
    }
}

/// One pass over the rows of all sheets.
struct Intake<'a> {
    books: &'a Books,
    /// Day of the import: a ledger tells what has happened.
    today: Day,
    vocabulary: &'a Vocabulary,
    units: &'a Units,
    plan: &'a Plan,
    workbook: Workbook,
    lookup: Option<Database>,
    progress: &'a mut dyn FnMut(Progress),
}

/// What reading says, row by row, before anything is looked up.
enum Told {
    /// A row whose cells are at fault.
    Refused(Vec<Fault>),
    /// A row that tells a case.
    Case(Box<Decided>),
    /// After the last row: what is worth knowing.
    Notices(Vec<Notice>),
    /// The file cannot be read any further.
    Failed(ServiceError),
}

/// A row that tells a case, and what the law says to it.
struct Decided {
    number: String,
    number_cell: Option<Address>,
    origin: Origin,
    /// The case and how many facts the ledger does not carry.
    verdict: Result<(NewCase, u64), Objection>,
}

/// Why a row is not taken: the cell when it is one, what stands there, and what was expected.
struct Objection {
    cell: Option<Address>,
    value: String,
    expected: Sentence,
}

impl Intake<'_> {
    /// Reads and decides on one thread; looks up, puts and reports on this one.
    fn run(self, report: &mut ImportReport, put: &mut dyn FnMut(BulkCase) -> Result<(), StoreError>) -> Result<(), ServiceError> {
        let Self { books, today, vocabulary, units, plan, mut workbook, lookup, progress } = self;
        let mut of = Some(0);
        for sheet in plan.cases() {
            of = of.zip(workbook.extent(sheet.index)?).map(|(sum, rows)| sum + u64::from(rows));
        }
        let outcomes = OutcomeNames::of(&books.law.codes);
        let read = |tell: &mut dyn FnMut(Told) -> ControlFlow<()>| {
            let _ = read(books, today, Ledger::new(vocabulary, units, &outcomes), plan, workbook, tell);
        };
        let mut desk = Desk { lookup, report, numbers: HashSet::new() };
        ahead(read, |rows| {
            let mut waiting = Vec::with_capacity(CHUNK);
            for told in rows {
                desk.report.rows += u64::from(matches!(told, Told::Refused(_) | Told::Case(_)));
                waiting.push(told);
                if waiting.len() == CHUNK {
                    desk.take(&mut waiting, put)?;
                    progress(Progress { rows: desk.report.rows, of });
                }
            }
            desk.take(&mut waiting, put)?;
            progress(Progress { rows: desk.report.rows, of });
            Ok(())
        })
    }
}

/// Tells every row of all sheets, as far as someone listens.
fn read(
    books: &Books,
    today: Day,
    mut ledger: Ledger<'_>,
    plan: &Plan,
    mut workbook: Workbook,
    tell: &mut dyn FnMut(Told) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for sheet in plan.cases() {
        let rows = match workbook.rows(sheet.index) {
            Ok(rows) => rows,
            Err(fault) => return tell(Told::Failed(fault.into())),
        };
        for reading in ledger.read(sheet, rows) {
            tell(match reading {
                Ok(Reading::Refused(faults)) => Told::Refused(faults),
                Ok(Reading::Case(row)) => Told::Case(Box::new(decide(books, today, *row))),
                Err(fault) => return tell(Told::Failed(fault.into())),
            })?;
        }
    }
    tell(Told::Notices(ledger.notices().kept.clone()))
}

/// What the law says to a row. A day ahead of the import is a slip of the pen, whatever the law would say to it.
fn decide(books: &Books, today: Day, row: LedgerCase) -> Decided {
    let LedgerCase { kind, entries, fingerprint, .. } = row;
    let number = row.number.normalised();
    let ahead_of_today = entries.iter().map(|entry| entry.on).find(|on| *on > today);
    let history = History(entries);
    let Replay { case, refused, unrecorded } = case::replay(kind, &history, &books.law);
    let verdict = match (ahead_of_today, refused) {
        (Some(day), _) => Err(Objection {
            cell: None,
            value: day.to_string(),
            expected: Sentence::new(format!("不晚于导入当日（{today}）的日期"), format!("a day no later than that of the import, {today}")),
        }),
        (None, Some(refusal)) => {
            let why = ServiceError::from(refusal).sentence();
            let expected = Sentence::new(format!("合法的经过；{}", why.zh), format!("a lawful history; {}", why.en));
            Err(Objection { cell: row.number_cell, value: number.clone(), expected })
        }
        (None, None) => {
            let projection = books.projection(&case, &history, today);
            Ok((NewCase { kind, number: Some(number.clone()), handler: None, entries: history.0, projection }, unrecorded.len() as u64))
        }
    };
    Decided {
        number,
        number_cell: row.number_cell,
        origin: Origin { sheet: row.sheet, row: row.row, fingerprint: format!("{fingerprint:032x}") },
        verdict,
    }
}

/// Where rows are looked up, put and reported.
struct Desk<'a> {
    lookup: Option<Database>,
    report: &'a mut ImportReport,
    /// Hashes of the numbers this file has used.
    numbers: HashSet<u128>,
}

impl Desk<'_> {
    /// Decides over a handful of rows: known from an earlier import, a number in use, refused by the law, or taken.
    fn take(&mut self, waiting: &mut Vec<Told>, put: &mut dyn FnMut(BulkCase) -> Result<(), StoreError>) -> Result<(), ServiceError> {
        let (known, in_use) = self.look_up(waiting)?;
        for told in waiting.drain(..) {
            match told {
                Told::Refused(faults) => {
                    self.report.refused += 1;
                    self.report.faults.extend(faults);
                }
                Told::Notices(notices) => self.report.notices.extend(notices),
                Told::Failed(error) => return Err(error),
                Told::Case(row) if known.contains(&row.origin.fingerprint) => self.report.known += 1,
                Told::Case(row) => {
                    let Decided { number, number_cell, origin, verdict } = *row;
                    let twice = !self.numbers.insert(hash_of(&number));
                    if twice || in_use.contains(&number) {
                        let expected = Sentence::new("尚未使用的案号；另有案件已用此号", "a case number not in use; another case has it");
                        self.refuse(origin, Objection { cell: number_cell, value: number, expected });
                        continue;
                    }
                    match verdict {
                        Ok((case, not_recorded)) => {
                            self.report.not_recorded += not_recorded;
                            put(BulkCase { case, origin: Some(origin) })?;
                        }
                        Err(objection) => self.refuse(origin, objection),
                    }
                }
            }
        }
        Ok(())
    }

    /// Which fingerprints were taken before, and which numbers are in use.
    fn look_up(&mut self, waiting: &[Told]) -> Result<(HashSet<String>, HashSet<String>), StoreError> {
        let Some(database) = &mut self.lookup else { return Ok(Default::default()) };
        let cases = || waiting.iter().filter_map(|told| if let Told::Case(row) = told { Some(row) } else { None });
        let prints: Vec<&str> = cases().map(|row| row.origin.fingerprint.as_str()).collect();
        let numbers: Vec<&str> = cases().map(|row| row.number.as_str()).collect();
        Ok((database.fingerprints_known(&prints)?, database.numbers_known(&numbers)?))
    }

    fn refuse(&mut self, origin: Origin, Objection { cell, value, expected }: Objection) {
        self.report.refused += 1;
        self.report.faults.push(Fault { sheet: origin.sheet, row: Some(origin.row), cell, value, expected });
    }
}

/// The units of the database and of the workbook together; names that lead to two units are faults.
fn known_units(database: Option<&mut Database>, plan: &Plan, report: &mut ImportReport) -> Result<Units, ServiceError> {
    let mut units = plan.units.clone();
    let stored = match database {
        Some(database) => database.units_list()?,
        None => Vec::new(),
    };
    for unit in stored {
        if let Err(faults) = units.add(&unit.full_name, unit.aliases.iter().map(String::as_str)) {
            for fault in faults {
                report.faults.push(Fault {
                    sheet: String::new(),
                    row: None,
                    cell: None,
                    value: fault.name.clone(),
                    expected: Sentence::new(
                        format!("名称与数据库中的单位“{}”冲突", unit.full_name),
                        format!("a name that does not belong to the unit “{}” already", unit.full_name),
                    ),
                });
            }
        }
    }
    Ok(units)
}

fn fingerprint_of(file: &Path) -> Result<String, ServiceError> {
    let mut source = File::open(file).map_err(office::OfficeError::from)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match source.read(&mut buffer).map_err(office::OfficeError::from)? {
            0 => return Ok(hex(&hasher.finalize())),
            read => hasher.update(&buffer[..read]),
        }
    }
}

fn hash_of(text: &str) -> u128 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(16).fold(0, |hash, byte| hash << 8 | u128::from(*byte))
}
