"""Places with their quantities in brackets: "Perth (5%) and Adelaide (3%)"."""

from bisect import bisect_left

from tallyspan.context.measure.beside import Beside
from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.leaning import last_quantity
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase


def in_place(draft: Draft, place: Site, beside: Beside) -> Phrase | None:
    """Return what was told before the brackets, of the place ``beside`` them; None where it is no place."""
    near = last_quantity(draft.sites, draft.sites.index(place))
    measured = None if near is None else draft.found[near]
    if place.norm(place.left) != "(" or measured is None or not beside.words:
        return None
    if not beside.head.tag.startswith("NNP") or measured.text[:1].isupper():
        return None
    mentions = draft.page.mentions
    k = bisect_left(mentions, beside.words[0].start, key=lambda mention: mention.start)
    if k >= len(mentions) or mentions[k].start >= place.words[place.first].start or mentions[k].label not in {"GPE", "LOC"}:
        return None
    kept = measured.text.rpartition(" in ")[0] or measured.text
    return [Cited(f"{kept} in", beside.head), beside.words]
