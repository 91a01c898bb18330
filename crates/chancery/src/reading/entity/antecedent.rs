//! Descriptions: whom they stand beside or take up.

use chancery_lang::{Deprel, Upos};

use super::EntityKind;
use super::coreference::{Linker, REACH};
use super::description::{Description, last_noun};
use super::draft::Draft;
use super::mention::{Form, names_in};
use super::role::role_of;
use crate::plover::Sector;

/// How many sentences back "the group" reaches.
const ANAPHOR_REACH: usize = 4;

impl Linker<'_> {
    /// Descriptions: joined to whom they stand beside, to whom they take up, or new.
    pub(super) fn link_descriptions(&mut self) {
        for c in 0..self.candidates.len() {
            if !matches!(self.candidates[c].form, Form::Description | Form::Anaphor) {
                continue;
            }
            let only_takes_up = self.candidates[c].form == Form::Anaphor;
            let found =
                if only_takes_up { self.anaphor(c) } else { self.beside(c).or_else(|| self.antecedent(c)) };
            let d = match found {
                Some(d) => {
                    self.join(c, d);
                    d
                }
                None if only_takes_up => continue,
                None => self.start(c, false),
            };
            if only_takes_up {
                continue;
            }
            self.describe_as(c, d);
            if self.drafts[d].gender.is_none() {
                self.drafts[d].gender = self.gender_of(c);
            }
        }
    }

    /// The draft of the candidate in apposition to `c`, or of which `c` is said: "X, the envoy", "X is the envoy".
    fn beside(&self, c: usize) -> Option<usize> {
        let candidate = &self.candidates[c];
        let head = candidate.mention.head;
        let token = &self.document.tokens[head];
        let mut partners: Vec<usize> = Vec::new();
        if token.deprel == Deprel::Appos {
            partners.extend(token.head);
        }
        partners.extend(self.document.children_by(head, Deprel::Appos));
        if self.document.child_by(head, Deprel::Cop).is_some() {
            partners.extend(self.document.children_by(head, Deprel::Nsubj));
            // "Ana Torvo, who is a teacher"
            partners.extend(token.head.filter(|_| token.deprel == Deprel::AclRelcl));
        }
        partners.extend(self.named_as(head));
        let flat = self.document.children(head).iter().copied();
        partners.extend(flat.filter(|&i| {
            matches!(self.document.tokens[i].deprel, Deprel::Flat | Deprel::Compound) && i == head + 1
        }));
        let end = candidate.mention.tokens.end;
        if let Some(name) = names_in(self.names, &(end..end + 1)).first()
            && candidate.kind == EntityKind::Person
            && candidate.description.as_ref().is_some_and(|d| d.office.is_some())
        {
            partners.push(name.head);
        }
        partners.into_iter().find_map(|word| {
            // "LONDON Ana Torvo" after a place of writing that the tree took for the name's first word
            let person = |at: &&usize| self.candidates[**at].kind == EntityKind::Person;
            let inside = self.document.children_by(word, Deprel::Flat).find_map(|part| self.at.get(&part));
            let other = *inside.filter(person).or_else(|| self.at.get(&word))?;
            let kinds = (candidate.kind, self.candidates[other].kind);
            let country = candidate.description.as_ref().is_some_and(|d| {
                matches!(
                    last_noun(&d.term),
                    "country"
                        | "nation"
                        | "state"
                        | "kingdom"
                        | "republic"
                        | "superpower"
                        | "neighbor"
                        | "neighbour"
                        | "ally"
                )
            });
            let fits = kinds.0 == kinds.1 || country && kinds == (EntityKind::Group, EntityKind::State);
            (fits && candidate.plural == self.candidates[other].plural).then_some(self.of[other]).flatten()
        })
    }

    /// "Torvo" of "the teacher was named as Ana Torvo", of "Ana Torvo works as a teacher".
    fn named_as(&self, head: usize) -> Option<usize> {
        let token = &self.document.tokens[head];
        let lemma = token.head.map_or("", |verb| self.document.tokens[verb].lemma.as_str());
        let told = |at: usize| {
            matches!(self.document.tokens[at].deprel, Deprel::Obl | Deprel::Xcomp | Deprel::Advcl)
                && self.document.children_by(at, Deprel::Case).any(|case| self.document.form(case) == "as")
        };
        if matches!(lemma, "identify" | "name")
            && matches!(token.deprel, Deprel::NsubjPass | Deprel::Obj)
            && let Some(verb) = token.head
        {
            return self.document.children(verb).iter().copied().find(|&at| told(at));
        }
        // "the man, later identified as Ana Torvo"
        let identified = self.document.children_by(head, Deprel::Acl).find(|&participle| {
            matches!(self.document.tokens[participle].lemma.as_str(), "identify" | "name")
        });
        if let Some(participle) = identified {
            return self.document.children(participle).iter().copied().find(|&at| told(at));
        }
        if lemma == "work" && told(head) {
            return token.head.and_then(|verb| self.document.child_by(verb, Deprel::Nsubj));
        }
        None
    }

    /// Who a definite description takes up: "the envoy", "the group".
    fn antecedent(&self, c: usize) -> Option<usize> {
        let candidate = &self.candidates[c];
        let description = candidate.description.as_ref()?;
        if self.is_said_of_another(candidate.mention.head) {
            return None;
        }
        let role = role_of(
            self.document,
            self.actors,
            self.names,
            candidate.mention.head,
            &candidate.mention.tokens,
            description,
        );
        let bare = candidate.plural && !self.has_article(c) && !self.is_told_apart(c);
        if !candidate.definite && !bare {
            return None;
        }
        let noun = last_noun(&description.term);
        let mut best = None;
        for other in (c.saturating_sub(REACH)..c).rev() {
            let Some(d) = self.of[other] else { continue };
            let draft = &self.drafts[d];
            if draft.plural != candidate.plural && !draft.named {
                continue;
            }
            let country = role.country.is_none() || draft.country.is_none() || role.country == draft.country;
            if !country
                || role.inherit.is_some()
                    && !draft.named
                    && !draft.inherit.iter().any(|i| Some(*i) == role.inherit)
            {
                continue;
            }
            let same_term = draft.terms.contains(&description.term);
            // "the minister" after "the foreign minister", but not "the foreign secretary" after "the secretary of state"
            let shortens = |term: &str| {
                last_noun(term) == noun
                    && (term == noun || description.term == noun || !is_title(description))
            };
            let same_noun = candidate.definite && draft.terms.iter().any(|term| shortens(term));
            let same = match candidate.kind {
                EntityKind::Person => {
                    draft.kind == EntityKind::Person
                        && (same_term
                            || same_noun
                            || is_title(description)
                                && description.office.as_deref().is_some_and(|office| {
                                    draft
                                        .office
                                        .as_deref()
                                        .is_some_and(|known| self.actors.same_office(known, office))
                                }))
                }
                _ if candidate.plural => same_term && draft.kind == EntityKind::Group && !draft.named,
                _ => same_term || same_noun || takes_up(noun, draft, role.country.is_some()),
            };
            if same && !self.is_known_elsewhere(d, role.country.as_deref()) {
                best = Some(d);
                break;
            }
        }
        best
    }

    /// "The Czechs are the current president": said of the subject, and of nobody named before.
    fn is_said_of_another(&self, head: usize) -> bool {
        let subject = self.document.child_by(head, Deprel::Nsubj);
        self.document.child_by(head, Deprel::Cop).is_some()
            && subject
                .and_then(|subject| self.at.get(&subject))
                .is_some_and(|&other| !matches!(self.candidates[other].form, Form::Pronoun | Form::Anaphor))
    }

    /// Whether the tables know the person as somebody of another country only: the president of Chile is not Ana Torvo of Peru.
    fn is_known_elsewhere(&self, d: usize, country: Option<&str>) -> bool {
        let draft = &self.drafts[d];
        if country.is_none() || draft.country.is_some() || !draft.named || draft.kind != EntityKind::Person {
            return false;
        }
        let known = self.actors.officials.by_name(&draft.name, self.day);
        !known.is_empty() && known.iter().all(|official| official.country.as_deref() != country)
    }

    /// Whom a bare noun for a body takes up, "the group", near enough to be clear.
    fn anaphor(&self, c: usize) -> Option<usize> {
        let head = self.candidates[c].mention.head;
        let noun = &self.candidates[c].description.as_ref()?.term;
        let sentence = self.document.tokens[head].sentence;
        for other in (0..c).rev() {
            let mention = &self.candidates[other].mention;
            if self.document.tokens[mention.head].sentence + ANAPHOR_REACH < sentence {
                return None;
            }
            let Some(d) = self.of[other] else { continue };
            let draft = &self.drafts[d];
            let body = draft.kind == EntityKind::Group && !draft.plural;
            let same = draft.terms.iter().any(|term| last_noun(term) == noun);
            if body && (same || takes_up(noun, draft, false)) {
                return Some(d);
            }
        }
        None
    }

    /// "foreign forces", "young voters" without an article: not those named before.
    fn is_told_apart(&self, c: usize) -> bool {
        let mention = &self.candidates[c].mention;
        let Some(description) = &self.candidates[c].description else { return false };
        !self.candidates[c].definite
            && mention.tokens.clone().any(|i| {
                let token = &self.document.tokens[i];
                token.deprel == Deprel::Amod
                    && token.head == Some(mention.head)
                    && !description.words.contains(&i)
                    && super::mention::name_at(self.names, i).is_none()
            })
    }

    fn has_article(&self, c: usize) -> bool {
        let mention = &self.candidates[c].mention;
        mention.tokens.clone().any(|i| {
            i < mention.head
                && (self.document.tokens[i].upos == Upos::Num
                    || matches!(
                        self.document.form(i).to_lowercase().as_str(),
                        "a" | "an" | "some" | "several" | "other" | "many" | "more"
                    ))
        })
    }
}

