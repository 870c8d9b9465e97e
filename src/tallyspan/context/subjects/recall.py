"""The names of an article as a reader remembers them: near ones, often heard ones, those called so."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tallyspan.context.page import Page
from tallyspan.context.subjects.dateline import dateline_end
from tallyspan.model import Mention
from tallyspan.syntax import Word

WINDOW = 80  # names looked at before a pronoun: some paragraphs
PLACES = frozenset({"GPE", "LOC"})
THINGS = frozenset({"ORG", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "MISC", "LOC", "GPE"})
LABELS = {
    "country": frozenset({"GPE"}),
    "government": frozenset({"GPE"}),
    "people": frozenset({"GPE", "NORP"}),
    "place": PLACES,
    "city": frozenset({"LOC"}),
    "organisation": frozenset({"ORG"}),
    "person": frozenset({"PERSON"}),
    "thing": THINGS,
    "craft": frozenset({"PRODUCT", "MISC"}),
    "storm": frozenset({"EVENT"}),
    "building": frozenset({"LOC"}),
    "work": frozenset({"WORK_OF_ART", "MISC"}),
    "deal": frozenset({"LAW"}),
    "event": frozenset({"EVENT"}),
    "several": frozenset({"ORG", "NORP"}),
    "speakers": frozenset({"ORG", "GPE", "NORP"}),
}
"""The labels of names, by what a pronoun or a noun can stand for."""
SENTENCES = {
    "person": 9,
    "thing": 2,
    "topic": 3,
    "country": 12,
    "place": 5,
    "city": 5,
    "organisation": 10,
    "government": 15,
    "craft": 8,
    "storm": 12,
    "building": 3,
    "work": 8,
    "deal": 8,
    "event": 8,
}
"""How many sentences back a name can stand that is taken up so."""
_LEAD = 2  # sentences: the headline and the first one
_HEAD = 6  # sentences: datelines stand near the top
_PASSING = 3  # sentences that a single word, named once, stands farther back than a full name
_THEME = 6  # sentences that a name may stand farther back if the article's lead has it
_FIRST = 40  # characters: the nearer to the start of its sentence, the likelier a name is its subject
_BESIDE = 40  # characters
_APPOSED = re.compile(r", (?:an?|the|one of) [^.,;]*\Z")


def mention_at(page: Page, word: Word) -> Mention | None:
    """Return the name that ``word`` is part of."""
    place = bisect_left(page.mentions, word.end, key=lambda mention: mention.start) - 1
    return page.mentions[place] if place >= 0 and page.mentions[place].end > word.start else None


def is_claimed(page: Page, word: Word) -> bool:
    """Tell whether ``word`` belongs to a claim: the name of a month, a currency."""
    place = bisect_left(page.readings, word.end, key=lambda reading: reading.start) - 1
    return place >= 0 and page.readings[place].end > word.start


def entity(mention: Mention) -> str:
    """Return what two names of one entity share: its id, or the last word of a person's name, or the name."""
    if mention.entity_id is not None:
        return mention.entity_id
    words = (mention.name or mention.surface).lower().split()
    return words[-1] if mention.label == "PERSON" else " ".join(words)


def before(page: Page, offset: int) -> Iterator[Mention]:
    """Yield the names before ``offset``, the nearest first."""
    last = bisect_left(page.mentions, offset, key=lambda mention: mention.start)
    for place in range(last - 1, max(-1, last - 1 - WINDOW), -1):
        mention = page.mentions[place]
        number = page.number(mention.start)
        if number >= _HEAD or mention.start >= dateline_end(page, page.sentences[number][0]):  # a dateline's place is no theme
            yield mention


def best_known(page: Page, offset: int, kind: str) -> list[Mention]:
    """Return the name that ``offset`` most likely takes up: near, often named, first in its sentence."""
    here = page.number(offset)
    fitting = [one for one in before(page, offset) if one.label in LABELS[kind] and not _is_common(page, one)]
    counts: dict[str, int] = {}
    for one in fitting:
        counts[entity(one)] = counts.get(entity(one), 0) + 1
    best, best_score = None, -1e9
    theme = lead(page) if kind == "country" else frozenset()  # the article's own rather than another named near
    for one in fitting:
        number = page.number(one.start)
        if here - number > SENTENCES[kind]:
            break
        into = one.start - page.sentences[number][0]
        passing = one.label == "PERSON" and counts[entity(one)] == 1 and " " not in (one.name or one.surface)
        score = (
            -_PASSING * passing
            + min(counts[entity(one)], 4) * 0.5
            + _THEME * (entity(one) in theme)
            - (here - number)
            + max(0, 1 - into / _FIRST)
        )
        if score > best_score:
            best, best_score = one, score
    return [] if best is None else [_fullest(best, fitting)]


