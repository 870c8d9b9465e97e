"""Noun phrases by their edges: where one that ends, or starts, at a word reaches.

They are read from the words around them, and from tags where a model gave any: a subject that stands beside its verb needs no
tree, and a tree that goes wrong takes the whole phrase with it.
"""

from collections.abc import Collection, Sequence

from tallyspan.context.speaker.words import SpeechWords
from tallyspan.syntax import Word

LINKS = frozenset({"of", "for", "at", "in", "from", "with"})
_REDUCING = LINKS | {"by", "near", "on", "to", "along", "around", "under", "within", "outside", "across"}
_PREPOSITIONAL = frozenset({"according", "including", "following", "regarding", "concerning", "given", "based", "compared"})
_JOINTS = frozenset({"-", "\u2013", "\u2010", "\u2011", "&", "/", "'", "\u2019", "."})
_POSSESSIVES = frozenset({"'s", "'"})
_OPEN_TAGS = frozenset({"VBD", "VBZ", "VBP", "VB", "MD", "IN", "TO", "CC", "PRP", "WP", "WDT", "WRB", "EX", "RB", "RBR"})
_LONGEST = 14  # words

Range = tuple[int, int]


class NounPhrases:
    """Finds noun phrases among ``words``; no phrase runs over a word of ``blocked``, such as those of claims.

    ``names`` are the ranges of words that are names.
    """

    def __init__(
        self, table: SpeechWords, words: Sequence[Word], blocked: Collection[int], names: Sequence[Range], *, parsed: bool
    ) -> None:
        self._table = table
        self.words = words
        self._blocked = blocked
        self._parsed = parsed
        self._names = names
        self._first_of = {last - 1: first for first, last in names}
        self._last_of = dict(names)
        self._inside = frozenset(i for first, last in names for i in range(first, last))

    def loose(self) -> "NounPhrases":
        """Return the same without trust in tags: a noun must stand here, whatever the tagger says."""
        return NounPhrases(self._table, self.words, self._blocked, self._names, parsed=False)

    def is_named(self, i: int) -> bool:
        """Tell whether word ``i`` is part of a name."""
        return i in self._inside

    def is_nominal(self, i: int) -> bool:
        """Tell whether word ``i`` may belong to a noun phrase: no verb, preposition, pronoun or mark."""
        if not 0 <= i < len(self.words) or i in self._blocked:
            return False
        if i in self._inside:
            return True
        word = self.words[i]
        if word.norm in self._table.function:
            return self._is_part_of_name(i) or self._is_acronym(i)
        if not (word.form[0].isalnum()):
            return word.norm in _POSSESSIVES or (word.form in _JOINTS and self._is_joint(i))
        if word.form[0].isupper():
            return i > 0 or not word.norm.endswith("ing")  # "Speaking to reporters, the mayor said"
        if not self._parsed:
            return word.norm not in self._table.verbs or word.norm in self._table.verbs_too
        return word.tag not in _OPEN_TAGS and word.norm not in self._table.only_verbs

    def _is_part_of_name(self, i: int) -> bool:
        """Tell whether a small word belongs to a name: "Lost 52", "Committee to Protect Journalists"."""
        words = self.words
        if i == 0 or i + 1 >= len(words) or not words[i - 1].form[0].isalpha():
            return False
        between = words[i + 1].form[0].isupper() and words[i - 1].form[0].isupper()
        joins = between and words[i].norm == "to" and not words[i - 1].norm.endswith("ing")  # not "Speaking to Reuters"
        return joins or (words[i].form.istitle() and len(words[i].form) > 1)

    def _is_joint(self, i: int) -> bool:
        """Tell whether a mark stands within a word: no space on either side."""
        words = self.words
        if not 0 < i < len(words) - 1:
            return False
        return words[i].form == "&" or (words[i - 1].end == words[i].start and words[i].end == words[i + 1].start)

    def _is_acronym(self, i: int) -> bool:
        """Tell whether a small word in capitals is a name: "WHO", "US"; not so in a line of capitals."""
        words = self.words
        beside = [words[k].form for k in (i - 1, i + 1) if 0 <= k < len(words) and len(words[k].form) > 1]
        return words[i].form.isupper() and len(words[i].form) > 1 and not (beside and all(form.isupper() for form in beside))

    def before(self, end: int) -> Range | None:
        """Return the noun phrase that ends right before word ``end``, with the prepositional phrases in it, or None."""
        last = self._back_over_brackets(end)
        first = self._back(last)
        if first == last or self._is_participle(last - 1):
            return None
        while first > 1 and last - first < _LONGEST:
            end = self._before_link(first)
            further = self._back(end)
            if end in (first, further):
                break
            start = self.words[further].norm
            if start in self._table.occasions and start not in self._table.evidence and start not in self._table.people:
                break
            first = further
        return self._joined(first), last

    def _before_link(self, first: int) -> int:
        """Return where what links a noun phrase that starts at ``first`` to one before it starts, or ``first``.

        That is a preposition ("officials at the bank"), alone or behind a participle ("figures released by the bank").
        """
        link, before = self.words[first - 1].norm, first - 2
        if link in _REDUCING and before > 0 and (self._is_participle(before) or self.words[before].norm in self._table.issued):
            return before
        if link in LINKS or (link == "by" and before >= 0 and self.words[before].norm in self._table.evidence):
            return first - 1
        return first

    def bare(self, phrase: Range) -> Range:
        """Return ``phrase`` up to a participle that only says more of it: "residents living near the river"."""
        first, last = phrase
        for i in range(first + 1, last - 1):
            reduces = self._is_participle(i) or self.words[i].norm in self._table.issued
            if reduces and self.words[i + 1].norm in _REDUCING and self.is_nominal(i - 1):
                return first, i
        return phrase

    def _is_participle(self, i: int) -> bool:
        """Tell whether word ``i`` is a verb after all, so that no noun phrase ends with it."""
        word = self.words[i]
        if word.norm in _PREPOSITIONAL:
            return False
        if word.norm in self._table.verbs and word.norm.endswith("ing") and word.form.islower():
            return True
        return word.tag in {"VBN", "VBG"} and word.form.islower() and i not in self._inside

    def after(self, start: int) -> Range | None:
        """Return the noun phrase that starts at word ``start``, with the prepositional phrases in it, or None."""
        last = self._forth(start)
        if last == start or self._is_participle(start):
            return None
        for _ in range(2):
            if last >= len(self.words) or self.words[last].norm not in LINKS or last - start > _LONGEST:
                break
            further = self._forth(last + 1)
            if further == last + 1 or self.words[further - 1].norm in self._table.occasions:
                break
            last = further
        return start, last - 1 if last - start > 1 and self._is_participle(last - 1) else last

    def base(self, phrase: Range) -> Range:
        """Return ``phrase`` up to its first preposition, or participle that only says more of it."""
        first, last = self.bare(phrase)
        for i in range(first + 1, last):
            if (self.words[i].norm in LINKS or self.words[i].norm == "by") and i not in self._inside:
                return first, i
        return first, last

    def _back(self, end: int) -> int:
        """Return where the words before ``end`` that make one plain noun phrase start."""
        i = end
        while i > 0 and end - i < _LONGEST:
            if i - 1 in self._first_of:
                i = self._first_of[i - 1]
                if i > 0 and i - 1 in self._inside:
                    break  # two names side by side are two phrases: "in Paris Smith said"
                continue
            if not self._is_determiner(i - 1):
                if not self.is_nominal(i - 1):
                    break
                i -= 1
                continue
            return i - 1
        return min(i, end) if i < end and self._has_noun(i, end) else end

    def _is_determiner(self, i: int) -> bool:
        return 0 <= i < len(self.words) and i not in self._blocked and self.words[i].norm in self._table.determiners

    def _has_noun(self, first: int, last: int) -> bool:
        return any(
            self.words[i].form[0].isalpha() and (i in self._inside or not self._is_determiner(i)) and i not in self._blocked
            for i in range(first, last)
        )

    def _forth(self, start: int) -> int:
        """Return where the plain noun phrase that starts at ``start`` ends."""
        i = start
        if self._is_determiner(i):
            i += 1
            while self._is_determiner(i):
                i += 1
        while i < len(self.words) and i - start < _LONGEST:
            if (
                i > start
                and self._is_determiner(i)
                and not self._is_determiner(i - 1)
                and self.words[i - 1].norm not in _POSSESSIVES
            ):
                break
            if i in self._last_of:
                i = self._last_of[i]
                if i < len(self.words) and self.words[i].norm in _POSSESSIVES:
                    continue
                if i < len(self.words) and self.words[i].form[0].isupper():
                    continue
                if i in self._inside or not self.is_nominal(i):
                    break
                continue
            if not self.is_nominal(i):
                break
            i += 1
        return i if self._has_noun(start, i) else start

    def _joined(self, first: int) -> int:
        """Return where "X and Y" starts when Y starts at ``first``, and X at the start of a clause."""
        if first < 2 or self.words[first - 1].norm not in {"and", "&"}:  # noqa: PLR2004
            return first
        start = self._back(first - 1)
        opens = start < first - 1 and (start == 0 or not self.words[start - 1].form[0].isalnum())
        return start if opens else first

    def _back_over_brackets(self, end: int) -> int:
        """Return ``end``, or where a bracket that closes right before it opens: "the bank (ECB) said"."""
        if end < 1 or self.words[end - 1].form != ")":
            return end
        for i in range(end - 2, max(-1, end - 12), -1):
            if self.words[i].form == "(":
                return i
        return end
