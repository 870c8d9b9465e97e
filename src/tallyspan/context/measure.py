"""What each claim measures: for a quantity the noun phrase, for a date the event."""

from collections.abc import Sequence

from tallyspan import rules
from tallyspan.context.beside import Beside, Neighbours
from tallyspan.context.event import Events
from tallyspan.context.extent import Extents
from tallyspan.context.governor import subject
from tallyspan.context.noun_phrase import LONGEST, bare, is_noun, noun_phrase
from tallyspan.context.page import Measured, Page
from tallyspan.context.predicate import Predicates
from tallyspan.context.site import Site, site
from tallyspan.context.wording import Cited, Phrase, rendered
from tallyspan.syntax import Tree

_HEADING_MARKS = frozenset({":", "-", "\u2013", "\u2014", "=", "|"})
_CONVERTING = frozenset(
    {("or",), (",", "or"), (",", "or", "about"), ("/",), ("-", "or"), ("\u2013",), ("equal", "to"), (",", "equal", "to")}
)
_LISTING = frozenset({",", "and", "or", ";", "&"})


class MeasureReader:
    """Reads the measures of a page."""

    def __init__(self) -> None:
        table = rules.read("measure")
        self._hedges = frozenset(table["hedges"])
        self._comparing = frozenset(table["comparing"]["words"])
        self._generic = table["generic"]
        self._neighbours = Neighbours(table)
        self._extents = Extents(table)
        self._predicates = Predicates(table)
        self._events = Events(table)
        self._owned = frozenset(table["owned"])

    def read(self, page: Page) -> list[Measured | None]:
        """Return the measure of each reading of ``page``, in order; None where the text does not say it."""
        sites = self._sites(page)
        found: list[Measured | None] = [None] * len(sites)
        for i, place in enumerate(sites):
            if place is not None and place.reading.kind != "date":
                found[i] = self._measure(page, place, sites, found, i)
        for i, place in enumerate(sites):  # after the quantities, whose measures they may share
            if place is not None and place.reading.kind == "date" and place.tree.parsed:
                found[i] = self._event(page, place, sites, found, i)
        return found

    def _sites(self, page: Page) -> list[Site | None]:
        sites: list[Site | None] = []
        number, taken = -1, frozenset[int]()
        for reading in page.readings:
            here = page.number(reading.start)
            tree = page.trees.get(here)
            if here != number and tree is not None:
                number, taken = here, _taken(page, tree)
            sites.append(None if tree is None else site(tree, reading, taken, self._hedges))
        return sites

    def _measure(
        self, page: Page, place: Site, sites: Sequence[Site | None], found: Sequence[Measured | None], i: int
    ) -> Measured | None:
        near = _last_quantity(sites, i)
        together = near is not None and _same_sentence(sites[near], place)
        if near is not None and together and _converts(sites[near], place):
            return found[near]
        phrase = [] if self._neighbours.points_back(place) else self._extents.dimension(place) or self._beside(place)
        if phrase is None and near is not None and together and found[near] is not None and self._leans(sites[near], place):
            return self._continued(page, place, found[near])
        if phrase is None:
            phrase = self._extents.read(place) or self._above(place, sites, i)
        if phrase == []:
            near = _last_quantity(sites, i, anywhere=True) if near is None else near
        if phrase == [] or (phrase is None and together):
            return found[near] if near is not None else None
        return self._rendered(page, place, phrase)

    def _event(
        self, page: Page, place: Site, sites: Sequence[Site | None], found: Sequence[Measured | None], i: int
    ) -> Measured | None:
        """Return the event of a date; where its clause only gives a quantity, what that measures."""
        if self._events.is_heading(place):
            return None
        before = sites[i - 1] if i else None
        if before is not None and before.tree is place.tree and before.reading.kind == "date" and _converts(before, place):
            return found[i - 1]
        near = _quantity_of(place, sites, i)
        if near is not None and found[near] is not None:
            return found[near]
        noun = self._events.dated_noun(place)
        if noun is not None:
            return self._rendered(page, place, noun)
        governor = self._events.governor(place)
        if governor is None:
            return None
        if governor.i in place.taken or self._predicates.gives_quantity(governor):
            for j in (i + 1, i - 1, i + 2, i - 2):
                other = sites[j] if 0 <= j < len(sites) else None
                if other is not None and other.tree is place.tree and other.reading.kind != "date" and found[j] is not None:
                    clause = self._predicates.clause(other)
                    if clause is not None and clause.verb is governor:
                        return found[j]
        return self._rendered(page, place, self._events.read(place, governor))

    def _beside(self, place: Site) -> Phrase | None:
        """Return the measure that stands right beside the quantity."""
        if place.reading.kind == "distance" and place.norm(place.right) == "of" and place.norm(place.first - 1) == "within":
            return None
        whole = self._neighbours.whole(place)
        if whole is not None:
            if place.tree.parsed and place.reading.kind == "percent":
                return self._predicates.predicated(place, whole.words, whole.head)
            return self._with_owner(place, whole)
        for finder in (self._neighbours.modified, self._neighbours.container):
            beside = finder(place)
            if beside is not None:
                if (
                    finder == self._neighbours.container
                    and place.reading.kind == "distance"
                    and beside.head.norm not in self._owned
                ):
                    extent = self._extents.read(place)
                    if extent is not None:
                        return extent
                return self._with_owner(place, beside)
        described = self._neighbours.described(place)
        if described is None:
            return None
        return [Cited("those" if place.reading.kind == "percent" else self._generic[place.reading.kind], described[0]), described]

    def _with_owner(self, place: Site, beside: Beside) -> Phrase:
        """Add whose a depth or a loss is, when the phrase does not say and the clause does."""
        words, noun = beside
        if (
            not place.tree.parsed
            or noun.norm not in self._owned
            or any(word.norm in {"of", "'s", "in"} or word.tag == "NNP" for word in words)
        ):
            return [words]
        case = noun.child("case")
        at = case is not None and case.norm in {"at", "to", "of", "below"}
        for word in noun.ancestors():
            if (
                at
                and noun.dep == "nmod"
                and is_noun(word)
                and word.i < noun.i
                and word.i not in place.taken
                and noun.head is word
            ):
                return [words, "of", noun_phrase(word, place.taken | frozenset(range(noun.i, place.last + 1)), 6, inner=True)]
            who = subject(word, place.words)
            if who is not None:
                named = is_noun(who) and who.tag != "NNP" and who.i not in place.taken and who not in words
                return [words, "of", noun_phrase(who, place.taken, 6, inner=True)] if named else [words]
        return [words]

    def _above(self, place: Site, sites: Sequence[Site | None], i: int) -> Phrase | None:
        """Return the measure by the predicate or the noun that governs the quantity."""
        if not place.tree.parsed:
            return _heading(place)
        clause = self._predicates.clause(place)
        if clause is not None:
            return self._predicates.measure(place, clause, alone=not _has_level(sites, i))
        noun = self._predicates.governing_noun(place)
        return _heading(place) or ([self._predicates.named(noun, place)] if noun is not None else None)

    def _leans(self, near: Site | None, place: Site) -> bool:
        """Tell whether the quantity only continues a list, a comparison or a change begun with the one before."""
        if near is None:
            return False
        between = [word for word in place.words[near.last + 1 : place.left + 1] if word.i not in place.taken]
        if not between:
            return True
        link = place.norm(place.left)
        if link in {"to", "with"} and place.norm(place.left - 1) == "compared":
            return True
        if link in self._comparing:
            return not any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in between)
        if link not in _LISTING:
            return False
        return not any(word.tag.startswith("VB") for word in between) or (
            near.reading.unit == place.reading.unit and _is_bare(place)
        )

    def _continued(self, page: Page, place: Site, measured: Measured | None) -> Measured | None:
        """Return the measure that a list does not repeat, with what differs: "$5 for a cup and $3 for a glass"."""
        link, head = place.word(place.right), None
        if measured is None or link is None or link.tag not in {"IN", "TO"} or f" {link.norm} " not in measured.text:
            return measured
        head = link.head if link.dep == "case" else None
        if head is None or not is_noun(head) or head.i < link.i or head.i in place.taken:
            return measured
        new = self._rendered(
            page,
            place,
            [Cited(measured.text.rpartition(f" {link.norm} ")[0], link), [link, *noun_phrase(head, place.taken, 8, inner=True)]],
        )
        return new or measured

    def _rendered(self, page: Page, place: Site, phrase: Phrase | None) -> Measured | None:
        if not phrase:
            return None
        first = place.words[0]
        named = any(mention.start <= first.start < mention.end for mention in page.mentions)
        return rendered(phrase, page.article.text, place, named=named)


