"""What pronouns and definite phrases stand for: "it", "his", "the company", "both countries", "the fund"."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from tallyspan.context.about import clause, own_subject
from tallyspan.context.page import Page
from tallyspan.model import Mention
from tallyspan.syntax import Tree, Word

_WINDOW = 80  # names looked at before a pronoun: some paragraphs
_LEAD = 2  # sentences: the headline and the first one
_FIRST = 40  # characters: a name this near to the start of its sentence is likely to be its subject
_BESIDE = 25  # characters
_PLACES = frozenset({"GPE", "LOC"})
_NAMES = frozenset({"ORG", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "MISC", "LOC", "GPE"})
_LABELS = {
    "country": _PLACES,
    "government": _PLACES,
    "place": _PLACES,
    "organisation": frozenset({"ORG"}),
    "person": frozenset({"PERSON"}),
    "thing": _NAMES,
    "several": frozenset({"ORG", "NORP"}),
}
_SENTENCES = {"person": 5, "thing": 2, "topic": 3, "country": 12, "place": 5, "organisation": 10, "government": 15}


class ReferenceReader:
    """Resolves words that name nobody. ``table`` is the content of ``rules/reference.toml``; ``speaking`` are verbs of speech."""

    def __init__(self, table: Mapping[str, Any], speaking: Collection[str]) -> None:
        self._speaking = speaking
        self._pronouns = {word: kind for kind, words in table["pronouns"].items() for word in words}
        self._nouns = {word: kind for kind, words in reversed(list(table["nouns"].items())) for word in words}
        self._no_names = frozenset(table["no_names"])
        self._titles = frozenset(table["titles"])
        self._figures = frozenset(table["figures"])
        self._several = {word: max(2, place + 1) for place, word in enumerate(table["several"])}
        self._definite = frozenset(table["definite"])
        pronouns = [word for kind in ("person", "thing", "several") for word in table["pronouns"][kind]]
        after = "|".join([*self._nouns, *(word for word in table["several"] if word != "both")])
        words = rf"\b(?:{'|'.join(pronouns)}|both|(?:the|this) (?:{after}))\b"
        self._leaning = re.compile(rf"{words}|\A(?:The|This|These) (?-i:[a-z])", re.IGNORECASE)

    def leans(self, sentence: str) -> bool:
        """Tell whether ``sentence`` has a word that may take up a name from the one before."""
        return self._leaning.search(sentence) is not None

    def resolve(self, page: Page, word: Word, speaker: str | None = None) -> list[Word | Mention]:
        """Return what ``word``, a pronoun or the head of a definite phrase, stands for: a phrase of a tree, or names.

        Empty when ``word`` is neither, or when nothing before it fits. ``speaker`` is who says "I".
        """
        kind = self._pronouns.get(word.norm)
        if kind in {"person", "thing", "several"}:
            return self._pronoun(page, word, kind)
        if kind == "speaker":
            return [*_called_so(page, word.start, speaker)] or [*self._speaker(page, word)]
        if kind == "same":
            return []
        return self._description(page, word) if word.tag.startswith("NN") else []

    def _pronoun(self, page: Page, word: Word, kind: str) -> list[Word | Mention]:
        for subject in _subjects_above(word):
            if self._agrees(page, subject, kind):
                return [subject]
        before = page.trees.get(page.number(word.start) - 1)
        main = _main_subject(before) if before is not None else None
        if main is not None and self._agrees(page, main, kind):
            return [main]
        return [] if kind == "several" else [*_best(page, word.start, kind)]

    def _speaker(self, page: Page, word: Word) -> Iterator[Word]:
        """Yield who says "I": the subject of the verb of speech in the sentence of ``word``."""
        tree = page.trees.get(page.number(word.start))
        for verb in tree.words if tree is not None else ():
            subject = own_subject(verb) if verb.norm in self._speaking else None
            if subject is not None and self._agrees(page, subject, "person"):
                yield subject
                return

    def _agrees(self, page: Page, word: Word, kind: str) -> bool:
        """Tell whether a pronoun of ``kind`` can take up the phrase of ``word``."""
        if word.norm in self._pronouns:
            return bool(self._pronouns[word.norm] == kind)
        mention = mention_at(page, word)
        if mention is not None:
            return mention.label in _LABELS[kind]
        if kind == "several":
            return word.tag in {"NNS", "NNPS"}
        if kind == "person" and self.is_definite(word):  # "the activist" is the one named before, as "he" is
            return False
        return word.tag in {"NN", "NNP"} and (kind == "person") == self.is_person(word)

    def fits(self, pronoun: Word, label: str | None) -> bool:
        """Tell whether a name with ``label`` can be what ``pronoun`` stands for."""
        kind = self._pronouns.get(pronoun.norm)
        return (label == "PERSON") == (kind == "person") if kind in {"person", "thing"} else True

    def is_definite(self, word: Word) -> bool:
        """Tell whether "the", "this" or the like stands before the noun ``word``."""
        return any(child.dep in {"det", "det:predet", "cc:preconj"} and child.norm in self._definite for child in word.children)

    def is_no_name(self, word: Word) -> bool:
        """Tell whether ``word`` names nobody, however it is written."""
        return word.norm in self._no_names

    def is_person(self, noun: Word) -> bool:
        """Tell whether ``noun`` says what somebody is: "minister"."""
        return self._nouns.get(noun.norm) == "person"

    def is_figure(self, word: Word) -> bool:
        """Tell whether ``word`` takes up a number given before: "this figure", "that number", or a bare "this"."""
        if word.tag == "DT":
            return word.norm in self._definite
        return word.norm in self._figures and self.is_definite(word)

    def subject_before(self, page: Page, offset: int) -> Word | None:
        """Return the subject of the sentence before ``offset``, where the article speaks of one thing after another."""
        before = page.trees.get(page.number(offset) - 1)
        subject = _main_subject(before) if before is not None else None
        if subject is None or subject.head is None or subject.head.norm in self._speaking:
            return None
        return subject

    def topic(self, page: Page, offset: int) -> Mention | None:
        """Return what the article is about at ``offset``: named at its head, and again not far before."""
        here = page.number(offset)
        near: dict[str, Mention] = {}
        counts: dict[str, int] = {}
        for one in _before(page, offset):
            if one.label in _NAMES:
                near.setdefault(entity(one), one)
                counts[entity(one)] = counts.get(entity(one), 0) + 1
        head = page.sentences[min(_LEAD, len(page.sentences)) - 1][1]
        first = {entity(one) for one in islice(page.mentions, _WINDOW) if one.start < head}
        found = [
            (counts[name], one.start, one)
            for name, one in near.items()
            if name in first and counts[name] > 1 and here - page.number(one.start) <= _SENTENCES["topic"]
        ]
        return max(found, key=lambda item: item[:2])[2] if found else None

    def _description(self, page: Page, word: Word) -> list[Word | Mention]:
        marks = [child.norm for child in word.children if child.dep in {"det", "nummod", "det:predet", "cc:preconj"}]
        noun, plural = _singular(word)
        bearer = word
        if word.dep == "compound" and word.head is not None and not plural and word.norm[:-1] in self._nouns:
            noun, bearer = word.norm[:-1], word.head  # "the countrys economy": an apostrophe was lost
        if not self.is_definite(bearer) or any(_identifies(child) for child in word.children):
            return []
        kind = self._nouns.get(noun)
        if plural:
            number = next((self._several[mark] for mark in marks if mark in self._several), 2 if kind == "pair" else 0)
            return [*_group(page, word.start, "country" if kind == "pair" else kind, number)] if number and kind else []
        same = [one for one in _before(page, word.start) if one.label in _NAMES and _holds(page, one, noun)]
        if same or kind is None or kind == "pair":
            return [*same[:1]]
        known = [one for one in _before(page, word.start) if one.label in _LABELS[kind] and _called(page, one, noun)]
        if known or noun in self._titles:
            return [*known[:1]]
        return [*_best(page, word.start, kind)]


def mention_at(page: Page, word: Word) -> Mention | None:
    """Return the name that ``word`` is part of."""
    place = bisect_left(page.mentions, word.end, key=lambda mention: mention.start) - 1
    return page.mentions[place] if place >= 0 and page.mentions[place].end > word.start else None


def entity(mention: Mention) -> str:
    """Return what two names of one entity share: its id, or the last word of a person's name, or the name."""
    if mention.entity_id is not None:
        return mention.entity_id
    words = (mention.name or mention.surface).lower().split()
    return words[-1] if mention.label == "PERSON" else " ".join(words)


