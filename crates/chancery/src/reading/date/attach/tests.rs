use jiff::civil::date;

use super::*;
use crate::reading::date::find_dates;
use crate::reading::testing::tree;

fn dated(words: &str, trigger: usize) -> Option<String> {
    let document = tree(words);
    let dates = find_dates(&document, Some(date(2018, 4, 18)));
    date_of(&document, &StatusWords::default(), &dates, trigger)
        .map(|i| dates[i].span.of(&document.text).to_owned())
}

#[test]
fn the_date_of_a_verb_is_in_its_clause() {
    let words = "Police/police/NOUN/2/nsubj said/say/VERB/0/root Monday/Monday/PROPN/2/obl:unmarked \
                 rebels/rebel/NOUN/5/nsubj attacked/attack/VERB/2/ccomp";
    assert_eq!(dated(words, 1).as_deref(), Some("Monday"));
    assert_eq!(dated(words, 4), None);
}

#[test]
fn a_noun_has_the_date_of_its_verb() {
    let words = "The/the/DET/2/det attack/attack/NOUN/3/nsubj occurred/occur/VERB/0/root \
                 Sunday/Sunday/PROPN/3/obl:unmarked";
    assert_eq!(dated(words, 1).as_deref(), Some("Sunday"));
}

#[test]
fn a_date_inside_another_noun_is_not_taken() {
    let words = "He/he/PRON/2/nsubj rejected/reject/VERB/0/root the/the/DET/5/det 2015/2015/NUM/5/nummod \
                 deal/deal/NOUN/2/obj";
    assert_eq!(dated(words, 1), None);
    assert_eq!(dated(words, 4).as_deref(), Some("2015"));
}

#[test]
fn a_noun_has_the_date_for_which_it_is_planned() {
    let words = "They/they/PRON/2/nsubj await/await/VERB/0/root talks/talk/NOUN/2/obj \
                 scheduled/schedule/VERB/3/acl/VerbForm=Part for/for/ADP/6/case Friday/Friday/PROPN/4/obl";
    assert_eq!(dated(words, 2).as_deref(), Some("Friday"));
    assert_eq!(dated(words, 1), None);
    let words = "laws/law/NOUN/0/root banning/ban/VERB/1/acl strikes/strike/NOUN/2/obj \
                 expected/expect/VERB/1/acl/VerbForm=Part next/next/ADJ/6/amod month/month/NOUN/4/obl:unmarked";
    assert_eq!(dated(words, 1).as_deref(), Some("next month"));
}

#[test]
fn what_is_only_spoken_of_has_no_date_from_the_speaking() {
    let condemned = |article: &str| {
        format!(
            "They/they/PRON/2/nsubj condemned/condemn/VERB/0/root {article}/{article}/DET/4/det \
             attack/attack/NOUN/2/obj on/on/ADP/6/case Monday/Monday/PROPN/2/obl"
        )
    };
    assert_eq!(dated(&condemned("the"), 3), None);
    assert_eq!(dated(&condemned("the"), 1).as_deref(), Some("Monday"));
    // "launched an attack"
    assert_eq!(dated(&condemned("an"), 3).as_deref(), Some("Monday"));
}

#[test]
fn the_date_of_a_source_is_not_that_of_the_deed() {
    let words = "By/by/ADP/2/case reports/report/NOUN/6/obl on/on/ADP/4/case Saturday/Saturday/PROPN/2/nmod \
                 two/two/NUM/6/nsubj died/die/VERB/0/root";
    assert_eq!(dated(words, 5), None);
}

#[test]
fn what_happens_on_arrival_has_the_date_of_the_way() {
    let flew = |verb: &str| {
        format!(
            "They/they/PRON/2/nsubj {verb}/{verb}/VERB/0/root to/to/ADP/4/case Ankara/Ankara/PROPN/2/obl \
             on/on/ADP/6/case Monday/Monday/PROPN/2/obl where/where/ADV/9/advmod they/they/PRON/9/nsubj \
             met/meet/VERB/4/acl:relcl"
        )
    };
    assert_eq!(dated(&flew("fly"), 8).as_deref(), Some("Monday"));
    assert_eq!(dated(&flew("refer"), 8), None);
}

#[test]
fn what_people_vote_on_or_gather_for_has_the_day_of_the_vote() {
    let words = |verb: &str| {
        format!(
            "Members/member/NOUN/2/nsubj {verb}/{verb}/VERB/0/root on/on/ADP/4/case Tuesday/Tuesday/PROPN/2/obl \
             to/to/PART/6/mark elect/elect/VERB/2/advcl/VerbForm=Inf him/he/PRON/6/obj"
        )
    };
    assert_eq!(dated(&words("vote"), 5).as_deref(), Some("Tuesday"));
    assert_eq!(dated(&words("write"), 5), None);
}

#[test]
fn a_decree_does_what_it_says_when_it_is_signed() {
    let words = "He/he/PRON/2/nsubj signed/sign/VERB/0/root a/a/DET/4/det decree/decree/NOUN/2/obj \
                 banning/ban/VERB/4/acl/VerbForm=Ger veils/veil/NOUN/5/obj on/on/ADP/8/case Monday/Monday/PROPN/2/obl";
    assert_eq!(dated(words, 4).as_deref(), Some("Monday"));
}

#[test]
fn who_was_hurt_in_a_bombing_was_hurt_on_its_day() {
    let words = "Two/two/NUM/3/nsubj:pass were/be/AUX/3/aux:pass killed/kill/VERB/0/root in/in/ADP/6/case \
                 a/a/DET/6/det bombing/bombing/NOUN/3/obl that/that/PRON/8/nsubj happened/happen/VERB/6/acl:relcl \
                 on/on/ADP/10/case Monday/Monday/PROPN/8/obl";
    assert_eq!(dated(words, 2).as_deref(), Some("Monday"));
}

#[test]
fn bounds_are_no_dates() {
    let words = "They/they/PRON/2/nsubj fought/fight/VERB/0/root since/since/ADP/4/case March/March/PROPN/2/obl \
                 2011/2011/NUM/4/nummod";
    assert_eq!(dated(words, 1), None);
}

#[test]
fn a_date_in_front_holds_for_both_verbs() {
    let words = "On/on/ADP/2/case Monday/Monday/PROPN/4/obl they/they/PRON/4/nsubj met/meet/VERB/0/root \
                 and/and/CCONJ/6/cc signed/sign/VERB/4/conj";
    assert_eq!(dated(words, 5).as_deref(), Some("Monday"));
}
