//! Any bytes behind the mark of a compression are unpacked or an error.
#![no_main]

use std::io::Cursor;

use chancery::report::receive_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for mark in [&[0x1f, 0x8b, 8, 0][..], &[0x28, 0xb5, 0x2f, 0xfd]] {
        receive_bytes("fuzz", Cursor::new([mark, bytes].concat()), None).for_each(drop);
    }
});
