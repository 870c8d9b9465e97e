"""Which countries a text speaks of, and where: countries, their peoples, and what lies or sits in them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import pycountry
from babel import Locale
from babel.core import get_global

_CAPITAL = re.compile(r"\b[^\W\d_a-z]\w*")
_DATELINE, _LONG = 3, 5  # what a name in capitals counts, from so many letters on: "U.S." is always in capitals
_DOUBTFUL = 5  # letters that a name of a subdivision has at least


class Place(NamedTuple):
    """A name at characters ``start`` to ``end`` that stands for a country; ``country`` is None for a body of the world."""

    start: int
    end: int
    country: str | None
    weight: int


class Places:
    """The names, out of ``rules/country.toml`` and ``rules/place.toml``, CLDR and ISO 3166-2."""

    def __init__(self, country: Mapping[str, Any], place: Mapping[str, Any]) -> None:
        self._country = country
        self._place = place

    def find(self, text: str) -> list[Place]:
        """Return the names in ``text``, in order and apart, the longest that stands at a place.

        >>> from tallyspan import rules
        >>> places = Places(rules.read("country"), rules.read("place"))
        >>> [place.country for place in places.find("TORONTO - Canadian miners and the IMF left New South Wales.")]
        ['CA', 'CA', None, 'AU']
        """
        found: list[Place] = []
        last = 0
        for match in _CAPITAL.finditer(text):
            start = match.start()
            if start < last:
                continue
            for name, country in self._names.get(match.group().lower(), ()):
                end = start + len(name)
                written = text[start:end]
                if (written == name or written == name.upper()) and not (
                    text[end : end + 1].isalnum() or text[end : end + 1] == "$"
                ):
                    shouted = len(name) >= _LONG and written.isupper()
                    found.append(Place(start, end, country, _DATELINE if shouted else 1))
                    last = end
                    break
        return found

    @cached_property
    def _names(self) -> Mapping[str, list[tuple[str, str | None]]]:
        """The names by their first word in small letters, longest first."""
        countries: dict[str, str | None] = {}
        for country, name in self._all():
            countries.setdefault(name, country)
        countries.update(dict.fromkeys(self._place["world"]["names"]))
        by_word: dict[str, list[tuple[str, str | None]]] = {}
        for name, code in sorted(countries.items(), key=lambda item: (-len(item[0]), item[0])):
            word = _CAPITAL.match(name)
            if word:
                by_word.setdefault(word.group().lower(), []).append((name, code))
        return by_word

    def _all(self) -> Iterator[tuple[str, str]]:
        """Yield every name with its country; of several countries, the first stands."""
        not_names = frozenset(self._place["subdivisions"]["not_names"])
        english = Locale("en")
        for key in ("names", "abbreviations"):
            yield from _pairs(self._country[key])
        yield from self._country["short"].items()
        yield from ((str(code), str(name)) for code, name in english.territories.items() if code.isalpha())
        for code, forms in self._country["people"].items():
            for form in forms:
                yield code, form
                yield code, f"{form}s"
        yield from _pairs(self._place["places"])
        zones = english.time_zones
        for zone, code in get_global("zone_territories").items():
            city = str((zones.get(zone) or {}).get("city") or zone.rpartition("/")[2].replace("_", " "))
            if city not in not_names:
                yield str(code), city
        chosen = frozenset(self._place["subdivisions"]["of"])
        for subdivision in pycountry.subdivisions:
            if subdivision.country_code in chosen and len(subdivision.name) >= _DOUBTFUL and subdivision.name not in not_names:
                yield subdivision.country_code, subdivision.name


def _pairs(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    return ((code, name) for code, names in table.items() for name in names)
