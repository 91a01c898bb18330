//! Compressed inputs: gzip (RFC 1952, several members in a row included, as web archives have them) and Zstandard
//! (RFC 8878, several frames and skippable frames included), told by their first bytes whatever the file is called.
//! Data is unpacked as it is read.

use std::error::Error as _;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// An opened input.
pub type Source = Box<dyn BufRead + Send>;

/// Ends of the names of compressed files.
pub const ENDINGS: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

/// Bytes unpacked at a time.
const BUFFER_BYTES: usize = 1 << 16;

/// Largest window of a Zstandard frame that is unpacked, bytes: 128 MiB, what `zstd -d` takes without `--long`.
const MAX_WINDOW_BYTES: u64 = 1 << 27;

/// The unpacked data of `source`, which is passed on as it is when it is not compressed.
///
/// # Errors
/// Those of the system.
pub fn unpack(source: Source) -> io::Result<Source> {
    let (head, source) = peek(source, 4)?;
    let (name, unpacked): (_, Box<dyn Read + Send>) = if head.starts_with(&[0x1f, 0x8b]) {
        ("gzip", Box::new(MultiGzDecoder::new(source)))
    } else if is_zstd(&head) {
        ("Zstandard", Box::new(ZstdFrames::new(source)))
    } else {
        return Ok(source);
    };
    let unpacked = Unpacked { unpacked, name, bytes: 0 };
    Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, unpacked)))
}

/// A frame, or a skippable frame before it.
fn is_zstd(head: &[u8]) -> bool {
    matches!(head, [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// The first bytes of `source`, `least` of them or more unless it is shorter or breaks off, and a source that still has
/// them, and the break behind them.
///
/// # Errors
/// Those of the system, when there is not even a first byte.
pub fn peek(mut source: Source, least: usize) -> io::Result<(Vec<u8>, Source)> {
    let mut head = Vec::new();
    while head.len() < least {
        match source.fill_buf() {
            Ok([]) => break,
            Ok(chunk) => {
                head.extend_from_slice(chunk);
                let used = chunk.len();
                source.consume(used);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if head.is_empty() => return Err(error),
            Err(error) => {
                source = Box::new(BufReader::new(Break(Some(error))));
                break;
            }
        }
    }
    Ok((head.clone(), Box::new(io::Cursor::new(head).chain(source))))
}

/// Where data breaks off.
struct Break(Option<io::Error>);

impl Read for Break {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Unpacked data, whose errors say how far it is good.
struct Unpacked {
    unpacked: Box<dyn Read + Send>,
    /// Of the compression.
    name: &'static str,
    /// Given so far.
    bytes: u64,
}

impl Read for Unpacked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.unpacked.read(buffer) {
            Ok(given) => {
                self.bytes += given as u64;
                Ok(given)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let what = if is_cut_off(&error) { "is cut off" } else { "is damaged" };
                let message = format!(
                    "the {} data {what} after {} bytes unpacked; whole reports before that are read, fetch the file again for the rest",
                    self.name, self.bytes
                );
                Err(io::Error::new(error.kind(), message))
            }
        }
    }
}

/// Whether the data ends too early.
fn is_cut_off(error: &io::Error) -> bool {
    let mut cause = error.get_ref().map(|e| e as &(dyn std::error::Error + 'static));
    let mut cut = error.kind() == io::ErrorKind::UnexpectedEof;
    while let Some(inner) = cause {
        cut |= inner.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::UnexpectedEof);
        cause = inner.source();
    }
    cut || error.source().is_some_and(|e| e.to_string().contains("failed to fill whole buffer"))
}

/// All frames of Zstandard data, one after the other.
struct ZstdFrames {
    source: Source,
    decoder: FrameDecoder,
    /// A frame has begun and not been given to its end.
    open: bool,
}

impl ZstdFrames {
    fn new(source: Source) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MAX_WINDOW_BYTES);
        ZstdFrames { source, decoder, open: false }
    }

    /// Begins the next frame; false at the end of the data.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let skipped = io::copy(&mut (&mut self.source).take(u64::from(length)), &mut io::sink())?;
                    if skipped < u64::from(length) {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// Checks a frame that has been given to its end against its checksum, where it has one.
    fn check(&self) -> io::Result<()> {
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(written), Some(found)) if written != found => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "wrong checksum"))
            }
            _ => Ok(()),
        }
    }
}

