//! Web pages: the main text, and what the page says of itself in JSON-LD, OpenGraph and other `meta` elements.

use std::io::BufRead;

use dom_smoothie::{Config, Readability, TextMode};
use serde_json::Value;

use super::decode::decode;
use super::plain::read_at_most;
use super::published::parse_day;
use super::{MAX_SOURCE_BYTES, Report, ReportError, Taken, Warning, check_text, hash};

/// Most elements of a page that are looked at.
const MAX_ELEMENTS: usize = 100_000;

/// Deepest nesting of elements that is looked at; real pages stay below 100.
const MAX_DEPTH: usize = 500;

/// Reads one page.
pub fn read_html(source: impl BufRead) -> Taken {
    read_page(read_at_most(source, MAX_SOURCE_BYTES)?, None)
}

/// Reads one page; `charset` is what a server says of it, which goes before what the page says itself.
pub fn read_page(bytes: Vec<u8>, charset: Option<&str>) -> Taken {
    let declared = charset.map(str::to_owned).or_else(|| declared_charset(&bytes));
    let (html, warning) = decode(bytes, declared.as_deref())?;
    if html.trim().is_empty() {
        return Err(ReportError::Empty);
    }
    let mut warnings: Vec<Warning> = warning.into_iter().collect();
    let mut page = parsed(html)?;
    let about = About::of(&page);
    let text = main_text(&mut page)?;
    check_text(&text)?;
    let published = about.published.as_deref().and_then(parse_day);
    if let (None, Some(given)) = (published, about.published) {
        warnings.push(Warning::Published(given));
    }
    let report = Report {
        id: hash(&text),
        title: about.title,
        url: about.url,
        publisher: about.publisher,
        published,
        text,
    };
    Ok((report, warnings))
}

/// All text of a piece of HTML, a paragraph a line with an empty line between.
pub fn text_of_markup(html: &str) -> Result<String, ReportError> {
    let page = parsed(html.to_owned())?;
    page.doc.select("script, style, template, noscript").remove();
    Ok(tidy(&page.doc.formatted_text()))
}

