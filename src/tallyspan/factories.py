"""Registration of the spaCy components and of ``span._.tallyspan``, and nothing else.

spaCy imports this module through its entry point as soon as any pipeline is made, in programs that may never use it: what
weighs something is imported when a component is made.
"""

from bisect import bisect_left
from collections.abc import Callable
from importlib import import_module
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span


def claim_of(span: Span) -> dict[str, Any] | None:
    """Return what the claim in ``span`` says: the columns of ``claims`` that rules read, dates in ISO 8601; None for no claim."""
    group = span.doc.spans.get("tallyspan")
    said: list[dict[str, Any]] = group.attrs.get("claims", []) if group is not None else []
    place = bisect_left(said, span.start_char, key=lambda claim: claim["start"])
    found = said[place] if place < len(said) else None
    return found if found and found["start"] < span.end_char and found["kind"] == span.label_ else None


# In the attributes of the span group, which every way of storing a Doc keeps; user data is lost in some.
Span.set_extension("tallyspan", getter=claim_of, force=True)
Doc.set_extension("tallyspan_published", default=None, force=True)


@Language.factory("tallyspan", assigns=["doc.spans", "span._.tallyspan"], default_config={"settle": True})
def make_tallyspan(nlp: Language, name: str, *, settle: bool) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy calls factories so
    """Return the component that finds claims and, with ``settle``, says in ``span._.tallyspan`` what each means."""
    finder: Callable[[Doc], Doc] = import_module("tallyspan.component").ClaimFinder(nlp.vocab, settle=settle)
    return finder


@Language.factory("tallyspan_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Return the component that splits sentences."""
    marker: Callable[[Doc], Doc] = import_module("tallyspan.component").SentenceMarker()
    return marker


@Language.factory("tallyspan_reader", default_config={"folder": None})
def make_reader(nlp: Language, name: str, folder: str | None) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Return the component that reads the context of claims. Raises KeyError when ``nlp`` has none that finds them."""
    finder = nlp.get_pipe("tallyspan")
    reader: Callable[[Doc], Doc] = import_module("tallyspan.context_component").ClaimReader(finder, folder)
    return reader


@Language.factory("tallyspan_entities", assigns=["doc.spans"])
def make_entities(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Return the component that finds names."""
    finder: Callable[[Doc], Doc] = import_module("tallyspan.entity_component").EntityFinder()
    return finder