/// Nouns that name nobody of themselves but take up a body named before.
pub(crate) fn is_anaphoric(noun: &str) -> bool {
    matches!(noun, "group" | "organization" | "organisation" | "movement" | "network" | "outfit")
}

/// Whether a term is a title that one person has at a time, and not a calling that many have.
fn is_title(description: &Description) -> bool {
    description.office.is_some() && !description.many
}

/// Whether a noun for a kind of body can take up this one: "the group" an armed group, "the company" a company.
fn takes_up(noun: &str, draft: &Draft, has_country: bool) -> bool {
    if !draft.named || has_country || draft.kind != EntityKind::Group {
        return false;
    }
    let sector = draft.sector;
    match noun {
        "group" | "organization" | "organisation" | "movement" | "network" | "outfit" => {
            matches!(
                sector,
                Some(Sector::Reb | Sector::Ngo | Sector::Prm | Sector::Igo | Sector::Opp | Sector::Soc)
            )
        }
        "militia" => matches!(sector, Some(Sector::Prm | Sector::Reb)),
        "company" | "firm" => sector == Some(Sector::Bus),
        "party" => sector == Some(Sector::Pty),
        "union" => sector == Some(Sector::Lab),
        "newspaper" | "broadcaster" => sector == Some(Sector::Jrn),
        "court" | "tribunal" => sector == Some(Sector::Jud),
        "agency" => matches!(sector, Some(Sector::Igo | Sector::Spy | Sector::Jrn | Sector::Gov)),
        "ministry" => draft.name.contains("Ministry"),
        "department" => draft.name.contains("Department"),
        "council" => draft.name.contains("Council"),
        "coalition" | "alliance" => sector == Some(Sector::Mil) || draft.other_sectors.contains(&Sector::Mil),
        _ => false,
    }
}
