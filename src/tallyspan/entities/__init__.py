"""Names of people, organisations, places and peoples: where they stand, and whom they name.

Tables find countries, their peoples and international organisations anywhere in a text; a recogniser's names are mended
and joined with them; what an article calls by a full name once is known by its short name or acronym too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from tallyspan import rules
from tallyspan.entities.acronyms import Acronyms
from tallyspan.entities.companies import Companies
from tallyspan.entities.labels import Labels
from tallyspan.entities.mending import Mender
from tallyspan.entities.names import LABELS, Found, Span, capitals, heading
from tallyspan.entities.organisations import Organisations
from tallyspan.entities.people import FullNames, Titles
from tallyspan.entities.repeats import Repeats
from tallyspan.entities.ruled import RuleReader
from tallyspan.entities.settling import apart_from, outside_claims, touches, without_overlaps
from tallyspan.model import Article, Mention
from tallyspan.reading import Reading

__all__ = ["LABELS", "EntityReader", "Span"]

_ARTICLE = 20_000  # characters
_LONG, _OF_LONG = 3, 0.7  # spaces in what is more likely half a heading than a name; capitals around it


class EntityReader:
    """Finds the mentions of an article."""

    def __init__(self) -> None:
        country, organisation, person = rules.read("country"), rules.read("organisation"), rules.read("person")
        self._titles = Titles(person)
        self._states = frozenset(country["states"]["names"])
        self._organisations = Organisations(organisation)
        self._mender = Mender(country, person, organisation, self._organisations, self._titles)
        self._labels = Labels(country, self._titles, self._organisations)
        self._companies = Companies(self._organisations, self._titles)
        self._acronyms = Acronyms(organisation, person)
        self._rules = RuleReader(country, organisation, person)
        self._repeats = Repeats(self._rules, self._organisations, self._titles)

    def read(self, article: Article, found: Sequence[Span], readings: Sequence[Reading]) -> list[Mention]:
        """Return the mentions of ``article`` in text order, none in a claim, of any that overlap only the longest.

        Names by rule stand anywhere in the text; so do those of ``found``, the recogniser's, where the text repeats them.
        """
        text = article.text
        words = capitals(text)
        ruled = self._rules.read(text, words, _people(text, found))
        seen = self._mended(text, outside_claims(found, readings), ruled)
        seen += apart_from(self._companies.read(text, words), [*ruled, *seen])
        names = self._labels.agreed(text, seen, ruled)
        others = [one.end for one in (*ruled, *names) if one.label != "PERSON"]
        others += [word.end for word in words if word.form in self._states]  # "from Vermont Ann Bell"
        full = FullNames(self._titles, text, words, (one for one in names if one.label == "PERSON"), others)
        names += self._repeats.read(text, words, names, self._acronyms.read(text, words))
        # What the article introduces comes before the tables: of two equal ones the first stands.
        canonical = [self._canonical(text, one, full) for one in (*names, *ruled)]
        free = [one for one in (*canonical, *full.found()) if not touches(one, readings)]
        return [_mention(article, one) for one in without_overlaps(free) if one.label]

    def _mended(self, text: str, spans: Iterable[Span], ruled: Sequence[Found]) -> list[Found]:
        ends = [one.end for one in ruled]
        names = []
        for span in spans:
            first = bisect_right(ends, span.start)
            last = bisect_left(ruled, span.end, key=lambda one: one.start)
            one = self._mender.mend(text, span, ruled[first:last])
            if one is not None and not _only_rules(text, one, ruled[first:last]) and not _headline(text, one, ruled[first:last]):
                names.append(one)
        return names

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


def _people(text: str, found: Iterable[Span]) -> dict[int, str]:
    """Return what a model took for people, by offset."""
    names = ((one.start, " ".join(text[one.start : one.end].split())) for one in found if one.label == "PERSON")
    return {start: name for start, name in names if name}


def _only_rules(text: str, one: Found, ruled: Iterable[Found]) -> bool:
    """Tell whether ``one`` holds nothing but names by rule and small words between them."""
    rest = text[one.start : one.end]
    for other in ruled:
        rest = rest.replace(text[max(one.start, other.start) : other.end], "", 1)
    return not any(letter.isupper() for letter in rest)


def _headline(text: str, one: Found, ruled: Iterable[Found]) -> bool:
    """Tell whether ``one`` is a piece of a heading, where capitals show no name: with a country in it, or named nowhere else."""
    inside = any(other.label in {"GPE", "NORP"} and one.start <= other.start and other.end <= one.end for other in ruled)
    surface = text[one.start : one.end]
    once = " " in surface and text.find(surface, one.end, one.end + _ARTICLE) < 0
    share = {"mostly": _OF_LONG} if surface.count(" ") > _LONG else {}
    return (inside or once) and heading(text, one.start, one.end, **share)


def _mention(article: Article, one: Found) -> Mention:
    surface = article.text[one.start : one.end]
    return Mention(article.article_id, article.text_sha256, one.start, one.end, surface, one.label, one.entity_id, one.name)
