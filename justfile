# Tasks; `just` lists them. All are plain commands, so just itself is not needed.

default:
    @just --list

# Everything that must hold before a change is taken
check:
    .ci/run

# Read a shipped report
demo:
    cargo run --quiet -- read --format text golden/inputs/talks.txt

# All tests
test:
    cargo test --workspace

# Mistakes and examples of the lexicon
lexicon:
    cargo run --quiet -- lexicon check
    cargo run --quiet -- lexicon test

# Record what the golden reports give now under "Not yet"; look at the diff
golden:
    UPDATE=1 cargo test -p chancery-cli golden

# Measure on the development corpora (a folder outside of the repository) and rewrite eval/scores.csv
eval data="../shared":
    cargo run -p chancery-dev -- eval --data {{data}}

# Time a store of a million events, made of copies of these records (`chancery read --format jsonl`), and rewrite eval/queries.csv
queries records store="million.chancery":
    cargo run --release -p chancery-dev -- queries --records {{records}} --store {{store}}

# Feed the inputs with random bytes for a minute each (needs cargo-fuzz and a nightly toolchain)
fuzz:
    cargo +nightly fuzz run intake -- -max_total_time=60
    cargo +nightly fuzz run html -- -max_total_time=60
    cargo +nightly fuzz run skip -- -max_total_time=60
    cargo +nightly fuzz run table -- -max_total_time=60
    cargo +nightly fuzz run feed -- -max_total_time=60
    cargo +nightly fuzz run warc -- -max_total_time=60
    cargo +nightly fuzz run compressed -- -max_total_time=60
