//! The closed lists of PLOVER (Open Event Data Alliance): sectors, statuses, codes of those who are of no country.
//!
//! Event types themselves are open at run time, because a user's lexicon may bring its own; those of PLOVER are
//! in `data/lexicon/events/`.

use std::fmt;
use std::str::FromStr;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$item])* $variant),* }

        impl $name {
            /// All values, in PLOVER's order.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The code as it is written in a record.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                match text { $($text => Ok($name::$variant),)* _ => Err(UnknownCode(text.to_owned())) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// The United Nations, in the place of a country.
pub const UNITED_NATIONS: &str = "UNO";

/// The European Union, in the place of a country.
pub const EUROPEAN_UNION: &str = "EUR";

/// International governmental organisations, in the place of a country: NATO, a coalition.
pub const INTERNATIONAL: &str = "IGO";

/// Codes in the place of a country's: the three above, non-governmental organisations, international social movements,
/// international militant groups and multinational companies.
const OF_NO_COUNTRY: [&str; 7] = [UNITED_NATIONS, EUROPEAN_UNION, INTERNATIONAL, "NGO", "ISM", "IMG", "MNC"];

/// Whether a code in the place of a country's is that of nobody's country.
#[must_use]
pub fn is_of_no_country(code: &str) -> bool {
    OF_NO_COUNTRY.contains(&code)
}

/// A code that is on none of the lists.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown code {0:?}")]
pub struct UnknownCode(pub String);

codes! {
    /// What part of society an actor belongs to.
    Sector {
        /// Government.
        Gov = "GOV",
        /// Military.
        Mil = "MIL",
        /// Police.
        Cop = "COP",
        /// Courts.
        Jud = "JUD",
        /// Parliaments.
        Leg = "LEG",
        /// Parties.
        Pty = "PTY",
        /// Opposition.
        Opp = "OPP",
        /// Rebels.
        Reb = "REB",
        /// Unidentified armed forces.
        Uaf = "UAF",
        /// Paramilitaries.
        Prm = "PRM",
        /// Intelligence services.
        Spy = "SPY",
        /// Civilians.
        Cvl = "CVL",
        /// Refugees and displaced people.
        Ref = "REF",
        /// Ethnic groups.
        Eth = "ETH",
        /// Faiths and clergy.
        Rel = "REL",
        /// Non-governmental organisations.
        Ngo = "NGO",
        /// Intergovernmental organisations.
        Igo = "IGO",
        /// Business.
        Bus = "BUS",
        /// Labour and workers.
        Lab = "LAB",
        /// Education.
        Edu = "EDU",
        /// Journalists.
        Jrn = "JRN",
        /// Medicine.
        Med = "MED",
        /// Crime.
        Crm = "CRM",
        /// Elites without office.
        Eli = "ELI",
        /// Civil society.
        Soc = "SOC",
        /// Unknown.
        Unk = "UNK",
    }
}

codes! {
    /// Whether an event happened.
    Status {
        /// It happened or is happening.
        Occurred = "occurred",
        /// Announced or planned.
        Future = "future",
        /// A condition, a hope, a demand's content, a question.
        Hypothetical = "hypothetical",
        /// Said not to have happened.
        Denied = "denied",
        /// Background of another time.
        Historical = "historical",
    }
}
