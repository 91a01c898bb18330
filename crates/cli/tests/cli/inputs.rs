//! Inputs of every kind through the binary: tables, feeds, web archives, compressed files, other languages.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::harness::{Folder, Run, chancery};

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn records(run: &Run) -> Vec<Value> {
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn fields(run: &Run, name: &str) -> Vec<String> {
    records(run).iter().map(|record| record[name].as_str().unwrap_or("-").to_owned()).collect()
}

const FEED: &str = "<rss><channel><title>The Example</title><item><guid>rss</guid>\
    <pubDate>Wed, 18 Apr 2018 09:30:00 GMT</pubDate><description>Envoys met in Oslo.</description></item></channel></rss>";

const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Envoys met in Oslo.</p>";

#[test]
fn a_folder_may_hold_inputs_of_every_kind() {
    let folder = Folder::new("kinds");
    folder.write("in/a.csv.gz", gzip(b"id,date,text\ncsv,2018-04-18,\"Rain fell,\nand sun.\"\n"));
    folder.write("in/b.tsv", "id\ttext\ntsv\t\"Rain,\" they said.\n");
    folder.write("in/c.xml", FEED);
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://e.org/1\r\nContent-Length: {}\r\n\r\n",
        PAGE.len()
    );
    folder.write("in/d.warc.gz", [gzip(head.as_bytes()), gzip(PAGE.as_bytes()), gzip(b"\r\n\r\n")].concat());
    let wide: Vec<u8> =
        "\u{feff}{\"id\":\"utf16\",\"text\":\"Rain.\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("in/e.jsonl", wide);
    let run = chancery(["read", "--format", "jsonl", "in"], &folder, b"");
    assert_eq!(run.stderr, "chancery: warning: in/e.jsonl:1: not UTF-8: decoded as UTF-16LE by its looks\n");
    let ids = fields(&run, "id");
    assert_eq!([&ids[..3], &ids[4..]].concat(), ["csv", "tsv", "rss", "utf16"]);
    assert_eq!(fields(&run, "published")[..3], ["2018-04-18", "-", "2018-04-18"]);
    assert_eq!(fields(&run, "text")[..2], ["Rain fell,\nand sun.", "\"Rain,\" they said."]);
    assert_eq!(fields(&run, "url")[3], "https://e.org/1");
    let run = chancery(["read", "--format", "jsonl", "in/*.[ct]sv*"], &folder, b"");
    assert_eq!(fields(&run, "id"), ["csv", "tsv"]);
}

#[test]
fn what_stands_before_a_break_is_read_and_the_break_is_named() {
    let folder = Folder::new("breaks");
    let lines: String =
        (0..4000).map(|i| format!("{{\"id\":\"{i}\",\"text\":\"Rain {}.\"}}\n", i * 7919)).collect();
    let mut cut = gzip(lines.as_bytes());
    cut.truncate(cut.len() / 2);
    folder.write("cut.jsonl.gz", cut);
    folder.write("rows.csv", "id,text\na,Rain.\nb,\"Sun.\nc,Wind.\n");
    folder.write("none.csv", "id,words\na,Rain.\n");
    let run = chancery(["read", "--format", "jsonl", "cut.jsonl.gz", "rows.csv", "none.csv"], &folder, b"");
    assert_eq!(run.code, 2);
    let ids = fields(&run, "id");
    let read = ids.len() - 2;
    assert!(read > 500 && ids[read..] == ["a", "c"], "{read}");
    let messages: Vec<&str> = run.stderr.lines().collect();
    let place =
        format!("chancery: cut.jsonl.gz:{}: cannot be read: the gzip data is cut off after ", read + 1);
    assert!(messages[0].starts_with(&place), "{messages:?}");
    assert!(
        messages[1].starts_with("chancery: rows.csv:3: a quotation mark opened in this line"),
        "{messages:?}"
    );
    assert!(messages[2].starts_with("chancery: none.csv:1: no column named \"text\""), "{messages:?}");
    assert_eq!(messages.len(), 3);
}

#[test]
fn what_is_not_english_is_marked_and_not_read() {
    let folder = Folder::new("language");
    let german = "Der Außenminister traf am Dienstag seinen Amtskollegen in Berlin. Beide sprachen über die Lage an der \
        Grenze und wollen die Gespräche bald fortsetzen, wie ein Sprecher nach dem Treffen sagte.";
    folder.write("a.txt", german);
    folder.write("b.txt", "The foreign minister of Norway met the Danish envoy in Oslo on Tuesday.");
    let run = chancery(["read", "--format", "jsonl", "a.txt", "b.txt"], &folder, b"");
    assert_eq!(fields(&run, "language"), ["de", "en"]);
    assert_eq!(run.stderr, "chancery: 1 report is not in English and not read (de: 1)\n");
    assert_eq!(run.code, 0);
    let record = &records(&run)[0];
    for field in ["sentences", "entities", "statements", "events", "places"] {
        assert_eq!(record[field], serde_json::json!([]), "{field}");
    }
}
