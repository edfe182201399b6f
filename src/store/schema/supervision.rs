//! The tables of supervision.

use diesel::table;

table! {
    supervision_records (id) {
        id -> BigInt,
        kind -> Text,
        unit_id -> BigInt,
        organ -> Nullable<Text>,
        title -> Text,
        case_id -> Nullable<BigInt>,
        number -> Nullable<Text>,
        issued_on -> Nullable<Date>,
        due_on -> Nullable<Date>,
        replied_on -> Nullable<Date>,
        reply -> Nullable<Text>,
        closed_on -> Nullable<Date>,
        proof -> Nullable<Text>,
        opened_at -> Timestamp,
        opened_by -> Text,
        version -> Integer,
    }
}

table! {
    supervision_documents (id) {
        id -> BigInt,
        record_id -> BigInt,
        name -> Text,
        media_type -> Text,
        sha256 -> Text,
        size -> BigInt,
        uploaded_at -> Timestamp,
        actor -> Text,
    }
}

table! {
    supervision_proposals (id) {
        id -> BigInt,
        threshold -> Text,
        unit_id -> BigInt,
        year -> Integer,
        crossing -> Integer,
        count -> BigInt,
        kind -> Text,
        state -> Text,
        raised_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        reason -> Nullable<Text>,
        record_id -> Nullable<BigInt>,
    }
}

table! {
    case_analyses (case_id, version) {
        case_id -> BigInt,
        version -> BigInt,
        causes -> Text,
        responsible -> Text,
        measures -> Text,
        analysed_on -> Date,
        written_at -> Timestamp,
        written_by -> Text,
    }
}

table! {
    counsel (id) {
        id -> BigInt,
        name -> Text,
        firm -> Nullable<Text>,
        unit_id -> BigInt,
        valid_from -> Date,
        valid_until -> Nullable<Date>,
    }
}

table! {
    counsel_cases (counsel_id, case_id) {
        counsel_id -> BigInt,
        case_id -> BigInt,
    }
}
