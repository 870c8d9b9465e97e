"""What each claim measures: for a quantity the noun phrase, for a date the event."""

from collections.abc import Collection, Sequence

from tallyspan import rules
from tallyspan.context.beside import Neighbours, Phrase
from tallyspan.context.event import Events
from tallyspan.context.noun_phrase import LONGEST, bare, filled, is_noun, noun_phrase
from tallyspan.context.page import Measured, Page
from tallyspan.context.predicate import Predicates
from tallyspan.context.site import Site, site, subject
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_CONVERSION = 3  # words that may stand between an amount and the same in another unit: ", or"
_QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb"


class MeasureReader:
    """Reads the measures of a page."""

    def __init__(self) -> None:
        table = rules.read("measure")
        self._hedges = frozenset(table["hedges"])
        self._neighbours = Neighbours(table)
        self._predicates = Predicates(table)
        self._events = Events(table)

    def read(self, page: Page) -> list[Measured | None]:
        """Return the measure of each reading of ``page``, in order; None where the text does not say it."""
        found: list[Measured | None] = []
        sites: list[Site | None] = []
        number, taken = -1, frozenset[int]()
        for i, reading in enumerate(page.readings):
            here = page.number(reading.start)
            tree = page.trees.get(here)
            if here != number and tree is not None:
                number, taken = here, _taken(page, tree)
            place = None if tree is None else site(tree, reading, taken, self._hedges)
            sites.append(place)
            found.append(None if place is None else self._measure(page, place, sites, found))
            assert len(found) == i + 1
        return found

    def _measure(
        self, page: Page, place: Site, sites: Sequence[Site | None], found: Sequence[Measured | None]
    ) -> Measured | None:
        if place.reading.kind == "date":
            return self._rendered(page, place, self._events.read(place))
        before = _last_quantity(place, sites)
        near = None if before is None else sites[before]
        if before is not None and near is not None and near.tree is place.tree and _converts(near, place):
            return found[before]
        phrase = self._quantity(place)
        if phrase is None and before is not None and near is not None:
            return self._inherited(place, near, found[before])
        return self._rendered(page, place, phrase)

    def _quantity(self, place: Site) -> Phrase | None:
        """Return the measure of a quantity by what stands beside it, else by the predicate or noun above it."""
        whole = self._neighbours.whole(place)
        if whole is not None:
            phrase, noun = whole
            words = phrase[0]
            return (
                self._predicates.predicated(place, noun, list(words))
                if place.tree.parsed and not isinstance(words, str)
                else phrase
            )
        phrase_ = self._neighbours.dimension(place) or self._neighbours.position(place)
        if phrase_ is not None:
            return phrase_
        for finder in (self._neighbours.modified, self._neighbours.container):
            beside = finder(place)
            if beside is not None:
                return self._with_owner(place, *beside)
        return self._above(place) if place.tree.parsed else _heading(place)

    def _with_owner(self, place: Site, phrase: Phrase, noun: Word) -> Phrase:
        """Add whose a depth or a loss is, when the phrase does not say and the clause does."""
        words = phrase[0]
        if not place.tree.parsed or isinstance(words, str) or not self._neighbours.is_owned(noun):
            return phrase
        if any(word.norm in {"of", "'s"} or word.tag == "NNP" for word in words):
            return phrase
        for word in noun.ancestors():
            who = subject(word)
            if who is not None:
                owner = noun_phrase(who, place.taken, 6) if is_noun(who) and who.i not in place.taken and who not in words else []
                return [*phrase, "of", owner] if owner else phrase
        return phrase

    def _above(self, place: Site) -> Phrase | None:
        clause = self._predicates.clause(place)
        noun = self._predicates.governing_noun(place)
        if clause is None:
            return [noun_phrase(noun, place.taken)] if noun is not None else _heading(place)
        return self._predicates.measure(place, clause, alone=not _has_level(place))

    def _inherited(self, place: Site, near: Site, measured: Measured | None) -> Measured | None:
        """Return the measure of the quantity before, for "it", "this figure", and a list that does not repeat it."""
        return measured

    def _rendered(self, page: Page, place: Site, phrase: Phrase | None) -> Measured | None:
        if not phrase:
            return None
        pieces: list[str] = []
        used: list[Word] = []
        text = page.article.text
        for part in phrase:
            if isinstance(part, str):
                pieces.append(part)
                continue
            words = [word for word in part if word.i not in place.taken]
            pieces += [text[run[0].start : run[-1].end] for run in filled(words, place.tree)]
            used += words
        line = " ".join(" ".join(pieces).split()).strip(_QUOTES + " ,;:.-")
        if not used or not any(map(str.isalpha, line)):
            return None
        return Measured(line, min(word.start for word in used), max(word.end for word in used))


def _taken(page: Page, tree: Tree) -> frozenset[int]:
    return frozenset(word.i for reading in page.within(tree.start, tree.end) for word in tree.within(reading.start, reading.end))


def _last_quantity(place: Site, sites: Sequence[Site | None]) -> int | None:
    """Return which quantity of the same kind stands last before ``place``."""
    for i in range(len(sites) - 2, -1, -1):
        other = sites[i]
        if other is not None and other.reading.kind == place.reading.kind:
            return i
    return None


def _converts(near: Site, place: Site) -> bool:
    """Tell whether ``place`` gives the quantity right before it once more: in brackets, or after "or"."""
    between = [word.norm for word in place.words[near.last + 1 : place.first]]
    if len(between) > 4 or not between:
        return False
    return between[0] in {"(", "["} or between in (["or"], [",", "or"]) or (between[0] == "," and between[-1:] == ["or"])


def _has_level(place: Site) -> bool:
    """Tell whether the sentence gives the level that was reached beside the change."""
    return False


def _heading(place: Site) -> Phrase | None:
    """Return the words before the quantity in a line of a table: "Unemployment: 5.2%"."""
    words = list(place.words[: place.left + 1])
    if not words or words[-1].norm not in {":", "-", "\u2013", "\u2014", "="}:
        return None
    words = [word for word in words[:-1] if word.i not in place.taken]
    return [bare(words[-LONGEST:])] if words and len(words) <= LONGEST else None
