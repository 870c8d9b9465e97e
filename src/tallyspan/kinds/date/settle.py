"""Expressions into intervals, with the publication date and the earlier dates of the article in view."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tallyspan.kinds.date import fiscal, numeric, periods
from tallyspan.kinds.date.composites import Composites
from tallyspan.kinds.date.expressions import Expression
from tallyspan.kinds.date.fiscal import FiscalYears, Start
from tallyspan.kinds.date.lexicon import Holiday, Lexicon
from tallyspan.kinds.date.partials import Evaluators, Partials
from tallyspan.kinds.date.periods import Period
from tallyspan.kinds.date.quotations import Quotations
from tallyspan.kinds.date.reference import Reference
from tallyspan.kinds.date.shifts import Shifts
from tallyspan.reading import Reading

_FULL: Mapping[str, Callable[..., Period | None]] = {  # what means the same wherever it stands
    "year": periods.year_of,
    "decade": periods.decade_of,
    "century": periods.century_of,
    "bc": periods.before_christ,
    "unknown": periods.unknown,
}


def settle(
    readings: Sequence[Reading], text: str, published: date | None, lexicon: Lexicon, fiscal_years: FiscalYears
) -> Iterator[Reading]:
    """Yield ``readings`` with their intervals, as far as the article and ``published`` tell them."""
    order = numeric.order((reading.pending[0] for reading in readings), (reading.rule_id for reading in readings))
    reference = Reference(readings, published)
    evaluator = Evaluator(reference, order, lexicon.holidays, fiscal_years.starts(readings, text))
    quotations = Quotations(text, readings, lexicon.saying)
    periods_so_far: list[Period | None] = []
    for place, reading in enumerate(readings):
        said = quotations.dated_by(place)
        if said is not None:
            reference.listen(periods_so_far[said] if said < place else evaluator.value_at(said, readings[said]))
        period = evaluator.value_at(place, reading)
        periods_so_far.append(period)
        reference.listen(None)
        if period is None:
            yield reading
        elif period.start is None or period.end is None or period.start > period.end:
            yield reading._replace(timex=period.timex)
        else:
            reference.remember(period, reading)
            source = "published" if reference.used_published else "text"
            start, end, timex = period.start, period.end, period.timex
            yield reading._replace(date_start=start, date_end=end, timex=timex, resolved_from=source)


class Evaluator:
    """Says what an expression means, given where the article stands in time."""

    def __init__(
        self, reference: Reference, order: str | None, holidays: Mapping[str, Holiday], fiscal_starts: Mapping[int, Start]
    ) -> None:
        self._reference = reference
        self._fiscal_starts = fiscal_starts
        self._start: Start | None = None
        partials = Partials(reference, self.value, order, holidays)
        shifts, composites = Shifts(reference, self.value, partials), Composites(reference, self.value, partials)
        fiscals: Evaluators = {"fiscal": self._fiscal, "fiscal_step": self._fiscal_step, "fiscal_part": self._fiscal_part}
        self._evaluators = {**_FULL, **fiscals, **partials.evaluators, **shifts.evaluators, **composites.evaluators}

    def value_at(self, place: int, reading: Reading) -> Period | None:
        """Return what the date at ``place`` means there."""
        expression, tense = reading.pending
        self._reference.turn_to(place, tense)
        self._start = self._fiscal_starts.get(place)
        return self.value(expression)

    def value(self, expression: Expression) -> Period | None:
        """Return what ``expression`` means; None when nothing is known of it."""
        evaluate = self._evaluators.get(expression[0])
        return evaluate(*expression[1:]) if evaluate else None

    def _fiscal(self, year: int, second: int | None) -> Period:
        known = fiscal.whole(("fiscal", year, second), self._start, None) if self._start else None
        return known or periods.fiscal_year(year, second)

    def _fiscal_step(self, steps: int) -> Period:
        """Return "the current fiscal year", else the name that its year gives it."""
        now = self._reference.now()
        known = fiscal.whole(("fiscal_step", steps), self._start, now) if self._start else None
        return known or (periods.fiscal_year(now.year + steps, None) if now else periods.unknown("fiscal_year"))

    def _fiscal_part(self, whole: Expression, unit: str, number: int) -> Period:
        """Return a quarter or a half of a fiscal year."""
        year = self.value(whole) or periods.unknown("fiscal_year")
        name = f"{year.timex}-{'Q' if unit == 'quarter' else 'H'}{number}" if year.timex else None
        return fiscal.part(year, unit, number) or periods.unknown(unit, name)
