//! Digests: reports whose paragraphs tell of one country after another, each a story of its own.

use std::collections::BTreeSet;

use chancery_lang::Document;

use super::Reading;

/// A report is a digest if at least so many of its paragraphs that name countries follow another such, and of those pairs such a
/// share has no country in common.
const PAIRS: usize = 2;
const APART: f64 = 0.6;

/// The paragraph of each sentence, counted from 0.
pub(crate) fn paragraphs(document: &Document) -> Vec<usize> {
    let mut paragraphs: Vec<usize> = Vec::with_capacity(document.sentences.len());
    let mut end = 0;
    for words in &document.sentences {
        let span = document.span_of(words);
        let is_new = end > 0 && document.text[end..span.start.max(end)].contains('\n');
        paragraphs.push(paragraphs.last().map_or(0, |last| last + usize::from(is_new)));
        end = span.end;
    }
    paragraphs
}

/// The stories of a report whose entities are found, as [`Reading::stories`] has them: the paragraphs of a digest.
pub(crate) fn find_stories(reading: &Reading) -> Option<Vec<usize>> {
    let paragraphs = paragraphs(&reading.document);
    let named =
        reading.entities.iter().filter_map(|entity| Some((entity.country.as_deref()?, &entity.mentions)));
    let named =
        named.flat_map(|(country, mentions)| mentions.iter().map(move |mention| (mention.head, country)));
    is_digest(&reading.document, &paragraphs, named).then_some(paragraphs)
}

/// Whether a report is a digest. `named` are the words that name countries, with these; `paragraphs` as from [`paragraphs`].
pub(crate) fn is_digest<'a>(
    document: &Document,
    paragraphs: &[usize],
    named: impl IntoIterator<Item = (usize, &'a str)>,
) -> bool {
    let mut countries: Vec<BTreeSet<&str>> =
        vec![BTreeSet::new(); paragraphs.last().map_or(0, |last| last + 1)];
    for (word, country) in named {
        countries[paragraphs[document.tokens[word].sentence]].insert(country);
    }
    countries.retain(|named| !named.is_empty());
    let pairs = countries.len().saturating_sub(1);
    let apart = countries.windows(2).filter(|pair| pair[0].is_disjoint(&pair[1])).count();
    pairs >= PAIRS && apart as f64 >= APART * pairs as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::testing::trees;

    const NAMES: [&str; 4] = ["PER", "CHL", "PER", "FRA"];

    fn told(paragraphs: &[usize]) -> bool {
        let document = trees(&[
            "Peru/Peru/PROPN/0/root",
            "Chile/Chile/PROPN/0/root",
            "Lima/Lima/PROPN/0/root",
            "France/France/PROPN/0/root",
        ]);
        is_digest(&document, paragraphs, NAMES.iter().enumerate().map(|(word, country)| (word, *country)))
    }

    #[test]
    fn paragraphs_about_one_country_after_another_are_a_digest() {
        assert!(told(&[0, 1, 2, 3]));
    }

    #[test]
    fn a_report_that_comes_back_to_its_countries_is_none() {
        assert!(!told(&[0, 0, 1, 1]));
        assert!(!told(&[0, 0, 0, 0]));
    }
}
