"""Phrases of a few words, found at a place in a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from tallyspan.lexer import Sentence, lex

Value = TypeVar("Value")


class Phrases(Generic[Value]):
    """A table from phrases to values, looked up where a phrase starts or ends.

    The longest phrase wins; of several values for one phrase, the first given.

    >>> Phrases([("up to", "max"), ("to", "?")]).ending(Sentence("rose up to 5"), 3)
    ('max', 1)
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._values: dict[tuple[str, ...], list[Value]] = {}
        for words, value in entries:
            self._values.setdefault(tuple(atom.norm for atom in lex(words, 0, len(words))), []).append(value)
        self._by_first = _lengths(self._values, 0)
        self._by_last = _lengths(self._values, -1)

    @property
    def words(self) -> frozenset[str]:
        """The last word of every phrase."""
        return frozenset(self._by_last)

    def starting(self, sentence: Sentence, i: int) -> tuple[Value, int] | None:
        """Return the value of the longest phrase that starts at atom ``i``, and the atom after it."""
        return next(self.all_starting(sentence, i), None)

    def ending(self, sentence: Sentence, i: int) -> tuple[Value, int] | None:
        """Return the value of the longest phrase that ends right before atom ``i``, and its first atom."""
        return next(self.all_ending(sentence, i), None)

    def all_starting(self, sentence: Sentence, i: int) -> Iterator[tuple[Value, int]]:
        """Yield what :meth:`starting` returns for every phrase that starts at atom ``i``, longest first."""
        for length in self._by_first.get(sentence.norm(i), ()):
            if i + length <= len(sentence.atoms):
                for value in self._values.get(tuple(atom.norm for atom in sentence.atoms[i : i + length]), ()):
                    yield value, i + length

    def all_ending(self, sentence: Sentence, i: int) -> Iterator[tuple[Value, int]]:
        """Yield what :meth:`ending` returns for every phrase that ends right before atom ``i``, longest first."""
        for length in self._by_last.get(sentence.norm(i - 1), ()):
            if length <= i:
                for value in self._values.get(tuple(atom.norm for atom in sentence.atoms[i - length : i]), ()):
                    yield value, i - length


def _lengths(phrases: Mapping[tuple[str, ...], object], place: int) -> dict[str, list[int]]:
    """Return, for the word at ``place`` of any phrase, the lengths of those phrases, longest first."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        lengths.setdefault(phrase[place], set()).add(len(phrase))
    return {word: sorted(found, reverse=True) for word, found in lengths.items()}
