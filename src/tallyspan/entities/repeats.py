"""Names that an article repeats: those that a recogniser found once, and the acronyms that the article introduces."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tallyspan.entities.acronyms import Introduced
from tallyspan.entities.labels import is_full
from tallyspan.entities.names import Capital, Found, Named, NameTable, joined
from tallyspan.entities.organisations import Organisations
from tallyspan.entities.people import Titles
from tallyspan.entities.ruled import RuleReader

_PARTICLED = re.compile(r"[Aae][ls]-(?=[A-Z])")  # "al-Sadr", "el-Sisi"
_PARTICLE = 3  # characters


class Repeats:
    """Finds known names again, in sentences that no model has seen too."""

    def __init__(self, rules: RuleReader, organisations: Organisations, titles: Titles) -> None:
        self._rules = rules
        self._organisations = organisations
        self._titles = titles

    def read(self, text: str, words: Sequence[Capital], names: Sequence[Found], introduced: Iterable[Introduced]) -> list[Found]:
        """Return the places where ``text`` has ``names`` again, or the acronyms it has introduced, and these' long forms."""
        table, found = NameTable(), []
        labels = {one.end: one.label for one in names}
        for acronym, start, end in introduced:
            long = " ".join(text[start:end].split())
            known = self._rules.known(long)
            label = known.label if known else "ORG" if self._organisations.has_head(long) else labels.get(end)
            if label is not None:
                said = known or Named(label, None, self._organisations.canonical(long))
                table.add(acronym, said, exact=True)
                table.add(long, said, exact=True)
                found.append(Found(start, end, *said, ruled=True))
        steady = self._steady(text, names)
        for surface, label in steady:
            table.add(surface, Named(label, None, ""), exact=True)
        for surface, label in _unmarked(text, steady):
            table.add(f"{surface}s", Named(label, None, surface), exact=True)
        if not table.empty:
            found += self._scan(text, words, table)
        return found

    def _steady(self, text: str, names: Sequence[Found]) -> list[tuple[str, str]]:
        """Return the surfaces, and their labels, that mean the same wherever the text has them again."""
        times: dict[tuple[str, str], int] = {}
        for one in names:
            key = (text[one.start : one.end], one.label)
            times[key] = times.get(key, 0) + 1
        kept = {key: True for key, number in times.items() if " " in key[0] or number > 1}
        for one in names:
            if is_full(text, one):
                kept.setdefault((self._titles.surname(text[one.start : one.end]), "PERSON"), True)
        whole = ((surface[surface.index("-") + 1 :] if _PARTICLED.match(surface) else surface, label) for surface, label in kept)
        return [key for key in whole if key[0][:1].isupper() and not self._titles.is_title(key[0])]

    def _scan(self, text: str, words: Sequence[Capital], table: NameTable) -> Iterator[Found]:
        past = 0
        for i, word in enumerate(words):
            if word.start < past:
                continue
            match = table.starting(text, word)
            if match is None:
                continue
            end, said = match
            if said.name or self._stands_alone(text, words, i, end):
                past = end
                start = _with_particle(text, word.start) if said.label == "PERSON" else word.start
                yield Found(start, end, said.label, said.entity_id, said.name or None, ruled=bool(said.name))

    def _stands_alone(self, text: str, words: Sequence[Capital], i: int, end: int) -> bool:
        """Tell whether no other name's word stands right before word ``i`` or right behind ``end``."""
        if i > 0 and joined(text, words[i - 1].end, words[i].start) and not self._titles.is_title(words[i - 1].form):
            return False
        j = i + 1
        while j < len(words) and words[j].start < end:
            j += 1
        return not (j < len(words) and joined(text, end, words[j].start) and not self._titles.is_title(words[j].form))


def _unmarked(text: str, names: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield those of ``names`` that stand in a possessive which lost its apostrophe, as on some web pages: "Bergs car"."""
    known = {surface for surface, _ in names}
    for surface, label in names:
        place = text.find(f"{surface}s ") + len(surface) + 2
        if place > len(surface) + 1 and f"{surface}s" not in known and text[place : place + 1].islower():
            yield surface, label


def _with_particle(text: str, start: int) -> int:
    """Return where the name that goes on at ``start`` begins: "al-Sadr"."""
    before = start - _PARTICLE
    return before if before >= 0 and _PARTICLED.match(text, before) else start
