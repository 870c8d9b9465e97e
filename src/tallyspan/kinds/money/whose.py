"""Whose dollar, franc or shilling an amount is in, by the places, bodies and other amounts of its article.

An explicit mark decides for itself. What is left is weighed: a domestic matter of one country is in that country's money; what an
amount is converted into, what is lent by bodies of the world and what is paid for something abroad is in the world's, US dollars.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.currencies import Currencies
from tallyspan.places import Place, Places
from tallyspan.reading import Reading

_WORLD, _DOLLAR = "USD", "dollar"
_NEAR, _NEARBY = 200, 0.5  # characters within which a place counts more, and how much more
_STATED, _MOST_STATED = 2, 3  # what an amount with its currency in full counts, and how many of them do
_HEAD = 300  # characters in which a dateline stands
_CLEAR_LEAD = 2  # mentions of one country that speak of a domestic matter where no other country leads
_REACH = 400  # characters to each side in which a sentence ends
_END = re.compile(r"[.!?][\"\u201d)]?\s+(?=[\"\u201c(]?[A-Z])|\n")
_WORD = re.compile(r"[a-z]+")
_AGAIN = re.compile(r"\s*[(\[]\s*(?:about |around |some |nearly |roughly |approximately |or |=\s*)?")
_ATTACHED = re.compile(r"-(?:based|listed|traded|headquartered|owned)\b| [A-Z][a-z]")  # "Toronto-based", "Singapore Airlines"


class _Home(NamedTuple):
    """The country's own dollar in an article, and whether the article tells it apart from a bare one."""

    code: str | None
    country: frozenset[str]


class Whose:
    """Settles ambiguous words and signs, with ``rules/money.toml`` and the places of the text."""

    def __init__(self, currencies: Currencies, places: Places, rules: Mapping[str, Any]) -> None:
        self._currencies = currencies
        self._places = places
        self._deals = frozenset(rules["deals"])
        self._traded = frozenset(rules["traded"])
        self._hundredths = frozenset(rules["hundredths"])
        self._with_cents = self._hundredths | currencies.candidates[_DOLLAR]

    def settle(self, readings: Sequence[Reading], text: str) -> Iterator[Reading]:
        """Yield ``readings`` with each ambiguous unit settled, as far as the article tells."""
        if all(reading.pending is None for reading in readings):
            yield from readings
            return
        article = _Article(text, self._places.find(text), readings)
        home = self._home(article)
        settled = [self._settled(reading, article, home) for reading in readings]
        whole = [one for one in settled if ".minor" not in one.rule_id and one.unit in self._with_cents]
        starts = [one.start for one in whole]
        for reading in settled:
            n = bisect_right(starts, reading.start)
            yield self._hundredth(reading, whole[max(0, n - 1) : n + 1], article)

    def _settled(self, reading: Reading, article: "_Article", home: _Home) -> Reading:
        if reading.pending is None:
            return reading
        code = self._dollar(reading, article, home) if reading.pending == _DOLLAR else self._other(reading, article)
        return _with_unit(reading, code)

    def _other(self, reading: Reading, article: "_Article") -> str | None:
        """Return the currency whose country is named most, nearby twice, and clearly where the usual meaning is strong."""
        word, default = reading.pending, reading.unit
        scores = self._scores(word, article, reading)
        usual = scores.pop(default, 0) if default else 0
        code, best = max(scores.items(), key=lambda item: item[1], default=("", 0.0))  # of equals, the first named
        return None if best < self._currencies.strength.get(word, 1) * (usual + 1) else code

    def _scores(self, word: str, article: "_Article", reading: Reading | None = None) -> dict[str, float]:
        """Return how much speaks for each currency of this name, in the order in which they are named."""
        scores = dict(article.scores(word) or article.remember(word, self._of_article(word, article)))
        if reading is not None:
            for place in article.places_in((reading.start - _NEAR, reading.start + _NEAR)):
                for code in self._meant(word, place):
                    scores[code] += place.weight * _NEARBY
        return scores

    def _of_article(self, word: str, article: "_Article") -> dict[str, float]:
        scores: dict[str, float] = {}
        for place in article.places:
            for code in self._meant(word, place):
                scores[code] = scores.get(code, 0) + place.weight
        candidates = self._currencies.candidates.get(word, frozenset())
        stated = Counter(one.unit for one in article.clear if one.unit in candidates and has_name(one, word))
        for stated_code, times in stated.items():
            code = stated_code or ""
            scores[code] = scores.get(code, 0) + _STATED * min(times, _MOST_STATED)
        return scores

    def _meant(self, word: str, place: Place) -> list[str]:
        """Return the currencies of this name that a place speaks for."""
        candidates = self._currencies.candidates.get(word, frozenset())
        return sorted(candidates & self._currencies.of_country.get(place.country or "", frozenset()))

    def _home(self, article: "_Article") -> _Home:
        """Return the dollar of the country whose domestic matter the article is; none where it is the world's, or American."""
        scores = self._scores(_DOLLAR, article)
        usual = scores.get(_WORLD, 0)
        local = sorted((-score, code) for code, score in scores.items() if code in self._currencies.at_home[_DOLLAR])
        (best, code), (second, _), *_ = [*((-score, code) for score, code in local), (0, ""), (0, "")]
        if not best or second == best:
            return _Home(None, frozenset())
        country = frozenset(one for one, codes in self._currencies.of_country.items() if code in codes)
        others = sum(place.country not in country for place in article.places if place.country)
        dateline = next((place for place in article.places if place.start < _HEAD and place.weight > 1), None)
        apart = any(one.unit == _WORLD and has_name(one, _DOLLAR) for one in article.clear)
        domestic = (
            best >= self._currencies.strength[_DOLLAR] * (usual + 1)
            or (apart and best >= usual)
            or (dateline is not None and dateline.country in country and best >= usual)
            or (not usual and best >= _CLEAR_LEAD and best > others)
            or (not usual and not others and not article.has_firms_from(country))
        )
        if not domestic or any(article.converts(one, code) for one in article.pending(_DOLLAR)):
            return _Home(None, frozenset())
        return _Home(code, country)

    def _dollar(self, reading: Reading, article: "_Article", home: _Home) -> str | None:
        if home.code is None:
            return None
        sentence = article.sentence(reading)
        places = article.places_in(sentence)
        if reading.per in self._traded or any(place.country is None for place in places):
            return None
        abroad = [place for place in places if place.country not in home.country]
        words = _WORD.findall(article.text[sentence[0] : sentence[1]].lower())
        if abroad and not self._deals.isdisjoint(words):
            return None
        return home.code

    def _hundredth(self, reading: Reading, beside: Sequence[Reading], article: "_Article") -> Reading:
        """Return cents as those of the nearest amount, where its currency has cents: "€50 a day, and a tax of 80 cents"."""
        if reading.pending != _DOLLAR or ".minor" not in reading.rule_id:
            return reading
        if beside:
            code = min(beside, key=lambda one: abs(one.start - reading.start)).unit
        else:
            code = article.most_named(self._currencies.today)
        return _with_unit(reading, code if code in self._hundredths else None)


