"""What a date dates: the noun that it stands with ("the January 7 quake"), or what happened ("launched the fund")."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.clause import is_passive, is_predicate
from tallyspan.context.measure.complements import tail
from tallyspan.context.measure.governor import subject
from tallyspan.context.measure.noun_phrase import bare, is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.participles import Participles
from tallyspan.context.measure.site import Site, noun_run
from tallyspan.context.measure.wording import Cited, Phrase
from tallyspan.syntax import Word

_MODIFYING = frozenset({"compound", "nmod:unmarked", "nmod:poss", "amod", "nummod", "nmod", "obl:unmarked", "det", "flat"})
_OWNING = frozenset({"'s", "'", "\u2019", "\u2019s"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "this", "that", "'s", "our", "my", "all"})
_DASHES = frozenset({"-", "\u2013", "\u2014", "--", "|"})
_COMPLETED = ("obj", "ccomp", "xcomp", "iobj")
_VERBS = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB"})
_SUBORDINATE = frozenset({"when", "while", "as", "if", "after", "because"})
_DATELINE = 6  # words before the date of a dateline
_OPENING = 4  # words before a date that opens the sentence
_FARTHEST = 20
_OBJECT_ROOM = 9  # words


class Events:
    """Finds the event of a date. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs = Participles(table["irregular"])
        self._stops = frozenset(table["stops"])
        event = table["event"]
        self._speech = self._forms(event["speech"])
        self._statement = event["statement"]
        self._light = self._forms(event["light"])
        self._nouns = self._forms(event["nouns"])
        self._not_event = frozenset(event["not_event"])

    def _forms(self, nouns: Mapping[str, str]) -> dict[str, str]:
        return {form: noun for verb, noun in nouns.items() for form in self._verbs.forms(verb)}

    def dated_noun(self, site: Site) -> Phrase | None:
        """Return the noun that the date stands before: "the January 7 quake", "2017's Hurricane Maria"."""
        i = site.last + 1
        owner = site.norm(i) in _OWNING
        run = noun_run(site, i + owner, self._stops)
        link = site.link
        head = link.head if link is not None else None
        if link is None or not run or run[0].norm in _DETERMINERS or site.norm(site.first - 1) == "of":
            return None
        hangs = head is not None and head in run and link.dep in _MODIFYING and link.child("case") is None
        if not (owner or hangs or site.norm(site.first - 1) in _DETERMINERS) or run[-1].norm in self._not_event:
            return None
        return [bare([*run, *(word for word in noun_phrase(run[-1], site.taken, joined=False) if word.i > run[-1].i)])]

    def governor(self, site: Site) -> Word | None:
        """Return the verb, or the noun, that the date hangs from: past other claims, names of places and mere times."""
        link = site.link
        below = link
        if link is not None and link.child("cop") is not None:
            return link
        before = site.word(site.first - 2)
        if site.norm(site.first - 1) == "of" and before is not None and is_noun(before) and before.norm not in self._not_event:
            return before
        for word in () if link is None else link.ancestors():
            passing = word.i in site.taken or word.norm in self._not_event
            if is_predicate(word):
                return word
            if not passing and is_noun(word) and below is not None and word.i < site.first and self._is_dated(word, below, site):
                return word
            below = word
        return None

    def nearest(self, site: Site) -> Word | None:
        """Return the verb that stands nearest before the date, or behind one that opens the sentence: for want of a tree."""
        behind = range(site.last + 1, min(site.last + _FARTHEST, len(site.words)))
        before = range(site.first - 1, max(-1, site.first - _FARTHEST), -1)
        for i in behind if site.first < _OPENING else before:
            word = site.words[i]
            if word.norm in {";", ":"}:
                return None
            if word.tag in _VERBS and i not in site.taken and word.dep not in {"aux", "cop", "aux:pass"}:
                return word
        return None

    def _is_dated(self, noun: Word, below: Word, site: Site) -> bool:
        """Tell whether a date behind ``noun`` dates it, not the verb before: "independence in 1991", not "Egypt on Monday"."""
        top = phrase_head(noun)
        if below.head is noun and noun.dep in {"nsubj", "nsubj:pass", "root"} and not noun.tag.startswith("NNP"):
            return True
        if noun.tag.startswith("NNP") or (below.child("case") is None and site.norm(site.left) != "of"):
            return False
        verb = top.head
        direct = verb is not None and top.dep in {"obj", "obl"} and is_predicate(verb) and verb.i < top.i
        return not direct or site.norm(site.left) == "of"

    def read(self, site: Site, governor: Word) -> Phrase | None:
        """Return what happened at the date by what it hangs from, or None where the sentence does not say."""
        if is_noun(governor) and not is_predicate(governor):
            return [noun_phrase(phrase_head(governor), site.taken)]
        return self._happening(site, governor)

    def is_heading(self, site: Site, text: str) -> bool:
        """Tell whether the date is that of a publication: alone in its line, or behind a dash at its end."""
        ends = site.last >= len(site.words) - 2 or text[site.reading.end : site.reading.end + 1] in {"\n", "\r"}
        alone = site.left < 0 and site.right >= len(site.words)
        behind = site.norm(site.left) in _DASHES and ends
        leading = site.norm(site.right) in _DASHES and site.first < _DATELINE
        return alone or behind or (leading and not any(word.tag in _VERBS for word in site.words[: site.first]))

    def _happening(self, site: Site, verb: Word) -> Phrase | None:
        """Return the event that ``verb`` tells: a noun of ours with its subject, a participle, or the verb with its object."""
        who = subject(verb, site.words) or verb.child("nsubj")
        if who is not None and verb.dep.startswith("acl"):
            who = phrase_head(who)
        named = who is not None and is_noun(who) and who.i not in site.taken
        words = noun_phrase(who, site.taken, 8, inner=True) if named and who is not None else []
        if verb.child("expl") is not None:
            return [bare(words)] if words else None
        if verb.child("cop") is not None and not verb.tag.startswith("VB"):
            return _state(site, verb, words)
        light = any(child.dep == "obj" and child.norm == self._light.get(verb.norm) for child in verb.children)
        noun = "" if light else self._nouns.get(verb.norm)
        if noun == "" and words:
            return [bare(words)]
        if is_passive(verb):
            return [bare(words), [verb, *tail(verb, site, 5)]]
        return self._named(site, verb, words, noun) or self._action(site, verb, who, words)

    def _named(self, site: Site, verb: Word, words: list[Word], noun: str | None) -> Phrase | None:
        """Return "statement by the minister", "start of the trial", for the verbs that have such a noun."""
        if _has(verb, site, "obj"):
            return None
        said = self._speech.get(verb.norm)
        if said is not None:
            return [Cited(said, verb), *_joined("by", words)]
        if noun:
            return [Cited(noun, verb), *_joined("of", words)]
        return None

    def _action(self, site: Site, verb: Word, who: Word | None, words: list[Word]) -> Phrase | None:
        """Return "launched the fund", "submarine wreck found", "sinking of the ship"; None where its object is a quantity."""
        rest = tail(verb, site, _OBJECT_ROOM, over_claims=True)
        if not rest and any(child.dep == "obj" and child.i in site.taken and not site.holds(child) for child in verb.children):
            return None
        rest = rest or self._object_beside(site, verb)
        complete = verb.tag.startswith("VB") and not _has(verb, site, *_COMPLETED)
        if words and complete and all(word.tag in {"RP", "RB"} for word in rest):
            return [Cited(self._verbs.gerund(verb.norm), verb), rest, "of", words]
        if rest:
            return [[verb, *rest]]
        if verb.dep == "acl:relcl" and verb.head is not None and verb.head is not who and is_noun(verb.head):
            return [noun_phrase(verb.head, site.taken, 8), Cited(self._verbs.past(verb.norm), verb)]
        said = verb.child("ccomp")
        if said is not None and said.i > verb.i and not any(child.norm in _SUBORDINATE for child in said.children):
            return [Cited(self._statement, verb), *_joined("by", words)]
        return [[verb]] if complete else None

    def _object_beside(self, site: Site, verb: Word) -> list[Word]:
        """Return the noun right behind ``verb``, which the tree hung elsewhere."""
        article = site.word(verb.i + 1)
        first = verb.i + 2 if article is not None and article.tag == "DT" else verb.i + 1
        run = noun_run(site, first, self._stops)
        return [*site.words[verb.i + 1 : first], *run] if run else []


def _joined(preposition: str, words: list[Word]) -> Phrase:
    return [preposition, words] if words else []


def _has(verb: Word, site: Site, *deps: str) -> bool:
    """Tell whether ``verb`` has a child with one of these relations that is no claim's."""
    return any(child.dep in deps and child.i not in site.taken for child in verb.children)


def _state(site: Site, verb: Word, words: list[Word]) -> Phrase | None:
    """Return the predicate of "he was the head of the army", or else the subject, whose ``words`` are given."""
    noun = is_noun(verb) and verb.i not in site.taken
    if noun and (not verb.tag.startswith("NNP") or verb.child("det") is not None):
        return [noun_phrase(verb, site.taken)]
    return [bare(words)] if words else None
