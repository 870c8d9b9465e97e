"""Persons' names in full: an article gives them once, and says the last part after that."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from tallyspan.context.speaker.words import SpeechWords
from tallyspan.model import Mention

_SPACE = re.compile(r"\s+")
_CAPITALISED = r"[A-Z][\w'\u2019-]{1,30}+"
_FIRST_NAME = re.compile(
    rf"(?<![.!?\u201d\"] )(?<![\w\u2019-])(?P<first>(?P<bare>{_CAPITALISED})(?: [A-Z]\.)?)(?= (?P<last>{_CAPITALISED}))"
)


class Persons:
    """Knows the persons of one article: its ``text`` and the ``mentions`` in it."""

    def __init__(self, table: SpeechWords, text: str, mentions: Sequence[Mention]) -> None:
        self._table = table
        self._text = text
        self._mentions = mentions

    def full(self, name: str) -> str:
        """Return the full name of the person that the article calls ``name`` here, where it gives one."""
        if " " in name or not name[:1].isupper():
            return name
        return self._fuller.get(name) or self._with_first_name(name)

    @cached_property
    def _fuller(self) -> dict[str, str]:
        """The first name in full of each person mentioned, by its last part."""
        found: dict[str, str] = {}
        for one in self._mentions:
            if one.label == "PERSON":
                words = self.untitled(_SPACE.sub(" ", one.surface))
                if len(words) > 1:
                    found.setdefault(words[-1], " ".join(words))
        return found

    def untitled(self, surface: str) -> list[str]:
        """Return the words of a person's name without the titles before it."""
        words = surface.split()
        while len(words) > 1 and words[0].lower() in self._table.titles:
            words.pop(0)
        return words

    def _with_first_name(self, name: str) -> str:
        """Return ``name`` with the capitalised word that stands before it most often, if that may be a first name."""
        firsts = self._first_names.get(name)
        return f"{firsts.most_common(1)[0][0]} {name}" if firsts else name

    @cached_property
    def _first_names(self) -> dict[str, Counter[str]]:
        """The capitalised words that stand before each capitalised word, but for what no person is called."""
        found: dict[str, Counter[str]] = {}
        for match in _FIRST_NAME.finditer(self._text):
            if match["bare"].lower() not in self._table.no_person:
                found.setdefault(match["last"], Counter())[match["first"]] += 1
        return found
