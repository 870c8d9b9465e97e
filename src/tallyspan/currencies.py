"""Which words, codes and signs mean which currency: CLDR through Babel, Unicode names, and ``rules/money.toml``."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies, list_currencies

_PARENTHESES = re.compile(r"\s*\(.*")
_SIGNS = range(0x20A0, 0x20D0)  # the Unicode block "Currency Symbols"


class Sense(NamedTuple):
    """What a word or sign means: a currency, or the default of an ambiguous ``word``.

    ``factor`` brings a minor unit to its currency. ``exact`` is the one spelling that counts, where case or spaces matter;
    ``glued``, that only a word glued to its number counts.
    """

    code: str
    rule: str
    word: str | None = None
    factor: Decimal = Decimal(1)
    exact: str | None = None
    glued: bool = False


class Currencies:
    """The money words of English. ``behind`` and ``before`` map phrases to senses, by place relative to the number.

    ``candidates`` are the currencies that an ambiguous word may mean, ``today`` those that are tender in each country, to which
    ``of_country`` adds those of former times.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._english = Locale("en")
        self._territories = _territories(self._english)
        # Those that are tender somewhere come first: they own the names they share with others.
        self._codes = sorted(list_currencies(), key=lambda code: (code not in self._territories, code))
        self.at_home = {entry["word"]: frozenset(entry["at_home"]) for entry in rules["ambiguous"] if "at_home" in entry}
        self.strength: dict[str, int] = {entry["word"]: entry.get("strength", 1) for entry in rules["ambiguous"]}
        self.candidates: dict[str, frozenset[str]] = {}
        self.behind: dict[str, Sense] = {}
        self.before: dict[str, Sense] = {}
        self._add_codes()
        self._add_names({entry["word"]: entry["default"] for entry in rules["ambiguous"]})
        for entry in rules["ambiguous"]:
            self._add_ambiguous(entry)
        self._add_signs()
        for entry in rules["currency"]:
            self._add_entry(entry, entry["code"], None, Decimal(1), "word")
        for entry in rules["minor"]:
            word = entry.get("word")
            code = entry.get("code") or self.behind[word].code
            self._add_entry(entry, code, word, Decimal(entry["factor"]), "minor")
        self.today = _by_territory(self._territories)
        former = {entry["code"]: entry["countries"] for entry in rules["currency"] if "countries" in entry}
        self.of_country = _by_territory(self._territories, former)
        self._add_national([entry for entry in rules["ambiguous"] if "words" in entry], rules["minor"])

    def _add_codes(self) -> None:
        for code in self._codes:
            if code.startswith("X") and code not in self._territories:
                continue  # funds, metals and test codes
            sense = Sense(code, "code", exact=code)
            self.before[code] = self.behind[code] = sense
            if get_currency_name(code, locale=self._english).lower().endswith(("dollar", "peso")):
                self.before[f"{code}$"] = sense._replace(exact=f"{code}$")
            millions = sense._replace(factor=Decimal(1_000_000), exact=f"M{code}")  # 30 MUSD
            self.before[f"M{code}"] = self.behind[f"M{code}"] = millions

    def _add_names(self, defaults: Mapping[str, str]) -> None:
        """Add every CLDR name ("Hong Kong dollars"), and its last word: what it means where it is the name of only one."""
        users: dict[str, set[str]] = {}
        for code, name in self._names():
            current = self.behind.get(name)
            if current is None or (code in self._territories and current.code not in self._territories):
                self.behind[name] = Sense(code, "name")
            users.setdefault(name.rpartition(" ")[2], set()).add(code)
        for word, codes in users.items():
            alive = frozenset(code for code in codes if code in self._territories) or frozenset(codes)
            stem = next((stem for stem in (word, word.removesuffix("s"), word.removesuffix("es")) if stem in defaults), None)
            if stem is not None:
                self.behind[word] = Sense(defaults[stem], "word", word=stem)
                self.candidates[stem] = self.candidates.get(stem, frozenset()) | alive
            elif len(alive) == 1:
                self.behind[word] = Sense(next(iter(alive)), "word")
            else:
                self.candidates[word] = alive
                self.behind[word] = Sense(min(alive), "word", word=word)

    def _names(self) -> Iterator[tuple[str, str]]:
        for code in self._codes:
            if code.startswith("X") and code not in self._territories:
                continue
            for count in (1, 2):
                name = _PARENTHESES.sub("", get_currency_name(code, count, self._english)).lower()
                if name and name.rpartition(" ")[2] not in {"unit", "units", "account", "value", "gold"}:
                    yield code, name

    def _add_signs(self) -> None:
        """Add the signs of CLDR ("HK$", "₹"), and those whose Unicode name is a currency's ("TENGE SIGN")."""
        for code in self._codes:
            sign = get_currency_symbol(code, self._english)
            if sign not in {code, "¤"} and sign not in self.before:
                self.before[sign] = self.behind[sign] = Sense(code, "sign", exact=sign)
        for point in _SIGNS:
            sign = chr(point)
            word = unicodedata.name(sign, "").removesuffix(" SIGN").split(" ")[-1].lower()
            meant = self.behind.get(word)
            if meant and meant.rule != "minor" and sign not in self.before:
                self.before[sign] = self.behind[sign] = meant._replace(rule="sign", exact=sign)

    def _add_national(self, ambiguous: Iterable[Mapping[str, Any]], minors: Iterable[Mapping[str, Any]]) -> None:
        """Add other words for a currency behind its nationality: "Canadian dlrs", "Malaysian cents"."""
        parts = [(entry["word"], word, Decimal(1)) for entry in ambiguous for word in entry["words"]]
        parts += [(entry.get("word"), word, Decimal(entry["factor"])) for entry in minors for word in entry["words"]]
        for code in self._codes:
            nationality, _, noun = _PARENTHESES.sub("", get_currency_name(code, locale=self._english)).lower().rpartition(" ")
            if not nationality or (code.startswith("X") and code not in self._territories):
                continue
            for word, form, factor in parts:
                if word == noun or (factor != 1 and form in {"cent", "cents", "sen"}):
                    self.behind.setdefault(f"{nationality} {form}", Sense(code, "name", factor=factor))
        for word, form, factor in parts:
            if word == "dollar":
                self.behind[f"u.s. {form}"] = Sense("USD", "name", factor=factor)

    def _add_ambiguous(self, entry: Mapping[str, Any]) -> None:
        word = entry["word"]
        if "currencies" in entry:
            self.candidates[word] = frozenset(entry["currencies"])
        self._add_entry(entry, entry["default"], word, Decimal(1), "word")
        if word not in self.behind:
            self.behind[word] = Sense(entry["default"], "word", word=word)

    def _add_entry(self, entry: Mapping[str, Any], code: str, word: str | None, factor: Decimal, rule: str) -> None:
        for name in entry.get("words", ()):
            self.behind[name] = Sense(code, rule, word, factor)
        for name in entry.get("glued", ()):
            self.behind[name] = Sense(code, rule, word, factor, glued=True)
        for mark in entry.get("marks", ()):
            sense = Sense(code, "sign" if rule == "word" else rule, word, factor, exact=mark)
            self.before[mark] = sense
            self.behind.setdefault(mark, sense)


def _territories(english: Locale) -> dict[str, list[str]]:
    """Return the territories where each currency is tender today."""
    territories: dict[str, list[str]] = {}
    for territory in map(str, english.territories):
        if territory.isalpha():  # ISO 3166 codes; CLDR's regions have digits
            for code in get_territory_currencies(territory):
                territories.setdefault(code, []).append(territory)
    return territories


def _by_territory(*tables: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return the currencies of each territory, out of tables of the territories of each currency."""
    codes: dict[str, set[str]] = {}
    for table in tables:
        for code, territories in table.items():
            for territory in territories:
                codes.setdefault(territory, set()).add(code)
    return {territory: frozenset(found) for territory, found in codes.items()}