fn parsed(html: String) -> Result<Readability, ReportError> {
    let config = Config {
        disable_json_ld: true,
        max_elements_to_parse: MAX_ELEMENTS,
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let page = Readability::new(html, None, Some(config)).map_err(|_| ReportError::NoMainText)?;
    if page.doc.root().descendants_it().any(|node| node.ancestors_it(Some(MAX_DEPTH)).count() >= MAX_DEPTH) {
        return Err(ReportError::NoMainText);
    }
    Ok(page)
}

/// The label after `charset=` or `encoding=` in the first bytes of a page.
fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let after = head.find("charset=").map(|i| i + "charset=".len()).or_else(|| {
        head.strip_prefix("<?xml")?.find("encoding=").map(|i| i + "<?xml".len() + "encoding=".len())
    })?;
    let label: String = head[after..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// The main text; for pages too short to tell it by, all paragraphs.
fn main_text(page: &mut Readability) -> Result<String, ReportError> {
    let paragraphs: Vec<String> =
        page.doc.select("body p").iter().map(|p| one_line(&p.text())).filter(|p| !p.is_empty()).collect();
    let text = match page.parse() {
        Ok(article) => tidy(&article.text_content),
        Err(_) => String::new(),
    };
    let text = if text.is_empty() { paragraphs.join("\n\n") } else { text };
    if text.is_empty() { Err(ReportError::NoMainText) } else { Ok(text) }
}

/// One paragraph a line, an empty line between.
fn tidy(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(one_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a page says of itself.
#[derive(Default)]
struct About {
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
}

impl About {
    fn of(page: &Readability) -> Self {
        let mut about = About::default();
        for script in page.doc.select("script[type='application/ld+json']").iter() {
            // Pages break lines inside of strings, which JSON does not allow.
            let json = script.text().replace(|c: char| c.is_control(), " ");
            if let Ok(value) = serde_json::from_str::<Value>(json.trim()) {
                about.linked_data(&value, &value);
            }
        }
        let meta = |names: &[&str]| names.iter().find_map(|name| meta_content(page, name));
        let first = |selector: &str, attribute: &str| {
            let found = page.doc.select(selector).attr(attribute)?;
            filled(&found)
        };
        about.title = about
            .title
            .or_else(|| meta(&["og:title", "twitter:title", "dc.title", "headline"]))
            .or_else(|| filled(&page.get_article_title()));
        about.url = about
            .url
            .or_else(|| first("link[rel='canonical']", "href").and_then(|url| address(&url)))
            .or_else(|| meta(&["og:url"]).and_then(|url| address(&url)));
        about.publisher = about
            .publisher
            .or_else(|| meta(&["og:site_name", "application-name", "dc.publisher", "publisher"]));
        about.published = about
            .published
            .or_else(|| {
                meta(&[
                    "article:published_time",
                    "og:published_time",
                    "datepublished",
                    "parsely-pub-date",
                    "dc.date.issued",
                    "dc.date",
                    "pubdate",
                    "publishdate",
                    "publish-date",
                    "date",
                ])
            })
            .or_else(|| first("[itemprop='datePublished']", "content"))
            .or_else(|| first("[itemprop='datePublished']", "datetime"))
            .or_else(|| first("article time[datetime]", "datetime"));
        if let (Some(title), Some(publisher)) = (&about.title, &about.publisher) {
            about.title = filled(without_publisher(title, publisher));
        }
        about
    }

    /// Takes what the first article among the objects of JSON-LD says. `all` is the whole of it, in which objects refer
    /// to one another by `@id`.
    fn linked_data(&mut self, value: &Value, all: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.linked_data(item, all)),
            Value::Object(object) => {
                if let Some(graph) = object.get("@graph") {
                    self.linked_data(graph, all);
                }
                if !is_article(object.get("@type")) {
                    return;
                }
                let text = |key: &str| object.get(key).and_then(Value::as_str).and_then(filled);
                let name = object.get("publisher").and_then(|publisher| name_of(publisher, all));
                let page = object.get("mainEntityOfPage");
                let page = page.and_then(|p| p.as_str().or_else(|| p.get("@id")?.as_str()));
                self.title = self.title.take().or_else(|| text("headline").map(|title| unescaped(&title)));
                self.url = self.url.take().or_else(|| address(&text("url")?)).or_else(|| address(page?));
                self.publisher = self.publisher.take().or_else(|| filled(&unescaped(name?)));
                self.published = self.published.take().or_else(|| text("datePublished"));
            }
            _ => {}
        }
    }
}

/// The name of an organisation of JSON-LD: an object, a list of them, a reference to one, or the name itself.
fn name_of<'a>(organisation: &'a Value, all: &'a Value) -> Option<&'a str> {
    match organisation {
        Value::String(name) => Some(name),
        Value::Array(items) => items.iter().find_map(|item| name_of(item, all)),
        Value::Object(object) => match object.get("name") {
            Some(name) => name.as_str(),
            None => {
                let id = object.get("@id")?;
                let graph = all.get("@graph").unwrap_or(all).as_array()?;
                graph.iter().find(|item| item.get("@id") == Some(id))?.get("name")?.as_str()
            }
        },
        _ => None,
    }
}

/// A web address that stands by itself: one relative to the page leads nowhere in a record.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    match text.strip_prefix("//") {
        Some(rest) if !rest.is_empty() => Some(format!("https://{rest}")),
        _ if text.starts_with("http://") || text.starts_with("https://") => Some(text.to_owned()),
        _ => None,
    }
}

/// A text of JSON-LD in which entities of HTML were left, as many pages do.
fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

/// A headline without the " | Publisher" that pages put behind it.
fn without_publisher<'a>(title: &'a str, publisher: &str) -> &'a str {
    match title.strip_suffix(publisher).map(str::trim_end) {
        Some(rest) if rest.ends_with(['|', '-', '–', '—', '·']) => {
            rest.trim_end_matches(['|', '-', '–', '—', '·', ' '])
        }
        _ => title,
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let of = |kind: &Value| kind.as_str().is_some_and(|k| k.ends_with("Article") || k.ends_with("Posting"));
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(of),
        Some(kind) => of(kind),
        None => false,
    }
}

/// The content of the first `meta` of that name, property or itemprop, in any case.
fn meta_content(page: &Readability, name: &str) -> Option<String> {
    page.doc.select("meta[content]").iter().find_map(|meta| {
        let named = ["property", "name", "itemprop"]
            .iter()
            .any(|key| meta.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(name)));
        if named { filled(&meta.attr("content")?) } else { None }
    })
}

