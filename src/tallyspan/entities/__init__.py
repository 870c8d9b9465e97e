"""Names of people, organisations, places and peoples: where they stand, and whom they name.

Tables find countries, their peoples and international organisations anywhere in a text; a recogniser's names are mended
and joined with them; what an article calls by a full name once is known by its short name or acronym too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from tallyspan import rules
from tallyspan.entities.acronyms import Acronyms, Introduced
from tallyspan.entities.mending import Mender
from tallyspan.entities.names import LABELS, Capital, Found, Named, NameTable, Span, capitals, fold, joined, without_overlaps
from tallyspan.entities.organisations import Organisations
from tallyspan.entities.people import FullNames, Titles
from tallyspan.entities.ruled import RuleReader
from tallyspan.model import Article, Mention
from tallyspan.reading import Reading

__all__ = ["LABELS", "EntityReader", "Span"]


class EntityReader:
    """Finds the mentions of an article."""

    def __init__(self) -> None:
        country, organisation, person = rules.read("country"), rules.read("organisation"), rules.read("person")
        self._titles = Titles(person)
        self._organisations = Organisations(organisation)
        self._mender = Mender(person, self._organisations, self._titles)
        self._acronyms = Acronyms(organisation, person)
        self._rules = RuleReader(country, organisation, person)

    def read(self, article: Article, found: Sequence[Span], readings: Sequence[Reading]) -> list[Mention]:
        """Return the mentions of ``article`` in text order, none in a claim, of any that overlap only the longest.

        Names by rule stand anywhere in the text; so do those of ``found``, the recogniser's, where the text repeats them.
        """
        text = article.text
        words = capitals(text)
        ruled = self._rules.read(text, words, _parts_of_people(text, found))
        introduced = self._acronyms.read(text, words)
        names = self._vote(text, self._mended(text, _outside_claims(found, readings), ruled))
        full = FullNames(self._titles, text, words, (one for one in names if one.label == "PERSON"))
        names += self._repeated(text, words, names, introduced)
        candidates = [self._canonical(text, one, full) for one in (*names, *ruled)]  # what the article introduces first
        free = [one for one in candidates if not _touches(one, readings)]
        return [_mention(article, one) for one in without_overlaps(free) if one.label]

    def _mended(self, text: str, spans: Iterable[Span], ruled: Sequence[Found]) -> list[Found]:
        ends = [one.end for one in ruled]
        names = []
        for span in spans:
            first = bisect_right(ends, span.start)
            last = bisect_left(ruled, span.end, key=lambda one: one.start)
            one = self._mender.mend(text, span, ruled[first:last])
            if one is not None and not _only_rules(text, one, ruled[first:last]):
                names.append(one)
        places = {text[one.start : one.end] for one in names if one.label == "LOC"}
        return [_behind_place(text, one, places) for one in names]

    def _vote(self, text: str, names: Sequence[Found]) -> list[Found]:
        """Return ``names`` with one label for each surface: the one that it has most, first the one that it has first."""
        votes: dict[str, dict[str, int]] = {}
        surnames = {fold(self._titles.surname(text[one.start : one.end])) for one in names if _is_full(text, one)}
        for one in names:
            labels = votes.setdefault(text[one.start : one.end], {})
            labels[one.label] = labels.get(one.label, 0) + 1
        voted = []
        for one in names:
            surface = text[one.start : one.end]
            label = max(votes[surface], key=votes[surface].__getitem__)
            voted.append(one._replace(label="PERSON" if fold(surface) in surnames and label != "NORP" else label))
        return voted

    def _repeated(
        self, text: str, words: Sequence[Capital], names: Sequence[Found], introduced: Iterable[Introduced]
    ) -> list[Found]:
        """Return the places where the text repeats ``names``, or uses the acronyms it has introduced."""
        table, found = NameTable(), []
        labels = {one.end: one.label for one in names}
        for acronym, start, end in introduced:
            long = " ".join(text[start:end].split())
            known = self._rules.known(long)
            label = known.label if known else "ORG" if self._organisations.has_head(long) else labels.get(end)
            if label is not None:
                said = known or Named(label, None, self._organisations.canonical(long))
                table.add(acronym, said, exact=True)
                found.append(Found(start, end, *said, ruled=True))
        for surface, label in self._worth_repeating(text, names):
            table.add(surface, Named(label, None, ""), exact=True)
        if not table.empty:
            found += self._scan(text, words, table)
        return found

    def _worth_repeating(self, text: str, names: Sequence[Found]) -> list[tuple[str, str]]:
        """Return the surfaces, and their labels, that mean the same wherever the text has them again."""
        times: dict[tuple[str, str], int] = {}
        for one in names:
            key = (text[one.start : one.end], one.label)
            times[key] = times.get(key, 0) + 1
        kept = {key: True for key, number in times.items() if " " in key[0] or number > 1}
        for one in names:
            if _is_full(text, one):
                kept.setdefault((self._titles.surname(text[one.start : one.end]), "PERSON"), True)
        return [key for key in kept if key[0][:1].isupper() and not self._titles.is_title(key[0])]

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
                yield Found(word.start, end, said.label, said.entity_id, said.name or None, ruled=bool(said.name))

    def _stands_alone(self, text: str, words: Sequence[Capital], i: int, end: int) -> bool:
        """Tell whether no other name's word stands right before word ``i`` or right behind ``end``."""
        if i > 0 and joined(text, words[i - 1].end, words[i].start) and not self._titles.is_title(words[i - 1].form):
            return False
        j = i + 1
        while j < len(words) and words[j].start < end:
            j += 1
        return not (j < len(words) and joined(text, end, words[j].start) and not self._titles.is_title(words[j].form))

    def _canonical(self, text: str, one: Found, full: FullNames) -> Found:
        """Return ``one`` with its canonical name."""
        if one.name is not None:
            return one
        name = " ".join(text[one.start : one.end].split())
        if one.label == "PERSON":
            return one._replace(name=full.of(name, one.start))
        if one.label == "ORG":
            return one._replace(name=self._organisations.canonical(name))
        return one._replace(name=name)


