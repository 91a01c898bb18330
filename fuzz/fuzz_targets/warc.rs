//! Any bytes taken for a web archive give reports or errors, and not more of them than bytes.
#![no_main]

use std::io::Cursor;

use chancery::report::{InputFormat, receive_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let count = receive_bytes("fuzz", Cursor::new(bytes.to_vec()), Some(InputFormat::Warc)).count();
    assert!(count <= bytes.len() + 1);
});
