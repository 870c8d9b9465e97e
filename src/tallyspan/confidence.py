"""How sure a claim is: the share of claims like it that were right, where claims have been judged.

"Like it" goes from wide to narrow: the kind; whether its place in the sentence is odd; the rule; what settled the unit or the
date. ``rules/confidence.toml`` holds the share of each group; ``training/confidence.py`` computed it.
"""

import math
from collections.abc import Mapping, Sequence

from tallyspan import rules
from tallyspan.reading import Reading

Group = tuple[str, ...]
"""What claims have in common: kind, oddity, rule, what settled it; or fewer of these."""
SEPARATOR = " / "  # between the parts of a group in the table
EVERYTHING = "all"  # the name of the group of all claims
_LEAST = 0.005  # what no score of the network can tell from never
_QUOTES = '"'
_OPENING, _CLOSING = "\u201c", "\u201d"


class Confidence:
    """Tells how sure a claim is. The table is read once."""

    def __init__(self) -> None:
        shares = rules.read("confidence")["shares"]
        self._shares: dict[Group, float] = {parse(name): entry["share"] for name, entry in shares.items()}

    def of(self, reading: Reading, text: str, sentence: tuple[int, int]) -> float:
        """Return the share, above 0 and below 1, of the narrowest known group of ``reading``, which is settled.

        ``sentence`` are the offsets in ``text`` of the one that holds it.
        """
        group = narrowest(reading, text, sentence)
        while group not in self._shares:
            group = group[:-1]
        return self._shares[group]


class ContextConfidence:
    """Tells how likely all of a claim's context is right: a logistic function of how sure the network is of each part.

    ``weights`` are those of the parts and, last, the constant, for ``date`` and for ``quantity``; ``training/reader`` fits them
    on articles that the network was not trained on.
    """

    def __init__(self, weights: Mapping[str, Sequence[float]]) -> None:
        self._weights = weights

    def of(self, kind: str, sure: Sequence[float]) -> float:
        """Return it, between 0 and 1. ``sure`` are probabilities, in the order of the weights.

        >>> ContextConfidence({"date": [1.0, 0.0], "quantity": [1.0, 0.0]}).of("money", [0.8])
        0.8
        """
        *weights, constant = self._weights["date" if kind == "date" else "quantity"]
        total = constant + sum(weight * logit(one) for weight, one in zip(weights, sure, strict=True))
        return round(1 / (1 + math.exp(-total)), 4)


def logit(share: float) -> float:
    """Return the logarithm of the odds of ``share``, kept away from 0 and 1."""
    share = min(max(share, _LEAST), 1 - _LEAST)
    return math.log(share / (1 - share))


def narrowest(reading: Reading, text: str, sentence: tuple[int, int]) -> Group:
    """Return the group of claims most like ``reading``; its beginnings are the wider ones.

    >>> narrowest(Reading("percent", 13, 15, "percent.share", unit_from="span"), "Exports rose 5%.", (0, 16))
    ('percent', 'plain', 'percent.share', 'span')
    """
    return reading.kind, _oddity(reading, text, sentence[0]), reading.rule_id, _settled(reading)


def parse(name: str) -> Group:
    """Return the group of this name in the table."""
    return () if name == EVERYTHING else tuple(name.split(SEPARATOR))


def _settled(reading: Reading) -> str:
    """Return what told the unit, with the currency taken by default; of a date, what it says itself and what gave the rest."""
    if reading.kind == "date":
        source = f"from {reading.resolved_from}" if reading.resolved_from else "open"
        return f"{reading.date_anchor} {source}"
    if reading.kind == "money" and reading.unit_from == "default":
        return f"default {reading.unit}"  # "$" is safer than "dinars"
    return str(reading.unit_from)


def _oddity(reading: Reading, text: str, sentence_start: int) -> str:
    """Return what makes a claim's place suspicious: the first that holds of joined, quoted and named; else plain."""
    start, end = reading.start, reading.end
    if text[start - 1 : start] == "-":
        return "joined"  # "COVID-19 may", "7-3/4 pct": cut out of something longer
    if reading.resolved_from == "published" and _is_quoted(text, sentence_start, start):
        return "quoted"  # "today" in the mouth of somebody who spoke on another day
    if text[end : end + 1] == " " and (text[end + 1 : end + 2].isupper() or text[end + 1 : end + 2].isdigit()):
        return "named"  # "asteroid 2011 KT9", "$5.62 1/2": goes on as a name or a number does
    return "plain"


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether a quotation that opens after ``start`` is still open at ``end``."""
    return text.count(_QUOTES, start, end) % 2 == 1 or text.count(_OPENING, start, end) > text.count(_CLOSING, start, end)
