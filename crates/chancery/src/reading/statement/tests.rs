//! Statements on hand-written trees: words are `form/lemma/UPOS/head/deprel`, heads count from 1 in each sentence.

use chancery_lang::{Document, Span};

use super::{Quoted, Statement, find_statements, label};
use crate::lexicon::{Cues, Source};
use crate::reading::testing::trees;

/// Each statement as "speakers | cue | content".
fn told(sentences: &[&str]) -> Vec<String> {
    let document = trees(sentences);
    let cues = Cues::load(&Source::embedded()).unwrap();
    find_statements(&document, &cues, &[], &[]).iter().map(|s| line(&document, s)).collect()
}

fn line(document: &Document, statement: &Statement) -> String {
    let text = &document.text;
    let speakers: Vec<&str> = statement.speakers.iter().map(|v| v.span.of(text)).collect();
    let content: Vec<&str> = statement.content.iter().map(|c| c.of(text)).collect();
    let cue = statement.cue.map_or("", |c| c.of(text));
    format!("{} | {cue} | {}", speakers.join(" + "), content.join(" … "))
}

#[test]
fn a_quotation_in_two_parts_is_one_statement() {
    let first = "“/“/PUNCT/3/punct We/we/PRON/3/nsubj won/win/VERB/6/ccomp ,/,/PUNCT/3/punct ”/”/PUNCT/3/punct said/say/VERB/0/root Hart/Hart/PROPN/6/nsubj ././PUNCT/6/punct";
    let second = "“/“/PUNCT/4/punct It/it/PRON/4/nsubj was/be/AUX/4/cop hard/hard/ADJ/0/root ././PUNCT/4/punct ”/”/PUNCT/4/punct";
    assert_eq!(told(&[first, second]), ["Hart | said | “ We won , ” … “ It was hard . ”"]);
}

#[test]
fn reported_speech_has_its_clause_and_every_joint_speaker() {
    let sentence = "Hart/Hart/PROPN/4/nsubj and/and/CCONJ/3/cc Hill/Hill/PROPN/1/conj said/say/VERB/0/root that/that/SCONJ/7/mark talks/talk/NOUN/7/nsubj failed/fail/VERB/4/ccomp ././PUNCT/4/punct";
    assert_eq!(told(&[sentence]), ["Hart + Hill | said | that talks failed"]);
}

#[test]
fn a_cue_at_the_end_of_its_sentence_takes_what_stands_before_the_comma() {
    let sentence = "Talks/talk/NOUN/2/nsubj failed/fail/VERB/0/root after/after/ADP/5/case two/two/NUM/5/nummod hours/hour/NOUN/2/obl ,/,/PUNCT/2/punct officials/official/NOUN/8/nsubj said/say/VERB/2/parataxis ././PUNCT/2/punct";
    assert_eq!(told(&[sentence]), ["officials | said | Talks failed after two hours"]);
}

#[test]
fn according_to_names_the_speaker_of_the_whole_sentence() {
    let sentence = "Ten/ten/NUM/3/nsubj were/be/AUX/3/aux hurt/hurt/VERB/0/root ,/,/PUNCT/7/punct according/accord/VERB/7/case to/to/ADP/5/fixed police/police/NOUN/3/obl ././PUNCT/3/punct";
    assert_eq!(told(&[sentence]), ["police | according to | Ten were hurt"]);
}

#[test]
fn plans_and_refusals_are_told_with_their_infinitives() {
    let sentence = "Hart/Hart/PROPN/2/nsubj refused/refuse/VERB/0/root to/to/PART/4/mark say/say/VERB/2/xcomp/VerbForm=Inf whether/whether/SCONJ/7/mark talks/talk/NOUN/7/nsubj failed/fail/VERB/4/ccomp ././PUNCT/2/punct";
    assert_eq!(told(&[sentence]), ["Hart | refused to say | whether talks failed"]);
    let sentence = "Hart/Hart/PROPN/2/nsubj hopes/hope/VERB/0/root to/to/PART/4/mark win/win/VERB/2/xcomp/VerbForm=Inf ././PUNCT/2/punct";
    assert_eq!(told(&[sentence]), ["Hart | hopes | to win"]);
}

