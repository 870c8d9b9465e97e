"""Shares of a vote: in which election a party or a candidate won them."""

from collections.abc import Collection
from typing import NamedTuple

from tallyspan.context.measure.words.noun_phrase import noun_phrase
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Phrase
from tallyspan.syntax import Word

_LONGEST = 6  # words of the name of an election


class Contest(NamedTuple):
    """The words of an election."""

    words: list[Word]


def share(site: Site, words: list[Word], contests: Collection[str], before: str | None) -> tuple[Phrase, Contest | None]:
    """Return "share of the vote in the election", and the election if the sentence names it; else that named ``before``."""
    article = site.word(words[0].i - 1)
    whole = [article, *words] if article is not None and article.norm == "the" else words
    if any(word.norm in contests for word in words):
        return ["share of", whole], None
    named = next(
        (word for word in reversed(site.words[: site.first]) if word.norm in contests and word.i not in site.taken), None
    )
    if named is None:
        after = site.words[words[-1].i + 1 : words[-1].i + 1 + _LONGEST]
        led = bool(after) and after[0].norm in {"in", "at"}
        named = next((word for word in after if led and word.norm in contests and word.i not in site.taken), None)
    if named is None:
        return (["share of", whole] if before is None else ["share of", whole, f"in {before}"]), None
    contest = noun_phrase(named, site.taken, _LONGEST, inner=True)
    return ["share of", whole, "in", contest], Contest(contest)
