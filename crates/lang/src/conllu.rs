//! CoNLL-U, read and written: the format of treebanks, of tests and of `chancery parse`.

use std::fmt::Write as _;

use crate::document::{Document, NameKind, NamedEntity, Token, TokenRange};
use crate::span::Span;
use crate::ud::{Deprel, Feats};

/// What is wrong with a CoNLL-U text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct ConlluError {
    /// Line number, from 1.
    pub line: usize,
    /// What was expected there.
    pub reason: String,
}

/// Reads CoNLL-U into one document. The text is rebuilt from the forms: `SpaceAfter=No` glues, sentences are
/// separated by one space. `ner=B-PER` in MISC gives names; empty nodes are left out.
///
/// # Errors
/// A line without ten columns, an unknown label, or a head outside of its sentence.
pub fn read_conllu(conllu: &str) -> Result<Document, ConlluError> {
    let mut reader = Reader::default();
    for (number, line) in conllu.lines().enumerate() {
        reader.line(number + 1, line)?;
    }
    reader.end_sentence(conllu.lines().count())?;
    Ok(Document::new(reader.text, reader.sentences, reader.tokens, reader.multiword, reader.names))
}

#[derive(Default)]
struct Reader {
    text: String,
    sentences: Vec<TokenRange>,
    tokens: Vec<Token>,
    multiword: Vec<TokenRange>,
    names: Vec<NamedEntity>,
    heads: Vec<usize>,
    start: usize,
    /// The multi-word token being read: its span in the text, how much of it is used up, its last word's id.
    surface: Option<(Span, usize, usize)>,
    glue: bool,
}

impl Reader {
    fn line(&mut self, number: usize, line: &str) -> Result<(), ConlluError> {
        let fail = |reason: String| ConlluError { line: number, reason };
        if line.trim().is_empty() {
            return self.end_sentence(number);
        }
        if line.starts_with('#') && !line.contains('\t') {
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
            return Err(fail(format!("{} columns, not 10", columns.len())));
        };
        if id.contains('.') {
            return Ok(());
        }
        let space_after = !misc.split('|').any(|pair| pair == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            let span = self.append(form, space_after);
            let parse = |s: &str| s.parse::<usize>().map_err(|_| fail(format!("bad id {id:?}")));
            let (first, last) = (parse(first)?, parse(last)?);
            self.surface = Some((span, span.start, last));
            let at = self.start + first.saturating_sub(1);
            self.multiword.push(at..self.start + last);
            return Ok(());
        }
        let id: usize = id.parse().map_err(|_| fail(format!("bad id {id:?}")))?;
        if id != self.tokens.len() - self.start + 1 {
            return Err(fail(format!("id {id} out of order")));
        }
        let span = self.word_span(id, form, space_after);
        let head = head.parse().map_err(|_| fail(format!("bad head {head:?}")))?;
        self.heads.push(head);
        let deprel: Deprel = deprel
            .parse()
            .or_else(|_| deprel.split(':').next().unwrap_or(deprel).parse())
            .map_err(|e| fail(format!("{e}")))?;
        let upos = upos.parse().map_err(|e| fail(format!("{e}")))?;
        let lemma = lemma.to_owned();
        let here = self.tokens.len();
        self.tokens.push(Token {
            span,
            lemma,
            upos,
            feats: Feats::new(feats),
            head: None,
            deprel,
            sentence: 0,
        });
        if let Some(tag) = misc.split('|').find_map(|pair| pair.strip_prefix("ner=")) {
            self.name(here, tag);
        }
        Ok(())
    }