def _is_full(text: str, one: Found) -> bool:
    return one.label == "PERSON" and " " in text[one.start : one.end]


def _behind_place(text: str, one: Found, places: Collection[str]) -> Found:
    """Return the name of a person without the town before it: "Mayor of Koszalin Piotr Jedlinski"."""
    first, _, rest = text[one.start : one.end].partition(" ")
    return one._replace(start=one.end - len(rest)) if one.label == "PERSON" and " " in rest and first in places else one


def _parts_of_people(text: str, found: Iterable[Span]) -> frozenset[str]:
    """Return the first and last words of people's names of several words."""
    names = [text[one.start : one.end].split() for one in found if one.label == "PERSON"]
    return frozenset(word for name in names if len(name) > 1 for word in (name[0], name[-1]))


def _only_rules(text: str, one: Found, ruled: Iterable[Found]) -> bool:
    """Tell whether ``one`` holds nothing but names by rule and small words between them."""
    rest = text[one.start : one.end]
    for other in ruled:
        rest = rest.replace(text[max(one.start, other.start) : other.end], "", 1)
    return not any(letter.isupper() for letter in rest)


def _outside_claims(found: Iterable[Span], readings: Sequence[Reading]) -> Iterator[Span]:
    """Yield ``found``, without a claim that they start or end with: "the 2019 World Cup"."""
    for one in found:
        start, end, label = one
        place = bisect_right(readings, start, key=lambda reading: reading.end)
        while place < len(readings) and readings[place].start <= start < readings[place].end:
            start = min(readings[place].end, end)
            place += 1
        if place < len(readings) and start < readings[place].start < end <= readings[place].end:
            end = readings[place].start
        if start < end:
            yield Span(start, end, label)


def _touches(one: Found, readings: Sequence[Reading]) -> bool:
    """Tell whether ``one`` shares a character with a claim."""
    place = bisect_right(readings, one.start, key=lambda reading: reading.end)
    return place < len(readings) and readings[place].start < one.end


def _mention(article: Article, one: Found) -> Mention:
    surface = article.text[one.start : one.end]
    return Mention(article.article_id, article.text_sha256, one.start, one.end, surface, one.label, one.entity_id, one.name)
