"""The spaCy component for context: what the network answers for each claim that the component ``tallyspan`` has found."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from spacy.tokens import Doc

from tallyspan.borrowing import Lender, lenders
from tallyspan.component import BARE, READINGS, SENTENCES, SPANS, ClaimFinder, text_of
from tallyspan.context import Answer
from tallyspan.context.page import number_of
from tallyspan.context.reader import ContextReader, Lent
from tallyspan.context.windows import Bounds
from tallyspan.encoder.network import FOLDER, Network
from tallyspan.reading import Reading

ANSWERS = "answers"  # in the attrs of the claims' span group: an Answer or None each, in their order


class ClaimReader:
    """Reads the context of the claims in ``doc.spans["tallyspan"]`` into ``attrs["answers"]`` of that group, None in long lists.

    To these claims it adds those that ``finder`` could not know: numbers whose unit stands elsewhere. ``folder`` holds the
    network, by default the one that comes along. Raises ValueError when no claims were looked for.
    """

    def __init__(self, finder: ClaimFinder, folder: str | None = None) -> None:
        self._finder = finder
        self._lender = Lender(finder.numbers, finder.kinds)
        self._reader = ContextReader(Network(FOLDER if folder is None else Path(folder)))

    def __call__(self, doc: Doc) -> Doc:
        """Read ``doc`` and return it."""
        if SPANS not in doc.spans:
            raise ValueError("tallyspan_reader needs the component 'tallyspan' before it")
        text, attrs = text_of(doc), doc.spans[SPANS].attrs
        readings = [Reading._make(fields) for fields in attrs[READINGS]]
        read = self._reader.read(text, attrs[SENTENCES], readings, attrs[BARE])
        claims = [*zip(readings, read.answers, strict=True), *self._borrowed(text, attrs[SENTENCES], readings, read.lent)]
        claims.sort(key=lambda claim: claim[0].start)
        self._finder.leave(doc, [reading for reading, _ in claims], {**attrs, ANSWERS: [answer for _, answer in claims]})
        return doc

    def _borrowed(
        self, text: str, sentences: Sequence[Bounds], readings: Sequence[Reading], lent: Sequence[Lent]
    ) -> Iterator[tuple[Reading, Answer]]:
        """Yield the claims that ``lent`` numbers are, apart from ``readings``, with the answers to them."""
        from_whom = lenders(text, readings)
        for number, some in groupby(lent, key=lambda one: number_of(sentences, one.start)):
            amounts = {one.start: one for one in some}
            kinds = {start: one.kind for start, one in amounts.items()}
            for reading in self._lender.claims(text, sentences[number], kinds, from_whom):
                place = bisect_left(readings, reading.end, key=lambda one: one.start)
                taken = place > 0 and readings[place - 1].end > reading.start
                first = next((one for start, one in amounts.items() if reading.start <= start < reading.end), None)
                if first and not taken:
                    yield reading, first.answer