#[test]
fn a_noun_names_what_is_claimed_and_by_whom() {
    let sentence = "His/he/PRON/2/nmod:poss claim/claim/NOUN/6/nsubj that/that/SCONJ/5/mark talks/talk/NOUN/5/nsubj failed/fail/VERB/2/acl spread/spread/VERB/0/root ././PUNCT/6/punct";
    assert_eq!(told(&[sentence]), ["His | claim | that talks failed"]);
}

#[test]
fn an_unnamed_belief_has_no_speaker() {
    let sentence = "Hart/Hart/PROPN/3/nsubj:pass is/be/AUX/3/aux:pass expected/expect/VERB/0/root to/to/PART/5/mark resign/resign/VERB/3/xcomp/VerbForm=Inf ././PUNCT/3/punct";
    assert_eq!(told(&[sentence]), [" | is expected | Hart … to resign"]);
}

#[test]
fn a_relative_pronoun_speaks_for_its_antecedent() {
    let sentence = "A/a/DET/2/det man/man/NOUN/8/nsubj who/who/PRON/4/nsubj/PronType=Rel said/say/VERB/2/acl:relcl he/he/PRON/7/nsubj was/be/AUX/7/cop ill/ill/ADJ/4/ccomp left/leave/VERB/0/root ././PUNCT/8/punct";
    let document = trees(&[sentence]);
    let cues = Cues::load(&Source::embedded()).unwrap();
    let found = find_statements(&document, &cues, &[], &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].speakers[0].span.of(&document.text), "who");
    assert_eq!(found[0].speakers[0].head, Some(1));
}

#[test]
fn a_few_quoted_words_are_no_statement() {
    let sentence = "The/the/DET/6/det so/so/ADV/3/advmod called/call/VERB/6/amod “/“/PUNCT/6/punct safe/safe/ADJ/6/amod zone/zone/NOUN/8/nsubj ”/”/PUNCT/6/punct fell/fall/VERB/0/root ././PUNCT/8/punct";
    assert!(told(&[sentence]).is_empty());
}

#[test]
fn a_statement_in_a_statement_is_its_own() {
    let sentence = "Hart/Hart/PROPN/2/nsubj said/say/VERB/0/root Hill/Hill/PROPN/4/nsubj denied/deny/VERB/2/ccomp that/that/SCONJ/7/mark talks/talk/NOUN/7/nsubj failed/fail/VERB/4/ccomp ././PUNCT/2/punct";
    assert_eq!(
        told(&[sentence]),
        ["Hart | said | Hill denied that talks failed", "Hill | denied | that talks failed"]
    );
}

#[test]
fn a_quotation_that_ends_with_a_comma_is_said_by_what_follows() {
    let sentence = "Hart/Hart/PROPN/2/nsubj scolded/scold/VERB/12/ccomp him/he/PRON/2/obj :/:/PUNCT/7/punct “/“/PUNCT/7/punct We/we/PRON/7/nsubj waited/wait/VERB/12/ccomp for/for/ADP/9/case you/you/PRON/7/obl ,/,/PUNCT/7/punct ”/”/PUNCT/7/punct said/say/VERB/0/root Hill/Hill/PROPN/12/nsubj ././PUNCT/12/punct";
    assert_eq!(told(&[sentence])[0], "Hill | said | “ We waited for you , ”");
}

