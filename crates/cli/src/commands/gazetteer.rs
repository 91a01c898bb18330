//! `chancery gazetteer`: a larger gazetteer for those who have GeoNames' dump.

use std::fs::{self, File};
use std::io::{BufReader, Write, stdout};
use std::path::PathBuf;

use anyhow::Context;
use chancery::lexicon::{Gazetteer as Places, Source};
use clap::{Args, Subcommand};

use crate::Outcome;

/// Build a gazetteer from a GeoNames dump, for `--gazetteer`
#[derive(Args)]
pub struct Gazetteer {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Import GeoNames' allCountries.txt, or the file of one country
    Import {
        /// The dump, unpacked: 19 tab-separated columns
        dump: PathBuf,

        /// Where the gazetteer goes
        #[arg(short, long, value_name = "FILE", default_value = "places.bin")]
        out: PathBuf,
    },
}

impl Gazetteer {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let Task::Import { dump, out } = self.task;
        let known = Places::load(&Source::embedded()).map_err(|errors| {
            anyhow::anyhow!("{}", errors.first().map(ToString::to_string).unwrap_or_default())
        })?;
        let bytes = known
            .build_from_geonames(|| File::open(&dump).map(BufReader::new))
            .with_context(|| dump.display().to_string())?;
        fs::write(&out, &bytes).with_context(|| out.display().to_string())?;
        writeln!(stdout(), "{}: {} bytes", out.display(), bytes.len())?;
        Ok(Outcome::Found)
    }
}
