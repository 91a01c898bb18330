//! Which column of a table is what.

use super::super::ReportError;
use super::row::cells_of;

/// Signs between cells, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Names of columns by what they hold, in lower case with `_` between words; the first that a table has is taken.
const TEXT: &[&str] = &["text", "body", "content", "article", "maintext", "full_text"];
const ID: &[&str] = &["id", "article_id", "doc_id", "document_id", "guid"];
const TITLE: &[&str] = &["title", "headline"];
const URL: &[&str] = &["url", "link", "uri"];
const PUBLISHER: &[&str] = &["publisher", "outlet", "publication", "newspaper", "source", "site"];
const PUBLISHED: &[&str] =
    &["published", "date", "published_at", "publish_date", "publication_date", "pubdate", "date_publish"];

/// The first line of a table.
pub struct Header {
    /// Between cells.
    pub separator: u8,
    /// Number of columns.
    pub width: usize,
    /// What they are.
    pub columns: Columns,
}

/// Columns, from 0.
#[derive(Clone, Copy)]
pub struct Columns {
    pub text: usize,
    pub id: Option<usize>,
    pub title: Option<usize>,
    pub url: Option<usize>,
    pub publisher: Option<usize>,
    pub published: Option<usize>,
}

impl Header {
    /// Reads the line of names. The separator is the one that gives a column of texts, else the one with most columns.
    ///
    /// # Errors
    /// When there is no column of texts, or two columns of a name that is used.
    pub fn of(line: &str) -> Result<Self, ReportError> {
        let rows = SEPARATORS.map(|separator| (separator, names(line, separator)));
        let with_text = rows.iter().find(|(_, names)| names.iter().any(|name| TEXT.contains(&name.as_str())));
        let Some((separator, names)) = with_text else {
            let most = rows.iter().max_by_key(|(_, names)| names.len()).map(|(_, names)| names.join(", "));
            return Err(ReportError::NoTextColumn { aliases: &TEXT[1..], found: most.unwrap_or_default() });
        };
        let find = |aliases| column(names, aliases);
        let columns = Columns {
            text: find(TEXT)?.unwrap_or_default(),
            id: find(ID)?,
            title: find(TITLE)?,
            url: find(URL)?,
            publisher: find(PUBLISHER)?,
            published: find(PUBLISHED)?,
        };
        Ok(Header { separator: *separator, width: names.len(), columns })
    }
}

/// The names in a line, in one spelling.
fn names(line: &str, separator: u8) -> Vec<String> {
    let spelled = |name: &String| name.trim().to_lowercase().replace([' ', '-', '.'], "_");
    cells_of(line, separator).iter().map(spelled).collect()
}

/// The column of the first of `aliases` that is there.
fn column(names: &[String], aliases: &[&str]) -> Result<Option<usize>, ReportError> {
    for alias in aliases {
        let mut found = names.iter().enumerate().filter(|(_, name)| name == alias).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (None, _) => {}
            (at, None) => return Ok(at),
            (_, Some(_)) => return Err(ReportError::ColumnTwice((*alias).to_owned())),
        }
    }
    Ok(None)
}

/// Whether the first line names a column `text` and another known one, nothing longer than a name among them.
pub fn looks_like_table(head: &[u8]) -> bool {
    let Some(end) = head.iter().position(|&byte| byte == b'\n') else { return false };
    let Ok(line) = std::str::from_utf8(&head[..end]) else { return false };
    SEPARATORS.iter().any(|&separator| {
        let names = names(line, separator);
        let has = |list: &[&str]| names.iter().any(|name| list.contains(&name.as_str()));
        names.iter().all(|name| name.len() <= 40)
            && has(&TEXT[..1])
            && [ID, TITLE, URL, PUBLISHER, PUBLISHED].iter().any(|list| has(list))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_gives_texts() {
        for (line, separator) in [
            ("id,text", b','),
            ("a,b;text;c", b';'),
            ("text", b','),
            ("id|Full-Text|x", b'|'),
            ("a b\tBODY\n", b'\t'),
        ] {
            assert_eq!(
                Header::of(line).map(|h| char::from(h.separator)).ok(),
                Some(char::from(separator)),
                "{line}"
            );
        }
        assert!(Header::of("id,words").is_err());
    }

    #[test]
    fn the_plainest_name_wins() {
        let header = Header::of("source,article,publisher,text,date").unwrap();
        assert_eq!((header.columns.text, header.columns.publisher), (3, Some(2)));
        assert_eq!(header.columns.published, Some(4));
    }
}
