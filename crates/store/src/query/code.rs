//! Statuses as numbers.

/// Statuses by their numbers in the table `acts`. Part of the file's layout: new ones go to the end.
pub const STATUSES: [&str; 5] = ["occurred", "future", "hypothetical", "denied", "historical"];

/// The number of a status; one that is not known has the number after the last, and no question finds it.
pub fn status(name: &str) -> i64 {
    let at = STATUSES.iter().position(|status| *status == name).unwrap_or(STATUSES.len());
    i64::try_from(at).unwrap_or(i64::MAX)
}

/// The numbers of statuses; of none, those of all, known or not.
pub fn statuses(names: &[String]) -> Vec<i64> {
    if names.is_empty() {
        return (0..=status("")).collect();
    }
    names.iter().map(|name| status(name)).collect()
}

/// A probability in hundredths, as records have it.
#[allow(clippy::cast_possible_truncation)]
pub fn hundredths(probability: f64) -> i64 {
    (probability * 100.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery::plover::Status;

    #[test]
    fn every_status_of_a_record_has_a_number() {
        let names: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        assert_eq!(names, STATUSES);
        assert_eq!((status("denied"), status("nonsense")), (3, 5));
        assert_eq!(statuses(&[]), [0, 1, 2, 3, 4, 5]);
    }
}
