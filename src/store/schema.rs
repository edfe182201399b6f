//! The tables, in the types both engines share. A test compares them with a freshly migrated database of each engine.

#![allow(missing_docs, reason = "the tables are documented in migrations/")]

mod supervision;

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

pub use supervision::*;

table! {
    units (id) {
        id -> BigInt,
        full_name -> Text,
        created_at -> Timestamp,
        kind -> Nullable<Text>,
        parent_id -> Nullable<BigInt>,
        path -> Text,
        valid_from -> Nullable<Date>,
        valid_until -> Nullable<Date>,
        successor_id -> Nullable<BigInt>,
        revision -> BigInt,
        version -> Integer,
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
        handler_id -> Nullable<BigInt>,
        officer_id -> Nullable<BigInt>,
        number_order -> Text,
        third_parties -> Text,
    }
}

table! {
    case_units (case_id, unit_id) {
        case_id -> BigInt,
        unit_id -> BigInt,
        role -> Text,
        listed_on -> Date,
        kind -> Text,
        handles -> Bool,
        concerned -> Bool,
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
    facts (case_id, serial) {
        case_id -> BigInt,
        serial -> Integer,
        measure -> Text,
        on_day -> Date,
        unit_id -> BigInt,
        instance -> Text,
        code -> Text,
        traits -> Integer,
        rank -> Integer,
        count -> BigInt,
    }
}

table! {
    total_labels (id) {
        id -> BigInt,
        measure -> Text,
        instance -> Text,
        code -> Text,
        traits -> Integer,
    }
}

table! {
    total_members (id) {
        id -> BigInt,
        dimension -> Text,
        member -> Text,
    }
}

table! {
    totals (member_id, period) {
        member_id -> BigInt,
        period -> Integer,
        counts -> Text,
    }
}

table! {
    total_changes (id) {
        id -> BigInt,
        content -> Text,
    }
}

table! {
    figure_sets (id) {
        id -> BigInt,
        name -> Text,
        content -> Text,
        sha256 -> Text,
        published_at -> Timestamp,
        actor -> Text,
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
        origin -> Text,
    }
}

table! {
    audit_seals (id) {
        id -> BigInt,
        first_row -> BigInt,
        last_row -> BigInt,
        digests -> Text,
        previous -> Text,
        digest -> Text,
        sealed_at -> Timestamp,
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
    people (id) {
        id -> BigInt,
        user_name -> Text,
        display_name -> Text,
        unit_id -> Nullable<BigInt>,
        email -> Nullable<Text>,
        lang -> Text,
        active_from -> Date,
        active_until -> Nullable<Date>,
        created_at -> Timestamp,
        version -> Integer,
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
    clients (id) {
        id -> BigInt,
        name -> Text,
        scopes -> Text,
        active_from -> Date,
        active_until -> Nullable<Date>,
        created_at -> Timestamp,
        version -> Integer,
    }
}

table! {
    grants (id) {
        id -> BigInt,
        person_id -> Nullable<BigInt>,
        client_id -> Nullable<BigInt>,
        role -> Text,
        unit_id -> Nullable<BigInt>,
        from_day -> Date,
        until_day -> Nullable<Date>,
        granted_at -> Timestamp,
        granted_by -> Text,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<Text>,
    }
}

table! {
    approvals (id) {
        id -> BigInt,
        case_id -> BigInt,
        version -> Integer,
        event -> Text,
        entry -> Text,
        approver -> Text,
        article -> Text,
        reason -> Text,
        requested_at -> Timestamp,
        requested_by -> Text,
        requester -> Text,
        state -> Text,
        decided_at -> Nullable<Timestamp>,
        decided_by -> Nullable<Text>,
        decider -> Nullable<Text>,
        remark -> Nullable<Text>,
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
    credentials (person_id) {
        person_id -> BigInt,
        password -> Text,
        set_at -> Timestamp,
        revoked -> Bool,
        last_at -> Nullable<Timestamp>,
        last_from -> Nullable<Text>,
    }
}

table! {
    former_passwords (person_id, set_at) {
        person_id -> BigInt,
        set_at -> Timestamp,
        password -> Text,
    }
}

table! {
    second_factors (person_id) {
        person_id -> BigInt,
        secret -> Text,
        confirmed_at -> Nullable<Timestamp>,
        last_step -> BigInt,
    }
}

table! {
    recovery_codes (person_id, code_hash) {
        person_id -> BigInt,
        code_hash -> Text,
    }
}

table! {
    set_up_links (person_id) {
        person_id -> BigInt,
        code_hash -> Text,
        ends_at -> Timestamp,
    }
}

table! {
    client_secrets (client_id) {
        client_id -> BigInt,
        secret_hash -> Text,
        made_at -> Timestamp,
    }
}

table! {
    sessions (id) {
        id -> BigInt,
        person_id -> Nullable<BigInt>,
        client_id -> Nullable<BigInt>,
        kind -> Text,
        secret_hash -> Nullable<Text>,
        duty -> Nullable<Text>,
        started_at -> Timestamp,
        seen_at -> Timestamp,
        ends_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        ended_by -> Nullable<Text>,
        address -> Text,
        device -> Text,
    }
}

table! {
    refresh_tokens (token_hash) {
        token_hash -> Text,
        session_id -> BigInt,
        used_at -> Nullable<Timestamp>,
    }
}

table! {
    sign_in_failures (subject) {
        subject -> Text,
        failures -> Integer,
        last_at -> Timestamp,
        locked_until -> Nullable<Timestamp>,
    }
}

table! {
    deadline_law (fingerprint) {
        fingerprint -> Text,
    }
}

joinable!(sessions -> people (person_id));
joinable!(sessions -> clients (client_id));
joinable!(client_secrets -> clients (client_id));
allow_tables_to_appear_in_same_query!(client_secrets, clients);
allow_tables_to_appear_in_same_query!(sessions, people);
allow_tables_to_appear_in_same_query!(sessions, clients);
allow_tables_to_appear_in_same_query!(sessions, grants);
allow_tables_to_appear_in_same_query!(sessions, units);
allow_tables_to_appear_in_same_query!(sessions, refresh_tokens);
table! {
    party_details (case_id, party, field, version) {
        case_id -> BigInt,
        party -> Text,
        field -> Text,
        version -> Integer,
        sealed -> Text,
        index_hash -> Nullable<Text>,
        recorded_at -> Timestamp,
        recorded_by -> Text,
    }
}

table! {
    postings (token, place) {
        token -> BigInt,
        place -> BigInt,
    }
}

table! {
    number_stems (stem) {
        stem -> Text,
    }
}

joinable!(case_units -> cases (case_id));
joinable!(deadlines -> cases (case_id));
joinable!(facts -> cases (case_id));
joinable!(totals -> total_members (member_id));
joinable!(party_details -> cases (case_id));
allow_tables_to_appear_in_same_query!(cases, party_details);
allow_tables_to_appear_in_same_query!(cases, deadlines, case_units);
allow_tables_to_appear_in_same_query!(cases, facts);
allow_tables_to_appear_in_same_query!(totals, total_members);
allow_tables_to_appear_in_same_query!(cases, events);
allow_tables_to_appear_in_same_query!(events, case_units);
allow_tables_to_appear_in_same_query!(import_batches, import_rows);
joinable!(unit_aliases -> units (unit_id));
joinable!(grants -> people (person_id));
joinable!(grants -> clients (client_id));
joinable!(approvals -> cases (case_id));
allow_tables_to_appear_in_same_query!(units, unit_aliases);
allow_tables_to_appear_in_same_query!(people, grants, clients, units);
allow_tables_to_appear_in_same_query!(approvals, cases);
allow_tables_to_appear_in_same_query!(approvals, case_units);

table! {
    idempotency (actor, key) {
        actor -> Text,
        key -> Text,
        fingerprint -> Text,
        status -> Integer,
        headers -> Text,
        body -> Nullable<Text>,
        answered_at -> Timestamp,
    }
}

table! {
    drafts (person_id, form) {
        person_id -> BigInt,
        form -> Text,
        fields -> Text,
        saved_at -> Timestamp,
    }
}

table! {
    documents (id) {
        id -> BigInt,
        case_id -> BigInt,
        name -> Text,
        media_type -> Text,
        sha256 -> Text,
        size -> BigInt,
        uploaded_at -> Timestamp,
        actor -> Text,
    }
}

table! {
    saved_views (person_id, name) {
        person_id -> BigInt,
        name -> Text,
        query -> Text,
        saved_at -> Timestamp,
    }
}

table! {
    feeds (person_id) {
        person_id -> BigInt,
        token_hash -> Text,
        made_at -> Timestamp,
    }
}

table! {
    outbox (id) {
        id -> BigInt,
        key -> Text,
        kind -> Text,
        person_id -> BigInt,
        case_id -> Nullable<BigInt>,
        content -> Text,
        message_id -> Text,
        created_at -> Timestamp,
        since -> Timestamp,
        state -> Text,
        attempts -> Integer,
        next_at -> Timestamp,
        worker -> Nullable<Text>,
        uncertain -> Bool,
        remark -> Nullable<Text>,
        ended_at -> Nullable<Timestamp>,
    }
}

table! {
    reminders (case_id, rule, from_on, unit_id, due_on, step, person_id) {
        case_id -> BigInt,
        rule -> Text,
        from_on -> Date,
        unit_id -> BigInt,
        due_on -> Date,
        step -> Text,
        person_id -> BigInt,
        noted_at -> Timestamp,
        mail_id -> Nullable<BigInt>,
    }
}

table! {
    acknowledgements (case_id, rule, from_on, unit_id, due_on) {
        case_id -> BigInt,
        rule -> Text,
        from_on -> Date,
        unit_id -> BigInt,
        due_on -> Date,
        acknowledged_at -> Timestamp,
        acknowledged_by -> Text,
    }
}

table! {
    reminder_choices (person_id) {
        person_id -> BigInt,
        ahead -> Nullable<Text>,
        on_the_day -> Bool,
        suits -> Bool,
        hearings -> Bool,
    }
}

table! {
    hearings_told (uid) {
        uid -> Text,
        case_id -> BigInt,
        instrument -> Text,
        on_day -> Date,
        sequence -> Integer,
        at_hour -> Nullable<Text>,
    }
}

table! {
    reminder_runs (on_day) {
        on_day -> Date,
        ran_at -> Timestamp,
        runs -> Integer,
        noted -> BigInt,
        unaddressed -> BigInt,
    }
}

joinable!(outbox -> people (person_id));
joinable!(reminders -> outbox (mail_id));
allow_tables_to_appear_in_same_query!(outbox, people, reminders);

table! {
    access_epoch (id) {
        id -> BigInt,
        epoch -> BigInt,
    }
}
allow_tables_to_appear_in_same_query!(access_epoch, sessions);
allow_tables_to_appear_in_same_query!(access_epoch, people);
allow_tables_to_appear_in_same_query!(access_epoch, clients);
allow_tables_to_appear_in_same_query!(access_epoch, grants);
allow_tables_to_appear_in_same_query!(access_epoch, cases);
allow_tables_to_appear_in_same_query!(access_epoch, events);
