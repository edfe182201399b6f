//! A database file that an act has just made: it goes away again with the act, unless the act keeps it.

use std::path::{Path, PathBuf};

use diesel::SqliteConnection;
use diesel::connection::{Connection, SimpleConnection};

use super::connection::uri;

/// What [`Database::create_for`](super::Database::create_for) made. Dropping it takes a new file away; drop connections first.
#[derive(Debug)]
#[must_use = "dropping it removes a database that was just made"]
pub struct Fresh {
    path: Option<PathBuf>,
}

impl Fresh {
    /// The file at `path` was made by this act; with `None` there was one before, or there is no file.
    pub(super) fn new(path: Option<&Path>) -> Self {
        Self { path: path.map(Path::to_owned) }
    }

    /// The act is done: the database stays.
    pub fn keep(mut self) {
        self.path = None;
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(path) = self.path.take()
            && !somebody_else_has(&path)
        {
            for beside in ["", "-wal", "-shm"] {
                let mut name = path.clone().into_os_string();
                name.push(beside);
                // best effort: what is left is an empty database
                let _ = std::fs::remove_file(name);
            }
        }
    }
}

/// Leaving WAL needs the file alone: SQLite refuses it as locked while another program has the database open.
fn somebody_else_has(path: &Path) -> bool {
    let left = SqliteConnection::establish(&uri(path)).map(|mut alone| alone.batch_execute("PRAGMA journal_mode = DELETE"));
    matches!(left, Ok(Err(cause)) if cause.to_string().contains("locked"))
}

#[cfg(test)]
mod tests {
    use super::super::Database;

    #[test]
    fn a_new_file_goes_unless_it_is_kept_or_somebody_else_has_it_or_it_was_there_before() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.sqlite");
        let url = format!("sqlite://{}", path.display());
        let files = || std::fs::read_dir(folder.path()).expect("the folder").count();
        let make = || Database::create_for(&url).expect("a database");

        let (fresh, database) = make();
        drop(database);
        drop(fresh);
        assert_eq!(files(), 0);

        let (fresh, database) = make();
        let mut other = Database::open(&url).expect("the database");
        drop(database);
        drop(fresh);
        assert!(path.exists() && other.units_list().is_ok());
        drop(other);

        let (fresh, database) = make();
        drop(database);
        drop(fresh);
        assert!(path.exists(), "it was there before");
        std::fs::remove_file(&path).expect("the file");

        let (fresh, database) = make();
        fresh.keep();
        drop(database);
        assert!(path.exists());
    }
}
