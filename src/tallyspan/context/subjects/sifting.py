"""Which of the names around a claim it is not about: those of asides, of other claims, and those that only say whose or where."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from tallyspan.context.page import Page
from tallyspan.context.subjects.dateline import dateline_end
from tallyspan.context.subjects.recall import PLACES
from tallyspan.context.subjects.sources import asides
from tallyspan.model import Subject
from tallyspan.reading import Reading
from tallyspan.syntax import Tree

_MOST = 4
_POSSESSIVE = re.compile(r"['\u2019]s (?:[a-z]+(?: [a-z]+)?, )?")  # "Malawi's Anti-Corruption Bureau", "Peru's capital, Lima"
_COMPARED = re.compile(r"\b(?:compared|against|versus|vs)\b")
_ROW = 4  # claims looked at for the next one of the same kind


class Sieve:
    """Drops names of the sentence ``tree`` that ``reading`` is not about. ``studies`` are nouns of what others are studied in."""

    def __init__(self, page: Page, tree: Tree, reading: Reading, studies: Collection[str]) -> None:
        self._page = page
        self._aside = [(tree.start, dateline_end(page, tree.start))]
        self._aside += asides(tree, reading.start, studies, dated=reading.kind == "date")

    def sifted(self, subjects: Iterable[Subject]) -> tuple[Subject, ...]:
        """Return the ``subjects`` that stay, each once."""
        named = [one for one in subjects if not any(start <= one.start < end for start, end in self._aside)]
        named = [one for one in named if not _is_label(self._page, one)]
        return once(one for one in named if not (_says_where(self._page, one) or _owns(self._page, one, named)))


def not_of_another(page: Page, reading: Reading, subjects: Sequence[Subject]) -> Iterator[Subject]:
    """Yield those of ``subjects`` that do not belong to another claim of a row: "38% in Chile and 15% in Peru"."""
    place = bisect_left(page.readings, reading.start, key=lambda one: one.start)
    first = page.sentences[page.number(reading.start)][0]
    earlier = [one for one in page.readings[max(0, place - _ROW) : place] if one.kind == reading.kind and one.start >= first]
    floor = earlier[-1].end if earlier else reading.start
    limit = next((one.start for one in page.readings[place + 1 : place + _ROW] if one.kind == reading.kind), None)
    compared = limit is not None and _COMPARED.search(page.article.text, reading.end, limit) is not None
    if not compared and not any(reading.end <= one.start and (limit is None or one.start < limit) for one in subjects):
        yield from subjects
        return
    for one in subjects:
        if not floor <= one.start < reading.start and (limit is None or one.start < limit):
            yield one


def _owns(page: Page, subject: Subject, others: Sequence[Subject]) -> bool:
    """Tell whether ``subject`` only says whose one of ``others`` is: "Malawi's Anti-Corruption Bureau"."""
    text = page.article.text
    return any(
        subject.end < one.start
        and (
            _POSSESSIVE.fullmatch(text, subject.end, one.start) is not None
            or (
                one.label == "PERSON"
                and text[max(0, subject.start - 7) : subject.start].split()[:1] == ["of"]
                and text[subject.end : one.start] == ", "
            )  # "head of the bank, Ann Berg"
        )
        for one in others
    )


def _says_where(page: Page, subject: Subject) -> bool:
    """Tell whether ``subject`` is the country of a town: "Kigali, Rwanda"."""
    if subject.entity_id is None or subject.label not in PLACES:
        return False
    place = bisect_left(page.mentions, subject.start, key=lambda mention: mention.start) - 1
    before = page.mentions[place] if place >= 0 else None
    beside = before is not None and page.article.text[before.end : subject.start] == ", "
    return beside and before is not None and before.label in PLACES and before.entity_id is None


def _is_label(page: Page, subject: Subject) -> bool:
    """Tell whether ``subject`` only says who speaks next: "((Ann Berg)) It rose"."""
    text = page.article.text
    return text[max(0, subject.start - 2) : subject.start] == "((" and text[subject.end : subject.end + 2] == "))"


def once(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Return ``subjects`` without those that name again whom another names, the first few."""
    found: list[Subject] = []
    for one in subjects:
        if not any(_same(one, other) for other in found):
            found.append(one)
    return tuple(found[:_MOST])


def _same(one: Subject, other: Subject) -> bool:
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return True
    if other.start <= one.start and one.end <= other.end:
        return True
    words, others = set(one.text.lower().split()), set(other.text.lower().split())
    return words <= others or others <= words