class _Article:
    """A text with its places and amounts."""

    def __init__(self, text: str, places: Sequence[Place], readings: Sequence[Reading]) -> None:
        self.text = text
        self.places = places
        self.clear = [reading for reading in readings if reading.pending is None]
        self._readings = readings
        self._ends = [reading.end for reading in readings]
        self._starts = [place.start for place in places]
        self._scores: dict[str, dict[str, float]] = {}

    def scores(self, word: str) -> dict[str, float] | None:
        """Return what is remembered for this word."""
        return self._scores.get(word)

    def remember(self, word: str, scores: dict[str, float]) -> dict[str, float]:
        """Keep what the whole article says for this word, and return it."""
        self._scores[word] = scores
        return scores

    def most_named(self, money: Mapping[str, frozenset[str]]) -> str | None:
        """Return the currency, by country in ``money``, of the country named most."""
        counts = Counter(code for place in self.places for code in money.get(place.country or "", ()))
        return counts.most_common(1)[0][0] if counts else None

    def pending(self, word: str) -> Iterator[Reading]:
        """Yield the ambiguous readings of this word."""
        return (reading for reading in self._readings if reading.pending == word)

    def converts(self, reading: Reading, code: str) -> bool:
        """Tell whether ``reading`` repeats in brackets what stands before it in ``code``: "A$1.3 billion ($1.2 billion)"."""
        n = bisect_right(self._ends, reading.start) - 1
        before = self._readings[n] if n >= 0 else None
        return (
            before is not None
            and before.unit == code
            and before.pending is None
            and _AGAIN.fullmatch(self.text, before.end, reading.start) is not None
        )

    def has_firms_from(self, country: frozenset[str]) -> bool:
        """Tell whether a place of ``country`` only says where a firm sits or is listed, or is part of its name."""
        return any(place.country in country and _ATTACHED.match(self.text, place.end) for place in self.places)

    def sentence(self, reading: Reading) -> tuple[int, int]:
        """Return where the sentence around ``reading`` starts and ends, roughly."""
        low = max(0, reading.start - _REACH)
        start = max((end.end() for end in _END.finditer(self.text, low, reading.start)), default=low)
        end = _END.search(self.text, reading.end, reading.end + _REACH)
        return start, end.start() if end else min(len(self.text), reading.end + _REACH)

    def places_in(self, stretch: tuple[int, int]) -> Sequence[Place]:
        """Return the places in characters ``stretch``."""
        return self.places[bisect_left(self._starts, stretch[0]) : bisect_left(self._starts, stretch[1])]


def has_name(reading: Reading, word: str) -> bool:
    """Tell whether a clear mention has the same name as an ambiguous one: "Norwegian crowns" settle "crowns", NOK does not."""
    surface = (reading.unit_surface or "").lower()
    return word in surface or (word == _DOLLAR and ("$" in surface or "dlr" in surface))


def _with_unit(reading: Reading, code: str | None) -> Reading:
    if code is None or code == reading.unit:
        return reading
    return reading._replace(unit=code, unit_from="context" if reading.unit_from == "default" else reading.unit_from)
