"""The time of a number from the tree: the dates of the noun that it is of, of its clause, and of the clauses around that."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from tallyspan.context import clause
from tallyspan.context.modality.clause_line import OPENERS
from tallyspan.context.time.beside import Beside
from tallyspan.context.time.periods import Periods
from tallyspan.context.time.words import TimeWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_CLOSE = 20  # characters to a date behind a number, which no date before it can be the time of
_PARTICIPLE = 3  # words before a date where the participle stands that it goes with
_SUBORDINATE = 12  # words from a date back to what opens its clause
_REACH = 12  # steps from a number up to its verb
_CLAUSES = 3  # verbs from that of the number up: "aims by 2030 to cut"
_TIMES = frozenset({
    "obl", "obl:unmarked", "nmod", "nmod:unmarked", "advmod", "nmod:poss", "nummod", "compound", "obl:tmod", "dep",
})  # fmt: skip
_FREE = frozenset({"obl", "obl:unmarked", "nmod:unmarked", "advmod", "obl:tmod"})
_PREMODIFIERS = frozenset({"compound", "nummod", "nmod:poss", "amod", "nmod:unmarked"})
_PATH = frozenset({
    "nmod", "nummod", "compound", "amod", "obj", "nsubj", "nsubj:pass", "appos", "nmod:unmarked", "conj", "obl", "obl:unmarked",
    "xcomp", "dep",
})  # fmt: skip
_DURING = frozenset({"in", "at", "during", "for", "over"})

Tops = Mapping[int, Reading]  # dates by the place of the word that they hang from


class Around:
    """Reads it from the tree."""

    def __init__(self, words: TimeWords, beside: Beside, periods: Periods) -> None:
        self._words = words
        self._beside = beside
        self._periods = periods

    def read(self, tree: Tree, reading: Reading, here: Sequence[Reading], dates: Sequence[Reading]) -> Reading | None:
        """Return the date in the clause of the number, or with the noun that the number is of."""
        tops = self._tops(tree, dates)
        behind = next((one for one in dates if 0 <= one.start - reading.end < _CLOSE), None)
        for found in self._candidates(tree, reading, tops):
            free = not self._beside.is_taken(tree, found, here, dates, but=reading)
            if free and (behind is None or found.start >= reading.end):
                return found
        return None

    def ahead(self, tree: Tree, reading: Reading, dates: Sequence[Reading], published: date | None) -> Reading | None:
        """Return a date to come beside the verb of saying over the number's clause: "they estimated by 2050 it would"."""
        ahead = [one for one in dates if published is not None and one.date_start is not None and one.date_start > published]
        said = _reported(tree.top(reading.start, reading.end)) if ahead else None
        if said is None:
            return None
        beside = {child.i for child in said.children if child.dep in _FREE}
        return next((one for place, one in self._tops(tree, ahead).items() if place in beside), None)

    def surveyed(self, tree: Tree, reading: Reading, dates: Sequence[Reading]) -> Reading | None:
        """Return when the figures were taken that the clause is reported from: "a survey conducted in April found"."""
        said = _reported(tree.top(reading.start, reading.end))
        source = clause.subject(said) if said is not None else None
        if source is None or source.norm not in self._words.sources:
            return None
        tops = self._tops(tree, dates)
        taken = [child for child in source.children if child.dep == "acl" and child.norm in self._words.taken]
        return next((found for word in (source, *taken) for found in self._of_noun(word, tops)), None)

    def _tops(self, tree: Tree, dates: Sequence[Reading]) -> Tops:
        tops = ((tree.top(self._periods.start(tree, one), one.end), one) for one in dates)
        return {top.i: one for top, one in tops if top is not None}

    def _candidates(self, tree: Tree, reading: Reading, tops: Tops) -> Iterator[Reading]:
        """Yield the dates that stand with the number, nearest first."""
        word = tree.top(reading.start, reading.end)
        verbs, below = 0, None
        for _ in range(_REACH):
            if word is None:
                return
            if word.i in tops and below is not None and _is_then(below):
                yield tops[word.i]  # "in 2021, when it lost $5m"
            if clause.is_predicate(word):
                shared = below is not None and below.dep == "conj" and below is not word
                yield from self._of_verb(tree, word, reading, tops, fronted=shared)
                verbs += 1
                if verbs == _CLAUSES or not _goes_on(word):
                    yield from self._of_antecedent(tree, word, tops)
                    return
            else:
                yield from self._of_noun(word, tops)
                if _is_apart(word, reading) or word.dep not in _PATH:
                    return
            word, below = word.head, word

    def _of_noun(self, noun: Word, tops: Tops) -> Iterator[Reading]:
        for child in noun.children:
            if child.i in tops and child.dep in _TIMES and self._leads(child):
                yield tops[child.i]
            elif child.dep in {"nmod", "obl"}:
                yield from self._of_event(child, tops)

    def _of_event(self, noun: Word, tops: Tops) -> Iterator[Reading]:
        """Yield the date that says which vote, census or season is meant: "in the 2018 midterm elections"."""
        if noun.norm in self._words.events and clause.preposition(noun) in _DURING:
            yield from (tops[child.i] for child in noun.children if child.i in tops and child.dep in _PREMODIFIERS)

    def _leads(self, dated: Word) -> bool:
        """Tell whether what stands before a date, or behind it, lets it say when: "in 2018", "last year's profit"."""
        return clause.preposition(dated) in self._words.when or dated.dep == "nmod:poss"

    def _of_verb(self, tree: Tree, verb: Word, reading: Reading, tops: Tops, *, fronted: bool) -> Iterator[Reading]:
        """Yield the dates of the clause of ``verb``; only those before it, when the number hangs on a second verb beside it."""
        topic = clause.subject(verb)
        # What one says is told then; but "in 1999, 70% of the voters said": the number is of those who said it then.
        acting = verb.norm in self._words.acts and not (topic is not None and _holds(topic, reading))
        near = sorted(verb.children, key=lambda child: abs(child.start - reading.start))
        for child in near:
            if child.i not in tops or child.dep not in _FREE or clause.preposition(child) not in self._words.when:
                continue
            if (fronted and child.i > verb.i) or _is_of_participle(tree, child, verb) or _is_subordinate(tree, child, reading):
                continue  # "was born in 1950 and left $5"
            if not acting or (tops[child.i].granularity in self._words.spans and verb.child("ccomp") is None):
                yield tops[child.i]
        for child in verb.children:
            if child.norm in self._words.sources and child.dep == "obl":
                yield from self._of_noun(child, tops)
            if child.dep == "obl" and not acting:
                yield from self._of_event(child, tops)
        if topic is not None and not acting:
            if topic.i in tops:
                yield tops[topic.i]  # "its profit last year was $5 million", as the model reads it
            yield from self._of_noun(topic, tops)
        yield from self._before(tree, verb, tops)
        yield from _tied(verb, tops)

    def _before(self, tree: Tree, verb: Word, tops: Tops) -> Iterator[Reading]:
        """Yield the date right before the verb, wherever it hangs: "the loss of jobs by 2050 exceeds 10%"."""
        start = min([child.i for child in verb.children if child.dep.startswith(("aux", "cop"))] + [verb.i])
        before = tree.words[start - 1] if start > 0 else None
        if before is not None and before.i in tops and clause.preposition(before) in self._words.when - {"of", ""}:
            yield tops[before.i]

    def _of_antecedent(self, tree: Tree, verb: Word, tops: Tops) -> Iterator[Reading]:
        """Yield the date of what the clause is about: "2017's storm, estimated to have done $90 billion"."""
        antecedent = _antecedent(tree, verb)
        if antecedent is not None:
            yield from (tops[child.i] for child in antecedent.children if child.i in tops and child.dep == "nmod:poss")
        if verb.dep == "conj" and verb.head is not None:
            start = clause.subject(verb.head)
            fronted = islice((child for child in verb.head.children if child.i in tops and child.dep in _FREE), 1)
            yield from (tops[child.i] for child in fronted if start is not None and child.i < start.i)


