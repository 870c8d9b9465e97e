"""Measures of a part of a whole: "10% of the people use the internet", "the deficit is 5% of GDP", "5% live abroad"."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.clause import is_passive
from tallyspan.context.measure.complements import tail
from tallyspan.context.measure.governor import subject
from tallyspan.context.measure.groups import Group, Groups, limited
from tallyspan.context.measure.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.site import Site
from tallyspan.context.measure.wording import Cited, Phrase
from tallyspan.syntax import Word

_CIRCUMSTANCES = frozenset({"with", "by", "in", "on", "after", "through", "among"})
_NAMED = frozenset({"nsubj", "nsubj:pass", "obj", "root"})
_COMPLETED = frozenset({"obj", "ccomp", "xcomp"})
_NEGATIONS = frozenset({"not", "n't", "never"})
_LONGEST = 12  # words
_LONGEST_BESIDE_VERB = 6


class Parts:
    """Finds what the sentence says of the part that a percentage gives. ``table`` is that of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates) -> None:
        self._predicates = predicates
        self._stative = predicates.forms(table["stative"])
        self.groups = Groups(table)

    def read(self, site: Site, words: list[Word], noun: Word) -> Phrase:
        """Return the measure of "10% of X", whose X is ``words`` and headed by ``noun``: X, or more of it."""
        link = site.link
        if noun.norm == "those" and site.norm(site.left) in {",", "(", "-", "\u2013", "\u2014", "with"}:
            return self._of_those(site, words)
        shared = None if link is None else self._as_share(site, words)
        if shared is not None:
            return shared
        if link is None or link.head is None:
            return [words]
        if link.dep in {"nsubj", "nsubj:pass"}:
            return self._subject(site, words, noun, link.head)
        return self._object(site, words, link.head) if link.dep == "obj" else [words]

    def _of_those(self, site: Site, words: list[Word]) -> Phrase:
        """Return "deaths from coal" for "8,000 deaths were due to smoke, 91% of those from coal"."""
        who = next((word for word in site.words[: max(site.left, 0)] if word.tag == "NNS" and word.dep in _NAMED), None)
        if who is None or who.i in site.taken:
            return [words]
        named = noun_phrase(who, site.taken, 6)
        while len(named) > 1 and named[0].tag in {"CD", "RB", "IN"}:
            named.pop(0)
        return [named, words[1:]]

    def _as_share(self, site: Site, words: list[Word]) -> Phrase | None:
        """Return "deficit as share of GDP", where the clause links a thing that is no name to the percentage."""
        clause = self._predicates.clause(site)
        if clause is None or not self._predicates.gives_quantity(clause.verb) or self._predicates.case(site) in _CIRCUMSTANCES:
            return None
        if clause.link.dep == "conj":  # a clause of its own, whose verb the model missed
            return None
        who = subject(clause.verb, site.words)
        if who is None or site.holds(who) or who is clause.link or who.tag.startswith("NNP"):
            return None
        if not is_noun(who) or not self._predicates.names(who, site):
            return None
        before = site.word(words[0].i - 1)
        article = [before] if before is not None and before.norm == "the" else []
        return [noun_phrase(who, site.taken, 7), "as share of", [*article, *words]]

    def _object(self, site: Site, words: list[Word], verb: Word) -> Phrase:
        """Return "budgetary support withheld by donors"."""
        silent = self._predicates.is_linking(verb) or verb.norm in self._stative or not verb.tag.startswith("VB")
        if silent or len(words) > _LONGEST_BESIDE_VERB:
            return [words]
        done = Cited(self._predicates.verbs.past(verb.norm), verb)
        on = next((k for k, word in enumerate(words) if word.norm == "on"), None)
        if on is not None:  # what was spent on food: not an income on food
            return [words[:on], done, words[on:]]
        who = subject(verb, site.words)
        if who is None or not self._predicates.names(who, site) or not is_noun(who):
            return [words, done]
        return [words, done, "by", noun_phrase(who, site.taken, 6, inner=True)]

    def _subject(self, site: Site, words: list[Word], noun: Word, verb: Word) -> Phrase:
        """Return "people that use the internet", "houses destroyed by the flood"."""
        copular = verb.child("cop") is not None
        rest = tail(verb, site, _LONGEST - 2 - len(words), over_claims=True)
        if is_passive(verb) and verb.tag in {"VBN", "VBD"}:
            return [words, [verb, *rest]]
        if verb.tag in {"VBG", "VBN"} and not copular and verb.child("aux") is None:
            return [words]
        before = [child for child in verb.children if noun.i < child.i < verb.i]
        if not rest and not copular and any(child.i > verb.i and child.dep in _COMPLETED for child in verb.children):
            rest = limited(site, verb.i + 1, _LONGEST - 3 - len(words))
            if not rest:
                return [words]
        verbs = [child for child in before if child.dep in {"aux", "cop", "aux:pass"} or child.norm in _NEGATIONS]
        described = [word for word in noun_phrase(verb, site.taken, inner=True) if noun.i < word.i < verb.i] if copular else []
        return self.groups.described(Group(words, [*verbs, *described, verb, *rest]))

    def alone(self, site: Site, verb: Word, group: str | None = None) -> Phrase | None:
        """Return the measure of a percentage that is itself the subject: "those residing abroad"; of ``group``, where known."""
        rest = tail(verb, site, 7)
        if group is not None and verb.tag.startswith("VB") and verb.i >= site.right:
            predicate = limited(site, site.right, _LONGEST - 2 - len(group.split()))
            if predicate and predicate[-1].i >= verb.i:
                return [group, predicate]
        if is_passive(verb):
            return [Cited("those", verb), [verb, *rest]]
        be = verb.child("cop")
        if be is not None:
            said = "those that" if is_noun(verb) and verb.child("case") is None else "those"
            linked = [be] if said != "those" else []
            return [Cited(said, verb), [*linked, *_described(site, verb), verb, *rest]]
        if not verb.tag.startswith("VB") or not rest:
            return None
        return [Cited(f"those {self._predicates.verbs.gerund(verb.norm)}", verb), rest]


def _described(site: Site, verb: Word) -> list[Word]:
    """Return what stands between the copula and its predicate: "in" of "were in favour"."""
    left_out = {"cop", "aux", "punct", "nsubj", "cc:preconj"}
    between = (word for word in verb.children[:_LONGEST] if site.last < word.i < verb.i)
    return [word for word in between if word.dep not in left_out and word.norm not in {"either", "both"}]
