//! The `fuyi` binary: parse arguments, hand over; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    fuyi::cli::main(std::env::args_os())
}
