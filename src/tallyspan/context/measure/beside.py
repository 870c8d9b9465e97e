"""Measures that stand right beside a quantity: "10% of trade", "a 5% pay rise", "a profit of $3 million"."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tallyspan.context.measure.words.complements import tail
from tallyspan.context.measure.words.noun_phrase import bare, is_mark, is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.verb_phrase import verb_phrase
from tallyspan.syntax import Word

_OPENING = frozenset({'"', "\u201c", "\u2018", "``", "'"})
_BOUNDS = frozenset({"below", "above", "over", "under", "exceeding", "between", "beyond", "around", "about", "near"})
_LEADING = frozenset({"on", "in", "with", "after", "over", "into", "of", "for"})
_EXTREMES = frozenset({"peak", "high", "low", "record"})  # "an all-time high of $5" is that of what hit it
_MORE = frozenset({"more", "fewer"})
_COMPARING = frozenset(
    {"worth", "more", "less", "higher", "lower", "than", "weaker", "stronger", "firmer", "softer", "cheaper", "dearer", "richer"}
)
_LONGEST_BY = 6  # words
_POINTERS = frozenset({"DT", "PRP$"})


class Beside(NamedTuple):
    """A noun beside a quantity: its phrase, and its head."""

    words: list[Word]
    head: Word


class Neighbours:
    """Finds the noun that stands beside a quantity. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._stops = frozenset(table["stops"])
        self._weak = frozenset(table["weak"])
        self._hedges = frozenset(table["hedges"])
        self._pointing = frozenset(table["pointing"])
        self._not_substance = frozenset(table["not_substance"])
        self._not_modified = frozenset(table["directions"]) | {
            word for entry in table["dimension"] for word in entry["adjectives"]
        }
        self._times = frozenset(table["periods"])
        self._complements: Mapping[str, list[str]] = table["complement"]
        self._dimensions = frozenset(table["owned"])

    def whole(self, site: Site) -> Beside | None:
        """Return the X of "10% of X", "$5 million worth of X", "$5 million in X"."""
        i = site.right
        if site.norm(i) in {"worth", "percent"}:
            i += 1
        if site.norm(i) == "of":
            return self._noun_after(site, i)
        if site.norm(i) in {"in", "worth"} and site.reading.kind == "money" and self._is_substance(site, i):
            return self._noun_after(site, i)
        return None

    def points_back(self, site: Site) -> bool:
        """Tell whether the quantity is a part of what was named before: "20% of that"."""
        following = site.word(site.right + 2)
        ends = following is None or is_mark(following) or following.tag in {"CC", "IN", "TO"}
        return site.norm(site.right) == "of" and site.norm(site.right + 1) in {"that", "this", "it"} and ends

    def _is_substance(self, site: Site, i: int) -> bool:
        """Tell whether "in" leads to what the money consists of, not to a place or a time: "in damage", "in taxes"."""
        word = site.word(i + 1)
        if word is None or word.norm in self._not_substance or word.i in site.taken:
            return False
        if not site.tree.parsed:
            return word.form.islower() and word.norm not in self._stops
        return word.tag in {"NN", "NNS", "JJ", "VBG"} and not word.form[0].isupper()

    def _noun_after(self, site: Site, i: int) -> Beside | None:
        """Return the noun phrase behind the preposition at ``i``: by the tree where it agrees, else the run of words there."""
        run = noun_run(site, i + 1, self._stops) or noun_run(site, i + 1, self._stops, inside=True)
        if not site.tree.parsed:
            return Beside(bare(run), run[-1]) if run else None
        case = site.words[i]
        head = case.head if case.dep == "case" else None
        if head is not None and head.i > i and is_noun(head) and head.i not in site.taken and (not run or run[-1].i <= head.i):
            words = noun_phrase(head, site.taken)
            if words == [head] and head.norm in self._weak:
                return None
            return Beside([*words, *(_asked(words[-1], site) if words else [])], head)
        if site.norm(i + 1) == "those" and i + 1 not in site.taken:
            those = site.words[i + 1]
            return Beside(_those(those, site), those)
        if (
            not run
            or (len(run) == 1 and run[0].norm in self._weak)
            or (run[-1].norm in self._weak and not any(is_noun(word) for word in run[:-1]))
        ):
            return None
        return Beside(_with_tail(run, site), run[-1])

    def modified(self, site: Site) -> Beside | None:
        """Return the noun that the quantity stands before: "a 45 percent pay increase"."""
        i, joined = self._behind(site)
        first = site.word(i)
        if first is None or first.i in site.taken or (is_mark(first) and first.norm not in _OPENING):
            return None
        if first.norm in _COMPARING or (site.reading.kind == "distance" and first.norm in self._not_modified):
            return None
        inside = joined or site.determined()
        run = noun_run(site, i, self._stops, inside=inside)
        if not run or run[0].norm in self._times or run[0].tag in _POINTERS or run[0].norm in {"a", "an", "the"}:
            return None
        head = _head_of(run)
        more = site.norm(i - 1) in _MORE
        led = more or (site.norm(site.left) in _LEADING and first.tag == "NN" and site.reading.kind == "money")
        adjacent = site.reading.kind == "percent" and self._adjoins(site, run)
        says_nothing = head.norm in self._weak and run[0] is head and head.child("nmod") is None
        if says_nothing or not (inside or led or adjacent or self._hangs_on(site, head)):
            return None
        if not site.tree.parsed:
            return Beside(bare(run), head)
        words = _done_by(run, site) or _with_tail(run[: run.index(head) + 1], site, joined=False)
        return Beside([*words, *self._complement(words, site)], head)

    def _adjoins(self, site: Site, run: Sequence[Word]) -> bool:
        """Tell whether a noun stands alone behind the percentage: "up to 60% destruction", "at least 15% support"."""
        following, before = site.word(run[-1].i + 1), site.word(site.left)
        ends = following is None or is_mark(following) or following.tag in {"IN", "CC"}
        return (
            ends and is_noun(run[-1]) and before is not None and before.tag in {"IN", "TO", "DT", "PRP$"} and before.norm != "by"
        )

    def _complement(self, words: Sequence[Word], site: Site) -> list[Word]:
        """Return "on steel" behind the tariff of "a 25% tariff on steel", where the tree hung it on the verb."""
        case = site.word(words[-1].i + 1) if words else None
        if case is None or case.norm not in self._complements.get(words[-1].norm.removesuffix("s"), ()) or case.i in site.taken:
            return []
        run = noun_run(site, case.i + 1, self._stops)
        return [case, *run, *(word for word in _with_tail(run, site) if word.i > run[-1].i)] if run else []

    def _behind(self, site: Site) -> tuple[int, bool]:
        """Return where a noun that the quantity modifies would start, and whether a hyphen joins it.

        It may be shared, "a 17% and 3% drop", or counted, "85% more fires".
        """
        i = site.right
        if site.norm(i) in {"-", "plus"}:
            return i + 1, True
        if site.norm(i) in {"and", "or"} and i + 1 in site.taken and site.determined():
            i += 1
            while i in site.taken:
                i += 1
        elif site.norm(i) in _MORE and site.reading.kind == "percent":
            i += 1
        return i, "-" in site.words[site.last].norm

    def _hangs_on(self, site: Site, head: Word) -> bool:
        """Tell whether the tree makes the quantity a modifier of ``head``."""
        link = site.link
        if link is None or link.head is None or link.dep in {"nsubj", "obj", "obl", "nsubj:pass", "root", "parataxis", "appos"}:
            return False
        return link.head is head or link.head.head is head

    def container(self, site: Site) -> Beside | None:
        """Return the N of "an N of 5%", "an N worth $5", "an N (5%)", or of "a depth below 5 m"."""
        place = self._before(site)
        if place is None:
            return None
        before, stop = site.words[place[0]], place[1]
        if not site.tree.parsed:
            return Beside([before], before) if before.norm not in self._stops | self._weak and before.norm.isalpha() else None
        if before.norm == "range" and site.reading.kind != "distance":
            return None
        if not is_noun(before) or (before.norm in self._weak - self._dimensions and not self._qualified(site, before)):
            return None
        link = site.link
        if site.norm(site.left) != "of" or (link is not None and link.head is phrase_head(before)):
            before = phrase_head(before)
        words = noun_phrase(before, site.taken | frozenset(range(stop, site.last + 1)))
        first = _first_joined(before, site) if site.norm(stop) == "(" and site.reading.kind == "percent" else before
        if first is not before:  # the tree hangs the bracket on the last of the two
            words = [*noun_phrase(first, site.taken, joined=False), site.words[first.i + 1], *words]
        return Beside(bare([word for word in words if word.i < stop]), before)

    def _before(self, site: Site) -> tuple[int, int] | None:
        """Return the places of the last word of the phrase before the quantity, and of what links them."""
        i = site.left
        if i < 1 or i in site.taken:
            return None
        link = site.norm(i)
        if link in {"of", "worth"} or (link == "(" and site.norm(site.last + 1) == ")"):
            before = i - 2 if link == "worth" and site.norm(i - 1) == "," else i - 1
            return (before, i) if before >= 0 and before not in site.taken else None
        if link in {"up", "down"} and site.norm(i - 1) == "," and i - 2 >= 0 and i - 2 not in site.taken:  # "sales, up 60%,"
            return i - 2, i - 1
        bounded = site.norm(i + 1) in _BOUNDS and i < site.first - 1 and self._is_bounded(site, site.words[i])
        return (i, i + 1) if bounded else None

    def _is_bounded(self, site: Site, noun: Word) -> bool:
        """Tell whether ``noun`` is what a bound right behind it limits: "a depth below 5 m", "incomes above $200"."""
        if noun.norm in self._dimensions:
            return True
        link = site.link
        hangs = link is not None and link.head is noun
        return site.tree.parsed and is_noun(noun) and hangs and site.reading.kind != "distance"

    def _qualified(self, site: Site, noun: Word) -> bool:
        """Tell whether a noun that only names a quantity says of what: "turnout rate", not "average rate"."""
        before = site.word(noun.i - 1)
        if noun.norm in _EXTREMES:
            return False
        return before is not None and (is_noun(before) or before.tag == "JJ") and before.norm not in self._hedges | self._weak

    def described(self, site: Site) -> list[Word] | None:
        """Return the clause of "the $500 a family needs to survive", which stands behind the quantity without a noun."""
        if site.tree.parsed and site.reading.kind == "percent" and site.norm(site.right) in {"who", "that"}:
            return self._clause_from(site, site.right)
        if not site.tree.parsed or not any(site.norm(i) == "the" for i in range(site.left + 1, site.first)):
            return None
        first = site.word(site.right)
        if (
            first is None
            or first.i in site.taken
            or not (first.tag in {"DT", "PRP", "PRP$", "NNP"} and first.norm not in {"that", "which"})
        ):
            return None
        return self._clause_from(site, site.right)

    def _clause_from(self, site: Site, i: int) -> list[Word] | None:
        """Return the words from ``i`` up to a mark or a claim, if a verb is among them."""
        words: list[Word] = []
        for word in site.words[i : i + 12]:
            if word.i in site.taken or (is_mark(word) and word.norm not in {"-", "'"}):
                break
            words.append(word)
        return bare(words, inner=True) if any(word.tag in {"VBD", "VBZ", "VBP", "NNS"} for word in words[1:]) else None


