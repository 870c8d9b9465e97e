"""A measure where no rule finds one: the subject of the clause, or the nearest noun before the quantity."""

from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.noun_phrase import is_noun, phrase_head
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Phrase

_NEAR = 6  # words


def last_resort(predicates: Predicates, place: Site) -> Phrase | None:
    """Return the subject of the clause, or the noun that stands nearest before the quantity; never a name."""
    if not place.tree.parsed:
        return None
    clause = predicates.clause(place)
    who = None if clause is None else predicates.who(place, clause.verb)
    if who is None or not is_noun(who) or place.holds(who):
        near = reversed(place.words[max(0, place.left - _NEAR) : max(0, place.left + 1)])
        who = next((word for word in near if is_noun(word) and word.i not in place.taken), None)
        who = None if who is None else phrase_head(who)
    if who is None or who.tag.startswith("NNP") or not predicates.names(who, place):
        return None
    return [predicates.named(who, place)]
