"""What a kind reads in a sentence, and what every kind must offer.

A kind works in two steps. ``find`` sees one sentence and proposes readings: exact characters, and what they say as far as
the sentence itself tells. ``resolve`` sees all surviving readings of one article in order, with its text and publication
date, and settles what the sentence alone cannot: which dollar, which Tuesday. Spans never depend on the second step.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from tallyspan.lexer import Sentence
from tallyspan.numbers import Numeral


class Reading(NamedTuple):
    """One proposed claim. Offsets index the article's text; the other fields are the columns of ``claims`` of that name.

    ``pending`` is for the kind's own ``resolve``: numbers, strings, None and nested tuples or lists of them, nothing else,
    so that a Doc that carries readings can be serialised.
    """

    kind: str
    start: int
    end: int
    rule_id: str
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    unit: str | None = None
    unit_surface: str | None = None
    unit_from: str | None = None
    per: str | None = None
    qualifier: str = "exact"
    direction: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    granularity: str | None = None
    date_anchor: str | None = None
    resolved_from: str | None = None
    relation: str | None = None
    timex: str | None = None
    pending: Any = None


class Kind(Protocol):
    """One kind of claim: money, percent, distance or date."""

    name: str

    def triggers(self) -> Collection[str]:
        """Return the lower-case words, besides numerals, without which this kind has nothing to read in a sentence."""
        ...

    def find(self, sentence: Sentence, numerals: Sequence[Numeral]) -> Iterable[Reading]:
        """Yield the readings of one sentence. They may overlap; the policy in ``component`` chooses."""
        ...

    def resolve(self, readings: Sequence[Reading], text: str, published: date | None) -> Iterable[Reading]:
        """Yield the same readings of this kind, in the same order, settled with the whole article in view."""
        ...