def _taken(page: Page, tree: Tree) -> frozenset[int]:
    return frozenset(word.i for reading in page.within(tree.start, tree.end) for word in tree.within(reading.start, reading.end))


def _last_quantity(sites: Sequence[Site | None], i: int, *, anywhere: bool = False) -> int | None:
    """Return which quantity stands last before the one at ``i``: in its sentence, or ``anywhere``, any; else of the same kind."""
    this = sites[i]
    for j in range(i - 1, -1, -1):
        other = sites[j]
        if other is None or this is None or other.reading.kind == "date":
            continue
        if anywhere or other.tree is this.tree or other.reading.kind == this.reading.kind:
            return j
    return None


def _quantity_of(place: Site, sites: Sequence[Site | None], i: int) -> int | None:
    """Return which quantity the date belongs to: the one right before it, as in "5% in 2018"."""
    other = sites[i - 1] if i else None
    if other is None or other.tree is not place.tree or other.reading.kind == "date":
        return None
    between = place.words[other.last + 1 : place.first]
    return (
        i - 1
        if 0 < len(between) < 4 and between[0].norm in {"in", "on", "for", "during"} and other.right == between[0].i
        else None
    )


def _same_sentence(near: Site | None, place: Site) -> bool:
    return near is not None and near.tree is place.tree


