//! The answer of a server (RFC 9112) as crawlers store it: status, fields, and a body that may be chunked and
//! compressed. Some crawlers store the body as it came, some decode it and leave the fields as they were; so the body
//! itself decides.

use std::io::{Cursor, Read};

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::super::compressed::unpack;
use super::super::format::InputFormat;
use super::super::plain::read_at_most;
use super::super::{MAX_SOURCE_BYTES, ReportError};

/// Fields of a head: names in lower case.
#[derive(Default)]
pub struct Fields {
    fields: Vec<(String, String)>,
}

impl Fields {
    /// One `name: value` a line; a line that begins with white space belongs to the one before.
    pub fn of(head: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in String::from_utf8_lossy(head).lines() {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Fields { fields }
    }

    /// The value of the first field of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// The body of an answer with the charset its fields name; `None` when it is no page or not a success.
///
/// # Errors
/// When the body cannot be decoded.
#[allow(clippy::type_complexity)]
pub fn page_of_answer(answer: &[u8]) -> Result<Option<(Vec<u8>, Option<String>)>, ReportError> {
    let Some((head, body)) = split_head(answer) else { return Ok(None) };
    let status = head.split(|&byte| byte == b' ').nth(1).unwrap_or_default();
    if !head.starts_with(b"HTTP/") || !status.starts_with(b"2") {
        return Ok(None);
    }
    let fields = Fields::of(head);
    let media = fields.get("content-type").unwrap_or_default().to_ascii_lowercase();
    if !(is_page(&media) || media.is_empty()) {
        return Ok(None);
    }
    let chunked = fields.get("transfer-encoding").is_some_and(|e| e.to_ascii_lowercase().contains("chunked"));
    let body = chunked.then(|| without_chunks(body)).flatten().unwrap_or_else(|| body.to_vec());
    let body = decoded(body, &fields.get("content-encoding").unwrap_or_default().to_ascii_lowercase())?;
    if body.trim_ascii().is_empty()
        || (media.is_empty() && InputFormat::of_content(&body) != InputFormat::Html)
    {
        return Ok(None);
    }
    Ok(Some((body, charset_of(&media))))
}

/// Whether a media type is that of web pages.
pub fn is_page(media: &str) -> bool {
    media.starts_with("text/html") || media.starts_with("application/xhtml+xml")
}

/// The charset that a media type names.
pub fn charset_of(media: &str) -> Option<String> {
    let (_, after) = media.split_once("charset=")?;
    let label = after.split(';').next()?.trim().trim_matches(['"', '\'']);
    (!label.is_empty()).then(|| label.to_owned())
}

/// Head and body, parted by an empty line.
fn split_head(answer: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut start = 0;
    loop {
        let end = start + answer.get(start..)?.iter().position(|&byte| byte == b'\n')?;
        if answer[start..end].trim_ascii().is_empty() {
            return Some((&answer[..start], &answer[end + 1..]));
        }
        start = end + 1;
    }
}

/// The body without its chunk sizes; `None` when it has none.
fn without_chunks(mut left: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = left.iter().position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&left[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        left = &left[end + 1..];
        if size == 0 {
            return Some(body);
        }
        // A crawl may end in the middle of a chunk.
        body.extend_from_slice(&left[..size.min(left.len())]);
        left = left.get(size..).unwrap_or_default();
        left = left.strip_prefix(b"\r\n").or_else(|| left.strip_prefix(b"\n")).unwrap_or(left);
        if left.is_empty() {
            return Some(body);
        }
    }
}

/// The body unpacked: gzip and Zstandard by its first bytes, deflate as the field says.
fn decoded(body: Vec<u8>, encoding: &str) -> Result<Vec<u8>, ReportError> {
    if body.trim_ascii_start().starts_with(b"<") {
        return Ok(body);
    }
    let all = |source: &mut dyn Read| read_at_most(source, MAX_SOURCE_BYTES).ok();
    let unpacked = match encoding {
        "deflate" => {
            all(&mut ZlibDecoder::new(&body[..])).or_else(|| all(&mut DeflateDecoder::new(&body[..])))
        }
        "br" | "compress" => None,
        _ => unpack(Box::new(Cursor::new(body))).ok().and_then(|mut source| all(&mut source)),
    };
    unpacked.ok_or_else(|| ReportError::Encoding(encoding.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{GzEncoder, ZlibEncoder};
    use std::io::Write as _;

    fn page(fields: &str, body: &[u8]) -> Option<String> {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n");
        let page = page_of_answer(&[head.as_bytes(), body].concat()).ok().flatten();
        page.map(|(body, _)| String::from_utf8(body).unwrap())
    }

    #[test]
    fn a_body_is_decoded_whatever_of_it_the_crawler_has_decoded() {
        let html = b"<p>Rain.</p>";
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(html).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(html).unwrap();
        let zlib = zlib.finish().unwrap();
        let chunked = [format!("{:x}\r\n", gzip.len()).as_bytes(), &gzip, b"\r\n0\r\n\r\n"].concat();
        let expected = Some("<p>Rain.</p>".to_owned());
        let both = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n";
        assert_eq!(page("", html), expected);
        assert_eq!(page(both, html), expected);
        assert_eq!(page(both, &gzip), expected);
        assert_eq!(page(both, &chunked), expected);
        assert_eq!(page("Content-Encoding: deflate\r\n", &zlib), expected);
        assert_eq!(
            page("Transfer-Encoding: chunked\r\n", b"4\r\n<p>R\r\n8;x=y\r\nain.</p>\r\n0\r\n\r\n"),
            expected
        );
    }

    #[test]
    fn an_encoding_that_is_not_known_is_said() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n\x0b\x02";
        assert!(matches!(page_of_answer(answer), Err(ReportError::Encoding(name)) if name == "br"));
    }

    #[test]
    fn the_charset_is_that_of_the_field() {
        assert_eq!(charset_of("text/html; charset=\"utf-8\"; x=y").as_deref(), Some("utf-8"));
        assert_eq!(charset_of("text/html"), None);
    }
}
