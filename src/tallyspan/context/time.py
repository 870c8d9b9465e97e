"""The time for which a number holds, where the sentence says so: taken from the dates beside it and in its clause."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from tallyspan import rules
from tallyspan.context import clause
from tallyspan.context.forms import all_forms
from tallyspan.context.modality.clause_line import OPENERS
from tallyspan.context.modality.outlook import names_thing
from tallyspan.context.near import near
from tallyspan.context.page import Page
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_BESIDE = 12  # words from a number to the date behind it
_PARTICIPLE = 5  # of these, how far a participle may stand: "$5 million raised in 2019"
_CLOSE = 20  # characters to a date behind a number, which no date before it can be the time of
_OWN = 3  # words behind a number where "now" may stand
_REACH = 12  # steps from a number up to its verb
_CLAUSES = 3  # verbs from that of the number up: "aims by 2030 to cut"
_STOPS = frozenset({
    ",", ";", ":", "(", "\u2014", "\u2013", "\u201c", "\u201d", '"', "``", "''", "but", "while", "which", "who",
    "that", "when", "as", "after", "than", "with",
})  # fmt: skip
_TIMES = frozenset({
    "obl", "obl:unmarked", "nmod", "nmod:unmarked", "advmod", "nmod:poss", "nummod", "compound", "obl:tmod", "dep",
})  # fmt: skip
_FREE = frozenset({"obl", "obl:unmarked", "nmod:unmarked", "advmod", "obl:tmod"})
_PATH = frozenset({
    "nmod", "nummod", "compound", "amod", "obj", "nsubj", "nsubj:pass", "appos", "nmod:unmarked", "conj", "obl", "obl:unmarked",
    "xcomp", "dep",
})  # fmt: skip
_MOVES = frozenset({"to", "by", "or"})  # "rose 5% to $12 in 2019"
_HEDGES = frozenset({"about", "around", "nearly", "almost", "over", "more", "than", "some", "a", ","})
_TO_COME = frozenset({"target", "forecast"})


class TimeReader:
    """Reads it with the words of ``rules/time.toml``."""

    def __init__(self) -> None:
        table = rules.read("time")
        self._when = frozenset(table["date"]["when"])
        self._records = frozenset(table["date"]["records"])
        self._vague = frozenset(table["date"]["vague"])
        self._sources = frozenset(table["date"]["sources"])
        self._acts = all_forms(table["act"]["verbs"], table["act"]["irregular"])
        self._spans = frozenset(table["act"]["spans"])

    def read(self, page: Page, reading: Reading, modality: str) -> tuple[date | None, date | None]:
        """Return the first and the last day for which ``reading``, of this ``modality``, is said to hold; None where open."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or reading.kind == "date":
            return None, None
        here = near(page, tree, reading)
        dates = [one for one in here if one.kind == "date" and _is_possible(one, modality, page.article.published)]
        dates = [one for one in dates if not _is_listed(tree, one, here)]
        if reading.direction is not None:
            dates = [one for one in dates if not _is_base(tree, one)]
        if not dates or self._has_own(tree, reading):
            return None, None
        found = self._beside(tree, reading, here, dates)
        if found is None and tree.parsed:
            found = self._around(tree, reading, here, dates) or self._ahead(tree, reading, dates, page.article.published)
        if found is None:
            found = self._fronted(tree, reading, dates)
        return (None, None) if found is None else _interval(found, page.article.published)

    def _has_own(self, tree: Tree, reading: Reading) -> bool:
        """Tell whether a word of no date says when: "2 percent since then", "5% now"."""
        behind = tree.within(reading.end, tree.end)[:_OWN]
        return any(word.norm in self._vague for word in behind)

    def _beside(self, tree: Tree, reading: Reading, here: Sequence[Reading], dates: Sequence[Reading]) -> Reading | None:
        """Return the date behind the number, with no clause between: "$5 million of sales in 2019"."""
        behind = next((one for one in dates if one.start >= reading.end), None)
        if behind is None or (reading.kind == "money" and _is_owned(tree, reading)):
            return None
        other = next((one for one in here if one.kind != "date" and reading.end <= one.start < behind.start), None)
        if other is not None:
            joined = {word.norm for word in tree.within(reading.end, other.start)}
            moved = joined & _MOVES and joined <= _MOVES | _HEDGES and not _is_led(tree, reading, "from")
            return self._behind(tree, other, behind) if moved and other.end <= behind.start else None
        return self._behind(tree, reading, behind)

    def _behind(self, tree: Tree, reading: Reading, behind: Reading) -> Reading | None:
        """Return ``behind``, if nothing between it and the number parts them."""
        between = tree.within(reading.end, behind.start)
        if between and between[0].norm == ")":
            between = between[1:]
        if len(between) > _BESIDE or any(word.norm in _STOPS or word.norm in self._records for word in between):
            return None
        if any(word.tag.startswith("VB") and not _is_participle(between, i) for i, word in enumerate(between)):
            return None
        led = between[-1].norm if between and between[-1].tag in {"IN", "TO", ""} else ""
        return behind if led in self._when and not self._names(tree, behind) else None

    def _names(self, tree: Tree, one: Reading) -> bool:
        top = tree.top(one.start, one.end)
        inside = tree.within(one.start, one.end)
        return top is None or names_thing(tree, top, inside[-1].i + 1)

    def _around(self, tree: Tree, reading: Reading, here: Sequence[Reading], dates: Sequence[Reading]) -> Reading | None:
        """Return the date in the clause of the number, or with the noun that the number is of."""
        tops = {top.i: one for one in dates if (top := tree.top(one.start, one.end)) is not None}
        taken = {
            id(date)
            for one in here
            if one is not reading and one.kind != "date" and (date := self._taken(tree, one, here, dates))
        }
        behind = next((one for one in dates if 0 <= one.start - reading.end < _CLOSE), None)
        for found in self._candidates(tree, reading, tops):
            if id(found) not in taken and (behind is None or found.start >= reading.end):
                return found
        return None

    def _ahead(self, tree: Tree, reading: Reading, dates: Sequence[Reading], published: date | None) -> Reading | None:
        """Return a date to come beside the verb of saying over the number's clause: "they estimated by 2050 it would"."""
        ahead = [one for one in dates if published is not None and one.date_start is not None and one.date_start > published]
        word = tree.top(reading.start, reading.end) if ahead else None
        while word is not None and not (word.dep == "ccomp" and clause.is_predicate(word)):
            word = word.head
        if word is None or word.head is None:
            return None
        beside = {child.i for child in word.head.children if child.dep in _FREE}
        return next((one for one in ahead if (top := tree.top(one.start, one.end)) is not None and top.i in beside), None)

    def _fronted(self, tree: Tree, reading: Reading, dates: Sequence[Reading]) -> Reading | None:
        """Return the date that opens the sentence, where nothing but its first clause stands between it and the number."""
        first = dates[0]
        led = tree.within(tree.start, first.start)
        between = tree.within(first.end, reading.start)
        if reading.kind == "distance" or len(led) > 1 or not between or between[0].norm != ",":
            return None
        if (led and led[0].norm not in self._when) or any(one is not first and one.start < reading.start for one in dates):
            return None
        parted = any(word.norm in _STOPS or word.norm in self._acts for word in between[1:])
        return None if parted or first.granularity not in self._spans else first

    def _taken(self, tree: Tree, one: Reading, here: Sequence[Reading], dates: Sequence[Reading]) -> Reading | None:
        """Return the date that belongs to another number alone: "up from 5% in 2013"."""
        inside = tree.within(one.start, one.end)
        before = {word.norm for word in tree.words[max(0, inside[0].i - 3) : inside[0].i]} if inside else set()
        return self._beside(tree, one, here, dates) if before & {"from", "compared", "against", "versus"} else None

    def _candidates(self, tree: Tree, reading: Reading, tops: dict[int, Reading]) -> Iterator[Reading]:
        """Yield the dates that stand with the number, nearest first."""
        word = tree.top(reading.start, reading.end)
        verbs, below = 0, None
        for _ in range(_REACH):
            if word is None:
                return
            if clause.is_predicate(word):
                shared = below is not None and below.dep == "conj" and below is not word
                yield from self._of_verb(tree, word, reading, tops, fronted=shared)
                verbs += 1
                if verbs == _CLAUSES or not _goes_on(word):
                    yield from self._of_antecedent(word, tops)
                    return
            else:
                yield from self._of_noun(word, tops)
                if _is_apart(word, reading):
                    return
                if word.dep not in _PATH:
                    return
            word, below = word.head, word

    def _of_noun(self, noun: Word, tops: dict[int, Reading]) -> Iterator[Reading]:
        for child in noun.children:
            if child.i in tops and child.dep in _TIMES and clause.preposition(child) in self._when:
                yield tops[child.i]

    def _of_verb(self, tree: Tree, verb: Word, reading: Reading, tops: dict[int, Reading], *, fronted: bool) -> Iterator[Reading]:
        """Yield the dates of the clause of ``verb``; only those before it, when the number hangs on a second verb beside it."""
        topic = clause.subject(verb)
        # What one says is told then; but "in 1999, 70% of the voters said": the number is of those who said it then.
        acting = verb.norm in self._acts and not (topic is not None and _holds(topic, reading))
        near = sorted(verb.children, key=lambda child: abs(child.start - reading.start))
        for child in near:
            if child.i not in tops or child.dep not in _FREE or clause.preposition(child) not in self._when:
                continue
            if (fronted and child.i > verb.i) or _is_of_participle(tree, child, verb) or _is_subordinate(tree, child, reading):
                continue  # "was born in 1950 and left $5"
            if not acting or (tops[child.i].granularity in self._spans and verb.child("ccomp") is None):
                yield tops[child.i]
        for child in verb.children:
            if child.norm in self._sources and child.dep == "obl":
                yield from self._of_noun(child, tops)
        if topic is not None and not acting:
            yield from self._of_noun(topic, tops)
        start = min([child.i for child in verb.children if child.dep.startswith(("aux", "cop"))] + [verb.i])
        before = tree.words[start - 1] if start > 0 else None
        if before is not None and before.i in tops and clause.preposition(before) in self._when - {"of", ""}:
            yield tops[before.i]  # "the loss of jobs by 2050 exceeds 10%"

    def _of_antecedent(self, verb: Word, tops: dict[int, Reading]) -> Iterator[Reading]:
        """Yield the date of what the clause is about: "2017's storm, estimated to have done $90 billion"."""
        if verb.dep in {"acl", "acl:relcl"} and verb.head is not None and not clause.is_infinitive(verb):
            yield from (tops[child.i] for child in verb.head.children if child.i in tops and child.dep == "nmod:poss")
        if verb.dep == "conj" and verb.head is not None:
            start = clause.subject(verb.head)
            fronted = islice((child for child in verb.head.children if child.i in tops and child.dep in _FREE), 1)
            yield from (tops[child.i] for child in fronted if start is not None and child.i < start.i)


