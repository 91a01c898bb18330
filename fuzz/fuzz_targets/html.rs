//! Any bytes taken for a web page give a report or an error.
#![no_main]

use std::io::Cursor;

use chancery::report::{InputFormat, receive_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    receive_bytes("fuzz", Cursor::new(bytes.to_vec()), Some(InputFormat::Html)).for_each(drop);
});
