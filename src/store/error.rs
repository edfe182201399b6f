//! What can go wrong with a database, each as one sentence a person can act on.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};

use crate::disk;
use crate::domain::id::{ApprovalId, BatchId, CaseId, ClientId, FigureSetId, GrantId, MailId};
use crate::domain::words::{Lang, Sentence};

/// Why the store could not do what it was asked.
///
/// The text lives in [`StoreError::sentence`], in both languages; `Display` is its English reading, for logs.
#[derive(Debug)]
pub enum StoreError {
    /// The URL names no engine we know.
    UnknownUrl {
        /// What stands where the scheme should: the rest may hold a password.
        scheme: String,
    },
    /// The URL names PostgreSQL, whose client library cannot read the rest of it.
    MalformedUrl,
    /// There is no such SQLite file.
    Missing {
        /// As given.
        path: PathBuf,
    },
    /// No connection.
    Unreachable {
        /// What the engine says.
        reason: String,
    },
    /// The file is not an SQLite database, or a damaged one.
    NotADatabase {
        /// What the engine says.
        reason: String,
    },
    /// The schema is older than the program.
    NotMigrated,
    /// The schema is newer than the program.
    Newer {
        /// Latest migration of the database.
        found: String,
        /// Latest migration of the program.
        known: String,
    },
    /// The disk or the connection allows no writing.
    ReadOnly,
    /// The disk is full.
    Full,
    /// Another writer kept the database too long.
    Locked,
    /// Someone else added entries to the case in the meantime.
    Stale {
        /// The case.
        case: CaseId,
        /// Version the writer had seen.
        expected: usize,
        /// Version of the case now.
        found: usize,
    },
    /// Someone else changed a person, a unit or a client in the meantime.
    Outdated {
        /// What.
        thing: Sentence,
        /// Its version now.
        found: usize,
    },
    /// A case must have at least one entry.
    NoEntries,
    /// Another case carries this number.
    NumberTaken {
        /// The number.
        number: String,
    },
    /// There is no such case.
    UnknownCase {
        /// The case.
        case: CaseId,
    },
    /// The case belongs to an import that was undone.
    Withdrawn {
        /// The case.
        case: CaseId,
    },
    /// No case can be of this year.
    UnknownYear {
        /// As asked.
        year: i32,
    },
    /// No unit has this name.
    UnknownUnit {
        /// As recorded.
        name: String,
    },
    /// The name already belongs to another unit.
    UnitNameTaken {
        /// The name.
        name: String,
    },
    /// The unit would stand above itself.
    UnitLoop {
        /// Its full name.
        unit: String,
    },
    /// There is no such person.
    UnknownPerson {
        /// Id or user name, as asked.
        person: String,
    },
    /// Another account has this user name.
    UserNameTaken {
        /// The user name.
        name: String,
    },
    /// Another client has this name.
    ClientNameTaken {
        /// The name.
        name: String,
    },
    /// There is no such machine client.
    UnknownClient {
        /// The client.
        client: ClientId,
    },
    /// There is no such grant, or it was ended already.
    UnknownGrant {
        /// The grant.
        grant: GrantId,
    },
    /// There is no such request, or it was decided already.
    UnknownApproval {
        /// The request.
        approval: ApprovalId,
    },
    /// There is no such record of supervision, proposal or counsel.
    UnknownRecord {
        /// Its id.
        record: i64,
    },
    /// Another record of the kind has this number.
    RecordNumberTaken {
        /// The number.
        number: String,
    },
    /// There is no such message, or it is in no state for this.
    UnknownMail {
        /// The message.
        mail: MailId,
    },
    /// Another request on the case still waits.
    ApprovalWaiting {
        /// The case.
        case: CaseId,
    },
    /// There is no such import batch.
    UnknownBatch {
        /// The batch.
        batch: BatchId,
    },
    /// There are no such published figures.
    UnknownFigureSet {
        /// Their id.
        set: FigureSetId,
    },
    /// The batch is undone already.
    BatchUndone {
        /// The batch.
        batch: BatchId,
    },
    /// Cases of the batch got entries after the import.
    BatchTouched {
        /// The batch.
        batch: BatchId,
        /// Numbers (or ids) of those cases.
        cases: Vec<String>,
    },
    /// Someone else took in a calendar of the year in the meantime.
    CalendarTaken {
        /// The year.
        year: i32,
    },
    /// A stored row cannot be understood.
    Unreadable {
        /// Where it stands.
        place: Sentence,
        /// What is wrong.
        reason: Sentence,
    },
    /// Only an empty database can be restored into.
    NotEmpty,
    /// The backup is not one, or not whole.
    BackupDamaged {
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        reason: Sentence,
    },
    /// A file could not be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: Sentence,
    },
    /// The acts of several people were to be kept together, and that failed: none is.
    NotKept {
        /// Why.
        cause: Arc<StoreError>,
    },
    /// Rights or units have changed since the act was decided upon.
    RightsChanged,
    /// More acts wait to be written than can be taken.
    Busy,
    /// Anything else the engine says.
    Engine(diesel::result::Error),
}