#[test]
fn the_title_of_a_work_is_no_speech() {
    let sentence = "Hart/Hart/PROPN/2/nsubj spoke/speak/VERB/0/root on/on/ADP/9/case the/the/DET/9/det show/show/NOUN/2/obl “/“/PUNCT/9/punct Late/late/ADJ/9/amod Night/Night/PROPN/9/compound Talk/Talk/PROPN/5/appos ”/”/PUNCT/9/punct and/and/CCONJ/12/cc said/say/VERB/2/conj little/little/ADJ/12/obj ././PUNCT/2/punct";
    assert!(told(&[sentence]).iter().all(|line| !line.contains("Late Night")));
}

#[test]
fn what_somebody_is_asked_to_say_is_not_said_by_him() {
    let sentence = "Hart/Hart/PROPN/2/nsubj urged/urge/VERB/0/root Hill/Hill/PROPN/2/obj to/to/PART/5/mark demand/demand/VERB/2/xcomp/VerbForm=Inf talks/talk/NOUN/5/obj ././PUNCT/2/punct";
    assert_eq!(told(&[sentence]), ["Hart | urged | Hill to demand talks"]);
}

#[test]
fn somebody_quoted_as_saying_is_the_speaker() {
    let sentence = "Papers/paper/NOUN/2/nsubj quoted/quote/VERB/0/root Hill/Hill/PROPN/2/obj as/as/SCONJ/5/mark saying/say/VERB/2/advcl that/that/SCONJ/8/mark talks/talk/NOUN/8/nsubj failed/fail/VERB/5/ccomp ././PUNCT/2/punct";
    assert!(told(&[sentence]).contains(&"Hill | saying | that talks failed".to_owned()));
}

#[test]
fn a_second_source_ends_what_the_first_one_says() {
    let sentence = "Hart/Hart/PROPN/2/nsubj says/say/VERB/0/root talks/talk/NOUN/4/nsubj failed/fail/VERB/2/ccomp ,/,/PUNCT/8/punct according/accord/VERB/8/case to/to/ADP/6/fixed aides/aide/NOUN/4/obl ././PUNCT/2/punct";
    assert!(told(&[sentence]).contains(&"Hart | says | talks failed".to_owned()));
}

#[test]
fn a_finite_verb_joined_to_a_demand_is_not_demanded() {
    let sentence = "Hart/Hart/PROPN/2/nsubj asked/ask/VERB/0/root to/to/PART/4/mark leave/leave/VERB/2/xcomp/VerbForm=Inf and/and/CCONJ/6/cc praised/praise/VERB/4/conj/Tense=Past|VerbForm=Fin Hill/Hill/PROPN/6/obj ././PUNCT/2/punct";
    assert!(told(&[sentence]).contains(&"Hart | asked | to leave".to_owned()));
}

#[test]
fn a_name_that_nobody_gives_is_no_speech() {
    let sentence = "A/a/DET/2/det boat/boat/NOUN/9/nsubj called/call/VERB/2/acl/VerbForm=Part “/“/PUNCT/7/punct Our/we/PRON/7/nmod:poss Old/old/ADJ/7/amod Hope/hope/NOUN/3/xcomp ”/”/PUNCT/7/punct sank/sink/VERB/0/root ././PUNCT/9/punct";
    assert!(told(&[sentence]).is_empty());
}

#[test]
fn joined_quotations_are_one_statement() {
    let sentence = "Crowds/crowd/NOUN/2/nsubj chanted/chant/VERB/0/root “/“/PUNCT/4/punct Bread/bread/NOUN/2/obj now/now/ADV/4/advmod ”/”/PUNCT/4/punct and/and/CCONJ/9/cc “/“/PUNCT/9/punct Peace/peace/NOUN/4/conj now/now/ADV/9/advmod ”/”/PUNCT/9/punct ././PUNCT/2/punct";
    assert_eq!(told(&[sentence]), ["Crowds | chanted | “ Bread now ” … “ Peace now ”"]);
}

