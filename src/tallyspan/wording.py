"""Values, counts and rejects in words, for people: in a terminal, a log, an artifact."""

from datetime import date

from tallyspan.model import Claim, Reject, source_name
from tallyspan.visible import one_line


def value_text(claim: Claim) -> str:
    """Return the normalised value of ``claim``: a number with its unit, a range, or days.

    Numbers have thousands separators; an unresolved date gives what is known of it.
    """
    if claim.kind == "date":
        if claim.date_start is None or claim.date_end is None:
            return f"{claim.timex or 'unknown'} (unresolved)"
        return days(claim.date_start, claim.date_end)
    unit = " " + (claim.unit or "(unit unknown)") + (f" per {claim.per}" if claim.per else "")
    if claim.value is not None:
        return {"approx": "about ", "min": "at least ", "max": "at most "}.get(claim.qualifier, "") + _number(claim.value) + unit
    bounds = [_number(bound) for bound in (claim.value_low, claim.value_high) if bound is not None]
    return " to ".join(bounds) + unit


def days(start: date, end: date) -> str:
    """Return an interval of days, both included, as one reads it.

    >>> days(date(2019, 7, 1), date(2019, 7, 31)), days(date(2019, 7, 4), date(2019, 7, 4))
    ('2019-07-01 to 2019-07-31', '2019-07-04')
    """
    return str(start) if start == end else f"{start} to {end}"


def _number(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 10**10 else f"{value:,.0f}"


def count(number: int, noun: str) -> str:
    """Return ``number`` with its noun: ``1 claim``, ``2 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def reject_text(reject: Reject) -> str:
    """Return what was left out and why, in one line.

    >>> reject_text(Reject("read", "empty", source_path="wire.jsonl", record=3))
    'wire.jsonl#3: empty'
    """
    name = source_name(reject.source_path or reject.article_id or "?", reject.record)
    if reject.start is not None:
        name += f" [{reject.start}:{reject.end}] {reject.surface!r}"
    return one_line(f"{name}: {reject.reason}{f' ({reject.detail})' if reject.detail else ''}")
