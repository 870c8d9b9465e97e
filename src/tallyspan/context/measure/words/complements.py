"""What completes a verb: the phrases behind it, or behind the quantity that stands with it."""

from collections.abc import Collection, Iterator, Sequence

from tallyspan.context.measure.words.noun_phrase import is_mark, is_noun, is_set_off, noun_phrase
from tallyspan.context.measure.words.site import Site
from tallyspan.syntax import Word

_CLAUSES = frozenset({"conj", "cc", "parataxis", "advcl", "acl:relcl"})
_HANGING = frozenset({"obl", "nmod", "advcl", "acl", "xcomp", "obl:agent", "csubj", "ccomp"})
# These lead to circumstances, not to what completes the verb.
_ASIDE = frozenset(
    {
        "as", "after", "before", "since", "until", "during", "despite", "while", "because", "if", "through", "including", "than",
        "according", "compared", "amid", "due", "unless", "though", "although", "following", "thanks", "without", "when", "like",
    }
)  # fmt: skip
_REACHED = frozenset({"to", "from", "by", "at"})
_NOMINAL_LINKS = frozenset({"in", "of", "on", "for"})
_NOMINAL = ("NN", "JJ", "DT", "PRP$", "POS", "CD", "IN", "HYPH", "VBG")
_LONGEST = 8  # words


def behind(site: Site, verb: Word, prepositions: Collection[str] = (), count: int = 1) -> list[list[Word]]:
    """Return up to ``count`` phrases behind the quantity that say more: "from investors", "to feed the poor"."""
    found: list[list[Word]] = []
    for word in _candidates(site, verb):
        case = word.child("case", "mark")
        if case is None or case.i <= site.last or case.norm in _ASIDE or (prepositions and case.norm not in prepositions):
            continue
        if any(one.i in site.taken for one in word.children):
            continue
        if case.dep == "case" and (is_noun(word) or word.tag.startswith("VB")):
            found.append([case, *noun_phrase(word, site.taken, _LONGEST, inner=True)])
        elif word.tag == "VB" and case.norm == "to" and not found:
            purpose = _purpose(word, site)
            found += [purpose] if purpose else []
        if len(found) == count:
            break
    return found


def given_to(place: Site, words: list[Word], head: Word) -> list[list[Word]]:
    """Return "to the states" of "$5 billion in aid to the states", which the tree hangs on the money or on the verb."""
    link = place.link
    if link is None or words != [head] or place.norm(place.right) != "in":
        return []
    return behind(place, link if link.head is None else link.head, ("to",))


def reaching(words: list[Word], site: Site) -> list[Word]:
    """Return the phrase ``words`` with the rest of it where all up to "to 5%" is one: "its stake in the bank to 5%".

    Models often hang "in the bank" on the verb.
    """
    stop = site.left
    if not words or site.norm(stop) not in _REACHED or not 0 < stop - words[-1].i - 1 <= _LONGEST:
        return words
    rest = site.words[words[-1].i + 1 : stop]
    one = rest[0].norm in _NOMINAL_LINKS and is_noun(rest[-1])
    nominal = all(word.tag.startswith(_NOMINAL) and word.i not in site.taken for word in rest)
    return [*words, *rest] if one and nominal else words


def _purpose(verb: Word, site: Site) -> list[Word]:
    words = [one for one in verb.subtree() if not is_mark(one) or one.norm == "-"]
    if len(words) > _LONGEST or any(one.i in site.taken or one.dep.startswith("nsubj") for one in words):
        return []
    return words


def _candidates(site: Site, verb: Word) -> Iterator[Word]:
    """Yield what hangs behind the quantity, from it or from the verb: models often take one for the other."""
    link = site.link
    rate = [child for word in site.words[site.last + 1 : site.right] for child in word.children]
    both = [*verb.children, *(link.children if link is not None else ()), *rate]
    fitting = (word for word in both if word.i >= site.right and word.i not in site.taken and word.dep in _HANGING)
    yield from sorted(fitting, key=lambda word: word.i)


def tail(verb: Word, site: Site, room: int, *, over_claims: bool = False) -> list[Word]:
    """Return the words behind ``verb`` that complete it, at most ``room`` of them, up to the first claim or clause.

    ``over_claims`` goes on where claims stand between the verb and its object, or in it.
    """
    found: list[Word] = []
    for child in verb.children:
        if child.i < verb.i:
            continue
        if over_claims and child.i in site.taken and not found:
            continue
        if found and is_set_off(child):
            break
        if is_mark(child) or child.dep in _CLAUSES or child.i in site.taken or child.norm in _ASIDE:
            break
        words = (
            _with_case(child, site, room, over_claims and child.dep == "obj")
            if is_noun(child)
            else [one for one in child.subtree() if not is_mark(one) or one.norm in {"-", "'"}]
        )
        if len(found) + len(words) > room or not words or words[0].norm in _ASIDE or any(one.i in site.taken for one in words):
            break
        found += words
    return found


def _with_case(noun: Word, site: Site, room: int, over_claims: bool) -> Sequence[Word]:  # noqa: FBT001
    """Return the noun phrase with its preposition, unless a claim leans on it."""
    before = [one for one in noun.children if one.i < noun.i]
    if not over_claims and any(one.i in site.taken for one in before):
        return []
    return [*(one for one in before if one.dep == "case"), *noun_phrase(noun, site.taken, room, inner=True)]
