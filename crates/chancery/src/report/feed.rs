//! Feeds: RSS 0.9 to 2.0 and Atom (RFC 4287), an item or entry a report.
//!
//! Items are cut out of the feed by their tags and parsed one by one, so that a feed may have any length and an item
//! that is no XML costs itself only. Elements are told by the prefixes that feeds write in practice (`content:`, `dc:`,
//! `atom:`), not by namespace.

mod item;

mod split;

use super::compressed::Source;
use super::decode::decode;
use super::html::text_of_markup;
use super::published::parse_day;
use super::{Position, Report, ReportError, Taken, Warning, check_text, hash};
use item::{About, Item, Text};
use split::Items;

/// The items of a feed.
pub struct Feed {
    items: Items,
    /// What the feed says of itself; `None` before the first item.
    about: Option<About>,
}

impl Feed {
    /// The reports of `source`, which is UTF-8 or a charset that keeps ASCII as it is.
    pub fn new(source: Source) -> Self {
        Feed { items: Items::new(source), about: None }
    }
}

impl Iterator for Feed {
    type Item = (Position, Taken);

    fn next(&mut self) -> Option<Self::Item> {
        let (position, item) = self.items.next()?;
        let about = self.about.get_or_insert_with(|| About::of(self.items.head()));
        Some((position, item.and_then(|item| read_item(item, about))))
    }
}

/// The report of one item.
fn read_item(bytes: Vec<u8>, about: &About) -> Taken {
    let (xml, warning) = decode(bytes, about.charset.as_deref())?;
    let mut warnings: Vec<Warning> = warning.into_iter().collect();
    let item = Item::of(&xml)?;
    let text = item.content.or(item.summary).ok_or(ReportError::EmptyItem)?;
    let text = plain(text)?;
    if text.trim().is_empty() {
        return Err(ReportError::EmptyItem);
    }
    check_text(&text)?;
    let published = item.published.as_deref().and_then(parse_day);
    if let (None, Some(given)) = (published, item.published) {
        warnings.push(Warning::Published(given));
    }
    let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let report = Report {
        id: item.id.unwrap_or_else(|| hash(&text)),
        title: item.title.map(plain).transpose()?.map(line).filter(|title| !title.is_empty()),
        url: item.url,
        publisher: item.publisher.or_else(|| about.publisher.clone()),
        published,
        text,
    };
    Ok((report, warnings))
}

/// A text without markup.
fn plain(text: Text) -> Result<String, ReportError> {
    match text {
        Text::Plain(text) => Ok(text),
        Text::Markup(html) => text_of_markup(&html),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn read(feed: impl Into<Vec<u8>>) -> Vec<(Position, Result<Report, String>)> {
        Feed::new(Box::new(std::io::Cursor::new(feed.into())))
            .take(10_000)
            .map(|(position, taken)| (position, taken.map(|t| t.0).map_err(|error| error.to_string())))
            .collect()
    }

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="x"><channel>
<title>The Example: World</title><link>https://e.org/</link>
<item><title>Talks &amp; more</title><link>https://e.org/1</link><guid isPermaLink="false">e-1</guid>
<pubDate>Wed, 18 Apr 2018 09:30:00 GMT</pubDate>
<description>Short.</description><media:title>Picture</media:title>
<content:encoded><![CDATA[<p>Envoys met &amp; talked.</p><script>x()</script><p>They went home.</item></p>]]></content:encoded></item>
<item><title>Rain</title><description>It &lt;b&gt;rained&lt;/b&gt; in O&#8217;Neill.</description>
<guid>https://e.org/2</guid></item>
</channel></rss>"#;

    const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><id>f</id>
<entry><title type="html">Talks &amp;amp; more</title><id>tag:e.org,1</id><link rel="self" href="https://e.org/x"/>
<link rel="alternate" href="https://e.org/1?a=1&amp;b=2"/><updated>2018-04-19T01:00:00Z</updated>
<published>2018-04-18T23:00:00-05:00</published><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Envoys <em>met</em>.</p><p>They went
home &amp; slept.</p></div></content></entry>
<entry><title>a &lt; b</title><id>2</id><updated>2018-04-19T01:00:00Z</updated><summary>Rain &lt; sun.</summary>
<source><id>other</id><title>Other paper</title></source></entry></feed>"#;

    #[test]
    fn items_of_rss_are_reports() {
        let found = read(RSS);
        assert_eq!(found.len(), 2, "{found:?}");
        let byte = RSS.find("<item>").map(|at| at as u64).unwrap();
        assert_eq!(found[0].0, Position::Record { number: 1, byte });
        let report = found[0].1.as_ref().unwrap();
        assert_eq!(report.text, "Envoys met & talked.\n\nThey went home.");
        assert_eq!(report.title.as_deref(), Some("Talks & more"));
        assert_eq!((report.id.as_str(), report.url.as_deref()), ("e-1", Some("https://e.org/1")));
        assert_eq!(report.publisher.as_deref(), Some("The Example: World"));
        assert_eq!(report.published, Some(date(2018, 4, 18)));
        let report = found[1].1.as_ref().unwrap();
        assert_eq!(report.text, "It rained in O’Neill.");
        assert_eq!(report.url.as_deref(), Some("https://e.org/2"));
    }

    #[test]
    fn entries_of_atom_are_reports() {
        let found = read(ATOM);
        let report = found[0].1.as_ref().unwrap();
        assert_eq!(report.text, "Envoys met.\n\nThey went home & slept.");
        assert_eq!(report.title.as_deref(), Some("Talks & more"));
        assert_eq!(report.url.as_deref(), Some("https://e.org/1?a=1&b=2"));
        assert_eq!((report.id.as_str(), report.published), ("tag:e.org,1", Some(date(2018, 4, 18))));
        assert_eq!(report.publisher.as_deref(), Some("The Example"));
        let report = found[1].1.as_ref().unwrap();
        assert_eq!((report.text.as_str(), report.title.as_deref()), ("Rain < sun.", Some("a < b")));
        assert_eq!(
            (report.publisher.as_deref(), report.published),
            (Some("Other paper"), Some(date(2018, 4, 19)))
        );
    }

    #[test]
    fn an_item_that_is_broken_costs_itself_only() {
        let feed = "<rss><channel><item><description>Rain.</description><item><title>No text</title></item>\
            <item><description>Sun.</description></item><item><description>Wi";
        let found = read(feed);
        let texts: Vec<_> = found.iter().map(|(_, r)| r.as_ref().map(|r| r.text.as_str()).ok()).collect();
        assert_eq!(texts, [None, None, Some("Sun."), None], "{found:?}");
        assert!(found[3].1.as_ref().is_err_and(|e| e.contains("cut off")), "{found:?}");
    }

    #[test]
    fn the_charset_of_the_feed_is_that_of_its_items() {
        let feed =
            b"<?xml version='1.0' encoding='ISO-8859-2'?><rss><channel><item><description>Prezident \xB9el.\
            </description></item></channel></rss>";
        assert_eq!(read(&feed[..])[0].1.as_ref().unwrap().text, "Prezident šel.");
    }

    proptest! {
        #[test]
        fn any_feed_gives_items_or_errors(
            parts in proptest::collection::vec("(<item>|</item>|<description>|</description>|<!\\[CDATA\\[|\\]\\]>|<!--|\
                -->|&[a-z#;]{0,4}|[a-z<>/&\" ]{0,6})", 0..40),
        ) {
            read(parts.concat());
        }
    }
}
