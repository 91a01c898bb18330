//! The command through its own binary: exit codes, messages, inputs good and bad.

mod golden;
mod golden_report;
mod harness;
mod inputs;
mod queries;
mod store;
mod store_crash;

use harness::{Folder, chancery};

#[test]
fn a_report_is_a_line_of_json_with_its_text_unchanged() {
    let folder = Folder::new("read");
    folder.write("a.txt", "Rain fell.\r\n“Heavy,” it was.\n");
    let run = chancery(["read", "--format", "jsonl", "a.txt"], &folder, b"");
    let record: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(record["schema"], "chancery/record/1");
    assert_eq!(record["text"], "Rain fell.\r\n“Heavy,” it was.\n");
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_report_with_nothing_in_it_ends_with_exit_code_1() {
    let folder = Folder::new("nothing");
    folder.write("a.txt", "Rain fell.");
    let run = chancery(["read", "--format", "text", "a.txt"], &folder, b"");
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("nothing found"), "{}", run.stdout);
}

#[test]
fn bad_inputs_are_named_and_the_others_go_on() {
    let folder = Folder::new("bad");
    folder.write("good.txt", "Rain fell.");
    folder.write("empty.txt", "  \n");
    folder.write("binary.txt", b"\x7fELF\x02\x01\0\0\0");
    folder.write("brackets.txt", "(".repeat(1_000_000));
    folder.write("lines.jsonl", "{\"text\":\"One.\"}\n{\"text\":\n\n{\"id\":\"x\"}\n{\"text\":\"Two.\"}\n");
    folder.write("long.txt", "x".repeat(50_000_000));
    let inputs = [
        "read",
        "--format",
        "jsonl",
        "missing.txt",
        "empty.txt",
        "binary.txt",
        "brackets.txt",
        "lines.jsonl",
        "long.txt",
        "good.txt",
    ];
    let run = chancery(inputs, &folder, b"");
    assert_eq!(run.code, 2);
    assert_eq!(run.stdout.lines().count(), 3, "{}", run.stderr);
    let messages: Vec<&str> = run.stderr.lines().collect();
    let expected = [
        "chancery: missing.txt: cannot be read: ",
        "chancery: empty.txt: empty",
        "chancery: binary.txt: binary data, not text",
        "chancery: brackets.txt: no words in it",
        "chancery: lines.jsonl:2: not a JSON object: ",
        "chancery: lines.jsonl:4: field \"text\" is missing",
        "chancery: long.txt: longer than 1 MiB",
    ];
    assert_eq!(messages.len(), expected.len(), "{messages:?}");
    for (message, expected) in messages.iter().zip(expected) {
        assert!(message.starts_with(expected), "{message:?} is not {expected:?}");
    }
}

#[test]
fn other_charsets_are_decoded_with_a_warning() {
    let folder = Folder::new("charset");
    folder.write("a.txt", b"The caf\xE9 talks failed, the envoy \x93said\x94.");
    let run = chancery(["read", "--format", "jsonl", "a.txt"], &folder, b"");
    assert!(run.stdout.contains("The café talks failed, the envoy “said”."), "{}", run.stdout);
    assert!(
        run.stderr.starts_with("chancery: warning: a.txt: not UTF-8: decoded as windows-1252"),
        "{}",
        run.stderr
    );
    assert_ne!(run.code, 2);
}

#[test]
fn standard_input_is_told_apart_by_its_first_bytes() {
    let folder = Folder::new("stdin");
    let run = chancery(
        ["read", "-"],
        &folder,
        b"{\"id\":\"a\",\"text\":\"Rain.\"}\n{\"id\":\"b\",\"text\":\"Sun.\"}\n",
    );
    let ids: Vec<String> = run
        .stdout
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids, ["a", "b"]);
    let run = chancery(["read", "-"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (2, "chancery: standard input: empty\n"));
}