impl StoreError {
    /// A file that could not be read or written.
    pub(super) fn io(path: &Path, cause: &std::io::Error) -> Self {
        match cause.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            _ => Self::Io { path: path.to_owned(), reason: disk::sentence(cause) },
        }
    }

    /// A case of a kind nobody knows.
    pub(super) fn unreadable_case(case: CaseId, kind: &str) -> Self {
        Self::unreadable_word(Sentence::new(format!("案件 {case}"), format!("case {case}")), "案件种类", "kind", kind)
    }

    /// A word of a row that no table knows: what should stand there in both languages, and what does.
    pub(super) fn unreadable_word(place: Sentence, zh: &str, en: &str, word: &str) -> Self {
        Self::Unreadable { place, reason: Sentence::new(format!("未知的{zh}“{word}”"), format!("unknown {en} `{word}`")) }
    }

    /// A URL that names no engine. Only its scheme is kept.
    pub(super) fn unknown_url(url: &str) -> Self {
        const LONGEST: usize = 20;
        Self::UnknownUrl { scheme: url.chars().take_while(|c| !matches!(c, ':' | '@')).take(LONGEST).collect() }
    }

    /// A connection that did not come about.
    pub(super) fn unreachable(cause: &diesel::ConnectionError) -> Self {
        Self::no_connection(&cause.to_string())
    }

    /// Of a URL it cannot read the client library quotes the piece it stumbled over, which is often the password.
    fn no_connection(says: &str) -> Self {
        const OF_THE_URL: [&str; 5] = ["URI", "percent-encoded", "connection option", "connection info string", "invalid port number"];
        if OF_THE_URL.iter().any(|words| says.contains(words)) { Self::MalformedUrl } else { Self::Unreachable { reason: one_line(says) } }
    }

    /// The error as one sentence.
    pub fn sentence(&self) -> Sentence {
        match self {
            Self::UnknownUrl { scheme } => Sentence::new(
                format!("无法识别以“{scheme}”开头的数据库地址：应为 sqlite://路径 或 postgres://主机/库名。"),
                format!("The database URL that begins with `{scheme}` is not one: expected sqlite://path or postgres://host/name."),
            ),
            Self::MalformedUrl => Sentence::new(
                "无法连接数据库：地址写法有误（口令中的 %、/、@ 等须写成 %25、%2F、%40）。",
                "The database cannot be reached: the URL is malformed; write %, /, @ of a password as %25, %2F, %40.",
            ),
            Self::Missing { path } => Sentence::new(
                format!("数据库文件 {} 不存在；请先运行 fuyi migrate 或 fuyi import。", path.display()),
                format!("There is no database file {}; run fuyi migrate or fuyi import first.", path.display()),
            ),
            Self::Unreachable { reason } => {
                let why = why_unreachable(reason);
                Sentence::new(format!("无法连接数据库：{}。", why.zh), format!("The database cannot be reached: {}.", why.en))
            }
            Self::NotADatabase { .. } => {
                Sentence::new("所给的文件不是 SQLite 数据库，或者已经损坏。", "The file given is not an SQLite database, or it is damaged.")
            }
            Self::NotMigrated => Sentence::new(
                "数据库结构尚未升级到本程序的版本；请运行 fuyi migrate。",
                "The database schema is older than this program; run fuyi migrate.",
            ),
            Self::Newer { found, known } => Sentence::new(
                format!("数据库由更新版本的程序建立（{found}），本程序只认识到 {known}；请升级 fuyi。"),
                format!("The database was made by a newer program ({found}); this one knows up to {known}: upgrade fuyi."),
            ),
            Self::ReadOnly => Sentence::new(
                "数据库只读，无法写入；请检查磁盘与文件权限。",
                "The database is read-only; check the disk and the file's permissions.",
            ),
            Self::Full => Sentence::new("磁盘已满，未写入任何内容。", "The disk is full; nothing was written."),
            Self::Locked => {
                Sentence::new("数据库正被其他程序写入，请稍后重试。", "Another program is writing to the database; try again in a moment.")
            }
            Self::Stale { case, expected, found } => Sentence::new(
                format!("案件 {case} 已被他人更新（您看到的是第 {expected} 版，现为第 {found} 版）；请重新打开后再登记。"),
                format!("Case {case} was changed by someone else (you saw version {expected}, it is now {found}); open it again first."),
            ),
            Self::Outdated { thing, found } => Sentence::new(
                format!("{}已被他人更新（现为第 {found} 版）；请重新读取后再作变更。", thing.zh),
                format!("Someone else has changed {} (it is at version {found} now); read it again first.", thing.en),
            ),
            Self::NoEntries => Sentence::new("案件至少须有一条记录。", "A case needs at least one entry."),
            Self::NumberTaken { number } => {
                Sentence::new(format!("案号 {number} 已被使用。"), format!("The case number {number} is already in use."))
            }
            Self::UnknownCase { case } => Sentence::new(format!("没有编号为 {case} 的案件。"), format!("There is no case {case}.")),
            Self::Withdrawn { case } => Sentence::new(
                format!("案件 {case} 所属的导入批次已撤销，不能再登记。"),
                format!("Case {case} came with an import that was undone; nothing can be added to it."),
            ),
            Self::UnknownYear { year } => Sentence::new(
                format!("没有{year}年的案件：年份应在 1 至 9999 之间。"),
                format!("There is no case of the year {year}: a year lies between 1 and 9999."),
            ),
            Self::UnknownUnit { name } => {
                Sentence::new(format!("单位名录中没有“{name}”。"), format!("The list of units knows no `{name}`."))
            }
            Self::UnitNameTaken { name } => {
                Sentence::new(format!("名称“{name}”已属于另一单位。"), format!("The name `{name}` already belongs to another unit."))
            }
            Self::UnitLoop { unit } => Sentence::new(
                format!("单位“{unit}”不能成为自己或其下级单位的下级。"),
                format!("The unit `{unit}` cannot stand below itself or a unit below it."),
            ),
            Self::UnknownPerson { person } => Sentence::new(format!("没有人员“{person}”。"), format!("There is no person `{person}`.")),
            Self::UserNameTaken { name } => {
                Sentence::new(format!("用户名“{name}”已被使用。"), format!("The user name `{name}` is already in use."))
            }
            Self::ClientNameTaken { name } => {
                Sentence::new(format!("客户端名称“{name}”已被使用。"), format!("The client name `{name}` is already in use."))
            }
            Self::UnknownClient { client } => {
                Sentence::new(format!("没有编号为 {client} 的客户端。"), format!("There is no client {client}."))
            }
            Self::UnknownGrant { grant } => {
                Sentence::new(format!("没有编号为 {grant} 的有效授权。"), format!("There is no grant {grant} that could be ended."))
            }
            Self::UnknownApproval { approval } => {
                Sentence::new(format!("没有编号为 {approval} 的待审批事项。"), format!("There is no request {approval} that waits."))
            }
            Self::UnknownRecord { record } => Sentence::new(
                format!("没有编号为 {record} 的督办记录、督办建议或者法律顾问。"),
                format!("There is no record, proposal or counsel {record} of supervision."),
            ),
            Self::RecordNumberTaken { number } => Sentence::new(
                format!("文号“{number}”已用于另一记录，或者该记录已被他人变更。"),
                format!("The number {number} is another record's, or somebody else has changed the record."),
            ),
            Self::UnknownMail { mail } => {
                Sentence::new(format!("没有编号为 {mail} 的可重发邮件。"), format!("There is no message {mail} that could be sent again."))
            }
            Self::ApprovalWaiting { case } => Sentence::new(
                format!("案件 {case} 已有一项待审批事项；请先审批或撤回。"),
                format!("A request on case {case} still waits; have it decided or withdraw it first."),
            ),
            Self::UnknownBatch { batch } => {
                Sentence::new(format!("没有编号为 {batch} 的导入批次。"), format!("There is no import batch {batch}."))
            }
            Self::UnknownFigureSet { set } => {
                Sentence::new(format!("没有编号为 {set} 的已发布统计数据。"), format!("There are no published figures {set}."))
            }
            Self::BatchUndone { batch } => {
                Sentence::new(format!("导入批次 {batch} 已经撤销。"), format!("Import batch {batch} is undone already."))
            }
            Self::BatchTouched { batch, cases } => Sentence::new(
                format!("导入批次 {batch} 不能撤销：下列案件在导入后已有新记录：{}。", cases.join("、")),
                format!("Import batch {batch} cannot be undone: these cases got entries after the import: {}.", cases.join(", ")),
            ),
            Self::CalendarTaken { year } => Sentence::new(
                format!("{year}年的日历刚被他人更新；请先用 fuyi calendar show {year} 查看。"),
                format!("Someone else has just taken in a calendar of {year}; look at it first: fuyi calendar show {year}."),
            ),
            Self::Unreadable { place, reason } => Sentence::new(
                format!("数据库中的{}无法读取：{}。", place.zh, reason.zh),
                format!("The database holds something unreadable at {}: {}.", place.en, reason.en),
            ),
            Self::NotEmpty => Sentence::new("只能恢复到空数据库。", "A backup can only be restored into an empty database."),
            Self::BackupDamaged { line, reason } => Sentence::new(
                format!("备份文件第 {line} 行有误：{}；未恢复任何内容。", reason.zh),
                format!("The backup is damaged at line {line}: {}; nothing was restored.", reason.en),
            ),
            Self::Io { path, reason } => Sentence::new(
                format!("无法读写 {}：{}。", path.display(), reason.zh),
                format!("{} cannot be read or written: {}.", path.display(), reason.en),
            ),
            Self::NotKept { cause } => cause.sentence(),
            Self::RightsChanged => Sentence::new(
                "权限或单位刚有变动，未写入任何内容；请重试。",
                "Rights or units have just changed, nothing was written; try again.",
            ),
            Self::Busy => Sentence::new("系统正忙，请稍后重试。", "The system is busy; try again in a moment."),
            Self::Engine(cause) if cause.to_string().contains("disk I/O error") => Sentence::new(
                "磁盘读写失败，未写入任何内容；请检查磁盘空间和文件大小的上限。",
                "Reading or writing the disk failed, nothing was written; check its space and the limit on file sizes.",
            ),
            Self::Engine(cause) => {
                let cause = one_line(&cause.to_string());
                Sentence::new(format!("数据库报告错误：{cause}。"), format!("The database reports: {cause}."))
            }
        }
    }
}