impl Read for ZstdFrames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.open && !self.next_frame()? {
                return Ok(0);
            }
            self.open = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let step = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.source, step).map_err(io::Error::other)?;
            }
            let given = self.decoder.read(buffer)?;
            if given > 0 {
                return Ok(given);
            }
            self.check()?;
            self.open = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::{Cursor, Write as _};

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(data: &[u8]) -> Vec<u8> {
        compress_to_vec(data, CompressionLevel::Fastest)
    }

    fn unpacked(packed: Vec<u8>) -> (Vec<u8>, Option<String>) {
        let mut data = Vec::new();
        let end = unpack(Box::new(Cursor::new(packed))).and_then(|mut source| source.read_to_end(&mut data));
        (data, end.err().map(|error| error.to_string()))
    }

    /// A text that no compression makes much shorter.
    fn text(words: u32) -> Vec<u8> {
        (0..words).flat_map(|i| format!("{:x} ", i.wrapping_mul(2_654_435_761)).into_bytes()).collect()
    }

    #[test]
    fn plain_data_passes_as_it_is() {
        for data in [&b""[..], b"R", b"Rain."] {
            assert_eq!(unpacked(data.to_vec()), (data.to_vec(), None));
        }
    }

    #[test]
    fn members_and_frames_in_a_row_are_one_text() {
        let (one, two) = (text(40_000), b"and more".to_vec());
        let both = [one.clone(), two.clone()].concat();
        assert_eq!(unpacked([gzip(&one), gzip(&two)].concat()), (both.clone(), None));
        let skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7];
        let frames = [skippable.to_vec(), zstd(&one), skippable.to_vec(), zstd(&two)].concat();
        assert_eq!(unpacked(frames), (both, None));
    }

    #[test]
    fn data_that_is_cut_off_is_given_as_far_as_it_goes() {
        for (name, mut packed) in [("gzip", gzip(&text(60_000))), ("Zstandard", zstd(&text(60_000)))] {
            packed.truncate(packed.len() / 2);
            let (data, error) = unpacked(packed);
            assert!(!data.is_empty() && text(60_000).starts_with(&data), "{name}");
            let begins = format!("the {name} data is cut off after {} bytes unpacked", data.len());
            assert!(error.as_ref().is_some_and(|e| e.starts_with(&begins)), "{name}: {error:?}");
        }
    }

    #[test]
    fn a_break_among_the_first_bytes_leaves_those_before_it() {
        let mut packed = [gzip(b"Rain."), gzip(b"Sun.")].concat();
        packed.truncate(packed.len() - 9);
        let (head, mut source) = peek(unpack(Box::new(Cursor::new(packed))).unwrap(), 1000).unwrap();
        assert!(head.starts_with(b"Rain."), "{head:?}");
        let mut data = Vec::new();
        assert!(source.read_to_end(&mut data).is_err());
        assert_eq!(data, head);
    }

    #[test]
    fn damage_is_said() {
        for mut packed in [gzip(&text(9_000)), zstd(&text(9_000))] {
            let middle = packed.len() / 2;
            packed[middle..middle + 64].fill(0xff);
            let (_, error) = unpacked(packed);
            assert!(error.is_some_and(|e| e.contains(" data is ")));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_unpacked_or_an_error(
            kind in 0..3_usize,
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
        ) {
            let head: &[u8] = [&[0x1f, 0x8b, 8][..], &[0x28, 0xb5, 0x2f, 0xfd], &[0x52, 0x2a, 0x4d, 0x18]][kind];
            let _ = unpacked([head, &bytes].concat());
        }
    }
}
