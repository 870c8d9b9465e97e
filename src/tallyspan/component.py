"""The spaCy components: where sentences start, which of them are worth reading, which readings survive."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from spacy.tokens import Doc, Span, SpanGroup
from spacy.vocab import Vocab

from tallyspan import kinds, rules
from tallyspan.faults import Fault, noting
from tallyspan.lexer import Sentence
from tallyspan.model import jsonable
from tallyspan.numbers import NumberReader, Numeral
from tallyspan.reading import Reading
from tallyspan.sentences import Splitter

SPANS = "tallyspan"  # the key of the span group in doc.spans
READINGS = "readings"  # its attrs: the readings, in text order
CLAIMS = "claims"  # its attrs: what each reading says, settled, in a form that can be serialised
SENTENCES = "sentences"  # its attrs: the (start, end) of every sentence of the text
BARE = "bare"  # its attrs: the (start, end) of every number that is no part of a reading
FAULTS = "faults"  # its attrs: the sentences that could not be read, and why
TEXT = "tallyspan_text"  # in doc.user_data: the text
Bounds = tuple[int, int]
_ADDRESS = re.compile(r"(?:https?://|www\.)\S++|(?<!\S)[\w.+-]{1,64}@[\w-]+\.\S++", re.IGNORECASE)
_PART_BEFORE = re.compile(r"(?:[*#_=@\\]|\d(?: [./] ?|/| ))\Z")
_PART_BEHIND = re.compile(r"[*#_=@\\]|(?: [./] ?|/| )\d")
_BESIDE = 4  # characters that the former may take
_WORD = re.compile(r"[^\W\d_]+")


class SentenceMarker:
    """Sets the sentence starts of a Doc, for components that come before the finder and want the same sentences."""

    def __init__(self) -> None:
        self._splitter = _splitter()

    def __call__(self, doc: Doc) -> Doc:
        """Mark ``doc`` and return it."""
        _mark(doc, [start for start, _ in self._splitter.split(text_of(doc))])
        return doc


class ClaimFinder:
    """Finds claims and leaves them in ``doc.spans["tallyspan"]``.

    A span covers the tokens that hold the claim; its label is the kind, its id the rule. The exact characters and the
    values stand in the group's ``attrs["readings"]``, a list of :class:`~tallyspan.reading.Reading` in text order, and the
    offsets of all sentences in ``attrs["sentences"]``, those of the numbers that are no claim in ``attrs["bare"]``. They are
    found in the text, whatever ``doc.sents`` says; a Doc that has none gets these.

    With ``settle``, ``attrs["claims"]`` and the extension ``span._.tallyspan`` say what a span means in the whole text, relative
    dates by ``doc._.tallyspan_published``.
    """

    def __init__(self, vocab: Vocab, *, settle: bool = True) -> None:
        self._settle = settle
        self.numbers = NumberReader(rules.read("number"))
        self._splitter = _splitter()
        self.kinds = kinds.build(self.numbers)
        words = self.numbers.words.union(*(kind.triggers() for kind in self.kinds))
        self._flag: int = vocab.add_flag(lambda form: _triggers(form, words))

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims of ``doc`` and return it."""
        text = text_of(doc)
        bounds = list(self._splitter.split(text))
        if not doc.has_annotation("SENT_START"):
            _mark(doc, [start for start, _ in bounds])
        readings: list[Reading] = []
        bare: list[tuple[int, int]] = []
        faults: list[Fault] = []
        for start, end in _triggered(doc, self._flag, bounds):
            with noting(faults, start, end):
                sentence = Sentence(text, start, end)
                numerals = self.numbers.read(sentence)
                found = self._read(sentence, numerals)
                readings += found
                bare += _apart(sentence, numerals, found)
        self.leave(doc, readings, {SENTENCES: bounds, BARE: bare, FAULTS: faults})
        return doc

    def leave(self, doc: Doc, readings: Sequence[Reading], attrs: Mapping[str, Any]) -> None:
        """Leave ``readings``, which are in text order, and ``attrs`` in the span group of ``doc``."""
        attrs = {**attrs, READINGS: readings}
        if self._settle:
            attrs[CLAIMS] = list(self._claims(readings, text_of(doc), _day(doc._.tallyspan_published)))
        doc.spans[SPANS] = SpanGroup(doc, name=SPANS, attrs=attrs, spans=list(_spans(doc, readings)))

    def _claims(self, readings: Sequence[Reading], text: str, published: date | None) -> Iterator[dict[str, Any]]:
        """Yield what ``readings`` say, settled with the whole text in view, in text order."""
        settled = [
            one for kind in self.kinds for one in kind.resolve([r for r in readings if r.kind == kind.name], text, published)
        ]
        for reading in sorted(settled, key=lambda reading: reading.start):
            said = {name: jsonable(value) for name, value in reading._asdict().items() if name != "pending"}
            yield said | {"surface": text[reading.start : reading.end]}

    def _read(self, sentence: Sentence, numerals: Sequence[Numeral]) -> list[Reading]:
        readings = [reading for kind in self.kinds for reading in kind.find(sentence, numerals)]
        return settle_overlaps(_outside_addresses(sentence, readings))


def text_of(doc: Doc) -> str:
    """Return the text of ``doc``, kept: spaCy joins it from the tokens each time, as slow as a fifth of the tokenising."""
    if TEXT not in doc.user_data:
        doc.user_data[TEXT] = doc.text
    text: str = doc.user_data[TEXT]
    return text


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


def _apart(sentence: Sentence, numerals: Sequence[Numeral], readings: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the numerals that share no characters with a reading, and are no part of something longer."""
    for numeral in numerals:
        start, end = sentence.atoms[numeral.first].start, sentence.atoms[numeral.last - 1].end
        place = bisect_left(readings, end, key=lambda reading: reading.start)
        if (place == 0 or readings[place - 1].end <= start) and not _is_part(sentence.text, start, end):
            yield start, end


def _is_part(text: str, start: int, end: int) -> bool:
    """Tell whether more figures stand beside the number, or a sign sticks to it: "32 . 99", "101 1/4", "*219#"."""
    return bool(_PART_BEFORE.search(text, max(0, start - _BESIDE), start) or _PART_BEHIND.match(text, end))


def _outside_addresses(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """Return the readings that are no part of a web or mail address."""
    if not readings:
        return readings
    addresses = [match.span() for match in _ADDRESS.finditer(sentence.text, sentence.start, sentence.end)]
    return [reading for reading in readings if not any(a < reading.end and reading.start < b for a, b in addresses)]


def _day(published: date | str | None) -> date | None:
    return date.fromisoformat(published) if isinstance(published, str) else published


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
