//! The day of publication in the forms that feeds and pages write it.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The day of a date in a common form: RFC 3339 ("2018-04-18T09:30:00Z"), ISO day ("2018-04-18", "20180418"), RFC 2822
/// ("Wed, 18 Apr 2018 09:30:00 GMT"), or words ("April 18, 2018", "18 April 2018"). It is the day at the place of
/// publication, as written: no time zone is applied. `None` when the day, month or year is missing or does not exist.
#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim();
    iso_day(text).or_else(|| day_in_words(text))
}

/// `YYYY-MM-DD` or `YYYY/MM/DD` and whatever time follows, or eight digits.
fn iso_day(text: &str) -> Option<Date> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 && text.len() == 8 {
        return day(&text[..4], &text[4..6], &text[6..]);
    }
    let (head, rest) = (text.get(..10)?, text.get(10..)?);
    let mark = head.as_bytes().get(4).filter(|b| matches!(b, b'-' | b'/'))?;
    let ends = rest.chars().next().is_none_or(|c| matches!(c, 'T' | 't' | ' ' | 'Z' | '+'));
    if head.as_bytes().get(7) != Some(mark) || !ends {
        return None;
    }
    day(head.get(..4)?, head.get(5..7)?, head.get(8..)?)
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A month by name with a day before or after it, then a year of four digits; weekday, time and zone may stand around.
fn day_in_words(text: &str) -> Option<Date> {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '|' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let (at, month) = words.iter().enumerate().find_map(|(at, word)| Some((at, month_number(word)?)))?;
    let next = words.get(at + 1)?;
    let (first, number, year) = match words.get(at + 2) {
        Some(year) if is_year(year) => (at, next, year),
        _ => (at.checked_sub(1)?, &words[at.checked_sub(1)?], next),
    };
    let mut others = words[..first].iter().chain(&words[first + 3..]);
    if !is_year(year) || !others.all(|word| is_name_of(word, &WEEKDAYS) || is_time(word)) {
        return None;
    }
    let number = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    Date::new(year.parse().ok()?, month, number.parse().ok()?).ok()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

fn month_number(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|name| is_name_of(word, &[name]))?;
    i8::try_from(index + 1).ok()
}

/// Whether `word` is one of `names` or its first three letters or more ("sept").
fn is_name_of(word: &str, names: &[&str]) -> bool {
    word.len() >= 3 && names.iter().any(|name| name.starts_with(word))
}

/// "09:30:00", "gmt", "+0200", "pm".
fn is_time(word: &str) -> bool {
    word.contains(':')
        || word.strip_prefix('+').unwrap_or(word).bytes().all(|b| b.is_ascii_digit())
        || (word.len() <= 4 && word.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_the_forms_that_feeds_write() {
        let expected = Some(date(2018, 4, 18));
        for form in [
            "2018-04-18",
            " 2018-04-18 ",
            "2018/04/18",
            "20180418",
            "2018-04-18T23:30:00Z",
            "2018-04-18T23:30:00.123+02:00",
            "2018-04-18 09:00:00",
            "Wed, 18 Apr 2018 09:30:00 GMT",
            "18 Apr 2018 09:30:00 +0200",
            "Wednesday, April 18, 2018",
            "April 18th, 2018",
            "18 April 2018 at 9:30 pm",
        ] {
            assert_eq!(parse_day(form), expected, "{form}");
        }
        assert_eq!(parse_day("Wed Nov 23, 2016 | 3:02pm EST"), Some(date(2016, 11, 23)));
        assert_eq!(parse_day("3:58 PM ET, Wed December 14, 2016"), Some(date(2016, 12, 14)));
        assert_eq!(parse_day("Sept. 3, 2014"), Some(date(2014, 9, 3)));
        assert_eq!(parse_day("Mon, 5 May 2014"), Some(date(2014, 5, 5)));
    }

    #[test]
    fn what_is_no_whole_day_is_none() {
        for form in
            ["", "2018", "2018-04", "2018-13-01", "2018-02-30", "yesterday", "18/04/18", "1524042000", "é"]
        {
            assert_eq!(parse_day(form), None, "{form}");
        }
        assert_eq!(parse_day("May 2018 was a cruel month"), None);
    }
}