#[test]
fn the_order_of_records_is_that_of_the_reports_whatever_the_number_of_jobs() {
    let folder = Folder::new("order");
    let lines: String = (0..60)
        .map(|i| {
            format!(
                "{{\"id\":\"{i}\",\"text\":\"{}\"}}\n",
                "Rain fell on the town. ".repeat(1 + (i * 7) % 11)
            )
        })
        .collect();
    folder.write("many.jsonl", lines);
    let one = chancery(["read", "--jobs", "1", "many.jsonl"], &folder, b"");
    let four = chancery(["read", "--jobs", "4", "many.jsonl"], &folder, b"");
    assert_eq!(one.stdout.lines().count(), 60);
    assert_eq!(one.stdout, four.stdout);
}

#[test]
fn the_date_of_a_feed_and_what_is_no_story_are_in_the_record() {
    let folder = Folder::new("skipped");
    folder.write("a.txt", "date 2018-04-18 Rain fell.\n\nRead More: Why it rains\n\nIt went on.");
    let run = chancery(["read", "a.txt"], &folder, b"");
    let record: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(record["published"], "2018-04-18");
    let reasons: Vec<_> =
        record["skipped"].as_array().unwrap().iter().map(|part| part["why"].clone()).collect();
    assert_eq!(reasons, ["feed-date", "related-link"]);
}

#[test]
fn csv_and_geojson_are_whole_even_without_events() {
    let folder = Folder::new("formats");
    folder.write("a.txt", "Rain fell.");
    let csv = chancery(["read", "--format", "csv", "a.txt"], &folder, b"");
    assert!(csv.stdout.starts_with("report,published,") && csv.stdout.lines().count() == 1, "{}", csv.stdout);
    let geojson = chancery(["read", "--format", "geojson", "a.txt"], &folder, b"");
    let value: serde_json::Value = serde_json::from_str(&geojson.stdout).unwrap();
    assert_eq!(value["features"], serde_json::json!([]));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new("pipe");
    folder.write("many.jsonl", "{\"text\":\"Rain fell on the town and on the hills.\"}\n".repeat(3000));
    let code = harness::with_closed_output(["read", "many.jsonl"], &folder);
    assert_eq!(code, 0);
}

