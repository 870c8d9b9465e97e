"""The names that tables know: countries, their peoples, states that are no more, international organisations."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pycountry
from babel import Locale

from tallyspan.entities.names import Named, NameTable

_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # unions and test codes of CLDR
_LONG_ENOUGH = 4  # letters
_BRACKET = re.compile(r"^(?P<before>.+?) \((?P<inside>.+?)\)(?P<behind> .+)?$")
_WITHOUT_PLURAL = ("s", "z", "x", "sh", "ese", "men", "man", "tch", "nch", "lch", "mon")


class Gazetteer:
    """What the tables say. ``countries`` maps the codes of countries to their canonical names."""

    def __init__(self, country: Mapping[str, Any], organisation: Mapping[str, Any]) -> None:
        self._rules = country
        self.countries = _canonical(country["short"])
        self.table = NameTable()
        self._add_countries()
        self._add_people()
        self._add_states()
        self._add_ambiguous()
        self._add_elsewhere()
        self._add_without_apostrophe()
        self._add_organisations(organisation["organisation"])

    def _add_countries(self) -> None:
        english = Locale("en").territories
        for code, canonical in self.countries.items():
            said = Named("GPE", code, canonical)
            names = [canonical, str(english[code]), *_iso(code), *self._rules["names"].get(code, ())]
            for spelling in dict.fromkeys(spelling for name in names for spelling in _spellings(name)):
                self.table.add(spelling, said)
            for name in self._rules["abbreviations"].get(code, ()):
                self.table.add(name, said, exact=True)
        for number, name in sorted(english.items()):
            if number.isdigit() and name[0].isupper():  # continents and their parts
                self.table.add(str(name), Named("LOC", None, str(name)))

    def _add_people(self) -> None:
        for code, forms in [*self._rules["people"].items(), *self._rules["before_hyphen"].items()]:
            self._add_forms(forms, Named("NORP", code, self.countries[code]))

    def _add_states(self) -> None:
        for state in self._rules["state"]:
            for name in state["names"]:
                self.table.add(name, Named("GPE", None, state["name"]))
            self._add_forms(state.get("people", ()), Named("NORP", None, state["name"]))

    def _add_ambiguous(self) -> None:
        for entry in self._rules["ambiguous"]:
            code = entry["sense"][0]["code"]
            self.table.add(entry["name"], Named(entry.get("label", "GPE"), code, self.countries[code]))

    def _add_without_apostrophe(self) -> None:
        """Add "Zimbabwes": many a page has lost its apostrophes. Last, so that a people's plural comes before."""
        for code, canonical in self.countries.items():
            for name in (canonical, *self._rules["names"].get(code, ())):
                if name.isalpha() and len(name) >= _LONG_ENOUGH and not name.endswith("s"):
                    self.table.add(f"{name}s", Named("GPE", code, canonical))

    def _add_forms(self, forms: Iterable[str], said: Named) -> None:
        for name in dict.fromkeys(form for one in forms for form in _inflected(one)):
            for spelling in _spellings(name):
                self.table.add(spelling, said)

    def _add_elsewhere(self) -> None:
        for label in ("LOC", "EVENT"):
            for name in self._rules["elsewhere"][label]:
                self.table.add(name, Named(label, None, name))
        for name in self._rules["elsewhere"]["NORP"]:
            self._add_forms([name], Named("NORP", None, name))
        for name in self._rules["elsewhere"]["nothing"]:
            self.table.add(name, Named("", None, name))
            self.table.add(f"{name}s", Named("", None, name))

    def _add_organisations(self, organisations: Iterable[Mapping[str, Any]]) -> None:
        for entry in organisations:
            said = Named("ORG", None, entry["name"])
            for name in (entry["name"], *entry.get("names", ())):
                self.table.add(name, said)
            for acronym in entry.get("acronyms", ()):
                self.table.add(acronym, said, exact=True)


def _canonical(short: Mapping[str, str]) -> dict[str, str]:
    """Return the canonical name of every country and territory, by code, in the order of the codes."""
    english = {str(code): str(name) for code, name in Locale("en").territories.items()}
    codes = sorted(code for code in english if len(code) == 2 and code not in _NO_COUNTRIES)  # noqa: PLR2004
    return {code: short.get(code, english[code]) for code in codes}


def _iso(code: str) -> Iterator[str]:
    """Yield the names that ISO 3166-1 has for ``code``: "Korea, Republic of" and "Republic of Korea"."""
    entry = pycountry.countries.get(alpha_2=code)
    for kind in ("name", "common_name", "official_name"):
        name = getattr(entry, kind, None) if entry else None
        if name:
            yield name
            first, comma, last = name.partition(", ")
            if comma:
                yield f"{last.removesuffix(' the')} {first}"
                yield f"{last} {first}"


def _spellings(name: str) -> Iterator[str]:
    """Yield ``name`` without its article, with "and" for "&", with each spelling of "Saint", with and without brackets."""
    name = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    names = [name]
    bracket = _BRACKET.match(name)
    if bracket:
        before, inside, behind = bracket["before"], bracket["inside"], bracket["behind"] or ""
        # "Myanmar (Burma)" has two names; what follows a bracket, or begins with a small letter in it, only describes.
        names += [f"{before}{behind}"] if behind or "part" in inside or before == "Congo" else [before, inside]
    for one in names:
        for joined in dict.fromkeys((one, one.replace("&", "and"), one.replace("-", " "), _hyphened(one))):
            for saint in ("St. ", "St ", "Saint "):
                yield re.sub(r"\b(?:St\.|Saint) ", saint, joined)


def _hyphened(name: str) -> str:
    """Return ``name`` as it may stand in a compound: "United-States-based"."""
    return name.replace(" ", "-") if all(letter.isalpha() or letter == " " for letter in name) else name


def _inflected(form: str) -> Iterator[str]:
    """Yield the adjective or noun ``form``, its plural, and "Irishman" and the like.

    >>> list(_inflected("Thai")), list(_inflected("Irish"))[:3]
    (['Thai', 'Thais'], ['Irish', 'Irishman', 'Irishmen'])
    """
    yield form
    if not form.endswith(_WITHOUT_PLURAL):
        yield f"{form}s"
    if form.endswith(("sh", "ch")):
        yield from (form + end for end in ("man", "men", "woman", "women"))
