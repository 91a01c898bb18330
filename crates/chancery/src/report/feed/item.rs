//! What an item of a feed, or the feed itself, says.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::super::ReportError;

/// Prefixes of elements that say something of the item itself. Others, as `media:`, speak of pictures and players.
const PREFIXES: [&str; 6] = ["", "atom", "content", "dc", "dcterms", "feedburner"];

/// A text as it stands in a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Text.
    Plain(String),
    /// HTML.
    Markup(String),
}

/// The fields of an item that are used.
#[derive(Debug, Default)]
pub struct Item {
    pub id: Option<String>,
    pub title: Option<Text>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<String>,
    pub summary: Option<Text>,
    pub content: Option<Text>,
}

/// What a feed says of itself before its items.
#[derive(Debug, Default)]
pub struct About {
    pub charset: Option<String>,
    pub publisher: Option<String>,
}

impl Item {
    /// Reads one item, its tags included.
    ///
    /// # Errors
    /// When it is no XML.
    pub fn of(xml: &str) -> Result<Self, ReportError> {
        let mut item = Item::default();
        let (mut guid, mut updated, mut original) = (None, None, None);
        for field in fields(xml, 1)? {
            let rel = field.attribute("rel");
            match field.name.as_str() {
                "title" => item.title = item.title.or(field.text()),
                "guid" | "id" => {
                    let link = field.name == "guid" && field.attribute("isPermaLink") != Some("false");
                    let id = field.line();
                    guid = guid.or_else(|| id.clone().filter(|id| link && is_address(id)));
                    item.id = item.id.or(id);
                }
                "link" if rel.is_none_or(|rel| rel == "alternate") => {
                    let address = field.attribute("href").map(str::to_owned).or_else(|| field.line());
                    item.url = item.url.or(address.filter(|address| is_address(address)));
                }
                "feedburner:origLink" => original = field.line(),
                "pubDate" | "published" | "dc:date" | "dcterms:issued" | "issued" => {
                    item.published = item.published.or_else(|| field.line());
                }
                "updated" | "modified" => updated = updated.or_else(|| field.line()),
                "description" | "summary" => item.summary = item.summary.or(field.text()),
                "content:encoded" | "content" => item.content = item.content.or(field.text()),
                "source" => item.publisher = item.publisher.or_else(|| field.title_or_line()),
                "dc:publisher" => item.publisher = item.publisher.or_else(|| field.line()),
                _ => {}
            }
        }
        item.url = original.or(item.url).or(guid);
        item.published = item.published.or(updated);
        Ok(item)
    }
}