def _first_joined(noun: Word, site: Site) -> Word:
    """Return the first noun of "crime and violence (26%)", to both of which the quantity belongs."""
    first = noun.head
    between = site.words[first.i + 1 : noun.i] if first is not None and noun.dep == "conj" and first.i < noun.i else []
    near = first is not None and is_noun(first) and [word.norm for word in between] == ["and"]
    return first if first is not None and near and first.i not in site.taken else noun


def _asked(last: Word, site: Site) -> list[Word]:
    """Return the lone participle of "5% of people surveyed", which models hang on the percentage."""
    word = site.word(last.i + 1)
    asked = word is not None and word.tag in {"VBN", "VBD"} and word.dep == "acl" and word.head is site.link and not word.children
    return [word] if word is not None and asked and word.i not in site.taken else []


def _done_by(run: Sequence[Word], site: Site) -> list[Word]:
    """Return "target set by the community", whose participle the model took for a noun."""
    last = run[-1]
    by = site.norm(last.i + 1) == "by" and len(run) > 1 and last.norm.endswith(("ed", "set", "en", "made"))
    return [*run, *verb_phrase(site, last.i + 1, _LONGEST_BY)] if by else []


def _purpose(head: Word, site: Site) -> list[Word]:
    """Return "to support trade" right behind ``head``."""
    i = head.i + 2 if site.norm(head.i + 1) in _OPENING else head.i + 1
    verb = site.word(i + 1)
    if verb is None or site.norm(i) != "to" or verb.tag != "VB" or {i, i + 1} & site.taken:
        return []
    return [site.words[i], verb, *tail(verb, site, 9)]


def _those(those: Word, site: Site) -> list[Word]:
    """Return "those from coal", up to a mark or a claim."""
    words = [those]
    for word in site.words[those.i + 1 : those.i + 9]:
        finite = word.tag in {"VBZ", "VBP", "MD", "WDT", "WP", "CC"} or (word.tag == "VBD" and word.i > those.i + 1)
        if word.i in site.taken or is_mark(word) or finite:
            break
        words.append(word)
    return [those, *bare(words[1:], inner=True)] if len(words) > 1 else words


def _head_of(run: Sequence[Word]) -> Word:
    """Return the head of a run of words: two nouns in a row are one compound, whatever the tree says, unless a name follows."""
    head = run[-1]
    for word, following in pairwise(run):
        if is_noun(word) and not word.form[0].isupper() and following.tag == "NNP" and following.form[0].isupper():
            return word
    return head


def _with_tail(run: Sequence[Word], site: Site, *, joined: bool = True) -> list[Word]:
    """Return the run with what hangs on its head behind it; what "and" joins only when ``joined``."""
    head = run[-1]
    purpose = _purpose(head, site)
    if purpose:
        return bare([*run, *purpose])
    return bare([*run, *(word for word in noun_phrase(head, site.taken, joined=joined) if word.i > head.i)])
