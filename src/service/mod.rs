//! Use cases: load, decide, save, one transaction each.
