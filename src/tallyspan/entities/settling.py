"""Names and claims that share characters: which of them stand."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tallyspan.entities.names import Found, Span
from tallyspan.reading import Reading


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """Return those of ``found`` that stand, in text order: of any that overlap the longest, then one by rule, then the first."""
    order = sorted(found, key=lambda one: (one.start - one.end, not one.ruled, one.start))
    kept: list[Found] = []
    taken: set[int] = set()
    for one in order:
        # A name is short: looking at each of its characters is quicker than keeping a sorted list.
        if not any(place in taken for place in range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def outside_claims(found: Iterable[Span], readings: Sequence[Reading]) -> Iterator[Span]:
    """Yield ``found``, without a claim that they start or end with: "the 2019 World Cup"."""
    for start, end, label in found:
        first, last = start, end
        place = bisect_right(readings, first, key=lambda reading: reading.end)
        while place < len(readings) and readings[place].start <= first < readings[place].end:
            first = min(readings[place].end, last)
            place += 1
        if place < len(readings) and first < readings[place].start < last <= readings[place].end:
            last = readings[place].start
        if first < last:
            yield Span(first, last, label)


def touches(one: Found, readings: Sequence[Reading]) -> bool:
    """Tell whether ``one`` shares a character with a claim."""
    place = bisect_right(readings, one.start, key=lambda reading: reading.end)
    return place < len(readings) and readings[place].start < one.end


def apart_from(found: Iterable[Found], others: Iterable[Found]) -> list[Found]:
    """Return those of ``found`` that share no character with ``others``."""
    taken = {place for other in others for place in range(other.start, other.end)}
    return [one for one in found if not any(place in taken for place in range(one.start, one.end))]
