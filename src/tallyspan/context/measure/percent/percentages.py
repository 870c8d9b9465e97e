"""What a percentage measures: an ordered list of ways to tell, each of which stands for one shape of sentence."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.beside import Neighbours
from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.percent.gapped import infinitive
from tallyspan.context.measure.percent.groups import Groups
from tallyspan.context.measure.percent.headless import Headless
from tallyspan.context.measure.percent.parts import Parts
from tallyspan.context.measure.percent.polls import Polls
from tallyspan.context.measure.percent.qualities import Qualities
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.context.page import Measured

_APPOSING = frozenset(
    {
        ",",
        "or",
        "equal",
        "equivalent",
        "to",
        "about",
        "some",
        "nearly",
        "roughly",
        "around",
        "(",
        "-",
        "\u2013",
        "\u2014",
        "over",
        "almost",
    }
)
_LONGEST_APPOSING = 5  # words


class Percentages:
    """Finds the measure of a percentage by the shapes that only percentages have. ``table`` is ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], neighbours: Neighbours, predicates: Predicates) -> None:
        self._neighbours = neighbours
        self._predicates = predicates
        self._groups = Groups(table)
        self._parts = Parts(table, predicates, self._groups)
        self._headless = Headless(table, predicates, self._groups)
        self._ways = (
            Polls(table, predicates).read,
            Qualities(table).read,
            self._parts.of_those,
            self._whole,
            self._parts.counted,
            self._fraction,
            infinitive,
            self._headless.read,
        )

    def read(self, draft: Draft, site: Site, i: int) -> Phrase | None:
        """Return the measure, an empty phrase where the text points back to one, or None where none of the shapes is there."""
        if not site.tree.parsed or site.reading.kind != "percent":
            return None
        return next((phrase for way in self._ways if (phrase := way(draft, site, i)) is not None), None)

    def part_of(self, site: Site, before: Site, measured: Measured | None) -> Phrase | None:
        """Read "a deficit of $5 million, or 3% of output": the deficit as share of output. ``measured`` is that of ``before``."""
        apart = site.reading.kind != "percent" or before.reading.kind == "percent" or site.norm(site.right) != "of"
        between = site.words[before.right : site.first]
        if apart or measured is None or not all(word.norm in _APPOSING or word.i in site.taken for word in between):
            return None
        whole = self._neighbours.whole(site)
        if whole is None or not whole.words or len(between) > _LONGEST_APPOSING:
            return None
        article = site.word(whole.words[0].i - 1)
        words = [article, *whole.words] if article is not None and article.norm == "the" else whole.words
        return [Cited(measured.text, site.words[site.first]), "as share of", words]

    def _whole(self, draft: Draft, site: Site, i: int) -> Phrase | None:
        """Read "10% of the people"."""
        whole = self._neighbours.whole(site)
        before = draft.before(i)
        return None if whole is None else self._parts.read(draft, site, whole, "" if before is None else before.text)

    def _fraction(self, _draft: Draft, site: Site, _i: int) -> Phrase | None:
        """Read "half of mayors, 52%, are worried"."""
        found = self._groups.apposed(site)
        return None if found is None else self._groups.described(*found)
