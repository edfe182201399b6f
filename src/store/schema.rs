//! The tables, in the types both engines share. A test compares them with a freshly migrated database of each engine.

#![allow(missing_docs, reason = "the tables are documented in migrations/")]

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    units (id) {
        id -> BigInt,
        full_name -> Text,
        created_at -> Timestamp,
    }
}

table! {
    unit_aliases (alias) {
        alias -> Text,
        unit_id -> BigInt,
    }
}

table! {
    import_batches (id) {
        id -> BigInt,
        file_name -> Text,
        file_sha256 -> Text,
        mapping -> Text,
        taken_at -> Timestamp,
        actor -> Text,
        row_count -> BigInt,
        state -> Text,
    }
}

table! {
    cases (id) {
        id -> BigInt,
        kind -> Text,
        number -> Nullable<Text>,
        instance -> Nullable<Text>,
        state -> Text,
        parties -> Text,
        matter -> Nullable<Text>,
        category -> Nullable<Text>,
        officer -> Nullable<Text>,
        court -> Nullable<Text>,
        listed_on -> Date,
        received_on -> Nullable<Date>,
        accepted_on -> Nullable<Date>,
        concluded_on -> Nullable<Date>,
        outcome -> Nullable<Text>,
        version -> Integer,
        batch_id -> Nullable<BigInt>,
        batch_entries -> Nullable<Integer>,
        created_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

table! {
    case_units (case_id, unit_id) {
        case_id -> BigInt,
        unit_id -> BigInt,
        role -> Text,
        listed_on -> Date,
    }
}

table! {
    events (case_id, seq) {
        case_id -> BigInt,
        seq -> Integer,
        event -> Text,
        on_day -> Date,
        undated -> Bool,
        source -> Text,
        data -> Text,
        recorded_at -> Timestamp,
        actor -> Text,
    }
}

table! {
    tallies (measure, period, unit_id, instance, code) {
        measure -> Text,
        period -> Integer,
        unit_id -> BigInt,
        instance -> Text,
        code -> Text,
        count -> BigInt,
    }
}

table! {
    import_rows (batch_id, sheet, row_number, case_id) {
        batch_id -> BigInt,
        sheet -> Text,
        row_number -> Integer,
        case_id -> BigInt,
        fingerprint -> Text,
    }
}

table! {
    audit (id) {
        id -> BigInt,
        at -> Timestamp,
        actor -> Text,
        action -> Text,
        subject -> Text,
        details -> Text,
    }
}

table! {
    calendar_years (id) {
        id -> BigInt,
        year -> Integer,
        edition -> Integer,
        notice -> Nullable<Text>,
        addresses -> Text,
        source_sha256 -> Text,
        days_sha256 -> Text,
        imported_at -> Timestamp,
        actor -> Text,
    }
}

table! {
    calendar_days (calendar_id, on_day) {
        calendar_id -> BigInt,
        on_day -> Date,
        works -> Bool,
        festival_zh -> Text,
        festival_en -> Text,
    }
}

table! {
    deadlines (case_id, serial) {
        case_id -> BigInt,
        serial -> Integer,
        rule -> Text,
        from_on -> Date,
        shown_from -> Date,
        shown_until -> Date,
        safe_on -> Nullable<Date>,
        latest_on -> Nullable<Date>,
        nominal_on -> Nullable<Date>,
        provisional -> Bool,
        estimated -> Bool,
        ours -> Bool,
        unit_id -> BigInt,
    }
}

table! {
    deadline_law (fingerprint) {
        fingerprint -> Text,
    }
}

joinable!(case_units -> cases (case_id));
joinable!(deadlines -> cases (case_id));
allow_tables_to_appear_in_same_query!(cases, case_units);
allow_tables_to_appear_in_same_query!(cases, deadlines);
allow_tables_to_appear_in_same_query!(import_batches, import_rows);
