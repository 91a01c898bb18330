//! Numbers in digits and words, and how exactly they are meant: "14", "half a million", "at least two dozen".

use chancery_lang::Document;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Words that multiply the number before them.
const SCALES: [(&str, u64); 7] = [
    ("dozen", 12),
    ("score", 20),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
];

/// Indefinite amounts, counted as at least this many.
const VAGUE: [(&str, u64, Option<u64>); 7] = [
    ("dozens", 24, None),
    ("scores", 40, Some(99)),
    ("hundreds", 200, None),
    ("thousands", 2_000, None),
    ("millions", 2_000_000, None),
    ("several", 3, None),
    ("numerous", 3, None),
];

/// A count with its bounds: "at least two" is `2..`, "some 50,000" is 50,000 and approximate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Least.
    pub least: u64,
    /// Most; `None` when open.
    pub most: Option<u64>,
    /// "some", "about", "dozens".
    pub approximate: bool,
}

/// A number with what qualifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub count: Count,
    /// Its first word, qualifiers included.
    pub start: usize,
    /// The word after it, and after the "of" of "dozens of".
    pub end: usize,
}

/// How a qualifier bends a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bend {
    AtLeast,
    MoreThan,
    About,
    AtMost,
}

const QUALIFIERS: [(&[&str], Bend); 21] = [
    (&["at", "least"], Bend::AtLeast),
    (&["no", "fewer", "than"], Bend::AtLeast),
    (&["no", "less", "than"], Bend::AtLeast),
    (&["a", "minimum", "of"], Bend::AtLeast),
    (&["more", "than"], Bend::MoreThan),
    (&["upwards", "of"], Bend::MoreThan),
    (&["well", "over"], Bend::MoreThan),
    (&["over"], Bend::MoreThan),
    (&["an", "estimated"], Bend::About),
    (&["as", "many", "as"], Bend::AtMost),
    (&["fewer", "than"], Bend::AtMost),
    (&["less", "than"], Bend::AtMost),
    (&["up", "to"], Bend::AtMost),
    (&["close", "to"], Bend::About),
    (&["some"], Bend::About),
    (&["about"], Bend::About),
    (&["around"], Bend::About),
    (&["roughly"], Bend::About),
    (&["approximately"], Bend::About),
    (&["nearly"], Bend::About),
    (&["almost"], Bend::About),
];

/// The number that begins with word `i`, its qualifiers included.
#[must_use]
pub fn number_at(document: &Document, i: usize) -> Option<Number> {
    let words = Words { document, end: document.sentence_of(i).end };
    for (phrase, bend) in QUALIFIERS {
        if phrase.iter().enumerate().all(|(k, word)| words.is(i + k, word)) {
            let inner = plain(&words, i + phrase.len())?;
            return Some(Number { count: bent(inner.count, bend), start: i, end: inner.end });
        }
    }
    plain(&words, i)
}

fn bent(count: Count, bend: Bend) -> Count {
    let Count { least, most, approximate } = count;
    match bend {
        Bend::AtLeast | Bend::MoreThan => Count { least, most: None, approximate },
        Bend::About => Count { least, most, approximate: true },
        Bend::AtMost => Count { least: 0, most: most.or(Some(least)), approximate: true },
    }
}

/// A number without qualifiers, or a range of two.
fn plain(words: &Words<'_>, i: usize) -> Option<Number> {
    if words.is(i, "between")
        && let Some((low, middle)) = cardinal(words, i + 1)
        && words.is(middle, "and")
        && let Some((high, end)) = cardinal(words, middle + 1)
        && low < high
    {
        let count = Count { least: low, most: Some(high), approximate: true };
        return Some(Number { count, start: i, end });
    }
    if let Some((low, middle)) = cardinal(words, i) {
        if (words.is(middle, "to") || words.is(middle, "-") || words.is(middle, "–"))
            && let Some((high, end)) = cardinal(words, middle + 1)
            && low < high
        {
            let count = Count { least: low, most: Some(high), approximate: true };
            return Some(Number { count, start: i, end });
        }
        let count = Count { least: low, most: Some(low), approximate: false };
        return Some(Number { count, start: i, end: middle });
    }
    vague(words, i)
}

/// "dozens of", "tens of thousands of", "a few", "a couple of".
fn vague(words: &Words<'_>, i: usize) -> Option<Number> {
    let number = |least, most, mut end: usize| {
        if words.is(end, "of") {
            end += 1;
        }
        Some(Number { count: Count { least, most, approximate: true }, start: i, end })
    };
    if words.is(i, "a") && words.is(i + 1, "few") {
        return number(3, None, i + 2);
    }
    if words.is(i, "a") && words.is(i + 1, "couple") {
        return number(2, Some(2), i + 2);
    }
    let tens = match words.form(i).as_str() {
        "tens" => 10,
        "hundreds" => 100,
        _ => 1,
    };
    if tens > 1 && words.is(i + 1, "of") {
        let scale = match words.form(i + 2).as_str() {
            "thousands" => 1_000,
            "millions" => 1_000_000,
            _ => 1,
        };
        if scale > 1 {
            return number(2 * tens * scale, None, i + 3);
        }
    }
    let form = words.form(i);
    let &(_, least, most) = VAGUE.iter().find(|(word, ..)| *word == form)?;
    number(least, most, i + 1)
}

