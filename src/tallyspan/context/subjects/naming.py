"""Who is named by the phrases of an article: names, what stands for them, and what is written like one."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from tallyspan.context.page import Page
from tallyspan.context.subjects.about import modifiers, relative
from tallyspan.context.subjects.capitals import Capitals, is_acronym, subject_of
from tallyspan.context.subjects.recall import is_claimed, mention_at
from tallyspan.context.subjects.reference import ReferenceReader
from tallyspan.model import Mention, Subject
from tallyspan.syntax import Word

_DEPTH = 4  # "workers at the plant of the subsidiary of X"
_BUDGET = 300  # words looked at for one claim: pronouns that stand for phrases with pronouns must end somewhere
_LONGEST = 8  # words between an office and its holder
_OFFICE = frozenset({"IN", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS"})  # tags of words after an office: "of the Bank of Peru"
_AROUND = 2000  # characters on either side of a word, in which it may stand otherwise
_JOINED = re.compile(r"-[a-z]")
_TITLES = frozenset({"flat", "appos", "nmod:desc", "compound"})


class Names:
    """Who is named by the phrases of an article. ``we`` tells that the speaker's "we" may mean himself: it is his money."""

    def __init__(self, page: Page, reference: ReferenceReader, speaker: str | None = None, *, we: bool = False) -> None:
        self._speaker = speaker
        self._we = we
        self._page = page
        self._reference = reference
        self._capitals = Capitals(page, reference)
        self._left = _BUDGET

    def of(self, word: Word, depth: int = 0, clause: Word | None = None) -> list[Subject]:
        """Return who is named by the phrase that ``word`` heads, or by the phrases within it.

        Of ``clause``, the verb of one that hangs from ``word``, only those count that it names itself.
        """
        found = self.direct(word, depth)
        if found or depth >= _DEPTH or (depth > 0 and is_claimed(self._page, word)):
            return found
        near = clause is not None and clause.head is word
        parts = {
            child: self.direct(child, depth + 1) if near and child.head is clause else self.of(child, depth + 1)
            for child in modifiers(word)
        }
        called = [name for child in parts if self._reference.is_place(word) and _is_case(child, "of") for name in parts[child]]
        if called:  # "the Indian state of Kerala"
            return called
        if any(names for child, names in parts.items() if child.dep == "compound"):  # "Oblast's Lenin district"
            parts = {child: names for child, names in parts.items() if child.dep != "nmod:poss"}
        found = [name for names in parts.values() for name in names]
        return found or [name for child in relative(word) for name in self.direct(child, depth + 1)]

    def direct(self, word: Word, depth: int = 0) -> list[Subject]:
        """Return who is named by ``word`` itself, and by those that stand beside it."""
        found: list[Subject] = []
        word = _called(word) or word
        for one in [word, *(child for child in word.children if child.dep == "conj" or _is_case(child, "with"))]:
            self._left -= 1
            if self._left < 0 or is_claimed(self._page, one):
                continue
            mention = self._named(one)
            if mention is not None:
                if not _qualifies(one, mention):
                    found.append(subject_of(mention))
            elif (beside := self._capitals.beside(one)) is not None:
                found.append(beside)
            elif (depth == 0 or one.dep in {"nmod:poss", "compound"}) and (unlisted := self._capitals.name(one)) is not None:
                found.append(unlisted)
            elif depth < _DEPTH:
                found += self._resolved(one, depth + 1)
        return found

    def called(self, word: Word) -> list[Subject]:
        """Return who is named by ``word`` itself, in so many words."""
        mention = self._named(word)
        if mention is None:
            return [name for name in (self._capitals.name(word),) if name is not None]
        return [] if _qualifies(word, mention) else [subject_of(mention)]

    def traded(self, word: Word) -> list[Subject]:
        """Return what ``word`` names that has a price: "Ten-year German yields", "spot gold"."""
        if not self._reference.is_traded(word) or is_claimed(self._page, word):
            return []
        first = min(
            (child.i for child in word.children if child.dep in {"compound", "amod"} and child.i < word.i), default=word.i
        )
        beside = {child.i for child in word.children} | {word.i}
        tree = self._page.trees.get(self._page.number(word.start))
        start = word
        while (
            tree is not None
            and start.i > first
            and start.i - 1 in beside
            and tree.words[start.i - 1].tag.startswith(("NN", "JJ"))
        ):
            start = tree.words[start.i - 1]
        return [Subject(self._page.article.text[start.start : word.end], None, None, start.start, word.end)]

    def place(self, word: Word) -> list[Subject]:
        """Return who is named by ``word``, which stands where a distance names a place: one word with a capital will do."""
        if is_claimed(self._page, word) or self._reference.is_no_name(word.form):
            return []
        return self.direct(word) or [Subject(word.form, None, None, word.start, word.end)]

    def within(self, start: int, end: int) -> Iterator[Subject]:
        """Yield who is named in ``[start, end)`` of the text, peoples aside: they qualify more often than they are meant."""
        mentions = self._page.mentions
        first = bisect_left(mentions, start, key=lambda mention: mention.start)
        for place in range(first, len(mentions)):
            if mentions[place].end > end:
                return
            mention = mentions[place]
            tree = self._page.trees.get(self._page.number(mention.start))
            plain = tree is not None and any(
                _is_plain(self._page, word, mention) for word in tree.within(mention.start, mention.end)
            )
            joined = _JOINED.match(self._page.article.text, mention.end) is not None  # "World War II-era"
            if mention.label != "NORP" and not plain and not joined and not self._reference.is_no_name(mention.surface):
                yield subject_of(mention)

    def _resolved(self, word: Word, depth: int) -> Iterator[Subject]:
        for one in self._reference.resolve(self._page, word, self._speaker, we=self._we):
            if isinstance(one, Mention):
                yield subject_of(one)
            elif self._reference.takes_up_owner(word, one):
                yield from (name for child in modifiers(one) if child.dep != "compound" for name in self.of(child, depth))
            else:
                names = self.of(one, depth) or [name for name in (self._capitals.name(one),) if name is not None]
                yield from (name for name in names if self._reference.fits(word, name.label))

    def _named(self, word: Word) -> Mention | None:
        """Return the name that ``word`` is in, or that it is the title of."""
        mention = mention_at(self._page, word)
        if mention is not None:
            plain = self._reference.is_no_name(mention.surface) or _is_plain(self._page, word, mention)
            if plain or mention.label != "NORP":
                return None if plain else (self._officer(mention) or mention)
        beside = [child for child in word.children if child.dep in _TITLES and child.i == word.i + 1]
        found = next((found for child in beside if (found := mention_at(self._page, child))), None)
        if mention is not None:  # "Democrat Ann Berg"
            return found if found is not None and found.label == "PERSON" else mention
        return found or (self._holder(word) if self._reference.is_person(word) else None)

    def _officer(self, mention: Mention) -> Mention | None:
        """Return whose office the name stands before: "United States President Donald Trump"."""
        if mention.label not in {"GPE", "ORG", "LOC"}:
            return None
        place = bisect_left(self._page.mentions, mention.start, key=lambda one: one.start) + 1
        person = self._page.mentions[place] if place < len(self._page.mentions) else None
        return person if person is not None and self._reference.holds_office(self._page, mention, person) else None

    def employer(self, person: Subject) -> list[Subject]:
        """Return the organisation that ``person`` is introduced as an officer of: "UN refugee chief Ann Berg"."""
        place = bisect_left(self._page.mentions, person.start, key=lambda mention: mention.start)
        mention = self._page.mentions[place] if place < len(self._page.mentions) else None
        if mention is None or mention.start != person.start:
            return []
        return [subject_of(one) for one in self._reference.employer(self._page, mention)]

    def _holder(self, office: Word) -> Mention | None:
        """Return who holds ``office``, where the name follows in commas: "the governor of Ohio, Mike DeWine, said"."""
        tree = self._page.trees.get(self._page.number(office.start))
        words = tree.words[office.i + 1 : office.i + _LONGEST] if tree is not None else []
        beside = mention_at(self._page, words[0]) if words else None  # "opposition leader Ann Berg", torn apart by the parser
        if beside is not None and beside.label == "PERSON":
            return beside
        for word, following in pairwise(words):
            if word.norm == ",":
                mention = mention_at(self._page, following)
                return mention if mention is not None and mention.label == "PERSON" else None
            if word.tag not in _OFFICE:
                return None
        return None


