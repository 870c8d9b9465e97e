"""The spaCy component for names: countries and organisations with their codes and canonical names, in anybody's pipeline."""

import numpy as np
from spacy.tokens import Doc, Span, SpanGroup

from tallyspan import entities
from tallyspan.component import READINGS, SPANS, text_of
from tallyspan.entities import LABELS, EntityReader
from tallyspan.model import Article
from tallyspan.reading import Reading

ENTITIES = "tallyspan_entities"  # the key of the span group in doc.spans


class EntityFinder:
    """Finds names and leaves them in ``doc.spans["tallyspan_entities"]``.

    A span covers the tokens that hold the name. Its label is PERSON, ORG, GPE, LOC, NORP or the like, its ``kb_id_`` the ISO
    3166-1 code of a country or its people, else empty, its ``id_`` the canonical name. Names by rule stand anywhere; others
    come from ``doc.ents``, where a component before this one has set them. After the component ``tallyspan`` no claim's
    characters are taken for a name.
    """

    def __init__(self) -> None:
        self._reader = EntityReader()

    def __call__(self, doc: Doc) -> Doc:
        """Find the names of ``doc`` and return it."""
        found = [entities.Span(one.start_char, one.end_char, LABELS[one.label_]) for one in doc.ents if one.label_ in LABELS]
        claims = doc.spans[SPANS].attrs.get(READINGS, ()) if SPANS in doc.spans else ()
        mentions = self._reader.read(Article(text_of(doc)), found, [Reading._make(fields) for fields in claims])
        offsets = doc.to_array("IDX")
        firsts = (np.searchsorted(offsets, [one.start for one in mentions], side="right") - 1).tolist()
        lasts = np.searchsorted(offsets, [one.end for one in mentions], side="left").tolist()
        spans = [
            Span(doc, first, last, one.label, kb_id=one.entity_id or "", span_id=one.name or "")
            for one, first, last in zip(mentions, firsts, lasts, strict=True)
        ]
        doc.spans[ENTITIES] = SpanGroup(doc, name=ENTITIES, spans=spans)
        return doc
