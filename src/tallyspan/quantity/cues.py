"""What the words around an amount say of it: hedges and bounds, rise or fall, the denominator of a rate."""

from collections.abc import Mapping
from typing import Any

from tallyspan.lexer import Sentence
from tallyspan.phrases import Phrases
from tallyspan.quantity.amount import Amount

_NEARBY = 12  # atoms within which a word of rise or fall governs an amount that "by" or "to" links to it
_SHARES = frozenset({"%", "pp"})
_NO_MONEY = _SHARES | {"m"}
_TO = frozenset({"to", "-", "\u2013"})
_STOPS = frozenset(",;:()[]\u2014")
_ARTICLES = frozenset({"a", "an", "each", "every"})
_PER_WORDS = 3


class Cues:
    """Reads them with the words of ``rules/hedge.toml``, ``rules/direction.toml`` and ``rules/rate.toml``."""

    def __init__(self, hedges: Mapping[str, Any], directions: Mapping[str, Any], rates: Mapping[str, Any]) -> None:
        self._before = Phrases(
            (words, (entry["qualifier"], frozenset(entry.get("not_after", ()))))
            for entry in hedges["hedge"]
            for words in entry.get("before", ())
        )
        self._after = Phrases((words, entry["qualifier"]) for entry in hedges["hedge"] for words in entry.get("after", ()))
        self._prepositions = frozenset(hedges["prepositions"])
        self._fillers = frozenset(hedges["fillers"])
        self._covers = frozenset(hedges["covers"])
        self._offers = frozenset(hedges["offers"])
        self._directions: dict[str, str] = {word: entry["direction"] for entry in directions["cue"] for word in entry["words"]}
        self._only_nouns = frozenset(directions["only_nouns"])
        self._sides = frozenset(directions["sides"])
        self._nouns = frozenset(directions["nouns"])
        self._links = frozenset(directions["links"])
        self._linked_only = frozenset(directions["linked_only"])
        self._not_after = frozenset(directions["not_after"])
        self._per_words = frozenset(rates["after_article"])
        self._adjectives = frozenset(rates["adjectives"])
        self._per_signs = frozenset(rates["signs"])
        self._adverbs: dict[str, str] = rates["adverbs"]
        self._exchanged = frozenset(rates["to_the"])
        self._times = frozenset(rates["times"])
        self._not_rates = frozenset(rates["not_before"])

    def qualifier(self, sentence: Sentence, amount: Amount) -> tuple[str, int]:
        """Return the qualifier, and the atom where the hedge before the amount begins."""
        first = amount.first
        while sentence.norm(first - 1) in self._fillers and not self._before.ending(sentence, first):
            first -= 1
        found = self._before.ending(sentence, first)
        if found and sentence.norm(found[1] - 1) in found[0][1]:
            found = None  # "rose up to 5%"
        if found and first < amount.first and first - found[1] == 1 and sentence.norm(found[1]) in self._prepositions:
            found = None  # "under a $5 billion deal"
        if found and sentence.norm(first - 1) in self._prepositions and self._is_cover(sentence, amount):
            found = None
        if found:
            first = found[1]
        if amount.high is not None:
            return "range", first
        if amount.qualifier:
            return amount.qualifier, first
        if found:
            return found[0][0], first
        after = self._after.starting(sentence, amount.last)
        if after:
            return after[0], first
        return ("min" if self._is_least(sentence, first, amount) else "exact"), first

    def _is_cover(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether something lies under all of a length: "a wreck under 90 metres of water"."""
        return amount.unit.code == "m" and sentence.norm(amount.last) == "of" and sentence.norm(amount.last + 1) in self._covers

    def _is_least(self, sentence: Sentence, first: int, amount: Amount) -> bool:
        """Tell whether the amount is where prices start: "fares from $25"."""
        if amount.unit.code in _NO_MONEY or sentence.norm(first - 1) != "from" or sentence.norm(amount.last) in _TO:
            return False
        return sentence.norm(first - 2) in self._offers

    def direction(self, sentence: Sentence, first: int, amount: Amount) -> str | None:
        """Return "up" or "down" when a word of rise or fall governs the amount: "fell 5%", "rose to $2", "a 5% drop".

        ``first`` is the atom where the amount begins with its hedge.
        """
        i = first - 1
        while sentence.norm(i) == "either" or sentence.norm(i).endswith("ly"):
            i -= 1
        if sentence.norm(i) in self._links:
            stops = _STOPS - {","} if sentence.norm(i - 1) == "," else _STOPS  # fell 25 cents, or 3%, to $8.10
            for j in range(i - 1, max(-1, i - _NEARBY), -1):
                word = sentence.norm(j)
                if word in stops:
                    return None
                if word in self._directions and word not in self._only_nouns and sentence.norm(j - 1) not in self._not_after:
                    return self._directions[word]
        i -= sentence.norm(i) == "of"
        word = sentence.norm(i)
        sure = amount.unit.code in _SHARES or word not in self._linked_only
        if word in self._directions and sure and sentence.norm(i - 1) not in self._not_after:
            return self._directions[word]
        if amount.unit.code == "m":
            return None  # a 10-foot drop
        behind, further = sentence.norm(amount.last), sentence.norm(amount.last + 1)
        if behind not in self._directions and further in self._nouns:  # a 20 percent pay rise
            return self._directions[further]
        return self._directions[behind] if behind in self._nouns or behind in self._sides else None

    def per(self, sentence: Sentence, amount: Amount) -> str | None:
        """Return the denominator behind the amount: "a barrel", "per share", "/month", "-a-year", "annually"."""
        words: list[str] = []
        i = amount.last
        while len(words) < _PER_WORDS and sentence.norm(i):
            if sentence.norm(i) != "-":
                words.append(sentence.norm(i))
            i += 1
        sign, noun, further, *_ = [*words, "", "", ""]
        if sign == "/" and sentence.norm(amount.last + 1) == "-":  # Rs 500/-
            return None
        if sign in self._adverbs:
            return self._adverbs[sign]
        if sign in {"to", "against"} and noun == "the" and further in self._exchanged:  # 6 to the dollar
            return further if sign == "to" or amount.unit.code not in _SHARES else None
        if not noun.isalpha():
            return None
        if noun in self._adjectives and further.isalpha():
            noun = f"{noun} {further}"
        if sign in _ARTICLES:
            past = noun in self._times and further in self._not_rates
            return noun if noun.split()[-1] in self._per_words and not past else None
        return noun if sign in self._per_signs else None
