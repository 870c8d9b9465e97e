"""Turn raw English news articles into tables of claims, each traceable to its characters.

>>> import tallyspan
>>> claims = tallyspan.extract("Trade rose by 10% to $1.2 billion.", published="2019-07-04")

Importing the package loads neither spaCy nor anything else that is slow: spaCy itself imports it, through its entry
points, and the command line must start at once. The three functions are therefore fetched when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from tallyspan.model import Article, Claim, Extraction, Mention, Reject, Subject

if TYPE_CHECKING:
    from tallyspan.api import extract, extract_many, load
else:

    def __getattr__(name: str) -> object:
        """Fetch one of the late names (PEP 562)."""
        if name in {"extract", "extract_many", "load"}:
            return getattr(import_module("tallyspan.api"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Article", "Claim", "Extraction", "Mention", "Reject", "Subject", "extract", "extract_many", "load"]