def _subjects_above(word: Word) -> Iterator[Word]:
    """Yield the subjects of the clauses that ``word`` stands in, the innermost first, but none that holds it."""
    holders = {word.i, *(above.i for above in islice(word.ancestors(), 40))}
    verb = clause(word)
    while verb is not None:
        subject = own_subject(verb)
        if subject is not None and subject.i not in holders:
            yield subject
        verb = clause(verb.head) if verb.head is not None else None


def _main_subject(tree: Tree) -> Word | None:
    """Return the subject of the main clause of ``tree``, or the first one."""
    subjects = [word for word in tree.words if word.dep in {"nsubj", "nsubj:pass"}]
    main = [word for word in subjects if word.head is not None and word.head.head is None]
    return next(iter(main or subjects), None)


def _best(page: Page, offset: int, kind: str) -> list[Mention]:
    """Return the name that ``offset`` most likely takes up: near, often named, first in its sentence."""
    here = page.number(offset)
    fitting = [one for one in _before(page, offset) if one.label in _LABELS[kind]]
    counts: dict[str, int] = {}
    for one in fitting:
        counts[entity(one)] = counts.get(entity(one), 0) + 1
    best, best_score = None, -1e9
    for one in fitting:
        number = page.number(one.start)
        if here - number > _SENTENCES[kind]:
            break
        first = one.start - page.sentences[number][0] < _FIRST
        score = min(counts[entity(one)], 4) * 0.5 - (here - number) + first
        if score > best_score:
            best, best_score = one, score
    return [] if best is None else [_fullest(best, fitting)]