/// The whole number that begins with word `i`, and the word after it: "14", "2.5 million", "twenty-five", "half a
/// million", "a dozen".
#[must_use]
pub fn cardinal_at(document: &Document, i: usize) -> Option<(u64, usize)> {
    cardinal(&Words { document, end: document.sentence_of(i).end }, i)
}

fn cardinal(words: &Words<'_>, i: usize) -> Option<(u64, usize)> {
    let form = words.form(i);
    if form == "half"
        && words.is(i + 1, "a")
        && let Some(scale) = scale(&words.form(i + 2))
    {
        return Some((scale / 2, i + 3));
    }
    if matches!(form.as_str(), "a" | "an") {
        let scale = scale(&words.form(i + 1)).filter(|&s| s != 20)?;
        return Some((scale, i + 2));
    }
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return digits(words, &form, i);
    }
    spelled(words, i)
}

fn scale(form: &str) -> Option<u64> {
    SCALES.iter().find(|(word, _)| *word == form).map(|&(_, value)| value)
}

fn digits(words: &Words<'_>, form: &str, i: usize) -> Option<(u64, usize)> {
    let bare = form.replace(',', "");
    if let Some(scale) = scale(&words.form(i + 1)) {
        let value: f64 = bare.parse().ok().filter(|v: &f64| v.is_finite() && *v < 1e6)?;
        // Whole people: the fraction of a scale is a whole number below 2^53.
        return Some(((value * scale as f64).round() as u64, i + 2));
    }
    bare.parse::<u64>().ok().filter(|&value| value < 10_000_000_000).map(|value| (value, i + 1))
}

fn spelled(words: &Words<'_>, start: usize) -> Option<(u64, usize)> {
    let (mut total, mut current, mut i) = (0u64, 0u64, start);
    let mut seen = false;
    loop {
        let form = words.form(i);
        if let Some(value) = SMALL.iter().position(|word| *word == form) {
            current += value as u64;
        } else if let Some(tens) = TENS.iter().position(|word| *word == form) {
            current += 10 * (tens as u64 + 2);
            // "twenty-five"
            let unit = if words.is(i + 1, "-") { words.form(i + 2) } else { String::new() };
            if let Some(value) = SMALL[..10].iter().position(|word| *word == unit) {
                current += value as u64;
                i += 2;
            }
        } else if let Some(scale) = scale(&form).filter(|_| seen) {
            if scale <= 100 {
                current = current.max(1).saturating_mul(scale);
            } else {
                total = total.saturating_add(current.max(1).saturating_mul(scale));
                current = 0;
            }
        } else if form == "and" && seen && scale(&words.form(i - 1)).is_some() && is_small(&words.form(i + 1))
        {
            // "two hundred and five"
        } else {
            break;
        }
        seen = true;
        i += 1;
    }
    seen.then_some((total.saturating_add(current), i))
}

fn is_small(form: &str) -> bool {
    SMALL.contains(&form) || TENS.contains(&form)
}

/// Lower-cased forms of one sentence, empty beyond its end.
struct Words<'a> {
    document: &'a Document,
    end: usize,
}

impl Words<'_> {
    fn form(&self, i: usize) -> String {
        if i < self.end { self.document.form(i).to_lowercase() } else { String::new() }
    }

    fn is(&self, i: usize, word: &str) -> bool {
        i < self.end && self.document.form(i).eq_ignore_ascii_case(word)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::flat;
    use super::*;

    fn read(text: &str) -> Option<(u64, Option<u64>, bool, usize)> {
        let document = flat(text);
        number_at(&document, 0).map(|n| (n.count.least, n.count.most, n.count.approximate, n.end))
    }

    #[test]
    fn numbers_in_digits_and_words() {
        assert_eq!(read("14 men"), Some((14, Some(14), false, 1)));
        assert_eq!(read("50,000 men"), Some((50_000, Some(50_000), false, 1)));
        assert_eq!(read("2.5 million men"), Some((2_500_000, Some(2_500_000), false, 2)));
        assert_eq!(read("twenty-five men"), Some((25, Some(25), false, 3)));
        assert_eq!(read("two hundred and five men"), Some((205, Some(205), false, 4)));
        assert_eq!(read("half a million men"), Some((500_000, Some(500_000), false, 3)));
        assert_eq!(read("a dozen men"), Some((12, Some(12), false, 2)));
        assert_eq!(read("a man"), None);
    }

    #[test]
    fn qualifiers_bend_the_bounds() {
        assert_eq!(read("at least two men"), Some((2, None, false, 3)));
        assert_eq!(read("some 50,000 men"), Some((50_000, Some(50_000), true, 2)));
        assert_eq!(read("dozens of men"), Some((24, None, true, 2)));
        assert_eq!(read("tens of thousands of men"), Some((20_000, None, true, 4)));
        assert_eq!(read("between 20 and 30 men"), Some((20, Some(30), true, 4)));
        assert_eq!(read("up to 30 men"), Some((0, Some(30), true, 3)));
    }
}
