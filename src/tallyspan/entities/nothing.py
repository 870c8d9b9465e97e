"""What a recogniser marks that names nothing: pronouns, offices, steps of scales, an interviewer's initials."""

import re
from collections.abc import Mapping
from typing import Any

from tallyspan.entities.names import in_small_letters, opens
from tallyspan.entities.people import Titles

_MARKS = ("@", "http", "www.", "\n\n")
_DESIGNATION = re.compile(r"[-\u2010\u2011]\d[\w-]*")  # "K2-18b"
_LABEL_ENDS = re.compile(r"[ ]?\)\)")
_INITIALS = re.compile(r"[A-Z]{2,4}$")


class Nothing:
    """Knows what is no name."""

    def __init__(self, person: Mapping[str, Any], titles: Titles) -> None:
        self._never = frozenset(person["never"])
        self._scale = re.compile(rf"(?:{'|'.join(person['scales'])})s? (?:\d+|[IVX]+)[A-Z]?$")
        self._titles = titles

    def is_at(self, text: str, start: int, end: int, label: str) -> bool:
        """Tell whether ``text[start:end]``, which a recogniser gave ``label``, names nothing."""
        surface = text[start:end]
        if not _written_as_name(surface) or " ".join(surface.split()).lower().rstrip(".") in self._never:
            return True
        if label == "PERSON" and (self._titles.is_title(surface) or designation(text, end) > end):
            return True
        if self._titles.is_role(surface.rpartition(" ")[2]) or self._scale.match(surface):
            return True
        return _starts_sentence_only(text, start, surface) or (
            bool(_INITIALS.match(surface)) and labels_speaker(text, start, end)
        )


def designation(text: str, end: int) -> int:
    """Return the end of the hyphen and number with which a name that ends at ``end`` goes on, or ``end``."""
    match = _DESIGNATION.match(text, end)
    return match.end() if match else end


def labels_speaker(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` stands in the two brackets that say who speaks: "((WSS)) What next?"."""
    return text.endswith("((", 0, start) and _LABEL_ENDS.match(text, end) is not None


def _written_as_name(surface: str) -> bool:
    letters = [letter for letter in surface if letter.isalpha()]
    latin = all(letter < "\u0300" or "\u1e00" <= letter <= "\u1eff" for letter in letters)
    marked = len(surface) == 1 or any(mark in surface for mark in _MARKS)
    return latin and not marked and any(letter.isupper() for letter in letters)


def _starts_sentence_only(text: str, start: int, surface: str) -> bool:
    """Tell whether one word has its capital from its sentence: the text has it in small letters too."""
    return surface.isalpha() and opens(text, start) and in_small_letters(text, start, surface)
