"""Registration of the spaCy components, and nothing else.

spaCy imports this module through its entry point as soon as any pipeline is made, in programs that may never use it: what
weighs something is imported when a component is made.
"""

from collections.abc import Callable
from importlib import import_module

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("tallyspan", assigns=["doc.spans"])
def make_tallyspan(nlp: Language, name: str) -> Callable[[Doc], Doc]:  # noqa: ARG001 - spaCy calls factories so
    """Return the component that finds claims."""
    finder: Callable[[Doc], Doc] = import_module("tallyspan.component").ClaimFinder(nlp.vocab)
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
