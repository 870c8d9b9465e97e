"""Rows in words: amounts, days, intervals, what else a claim says. Takes rows as :class:`Database` gives them."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote, urlsplit

from tallyspan.browse.marks import Mark

Row = Mapping[str, Any]

_QUALIFIERS = {"approx": "about ", "min": "at least ", "max": "at most "}
_SCALES = ((1e12, " tn"), (1e9, " bn"), (1e6, " mn"))
_METRES_OF_A_KILOMETRE = 1000
_DECEMBER = 12
_QUOTED = 32
_YEARS_OF_A_DECADE = 10


def value(row: Row) -> str:
    """Return the normalised value of a claim, short: an amount with its unit, a range, or days.

    >>> value({"kind": "money", "value": 1.2e9, "unit": "USD", "qualifier": "approx", "per": None})
    'about 1.2 bn USD'
    """
    if row["kind"] == "date":
        if row["date_start"] is None or row["date_end"] is None:
            return row["timex"] or "unresolved"
        return f"{row['relation']} " * bool(row["relation"]) + interval(row["date_start"], row["date_end"])
    per = f" per {row['per']}" if row["per"] else ""
    if row["value"] is not None:
        return _QUALIFIERS.get(row["qualifier"], "") + amount(row["value"], row["unit"]) + per
    if row["value_low"] is None or row["value_high"] is None:
        return "unknown"
    low, high = (amount(bound, row["unit"]) for bound in (row["value_low"], row["value_high"]))
    shared = next((ending for ending in (low[low.find(" ") :], low[-1:]) if low.endswith(ending) and high.endswith(ending)), "")
    bare = low.removesuffix(shared) if shared and not shared[-1].isdigit() else low
    return f"{bare} to {high}{per}"


def amount(number: float, unit: str | None) -> str:
    """Return ``number`` of ``unit``, rounded to what one reads: the row has every digit.

    >>> amount(1.2e9, "USD"), amount(42164.8, "m"), amount(10, "%"), amount(950, "KZT")
    ('1.2 bn USD', '42.16 km', '10%', '950 KZT')
    """
    if unit == "m" and abs(number) >= _METRES_OF_A_KILOMETRE:
        number, unit = number / _METRES_OF_A_KILOMETRE, "km"
    if unit == "%":
        return f"{_digits(number)}%"
    return f"{short(number)} {unit or '(unit unknown)'}"


def short(number: float) -> str:
    """Return ``number`` with at most four digits and a scale.

    >>> short(12_345), short(1_250_000), short(0.000123)
    ('12,345', '1.25 mn', '0.000123')
    """
    for scale, name in _SCALES:
        if abs(number) >= scale:
            return _digits(number / scale) + name
    return _digits(number)


def exact(number: float | None) -> str:
    """Return ``number`` with every digit and thousands separators; nothing for null."""
    if number is None:
        return ""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.10g}"


def interval(start: date, end: date) -> str:
    """Return days, both included, by the largest unit of the calendar that they fill.

    >>> interval(date(2011, 1, 1), date(2011, 12, 31)), interval(date(2024, 3, 1), date(2024, 3, 31))
    ('2011', 'Mar 2024')
    >>> interval(date(2024, 3, 12), date(2024, 3, 12)), interval(date(1990, 1, 1), date(1999, 12, 31))
    ('12 Mar 2024', '1990s')
    """
    if start == end:
        return day(start)
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if whole_months and start.month == 1 and end.month == _DECEMBER:
        if start.year == end.year:
            return str(start.year)
        if start.year % _YEARS_OF_A_DECADE == 0 and end.year - start.year == _YEARS_OF_A_DECADE - 1:
            return f"{start.year}s"
        return f"{start.year} to {end.year}"
    if whole_months and start.year == end.year:
        if start.month == end.month:
            return f"{start:%b} {start.year}"
        if (start.month, end.month) in {(1, 3), (4, 6), (7, 9), (10, 12)}:
            return f"Q{end.month // 3} {start.year}"
    if start.year == end.year:
        return f"{start.day}{'' if start.month == end.month else f' {start:%b}'} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def day(when: date | None) -> str:
    """Return a day as one reads it; nothing for null."""
    return f"{when.day} {when:%b} {when.year}" if when else ""


def holds(row: Row) -> str:
    """Return the time for which an amount is said to hold; nothing when the text does not say so."""
    start, end = row["time_start"], row["time_end"]
    if start and end:
        return interval(start, end)
    return f"from {day(start)}" if start else f"until {day(end)}" if end else ""


def subjects(row: Row) -> list[str]:
    """Return the names of the subjects, each once."""
    return list(dict.fromkeys(subject["name"] or subject["text"] for subject in row["subjects"] or ()))


def speaker(row: Row) -> str | None:
    """Return who is said to state the claim."""
    name: str | None = row["speaker_name"] or row["attributed_to"]
    return name


def context(row: Row) -> list[Mark]:
    """Return where the measure, subjects, speaker and time of a claim stand in its article."""
    spans = [
        *(("measure", span["start"], span["end"]) for span in row["measure_spans"] or ()),
        *(("subject", subject["start"], subject["end"]) for subject in row["subjects"] or ()),
        ("speaker", row["speaker_start"], row["speaker_end"]),
        *(("time", span["start"], span["end"]) for span in row["time_spans"] or ()),
    ]
    return [Mark(start, end, role) for role, start, end in spans if start is not None and end is not None]


def fragment(row: Row) -> str | None:
    """Return the address that opens the article at the claim (W3C text fragment); None when the article has none.

    >>> row = {"url": "https://example.org/a", "prefix": "of trade, ", "surface": "$2 billion", "suffix": " a year"}
    >>> fragment(row)
    'https://example.org/a#:~:text=of%20trade%2C-,%242%20billion,-a%20year'
    """
    address = link(row["url"])
    if address is None:
        return None
    # A text fragment matches whole words, and a quotation of 32 characters may start or end within one.
    before, after = row["prefix"].split(), row["suffix"].split()
    whole = (before[len(row["prefix"]) >= _QUOTED :], [row["surface"]], after[: -1 if len(row["suffix"]) >= _QUOTED else None])
    before, surface, after = (_fragment_part(" ".join(words)) for words in whole)
    return f"{address.partition('#')[0]}#:~:text={before and before + '-,'}{surface}{after and ',-' + after}"


def link(url: str | None) -> str | None:
    """Return ``url`` if it leads to the web: what a page may link to. Articles bring their own, so it may say anything."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def verification(row: Row, text: str, digest: str) -> list[str]:
    """Return what of a claim is not as the text of its article says, in words; nothing when all of it holds."""
    checks = (
        ("the text is not the one that was hashed", digest == row["text_sha256"]),
        ("the characters at its offsets are others", text[row["start"] : row["end"]] == row["surface"]),
        ("its sentence stands elsewhere", text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]),
        ("the characters before it are others", text[: row["start"]].endswith(row["prefix"])),
        ("the characters after it are others", text.startswith(row["suffix"], row["end"])),
        (
            "a subject stands elsewhere",
            all(text[subject["start"] : subject["end"]] == subject["text"] for subject in _placed(row["subjects"])),
        ),
    )
    return [problem for problem, holds_true in checks if not holds_true]


def _placed(spans: Sequence[Row] | None) -> list[Row]:
    return [span for span in spans or () if span["start"] is not None]


def _digits(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:.4g}"  # noqa: PLR2004


def _fragment_part(text: str) -> str:
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
