"""The spaCy component for context: what the network answers for each claim that the component ``tallyspan`` has found."""

from pathlib import Path

from spacy.tokens import Doc

from tallyspan.component import READINGS, SENTENCES, SPANS
from tallyspan.context.reader import ContextReader
from tallyspan.encoder.network import FOLDER, Network
from tallyspan.reading import Reading

ANSWERS = "answers"  # in the attrs of the claims' span group: an Answer or None each, in their order


class ClaimReader:
    """Reads the context of the claims in ``doc.spans["tallyspan"]`` into ``attrs["answers"]`` of that group, None in long lists.

    ``folder`` holds the network, by default the one that comes along. Raises ValueError when no claims were looked for.
    """

    def __init__(self, folder: str | None = None) -> None:
        self._reader = ContextReader(Network(FOLDER if folder is None else Path(folder)))

    def __call__(self, doc: Doc) -> Doc:
        """Read ``doc`` and return it."""
        if SPANS not in doc.spans:
            raise ValueError("tallyspan_reader needs the component 'tallyspan' before it")
        attrs = doc.spans[SPANS].attrs
        readings = [Reading._make(fields) for fields in attrs[READINGS]]
        attrs[ANSWERS] = self._reader.read(doc.text, attrs[SENTENCES], readings)
        return doc
