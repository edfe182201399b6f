//! Memory of the program at rest: books open, waiting for work.

use std::io::Write;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::table::{Figure, memory};
use crate::{Place, program};

pub fn bench(place: &Place<'_>) {
    let mut child = program::command(&place.sqlite("rest"), &["case", "replay"]).stdin(Stdio::piped()).spawn().expect("the program");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all("{\"kind\":\"reconsideration\",\"events\":[],\"today\":\"2024-06-01\"}\n".as_bytes()).expect("a line");
    thread::sleep(Duration::from_millis(500));
    let rest = program::memory(&child, "VmRSS").expect("the program waits");
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
    Figure {
        what: "memory at rest (`case replay`, waiting)".into(),
        measured: memory(rest),
        beside: None,
        promise: Some(("≤ 60 MB", rest <= 60 << 10)),
    }
    .print();
}
