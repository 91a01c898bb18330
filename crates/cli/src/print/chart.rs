//! A bar chart of counts for a terminal: one line a period, bars from zero, the scale the same for all.

use unicode_width::UnicodeWidthStr;

/// Parts of a column, in eighths.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Empty periods in a row that are still shown one by one.
const GAP: usize = 6;

/// The chart, at most `width` columns wide. A bar's length is its count on a scale from zero to the greatest count, to an eighth of a
/// column; a count above zero always shows, and the exact number stands before its bar. More than [`GAP`] periods in a row without
/// events are one line that says how many.
pub fn chart(counts: &[(String, u64)], width: usize) -> String {
    let greatest = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let names = counts.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let digits = greatest.to_string().len();
    let room = width.saturating_sub(names + digits + 4).max(8);
    let mut out = String::new();
    for run in counts.chunk_by(|(_, a), (_, b)| *a == 0 && *b == 0) {
        if run.len() > GAP {
            out += &format!("{:<names$}  {} without events\n", "⋮", run.len());
            continue;
        }
        for (name, count) in run {
            let line = format!("{name:<names$}  {count:>digits$}  {}", bar(*count, greatest, room));
            out += line.trim_end();
            out += "\n";
        }
    }
    out
}

fn bar(count: u64, greatest: u64, room: usize) -> String {
    if count == 0 || greatest == 0 {
        return String::new();
    }
    let eighths = u128::from(count) * 8 * room as u128 / u128::from(greatest);
    let eighths = usize::try_from(eighths).unwrap_or(8 * room).max(1);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_from_zero() {
        let counts = [("2018-01", 16), ("2018-02", 0), ("2018-03", 8), ("2018-04", 1)];
        let counts = counts.map(|(name, count)| (name.to_owned(), count));
        assert_eq!(
            chart(&counts, 21),
            "2018-01  16  ████████\n2018-02   0\n2018-03   8  ████\n2018-04   1  ▌\n"
        );
    }

    #[test]
    fn a_long_time_without_events_is_one_line() {
        let mut counts: Vec<(String, u64)> = (1960..1980).map(|year| (year.to_string(), 0)).collect();
        counts[0].1 = 2;
        counts[19].1 = 1;
        assert_eq!(chart(&counts, 21), "1960  2  ████████████\n⋮     18 without events\n1979  1  ██████\n");
    }

    #[test]
    fn a_small_count_still_shows() {
        assert_eq!(bar(1, 1_000_000, 10), "▏");
        assert_eq!(bar(u64::MAX, u64::MAX, 3), "███");
    }
}
