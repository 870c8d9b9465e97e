"""What a recogniser found, brought to the table's conventions: no titles, articles or possessives, and no common mistakes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tallyspan.entities.bearers import Bearers
from tallyspan.entities.growth import Growth
from tallyspan.entities.names import Found, Span, in_small_letters
from tallyspan.entities.nothing import Nothing, designation, labels_speaker
from tallyspan.entities.organisations import Organisations
from tallyspan.entities.people import Titles

_START = re.compile(r"[\W_]+")
_END = re.compile(r"(?:-based|['\u2019][sS]?|[^\w.+)'\u2019]|[ ]\))+$|(?<=[sz])['\u2019]$")
_ARTICLE = re.compile(r"(?:the|an?|its|his|her|their|our|this|that)\s+", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_ABBREVIATED = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|Cos|Mfg|Intl|Pty|Pte|Calif|Fla|Mass|Conn|Ala|Ariz|Ark|Ill|Ind|Pa|Va|Wash|Wis|Tex|Tenn|Ga|D\.C))\.$"
)
_IN_MIDST = re.compile(r"[A-Z][^\W\d_]+ the (?=[A-Z])")
_SCORE = re.compile(r"[ ]\d+[-\u2013]\d+$")


class Mender:
    """Mends the names that a recogniser found."""

    def __init__(
        self,
        country: Mapping[str, Any],
        person: Mapping[str, Any],
        organisation: Mapping[str, Any],
        organisations: Organisations,
        titles: Titles,
    ) -> None:
        self._states = frozenset(country["states"]["names"])
        self._nothing = Nothing(person, titles)
        self._organisations = organisations
        self._titles = titles
        self._bearers = Bearers(person, organisations, titles)
        self._growth = Growth(organisation, person)

    def mend(self, text: str, span: Span, ruled: Sequence[Found]) -> Found | None:
        """Return the name that ``span`` means, or None for none; ``ruled`` are the names by rule that overlap it."""
        start, end, label = span
        start, end = self._outside_rules(text, start, end, label, ruled)
        if (
            label in {"ORG", "LOC"}
            and self._titles.is_holder(text[start:end])
            and not self._organisations.has_head(text[start:end])
        ):
            label = "PERSON"
        start, end = self._trimmed(text, *_one_name(text, start, end, label), label)
        start, end, label = self._bearers.read(text, start, end, label)
        if label in {"ORG", "LOC"}:
            end, label = self._growth.read(text, start, end, label)
        if self._nothing.is_at(text, start, end, label):
            return None
        label, end = self._labelled(text, start, end, label)
        return Found(start, designation(text, end), label)

    def _labelled(self, text: str, start: int, end: int, label: str) -> tuple[str, int]:
        """Return the label that the words of the name and those around it show, and the end of the whole name."""
        surface = text[start:end]
        behind, strong = self._organisations.suffix_behind(text, end)
        if behind > end and (strong or label == "ORG"):
            end, label = behind, "ORG"
        elif self._organisations.ends(surface):
            label = "ORG"
        elif label in {"ORG", "LOC"} and self._titles.addressed(text, start):
            label = "PERSON"
        else:
            label = self._organisations.label(" ".join(surface.split()), label)
        if label in {"ORG", "LOC"} and labels_speaker(text, start, end):
            label = "PERSON"
        return label, self._organisations.of_behind(text, start, end) if label == "ORG" else end

    def _trimmed(self, text: str, start: int, end: int, label: str) -> tuple[int, int]:
        """Return the bounds without what stands around a name."""
        surface = text[start:end]
        marks = _START.match(surface)
        start += marks.end() if marks else 0
        changed = True
        while changed and start < end:
            before = start, end
            match = _END.search(text[start:end])
            end = start + match.start() if match else end
            if text[end - 1 : end] == "." and not _ABBREVIATED.search(text[start:end]):
                end -= 1
            score = _SCORE.search(text[start:end])
            end = start + score.start() if score else end
            article = _ARTICLE.match(text, start, end)
            start = article.end() if article else start
            start = self._without_first(text, start, end, label)
            end = self._without_last(text, start, end, label)
            changed = (start, end) != before
        return start, end

    def _without_first(self, text: str, start: int, end: int, label: str) -> int:
        """Return the start behind a first word that is no part of the name."""
        match = _WORD.match(text, start, end)
        if match is None or match.end() == end:
            return start
        word = match.group()
        small = word.islower() and label in {"PERSON", "ORG", "LOC", "NORP"}
        titled = label == "PERSON" and self._titles.is_title(word.rstrip(","))
        many = label == "PERSON" and text.count(" ", start, end) > 1
        if many and (word in self._states or in_small_letters(text, start, word)):
            return match.end() + 1  # "Astronomer Ann Bell" in a heading, "from Vermont Ann Bell"
        if (small and not (label == "PERSON" and self._titles.is_particle(word))) or titled:
            return match.end() + (len(text[match.end() : end]) - len(text[match.end() : end].lstrip()))
        return start

    def _without_last(self, text: str, start: int, end: int, label: str) -> int:
        """Return the end before a last word in small letters."""
        before, space, word = text[start:end].rpartition(" ")
        if space and word.isalpha() and word.islower() and label in {"PERSON", "LOC", "NORP", "ORG"} and word != "plc":
            return start + len(before.rstrip())
        return end

    def _outside_rules(self, text: str, start: int, end: int, label: str, ruled: Sequence[Found]) -> tuple[int, int]:
        """Return the bounds without names by rule that only stand beside: "Russia's Gazprom", "German Angela Merkel"."""
        for one in ruled:
            if one.label not in {"GPE", "NORP"}:
                continue
            if one.start <= start < one.end < end:
                rest = text[one.end : end]
                if (
                    rest.lstrip()[:1] in {"'", "\u2019", ",", ";"}
                    or rest.lstrip().startswith(("and ", "or "))
                    or label == "PERSON"
                ):
                    start = one.end + len(rest) - len(rest.lstrip(" \n,;'\u2019"))
                    start += text.startswith("s ", start) * 2
            elif start < one.start < end <= one.end and text[start : one.start].rstrip().endswith(
                (",", " and", " or", "'s", "\u2019s")
            ):
                end = start + len(text[start : one.start].rstrip(" \n,"))
                end -= 4 * text[start:end].endswith(" and") or 3 * text[start:end].endswith(" or")
        return start, end


def _one_name(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Return the bounds of one name of several run together: beside a lone quotation mark or bracket, or behind "the"."""
    surface = text[start:end]
    if surface.count('"') == 1:
        before, _, behind = surface.partition('"')
        return (start + len(before) + 1, end) if len(behind) > len(before) else (start, start + len(before))
    if surface.count(")") > surface.count("("):
        return start + surface.rindex(")") + 1, end
    article = _IN_MIDST.search(surface) if label == "ORG" else None
    return (start + article.end(), end) if article else (start, end)