impl From<diesel::result::Error> for StoreError {
    /// Reads the causes a person can do something about. SQLite gives them as text only, PostgreSQL the system's text.
    fn from(cause: diesel::result::Error) -> Self {
        let diesel::result::Error::DatabaseError(kind, information) = &cause else {
            return Self::Engine(cause);
        };
        let says = |text: &str| information.message().contains(text);
        match kind {
            DatabaseErrorKind::UniqueViolation => taken(&**information).unwrap_or(Self::Engine(cause)),
            DatabaseErrorKind::SerializationFailure => Self::Locked,
            DatabaseErrorKind::ReadOnlyTransaction => Self::ReadOnly,
            DatabaseErrorKind::ClosedConnection => Self::Unreachable { reason: one_line(information.message()) },
            // the second: on a read-only disk SQLite cannot make the shared-memory file that readers of a WAL need
            _ if says("readonly database") || says("unable to open database file") => Self::ReadOnly,
            _ if says("disk is full") || says("No space left on device") => Self::Full,
            _ if says("database is locked") || says("database table is locked") => Self::Locked,
            _ if says("lock timeout") || says("deadlock detected") => Self::Locked,
            _ if says("file is not a database") || says("disk image is malformed") => {
                Self::NotADatabase { reason: one_line(information.message()) }
            }
            _ => Self::Engine(cause),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence().in_lang(Lang::En))
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Engine(cause) => Some(cause),
            _ => None,
        }
    }
}

