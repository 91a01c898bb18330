//! A feed cut into its items as it is read.

use std::io::{self, BufRead as _};

use super::super::compressed::Source;
use super::super::{MAX_SOURCE_BYTES, Position, ReportError};

/// Most bytes kept of what stands before the first item: 256 KiB.
const MAX_HEAD_BYTES: usize = 1 << 18;

/// Most bytes kept of one tag: 64 KiB.
const MAX_TAG_BYTES: usize = 1 << 16;

/// Cuts items out of a feed; see [`Iterator::next`].
pub struct Items {
    source: Source,
    /// Bytes taken from the source.
    byte: u64,
    /// Items begun.
    number: u64,
    scan: Scan,
    /// The tag that is being read, without its `<`.
    tag: Vec<u8>,
    /// Where that tag began.
    tag_byte: u64,
    /// The item that is being read.
    open: Option<Open>,
    /// What stands before the first item.
    head: Vec<u8>,
    ended: bool,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scan {
    Text,
    Tag,
    /// `<!-- … -->`; so many of the bytes that end it have been met.
    Comment(usize),
    /// `<![CDATA[ … ]]>`, likewise.
    Data(usize),
}

struct Open {
    position: Position,
    name: Vec<u8>,
    bytes: Vec<u8>,
}

/// An item's bytes, its tags included.
type Cut = (Position, Result<Vec<u8>, ReportError>);

impl Items {
    /// The items of `source`.
    pub fn new(source: Source) -> Self {
        Items {
            source,
            byte: 0,
            number: 0,
            scan: Scan::Text,
            tag: Vec::new(),
            tag_byte: 0,
            open: None,
            head: Vec::new(),
            ended: false,
        }
    }

    /// What stands before the first item, as far as it has been read.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Takes one byte; gives an item that it ends.
    fn take(&mut self, byte: u8) -> Option<Cut> {
        let mut cut = None;
        if self.scan != Scan::Tag {
            match &mut self.open {
                Some(open) => open.bytes.push(byte),
                None if self.number == 0 && self.head.len() < MAX_HEAD_BYTES => self.head.push(byte),
                None => {}
            }
        }
        self.scan = match self.scan {
            Scan::Text if byte == b'<' => {
                self.begin_tag();
                Scan::Tag
            }
            Scan::Text => Scan::Text,
            Scan::Tag => {
                let scan = self.take_in_tag(byte);
                if scan == Scan::Text {
                    cut = self.end_tag();
                }
                scan
            }
            Scan::Comment(met) => followed(b"-->", met, byte).map_or(Scan::Text, Scan::Comment),
            Scan::Data(met) => followed(b"]]>", met, byte).map_or(Scan::Text, Scan::Data),
        };
        if self.open.as_ref().is_some_and(|open| open.bytes.len() > MAX_SOURCE_BYTES) {
            let open = self.open.take()?;
            self.scan = Scan::Text;
            return Some((open.position, Err(ReportError::TooLong { limit: MAX_SOURCE_BYTES })));
        }
        cut
    }

    /// Takes back the `<` that begins a tag: whose it is shows at its end.
    fn begin_tag(&mut self) {
        match &mut self.open {
            Some(open) => _ = open.bytes.pop(),
            None if self.number == 0 => _ = self.head.pop(),
            None => {}
        }
        self.tag.clear();
        self.tag_byte = self.byte;
    }

    fn take_in_tag(&mut self, byte: u8) -> Scan {
        match byte {
            b'>' => return Scan::Text,
            // The tag before was none.
            b'<' => {
                self.keep_tag(b"");
                self.tag.clear();
                self.tag_byte = self.byte;
                return Scan::Tag;
            }
            _ if self.tag.len() < MAX_TAG_BYTES => self.tag.push(byte),
            _ => {}
        }
        let scan = match &self.tag[..] {
            b"!--" => Scan::Comment(0),
            b"![CDATA[" => Scan::Data(0),
            _ => return Scan::Tag,
        };
        self.keep_tag(b"");
        scan
    }

