"""The spaCy components: where sentences start, which of them are worth reading, which readings survive."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from tallyspan import kinds, rules
from tallyspan.lexer import Sentence
from tallyspan.numbers import NumberReader
from tallyspan.reading import Reading
from tallyspan.sentences import Splitter

SPANS = "tallyspan"  # the key of the span group in doc.spans
READINGS = "readings"  # its attrs: the readings, in text order
SENTENCES = "sentences"  # its attrs: the (start, end) of each reading's sentence
_WORD = re.compile(r"[^\W\d_]+")


class SentenceMarker:
    """Sets the sentence starts of a Doc, so that every pipeline sees the same sentences."""

    def __init__(self) -> None:
        self._splitter = Splitter(rules.read("sentence")["abbreviations"])

    def __call__(self, doc: Doc) -> Doc:
        """Mark ``doc`` and return it."""
        if len(doc):
            starts = np.array([start for start, _ in self._splitter.split(doc.text)], dtype=np.uint64)
            marks = np.full(len(doc), -1, dtype=np.int64)
            firsts = np.searchsorted(doc.to_array("IDX"), starts)
            marks[firsts[firsts < len(doc)]] = 1
            marks[0] = 1
            doc.from_array(["SENT_START"], marks.view(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]  # thinc knows no uint64
        return doc


class ClaimFinder:
    """Finds claims and leaves them in ``doc.spans["tallyspan"]``.

    A span covers the tokens that hold the claim; its label is the kind, its id the rule. The exact characters and the
    values stand in the group's ``attrs["readings"]``, a list of :class:`~tallyspan.reading.Reading` in text order, and the
    offsets of their sentences in ``attrs["sentences"]``. Sentences are found in the text, whatever ``doc.sents`` says.
    """

    def __init__(self, vocab: Vocab) -> None:
        self._numbers = NumberReader(rules.read("number"))
        self._splitter = Splitter(rules.read("sentence")["abbreviations"])
        self.kinds = kinds.build(self._numbers)
        words = self._numbers.words.union(*(kind.triggers() for kind in self.kinds))
        self._flag: int = vocab.add_flag(lambda form: _triggers(form, words))

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of ``doc`` and return it."""
        readings: list[Reading] = []
        sentences: list[tuple[int, int]] = []
        for sentence in self._sentences(doc):
            found = self._read(sentence)
            readings += found
            sentences += [(sentence.start, sentence.end)] * len(found)
        doc.spans[SPANS] = SpanGroup(
            doc, name=SPANS, attrs={READINGS: readings, SENTENCES: sentences}, spans=list(_spans(doc, readings))
        )
        return doc

    def _sentences(self, doc: Doc) -> Iterator[Sentence]:
        """Yield the sentences that hold a trigger."""
        text = doc.text
        places = iter(doc.to_array("IDX")[np.flatnonzero(doc.to_array(self._flag))].tolist())
        if (place := next(places, None)) is None:
            return
        for start, end in self._splitter.split(text):
            if place < end:
                yield Sentence(text, start, end)
                while place < end:
                    place = next(places, len(text) + 1)

    def _read(self, sentence: Sentence) -> list[Reading]:
        numerals = self._numbers.read(sentence)
        return settle_overlaps([reading for kind in self.kinds for reading in kind.find(sentence, numerals)])


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
