"""Percentages that compare a thing with another: "34% below the average", "22% lighter than steel", "10% under budget"."""

from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.doer import Resolve, doer_of, standing
from tallyspan.context.measure.words.noun_phrase import bare, is_mark, is_noun
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Phrase
from tallyspan.syntax import Word

_BESIDE = frozenset({"below", "above", "under", "over"})
_COUNTING = frozenset({"more", "less", "fewer"})
_CLOSING = frozenset({"WDT", "WP", "WRB", "CC", "VBD", "VBZ", "MD"})
_LONGEST = 7  # words


class Comparisons:
    """Finds what is so much above or below another thing."""

    def __init__(self, predicates: Predicates) -> None:
        self._predicates = predicates

    def read(self, site: Site, resolve: Resolve) -> Phrase | None:
        """Return "listings below the average", or None where nothing is compared."""
        if site.reading.kind != "percent" or not site.tree.parsed or site.determined():
            return None
        first = site.word(site.right)
        if first is None or first.i in site.taken:
            return None
        than = first.tag == "JJR" and first.norm not in _COUNTING and site.norm(first.i + 1) == "than"
        following = site.word(first.i + (2 if than else 1))
        if not (than or first.norm in _BESIDE) or following is None or following.i in site.taken or following.tag == "CD":
            return None
        words = [first]
        for word in site.words[first.i + 1 : first.i + 1 + _LONGEST]:
            if word.i in site.taken or is_mark(word) or word.tag in _CLOSING:
                break
            words.append(word)
        clause = self._predicates.clause(site)
        who = None if clause is None else self._predicates.who(site, clause.verb)
        if who is None or len(words) == 1 or who.i > site.first:
            return None
        thing: Phrase
        if is_noun(who) and self._predicates.names(who, site):
            thing = [self._predicates.named(who, site)]
        else:
            thing = standing(doer_of(who, site, resolve))
        return [*thing, _ended(words)] if thing else None


def _ended(words: list[Word]) -> list[Word]:
    return bare(words, inner=True)
