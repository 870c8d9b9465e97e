"""What each date dates: the event, or what the quantity beside it measures."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.event.event import Events
from tallyspan.context.measure.leaning import converts, quantity_of_date
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.antecedent import Antecedents
from tallyspan.context.measure.words.site import Site
from tallyspan.context.page import Measured
from tallyspan.syntax import Word


class Dates:
    """Reads the measures of dates, when those of the quantities are known. ``table`` is that of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates, antecedents: Antecedents) -> None:
        self._predicates = predicates
        self._events = Events(table)
        self._antecedents = antecedents

    def read(self, draft: Draft, place: Site, i: int) -> Measured | None:
        """Return the event of a date; where its clause only gives a quantity, what that measures."""
        page, found = draft.page, draft.found
        if self._events.is_heading(place, page.article.text):
            return Measured(self._events.publication, place.reading.start, place.reading.end)
        before = draft.sites[i - 1] if i else None
        together = before is not None and before.tree is place.tree
        if before is not None and together and before.reading.kind == "date" and converts(before, place):
            return found[i - 1]
        near = quantity_of_date(draft.sites, i)
        if near is not None and found[near] is not None:
            return found[near]
        noun = self._events.dated_noun(place) or self._events.occasion(place)
        if noun is not None:
            return draft.rendered(place, noun)
        governor = self._events.governor(place)
        shared = None if governor is None else self._shared(draft, governor, place, i)
        if shared is not None:
            return shared
        resolve = partial(self._antecedents.of, draft=draft)
        for verb in (governor, self._events.nearest(place)):
            event = None if verb is None else draft.rendered(place, self._events.read(place, verb, resolve))
            if event is not None:
                return event
        shared = None if governor is None else self._shared(draft, governor, place, i, any_verb=True)
        listed = together and place.norm(place.left) in {"and", "or", ","}
        return shared or (found[i - 1] if listed else None) or draft.rendered(place, self._events.mentioned(place))

    def _shared(self, draft: Draft, governor: Word, place: Site, i: int, *, any_verb: bool = False) -> Measured | None:
        """Return the measure of a quantity that the date's clause only gives: "In May, prices rose 3%"."""
        for j in (i + 1, i - 1, i + 2, i - 2):
            other = draft.sites[j] if 0 <= j < len(draft.sites) else None
            if other is None or other.tree is not place.tree or other.reading.kind == "date" or draft.found[j] is None:
                continue
            clause = self._predicates.clause(other)
            if clause is None or clause.verb is not governor:
                continue
            told = governor.i in place.taken or self._predicates.gives_quantity(governor)
            if any_verb or told or self._predicates.is_subject(other, clause):
                return draft.found[j]
        return None
