"""One sentence as the readers of speech see it: its words by kind, its marks, and what they close."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import cached_property

from tallyspan.context.speaker.who.noun_phrases import NounPhrases, Range
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.syntax import Tree, Word

QUOTES = frozenset('"\u201c\u201d\u00ab\u00bb') | {"''", "``"}
DASHES = frozenset({"\u2014", "\u2013", "--"})
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "others"})
_MARKS = QUOTES | DASHES | frozenset(",:;()[]'\u2018\u2019-")
_ENDS = frozenset(".!?;)\u2026") | {"..."}
_RELATIVE_REACH = 8  # words
_OWNERS = frozenset({"its", "his", "her", "their"})
_SCALES = frozenset({"million", "billion", "trillion", "crore", "lakh", "percent", "%"})
_SOME = frozenset({"some", "many", "most", "several", "all", "half", "none", "one", "two", "three", "four", "five", "dozens"})
_BESIDE = 4  # words
_TURNS = frozenset({"but", "while", "whereas", "although", "though", "and"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class SpeechLine:
    """The words of a sentence; ``dates`` and ``figures`` are the numbers of those of its claims. Nothing is beyond its ends."""

    def __init__(
        self, table: SpeechWords, tree: Tree, phrases: NounPhrases, dates: Collection[int], figures: Collection[int]
    ) -> None:
        self.table = table
        self.words: Sequence[Word] = tree.words
        self.parsed = tree.parsed
        self.phrases = phrases
        self.dates = dates
        self.figures = figures

    def norm(self, i: int) -> str:
        """Return the norm of word ``i``, an empty string outside the sentence."""
        return self.words[i].norm if 0 <= i < len(self.words) else ""

    def form(self, i: int) -> str:
        """Return word ``i`` as printed, an empty string outside the sentence."""
        return self.words[i].form if 0 <= i < len(self.words) else ""

    def is_mark(self, i: int) -> bool:
        """Tell whether ``i`` is a mark that parts, or one end of the sentence."""
        return not 0 <= i < len(self.words) or self.words[i].form in _MARKS

    def is_quote(self, i: int) -> bool:
        """Tell whether word ``i`` is a double quotation mark."""
        return self.form(i) in QUOTES

    def ends(self, i: int) -> bool:
        """Tell whether nothing follows from ``i`` on: the end, or marks that end."""
        while self.is_quote(i):
            i += 1
        return i >= len(self.words) or self.words[i].form in _ENDS

    def next_mark(self, i: int) -> int:
        """Return the first mark from ``i`` on, but for those within dates and figures."""
        while i < len(self.words) and (i in self.dates or i in self.figures or not self.is_mark(i)):
            i += 1
        return i

    def has(self, span: Range, nouns: Collection[str]) -> bool:
        """Tell whether one of ``nouns`` stands in ``span``."""
        return any(self.norm(i) in nouns for i in range(*span))

    def has_evidence(self, span: Range) -> bool:
        """Tell whether a noun of evidence stands in ``span``; not in a name: "the Geological Survey"."""
        return any(self.norm(i) in self.table.evidence and (i == 0 or self.words[i].form.islower()) for i in range(*span))

    def is_name(self, span: Range) -> bool:
        """Tell whether all words of ``span`` start with a capital."""
        return all(self.words[i].form[0].isupper() for i in range(*span))

    def may_state(self, span: Range) -> bool:
        """Tell whether ``span`` may be one who can speak: a name, or a noun for people or a body; "it" and the like too."""
        if span[1] - span[0] == 1 and self.norm(span[0]) in PRONOUNS:
            return True
        if span[1] - span[0] == 1 and self.norm(span[0]) in _OWNERS:
            return True
        first, last = self.phrases.base(span)
        if last + 1 < span[1] and self.norm(last) == "of" and (self.words[first].tag == "CD" or self.norm(first) in _SOME):
            first, last = self.phrases.base((last + 1, span[1]))  # "five of the economists"
        table, head = self.table, self.words[last - 1]
        if head.norm in table.stance.papers:
            return False
        if any(self.norm(i) in table.speaking for i in range(first, last)) or self.phrases.is_named(last - 1):
            return True
        return head.form[0].isupper() and (last > 1 or head.tag == "NNP")

    def is_figure(self, i: int) -> bool:
        """Tell whether word ``i`` belongs to a number, or is one."""
        return i in self.figures or self.form(i)[:1].isdigit() or self.norm(i) in _SCALES

    def clause_end(self, i: int) -> int:
        """Return where what is judged or demanded from word ``i`` on ends: with its clause, and others that it goes on in."""
        last = self.aside(i)[1]
        for k in range(i, last):
            if self.form(k) == ";" or (
                self.norm(k) == "," and self.norm(k + 1) in _TURNS and self.has_finite(k + 2, self.next_mark(k + 2))
            ):
                return k
        return last

    def has_clause(self, i: int, rest: int) -> bool:
        """Tell whether a quotation stands beside verb ``i``, or "that" behind it or behind its adjuncts, at ``rest``."""
        if self.norm(i + 1) == "that" or self.norm(rest) == "that":
            return True
        return any(self.is_quote(k) for k in (*range(i - _BESIDE, i + 2), rest, rest + 1))

    def has_finite(self, first: int, last: int) -> bool:
        """Tell whether a finite verb, as tags have it, or a quotation mark stands in ``[first, last)``."""
        i = bisect_left(self._finite, first)
        return i < len(self._finite) and self._finite[i] < last

    def relative_before(self, i: int) -> bool:
        """Tell whether "who" or "which" stands within a few words before the verb ``i``, with no mark between."""
        for k in range(i - 1, max(-1, i - 1 - _RELATIVE_REACH), -1):
            if self.norm(k) in {"who", "which", "that", "whose"}:
                return True
            if self.is_mark(k):
                return False
        return False

    def next_finite(self, first: int) -> int:
        """Return the next finite verb or quotation mark from ``first`` on, or the end."""
        i = bisect_left(self._finite, first)
        return self._finite[i] if i < len(self._finite) else len(self.words)

    @cached_property
    def _finite(self) -> list[int]:
        return [word.i for word in self.words if word.tag in _FINITE or word.form in QUOTES]

    @cached_property
    def is_headline(self) -> bool:
        """Whether most words start with a capital."""
        letters = [word.form[0] for word in self.words if word.form[0].isalpha()]
        return 2 * sum(letter.isupper() for letter in letters) > len(letters)

    def aside(self, i: int) -> Range:
        """Return the part between dashes or brackets that word ``i`` stands in, or the whole sentence."""
        place = bisect_left(self._dashes, i)
        if place % 2:
            return self._dashes[place - 1] + 1, self._dashes[place] if place < len(self._dashes) else len(self.words)
        place = bisect_left(self._brackets, i)
        if 0 < place < len(self._brackets) and self.form(self._brackets[place - 1]) == "(":
            return self._brackets[place - 1] + 1, self._brackets[place]
        return 0, len(self.words)

    def part_start(self, i: int) -> int:
        """Return where the part of the sentence before word ``i`` starts: behind a dash, a colon or a semicolon, or 0."""
        first = self.aside(i)[0]
        return next((k + 1 for k in range(i - 1, first, -1) if self.form(k) in {":", ";"} and not self.is_quote(k + 1)), first)

    @cached_property
    def _dashes(self) -> list[int]:
        return [word.i for word in self.words if word.form in DASHES]

    @cached_property
    def _brackets(self) -> list[int]:
        return [word.i for word in self.words if word.form in {"(", ")"}]
