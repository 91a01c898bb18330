//! A small model for tests, made of a formula: every kind of tensor, weights that mean nothing.

use std::collections::HashMap;

use safetensors::{Dtype, tensor::TensorView};

use crate::features::Fnv;
use crate::testing::noise;

const CONFIG: &str = r#"{"width": 32, "blocks": "2s1", "ner_blocks": "1", "arc": 16, "label": 16, "ner_hidden": 16,
 "sizes": {"norm": 16384, "pre": 2048, "suf": 4096, "suf2": 1024, "shape": 512}, "static": 3,
 "upos": ["NOUN", "VERB", "PROPN", "PUNCT"], "feats": ["_", "Number=Sing", "Number=Plur", "Tense=Past"],
 "feats_for_upos": {"NOUN": [1, 2], "VERB": [0, 3], "PROPN": [1], "PUNCT": [0]},
 "ner": ["O", "B-PER", "I-PER", "B-GPE", "I-GPE"], "deprel": ["root", "nsubj", "obj", "flat", "punct"],
 "deeds": {"words": 2, "blocks": "s1", "hidden": 16, "role": 16, "kinds": ["AID", "ASSAULT"]},
 "gaz": {"classes": ["given", "family", "country", "region", "city", "org"], "longest": 4}}"#;

/// Bytes that follow from the tensor's name alone.
fn bytes_of(name: &str) -> impl Iterator<Item = u8> {
    noise(crc32fast::hash(name.as_bytes())).map(|bits| (bits >> 24) as u8)
}

/// `value / 128` in half precision, exactly.
fn half(value: i8) -> u16 {
    let sign = if value < 0 { 0x8000 } else { 0 };
    let size = u16::from(value.unsigned_abs());
    match size.checked_ilog2() {
        None => sign,
        Some(top) => sign | (top as u16 + 8) << 10 | (size << (10 - top) & 0x3ff),
    }
}

/// The file of a model of this format name.
pub(crate) fn file(format: &str) -> Vec<u8> {
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, dtype: Dtype, shape: &[usize]| {
        let count = shape.iter().product();
        let numbers = bytes_of(name).take(count).map(|byte| byte as i8);
        let data = match dtype {
            Dtype::I8 => numbers.map(|n| n as u8).collect(),
            Dtype::F16 => numbers.flat_map(|n| half(n).to_le_bytes()).collect(),
            // Gains and scales are positive, all else is small.
            _ if name.ends_with(".g") => {
                numbers.flat_map(|n| (1.0 + f32::from(n) / 256.0).to_le_bytes()).collect()
            }
            _ if name.ends_with(".s") => {
                numbers.flat_map(|n| ((256.0 + f32::from(n)) / 65536.0).to_le_bytes()).collect()
            }
            _ => numbers.flat_map(|n| (f32::from(n) / 128.0).to_le_bytes()).collect(),
        };
        tensors.push((name.to_owned(), dtype, shape.to_vec(), data));
    };
    for (table, rows) in [
        ("norm", 16384),
        ("pre", 2048),
        ("suf", 4096),
        ("suf2", 1024),
        ("shape", 512),
        ("static", 4),
        ("gaz", 24),
    ] {
        add(&format!("in.{table}.q"), Dtype::I8, &[rows, 32]);
        add(&format!("in.{table}.s"), Dtype::F32, &[rows]);
    }
    add("in.bias", Dtype::F32, &[32]);
    for (block, outputs, inputs) in [
        ("block.0", 32, 96),
        ("block.1", 96, 32),
        ("block.2", 32, 96),
        ("ner.block.0", 32, 96),
        ("deed.block.0", 96, 32),
        ("deed.block.1", 32, 96),
    ] {
        add(&format!("{block}.w"), Dtype::F16, &[outputs, inputs]);
        add(&format!("{block}.b"), Dtype::F32, &[outputs]);
        add(&format!("{block}.ln.g"), Dtype::F32, &[32]);
        add(&format!("{block}.ln.b"), Dtype::F32, &[32]);
    }
    for norm in ["final.ln", "ner.ln", "deed.ln"] {
        add(&format!("{norm}.g"), Dtype::F32, &[32]);
        add(&format!("{norm}.b"), Dtype::F32, &[32]);
    }
    for (head, outputs, inputs) in [
        ("upos", 4, 32),
        ("feats", 4, 32),
        ("ner.1", 16, 32),
        ("ner.2", 5, 16),
        ("arc.dep", 16, 32),
        ("arc.head", 16, 32),
        ("arc.u", 16, 16),
        ("arc.headbias", 1, 16),
        ("arc.dist", 19, 16),
        ("label.dep", 16, 32),
        ("label.head", 16, 32),
        ("label.out", 5, 16),
        ("deed.1", 16, 32),
        ("deed.2", 3, 16),
        ("deed.deed", 32, 32),
        ("deed.party", 16, 32),
        ("deed.bias", 2, 32),
    ] {
        add(&format!("{head}.w"), Dtype::F16, &[outputs, inputs]);
        add(&format!("{head}.b"), Dtype::F32, &[outputs]);
    }
    add("label.dist", Dtype::F16, &[19, 16]);
    add("deed.kind", Dtype::F16, &[3, 32]);
    add("deed.dist", Dtype::F32, &[19, 2]);
    add("deed.word.q", Dtype::I8, &[3, 32]);
    add("deed.word.s", Dtype::F32, &[3]);
    add("arc.root", Dtype::F32, &[16]);
    add("label.root", Dtype::F32, &[16]);
    let key = |word: &&str| Fnv::EMPTY.then(word).value();
    let keys = |words: &[&str]| {
        let mut keys: Vec<u64> = words.iter().map(key).collect();
        keys.sort_unstable();
        keys.iter().flat_map(|k| k.to_le_bytes()).collect::<Vec<u8>>()
    };
    tensors.push(("static.keys".into(), Dtype::U64, vec![3], keys(&["the", "minister", "'s"])));
    tensors.push(("deed.keys".into(), Dtype::U64, vec![2], keys(&["plane", "arrest"])));
    tensors.push(("gaz.keys".into(), Dtype::U64, vec![2], keys(&["hong kong", "anna"])));
    let hong_kong_first = key(&"hong kong") < key(&"anna");
    tensors.push((
        "gaz.masks".into(),
        Dtype::U8,
        vec![2],
        if hong_kong_first { vec![16, 1] } else { vec![1, 16] },
    ));
    let views = tensors.iter().filter_map(|(name, dtype, shape, data)| {
        Some((name.clone(), TensorView::new(*dtype, shape.clone(), data).ok()?))
    });
    let metadata = HashMap::from([("format".into(), format.into()), ("config".into(), CONFIG.into())]);
    safetensors::serialize(views, &Some(metadata)).unwrap_or_default()
}