def _is_apart(noun: Word, reading: Reading) -> bool:
    """Tell whether the number is of a thing that no time changes: "sold its $5 million house in 2019"."""
    if reading.kind == "distance":
        return noun.end > reading.end or noun.end <= reading.start  # "the 75-metre ship was built in 1993"
    return clause.is_definite(noun) and not noun.dep.startswith("nsubj")


def _holds(noun: Word, reading: Reading) -> bool:
    """Tell whether the number stands in the phrase of ``noun``."""
    return any(reading.start < word.end and word.start < reading.end for word in noun.subtree())


def _is_led(tree: Tree, reading: Reading, word: str) -> bool:
    before = tree.within(tree.start, reading.start)
    return bool(before) and before[-1].norm == word


def _is_owned(tree: Tree, reading: Reading) -> bool:
    """Tell whether the amount only says which of its things somebody did something with: "sold its $5 million house"."""
    behind = tree.within(reading.end, tree.end)
    owned = any(_is_led(tree, reading, word) for word in ("its", "their", "his", "her", "our", "my", "'s"))
    return owned and bool(behind) and behind[0].tag.startswith("NN")


def _goes_on(verb: Word) -> bool:
    """Tell whether the verb above shares its time: "aims by 2030 to cut", "estimated to have done"."""
    return verb.dep == "xcomp" or (verb.dep in {"advcl", "acl"} and clause.is_infinitive(verb)) or _is_bare_conjunct(verb)