#[test]
fn a_source_inside_of_a_clause_does_not_end_it() {
    let sentence = "Hart/Hart/PROPN/2/nsubj said/say/VERB/0/root that/that/SCONJ/10/mark ,/,/PUNCT/7/punct according/accord/VERB/7/case to/to/ADP/5/fixed aides/aide/NOUN/10/obl ,/,/PUNCT/7/punct talks/talk/NOUN/10/nsubj failed/fail/VERB/2/ccomp ././PUNCT/2/punct";
    assert!(
        told(&[sentence])
            .iter()
            .any(|line| line.starts_with("Hart | said") && line.ends_with("talks failed"))
    );
}

#[test]
fn a_colon_of_the_next_paragraph_makes_no_label_of_a_short_one() {
    let next = ":/:/PUNCT/5/punct We/we/PRON/5/nsubj will/will/AUX/5/aux never/never/ADV/5/advmod go/go/VERB/0/root back/back/ADV/5/advmod";
    let document = trees(&["PIERCE/Pierce/PROPN/0/root", next]);
    let paragraphs = [Span::new(0, "PIERCE".len()), Span::new("PIERCE ".len(), document.text.len())];
    assert!(label::labels(&document, &Quoted::new(&document, &[]), &[], &paragraphs).is_empty());
}

#[test]
fn an_attitude_is_told_of_somebody_and_of_nobody_else() {
    let sentence = |subject: &str| {
        format!(
            "{subject} supports/support/VERB/0/root the/the/DET/5/det ban/ban/NOUN/3/obj ././PUNCT/3/punct"
        )
    };
    let supports = |subject: &str| told(&[&sentence(subject)]);
    assert_eq!(
        supports("Senator/Senator/PROPN/3/nsubj Hart/Hart/PROPN/1/flat"),
        ["Senator Hart | supports | the ban"]
    );
    assert!(supports("Heavy/heavy/ADJ/2/amod rain/rain/NOUN/3/nsubj").is_empty());
    assert!(supports("So/so/ADV/3/advmod I/I/PRON/3/nsubj").is_empty());
}

#[test]
fn thanks_and_condemnations_are_deeds_and_tell_nothing() {
    let sentence = "Hart/Hart/PROPN/2/nsubj condemned/condemn/VERB/0/root the/the/DET/4/det raid/raid/NOUN/2/obj ././PUNCT/2/punct";
    assert!(told(&[sentence]).is_empty());
}

#[test]
fn a_rare_frame_of_a_word_of_attitude_is_told_and_one_of_a_deed_is_not() {
    let sentence = |form: &str, lemma: &str| {
        format!(
            "Hart/Hart/PROPN/2/nsubj {form}/{lemma}/VERB/0/root about/about/ADP/5/case the/the/DET/5/det \
             speed/speed/NOUN/2/obl of/of/ADP/8/case the/the/DET/8/det talks/talk/NOUN/5/nmod ././PUNCT/2/punct"
        )
    };
    assert_eq!(told(&[&sentence("forgets", "forget")]), ["Hart | forgets about | the speed of the talks"]);
    assert!(told(&[&sentence("walks", "walk")]).is_empty());
}

#[test]
fn what_is_meant_to_do_something_is_not_what_is_meant() {
    let sentence = "The/the/DET/2/det loan/loan/NOUN/4/nsubj:pass is/be/AUX/4/aux:pass planned/plan/VERB/0/root to/to/PART/6/mark help/help/VERB/4/xcomp farmers/farmer/NOUN/6/obj ././PUNCT/4/punct";
    assert!(told(&[sentence]).iter().all(|line| !line.ends_with("| The loan")));
}

#[test]
fn where_and_when_it_was_said_belongs_to_the_cue() {
    let sentence = "Hart/Hart/PROPN/2/nsubj said/say/VERB/0/root in/in/ADP/5/case an/a/DET/5/det interview/interview/NOUN/2/obl that/that/SCONJ/8/mark talks/talk/NOUN/8/nsubj failed/fail/VERB/2/ccomp ././PUNCT/2/punct";
    assert_eq!(told(&[sentence]), ["Hart | said in an interview | that talks failed"]);
}
