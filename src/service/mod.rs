//! Use cases: load, decide, save, one transaction each. One file a family.

mod access;
mod ahead;
mod approvals;
mod audit;
mod batches;
mod before_opening;
mod books;
mod calendar;
mod cases;
mod deadlines;
mod demo;
mod desk;
mod door;
mod dossier;
mod error;
mod export;
mod feed;
pub mod figures;
mod generate;
mod health;
mod hearing_table;
mod hearings;
mod import;
mod lines;
mod maintenance;
pub mod papers;
mod parties;
mod people;
mod period;
mod reminders;
mod replay;
mod report;
mod shelf;
pub mod sign_in;
pub mod supervision;
mod units;
mod view;
mod views;
mod workbench;

pub use access::{Access, Trees};
pub use approvals::{approval_request, approval_withdraw, approvals, approvals_to_decide, approve, send_back};
pub use audit::{audit_export, audit_list, audit_verify, audit_verify_file, seal_trail};
pub use batches::{batch_mapping, batch_undo, batches, may_import};
pub use before_opening::{Remark, before_opening, may_register, next_number};
pub use books::{Books, template_of};
pub use calendar::{
    CalendarChange, CalendarFile, CalendarImported, CalendarList, CalendarListed, CalendarPreview, CalendarShown, Imported, OpenItem,
    calendar_import, calendar_list, calendar_preview, calendar_show, calendar_take_in, calendar_year, open_items,
};
pub use cases::{CaseFile, CaseQuery, NewFile, case_file, case_id, list, name_unit, open_case, opening, record};
pub use deadlines::{Change, DueLine, DueList, DueQuery, End, Preview, due, recompute_apply, recompute_preview};
pub use demo::{DemoSignIn, demo_people};
pub use desk::{action_for, action_of, assign, may_open, may_record, usual_handler};
pub use door::{AtTheDoor, at_the_door, person_second_factor_take, person_sessions, person_sessions_end, person_set_up_code};
pub use dossier::{Dossier, Linked, Record, dossier, link};
pub use error::ServiceError;
pub use export::{DOCX, TableFile, annual_docx, annual_sheets, figures_exported, head, table_file};
pub use feed::{Feeding, feed, feed_make};
pub use generate::{generate, synthetic};
pub use health::{BackedUp, Check, Health, calendar_missing, health, readiness};
pub use hearing_table::{hearing_table, hearing_table_noted};
pub use hearings::{Clash, HearingLine, hearings};
pub use import::{ImportOptions, ImportReport, Progress, import, import_limits, undo};
pub use lines::{CaseLine, CaseTable, LinePage, NextDate, case_lines, case_table, case_table_noted, next_date, state_words};
pub use maintenance::{backup, migrate, restore, verify};
pub use parties::{
    DetailChange, DetailView, PartyFound, PartyView, Unmasked, keyring, parties, party_find, party_numbered, party_unmask, party_write,
};
pub use people::{
    client, client_actions, client_add, client_confine, client_deactivate, client_enrol, client_named, client_secret, clients,
    display_name, grant, people, person, person_add, person_change, person_deactivate, person_named, person_numbered, revoke,
};
pub use period::{PeriodAnswer, PeriodEntry, PeriodQuestion, period, period_due, period_entry, period_line};
pub use reminders::{
    Foreseen, Overdue, Prepared, Round, RunReport, Watch, acknowledge, carrier, compose, mail_retry, mail_shown, mails, remind, remind_dry,
    reminder_choice, reminder_choose, reminders_watch, send,
};
pub use replay::{RefusalAnswer, ReplayAnswer, replay_line};
pub use report::{annual, annual_of};
pub use shelf::Shelf;
pub use units::{unit, unit_add, unit_close, unit_move, unit_named, unit_names, units, units_import};
pub use view::{CasePage, CaseView, case_for, case_page, case_shown, case_to_be, case_view, deadlines_of};

pub use views::view_save;
pub use workbench::{DateLine, Morning, News, morning};

pub use crate::mail::{Carrier, Letter, Undelivered};
pub use crate::office::{Cell, Limits, Sheet};
pub use crate::store::{
    Act, Analysis, Approval, AuditCheck, AuditCounts, AuditEntry, AuditFilter, Basis, Batch, BatchId, BatchState, CaseId, CaseListed,
    CaseSort, Client, Counsel, Cursor, Database, DeadlineCounts, DeadlineKey, Document, Draft, Granted, Keeping, KeptAnswer, Made, Mail,
    MailCounts, MailId, MailListed, NewCase, NewClient, NewCounsel, NewDocument, NewPerson, Opening, Person, PersonChange, Pool, Proposal,
    ProposalState, Recomputed, RecordFilter, RecordKept, SavedView, Session, SessionEnd, SessionKind, Standing, StoreError, Undated, Unit,
    UnitsPut, Vitals, Writer,
};
