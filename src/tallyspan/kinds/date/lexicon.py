"""The words of ``rules/date.toml``, arranged for look-up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Unit(NamedTuple):
    """What a word for a unit of the calendar means: ``times`` times ``unit``."""

    unit: str
    times: int
    plural: bool


class Shift(NamedTuple):
    """What "last", "next", "that" mean before a unit: steps from now, or from a date in the text."""

    origin: str
    steps: int


class Holiday(NamedTuple):
    """When a named day falls: month and day, or the first ``weekday`` from then on; or ``plus`` days after a holiday."""

    month: int | None
    day: int | None
    weekday: int | None
    country: str | None
    name: str | None
    plus: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every table that the grammar looks up; keys are norms of atoms."""

    months: Mapping[str, int]
    short_months: frozenset[str]
    doubtful_months: frozenset[str]
    name_months: frozenset[str]
    beside_month: Mapping[str, frozenset[str]]
    weekdays: Mapping[str, int]
    short_weekdays: frozenset[str]
    before_weekday: frozenset[str]
    not_before_weekday: frozenset[str]
    not_after_weekday: frozenset[str]
    units: Mapping[str, Unit]
    shifts: Mapping[str, Shift]
    day_words: Mapping[str, int]
    nowadays_before: frozenset[str]
    nowadays_after: frozenset[str]
    nowadays_places: frozenset[str]
    nowadays_states: frozenset[str]
    nowadays_complements: frozenset[str]
    parts_of_day: frozenset[str]
    nights: frozenset[str]
    modifiers: Mapping[str, str]
    edges: Mapping[str, str]
    seasons: Mapping[str, str]
    holidays: Mapping[str, Holiday]
    fondness: frozenset[str]
    holiday_words: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    decades: Mapping[str, int]
    ordinals: Mapping[str, int]
    hundreds: Mapping[str, int]
    year: Mapping[str, frozenset[str]]
    function: frozenset[str]
    singular_s: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    not_past: frozenset[str]
    announcing: frozenset[str]
    saying: frozenset[str]
    planned: frozenset[str]
    outlook: frozenset[str]
    infinitives: frozenset[str]
    delivered: frozenset[str]
    commodities: frozenset[str]
    relations: Mapping[str, str]
    range_words: frozenset[str]
    moves: frozenset[str]
    timetable: frozenset[str]
    sport: frozenset[str]
    business: frozenset[str]
    figures: frozenset[str]
    recurring: frozenset[str]
    habits: frozenset[str]
    stative: frozenset[str]
    done: frozenset[str]
    triggers: frozenset[str] = field(default=frozenset())