def _is_plain(page: Page, word: Word, mention: Mention) -> bool:
    """Tell whether ``mention`` is a common noun with the capital of its place only, that opens the sentence: "Goods worth $5"."""
    known = mention.entity_id is not None or mention.surface != word.form or is_acronym(word)
    if known or page.sentences[page.number(word.start)][0] != word.start:
        return False
    text, noun = page.article.text, re.escape(word.form)
    near = slice(max(0, word.start - _AROUND), word.end + _AROUND)
    if re.search(rf"[a-z,] {noun}\b", text[near]) is not None:
        return False
    if word.dep in {"amod", "compound"} and not word.tag.startswith("NNP") and not word.form.isupper():  # "Total revenue"
        return True
    manifold = mention.label == "PERSON" and word.tag in {"NNS", "NNPS"}
    tree = page.trees.get(page.number(word.start))
    behind = [one.norm for one in tree.words[word.i + 1 : word.i + 3]] if tree is not None else []
    # "Rainfall, which was low", "Core inflation"
    thing = mention.label == "PERSON" and (
        behind == [",", "which"] or (word.dep == "compound" and word.tag == "NN" and behind[:1] != [","])
    )
    return manifold or thing or re.search(rf"\b{noun.lower()}\b", text[near]) is not None


def _called(noun: Word) -> Word | None:
    """Return the name of "a chef named Ali", "a firm called Arvo"."""
    for child in noun.children:
        if child.dep == "acl" and child.norm in {"named", "called", "dubbed", "nicknamed"}:
            return next((one for one in child.children if one.i > child.i and one.tag.startswith("NNP")), None)
    return None


def _is_case(word: Word, preposition: str) -> bool:
    return word.dep == "nmod" and any(child.dep == "case" and child.norm == preposition for child in word.children)


def _qualifies(word: Word, mention: Mention) -> bool:
    """Tell whether ``mention``, of which ``word`` is a part, only says of what people something is: "the Polish branch"."""
    if word.tag.startswith("JJ") and not word.dep.startswith(("nsubj", "obj")):
        return True
    return mention.label == "NORP" and (not word.tag.startswith("NN") or word.dep in {"compound", "amod"})
