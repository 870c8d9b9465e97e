"""Sentences with inline-marked claims: the language of the case tables and of the examples in the rule data.

``The bill is [$1.2 billion](1.2e9 USD, approx) a year.`` marks the exact characters of a claim and what they mean:

- money, percent, distance: ``VALUE UNIT`` or ``LOW..HIGH UNIT`` (a range), then any of ``approx``, ``min``, ``max``,
  ``per X``, ``up``, ``down``, ``from default|context|neighbour``; the qualifier is ``exact`` where none is said;
- date: ``2019-07-04`` or ``2019-07-01..2019-07-31`` or ``?`` (unresolved), then any of a granularity, ``absolute``,
  ``partial``, ``relative``, ``since``, ``until``, ``by``, ``timex=VALUE``.

Context stands behind semicolons, because it may hold commas: ``5 %; measure trade; about Chile + Peru; said by the bank``,
``target`` or another modality, ``holds 2019-01-01..2019-12-31``; ``no measure``, ``about nobody``, ``said by nobody`` and
``holds ?`` say that there is none. What a mark does not speak of is not compared.

Every claim must be marked: an unmarked one that comes out is a failure. ``published`` stands in the case table.
"""

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tallyspan import Article, load
from tallyspan.model import Claim
from tallyspan.nlp import Extractor

_CASES = Path(__file__).parent / "cases"

_MARK = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")
_MODALITIES = {"actual", "target", "forecast", "hypothetical", "negated"}
_UNITS = {"%": "percent", "pp": "percent", "m": "distance"}
_GRANULARITIES = {
    "day", "week", "weekend", "month", "quarter", "season", "half_year", "year", "fiscal_year", "decade", "century",
}  # fmt: skip


@dataclass
class Expected:
    """One marked claim: where it stands, and the columns that the mark speaks of."""

    start: int
    end: int
    surface: str
    columns: dict[str, Any] = field(default_factory=dict)


def parse(marked: str) -> tuple[str, list[Expected]]:
    """Return the plain text and the claims marked in it."""
    text, claims, last = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        surface = match[1]
        claims.append(Expected(len(text), len(text) + len(surface), surface, _columns(match[2])))
        text += surface
        last = match.end()
    return text + marked[last:], claims


def by_rules(text: str, published: str | None) -> list[Claim]:
    """Return the claims of ``text`` that rules alone read: what cases state is a convention, and no model changes it."""
    article = Article(text, published=date.fromisoformat(published) if published else None)
    return list(_rules_alone().extract(article).claims)


@cache
def _rules_alone() -> Extractor:
    return load("blank")


def cases(*topics: str) -> Iterator[Any]:
    """Yield each marked text of ``cases/<topic>.toml`` with the publication date of its group, as pytest's parameters.

    A group ``known_failures`` or ``known_failures_of_...`` is expected to fail.
    """
    for topic in topics:
        tables = tomllib.loads((_CASES / f"{topic}.toml").read_text(encoding="utf-8"))
        for group, table in tables.items():
            marks = [pytest.mark.xfail(strict=True, reason="known failure")] if group.startswith("known_failures") else []
            for marked in table["cases"]:
                yield pytest.param(marked, table.get("published"), id=f"{topic} {group}: {marked}", marks=marks)


def difference(expected: list[Expected], got: list[Claim]) -> list[str]:
    """Return what is wrong with ``got``, in words; empty when every claim is as marked and there is no other."""
    wrong = []
    by_span = {(claim.start, claim.end): claim for claim in got}
    for mark in expected:
        claim = by_span.pop((mark.start, mark.end), None)
        if claim is None:
            wrong.append(f"missing {mark.surface!r} at {mark.start}")
            continue
        for column, value in mark.columns.items():
            actual = tuple(one.text for one in claim.subjects) if column == "subjects" else getattr(claim, column)
            if not _same(actual, value):
                wrong.append(f"{mark.surface!r}: {column} is {actual!r}, expected {value!r}")
    wrong += [f"unexpected {claim.kind} {claim.surface!r} at {claim.start} by {claim.rule_id}" for claim in by_span.values()]
    return wrong


def _same(actual: object, value: object) -> bool:
    if isinstance(value, float) and isinstance(actual, float):
        return math.isclose(actual, value, rel_tol=1e-9)
    return actual == value


def _columns(said: str) -> dict[str, Any]:
    value, *context = [part.strip() for part in said.split(";")]
    columns = _value_columns(value)
    for part in context:
        columns |= _context(part)
    return columns


def _value_columns(said: str) -> dict[str, Any]:
    first, *rest = [part.strip() for part in said.split(",")]
    date_like = first == "?" or re.match(r"\d{4}-\d\d-\d\d", first)
    columns = _date(first) if date_like else _quantity(first)
    for word in rest:
        if word in {"approx", "min", "max"}:
            columns["qualifier"] = word
        elif word in {"up", "down"}:
            columns["direction"] = word
        elif word.startswith("per "):
            columns["per"] = word[4:]
        elif word.startswith("from "):
            columns["unit_from"] = word[5:]
        elif word in _GRANULARITIES:
            columns["granularity"] = word
        elif word in {"absolute", "partial", "relative"}:
            columns["date_anchor"] = word
        elif word in {"since", "until", "by"}:
            columns["relation"] = word
        elif word.startswith("timex="):
            columns["timex"] = word[6:]
        else:
            raise ValueError(f"unknown mark {word!r} in {said!r}")
    return columns


def _context(said: str) -> dict[str, Any]:
    if said in _MODALITIES:
        return {"modality": said}
    if said == "no measure":
        return {"measure": None}
    word, _, value = said.partition(" ")
    if word == "measure":
        return {"measure": value}
    if word == "about":
        return {"subjects": () if value == "nobody" else tuple(value.split(" + "))}
    if said.startswith("said by "):
        speaker = said.removeprefix("said by ")
        return {"attributed_to": None if speaker == "nobody" else speaker}
    if word == "holds":
        start, _, end = value.partition("..")
        return dict(
            zip(
                ("time_start", "time_end"),
                (None, None) if value == "?" else map(date.fromisoformat, (start, end or start)),
                strict=True,
            )
        )
    raise ValueError(f"unknown mark {said!r}")


def _quantity(said: str) -> dict[str, Any]:
    number, unit = said.rsplit(" ", 1)
    kind = _UNITS.get(unit, "money")
    if ".." in number:
        low, high = number.split("..")
        return {
            "kind": kind,
            "unit": unit,
            "value": None,
            "value_low": float(low),
            "value_high": float(high),
            "qualifier": "range",
        }
    return {"kind": kind, "unit": unit, "value": float(number), "qualifier": "exact"}


def _date(said: str) -> dict[str, Any]:
    if said == "?":
        return {"kind": "date", "date_start": None, "date_end": None}
    start, _, end = said.partition("..")
    return {"kind": "date", "date_start": date.fromisoformat(start), "date_end": date.fromisoformat(end or start)}
