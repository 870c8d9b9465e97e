"""Which claims: filters that combine, an order and a page, as a URL has them, as SQL runs them and as SQL is copied."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from tallyspan.views.tables import literal

SUBJECTS = "list_transform(subjects, lambda subject: coalesce(subject.name, subject.text))"
SPEAKER = "coalesce(speaker_name, attributed_to)"
FACETS = {
    "kind": "kind",
    "subject": SUBJECTS,
    "country": "countries",
    "unit": "unit",
    "aspect": "aspect",
    "modality": "modality",
    "speaker": SPEAKER,
    "publisher": "publisher",
}
"""What may be chosen from, by the name in the URL: the expression of its value, or list of values."""
LISTS = frozenset({"subject", "country"})

_HOLDS_FROM, _HOLDS_TO = "coalesce(date_start, time_start)", "coalesce(date_end, time_end)"
SORTS = {
    "published": "published",
    "value": "value_mid",
    "time": _HOLDS_FROM,
    "article": "article_id",
    "confidence": "context_confidence",
}
"""What rows may be sorted by, by the name in the URL; with - before it from the greatest down."""
PAGE_ROWS = 50
_MOST_VALUES = 100
_LONGEST = 1000


class SelectionError(ValueError):
    """A filter of the URL says nothing that can be selected by."""


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise SelectionError(f"not a number: {text}")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SelectionError(f"not a date: {text} (wanted: YYYY-MM-DD)") from None


RANGES: dict[str, tuple[str, Callable[[str], float | date]]] = {
    "value_from": ("value_mid >= {}", _number),
    "value_to": ("value_mid <= {}", _number),
    "time_from": (f"coalesce({_HOLDS_TO}, {_HOLDS_FROM}) >= {{}}", _day),
    "time_to": (f"coalesce({_HOLDS_FROM}, {_HOLDS_TO}) <= {{}}", _day),
    "published_from": ("published >= {}", _day),
    "published_to": ("published <= {}", _day),
}
"""Bounds, both included, by the name in the URL: the condition, and how its value is read. A time overlaps with the bounds."""

Placeholder = Callable[[object], str]


@dataclass(frozen=True)
class Selection:
    """A selection of claims. Immutable; every change gives another."""

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Values by facet; one of them is enough."""
    bounds: dict[str, str] = field(default_factory=dict)
    words: str = ""
    """Words that must all stand in the sentence or in the measure."""
    article: str = ""
    """An article_id; empty for all articles."""
    sort: str = "-published"
    page: int = 1

    def __bool__(self) -> bool:
        """Tell whether this leaves anything out."""
        return bool(self.chosen or self.bounds or self.words or self.article)

    @classmethod
    def of(cls, query: str | Iterable[tuple[str, str]]) -> "Selection":
        """Read a selection from a query string, or from its pairs; names that it does not know are left alone.

        Raises SelectionError for a bound that is no number or date, an unknown order and a page that is none.

        >>> selection = Selection.of("kind=money&country=KZ&country=KG&value_from=1e6&page=2")
        >>> selection.chosen["country"], selection.page, selection.query(page=1)
        (('KZ', 'KG'), 2, 'kind=money&country=KZ&country=KG&value_from=1e6')
        """
        pairs = (
            parse_qsl(query.removeprefix("?"))
            if isinstance(query, str)
            else [(name, text) for name, text in query if text.strip()]
        )
        chosen: dict[str, tuple[str, ...]] = {}
        rest: dict[str, str] = {}
        for name, text in pairs:
            value = text.strip()[:_LONGEST]
            if name in FACETS:
                chosen[name] = tuple(dict.fromkeys((*chosen.get(name, ()), value)))[:_MOST_VALUES]
            else:
                rest[name] = value
        bounds = {name: rest[name] for name in RANGES if name in rest}
        for name, text in bounds.items():
            RANGES[name][1](text)
        sort = rest.get("sort", cls.sort)
        if sort.removeprefix("-") not in SORTS:
            raise SelectionError(f"not an order: {sort} (wanted: {', '.join(SORTS)}, or one with - before it)")
        page = rest.get("page", "1")
        if not (page.isascii() and page.isdecimal() and len(page) < 9 and int(page) > 0):  # noqa: PLR2004 # fits an offset
            raise SelectionError(f"not a page: {page}")
        ordered = {name: chosen[name] for name in FACETS if name in chosen}
        return cls(ordered, bounds, " ".join(rest.get("words", "").split()), rest.get("article", ""), sort, int(page))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield this selection as name and value, page and usual order left out."""
        yield from ((name, value) for name, values in self.chosen.items() for value in values)
        yield from self.bounds.items()
        yield from ((name, value) for name, value in (("words", self.words), ("article", self.article)) if value)
        if self.sort != Selection.sort:
            yield "sort", self.sort

    def query(self, *, page: int | None = None) -> str:
        """Return this selection as the query string of a URL."""
        number = self.page if page is None else page
        return urlencode([*self.pairs(), *([("page", str(number))] if number > 1 else [])])

    def with_value(self, name: str, value: str) -> "Selection":
        """Return this selection with ``value`` of a facet chosen, or no longer chosen when it is."""
        now = self.chosen.get(name, ())
        values = tuple(other for other in now if other != value) if value in now else (*now, value)
        return self._with({facet: values if facet == name else self.chosen.get(facet, ()) for facet in FACETS})

    def without(self, name: str) -> "Selection":
        """Return this selection without its filter ``name``."""
        if name in FACETS:
            return self._with({facet: values for facet, values in self.chosen.items() if facet != name})
        bounds = {bound: text for bound, text in self.bounds.items() if bound != name}
        words = "" if name == "words" else self.words
        return replace(self, bounds=bounds, words=words, article="" if name == "article" else self.article, page=1)

    def sorted_by(self, sort: str) -> "Selection":
        """Return this selection in the order ``sort``, from its first page."""
        return replace(self, sort=sort, page=1)

    def where(self, placeholder: Placeholder, *, apart_from: str | None = None) -> str:
        """Return the condition for ``claims_current``; ``placeholder`` says how a value is written into it."""
        return "\n  and ".join(self._conditions(placeholder, apart_from)) or "true"

    def order(self) -> str:
        """Return the columns to sort by; rows without a value come last, and no two rows are equal."""
        direction = "desc" if self.sort.startswith("-") else "asc"
        return f"{SORTS[self.sort.removeprefix('-')]} {direction} nulls last, article_id, start, claim_id"

    def sql(self, claims: str = "claims_current") -> str:
        """Return this selection as SQL to copy, over the view ``claims``."""
        return f"select *\nfrom {claims}\nwhere {self.where(literal)}\norder by {self.order()};"

    def _with(self, chosen: dict[str, tuple[str, ...]]) -> "Selection":
        return replace(self, chosen={name: values for name, values in chosen.items() if values}, page=1)

    def _conditions(self, placeholder: Placeholder, apart_from: str | None) -> Iterator[str]:
        for name, values in self.chosen.items():
            if name != apart_from:
                written = ", ".join(map(placeholder, values))
                yield f"list_has_any({FACETS[name]}, [{written}])" if name in LISTS else f"{FACETS[name]} in ({written})"
        for name, text in self.bounds.items():
            condition, read = RANGES[name]
            yield condition.format(placeholder(read(text)))
        for word in self.words.lower().split():
            yield f"contains(lower(concat_ws(' ', sentence, measure)), {placeholder(word)})"
        if self.article:
            yield f"article_id = {placeholder(self.article)}"


def bound(selection: Selection, *, apart_from: str | None = None) -> tuple[str, list[object]]:
    """Return the condition of ``selection`` with a question mark for each value, and the values."""
    values: list[object] = []

    def placeholder(value: object) -> str:
        values.append(value)
        return "?"

    return selection.where(placeholder, apart_from=apart_from), values