/// What is taken, when an engine says so: PostgreSQL names the constraint and, in brackets, the value. We look before we
/// write, so this is what another writer took in between; on SQLite there is none, and its message names no value.
fn taken(information: &dyn DatabaseErrorInformation) -> Option<StoreError> {
    let (_, value) = information.details()?.split_once(")=(")?;
    let value = value.rsplit_once(')')?.0.to_owned();
    match information.constraint_name()? {
        "calendar_years_edition" => {
            let year = value.split(',').next().and_then(|year| year.trim().parse().ok());
            Some(StoreError::CalendarTaken { year: year.unwrap_or_default() })
        }
        "cases_number" => Some(StoreError::NumberTaken { number: value }),
        "people_user_name_key" => Some(StoreError::UserNameTaken { name: value }),
        "clients_name_key" => Some(StoreError::ClientNameTaken { name: value }),
        "units_full_name_key" | "unit_aliases_pkey" => Some(StoreError::UnitNameTaken { name: value }),
        _ => None,
    }
}

/// What keeps a server from answering, by the words its client library uses; what is not known is quoted.
fn why_unreachable(reason: &str) -> Sentence {
    const CAUSES: [(&str, &str, &str); 8] = [
        ("password authentication failed", "用户名或密码不对", "user name or password is wrong"),
        ("no password supplied", "服务器要求密码，地址中没有给出", "the server wants a password and the URL gives none"),
        (
            "Connection refused",
            "服务器没有运行，或者地址、端口不对",
            "connection refused: the server is not running, or host or port is wrong",
        ),
        (
            "No such file or directory",
            "服务器没有运行，或者套接字目录不对",
            "the server is not running, or the folder of its socket is wrong",
        ),
        ("could not translate host name", "找不到这台主机", "there is no such host"),
        ("timeout expired", "服务器没有应答", "the server does not answer"),
        ("role \"", "服务器上没有这个用户", "the server knows no such user"),
        ("database \"", "服务器上没有这个数据库", "the server has no such database"),
    ];
    match CAUSES.iter().find(|(words, ..)| reason.contains(words)) {
        Some((_, zh, en)) => Sentence::new(*zh, *en),
        None => Sentence::new(format!("系统报告“{reason}”"), format!("the system reports \"{reason}\"")),
    }
}

