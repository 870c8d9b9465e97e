"""Names by rule over a whole text: the tables, the longer names around them, and the choice among several bearers."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.entities.gazetteer import Gazetteer
from tallyspan.entities.longer import Longer, shouted_who
from tallyspan.entities.names import Capital, Found, Named, fold


class _Sense(NamedTuple):
    said: Named
    words: frozenset[str]


class RuleReader:
    """Finds the names that the tables know."""

    def __init__(self, country: Mapping[str, Any], organisation: Mapping[str, Any], person: Mapping[str, Any]) -> None:
        gazetteer = Gazetteer(country, organisation)
        self._table = gazetteer.table
        self._longer = Longer(country, person, gazetteer.table)
        self._ambiguous = {
            fold(entry["name"]): [_sense(entry, sense, gazetteer.countries) for sense in entry["sense"]]
            for entry in [*country["ambiguous"], *organisation["ambiguous"]]
        }

    def read(self, text: str, words: Sequence[Capital], people: Mapping[int, str]) -> list[Found]:
        """Return the names in ``text``, in order.

        ``words`` are its capitalised words, ``people`` what a model took for people, by offset. A name that is a surname of one
        of these is a country's only where the text names that country in another way too; a first name, where no model took
        it for a person.
        """
        found = self._scan(text, words)
        sure = Counter(one.entity_id for one in found if self._senses(text, one) is None)
        forms: Counter[str] | None = None
        settled = []
        for one in found:
            senses = self._senses(text, one)
            if senses is not None:
                forms = forms if forms is not None else Counter(word.form for word in words)
                settled.append(_choose(one, senses, sure, forms))
            else:
                settled.append(one)
        surnames, firsts = self._longer.called(people.values())
        if not surnames and not firsts:
            return settled
        called = [one for one in settled if text[one.start : one.end] in firsts and people.get(one.start)]
        return [one for one in settled if one not in called and not _of_person(text, one, settled, surnames)]

    def known(self, name: str) -> Named | None:
        """Return what the tables say of ``name``, if it is the whole of one in them."""
        first = next((i for i, character in enumerate(name) if not character.isalpha()), len(name))
        match = self._table.starting(name, Capital(0, first, name[:first]))
        return match[1] if match and match[0] == len(name) else None

    def _scan(self, text: str, words: Sequence[Capital]) -> list[Found]:
        found: list[Found] = []
        past = 0
        for i, word in enumerate(words):
            if word.start < past:
                continue
            match = self._table.starting(text, word)
            if match is None:
                continue
            end, said = match
            one: Found | None = Found(word.start, end, said.label, said.entity_id, said.name, ruled=True)
            if said.label in {"GPE", "NORP"}:
                one = self._longer.read(text, words, i, end, said)
            elif text[word.start : end] == "WHO" and shouted_who(text, word.start):
                one = None
            if one is not None:
                found.append(one)
                past = one.end
        return found

    def _senses(self, text: str, one: Found) -> list[_Sense] | None:
        if one.name is None:  # a longer name
            return None
        return self._ambiguous.get(fold(text[one.start : one.end]))


def _sense(entry: Mapping[str, Any], sense: Mapping[str, Any], countries: Mapping[str, str]) -> _Sense:
    code = sense.get("code")
    label = sense.get("label") or entry.get("label", "GPE")
    name = countries[code] if code else sense.get("name", entry["name"])
    return _Sense(Named(label, code, name), frozenset(sense.get("words", ())))


def _choose(one: Found, senses: Sequence[_Sense], sure: Counter[str | None], forms: Mapping[str, int]) -> Found:
    def weight(sense: _Sense) -> int:
        named = sure[sense.said.entity_id] if sense.said.entity_id else 0
        return 2 * named + sum(forms[word] for word in sorted(sense.words) if word in forms)

    said = max(senses, key=weight).said
    return one._replace(label=said.label, entity_id=said.entity_id, name=said.name)


def _of_person(text: str, one: Found, found: Sequence[Found], surnames: Collection[str]) -> bool:
    """Tell whether ``one`` is a person's name, and nothing else in the text names the country."""
    surface = text[one.start : one.end]
    if one.entity_id is None or surface not in surnames:
        return False
    return not any(other.entity_id == one.entity_id and text[other.start : other.end] != surface for other in found)