def _fullest(mention: Mention, others: Sequence[Mention]) -> Mention:
    """Return the longest way in which the article names the person whom ``mention`` names."""
    if mention.label != "PERSON":
        return mention
    return max((one for one in others if entity(one) == entity(mention)), key=lambda one: (len(one.surface), one.start))


def _group(page: Page, offset: int, kind: str, number: int) -> list[Mention]:
    """Return the ``number`` entities before ``offset`` that were named last, in text order."""
    found: dict[str, Mention] = {}
    for one in _before(page, offset):
        if one.label in _LABELS[kind]:
            found.setdefault(entity(one), one)
            if len(found) == number:
                return sorted(found.values(), key=lambda mention: mention.start)
    return []


def _before(page: Page, offset: int) -> Iterator[Mention]:
    """Yield the names before ``offset``, the nearest first."""
    last = bisect_left(page.mentions, offset, key=lambda mention: mention.start)
    for place in range(last - 1, max(-1, last - 1 - _WINDOW), -1):
        yield page.mentions[place]


def _identifies(child: Word) -> bool:
    """Tell whether ``child`` says which one its noun means, so that none named before need be meant."""
    return child.dep in {"acl:relcl", "nmod", "nmod:poss"} or child.tag.startswith("NNP")


def _called_so(page: Page, offset: int, name: str | None) -> list[Mention]:
    """Return a mention with the words ``name`` near ``offset``, on either side."""
    if name is None:
        return []
    place = bisect_left(page.mentions, offset, key=lambda mention: mention.start)
    near = range(max(0, place - _WINDOW), min(len(page.mentions), place + _WINDOW))
    same = [page.mentions[i] for i in near if page.mentions[i].surface == name]
    return [min(same, key=lambda mention: abs(mention.start - offset))] if same else []


def _called(page: Page, mention: Mention, noun: str) -> bool:
    """Tell whether the text calls whom it names by ``noun``: "retailer Tesco", "Tesco, a retailer"."""
    text = page.article.text
    around = text[max(0, mention.start - _BESIDE) : mention.start] + "|" + text[mention.end : mention.end + _BESIDE]
    return noun in around.lower()


def _holds(page: Page, mention: Mention, noun: str) -> bool:
    """Tell whether ``noun`` is part of the name, or follows it: "the storm" of Storm Barry, "the field" of Khurais oil field."""
    words = mention.surface.lower().split()
    following = page.article.text[mention.end : mention.end + _BESIDE].lower().split()[:2]
    return (noun in following and mention.entity_id is None) or (len(words) > 1 and noun in words)


def _singular(noun: Word) -> tuple[str, bool]:
    """Return ``noun`` in the singular, and whether it stood in the plural."""
    word = noun.norm
    if noun.tag not in {"NNS", "NNPS"}:
        return word, False
    for ending, singular in (("ies", "y"), ("men", "man"), ("sses", "ss"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + singular, True
    return word, True
