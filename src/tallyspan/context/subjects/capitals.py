"""Names that no recogniser found, as far as capitals tell them: "Desert Fox", "V616 Mon", "the 1993 Oslo Accords"."""

import re
from bisect import bisect_left
from itertools import islice

from tallyspan.context.page import Page
from tallyspan.context.subjects.recall import is_claimed, mention_at
from tallyspan.context.subjects.reference import ReferenceReader
from tallyspan.model import Mention, Subject
from tallyspan.syntax import Tree, Word

_HEADING = 120  # characters on either side of a name: no heading is longer
_SHORTEST = 4  # letters of a name that nothing but a capital marks
_FEWEST, _LONGEST = 2, 8  # words of a name after a year
_AROUND = 2000  # characters on either side of a word, in which it may stand otherwise
_ASIDE = {",": ",", "\u2014": "\u2014", "\u2013": "\u2013", "-": "-", "--": "--"}
_SMALL = re.compile(r"\b[a-z]{4,}")


class Capitals:
    """What a page writes like a name."""

    def __init__(self, page: Page, reference: ReferenceReader) -> None:
        self._page = page
        self._reference = reference

    def name(self, word: Word) -> Subject | None:
        """Return the name that ``word`` heads and that no recogniser found, as far as capitals tell."""
        if word.tag == "CD":  # "London's FTSE 100"
            return self._numbered(word) if word.dep in {"nsubj", "nsubj:pass"} else None
        if not word.form[0].isupper() or word.dep == "amod":
            return None
        if word.dep == "compound" and not any(child.dep == "flat" for child in word.children):  # "its Desert Fox missile"
            return None
        alone = word.tag.startswith("NN") and word.dep in {"nsubj", "nsubj:pass"} and len(word.form) >= _SHORTEST
        alone = alone and (word.tag == "NNP" if word.i > 0 else _stands_within(self._page.article.text, word))
        run = _capitals(word)
        while len(run) > 1 and run[0].tag in {"IN", "DT", "TO"}:  # "In Greater Leeds"
            run = run[1:]
        if (len(run) == 1 and not alone and not is_acronym(word)) or self._reference.is_no_name(run[0].form):
            return None
        title = max((place for place, one in enumerate(run[:-1]) if self._reference.is_person(one)), default=-1)
        run = run[title + 1 :]  # "President Donald Trump"
        if not run or self._reference.is_person(run[-1]):  # "Health Minister"
            return None
        if not run[-1].form[0].isalpha() and not (len(run) > 1 and is_acronym(run[-2])):  # "Day 3", but "FTSE 100"
            return None
        start, end = run[0].start, run[-1].end
        if _in_heading(self._page.article.text, start, end):
            return None
        return Subject(self._page.article.text[start:end], None, None, start, end)

    def beside(self, noun: Word) -> Subject | None:
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

    def _numbered(self, number: Word) -> Subject | None:
        """Return the name that ``number`` ends: "S&P 500"."""
        tree = self._page.trees.get(self._page.number(number.start))
        first = number
        while tree is not None and first.i > 0 and tree.words[first.i - 1].tag == "NNP":
            first = tree.words[first.i - 1]
        text = self._page.article.text[first.start : number.end]
        return None if first is number else Subject(text, None, None, first.start, number.end)


def subject_of(mention: Mention) -> Subject:
    """Return ``mention`` as a subject, without the "s" of a possessive that lost its apostrophe, as on some web pages."""
    text = mention.surface
    if mention.name is not None and text == f"{mention.name}s":
        text = mention.name
    return Subject(text, mention.label, mention.entity_id, mention.start, mention.start + len(text))


def is_acronym(word: Word) -> bool:
    """Tell whether ``word`` is like NATO, LDCs or TmCel."""
    return word.form.isalnum() and sum(map(str.isupper, word.form)) > 1


def _stands_within(text: str, word: Word) -> bool:
    """Tell whether the text has ``word`` within sentences too, always with its capital: a name, though it opens its sentence."""
    form, near = re.escape(word.form), text[max(0, word.start - _AROUND) : word.end + _AROUND]
    return re.search(rf"[a-z,] {form}\b", near) is not None and re.search(rf"\b{form.lower()}\b", near) is None


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
