"""The spaCy components: where sentences start, which of them are worth reading, which readings survive."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from tallyspan import kinds, rules
from tallyspan.faults import Fault, noting
from tallyspan.lexer import Sentence
from tallyspan.numbers import NumberReader
from tallyspan.reading import Reading
from tallyspan.sentences import Splitter

SPANS = "tallyspan"  # the key of the span group in doc.spans
READINGS = "readings"  # its attrs: the readings, in text order
SENTENCES = "sentences"  # its attrs: the (start, end) of every sentence of the text
FAULTS = "faults"  # its attrs: the sentences that could not be read, and why
_ADDRESS = re.compile(r"(?:https?://|www\.)\S++|(?<!\S)[\w.+-]{1,64}@[\w-]+\.\S++", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


class SentenceMarker:
    """Sets the sentence starts of a Doc, for components that come before the finder and want the same sentences."""

    def __init__(self) -> None:
        self._splitter = _splitter()

    def __call__(self, doc: Doc) -> Doc:
        """Mark ``doc`` and return it."""
        _mark(doc, [start for start, _ in self._splitter.split(doc.text)])
        return doc


class ClaimFinder:
    """Finds claims and leaves them in ``doc.spans["tallyspan"]``.

    A span covers the tokens that hold the claim; its label is the kind, its id the rule. The exact characters and the
    values stand in the group's ``attrs["readings"]``, a list of :class:`~tallyspan.reading.Reading` in text order, and the
    offsets of all sentences in ``attrs["sentences"]``. They are found in the text, whatever ``doc.sents`` says; a Doc that has
    none gets these.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._numbers = NumberReader(rules.read("number"))
        self._splitter = _splitter()
        self.kinds = kinds.build(self._numbers)
        words = self._numbers.words.union(*(kind.triggers() for kind in self.kinds))
        self._flag: int = vocab.add_flag(lambda form: _triggers(form, words))

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of ``doc`` and return it."""
        text = doc.text
        bounds = list(self._splitter.split(text))
        if not doc.has_annotation("SENT_START"):
            _mark(doc, [start for start, _ in bounds])
        readings: list[Reading] = []
        faults: list[Fault] = []
        for start, end in _triggered(doc, self._flag, bounds):
            with noting(faults, start, end):
                readings += self._read(Sentence(text, start, end))
        attrs = {READINGS: readings, SENTENCES: bounds, FAULTS: faults}
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, attrs=attrs, spans=list(_spans(doc, readings)))
        return doc

    def _read(self, sentence: Sentence) -> list[Reading]:
        numerals = self._numbers.read(sentence)
        readings = [reading for kind in self.kinds for reading in kind.find(sentence, numerals)]
        return settle_overlaps(_outside_addresses(sentence, readings))


def settle_overlaps(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings that stand, in text order: of any that overlap, the longest; of equally long, the first given.

    This is the one overlap policy. It sees one sentence at a time, so that no later text can change an earlier choice.
    """
    if len(readings) < 2:  # noqa: PLR2004
        return list(readings)
    kept: list[Reading] = []
    for reading in sorted(readings, key=lambda reading: reading.start - reading.end):
        place = bisect_left(kept, reading.start, key=lambda other: other.start)
        free_before = place == 0 or kept[place - 1].end <= reading.start
        free_after = place == len(kept) or reading.end <= kept[place].start
        if free_before and free_after:
            kept.insert(place, reading)
    return kept


def _outside_addresses(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """Return the readings that are no part of a web or mail address."""
    if not readings:
        return readings
    addresses = [match.span() for match in _ADDRESS.finditer(sentence.text, sentence.start, sentence.end)]
    return [reading for reading in readings if not any(a < reading.end and reading.start < b for a, b in addresses)]


def _splitter() -> Splitter:
    return Splitter(**rules.read("sentence"))


def _mark(doc: Doc, starts: Sequence[int]) -> None:
    """Set the sentence starts of ``doc`` to the tokens at the offsets ``starts``."""
    if not len(doc):
        return
    marks = np.full(len(doc), -1, dtype=np.int64)
    firsts = np.searchsorted(doc.to_array("IDX"), np.array(starts, dtype=np.uint64))
    marks[firsts[firsts < len(doc)]] = 1
    marks[0] = 1
    doc.from_array(["SENT_START"], marks.view(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]  # thinc knows no uint64


def _triggered(doc: Doc, flag: int, bounds: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield those of the sentences ``bounds`` in which a token has ``flag``."""
    places = doc.to_array("IDX")[np.flatnonzero(doc.to_array(flag))]
    ends = np.array([end for _, end in bounds], dtype=np.uint64)
    for k in np.unique(np.searchsorted(ends, places, side="right")).tolist():
        if k < len(bounds):
            yield bounds[k]


def _spans(doc: Doc, readings: Sequence[Reading]) -> Iterator[Span]:
    """Yield the span of tokens that holds each reading."""
    # Doc.char_span looks for its token from the start of the text each time.
    offsets = doc.to_array("IDX")
    firsts = np.searchsorted(offsets, [reading.start for reading in readings], side="right") - 1
    lasts = np.searchsorted(offsets, [reading.end for reading in readings], side="left")
    for reading, first, last in zip(readings, firsts.tolist(), lasts.tolist(), strict=True):
        yield Span(doc, first, last, reading.kind, span_id=reading.rule_id)


def _triggers(form: str, words: frozenset[str]) -> bool:
    """Tell whether a word form holds a digit or fraction, or is one of ``words``, alone or in a compound."""
    if any(character.isnumeric() for character in form):
        return True
    lower = form.lower()
    return lower in words or any(part in words for part in _WORD.findall(lower))
