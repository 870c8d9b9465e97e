"""Measures that stand right beside a quantity: "10% of trade", "a 5% rise", "a depth of 20 feet", "30 km south of the coast"."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallyspan.context.noun_phrase import bare, is_mark, is_noun, noun_phrase
from tallyspan.context.site import Site, antecedent, noun_run, subject
from tallyspan.syntax import Word

Phrase = list[str | Sequence[Word]]
"""A measure: words of the text, and words of ours between them."""


class Neighbours:
    """Finds the noun that stands beside a quantity. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._stops = frozenset(table["stops"])
        self._weak = frozenset(table["weak"])
        self._owned = frozenset(table["owned"])
        self._worth = frozenset(table["worth"])
        self._substance = frozenset(table["before_substance"])
        self._not_substance = frozenset(table["not_substance"])
        self._directions = frozenset(table["directions"])
        self._dimensions = {word: entry["noun"] for entry in table["dimension"] for word in entry["adjectives"]}
        self._dimension_nouns = frozenset(entry["noun"] for entry in table["dimension"]) | {"diameter", "radius", "circumference"}

    def whole(self, site: Site) -> tuple[Phrase, Word] | None:
        """Return the measure of "10% of X", "$5 million worth of X", "$5 million in X", and the noun X."""
        i = site.right
        if site.norm(i) in self._worth:
            i += 1
        if site.norm(i) == "of" and not (site.reading.kind == "distance" and self._is_near(site)):
            return self._noun_after(site, i)
        if site.norm(i) in self._substance and site.reading.kind == "money" and self._is_substance(site, i):
            return self._noun_after(site, i)
        return None

    def _is_near(self, site: Site) -> bool:
        return any(word.norm == "within" for word in site.words[max(0, site.left - 1) : site.first])

    def _is_substance(self, site: Site, i: int) -> bool:
        word = site.word(i + 1)
        if word is None or word.norm in self._not_substance or word.i in site.taken:
            return False
        if not site.tree.parsed:
            return word.form.islower()
        return word.tag in {"NN", "NNS", "JJ", "VBG"} and not word.form[0].isupper()

    def _noun_after(self, site: Site, i: int) -> tuple[Phrase, Word] | None:
        """Return the noun phrase behind the preposition at ``i``: by the tree where it agrees, else the run of words there."""
        run = noun_run(site.words, i + 1, site.taken, self._stops, parsed=site.tree.parsed)
        if not site.tree.parsed:
            return ([bare(run)], run[-1]) if run else None
        case = site.words[i]
        head = case.head if case.dep == "case" else None
        if head is not None and head.i > i and is_noun(head) and head.i not in site.taken:
            if head.child("nmod:poss") is None or not run or run[-1].i >= head.i:
                return [noun_phrase(head, site.taken)], head
        if not run:
            return None
        return [bare(run) if run[-1].i in site.taken else _from_run(run, site)], run[-1]

    def modified(self, site: Site) -> tuple[Phrase, Word] | None:
        """Return the noun that the quantity stands before: "a 45 percent pay increase"; and its last word."""
        if site.right != site.last + 1 and site.reading.per is None:
            return None
        i = site.right
        joined = site.norm(i) == "-" or "-" in site.words[site.last].norm
        if site.norm(i) in {"-", "plus"}:
            i += 1
        first = site.word(i)
        if first is None or first.i in site.taken or is_mark(first) and first.norm not in {'"', "\u201c", "\u2018", "``"}:
            return None
        if site.reading.kind == "distance" and (first.norm in self._directions or first.norm in self._dimensions):
            return None
        run = noun_run(site.words, i, site.taken, self._stops, parsed=site.tree.parsed)
        while run and run[0].norm in {"annual"}:
            break
        if not run or run[0].tag in {"DT", "PRP$"} or run[0].norm in self._worth:
            return None
        head = _head_of(run, site)
        if not (joined or site.determined() or self._hangs_on(site, head)) or head.norm in self._weak:
            return None
        if not site.tree.parsed:
            return ([bare(run)], head) if joined or site.determined() else None
        return [_from_run(run[: run.index(head) + 1], site)], head

    def _hangs_on(self, site: Site, head: Word) -> bool:
        """Tell whether the tree makes the quantity a modifier of ``head``."""
        link = site.link
        return link is not None and link.head is not None and (link.head is head or link.head.head is head) and link.dep not in {
            "nsubj", "obj", "obl", "nsubj:pass", "root", "parataxis", "appos"
        }  # fmt: skip

    def container(self, site: Site) -> tuple[Phrase, Word] | None:
        """Return the noun N of "an N of 5%": the words before the quantity, without it."""
        of = site.left
        if site.norm(of) != "of" or of in site.taken:
            return None
        before = site.word(of - 1)
        if before is None or before.i in site.taken:
            return None
        if not site.tree.parsed:
            return ([[before]], before) if before.norm not in self._stops | self._weak and before.norm.isalpha() else None
        if not is_noun(before) or before.norm in self._weak:
            return None
        words = [word for word in noun_phrase(before, site.taken | set(range(of, site.last + 1))) if word.i <= of]
        return [bare([*words])], before

    def position(self, site: Site) -> Phrase | None:
        """Return the distance that a direction gives: "90 miles south of the coast" is one of what lies there."""
        if site.reading.kind != "distance":
            return None
        near = self._is_near(site) and site.norm(site.right) == "of"
        if not near and site.norm(site.right) not in self._directions:
            return None
        where = self._where(site, site.right)
        if where and near:
            where = where[1:]
        phrase: Phrase = ["distance"]
        who = self._placed(site)
        if who:
            phrase += ["of", who]
        if near:
            phrase.append("from")
        return [*phrase, where] if where else phrase

    def _where(self, site: Site, i: int) -> list[Word]:
        """Return "south of the coast": the direction, and the place that it counts from."""
        words = [site.words[i]]
        j = i + 1
        while (
            j < min(i + 4, len(site.words))
            and site.norm(j) in self._directions | {"-", "to", "of", "the"}
            and j not in site.taken
        ):
            words.append(site.words[j])
            j += 1
        run = noun_run(site.words, j, site.taken, self._stops, parsed=site.tree.parsed)
        if run and site.tree.parsed:
            head = _head_of(run, site)
            run = [word for word in noun_phrase(head, site.taken, 6) if word.i >= j] or run
            the = site.word(j - 1)
            words = [word for word in words if word.i < run[0].i]
            if the is not None and the.norm == "the" and the not in words and the.i < run[0].i:
                words.append(the)
        while not run and words and words[-1].norm in {"to", "of", "the", "-", "from"}:
            words.pop()
        return [*words, *run]

    def _placed(self, site: Site) -> list[Word]:
        """Return what lies at the distance: the noun right before it, or the subject of the clause."""
        before = site.word(site.left)
        if before is not None and is_noun(before) and before.i not in site.taken:
            return self._owner(before, site)
        link = site.link
        verb = link if link is not None else None
        for word in () if verb is None else (verb, *verb.ancestors()):
            found = subject(word)
            if found is not None and found.i not in site.taken:
                return self._owner(found, site)
            if is_noun(word) and word.i not in site.taken and word.norm not in self._directions:
                return self._owner(word, site) if word.i < site.first else []
        return []

    def _owner(self, word: Word, site: Site) -> list[Word]:
        return noun_phrase(word, site.taken, 6) if is_noun(word) and word.norm != "$" else []

    def dimension(self, site: Site) -> Phrase | None:
        """Return the height, depth or length that an adjective tells: "a 15 metre high pig", "the wall is 5 m thick"."""
        if site.reading.kind != "distance":
            return None
        i = site.right + 1 if site.norm(site.right) == "-" else site.right
        noun = self._dimensions.get(site.norm(i))
        if noun is None and site.norm(i) == "in" and site.norm(i + 1) in self._dimension_nouns:
            noun, i = site.norm(i + 1), i + 1
        if noun is None:
            return None
        after = noun_run(site.words, i + 1, site.taken, self._stops, parsed=site.tree.parsed)
        if after and after[0].tag not in {"DT", "PRP$"} and (site.determined() or site.tree.parsed):
            return [noun, "of", _from_run(after, site)]
        owner = self._placed(site)
        return [noun, "of", owner] if owner else [noun]

    def is_owned(self, word: Word) -> bool:
        """Tell whether the noun wants to be told whose it is: a depth, a profit."""
        return word.norm in self._owned


