//! The schema: the same on both engines, up and down, never newer than the program, never older unnoticed.

use diesel::connection::Connection;
use diesel::{PgConnection, SqliteConnection};
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use fuyi::store::{Database, StoreError};

use super::engines::{Engine, on_both_engines};
use super::samples::*;

/// Tables and columns, `table.column nullable`, sorted.
fn columns(engine: &Engine) -> Vec<String> {
    let mut columns = engine.lines(match engine.name {
        "SQLite" => {
            "SELECT t.name || '.' || c.name || ' ' || (c.\"notnull\" = 0 AND c.pk = 0) AS line FROM sqlite_master t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%'"
        }
        _ => {
            "SELECT table_name || '.' || column_name || ' ' || (is_nullable = 'YES')::int AS line FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'"
        }
    });
    columns.sort();
    columns
}

/// Indexes and triggers must go as well when a schema goes.
fn objects(engine: &Engine) -> Vec<String> {
    engine.lines(match engine.name {
        "SQLite" => "SELECT type || ' ' || name || ' ' || COALESCE(sql, '') AS line FROM sqlite_master ORDER BY 1",
        _ => {
            "SELECT 'index ' || indexdef AS line FROM pg_indexes WHERE schemaname = 'public' \
             UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
             UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1"
        }
    })
}

#[test]
fn both_engines_have_the_same_tables_and_columns() {
    let (sqlite, postgres) = (Engine::sqlite(), Engine::postgres());
    for engine in [&sqlite, &postgres] {
        engine.database();
    }
    let columns = [columns(&sqlite), columns(&postgres)];
    assert!(columns[0].contains(&"cases.number 1".to_owned()), "{columns:?}");
    assert_eq!(columns[0], columns[1]);
}

#[test]
fn up_down_up_is_up() {
    on_both_engines(|engine| {
        furnish(&mut engine.database());
        let (before, schema) = (columns(engine), objects(engine));
        revert(engine);
        assert_eq!(columns(engine), Vec::<String>::new());
        furnish(&mut engine.database());
        assert_eq!(columns(engine), before);
        assert_eq!(objects(engine), schema);
    });
}

fn revert(engine: &Engine) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let migrations = |engine: &str| FileBasedMigrations::from_path(format!("{root}/{engine}")).expect("the migrations");
    match engine.url.strip_prefix("sqlite://") {
        Some(path) => {
            let mut connection = SqliteConnection::establish(path).expect("the file");
            connection.revert_all_migrations(migrations("sqlite")).expect("down");
        }
        None => {
            let mut connection = PgConnection::establish(&engine.url).expect("the server");
            connection.revert_all_migrations(migrations("postgres")).expect("down");
        }
    }
}

/// The migrations the program carries, oldest first.
fn known() -> Vec<String> {
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/sqlite")).expect("the migrations");
    let name = |folder: std::fs::DirEntry| folder.file_name().into_string().expect("a name");
    let mut versions: Vec<String> = folders.map(|folder| name(folder.expect("a folder"))[..4].to_owned()).collect();
    versions.sort();
    versions
}

#[test]
fn migrating_again_changes_nothing() {
    on_both_engines(|engine| {
        let (_, applied) = Database::migrate(&engine.url).expect("the first time");
        assert_eq!(applied, known());
        let (_, applied) = Database::migrate(&engine.url).expect("the second time");
        assert_eq!(applied, Vec::<String>::new());
    });
}

#[test]
fn a_newer_database_is_refused_in_one_sentence() {
    let newest = known().pop().expect("a migration");
    on_both_engines(|engine| {
        engine.database();
        engine.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('9001')").expect("a later migration");
        for refusal in [Database::open(&engine.url).err(), Database::create(&engine.url).err()] {
            let refusal = refusal.expect("a refusal");
            assert!(matches!(&refusal, StoreError::Newer { found, known } if found == "9001" && *known == newest), "{refusal}");
            assert!(refusal.sentence().zh.contains("请升级"), "{refusal}");
        }
    });
}

#[test]
fn an_unmigrated_database_says_what_to_run() {
    on_both_engines(|engine| {
        if let Some(path) = engine.url.strip_prefix("sqlite://") {
            std::fs::File::create(path).expect("an empty file");
        }
        let refusal = Database::open(&engine.url).err().expect("a refusal");
        assert!(matches!(refusal, StoreError::NotMigrated));
        assert!(refusal.to_string().contains("fuyi migrate"));
    });
}

#[test]
fn a_database_without_facts_gets_them_from_its_cases() {
    on_both_engines(|engine| {
        furnish(&mut engine.database());
        let before = sums(&mut engine.database(), &["received", "accepted"], 2000..=2030);
        assert!(!before.is_empty());
        assert!(!engine.database().figures_missing().expect("a look"));
        engine.execute("DELETE FROM facts").expect("as it was");
        engine.execute("DELETE FROM totals").expect("as it was");
        engine.execute("DELETE FROM total_changes").expect("as it was");
        let mut database = engine.database();
        assert!(database.figures_missing().expect("a look"));
        assert_eq!(database.figures_fill(&SampleFold).expect("figures"), 701);
        assert_eq!(sums(&mut database, &["received", "accepted"], 2000..=2030), before);
        assert_eq!(database.verify(&SampleFold).expect("a check"), []);
    });
}
