"""The kind of claim that is a date."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from tallyspan import rules
from tallyspan.kinds.date.expressions import restored
from tallyspan.kinds.date.fiscal import FiscalYears
from tallyspan.kinds.date.grammar import Grammar
from tallyspan.kinds.date.lexicon import compile_lexicon
from tallyspan.kinds.date.settle import settle
from tallyspan.lexer import Sentence
from tallyspan.numbers import NumberReader, Numeral
from tallyspan.places import Places
from tallyspan.reading import Reading


class DateKind:
    """Reads dates, with the words of ``rules/date.toml``."""

    name = "date"

    def __init__(self, data: Mapping[str, Any], fiscal_years: FiscalYears) -> None:
        self._lexicon = compile_lexicon(data)
        self._fiscal_years = fiscal_years
        self.grammar = Grammar(self._lexicon)

    def triggers(self) -> Collection[str]:
        """Return the lower-case words, besides numerals, without which a sentence holds no date."""
        return self._lexicon.triggers

    def find(self, sentence: Sentence, numerals: Sequence[Numeral]) -> Iterable[Reading]:
        """Yield the dates of one sentence, apart and in order, yet without their intervals.

        >>> kind, _ = tools()
        >>> [(r.start, r.end, r.granularity) for r in kind.find(Sentence("It rose in May last year."), ())]
        [(11, 24, 'month')]
        """
        return self.grammar.read(sentence, numerals)

    def resolve(self, readings: Sequence[Reading], text: str, published: date | None) -> Iterable[Reading]:
        """Yield ``readings`` with their intervals; what neither ``published`` nor the text settles stays without.

        >>> kind, _ = tools()
        >>> found = list(kind.find(Sentence("It rose in May last year."), ()))
        >>> [str(r.date_start) for r in kind.resolve(found, "", date(2020, 3, 1))]
        ['2019-05-01']
        """
        whole = [reading._replace(pending=restored(reading.pending)) for reading in readings]
        return settle(whole, text, published, self._lexicon, self._fiscal_years)

    def marked(self, surface: str, numerals: Sequence[Numeral]) -> Reading | None:
        """Return the reading of a text that is known to be a date; None when the grammar does not know its form."""
        return self.grammar.marked(Sentence(surface), numerals)


def resolve(surface: str, published: date | None) -> Reading | None:
    """Return the interval of ``surface``, which is known to be a date; None when the grammar does not know its form.

    >>> resolve("the past two years", date(2020, 3, 1)).timex
    '2018-03-01/2020-03-01'
    """
    kind, numbers = tools()
    reading = kind.marked(surface, numbers.read(Sentence(surface)))
    return None if reading is None else next(iter(kind.resolve([reading], surface, published)))


@cache
def tools() -> tuple[DateKind, NumberReader]:
    """Return a date kind and a reader of numerals, built once."""
    places = Places(rules.read("country"), rules.read("place"))
    return DateKind(rules.read("date"), FiscalYears(rules.read("fiscal"), places)), NumberReader(rules.read("number"))