def _tied(verb: Word, tops: Tops) -> Iterator[Reading]:
    """Yield the dates of a clause that gives its time to that of ``verb``: "when it opened in 2018, power cost $5"."""
    for child in verb.children:
        if (_is_then(child) and child.i < verb.i) or (child.dep == "advcl" and clause.leader(child) == "since"):
            yield from (tops[own.i] for own in child.children if own.i in tops and own.dep in _FREE)


def _reported(word: Word | None) -> Word | None:
    """Return the verb over the clause of ``word`` that says it."""
    while word is not None and not (clause.is_predicate(word) and _is_told(word)):
        word = word.head
    return word.head if word is not None else None


def _is_told(verb: Word) -> bool:
    """Tell whether a clause may be what the verb above says; without "that" the parser often sets it beside that verb."""
    unlinked = verb.dep in {"conj", "parataxis"} and verb.child("cc") is None and clause.subject(verb) is not None
    return verb.dep == "ccomp" or (unlinked and verb.head is not None and verb.head.i < verb.i)


def _antecedent(tree: Tree, verb: Word) -> Word | None:
    """Return the noun that a relative or participial clause is about; behind a comma also where the parser has lost it."""
    if verb.dep in {"acl", "acl:relcl"}:
        return None if clause.is_infinitive(verb) else verb.head
    lost = verb.dep in {"conj", "advcl"} and verb.tag in {"VBN", "VBD"} and clause.subject(verb) is None
    noun, comma = tree.words[verb.i - 2 : verb.i] if lost and verb.i > 1 else (verb, verb)
    return noun if comma.norm == "," and noun.tag.startswith("NN") else None