def _is_bare_conjunct(verb: Word) -> bool:
    return verb.dep == "conj" and clause.subject(verb) is None


def _is_participle(between: Sequence[Word], i: int) -> bool:
    """Tell whether the word at ``i`` says what became of the number itself: "40% of the jobs lost in"."""
    own = all(word.norm == "of" for word in between[:i] if word.tag in {"IN", "TO"})
    return between[i].tag in {"VBN", "VBG"} and i < _PARTICIPLE and own


def _is_possible(one: Reading, modality: str, published: date | None) -> bool:
    """Tell whether a number of this modality may hold at that date: none that is so holds in the future."""
    if one.date_start is None or one.date_end is None:
        return False
    if published is None:
        return True
    if modality in _TO_COME:
        return one.date_end >= published
    return modality == "hypothetical" or one.date_start <= published


def _is_of_participle(tree: Tree, dated: Word, verb: Word) -> bool:
    """Tell whether the date stands right behind another verb than ``verb``: "the man, arrested on Monday, stole"."""
    before = [word for word in tree.words[max(0, dated.i - _OWN) : dated.i] if word.tag in {"VBN", "VBD"}]
    return bool(before) and before[-1] is not verb and not before[-1].dep.startswith("aux")


def _is_subordinate(tree: Tree, dated: Word, reading: Reading) -> bool:
    """Tell whether the date stands in a clause before that of the number: "when the war began in 1914, it cost $1"."""
    if not any(word.norm == "," for word in tree.within(dated.end, reading.start)):
        return False
    for i in range(dated.i - 1, max(-1, dated.i - _BESIDE), -1):
        if tree.words[i].norm == ",":
            return False
        if tree.words[i].norm in OPENERS and tree.words[i + 1] is not dated:
            return not any(word.norm in {"of", "as"} for word in tree.words[i : i + 1])
    return False


def _is_listed(tree: Tree, one: Reading, here: Sequence[Reading]) -> bool:
    """Tell whether a date is one of several, for several numbers: "in 2010 and 2015"."""
    dates = [other for other in here if other.kind == "date" and other is not one]
    between = [tree.within(min(one.end, other.end), max(one.start, other.start)) for other in dates]
    return any(len(words) == 1 and words[0].norm in {"and", "or"} for words in between)


def _is_base(tree: Tree, one: Reading) -> bool:
    """Tell whether a date is what a change is measured from: "fell 19% from 1987"."""
    return "/" not in (one.timex or "") and _is_led(tree, one, "from")


def _interval(one: Reading, published: date | None) -> tuple[date | None, date | None]:
    if one.relation == "since":
        return one.date_start, published
    return (None, one.date_end) if one.relation == "until" else (one.date_start, one.date_end)
