"""What a claim is about where its own clause does not say: another clause, the line of a table, the claim before."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import islice, takewhile

from tallyspan.context.page import Page
from tallyspan.context.subjects.about import Scope
from tallyspan.context.subjects.capitals import subject_of
from tallyspan.context.subjects.clauses import SUBJECTS
from tallyspan.context.subjects.naming import Names
from tallyspan.model import Mention, Subject
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_MAIN = frozenset({"conj", "aux", "aux:pass"})  # how the verb of a main clause, or a piece of it, hangs from its root
_FIRST = 16  # words: a time, a title, a name
_OPENS = frozenset({"DT", "JJ", "NN", "NNP", "NNPS", "POS"})  # tags of a title and a name
_LINE = 80  # characters of a line of a table
_OPENING = 4  # characters before the first name of a sentence: "The "
_PARTING = re.compile(r"[,;:()\"\u201c\u201d]|\b(?:say|said|says|told|reported|that|which|who|and|but|or|'s)\b|\u2019s\b")
_JOINED = re.compile(r"\b(?:and|or|but|while)\b[^.;:,]*\Z")
_BRACKET = 12  # characters: "(about US"
_QUOTED = re.compile(r'["\u201c\u201d]')
_ROW = 4  # claims looked at for the next one of the same kind


def beside(tree: Tree, names: Names, about: Scope, saying: Collection[str], outside: Collection[str]) -> list[Subject]:
    """Return whom the main clause of a sentence is about, where that of the claim names nobody.

    No source of the claim: subjects of verbs ``saying`` it; nor a name that opens the sentence, before one of those ``outside``.
    """
    if any(word.tag.startswith("PRP") for word in about.subject):
        return []
    for word in tree.words:
        verb = word.head
        main = verb is not None and (verb.head is None or (verb.dep in _MAIN and verb.head.head is None))
        if word.dep not in SUBJECTS or not main or verb is None or verb.norm in saying:
            continue
        if found := names.direct(word) if not about.subject else names.called(word):
            return found
    first = None if about.subject else _opening(tree)
    verb = next((word for word in tree.words[first.i :] if word.tag in {"VBD", "VBZ", "VBP", "MD"}), None) if first else None
    return [] if first is None or (verb is not None and verb.norm in outside) else names.direct(first)


def _opening(tree: Tree) -> Word | None:
    """Return the word of a name that opens a sentence, but for a time and titles: "On Monday, US President Ann Berg, in ..."."""
    words = tree.words[:_FIRST]
    comma = next((word.i for word in words if word.norm == ","), -1)
    timed = words and (words[0].tag in {"IN", "RB"} or words[0].dep == "obl:unmarked")
    run = words[comma + 1 :] if timed else words
    names = [word for word in takewhile(lambda word: word.tag in _OPENS, run) if word.tag.startswith("NNP")]
    return names[-1] if names and names[-1].i + 1 < len(tree.words) and names[-1] is not tree.words[-1] else None


def without_tree(page: Page, reading: Reading) -> tuple[Subject, ...]:
    """Return the name that opens the sentence of ``reading``, if nothing parts it from the claim: all that is sound to say."""
    start = page.sentences[page.number(reading.start)][0]
    place = bisect_left(page.mentions, start, key=lambda mention: mention.start)
    first = page.mentions[place] if place < len(page.mentions) else None
    if first is None or first.label == "NORP" or first.end > reading.start or first.start - start > _OPENING:
        return ()
    return () if _PARTING.search(page.article.text, first.end, reading.start) else (subject_of(first),)


def reporting(page: Page, number: int) -> Mention | None:
    """Return the company that the headline names, when sentence ``number`` is a line of its results: "Shr 23 cts vs 18 cts"."""
    tree = page.trees.get(number)
    if tree is None or tree.end - tree.start > _LINE or any(word.tag.startswith(("VB", "MD", "PRP")) for word in tree.words):
        return None
    head = page.sentences[0][1]
    firms = [one for one in islice(page.mentions, _ROW) if one.end <= head and one.label == "ORG"]
    return firms[0] if len(firms) == 1 else None


def first_given(page: Page, reading: Reading) -> int:
    """Return the place of the claim that ``reading`` only gives in another unit, "5 miles (8 km)", or its own."""
    own = bisect_left(page.readings, reading.start, key=lambda one: one.start)
    before = page.readings[own - 1] if own > 0 else None
    if before is None or before.kind != reading.kind or reading.kind == "date" or reading.start - before.end > _BRACKET:
        return own
    between = page.article.text[before.end : reading.start].strip()
    return own - 1 if between.startswith(("(", "[")) or between == "/" else own


def quantity_before(page: Page, place: int) -> int:
    """Return the place of the last claim before that at ``place`` that is no date, in its sentence or the one before; or -1."""
    here = page.number(page.readings[place].start)
    for before in range(place - 1, max(-1, place - 1 - _ROW), -1):
        if page.readings[before].kind != "date":
            return before if here - page.number(page.readings[before].start) <= 1 else -1
    return -1


def in_row(page: Page, place: int) -> Reading | None:
    """Return the claim that the one at ``place`` goes on from: "16% of the U.S. army and 18% of the officers"."""
    if place < 1:
        return None
    before, own = page.readings[place - 1], page.readings[place]
    between = page.article.text[before.end : own.start]
    joined = before.kind == own.kind and len(between) <= _LINE and _JOINED.search(between) is not None
    return before if joined and page.number(before.start) == page.number(own.start) else None


def earlier(page: Page, reading: Reading) -> Iterator[Reading]:
    """Yield the claims before ``reading`` in its sentence, the nearest first, as far as no quotation opens or ends between."""
    place = bisect_left(page.readings, reading.start, key=lambda one: one.start)
    here = page.number(reading.start)
    for before in reversed(page.readings[max(0, place - _ROW) : place]):
        if page.number(before.start) != here or _QUOTED.search(page.article.text, before.end, reading.start) is not None:
            return
        yield before