/// Engines answer in several lines; a sentence has one, without the full stop it will get.
fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use diesel::connection::SimpleConnection;
    use diesel::{Connection, SqliteConnection};

    use super::*;

    #[test]
    fn what_keeps_a_server_from_answering_is_said_in_both_languages() {
        for (says, zh) in [
            (
                r#"connection to server at "h", port 5432 failed: FATAL:  password authentication failed for user "fuyi""#,
                "用户名或密码不对",
            ),
            (r#"connection to server at "h", port 5432 failed: fe_sendauth: no password supplied"#, "服务器要求密码，地址中没有给出"),
            (r#"connection to server on socket "/run/x" failed: FATAL:  role "王" does not exist"#, "服务器上没有这个用户"),
            (r#"connection to server on socket "/run/x" failed: FATAL:  database "y" does not exist"#, "服务器上没有这个数据库"),
            (r#"could not translate host name "nowhere" to address: Name or service not known"#, "找不到这台主机"),
        ] {
            assert_eq!(why_unreachable(says).zh, zh);
        }
        assert!(why_unreachable("the moon is full").zh.contains("the moon is full"));
    }

    #[test]
    fn a_password_is_never_repeated() {
        for says in [
            r#"invalid percent-encoded token: "s3cret%zz""#,
            r#"forbidden value %00 in percent-encoded value: "s3cret%00""#,
            r#"unexpected character "s3cret" in position 9 in URI (expected ":" or "/")"#,
            r#"invalid integer value "s3cret" for connection option "port""#,
            r#"missing "=" after "s3cret" in connection info string"#,
        ] {
            let fault = StoreError::no_connection(says);
            assert!(fault.sentence().zh.contains("%2F") && fault.to_string().contains("the URL is malformed"), "{fault}");
            assert!(!format!("{fault:?}").contains("s3cret"), "{fault:?}");
        }
        for (url, scheme) in [
            ("postgers://fuyi:s3cret@host/db", "postgers"),
            ("fuyi:s3cret@host", "fuyi"),
            ("s3c@host://db", "s3c"),
            ("a/very/long/path/to/fuyi.sqlite", "a/very/long/path/to/"),
        ] {
            let fault = StoreError::unknown_url(url);
            assert!(matches!(&fault, StoreError::UnknownUrl { scheme: kept } if kept == scheme), "{fault:?}");
            assert!(fault.sentence().zh.contains(scheme) && !fault.sentence().zh.contains("s3cret"), "{fault}");
        }
    }

    #[test]
    fn a_full_disk_is_recognised() {
        let mut database = SqliteConnection::establish(":memory:").expect("a database in memory");
        database.batch_execute("CREATE TABLE t (x); PRAGMA max_page_count = 3").expect("a small database");
        let full = database.batch_execute("INSERT INTO t VALUES (zeroblob(1000000))").expect_err("no room");
        assert!(matches!(StoreError::from(full), StoreError::Full));
    }
}
