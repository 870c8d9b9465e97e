"""Who is named by the phrases of an article: names, what stands for them, and what is written like one."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from tallyspan.context.page import Page
from tallyspan.context.subjects.about import modifiers, relative
from tallyspan.context.subjects.recall import is_claimed, mention_at
from tallyspan.context.subjects.reference import ReferenceReader
from tallyspan.model import Mention, Subject
from tallyspan.syntax import Tree, Word

_DEPTH = 4  # "workers at the plant of the subsidiary of X"
_HEADING = 120  # characters on either side of a name: no heading is longer
_BUDGET = 300  # words looked at for one claim: pronouns that stand for phrases with pronouns must end somewhere
_SHORTEST = 4  # letters of a name that nothing but a capital marks
_FEWEST, _LONGEST = 2, 8  # words of a name after a year
_OFFICE = frozenset({"IN", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "POS"})  # tags of words after an office: "of the Bank of Peru"
_AROUND = 2000  # characters on either side of a word, in which it may stand otherwise
_ASIDE = {",": ",", "\u2014": "\u2014", "\u2013": "\u2013", "-": "-", "--": "--"}
_JOINED = re.compile(r"-[a-z]")
_SMALL = re.compile(r"\b[a-z]{4,}")
_TITLES = frozenset({"flat", "appos", "nmod:desc", "compound"})


class Names:
    """Who is named by the phrases of an article. ``we`` tells that the speaker's "we" may mean himself: it is his money."""

    def __init__(self, page: Page, reference: ReferenceReader, speaker: str | None = None, *, we: bool = False) -> None:
        self._speaker = speaker
        self._we = we
        self._page = page
        self._reference = reference
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
            elif (beside := self._apposed(one)) is not None:
                found.append(beside)
            elif (depth == 0 or one.dep in {"nmod:poss", "compound"}) and (unlisted := self._unlisted(one)) is not None:
                found.append(unlisted)
            elif depth < _DEPTH:
                found += self._resolved(one, depth + 1)
        return found

    def called(self, word: Word) -> list[Subject]:
        """Return who is named by ``word`` itself, in so many words."""
        mention = self._named(word)
        if mention is None:
            return [name for name in (self._unlisted(word),) if name is not None]
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

    def dated(self, tree: Tree, end: int) -> Subject | None:
        """Return the name of what the date that ends at ``end`` belongs to: "the 1993 Oslo Accords"."""
        run: list[Word] = []
        first = bisect_left(tree.words, end, key=lambda word: word.start)
        for word in islice(tree.words, first, first + _LONGEST):
            if not word.tag.startswith("NNP") and not (word.form[0].isupper() and word.tag in {"NN", "NNS", "JJ", "VBG"}):
                break
            run.append(word)
        start = tree.words[first - 1] if 0 < first < len(tree.words) else None
        led = first == 1 or (first > 1 and tree.words[first - 2].norm in {"the", "its", "their"})
        if start is None or start.end != end or not led or len(run) < _FEWEST or not run[-1].tag.startswith("NN"):
            return None
        mention = mention_at(self._page, run[0])
        if mention is not None and (mention.end >= run[-1].end or mention.label == "PERSON"):
            return subject_of(mention) if mention.start >= end else None
        if self._reference.is_person(run[-1]) or is_claimed(self._page, run[0]):
            return None
        text = self._page.article.text
        if _in_heading(text, run[0].start, run[-1].end):
            return None
        return Subject(text[run[0].start : run[-1].end], None, None, run[0].start, run[-1].end)

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
                names = self.of(one, depth) or [name for name in (self._unlisted(one),) if name is not None]
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

    def _numbered(self, number: Word) -> Subject | None:
        """Return the name that ``number`` ends: "S&P 500"."""
        tree = self._page.trees.get(self._page.number(number.start))
        first = number
        while tree is not None and first.i > 0 and tree.words[first.i - 1].tag == "NNP":
            first = tree.words[first.i - 1]
        text = self._page.article.text[first.start : number.end]
        return None if first is number else Subject(text, None, None, first.start, number.end)

    def _apposed(self, noun: Word) -> Subject | None:
        """Return the name between two dashes or commas right behind a common noun: "the black hole, V616 Mon, is"."""
        tree = self._page.trees.get(self._page.number(noun.start))
        words = tree.words[noun.i + 1 : noun.i + _LONGEST] if tree is not None and noun.tag in {"NN", "NNS"} else []
        if not words or words[0].norm not in _ASIDE:
            return None
        first = 2 if len(words) > 1 and words[1].norm in {"a", "an", "the"} else 1
        last = next((place for place, word in enumerate(words[1:], 1) if word.norm == _ASIDE[words[0].norm]), 0)
        run = words[first:last]
        if (
            not run
            or not all(word.form[0].isupper() or word.form[0].isdigit() for word in run)
            or not run[0].tag.startswith("NNP")
        ):
            return None
        mention = mention_at(self._page, run[0])
        if mention is not None:
            return subject_of(mention) if mention.end >= run[-1].start else None
        if is_claimed(self._page, run[0]) or is_claimed(self._page, run[-1]) or self._reference.is_no_name(run[0].form):
            return None
        start, end = run[0].start, run[-1].end
        return Subject(self._page.article.text[start:end], None, None, start, end)

    def _unlisted(self, word: Word) -> Subject | None:
        """Return the name that ``word`` heads and that no recogniser found, as far as capitals tell."""
        if not (word.form[0].isupper() or word.tag == "CD") or word.dep == "amod":
            return None
        if word.dep == "compound" and not any(child.dep == "flat" for child in word.children):  # "its Desert Fox missile"
            return None
        alone = word.tag.startswith("NN") and word.dep in {"nsubj", "nsubj:pass"} and len(word.form) >= _SHORTEST
        alone = alone and (word.tag == "NNP" if word.i > 0 else _stands_within(self._page.article.text, word))
        if word.tag == "CD" and word.dep in {"nsubj", "nsubj:pass"}:  # "London's FTSE 100"
            return self._numbered(word)
        run = _capitals(word)
        while len(run) > 1 and run[0].tag in {"IN", "DT", "TO"}:  # "In Greater Leeds"
            run = run[1:]
        if (len(run) == 1 and not alone and not _is_acronym(word)) or self._reference.is_no_name(run[0].form):
            return None
        title = max((place for place, one in enumerate(run[:-1]) if self._reference.is_person(one)), default=-1)
        run = run[title + 1 :]  # "President Donald Trump"
        if not run or self._reference.is_person(run[-1]) or not run[-1].form[0].isalpha():  # "Health Minister", "Day 3"
            return None
        start, end = run[0].start, run[-1].end
        if _in_heading(self._page.article.text, start, end):
            return None
        return Subject(self._page.article.text[start:end], None, None, start, end)