impl About {
    /// Reads what stands before the first item of a feed.
    pub fn of(head: &[u8]) -> Self {
        let xml = String::from_utf8_lossy(head);
        let declaration =
            xml.trim_start_matches('\u{feff}').strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
        let declared = declaration.and_then(|declaration| {
            let (_, after) = declaration.split_once("encoding")?;
            let label = after.trim_start().strip_prefix('=')?.trim_start();
            let mark = label.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            label[1..].split(mark).next().map(str::to_owned)
        });
        let mut about = About { charset: declared, publisher: None };
        let mut title = None;
        // RSS has its fields in <channel> in <rss>, Atom in <feed>.
        for depth in [1, 2] {
            for field in fields(&xml, depth).unwrap_or_default() {
                match field.name.as_str() {
                    "dc:publisher" => about.publisher = about.publisher.or_else(|| field.line()),
                    "title" => title = title.or_else(|| field.line()),
                    _ => {}
                }
            }
        }
        about.publisher = about.publisher.or(title);
        about
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// One element with all that is in it.
#[derive(Debug, Default)]
struct Field {
    /// With a prefix only where that tells it from the plain one.
    name: String,
    attributes: Vec<(String, String)>,
    /// The text, markup of elements within left out.
    text: String,
    /// The same with that markup.
    markup: String,
    /// Elements within: their names and texts.
    within: Vec<(String, String)>,
    /// An entity of HTML is left in the text.
    entities: bool,
}

impl Field {
    fn new(name: String, start: &BytesStart) -> Self {
        let attributes = start.attributes().flatten().map(|attribute| {
            let value = attribute.value.into_owned();
            let value = quick_xml::escape::unescape(&value).map(|v| v.into_owned()).unwrap_or(value);
            (attribute.key.as_ref().to_owned(), value)
        });
        Field { name, attributes: attributes.collect(), ..Field::default() }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The text in one line; `None` when empty.
    fn line(&self) -> Option<String> {
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// That of a `title` within, else the own text.
    fn title_or_line(&self) -> Option<String> {
        match self.within.iter().find(|(name, _)| name == "title") {
            Some((_, title)) => Some(title.trim().to_owned()).filter(|title| !title.is_empty()),
            None if self.within.is_empty() => self.line(),
            None => None,
        }
    }

    /// The text as what its `type` says it is (Atom), else as what it looks like (RSS leaves that open).
    fn text(self) -> Option<Text> {
        if self.text.trim().is_empty() {
            return None;
        }
        let markup = match self.attribute("type") {
            Some("text" | "text/plain") => false,
            Some(kind) if kind.contains("html") => true,
            _ => self.entities || !self.within.is_empty() || has_markup(&self.text),
        };
        if !markup {
            Some(Text::Plain(self.text))
        } else if self.within.is_empty() {
            Some(Text::Markup(self.text))
        } else {
            Some(Text::Markup(self.markup))
        }
    }
}

/// Whether a text has a tag or an entity of HTML in it.
fn has_markup(text: &str) -> bool {
    let after = |sign: char| text.split(sign).skip(1);
    let tag = after('<').any(|rest| {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains('>')
    });
    tag || after('&').any(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(rest.len());
        end > 1 && rest[end..].starts_with(';')
    })
}

/// The elements that stand `depth` levels below the top of `xml`, as far as it goes.
///
/// # Errors
/// What the XML parser cannot pass over.
fn fields(xml: &str, depth: usize) -> Result<Vec<Field>, ReportError> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let (mut level, mut fields, mut open) = (0_usize, Vec::new(), None::<Field>);
    loop {
        let event = reader.read_event().map_err(|error| ReportError::Item(error.to_string()))?;
        match event {
            Event::Start(start) => {
                begin(&start, level == depth, &mut open);
                level += 1;
            }
            Event::Empty(start) => {
                begin(&start, level == depth, &mut open);
                end(start.name().into_inner(), level == depth, &mut open, &mut fields);
            }
            Event::End(tag) => {
                level = level.saturating_sub(1);
                end(tag.name().into_inner(), level == depth, &mut open, &mut fields);
            }
            Event::Text(text) => add(&mut open, &text.xml10_content(), true),
            Event::CData(text) => add(&mut open, &text.xml10_content(), false),
            Event::GeneralRef(reference) => add_reference(&mut open, &reference),
            Event::Eof => return Ok(fields),
            _ => {}
        }
    }
}

fn begin(start: &BytesStart, field: bool, open: &mut Option<Field>) {
    let name = start.name().into_inner().to_owned();
    match open {
        None if field => {
            let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
            if PREFIXES.contains(&prefix) {
                let plain = matches!(prefix, "" | "atom");
                *open = Some(Field::new(if plain { local.to_owned() } else { name.clone() }, start));
            }
        }
        None => {}
        Some(open) => {
            let local = name.rsplit(':').next().unwrap_or_default().to_owned();
            open.markup.push_str(&format!("<{local}>"));
            open.within.push((local, String::new()));
        }
    }
}

fn end(name: &str, field: bool, open: &mut Option<Field>, fields: &mut Vec<Field>) {
    if field {
        fields.extend(open.take());
    } else if let Some(open) = open {
        open.markup.push_str(&format!("</{}>", name.rsplit(':').next().unwrap_or_default()));
    }
}

/// Adds a text; what is escaped in it has been taken out by the parser unless `raw` markup is left in it.
fn add(open: &mut Option<Field>, text: &str, plain: bool) {
    let Some(open) = open else { return };
    open.text.push_str(text);
    if plain {
        open.markup.push_str(&text.replace('<', "&lt;"));
    } else {
        open.markup.push_str(text);
    }
    if let Some((_, within)) = open.within.last_mut() {
        within.push_str(text);
    }
}

fn add_reference(open: &mut Option<Field>, reference: &BytesRef) {
    let Some(field) = open else { return };
    let name = reference.xml10_content().into_owned();
    let character = match reference.resolve_char_ref() {
        Ok(Some(character)) => Some(character.to_string()),
        _ => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
    };
    match character {
        Some(character) => {
            field.text.push_str(&character);
            field.markup.push_str(&character.replace('&', "&amp;").replace('<', "&lt;"));
            if let Some((_, within)) = field.within.last_mut() {
                within.push_str(&character);
            }
        }
        None => {
            field.entities = true;
            field.text.push_str(&format!("&{name};"));
            field.markup.push_str(&format!("&{name};"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_html_is_told_from_text() {
        assert!(has_markup("a <b>c</b>") && has_markup("x &#8217; y") && has_markup("R&amp;D"));
        assert!(!has_markup("a < b > c") && !has_markup("R&D; AT&T") && !has_markup("Rain & sun"));
    }

    #[test]
    fn entities_of_html_are_left_for_the_html_parser() {
        let item = Item::of("<item><title>Rain&nbsp;&amp; sun</title></item>").unwrap();
        assert_eq!(item.title, Some(Text::Markup("Rain&nbsp;& sun".to_owned())));
    }

    #[test]
    fn a_feed_says_who_it_is() {
        let about = About::of(
            b"<?xml version='1.0' encoding=\"ISO-8859-1\"?>\n<rss><channel><title>T</title><image>",
        );
        assert_eq!((about.charset.as_deref(), about.publisher.as_deref()), (Some("ISO-8859-1"), Some("T")));
    }
}
