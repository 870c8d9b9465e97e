"""Members of a list that leave out what the first one said: "52% voted to leave and 48% to stay", "the Greens with 19%"."""

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.leaning import last_quantity
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.verb_phrase import verb_phrase
from tallyspan.context.measure.words.wording import Cited, Phrase

_LISTING = frozenset({"and", ",", ";", "but", "or", "while"})
_LONGEST = 10  # words


def filled(phrase: Phrase, before: str) -> Phrase | None:
    """Return a hollow ``phrase`` with the thing that the quantity ``before`` it names: "rejected a 3% raise and seeks 8%".

    "Share owned by funds" behind "debt held by banks" is the debt owned by funds.
    """
    first = phrase[0]
    if not before or not isinstance(first, Cited) or not first.text.startswith("share ") or first.text.startswith("share of"):
        return None
    named, by, _ = before.rpartition(" by ")
    if by and "by" in phrase:
        return [Cited(named.rpartition(" ")[0] + first.text.removeprefix("share"), first.word), *phrase[1:]]
    return [Cited(before, first.word)]


def infinitive(draft: Draft, site: Site, i: int) -> Phrase | None:
    """Return "voters who voted to stay" for the "48% to stay" behind "52% of voters voted to leave"."""
    verb = site.word(site.right + 1)
    if site.norm(site.right) != "to" or verb is None or verb.tag not in {"VB", "NN"} or site.norm(site.left) not in _LISTING:
        return None
    near = last_quantity(draft.sites, i)
    before = None if near is None else draft.sites[near]
    measured = None if near is None else draft.found[near]
    if before is None or measured is None or before.tree is not site.tree or " to " not in measured.text:
        return None
    said = verb_phrase(site, site.right, _LONGEST)
    return [Cited(measured.text.partition(" to ")[0], verb), said] if said else None
