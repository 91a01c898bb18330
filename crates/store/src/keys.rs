//! Keys of rows, and the ids of a record as numbers.

/// Key of one version of a report: the row of `reports`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportKey(pub i64);

/// Key of what read a report: the row of `readings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReadingKey(pub i64);

/// Bits of a part's number: a text of 1 MiB has no more parts of a kind than bytes.
const PART_BITS: u32 = 20;

impl ReportKey {
    /// Key of the part (event, entity, statement, place, figure) of that number.
    #[must_use]
    pub fn part(self, number: i64) -> i64 {
        (self.0 << PART_BITS) | number
    }

    /// Keys of all parts of a kind: first and last, both inclusive.
    #[must_use]
    pub fn parts(self) -> (i64, i64) {
        (self.part(0), self.part((1 << PART_BITS) - 1))
    }

    /// The report that a part belongs to.
    #[must_use]
    pub fn of_part(key: i64) -> Self {
        ReportKey(key >> PART_BITS)
    }
}

/// The number of a part within its report.
#[must_use]
pub fn number_of_part(key: i64) -> i64 {
    key & ((1 << PART_BITS) - 1)
}

/// The number of an id such as `e12`; `None` when it is not that letter and a number as the program writes it.
pub fn number(letter: char, id: &str) -> Option<i64> {
    let digits = id.strip_prefix(letter)?;
    let number = i64::from(digits.parse::<u32>().ok()?);
    (number < 1 << PART_BITS && digits == number.to_string()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_keeps_its_report_and_number() {
        let key = ReportKey(7).part(3);
        assert_eq!((ReportKey::of_part(key), number_of_part(key)), (ReportKey(7), 3));
        let (first, last) = ReportKey(7).parts();
        assert!(first <= key && key <= last && last < ReportKey(8).part(0));
    }

    #[test]
    fn only_ids_of_the_program_are_numbers() {
        assert_eq!(number('v', "v12"), Some(12));
        for id in ["e12", "v", "v012", "v-1", "v+1", "v1048576", "12"] {
            assert_eq!(number('v', id), None, "{id}");
        }
    }
}