def _is_bare(place: Site) -> bool:
    """Tell whether nothing but a place or a preposition's phrase follows the quantity, up to the next mark or "and"."""
    for i in range(place.right, min(place.right + 12, len(place.words))):
        word = place.words[i]
        if word.norm in {",", ";", ".", "and", ")", "["} or i in place.taken:
            return True
        if word.tag in {"VBD", "VBZ", "VBP", "MD"} or (
            i == place.right and word.tag not in {"IN", "TO", "RB"} and word.norm not in {"north", "south", "east", "west"}
        ):
            return False
    return True


def _converts(near: Site | None, place: Site) -> bool:
    """Tell whether ``place`` gives the quantity right before it once more: in brackets, or after "or"."""
    if near is None:
        return False
    between = tuple(word.norm for word in place.words[near.last + 1 : place.first])
    return len(between) < 5 and (between[:1] in {("(",), ("[",)} or between in _CONVERTING)


def _has_level(sites: Sequence[Site | None], i: int) -> bool:
    """Tell whether the sentence gives the level that was reached beside the change: "rose 5% to $12 billion"."""
    this = sites[i]
    for j in (i - 1, i + 1, i + 2):
        other = sites[j] if 0 <= j < len(sites) else None
        if (
            other is not None
            and this is not None
            and other.tree is this.tree
            and other.reading.kind != "date"
            and other.reading.unit != this.reading.unit
        ):
            if other.norm(other.left) in {"to", "from"} and abs(other.first - this.last) < 12:
                return True
    return False


def _heading(place: Site) -> Phrase | None:
    """Return the words before the quantity in a line of a table: "Unemployment: 5.2%"."""
    words = list(place.words[: place.left + 1])
    if not words or words[-1].norm not in _HEADING_MARKS:
        return None
    words = [word for word in words[:-1] if word.i not in place.taken]
    return [bare(words[-LONGEST:])] if words and len(words) <= LONGEST else None
