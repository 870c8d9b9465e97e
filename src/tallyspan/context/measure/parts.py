"""Measures of a part of a whole: "10% of the people use the internet", "the deficit is 5% of GDP", "owns 51% of the airline"."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.beside import Beside
from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.governor import subject
from tallyspan.context.measure.groups import Groups, leads_clause, plain
from tallyspan.context.measure.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.site import Site
from tallyspan.context.measure.verb_phrase import verb_phrase
from tallyspan.context.measure.votes import share
from tallyspan.context.measure.wording import Cited, Phrase
from tallyspan.syntax import Word

_CIRCUMSTANCES = frozenset({"with", "by", "in", "on", "after", "through", "among"})
_APPOSING = frozenset({",", "(", "-", "\u2013", "\u2014"})
_NAMED = frozenset({"nsubj", "nsubj:pass", "obj", "root"})
_POINTING = frozenset({"them", "those", "these", "us", "which", "whom"})
_TURNED_IN = frozenset({"counted", "cast", "tallied", "in"})
_ON = frozenset({"of", "on", "in", "over", "across", "for", "from", "to"})
_LONGEST_BESIDE_VERB = 6  # words
_LONGEST_ACTOR = 6


class Parts:
    """Finds what is measured of the X of "10% of X". ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates, groups: Groups) -> None:
        self._predicates = predicates
        self._groups = groups
        self._stative = predicates.forms(table["stative"])
        self._polled = frozenset(table["polled"])
        self._contests = frozenset(table["contests"])
        self._weak = frozenset(table["weak"])
        self._counting = frozenset(table["counting"])

    def read(self, draft: Draft, site: Site, whole: Beside) -> Phrase:
        """Return the measure: X with what the sentence says of the part, or X as the share of something, or what X is of."""
        found = self._groups.subject(site, site.right + 1) if leads_clause(site) else None
        if found is not None:
            self._keep(draft, site, found.words)
            return self._groups.described(*found)
        if whole.words and whole.head.norm in self._polled and whole.words[-1].norm not in _TURNED_IN:
            return self._voted(draft, site, whole)
        if whole.head.tag in {"NNS", "NNPS"} and leads_clause(site):
            self._keep(draft, site, plain(whole.words))
        shared = self._as_share(site, whole.words) or self._apposed(site, whole.words)
        return shared or self._governed(site, whole) or self._object(site, whole.words)

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
        if said and before is not None:
            return [Cited(before[0], pointer), *self._groups.described(before[0], said, before[1])[1:]]
        if said:
            return self._groups.described(named, said)
        rest = verb_phrase(site, pointer.i + 1, _LONGEST_ACTOR)
        return [named if before is None else Cited(before[0], pointer), rest]

    @staticmethod
    def _counted(site: Site) -> list[Word]:
        """Return the things that the clause before is about: its counted noun, or its subject."""
        plurals = [word for word in site.words[: max(site.left, 0)] if word.tag == "NNS" and word.i not in site.taken]
        counted = (word for word in plurals if word.child("nummod") is not None or word.dep in _NAMED)
        who = next(counted, plurals[0] if plurals else None)
        return [] if who is None else plain(noun_phrase(who, site.taken, _LONGEST_ACTOR))

    def _as_share(self, site: Site, words: list[Word]) -> Phrase | None:
        """Return "deficit as share of GDP", where the clause links a thing that is no name to the percentage."""
        clause = self._predicates.clause(site)
        if clause is None or not self._predicates.gives_quantity(clause.verb):
            return None
        if self._predicates.case(site) in _CIRCUMSTANCES or clause.link.dep == "conj":  # a clause of its own, its verb missed
            return None
        who = subject(clause.verb, site.words)
        if who is None or site.holds(who) or who is clause.link or who.i > site.first:
            return None
        if not is_noun(who) or not self._predicates.names(who, site):
            return None
        before = site.word(words[0].i - 1) if words else None
        article = [before] if before is not None and before.norm in {"the", "its", "their"} else []
        return [noun_phrase(who, site.taken, 7), "as share of", [*article, *words]]

    def _apposed(self, site: Site, words: list[Word]) -> Phrase | None:
        """Return "stations as share of the network" for "closed 60 stations, more than 10% of the network"."""
        before = site.word(site.left - 1)
        if site.norm(site.left) not in _APPOSING or before is None or before.tag != "NNS" or before.i in site.taken:
            return None
        counted = plain(noun_phrase(before, site.taken, _LONGEST_ACTOR))
        numbered = any(word.tag == "CD" for word in site.words[max(0, before.i - _LONGEST_ACTOR) : before.i])
        return [counted, "as share of", words] if numbered and words and words[-1].tag != "NNS" else None

    def _governed(self, site: Site, whole: Beside) -> Phrase | None:
        """Return "capture of the territory", "burns over his body": the noun before the preposition stays."""
        case, noun = site.word(site.left), site.word(site.left - 1)
        if case is None or noun is None or case.norm not in _ON or noun.i in site.taken or not is_noun(noun):
            return None
        if noun.norm in self._weak | self._counting or noun.tag.startswith("NNP") or not whole.words:
            return None
        if self._predicates.is_linking(noun):  # a verb that the model took for a noun
            return None
        hangs = site.link is not None and (site.link.head is noun or case.norm == "of")
        if not hangs:
            return None
        head = [word for word in noun_phrase(noun, site.taken, _LONGEST_ACTOR) if word.i <= noun.i]
        return [head, case.norm, self._with_article(site, whole.words)]

    @staticmethod
    def _with_article(site: Site, words: list[Word]) -> list[Word]:
        before = site.word(words[0].i - 1)
        return [before, *words] if before is not None and before.tag in {"DT", "PRP$"} else words

    def _object(self, site: Site, words: list[Word]) -> Phrase:
        """Return "budgetary support withheld by donors", "airline owned by the state"."""
        verb = self._verb(site)
        if verb is None or len(words) > _LONGEST_BESIDE_VERB or not words:
            return [words]
        done = Cited(self._predicates.verbs.past(verb.norm), verb)
        on = next((k for k, word in enumerate(words) if word.norm == "on"), None)
        if on is not None:  # what was spent on food: not an income on food
            return [words[:on], done, words[on:]]
        who = subject(verb, site.words)
        if who is None or not self._predicates.names(who, site) or not is_noun(who):
            return [words, done]
        return [words, done, "by", noun_phrase(who, site.taken, _LONGEST_ACTOR, inner=True)]

    def _verb(self, site: Site) -> Word | None:
        """Return the verb that the percentage is the object of, unless it says no more than that it is a part."""
        link = site.link
        verb = link.head if link is not None and link.dep == "obj" else None
        if verb is None or self._predicates.is_linking(verb) or verb.norm in self._stative or not verb.tag.startswith("VB"):
            return None
        return verb