#[test]
fn the_lexicon_is_checked_by_file_line_and_column() {
    let folder = Folder::new("lexicon");
    let run = chancery(["lexicon", "check"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    folder.write("lexicon/skip.tsv", "why\twhere\tpattern\tyes\tno\nbyline\tline\tBy (\t\t\n");
    let run = chancery(["lexicon", "check", "--lexicon", "."], &folder, b"");
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("chancery: ./lexicon/skip.tsv:2:13: "), "{}", run.stderr);
    // of several folders the message names the one that has the file
    folder.write("other/lexicon/cues.tsv", "cue\n");
    let run = chancery(["lexicon", "check", "--lexicon", ".", "--lexicon", "other"], &folder, b"");
    let named: Vec<&str> = run.stderr.lines().filter_map(|line| line.split(':').nth(1)).collect();
    assert_eq!(named, [" ./lexicon/skip.tsv", " other/lexicon/cues.tsv"]);
    let run = chancery(["lexicon", "check", "--model", "m.bin"], &folder, b"");
    assert!(run.stderr.contains("unexpected argument '--model'"), "{}", run.stderr);
    let run = chancery(["read", "--lexicon", "nowhere", "a.txt"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (2, "chancery: nowhere: no such folder\n"));
    // one level too deep: nothing in it would be read
    let run = chancery(["lexicon", "check", "--lexicon", "lexicon"], &folder, b"");
    assert!(run.stderr.starts_with("chancery: lexicon: neither lexicon/ nor gazetteer/ "), "{}", run.stderr);
    assert_eq!(run.code, 2);
}

#[test]
fn a_pattern_is_added_to_a_folder_and_read_with() {
    let folder = Folder::new("add");
    let yes = "Norway mothballed the treaty with Chile.";
    let pattern = "mothball obj:@treaty";
    let add = ["lexicon", "add", "REJECT", pattern, "--to", "my", "--recipient", "with,obj", "--yes", yes];
    let run = chancery(add, &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.starts_with("REJECT NOR > CHL\n"), "{}", run.stdout);
    let run = chancery(["lexicon", "test", "--lexicon", "my"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let written = folder.read("my/lexicon/events/REJECT.own.toml");
    assert!(written.starts_with("extends = \"REJECT\"\n"), "{written}");
    // what proves nothing is not kept
    let run = chancery(
        ["lexicon", "add", "REJECT", "shrug ~off", "--to", "my", "--yes", "Norway praised Chile."],
        &folder,
        b"",
    );
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the pattern is not found"), "{}", run.stderr);
    assert_eq!(folder.read("my/lexicon/events/REJECT.own.toml"), written);
}

#[test]
fn an_event_type_of_the_users_own_is_read() {
    let folder = Folder::new("own-type");
    let run = chancery(
        [
            "lexicon",
            "add",
            "ELECT",
            "inaugurate obj:%actor",
            "--to",
            "my",
            "--actor",
            "subj",
            "--yes",
            "The Kenyan parliament inaugurated the president.",
        ],
        &folder,
        b"",
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    folder.write("a.txt", "The Ghanaian parliament inaugurated the president on Monday.");
    let run = chancery(["read", "--format", "jsonl", "--lexicon", "my", "a.txt"], &folder, b"");
    let record: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(record["events"][0]["type"], "ELECT");
    assert_eq!(record["events"][0]["actors"][0]["country"], "GHA");
}

#[test]
fn the_examples_of_the_lexicon_hold() {
    let run = chancery(["lexicon", "test"], &Folder::new("examples"), b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
}

#[test]
fn every_input_format_gives_its_reports() {
    let folder = Folder::new("inputs");
    for name in ["page.html", "talks.txt", "wire.jsonl"] {
        let path = format!("{}/../../golden/inputs/{name}", env!("CARGO_MANIFEST_DIR"));
        folder.write(&format!("in/{name}"), std::fs::read(path).unwrap());
    }
    let run = chancery(["read", "--format", "jsonl", "in"], &folder, b"");
    assert_eq!(run.stderr, "");
    let records: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let published: Vec<_> = records.iter().map(|record| record["published"].clone()).collect();
    assert_eq!(published, ["2018-04-18"; 4]);
    assert_eq!(records[0]["publisher"], "The Example");
    assert_eq!(records[0]["title"], "Police detain striking miners");
    assert!(records[0]["text"].as_str().unwrap().starts_with("Police in Zambia detained"));
}

#[test]
fn parse_prints_conllu_with_positions_and_names_each_document() {
    let folder = Folder::new("parse");
    let run = chancery(
        ["parse", "--input-format", "jsonl", "-"],
        &folder,
        b"{\"id\":\"a b\",\"text\":\"Rain fell.\"}\n",
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines[0], "# newdoc id = a_b");
    assert!(lines[3].starts_with("1\tRain\t") && lines[3].contains("start_char=0"), "{}", run.stdout);
    assert_eq!(run.stdout.matches("\tSpaceAfter=No|").count(), 1, "{}", run.stdout);
}

#[test]
fn an_event_that_is_not_there_cannot_be_explained() {
    let folder = Folder::new("explain");
    folder.write("a.txt", "Rain fell.");
    let run = chancery(["explain", "a.txt", "v9"], &folder, b"");
    assert_eq!((run.code, run.stderr.as_str()), (1, "chancery: no event v9\n"));
}

#[test]
fn wrong_arguments_end_with_exit_code_2() {
    let folder = Folder::new("arguments");
    assert_eq!(chancery(["read"], &folder, b"").code, 2);
    assert_eq!(chancery(["read", "--min-confidence", "7", "a.txt"], &folder, b"").code, 2);
    assert_eq!(chancery(["--version"], &folder, b"").code, 0);
}
