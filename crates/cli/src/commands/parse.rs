//! `chancery parse`: the language analysis alone, as CoNLL-U.

use std::path::PathBuf;

use clap::Args;

use crate::Outcome;
use crate::setup::InputFormatOption;

/// Analyse text into CoNLL-U: words, tags, trees and names
///
/// MISC holds start_char and end_char (code points of the text) and ner=B-PER, I-PER, …. With JSON lines each
/// document begins with "# newdoc id = …".
#[derive(Args)]
pub struct Parse {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    inputs: Vec<PathBuf>,

    /// How the inputs are written [default: by their names, else by their first bytes]
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormatOption>,

    /// A language model to use in place of the built-in one
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
}

impl Parse {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let _ = (self.inputs, self.input_format, self.model);
        anyhow::bail!("this build has no language model")
    }
}
