//! Many rows in few statements.

/// Rows of one multi-row statement. Whole chunks share one prepared statement; 64 × 20 columns stay far under the number
/// of values a statement may carry (SQLite 32,766, PostgreSQL 65,535), and longer ones gain nothing.
pub(super) const ROWS: usize = 64;

/// The same for what is left of whole chunks: what some dozens of people write at once.
pub(super) const SOME: usize = 16;

/// The same for what is left of those.
pub(super) const FEW: usize = 4;

/// Runs a statement on many rows, a chunk at a time: chunks have few sizes, so that their statements are prepared once.
macro_rules! in_chunks {
    ($connection:expr, $rows:expr, |$engine:ident, $chunk:ident| $run:expr) => {{
        let (chunks, rest) = $rows.as_chunks::<{ $crate::store::chunks::ROWS }>();
        let (some, rest) = rest.as_chunks::<{ $crate::store::chunks::SOME }>();
        let (few, single) = rest.as_chunks::<{ $crate::store::chunks::FEW }>();
        $crate::store::connection::each!($connection, $engine => {
            for $chunk in chunks {
                $run?;
            }
            for $chunk in some {
                $run?;
            }
            for $chunk in few {
                $run?;
            }
            for $chunk in single.as_chunks::<1>().0 {
                $run?;
            }
        });
    }};
}
pub(super) use in_chunks;

/// Inserts many rows.
macro_rules! insert_all {
    ($connection:expr, $table:expr, $rows:expr) => {
        $crate::store::chunks::in_chunks!($connection, $rows, |engine, chunk| diesel::insert_into($table).values(chunk).execute(engine))
    };
}
pub(super) use insert_all;
