//! Any bytes give reports or errors, and every report can be read again from what it was decoded to.
#![no_main]

use std::io::Cursor;

use chancery::report::receive_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for received in receive_bytes("fuzz", Cursor::new(bytes.to_vec()), None) {
        if let Ok(report) = received.report {
            assert!(!report.text.trim().is_empty());
            assert!(!report.id.is_empty());
        }
    }
});
