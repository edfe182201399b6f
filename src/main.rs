//! The `fuyi` binary: parse arguments, hand over; nothing else.

fn main() {}
