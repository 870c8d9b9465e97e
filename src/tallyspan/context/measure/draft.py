"""A page while its measures are being read: what stands where, what was found so far, what later sentences may lean on."""

from bisect import bisect_right
from typing import NamedTuple

from tallyspan.context.measure.kept import Kept
from tallyspan.context.measure.leaning import Sites
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Phrase, rendered
from tallyspan.context.page import Measured, Page


class Draft(NamedTuple):
    """A ``page``, its readings in their ``sites``, the measures ``found`` so far, and what is ``kept`` for later sentences."""

    page: Page
    sites: Sites
    found: list[Measured | None]
    kept: Kept

    def before(self, i: int) -> Measured | None:
        """Return the measure of the quantity before the one at ``i`` in its sentence, if it is of the same kind."""
        this = self.sites[i]
        for j in range(i - 1, max(-1, i - 4), -1):
            other = self.sites[j]
            if other is None or this is None or other.tree is not this.tree:
                return None
            if other.reading.kind == this.reading.kind:
                return self.found[j]
        return None

    def rendered(self, place: Site, phrase: Phrase | None) -> Measured | None:
        """Return ``phrase`` as it stands in the table, or None where nothing is left of it."""
        if not phrase:
            return None
        first, mentions = place.words[0].start, self.page.mentions
        last = bisect_right(mentions, first, key=lambda mention: mention.start) - 1
        named = last >= 0 and first < mentions[last].end
        return rendered(phrase, self.page.article.text, place, named=named)