def _is_apart(noun: Word, reading: Reading) -> bool:
    """Tell whether the number is of a thing that no time changes: "sold its $5 million house in 2019"."""
    if reading.kind == "distance":
        return noun.end > reading.end or noun.end <= reading.start  # "the 75-metre ship was built in 1993"
    return clause.is_definite(noun) and not noun.dep.startswith("nsubj")


def _holds(noun: Word, reading: Reading) -> bool:
    """Tell whether the number stands in the phrase of ``noun``."""
    return any(reading.start < word.end and word.start < reading.end for word in noun.subtree())


def _is_then(verb: Word) -> bool:
    """Tell whether "when" ties the clause of ``verb`` to the time of the one around it."""
    return verb.dep in {"advcl", "acl:relcl"} and any(child.norm == "when" and child.i < verb.i for child in verb.children[:2])


def _goes_on(verb: Word) -> bool:
    """Tell whether the verb above shares its time: "aims by 2030 to cut", "estimated to have done"."""
    bare_conjunct = verb.dep == "conj" and clause.subject(verb) is None
    if _is_then(verb):
        return True
    return verb.dep == "xcomp" or (verb.dep in {"advcl", "acl"} and clause.is_infinitive(verb)) or bare_conjunct


def _is_of_participle(tree: Tree, dated: Word, verb: Word) -> bool:
    """Tell whether the date stands right behind another verb than ``verb``: "the man, arrested on Monday, stole"."""
    before = [word for word in tree.words[max(0, dated.i - _PARTICIPLE) : dated.i] if word.tag in {"VBN", "VBD"}]
    return bool(before) and before[-1] is not verb and not before[-1].dep.startswith("aux")


def _is_subordinate(tree: Tree, dated: Word, reading: Reading) -> bool:
    """Tell whether the date stands in a clause before that of the number: "when the war began in 1914, it cost $1"."""
    if not any(word.norm == "," for word in tree.within(dated.end, reading.start)):
        return False
    for i in range(dated.i - 1, max(-1, dated.i - _SUBORDINATE), -1):
        if tree.words[i].norm == ",":
            return False
        if tree.words[i].norm in OPENERS and tree.words[i + 1] is not dated:
            return not any(word.norm in {"of", "as"} for word in tree.words[i : i + 1])
    return False