    /// Puts the tag where it belongs.
    fn keep_tag(&mut self, end: &[u8]) {
        let target = match &mut self.open {
            Some(open) => &mut open.bytes,
            None if self.number == 0 && self.head.len() < MAX_HEAD_BYTES => &mut self.head,
            None => return,
        };
        target.push(b'<');
        target.extend_from_slice(&self.tag);
        target.extend_from_slice(end);
    }

    /// At the `>` of a tag: an item may end or begin with it.
    fn end_tag(&mut self) -> Option<Cut> {
        let name = self.tag.strip_prefix(b"/").unwrap_or(&self.tag);
        let end = name.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(name.len());
        let name = name[..end].to_vec();
        let closing = self.tag.starts_with(b"/");
        let local = name.rsplit(|&b| b == b':').next().unwrap_or_default();
        let begins = !closing && !self.tag.ends_with(b"/") && matches!(local, b"item" | b"entry");
        if closing && self.open.as_ref().is_some_and(|open| open.name == name) {
            self.keep_tag(b">");
            let open = self.open.take()?;
            return Some((open.position, Ok(open.bytes)));
        }
        if !begins || self.open.as_ref().is_some_and(|open| open.name != name) {
            self.keep_tag(b">");
            return None;
        }
        let unclosed = self.open.take();
        self.number += 1;
        let position = Position::Record { number: self.number, byte: self.tag_byte };
        self.open = Some(Open { position, name, bytes: Vec::new() });
        self.keep_tag(b">");
        unclosed.map(|open| (open.position, Err(ReportError::Item("it has no end".to_owned()))))
    }
}

/// How much of `end` has been met with this byte when `met` bytes of it had been before; `None` for all.
fn followed(end: &[u8; 3], met: usize, byte: u8) -> Option<usize> {
    match met {
        2 if byte == end[2] => None,
        2 if byte == end[1] => Some(2),
        1 if byte == end[1] => Some(2),
        _ => Some(usize::from(byte == end[0])),
    }
}

impl Iterator for Items {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        while !self.ended {
            let chunk = match self.source.fill_buf() {
                Ok(chunk) => chunk.to_vec(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.ended = true;
                    let here = Position::Record { number: self.number + 1, byte: self.byte };
                    let position = self.open.take().map_or(here, |open| open.position);
                    return Some((position, Err(error.into())));
                }
            };
            if chunk.is_empty() {
                self.ended = true;
                let open = self.open.take()?;
                return Some((open.position, Err(ReportError::Item("it is cut off".to_owned()))));
            }
            for (at, &byte) in chunk.iter().enumerate() {
                let cut = self.take(byte);
                self.byte += 1;
                if cut.is_some() {
                    self.source.consume(at + 1);
                    return cut;
                }
            }
            self.source.consume(chunk.len());
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(feed: &str) -> Vec<Result<String, String>> {
        Items::new(Box::new(io::Cursor::new(feed.as_bytes().to_vec())))
            .take(10_000)
            .map(|(_, item)| {
                item.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string())
            })
            .collect()
    }

    #[test]
    fn items_are_given_as_they_stand() {
        let one = "<item a='1'>x <b>y</b> < z <!-- </item> --><![CDATA[ </item> ]]]></item>";
        let two = "<a:item><items/></item></a:item>";
        let feed = format!("<rss><items/><!-- <item> -->{one} <item/> {two}</rss>");
        assert_eq!(cut(&feed), [Ok(one.to_owned()), Ok(two.to_owned())]);
    }

    #[test]
    fn the_head_is_what_stands_before() {
        let mut items = Items::new(Box::new(io::Cursor::new(b"<rss><title>T</title><item></item> x")));
        items.next();
        assert_eq!(items.head(), b"<rss><title>T</title>");
    }

    #[test]
    fn ends_are_found_whatever_stands_before_them() {
        assert_eq!(cut("<entry><!-- a - -- ---></entry>").len(), 1);
        assert!(cut("<entry><!-- a --></entry")[0].is_err());
    }
}