fn filled(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Ministers meet in Oslo | The Example</title>
<meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2018-04-18T08:00:00+02:00">
<link rel="canonical" href="https://example.org/oslo">
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ministers meet in Oslo</h1>
<p>The foreign ministers of Norway and Sweden met in Oslo on Tuesday, their offices said, to talk about the
fishing rights that both countries have claimed for many years in the waters between them.</p>
<p>The two-hour meeting, the first of its kind in this decade, ended without an agreement, but the ministers said that
they would meet again in Stockholm before the summer, and that their staff would prepare a draft.</p>
<p>Officials from Denmark attended as observers, and left before the talks ended in the evening.</p>
</article><footer><a href="/about">About us</a> <a href="/jobs">Jobs</a></footer></body></html>"#;

    #[test]
    fn gives_the_main_text_and_what_the_page_says_of_itself() {
        let (report, warnings) = read_html(PAGE.as_bytes()).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(report.title.as_deref(), Some("Ministers meet in Oslo"));
        assert_eq!(report.publisher.as_deref(), Some("The Example"));
        assert_eq!(report.url.as_deref(), Some("https://example.org/oslo"));
        assert_eq!(report.published, Some(date(2018, 4, 18)));
        assert!(report.text.starts_with("The foreign ministers of Norway"), "{}", report.text);
        assert!(report.text.contains("about the fishing rights"), "{}", report.text);
        assert!(report.text.contains("between them.\n\nThe two-hour"), "{}", report.text);
        assert!(!report.text.contains("About us") && !report.text.contains("Home"), "{}", report.text);
    }

    #[test]
    fn linked_data_comes_first() {
        let data = r#"<script type="application/ld+json">{"@graph":[{"@type":"WebSite","url":"https://x"},
            {"@type":["NewsArticle"],"headline":"H","datePublished":"2018-04-17","publisher":{"name":"P"},
             "mainEntityOfPage":{"@id":"https://p"}}]}</script></head>"#;
        let page = PAGE.replace("</head>", data);
        let (report, _) = read_html(page.as_bytes()).unwrap();
        assert_eq!(report.title.as_deref(), Some("H"));
        assert_eq!(report.publisher.as_deref(), Some("P"));
        assert_eq!(report.url.as_deref(), Some("https://p"));
        assert_eq!(report.published, Some(date(2018, 4, 17)));
    }

    #[test]
    fn linked_data_is_read_as_pages_write_it() {
        let data = r##"<script type="application/ld+json">{"@graph":[{"@type":"Organization","@id":"#o","name":"P &amp; Q"},
            {"@type":"ReportageNewsArticle","headline":"Talks &#8217;fail&#8217;
in Oslo","publisher":{"@id":"#o"},"url":"/x","mainEntityOfPage":"//e.org/x"}]}</script></head>"##;
        let (report, _) = read_html(PAGE.replace("</head>", data).as_bytes()).unwrap();
        assert_eq!(report.title.as_deref(), Some("Talks ’fail’ in Oslo"));
        assert_eq!(report.publisher.as_deref(), Some("P & Q"));
        assert_eq!(report.url.as_deref(), Some("https://e.org/x"));
        assert_eq!(report.published, Some(date(2018, 4, 18)));
    }

    #[test]
    fn an_address_relative_to_the_page_is_none() {
        let page = PAGE.replace("https://example.org/oslo", "/oslo");
        assert_eq!(read_html(page.as_bytes()).unwrap().0.url, None);
        let page = page.replace("<head>", "<head><meta property='og:url' content='https://example.org/o'>");
        assert_eq!(read_html(page.as_bytes()).unwrap().0.url.as_deref(), Some("https://example.org/o"));
    }

    #[test]
    fn a_declared_charset_is_obeyed() {
        let page = b"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-2\"></head>\
            <body><p>Prezident \xB9el do m\xECsta.</p></body></html>";
        let (report, warnings) = read_html(&page[..]).unwrap();
        assert_eq!(report.text, "Prezident šel do města.");
        assert!(matches!(warnings[..], [Warning::Charset { name: "ISO-8859-2", declared: true, .. }]));
    }

    #[test]
    fn a_page_without_text_is_an_error() {
        let page = "<html><body><img src=x></body></html>";
        assert!(matches!(read_html(page.as_bytes()), Err(ReportError::NoMainText)));
        let deep = format!("<html><body>{}Rain", "<div>".repeat(20_000));
        assert!(read_html(deep.as_bytes()).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_page_gives_a_report_or_an_error(tags in proptest::collection::vec("(<[a-z/!]{0,5}[^>]{0,8}>?|[ -~é]{0,20})", 0..30)) {
            let _ = read_html(tags.concat().as_bytes());
        }
    }
}
