"""Measures of a part of a whole: "10% of the people use the internet", "the deficit is 5% of GDP", "owns 51% of the airline"."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.beside import Beside
from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.percent.groups import Groups, leads_clause, plain
from tallyspan.context.measure.percent.votes import share
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.verb_phrase import verb_phrase
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_CIRCUMSTANCES = frozenset({"with", "by", "in", "on", "after", "through", "among"})
_APPOSING = frozenset({",", "(", "-", "\u2013", "\u2014"})
_NAMED = frozenset({"nsubj", "nsubj:pass", "obj", "root"})
_POINTING = frozenset({"them", "those", "these", "us", "which", "whom"})
_ARTICLES = frozenset({"the", "its", "their"})
_TURNED_IN = frozenset({"counted", "cast", "tallied", "in"})
_ON = frozenset({"of", "on", "in", "over", "across", "for", "from", "to"})
_LONGEST_BESIDE_VERB = 6  # words
_LONGEST_ACTOR = 6


class Parts:
    """Finds what is measured of the X of "10% of X". ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates, groups: Groups) -> None:
        self._predicates = predicates
        self._groups = groups
        self._owning = predicates.forms(table["holding"])
        self._stative = predicates.forms(table["stative"])
        self._polled = frozenset(table["polled"])
        self._contests = frozenset(table["contests"])
        self._weak = frozenset(table["weak"])
        self._counting = frozenset(table["counting"])

    def read(self, draft: Draft, site: Site, whole: Beside, before: str) -> Phrase:
        """Return the measure: X with what the sentence says of the part, or X as the share of something, or what X is of.

        ``before`` is the measure of the percentage before it in the sentence, or nothing.
        """
        found = self._groups.subject(site, site.right + 1) if leads_clause(site) else None
        if found is not None:
            self._keep(draft, site, found.words)
            return self._groups.described(*found)
        voted = next((k for k, word in enumerate(whole.words) if word.norm in self._polled), None)
        if voted is not None and whole.words[-1].norm not in _TURNED_IN:
            told = voted + 1 < len(whole.words) and whole.words[voted + 1].tag == "VBG"  # "20% of the vote, earning 15 seats"
            return self._voted(draft, site, Beside(whole.words[: voted + 1], whole.head) if told else whole)
        if whole.head.tag in {"NNS", "NNPS"} and leads_clause(site):
            self._keep(draft, site, plain(whole.words))
        ways = (self._changed, self._listed, self._as_share, self._apposed, self._governed, self._reached)
        found_by = (phrase for way in ways if (phrase := way(site, whole, before)) is not None)
        return next(found_by, None) or self._object(site, whole.words, site.link)

    def _keep(self, draft: Draft, site: Site, words: list[Word]) -> None:
        if words and words[0].norm not in _POINTING - {"those"}:
            draft.kept.keep("group", site, draft.rendered(site, [words]), self._groups.pronoun(words))

    def _voted(self, draft: Draft, site: Site, whole: Beside) -> Phrase:
        """Return "share of the vote in the election", and keep the election for the sentences that follow."""
        before = draft.kept.near("contest", site)
        phrase, contest = share(site, whole.words, self._contests, None if before is None else before[0])
        if contest is not None:
            draft.kept.keep("contest", site, draft.rendered(site, [contest.words]))
        return phrase

    def of_those(self, draft: Draft, site: Site, _i: int) -> Phrase | None:
        """Return "deaths from coal" for "8,000 deaths were due to smoke, 91% of those from coal"; "patients who died"."""
        if site.norm(site.right) != "of" or site.norm(site.right + 1) not in _POINTING:
            return None
        pointer = site.words[site.right + 1]
        before = draft.kept.near("group", site, same_sentence=True)
        named = [] if before is not None else self._counted(site)
        if before is None and not named:
            found = self._groups.subject(site, site.right + 1) if pointer.norm == "those" else None
            return None if found is None else self._groups.described(*found)
        said = self._groups.predicate(site, pointer.i + 1)
        if said:
            return self._groups.described(
                named if before is None else Cited(before[0], pointer), said, before[1] if before else ""
            )
        rest = verb_phrase(site, pointer.i + 1, _LONGEST_ACTOR)
        return [named if before is None else Cited(before[0], pointer), rest]

    @staticmethod
    def _counted(site: Site) -> list[Word]:
        """Return the things that the clause before is about: its counted noun, or its subject."""
        plurals = [word for word in site.words[: max(site.left, 0)] if word.tag == "NNS" and word.i not in site.taken]
        counted = (word for word in plurals if word.child("nummod") is not None or word.dep in _NAMED)
        who = next(counted, plurals[0] if plurals else None)
        return [] if who is None else plain(noun_phrase(who, site.taken, _LONGEST_ACTOR))

    def _changed(self, site: Site, _whole: Beside, _before: str) -> Phrase | None:
        """Return "turnout" for "turnout was down by 5% of the voters": what it changed by is no measure."""
        clause = self._predicates.clause(site)
        if self._predicates.case(site) != "by" or clause is None:
            return None
        moved = self._predicates.is_change(clause.verb) or site.norm(site.left - 1) in {"up", "down"}
        who = subject(clause.verb, site.words)
        if not moved or who is None or not is_noun(who) or not self._predicates.names(who, site):
            return None
        return [self._predicates.named(who, site)]

    @staticmethod
    def _listed(site: Site, whole: Beside, before: str) -> Phrase | None:
        """Return "tourism as share of income" for the second of "tourism is 5% of output and 20% of income"."""
        if site.norm(site.left) not in {"and", ","} or " as share of " not in before or not whole.words:
            return None
        article = site.word(whole.words[0].i - 1)
        words = [article, *whole.words] if article is not None and article.norm in _ARTICLES else whole.words
        return [Cited(before.partition(" as share of ")[0], whole.head), "as share of", words]

    def _reached(self, site: Site, whole: Beside, _before: str) -> Phrase | None:
        """Return "salt to which iodine is added" for "iodine is added to 10% of the salt"."""
        case, link = site.word(site.left), site.link
        verb = site.word(site.left - 1)
        if (
            case is None
            or verb is None
            or case.norm not in {"to", "into", "from"}
            or link is None
            or not link.dep.startswith("obl")
        ):
            return None
        if verb.tag not in {"VBN", "VBD"} or self._predicates.gives_quantity(verb) or not whole.words:
            return None
        who = subject(verb, site.words)
        start = min([child.i for child in verb.children if child.dep in {"aux", "aux:pass"}], default=verb.i)
        if who is None or not is_noun(who) or who.i in site.taken or who.i > start:
            return None
        actor = noun_phrase(who, site.taken, _LONGEST_ACTOR, inner=True)
        return [whole.words, f"{case.norm} which", actor, list(site.words[start : verb.i + 1])]

    def _as_share(self, site: Site, whole: Beside, _before: str) -> Phrase | None:
        """Return "deficit as share of GDP", where the clause links a thing that is no name to the percentage."""
        words = whole.words
        clause = self._predicates.clause(site)
        if clause is None or not self._predicates.gives_quantity(clause.verb):
            return None
        if self._predicates.is_change(clause.verb) and self._predicates.case(site) not in {"to", "from", "at"}:
            return None
        if self._predicates.case(site) in _CIRCUMSTANCES or clause.link.dep == "conj":  # a clause of its own, its verb missed
            return None
        who = subject(clause.verb, site.words)
        if who is None or site.holds(who) or who is clause.link or who.i > site.first:
            return None
        if not is_noun(who) or not self._predicates.names(who, site):
            return None
        before = site.word(words[0].i - 1) if words else None
        article = [before] if before is not None and before.norm in _ARTICLES else []
        return [noun_phrase(who, site.taken, 7), "as share of", [*article, *words]]

    def _apposed(self, site: Site, whole: Beside, _before: str) -> Phrase | None:
        """Return "stations as share of the network" for "closed 60 stations, more than 10% of the network"."""
        words = whole.words
        before = site.word(site.left - 1)
        if site.norm(site.left) not in _APPOSING or before is None or before.tag not in {"NNS", "NNPS"} or before.i in site.taken:
            return None
        counted = plain(noun_phrase(before, site.taken, _LONGEST_ACTOR))
        numbered = any(word.tag == "CD" for word in site.words[max(0, before.i - _LONGEST_ACTOR) : before.i])
        return (
            [counted, "as share of", self._with_article(site, words)] if numbered and words and words[-1].tag != "NNS" else None
        )

    def _governed(self, site: Site, whole: Beside, _before: str) -> Phrase | None:
        """Return "capture of the territory", "burns over his body": the noun before the preposition stays."""
        case, noun = site.word(site.left), site.word(site.left - 1)
        if case is not None and is_noun(case) and site.norm(site.left + 1) == "over":  # "over" is no bound in "burns over 85% of"
            case, noun = site.words[site.left + 1], case
        if case is None or noun is None or case.norm not in _ON or noun.i in site.taken or not is_noun(noun):
            return None
        if noun.norm in self._weak | self._counting or noun.tag.startswith("NNP") or not whole.words:
            return None
        if self._predicates.is_linking(noun):  # a verb that the model took for a noun
            return None
        hangs = site.link is not None and (site.link.head is noun or case.norm in {"of", "over"})
        if not hangs:
            return None
        head = [word for word in noun_phrase(noun, site.taken, _LONGEST_ACTOR) if word.i <= noun.i]
        return [head, case.norm, self._with_article(site, whole.words)]

    @staticmethod
    def _with_article(site: Site, words: list[Word]) -> list[Word]:
        before = site.word(words[0].i - 1)
        return [before, *words] if before is not None and before.tag in {"DT", "PRP$"} else words

    def counted(self, _draft: Draft, site: Site, _i: int) -> Phrase | None:
        """Return "votes received by the party" for "the party received 2,091 votes (5%)"."""
        noun, end = site.word(site.left - 1), site.right
        if site.norm(end) == "of" and site.norm(end + 2) == "total":
            end += 3
        closed = (site.norm(site.left), site.norm(end)) in {("(", ")"), (",", ","), ("-", "-"), (",", ".")}
        if not closed or noun is None or noun.tag != "NNS" or noun.i in site.taken:
            return None
        numbered = any(word.tag == "CD" for word in site.words[max(0, noun.i - _LONGEST_ACTOR) : noun.i])
        words = plain(noun_phrase(noun, site.taken)) if numbered else []
        if not words:
            return None
        said = self._groups.predicate(site, end + 1)
        return self._groups.described(words, said) if said else self._object(site, words, noun)

    def _object(self, site: Site, words: list[Word], link: Word | None) -> Phrase:
        """Return "budgetary support withheld by donors", "airline owned by the state"; ``link`` may be its object."""
        verb = link.head if link is not None and link.dep == "obj" else None
        beside = site.word(site.left)
        if beside is not None and beside.norm in self._owning and (verb is None or not verb.tag.startswith("VB")):
            verb = beside
        elif verb is not None and not verb.tag.startswith("VB"):
            return [words]
        if verb is None or self._predicates.is_linking(verb) or verb.norm in self._stative:
            return [words]
        if len(words) > _LONGEST_BESIDE_VERB or not words:
            return [words]
        done = Cited(self._predicates.verbs.past(verb.norm), verb)
        on = next((k for k, word in enumerate(words) if word.norm == "on"), None)
        if on is not None:  # what was spent on food: not an income on food
            return [words[:on], done, words[on:]]
        who = subject(verb, site.words)
        if who is None or not self._predicates.names(who, site) or not is_noun(who):
            return [words, done]
        return [words, done, "by", noun_phrase(who, site.taken, _LONGEST_ACTOR, inner=True)]
