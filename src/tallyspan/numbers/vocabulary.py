"""The words of numbers, out of ``rules/number.toml``, and what may follow any number: "and a half", "thousand", "million"."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence
from tallyspan.numbers.numeral import Numeral
from tallyspan.phrases import Phrases

_SCALES = 2  # scale words in a row: "lakh crore"


class Vocabulary:
    """The values of number words, all in lower case.

    ``letters`` are the scales that may be glued to digits, ``articled`` the phrases that make a number of the article before
    them.
    """

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.cardinals: dict[str, int] = {
            word: value for key in ("cardinal", "tens") for entry in rules[key] for word, value in entry["values"].items()
        }
        self.scales: dict[str, Decimal] = {word: Decimal(entry["value"]) for entry in rules["scale"] for word in entry["words"]}
        self.letters: dict[str, Decimal] = {
            word: Decimal(entry["value"]) for entry in rules["scale"] for word in entry.get("glued", ())
        }
        self.fractions: dict[str, Decimal] = {
            word: Decimal(share[0]) / share[1] for entry in rules["fraction"] for word, share in entry["values"].items()
        }
        self.articled = Phrases((words, True) for entry in rules["article"] for words in entry["words"])
        self.quantifiers: dict[str, Decimal] = {
            word: Decimal(value) for entry in rules["quantifier"] for word, value in entry["values"].items()
        }

    @property
    def every(self) -> frozenset[str]:
        """Every lower-case word that a numeral has to have, when it has no digit."""
        return frozenset().union(self.cardinals, self.scales, self.fractions, self.quantifiers, self.articled.words)

    def fraction(self, word: str) -> Decimal | None:
        """Return the value of "half", "quarter", "thirds"; None for another word."""
        return self.fractions.get(word) or self.fractions.get(word.removesuffix("s"))

    def fraction_after(self, sentence: Sentence, i: int) -> tuple[Decimal, int] | None:
        """Return the value and end of "and a half", "-and-a-half", "and two thirds" at atom ``i``."""
        places: list[int] = []
        while len(places) < len(("and", "a", "half")) and sentence.norm(i):
            if sentence.norm(i) != "-":
                places.append(i)
            i += 1
        link, count, word = ([sentence.norm(place) for place in places] + ["", "", ""])[:3]
        many = 1 if count == "a" else self.cardinals.get(count, 0)
        part = self.fraction(word)
        return (many * part, i) if link == "and" and many and part else None

    def scaled(self, sentence: Sentence, numeral: Numeral) -> Numeral:
        """Return ``numeral`` multiplied by the scale words after it: "28 thousand", "1.2-billion", "3 hundred thousand"."""
        last, scale = numeral.last, numeral.scale
        for _ in range(_SCALES):
            j = last + 1 if sentence.norm(last) == "-" and sentence.glued(last) and sentence.glued(last + 1) else last
            factor = self.scales.get(sentence.norm(j))
            if factor is None:
                break
            last, scale = j + 1, scale * factor
        if last == numeral.last:
            return numeral
        return numeral._replace(last=last, value=numeral.bare * scale, scale=scale, plain=False)
