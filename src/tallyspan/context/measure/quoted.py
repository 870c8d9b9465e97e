"""What is quoted at an exchange: where a company itself rose or fell by so many percent, its shares did."""

import re
from bisect import bisect_right

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase

_MARKET = re.compile(r"\b(?:shares|stocks?|Shares|Stocks?)\b")
_PIECES = 3  # "fall", "of", the company
_GROWING = frozenset({"growth", "expansion", "shrinkage", "contraction", "increase", "reduction"})


def traded(draft: Draft, site: Site, phrase: Phrase) -> Phrase:
    """Return "fall of shares" for the fall of a company in an article about shares, else ``phrase`` as it is."""
    if site.reading.kind != "percent" or len(phrase) != _PIECES or phrase[1] != "of":
        return phrase
    noun, _, words = phrase
    if not isinstance(noun, Cited) or isinstance(words, str | Cited) or noun.text in _GROWING or not words:
        return phrase
    mentions = draft.page.mentions
    k = bisect_right(mentions, words[-1].start, key=lambda mention: mention.start) - 1
    company = k >= 0 and mentions[k].label == "ORG" and mentions[k].end == words[-1].end
    if not company or words[0].start < mentions[k].start or not _MARKET.search(draft.page.article.text):
        return phrase
    return [noun, Cited("of shares", words[-1])]