def _is_common(page: Page, mention: Mention) -> bool:
    """Tell whether ``mention`` is a common noun that opens its sentence and that was taken for a person: "Steel sold"."""
    if mention.label != "PERSON" or " " in mention.surface:
        return False
    tree = page.trees.get(page.number(mention.start))
    opens = tree is not None and bool(tree.words) and tree.start == mention.start
    return opens and tree is not None and tree.words[0].tag in {"NN", "NNS"}


def _fullest(mention: Mention, others: Sequence[Mention]) -> Mention:
    """Return the longest way in which the article names the person whom ``mention`` names."""
    if mention.label != "PERSON":
        return mention
    return max((one for one in others if entity(one) == entity(mention)), key=lambda one: (len(one.surface), one.start))


def latest(page: Page, offset: int, kind: str, number: int) -> list[Mention]:
    """Return the ``number`` entities before ``offset`` that were named last, in text order.

    A country may have been named through its people only, "Kazakh-Kyrgyz relations".
    """
    found: dict[str, Mention] = {}
    for labels in (LABELS[kind], LABELS["people"]) if kind == "country" else (LABELS[kind],):
        for one in before(page, offset):
            if one.label in labels and (one.entity_id is not None or kind != "country"):
                found.setdefault(entity(one), one)
                if len(found) == number:
                    return sorted(found.values(), key=lambda mention: mention.start)
    return []


def named_so(page: Page, offset: int, name: str | None) -> list[Mention]:
    """Return a mention with the words ``name`` near ``offset``, on either side."""
    if name is None:
        return []
    place = bisect_left(page.mentions, offset, key=lambda mention: mention.start)
    near = range(max(0, place - WINDOW), min(len(page.mentions), place + WINDOW))
    same = [page.mentions[i] for i in near if page.mentions[i].surface == name]
    return [min(same, key=lambda mention: abs(mention.start - offset))] if same else []


def is_called(page: Page, mention: Mention, noun: str) -> bool:
    """Tell whether the text calls whom it names by ``noun``: "retailer Tesco", "Tesco, a British retailer"."""
    text = page.article.text
    if text[max(0, mention.start - len(noun) - 1) : mention.start].lower() == f"{noun} ":
        return True
    after = text[mention.end : mention.end + _BESIDE].lower()
    return noun in after and _APPOSED.match(after[: after.index(noun)]) is not None


def holds(page: Page, mention: Mention, noun: str) -> bool:
    """Tell whether ``noun`` is part of the name, or follows it: "the storm" of Storm Barry, "the field" of Khurais oil field."""
    name = mention.surface.lower()
    if noun in name and " " in name and noun in name.split():
        return True
    following = page.article.text[mention.end : mention.end + _BESIDE].lower()
    return (
        noun in following and mention.entity_id is None and re.match(rf" (?:[a-z]+ )?{re.escape(noun)}\b", following) is not None
    )


def owns(page: Page, mention: Mention, noun: str) -> bool:
    """Tell whether the text speaks of the ``noun`` as that of the one named: "the bank" of "Norway's central bank"."""
    following = page.article.text[mention.end : mention.end + _BESIDE]
    return mention.label in PLACES and re.match(rf"['\u2019]s (?:[a-z]+ )?{re.escape(noun)}\b", following) is not None


def lead(page: Page) -> frozenset[str]:
    """Return whom the headline and the first sentence name."""
    head = page.sentences[min(_LEAD, len(page.sentences)) - 1][1]
    return frozenset(entity(one) for one in before(page, head))


def topic(page: Page, offset: int) -> Mention | None:
    """Return what the article is about at ``offset``: named at its head, and again not far before."""
    here = page.number(offset)
    near: dict[str, Mention] = {}
    counts: dict[str, int] = {}
    for one in before(page, offset):
        if one.label in THINGS:
            near.setdefault(entity(one), one)
            counts[entity(one)] = counts.get(entity(one), 0) + 1
    first = lead(page)
    found = [
        (counts[name], one.start, one)
        for name, one in near.items()
        if name in first and counts[name] > 1 and here - page.number(one.start) <= SENTENCES["topic"]
    ]
    return max(found, key=lambda item: item[:2])[2] if found else None