def _is_plain(page: Page, word: Word, mention: Mention) -> bool:
    """Tell whether ``mention`` is a common noun with the capital of its place only, that opens the sentence: "Goods worth $5"."""
    known = mention.entity_id is not None or mention.surface != word.form or _is_acronym(word)
    if known or page.sentences[page.number(word.start)][0] != word.start:
        return False
    text, noun = page.article.text, re.escape(word.form)
    near = slice(max(0, word.start - _AROUND), word.end + _AROUND)
    if re.search(rf"[a-z,] {noun}\b", text[near]) is not None:
        return False
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


def _stands_within(text: str, word: Word) -> bool:
    """Tell whether the text has ``word`` within sentences too, always with its capital: a name, though it opens its sentence."""
    form, near = re.escape(word.form), text[max(0, word.start - _AROUND) : word.end + _AROUND]
    return re.search(rf"[a-z,] {form}\b", near) is not None and re.search(rf"\b{form.lower()}\b", near) is None


def subject_of(mention: Mention) -> Subject:
    """Return ``mention`` as a subject, without the "s" of a possessive that lost its apostrophe, as on some web pages."""
    text = mention.surface
    if mention.name is not None and text == f"{mention.name}s":
        text = mention.name
    return Subject(text, mention.label, mention.entity_id, mention.start, mention.start + len(text))


def _capitals(word: Word) -> list[Word]:
    """Return the words with capitals that stand with ``word`` and hang from it, hyphens between them included."""
    run = [word]
    for other in reversed([one for one in word.subtree() if one.i < word.i]):
        if other.i != run[0].i - 1 or not (other.form[0].isupper() or other.form == "-"):
            break
        run.insert(0, other)
    for child in word.children:
        if child.dep == "flat" and child.i == run[-1].i + 1:
            run.append(child)
    return run[1:] if run[0].form == "-" else run


def _in_heading(text: str, start: int, end: int) -> bool:
    """Tell whether every word of the line is written with a capital, so that capitals mean nothing."""
    first = max(0, text.rfind("\n", max(0, start - _HEADING), start))
    last = text.find("\n", end, end + _HEADING)
    return _SMALL.search(text, first or max(0, start - _HEADING), last if last >= 0 else end + _HEADING) is None


def _is_acronym(word: Word) -> bool:
    """Tell whether ``word`` is like NATO, LDCs or TmCel."""
    return word.form.isalnum() and sum(map(str.isupper, word.form)) > 1


def _qualifies(word: Word, mention: Mention) -> bool:
    """Tell whether ``mention``, of which ``word`` is a part, only says of what people something is: "the Polish branch"."""
    if word.tag.startswith("JJ") and not word.dep.startswith(("nsubj", "obj")):
        return True
    return mention.label == "NORP" and (not word.tag.startswith("NN") or word.dep in {"compound", "amod"})
