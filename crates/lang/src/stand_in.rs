//! Simple lemmas, until the learned ones are there.

use crate::ud::{Feats, Upos};

/// The word in lower case.
pub(crate) fn lemma(form: &str, upos: Upos, _feats: &Feats, _sentence_start: bool) -> String {
    if upos == Upos::Propn { form.to_owned() } else { form.to_lowercase() }
}