def _head_of(run: Sequence[Word], site: Site) -> Word:
    """Return the head of a run of words: the last noun before a possessive mark would show the owner, as the tree has it."""
    if not site.tree.parsed:
        return run[-1]
    places = {word.i for word in run}
    for word in run:
        if is_noun(word) and (
            word.head is None
            or word.head.i not in places
            or word.dep not in {"compound", "amod", "nmod:poss", "flat", "nmod", "nummod", "nmod:unmarked"}
        ):
            return word if word.i >= run[0].i and not _modifies_next(word, run) else run[-1]
    return run[-1]


def _modifies_next(word: Word, run: Sequence[Word]) -> bool:
    """Tell whether another noun follows directly: two nouns in a row are one compound, whatever the tree says."""
    following = next((other for other in run if other.i == word.i + 1), None)
    return following is not None and is_noun(following) and not following.form[0].isupper()


def _from_run(run: Sequence[Word], site: Site) -> list[Word]:
    """Return the run with what hangs on its head behind it."""
    head = run[-1]
    tail = [word for word in noun_phrase(head, site.taken) if word.i > head.i]
    return bare([*run, *tail])


def relative(site: Site) -> Word | None:
    """Return the noun that a relative clause around the quantity describes."""
    link = site.link
    return None if link is None else antecedent(link)
