"""What a date dates: the noun that it stands with ("the January 7 quake"), or what happened ("launched the fund")."""

from collections.abc import Mapping
from typing import Any

from tallyspan import rules
from tallyspan.context.clause import is_predicate
from tallyspan.context.measure.event.happening import Happenings
from tallyspan.context.measure.words.doer import Resolve
from tallyspan.context.measure.words.nominal import Nominals
from tallyspan.context.measure.words.noun_phrase import bare, is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.words.participles import Participles
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.wording import Phrase
from tallyspan.syntax import Word

_MODIFYING = frozenset({"compound", "nmod:unmarked", "nmod:poss", "amod", "nummod", "nmod", "obl:unmarked", "det", "flat"})
_OWNING = frozenset({"'s", "'", "\u2019", "\u2019s"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "this", "that", "'s", "our", "my", "all"})
_DASHES = frozenset({"-", "\u2013", "\u2014", "--", "|"})
_VERBS = frozenset({"VBD", "VBZ", "VBP", "VBN", "VB"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TENSED = frozenset({"VBD", "VBZ", "VBN"})
_AUXILIARIES = frozenset({"aux", "cop", "aux:pass"})
_DATELINE = 6  # words before the date of a dateline
_LINKS = frozenset({"in", "on", "of", "at", "from", "during", "last", "earlier", "late"})
_OPENING = 4  # words before a date that opens the sentence
_FARTHEST = 20


class Events:
    """Finds the event of a date. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        events = rules.read("event")
        self._stops = frozenset(table["stops"])
        verbs = Participles(table["irregular"])
        self._nominals = Nominals(events, verbs)
        self._happenings = Happenings(events, verbs, self._nominals, self._stops)
        self._not_event = frozenset(events["not_event"])
        self._eventful = frozenset(events["eventful"])
        self.publication: str = events["publication"]

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

    def occasion(self, site: Site) -> Phrase | None:
        """Return the noun right before the date that "since" or "after" leads to: "since independence in 1991"."""
        noun = self._before(site)
        for head in () if noun is None else (noun, phrase_head(noun)):
            case = head.child("case", "mark")
            if case is not None and case.norm in self._eventful and not head.tag.startswith("NNP"):
                return [noun_phrase(head, site.taken)]
        return None

    def mentioned(self, site: Site) -> Phrase | None:
        """Return the noun right before the date, for want of anything better."""
        noun = self._before(site)
        head = None if noun is None else phrase_head(noun)
        return None if head is None or head.tag.startswith("NNP") else [noun_phrase(head, site.taken)]

    def _before(self, site: Site) -> Word | None:
        linked = site.norm(site.first - 1) in _LINKS
        noun = site.word(site.first - 1 - linked)
        if noun is None or not site.tree.parsed or not is_noun(noun) or noun.i in site.taken or noun.norm in self._not_event:
            return None
        return noun

    def governor(self, site: Site) -> Word | None:
        """Return the verb, or the noun, that the date hangs from: past other claims, names of places and mere times."""
        link = site.link
        below = link
        if link is not None and link.child("cop") is not None:
            return link
        beside = site.word(site.first - 1 - (site.norm(site.first - 1) in _LINKS))
        if beside is not None and beside.tag in _TENSED and beside.i not in site.taken and beside.dep not in _AUXILIARIES:
            return beside  # "said Thursday", "was killed on Monday", whatever the tree says
        before = site.word(site.first - 2)
        if site.norm(site.first - 1) == "of" and before is not None and is_noun(before) and before.norm not in self._not_event:
            return before
        for word in () if link is None else link.ancestors():
            passing = word.i in site.taken or word.norm in self._not_event
            if is_predicate(word):
                return word
            missed = next((child for child in word.children if child.dep == "amod" and child.child("nsubj:pass")), None)
            if missed is not None:  # "was elected mayor": the model hung the verb on the office
                return missed
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
            if word.tag in _VERBS and i not in site.taken and word.dep not in _AUXILIARIES:
                return word
        return None

    def _is_dated(self, noun: Word, below: Word, site: Site) -> bool:
        """Tell whether a date behind ``noun`` dates it, not the verb before: "independence in 1991", not "Egypt on Monday"."""
        top = phrase_head(noun)
        if below.head is noun and noun.dep in {"nsubj", "nsubj:pass", "root"} and not noun.tag.startswith("NNP"):
            following = site.word(site.last + 1)
            acts = following is not None and following.tag in _FINITE
            return not acts or self._nominals.is_event(noun.norm)
        if noun.tag.startswith("NNP") or (below.child("case") is None and site.norm(site.left) != "of"):
            return False
        verb = top.head
        direct = verb is not None and top.dep in {"obj", "obl"} and is_predicate(verb) and verb.i < top.i
        return not direct or site.norm(site.left) == "of"

    def read(self, site: Site, governor: Word, resolve: Resolve) -> Phrase | None:
        """Return what happened at the date by what it hangs from, or None where the sentence does not say.

        ``resolve`` finds what a pronoun stands for.
        """
        if is_noun(governor) and not is_predicate(governor):
            return [noun_phrase(phrase_head(governor), site.taken)]
        return self._happenings.read(site, governor, resolve)

    def is_heading(self, site: Site, text: str) -> bool:
        """Tell whether the date is that of a publication: alone in its line, or behind a dash at its end."""
        ends = site.last >= len(site.words) - 2 or text[site.reading.end : site.reading.end + 1] in {"\n", "\r"}
        alone = site.left < 0 and site.right >= len(site.words)
        behind = site.norm(site.left) in _DASHES and ends
        leading = site.norm(site.right) in _DASHES and site.first < _DATELINE
        return alone or behind or (leading and not any(word.tag in _VERBS for word in site.words[: site.first]))
