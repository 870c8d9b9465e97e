"""Qualifier, direction and denominator of an amount seen again, with the structure of its sentence in view.

The words beside an amount said them first. They are changed only where the structure shows more, or shows them wrong.
"""

from collections.abc import Sequence

from tallyspan import rules
from tallyspan.context import clause
from tallyspan.context.forms import all_forms, plural
from tallyspan.context.modality.clause_line import OPENERS, STOPS
from tallyspan.context.near import place
from tallyspan.context.page import Page
from tallyspan.context.rates import RateReader
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_SHARES = frozenset({"%", "pp"})
_NOUNS = 7  # words from a share to the noun of change it goes with: "40% greenhouse gas emissions reduction"
_FEW = 2  # the same for money
_OF = 8  # words from "growth" to its "of 5%"
_LIST = 9  # words between two amounts of a list
_PAIR = 8  # words between "from A" and "to B"
_PACE = frozenset({"rate", "pace"})
_INSIDE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "IN", "POS", "PRP$", "VBG", "HYPH"})


class QualifierReader:
    """Mends them with the words of ``rules/qualifying.toml``, ``direction.toml`` and ``rate.toml``."""

    def __init__(self) -> None:
        table, directions, rates = (rules.read(name) for name in ("qualifying", "direction", "rate"))
        self._words: dict[str, str] = {word: cue["direction"] for cue in directions["cue"] for word in cue["words"]}
        nouns = {*directions["nouns"], *directions["only_nouns"]}
        self._nouns = {form: self._words[noun] for noun in sorted(nouns) for form in (noun, plural(noun))}
        offers = table["offers"]
        self._offers = frozenset([form for noun in offers["nouns"] for form in (noun, plural(noun))] + offers["adjectives"])
        self._parts = frozenset(table["direction"]["parts"])
        self._movers = all_forms(table["direction"]["movers"], table["direction"]["irregular"])
        self._before: dict[str, list[str]] = table["direction"]["before"]
        self._lists = frozenset(table["direction"]["lists"])
        self._rates = RateReader(rates, table["rate"])

    def read(self, page: Page, reading: Reading) -> Reading:
        """Return ``reading``, one of the readings of ``page``, with qualifier, direction and per mended."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or not tree.parsed or reading.kind == "date":
            return reading
        inside = tree.within(reading.start, reading.end)
        if not inside:
            return reading
        first, last = inside[0].i, inside[-1].i + 1
        direction = self._direction(page, tree, reading, first, last)
        per = reading.per
        if per is None and reading.kind != "distance":
            per = self._rates.read(tree.words, first, last)
        if reading.qualifier == "exact" and reading.kind == "money" and self._is_least(tree.words, first, last):
            reading = reading._replace(qualifier="min", value_low=reading.value, value_high=None)
        return reading if (direction, per) == (reading.direction, reading.per) else reading._replace(direction=direction, per=per)

    def _is_least(self, line: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether the amount is where prices start: "fares from $25"."""
        if first < 2 or line[first - 1].norm != "from" or line[first - 2].norm not in self._offers:  # noqa: PLR2004
            return False
        return last >= len(line) or line[last].norm not in {"to", "-", "\u2013"}

    def _direction(self, page: Page, tree: Tree, reading: Reading, first: int, last: int) -> str | None:
        line = tree.words
        if reading.direction is not None:
            return None if self._is_no_change(line, first, last) else self._of_verb(tree, reading) or reading.direction
        if reading.kind == "distance":
            return None
        return (
            self._behind(line, last, _NOUNS if reading.unit in _SHARES else _FEW)
            or self._of_noun(line, first)
            or self._of_subject(tree, reading)
            or self._of_pair(page, tree, reading)
            or self._of_list(page, tree, reading)
        )

    def _is_no_change(self, line: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether the word that seemed to say so says something else."""
        before = [word for word in line[max(0, first - _PAIR) : first] if word.norm in self._words]
        if last < len(line) and line[last].norm == "to" and not before:
            return True  # "paid $5 to drop all claims"
        if before and before[-1].dep == "compound:prt" and before[-1].head is not None:
            return before[-1].head.norm not in self._movers and before[-1].head.norm not in self._words  # "racked up $5 million"
        for i in range(first - 1, max(0, first - 5), -1):
            if (
                line[i].norm in self._parts
                and line[i + 1].norm == "to"
                and any(child.dep == "aux:pass" for child in line[i].children)
            ):
                return True  # "is added to 10% of the salt"
            if line[i - 1].norm in self._before.get(line[i].norm, ()):
                return True
        return False

    def _of_verb(self, tree: Tree, reading: Reading) -> str | None:
        """Return the direction of the verb that "by" or "to" links to the amount."""
        top = tree.top(reading.start, reading.end)
        if top is None or top.dep != "obl" or top.head is None or clause.preposition(top) not in {"by", "to"}:
            return None
        return self._words.get(top.head.norm) if top.head.tag.startswith("VB") else None

    def _behind(self, line: Sequence[Word], last: int, reach: int) -> str | None:
        """Return the direction of the noun that the amount stands before: "30 percent salary increases"."""
        for word in line[last : last + reach]:
            if word.norm in self._nouns and (word.tag.startswith("NN") or word.dep == "obj"):
                return self._nouns[word.norm]
            if not (word.tag.startswith(("NN", "JJ")) or word.norm == "per"):
                return None
        return None

    def _of_noun(self, line: Sequence[Word], first: int) -> str | None:
        """Return the direction of the noun that the amount is of: "growth in output of 5%"."""
        if first == 0 or line[first - 1].norm != "of":
            return None
        for i in range(first - 2, max(-1, first - _OF), -1):
            if line[i].norm in self._nouns and line[i].tag.startswith("NN"):
                heads = line[i + 1].tag == "IN" or line[i + 1].norm in _PACE
                return self._nouns[line[i].norm] if heads else None  # not "the growth curve of"
            if line[i].tag not in _INSIDE or line[i].norm in STOPS or line[i].norm in OPENERS:
                return None
        return None

    def _of_subject(self, tree: Tree, reading: Reading) -> str | None:
        """Return the direction of the noun that the amount is said to be: "the increase was 5%"."""
        top = tree.top(reading.start, reading.end)
        topic = clause.subject(top) if top is not None and top.child("cop") is not None else None
        return self._nouns.get(topic.norm) if topic is not None else None

    def _of_pair(self, page: Page, tree: Tree, reading: Reading) -> str | None:
        """Return how "to B" lies to the "from A" before it."""
        here = place(page, reading)
        amounts = [one for one in page.readings[max(0, here - 2) : here] if one.kind == reading.kind and one.start >= tree.start]
        if not amounts or amounts[-1].unit != reading.unit or amounts[-1].value is None or reading.value is None:
            return None
        before, between = tree.within(tree.start, amounts[-1].start), tree.within(amounts[-1].end, reading.start)
        linked = before and before[-1].norm == "from" and len(between) <= _PAIR and any(w.norm == "to" for w in between[-3:])
        if not linked or amounts[-1].value == reading.value:
            return None
        return "up" if reading.value > amounts[-1].value else "down"

    def _of_list(self, page: Page, tree: Tree, reading: Reading) -> str | None:
        """Return the direction that another share of the same list has: "fell 5% in May and 3% in June", "a 5% and 3% drop"."""
        if reading.unit not in _SHARES:
            return None
        here = place(page, reading)
        shares = [one for one in page.readings[here + 1 : here + 2] if one.unit == reading.unit]
        if shares and {word.norm for word in tree.within(reading.end, shares[0].start)} in ({"and"}, {"or"}):
            return shares[0].direction
        last = reading
        before: Sequence[Reading] = page.readings[max(0, here - 4) : here]
        for one in before[::-1]:
            if one.unit != reading.unit or one.start < tree.start:
                continue
            if not self._is_listed(tree.within(one.end, last.start)):
                return None
            if one.direction:
                return one.direction
            last = one
        return None

    def _is_listed(self, between: Sequence[Word]) -> bool:
        """Tell whether the words between two amounts only join them: "in May and by"."""
        if not 0 < len(between) <= _LIST or not any(word.norm in {"and", "or", ","} for word in between):
            return False
        closing = [word.norm for word in between]
        while closing and closing[-1] in self._lists - {"and", "or", ","}:
            closing.pop()
        plain = all(word.tag[:2] in {"IN", "NN", "DT", "JJ", "CC", "CD", ",", "RB", "PR"} or word.norm == "," for word in between)
        return plain and bool(closing) and closing[-1] in {"and", "or", ","} and between[0].tag == "IN"