    /// Adds a surface token to the text and gives its place there.
    fn append(&mut self, form: &str, space_after: bool) -> Span {
        if !self.text.is_empty() && !self.glue {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(form);
        self.glue = !space_after;
        Span::new(start, self.text.len())
    }

    /// Where a word stands: its own piece of a multi-word token where the forms spell it, else the whole of it.
    fn word_span(&mut self, id: usize, form: &str, space_after: bool) -> Span {
        match self.surface {
            Some((whole, used, last)) if id <= last => {
                let rest = &self.text[used..whole.end];
                let span = if rest.starts_with(form) {
                    let end = if id == last { whole.end } else { used + form.len() };
                    Span::new(used, end)
                } else if id == last && used < whole.end {
                    Span::new(used, whole.end)
                } else {
                    whole
                };
                self.surface = Some((whole, if span == whole { used } else { span.end }, last));
                span
            }
            _ => self.append(form, space_after),
        }
    }

    fn name(&mut self, word: usize, tag: &str) {
        let Some((mark, kind)) = tag.split_once('-') else { return };
        let Some(kind) = NameKind::from_label(kind) else { return };
        match self.names.last_mut() {
            Some(name) if mark == "I" && name.tokens.end == word && name.kind == kind => name.tokens.end += 1,
            _ => self.names.push(NamedEntity { kind, tokens: word..word + 1 }),
        }
    }

    fn end_sentence(&mut self, line: usize) -> Result<(), ConlluError> {
        let (start, end) = (self.start, self.tokens.len());
        if start == end {
            return Ok(());
        }
        for (i, &head) in self.heads.iter().enumerate() {
            if head > end - start {
                return Err(ConlluError {
                    line,
                    reason: format!("head {head} is not a word of its sentence"),
                });
            }
            self.tokens[start + i].head = head.checked_sub(1).map(|h| start + h);
        }
        self.sentences.push(start..end);
        self.heads.clear();
        self.start = end;
        self.surface = None;
        self.glue = false;
        Ok(())
    }
}

/// Writes a document as CoNLL-U. MISC holds `start_char` and `end_char` (**code points** of the text), `ner` in BIO
/// marks, and `SpaceAfter=No` where no space follows.
#[must_use]
pub fn write_conllu(document: &Document) -> String {
    let mut out = String::new();
    let mut points = CodePoints { text: &document.text, byte: 0, count: 0 };
    for (number, sentence) in document.sentences.iter().enumerate() {
        let span = document.span_of(sentence);
        let one_line = span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {one_line}", number + 1);
        for i in sentence.clone() {
            let token = &document.tokens[i];
            if let Some(surface) = document.multiword.iter().find(|m| m.start == i) {
                let whole = document.span_of(surface);
                let misc = positions(&mut points, &document.text, whole, None);
                let (first, last) = (surface.start - sentence.start + 1, surface.end - sentence.start);
                let _ = writeln!(
                    out,
                    "{first}-{last}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}",
                    whole.of(&document.text)
                );
            }
            let inside = document.multiword.iter().any(|m| m.contains(&i));
            let misc =
                positions(&mut points, &document.text, token.span, Some((inside, ner_tag(document, i))));
            let head = token.head.map_or(0, |h| h - sentence.start + 1);
            let feats = if token.feats.as_str().is_empty() { "_" } else { token.feats.as_str() };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t{feats}\t{head}\t{}\t_\t{misc}",
                i - sentence.start + 1,
                document.form(i),
                token.lemma,
                token.upos,
                token.deprel,
            );
        }
        out.push('\n');
    }
    out
}

fn ner_tag(document: &Document, i: usize) -> Option<String> {
    let name = document.name_at(i)?;
    let mark = if name.tokens.start == i { "B" } else { "I" };
    Some(format!("{mark}-{}", name.kind.as_str()))
}

/// The MISC column; `word` is `None` for a surface token of several words.
fn positions(
    points: &mut CodePoints<'_>,
    text: &str,
    span: Span,
    word: Option<(bool, Option<String>)>,
) -> String {
    let (start, end) = (points.at(span.start), points.at(span.end));
    let mut misc = Vec::new();
    let followed = text.get(span.end..).and_then(|rest| rest.chars().next());
    let (inside, ner) = word.unwrap_or_default();
    if !inside && followed.is_some_and(|c| !c.is_whitespace()) {
        misc.push("SpaceAfter=No".to_owned());
    }
    misc.push(format!("end_char={end}"));
    if let Some(tag) = ner {
        misc.push(format!("ner={tag}"));
    }
    misc.push(format!("start_char={start}"));
    misc.join("|")
}

/// Turns byte positions into code-point positions, cheaply when they come in order.
struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl CodePoints<'_> {
    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            let back = self.text.get(byte..self.byte).map_or(0, |s| s.chars().count());
            self.count -= back;
        } else {
            self.count += self.text.get(self.byte..byte).map_or(0, |s| s.chars().count());
        }
        self.byte = byte;
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
# text = Éva doesn't agree.
1\tÉva\tÉva\tPROPN\t_\tNumber=Sing\t4\tnsubj\t_\tner=B-PER
2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdoes\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\tPolarity=Neg\t4\tadvmod\t_\t_
4\tagree\tagree\tVERB\t_\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_
";

    #[test]
    fn reads_forms_heads_names_and_multiword_tokens() {
        let document = read_conllu(SAMPLE).unwrap();
        assert_eq!(document.text, "Éva doesn't agree.");
        assert_eq!(document.form(1), "does");
        assert_eq!(document.form(2), "n't");
        assert_eq!(document.multiword, vec![1..3]);
        assert_eq!(document.children(3), &[0, 1, 2, 4]);
        assert_eq!(document.root(0), Some(3));
        assert_eq!(document.name_at(0).map(|n| n.kind), Some(NameKind::Per));
        assert_eq!(document.subtree(3), vec![0, 1, 2, 3, 4]);
    }

    #[test]
    fn writes_positions_in_code_points_and_reads_itself_back() {
        let document = read_conllu(SAMPLE).unwrap();
        let written = write_conllu(&document);
        assert!(written.contains("2-3\tdoesn't\t_"), "{written}");
        assert!(written.contains("end_char=3|ner=B-PER|start_char=0"), "{written}");
        let again = read_conllu(&written).unwrap();
        assert_eq!(write_conllu(&again), written);
    }

    #[test]
    fn names_the_line_of_a_malformed_row() {
        let error = read_conllu("1\tx\n").unwrap_err();
        assert_eq!(error.to_string(), "line 1: 2 columns, not 10");
        let error = read_conllu("1\tx\tx\tX\t_\t_\t7\tdep\t_\t_\n").unwrap_err();
        assert!(error.reason.contains("head 7"), "{error}");
    }
}