def compile_lexicon(rules: Mapping[str, Any]) -> Lexicon:
    """Return the tables of ``rules/date.toml``."""
    months = _numbered(rules["month"], 1)
    weekdays = _numbered(rules["weekday"], 0)
    units = {
        word: Unit(entry["unit"], entry.get("count", 1), key == "plural")
        for entry in rules["unit"]
        for key in ("words", "plural")
        for word in entry[key]
    }
    day_words = {word: entry["steps"] for entry in rules["day_word"] for word in entry["words"]}
    seasons = {word: entry["season"] for entry in rules["season"] for word in entry["words"]}
    holidays: dict[str, Holiday] = {}
    holiday_words: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in rules["holiday"]:
        key = entry["names"][0]
        holidays[key] = Holiday(
            month=entry.get("month"),
            day=entry.get("day"),
            weekday=entry.get("weekday"),
            country=entry.get("country"),
            name=entry.get("name"),
            plus=entry.get("plus", 0),
        )
        for name in entry["names"]:
            atoms = tuple(name.replace(".", " . ").replace("'", " ' ").replace("\u2019", " \u2019 ").split())
            holiday_words.setdefault(atoms[0], []).append((atoms, key))
    nights = frozenset(rules["part_of_day"]["alone"])
    decades, hundreds = rules["decades"]["words"], rules["hundreds"]["words"]
    return Lexicon(
        months=months,
        short_months=_words(rules["month"], "short"),
        doubtful_months=frozenset(word for entry in rules["month"] if entry.get("doubtful") for word in entry["words"]),
        name_months=frozenset(word for entry in rules["month"] if entry.get("name") for word in entry["words"]),
        beside_month={name: frozenset(words) for name, words in rules["beside_month"].items()},
        weekdays=weekdays,
        short_weekdays=_words(rules["weekday"], "short"),
        before_weekday=frozenset(rules["weekday_not"]["unless_after"]),
        not_before_weekday=frozenset(rules["weekday_not"]["before"]),
        not_after_weekday=frozenset(rules["weekday_not"]["after"]),
        units=units,
        shifts={word: Shift(entry["from"], entry["steps"]) for entry in rules["shift"] for word in entry["words"]},
        day_words=day_words,
        nowadays_before=frozenset(rules["nowadays"]["before"]),
        nowadays_after=frozenset(rules["nowadays"]["after"]),
        nowadays_places=frozenset(rules["nowadays"]["places"]),
        nowadays_states=frozenset(rules["nowadays"]["states"]),
        nowadays_complements=frozenset(rules["nowadays"]["complements"]),
        parts_of_day=frozenset(rules["part_of_day"]["words"]),
        nights=nights,
        modifiers={word: entry["part"] for entry in rules["modifier"] if not entry.get("of") for word in entry["words"]},
        edges={word: entry["part"] for entry in rules["modifier"] for word in entry["words"]},
        seasons=seasons,
        holidays=holidays,
        fondness=frozenset(rules["fondness"]["words"]),
        holiday_words={word: tuple(sorted(names, key=lambda name: -len(name[0]))) for word, names in holiday_words.items()},
        decades=decades,
        ordinals=rules["ordinals"]["words"],
        hundreds=hundreds,
        year={name: frozenset(words) for name, words in rules["year"].items() if "examples" not in name},
        function=frozenset(rules["function"]["words"]),
        singular_s=frozenset(rules["function"]["singular_s"]),
        future=frozenset(rules["tense"]["future"]),
        past=frozenset(rules["tense"]["past"]),
        announcing=frozenset(rules["tense"]["announcing"]),
        saying=frozenset(rules["tense"]["saying"]),
        not_past=frozenset(rules["tense"]["not_past"]),
        planned=frozenset(rules["tense"]["planned"]),
        outlook=frozenset(rules["tense"]["outlook"]),
        infinitives=frozenset(rules["tense"]["infinitives"]),
        delivered=frozenset(rules["tense"]["delivered"]),
        commodities=frozenset(rules["tense"]["commodities"]),
        relations={word: name for name in ("since", "until", "by") for word in rules["relation"][name]},
        range_words=frozenset(rules["range"]["words"]),
        moves=frozenset(rules["range"]["moves"]),
        timetable=frozenset(rules["timetable"]["words"]),
        sport=frozenset(rules["sport"]["words"]),
        business=frozenset(rules["business"]["words"]),
        figures=frozenset(rules["business"]["figures"]),
        recurring=frozenset(rules["recurring"]["words"]),
        habits=frozenset(rules["recurring"]["habits"]),
        stative=frozenset(rules["nowadays"]["verbs"]),
        done=frozenset(rules["tense"]["done"]),
        triggers=frozenset().union(
            months,
            weekdays,
            units,
            day_words,
            seasons,
            holiday_words,
            nights,
            decades,
            hundreds,
            ("fy", "q", "h", "fiscal", "bc", "bce", "ad", "ce", "c", "d"),
        ),
    )


def _words(entries: Iterable[Mapping[str, Any]], key: str) -> frozenset[str]:
    return frozenset(word for entry in entries for word in entry.get(key, ()))


def _numbered(entries: Iterable[Mapping[str, Any]], first: int) -> dict[str, int]:
    """Return each word with the place of its entry; "words" and "short" forms alike."""
    return {
        word: number for number, entry in enumerate(entries, first) for key in ("words", "short") for word in entry.get(key, ())
    }
