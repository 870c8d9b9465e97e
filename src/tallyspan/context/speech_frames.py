"""Frames of speech in one sentence: who says, with which word, and over which words of the sentence that reaches."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from tallyspan.context.noun_phrases import LINKS, NounPhrases, Range
from tallyspan.context.speech_words import SpeechWords, Verb
from tallyspan.syntax import Tree, Word

_MARKS = frozenset(
    {
        ",",
        '"',
        "\u201d",
        "\u201c",
        "''",
        "``",
        "\u2019",
        "\u2018",
        "'",
        "\u2014",
        "\u2013",
        "--",
        "-",
        ":",
        ";",
        "(",
        ")",
        "]",
        "[",
        "\u00bb",
    }
)
QUOTES = frozenset({'"', "\u201d", "\u201c", "''", "``", "\u00ab", "\u00bb"})
_ENDS = frozenset({".", "!", "?", ";", "\u2026", "...", ")"})
_DASHES = frozenset({"\u2014", "\u2013", "--"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "others"})
_RELATIVES = frozenset({"who", "which", "that"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_HAVE = frozenset({"has", "have", "had", "'ve", "'s", "having", "do", "does", "did"})
_MODALS = frozenset({"will", "would", "could", "may", "might", "should", "must", "can", "to", "'ll", "'d", "cannot"})
_NOT = frozenset({"not", "n't", "never"})
_ADVERBS = frozenset(
    {
        "also",
        "later",
        "further",
        "then",
        "once",
        "now",
        "still",
        "too",
        "again",
        "just",
        "even",
        "often",
        "long",
        "first",
        "meanwhile",
        "however",
        "yesterday",
        "today",
        "earlier",
        "since",
        "both",
        "all",
    }
)
_PLACES = frozenset(
    {
        "in",
        "at",
        "on",
        "to",
        "during",
        "after",
        "from",
        "via",
        "through",
        "late",
        "early",
        "earlier",
        "before",
        "with",
        "by",
        "over",
    }
)
_COORDINATORS = frozenset({"and", "but", "while", "whereas", "though", "although", "yet"})
_AGENT_REACH = 6  # words
_APPOSITIONS = 3
_APPOSITION_REACH = 40  # words
_OBJECT_REACH = 10  # words
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INVERTING = frozenset({",", "\u2014", "\u2013", "--", "-", "?", "!", "\u2019", "'"}) | QUOTES


class Frame(NamedTuple):
    """An act of saying. Ranges are of words.

    ``speaker`` is a noun phrase, or None when it is that of the frame before, or the subject of the sentence; ``own`` are the
    words of the act itself; ``scopes`` are where what is said stands. A ``source`` stands behind "according to".
    """

    speaker: Range | None
    verb: int
    own: Range
    scopes: tuple[Range, ...]
    opens: bool
    source: bool = False


class FrameFinder:
    """Finds the frames of one sentence."""

    def __init__(
        self, table: SpeechWords, tree: Tree, phrases: NounPhrases, dates: Collection[int], figures: Collection[int]
    ) -> None:
        self._table = table
        self._words: Sequence[Word] = tree.words
        self._parsed = tree.parsed
        self._phrases = phrases
        self._dates = dates
        self._figures = figures

    def find(self) -> list[Frame]:
        """Return the frames in text order."""
        frames: list[Frame] = []
        for i, word in enumerate(self._words):
            frame = None
            if frames and frames[-1].source and i < frames[-1].own[1]:
                continue
            if word.norm in self._table.verbs:
                frame = self._verb(i, self._table.verbs[word.norm])
            elif word.norm in self._table.preposition_starts:
                frame = self._source(i)
            if frame is not None:
                frames.append(frame)
        return frames

    # What stands around a word

    def _norm(self, i: int) -> str:
        return self._words[i].norm if 0 <= i < len(self._words) else ""

    def _is_mark(self, i: int) -> bool:
        return not 0 <= i < len(self._words) or self._words[i].form in _MARKS

    def _ends(self, i: int) -> bool:
        """Tell whether nothing follows: the end, or marks that end."""
        while 0 <= i < len(self._words) and self._words[i].form in QUOTES:
            i += 1
        return i >= len(self._words) or self._words[i].form in _ENDS

    # Verbs

    def _verb(self, i: int, verb: Verb) -> Frame | None:
        if not self._is_verbal(i, verb):
            return None
        if verb.shapes == {"ing"}:
            return self._participle(i, verb)
        start, helpers = self._helpers(i)
        if helpers & _MODALS or (helpers & _NOT and not verb.kinds & {"expect"}):
            return None
        if "participle" in verb.shapes and (helpers & _BE or (self._norm(i + 1) == "by" and not helpers)):
            return self._passive(i, start)
        return self._inverted(i, verb) or self._active(i, start, verb)

    def _is_verbal(self, i: int, verb: Verb) -> bool:
        """Tell whether word ``i`` is a verb here; taggers take "data show" and "reports" for nouns, and nouns for verbs."""
        tag = self._words[i].tag
        if self._norm(i - 1) in self._table.determiners and self._norm(i - 1) not in {
            "some",
            "many",
            "others",
            "most",
            "all",
            "both",
        }:
            return False
        if self._words[i].form[0].isupper() and i > 0 and not self._is_quote(i - 1) and not self._is_headline():
            return False
        if "expect" in verb.kinds and "s" not in verb.shapes and self._norm(i + 1) == "to" and self._norm(i - 1) not in _PRONOUNS:
            return False  # "expected to rise" is what others expect
        if not self._parsed:
            return self._may_be_verb(i, verb)
        if tag.startswith("V"):
            return True
        if verb.shapes & {"past"} and "base" not in verb.shapes:
            return True
        return self._norm(i - 1) in self._table.evidence or self._norm(i - 1) in _PRONOUNS

    def _may_be_verb(self, i: int, verb: Verb) -> bool:
        """Tell, without tags, whether a word that may be a noun as well is a verb: "Harwick reports 5%", "they claim"."""
        if self._norm(i) not in self._table.verbs_too or "past" in verb.shapes:
            return True
        before = self._norm(i - 1)
        if before in _PRONOUNS or before in self._table.evidence or self._norm(i + 1) == "that":
            return True
        named = i > 0 and self._words[i - 1].form[0].isupper() and "s" in verb.shapes
        return named and self._norm(i + 1) not in _PLACES | LINKS

    def _is_headline(self) -> bool:
        """Tell whether most words start with a capital."""
        letters = [word.form[0] for word in self._words if word.form[0].isalpha()]
        return 2 * sum(letter.isupper() for letter in letters) > len(letters)

    def _helpers(self, i: int) -> tuple[int, frozenset[str]]:
        """Return where the verb's group of words starts ("has also said"), and the helping words in it."""
        start, helpers = i, set()
        while start > 0 and i - start < _AGENT_REACH:
            norm, tag = self._norm(start - 1), self._words[start - 1].tag
            if norm in _BE or norm in _HAVE or norm in _MODALS or norm in _NOT:
                if norm == "'s" and (start < 2 or self._norm(start - 2) not in _PRONOUNS):  # noqa: PLR2004
                    break
                helpers.add(norm)
            elif start - 1 in self._dates or (norm in {"on", "late", "early", "in"} and start in self._dates):
                pass
            elif not (norm in _ADVERBS or (norm.endswith("ly") and (tag == "RB" or not self._parsed) and len(norm) > 4)):  # noqa: PLR2004
                break
            start -= 1
        if start == 0 and start < i:  # "Also said": no subject before it
            start = i if not helpers else start
        return start, frozenset(helpers)

    def _participle(self, i: int, verb: Verb) -> Frame | None:
        """Read "..., adding that ...", whose speaker is that of the clause before, and "was quoted as saying"."""
        if not verb.kinds & {"say", "tell", "announce", "expect"} or i + 1 >= len(self._words):
            return None
        if self._norm(i - 1) == "as" and self._norm(i - 2) in {"quoted", "cited", "reported"}:
            start, _ = self._helpers(i - 2)
            return self._framed(self._phrases.before(start), i, start, verb)
        before = i - 1
        while self._norm(before) in _ADVERBS:
            before -= 1
        if before < 0 or not (self._is_mark(before) or self._norm(before) in {"and", "but", "while"}):
            return None
        if verb.quoting and not self._has_clause(i):
            return None
        return Frame(None, i, (before + 1, self._zone(i, verb)), ((self._zone(i, verb), len(self._words)),), opens=True)

    def _passive(self, i: int, start: int) -> Frame | None:
        """Read "was estimated by X at", "figures released by X": what is said may stand on both sides."""
        for k in range(i + 1, min(i + _AGENT_REACH, len(self._words))):
            if self._is_mark(k):
                return None
            if self._norm(k) == "by" and (agent := self._phrases.after(k + 1)) is not None:
                if k + 1 in self._dates or k + 1 in self._figures:
                    return None
                whole = (0, len(self._words))
                return Frame(agent, i, (start, agent[1]), (whole,), opens=True, source=True)
        return None

    def _inverted(self, i: int, verb: Verb) -> Frame | None:
        """Read "..., said X": a mark before the verb, its subject and no other verb behind it."""
        if i == 0 or self._words[i - 1].form not in _INVERTING or not verb.kinds & {"say", "announce", "expect"}:
            return None
        if self._norm(i + 1) in {"he", "she", "they"}:
            subject: Range | None = (i + 1, i + 2)
        else:
            subject = self._phrases.after(i + 1)
        if subject is None or not self._may_be_inverted(subject, verb):
            return None
        return Frame(subject, i, (i, self._zone_from(subject[1], dates=True)), ((0, i),), opens=False)

    def _may_be_inverted(self, subject: Range, verb: Verb) -> bool:
        """Tell whether the noun phrase behind a verb is its subject, not its object or the subject of what is said."""
        first, last = self._words[subject[0]], self._words[subject[1] - 1]
        if last is not self._words[-1] and not self._may_follow(subject[1]):
            return False
        people = last.norm in self._table.people or last.norm.removesuffix("s") in self._table.people
        if first.tag == "VBG" or not ("say" in verb.kinds or first.form[0].isupper() or first.norm in _PRONOUNS or people):
            return False
        if first.form[0].isupper() or self._ends(subject[1]) or self._has(subject, self._table.people):
            return True
        return self._parsed and self._has_finite(subject[0] - 1)

    def _has_finite(self, end: int) -> bool:
        """Tell whether a clause stands before word ``end``: a quotation, or some finite verb."""
        return any(word.tag in _FINITE or word.form in QUOTES for word in self._words[:end])

    def _may_follow(self, i: int) -> bool:
        """Tell whether word ``i`` may follow the subject of "said X": it is no verb of which that were the subject."""
        norm, tag = self._norm(i), self._words[i].tag
        return (
            self._is_mark(i)
            or self._ends(i)
            or i in self._dates
            or norm in _PLACES
            or norm in {"of", "for", "who", "as", "when", "and", "about"}
            or tag == "VBG"
            or norm in _ADVERBS
        )

    def _active(self, i: int, start: int, verb: Verb) -> Frame | None:
        """Read "X said": the subject stands before the verb."""
        previous = self._norm(start - 1)
        if start == 0:
            return None
        if previous in _RELATIVES and not (previous == "that" and start < 2):  # noqa: PLR2004
            antecedent = start - 2 if self._norm(start - 2) == "," else start - 1
            subject = self._phrases.before(antecedent)
            if (
                subject is not None
                and not self._parsed
                and self._words[subject[0]].form.islower()
                and subject[1] - subject[0] == 1
            ):
                return None  # any word at all, for what is known of it
            return None if subject is None else self._framed(subject, i, start - 1, verb, relative=True)
        if previous in _PRONOUNS:
            return self._framed((start - 1, start), i, start - 1, verb)
        if previous in {",", ")"} | _DASHES and (subject := self._before_apposition(start - 1)) is not None:
            return self._framed(self._titled(subject), i, subject[0], verb)
        subject = self._phrases.before(start)
        if subject is not None:
            return self._framed(self._titled(subject), i, subject[0], verb)
        if previous in {"and", "but"}:
            return self._framed(None, i, start, verb)
        return None

    def _before_apposition(self, mark: int) -> Range | None:
        """Return the noun phrase before the apposition or clause that ends at ``mark``: "Ann Hale, who heads the bank, said"."""
        marks = {",", *_DASHES} if self._words[mark].form != ")" else {"("}
        found = [i for i in range(max(0, mark - _APPOSITION_REACH), mark) if self._words[i].form in marks]
        subjects = [subject for i in reversed(found[-_APPOSITIONS:]) if (subject := self._phrases.before(i)) is not None]
        first = (one for one in subjects if one[0] == 0 or not self._is_mark(one[0] - 1) or self._is_name(one))
        return next(first, subjects[0] if subjects else None)

    def _titled(self, subject: Range) -> Range:
        """Return the name before a title that a comma is missing behind: "Ann Hale, head of the bank announced"."""
        first = subject[0]
        if (
            first > 1
            and self._norm(first - 1) == ","
            and self._words[first].form.islower()
            and self._norm(first) in self._table.titles
        ):
            return self._phrases.before(first - 1) or subject
        return subject

    def _is_name(self, phrase: Range) -> bool:
        return all(self._words[i].form[0].isupper() for i in range(*phrase))

    def _framed(self, subject: Range | None, i: int, first: int, verb: Verb, *, relative: bool = False) -> Frame | None:
        """Return the frame of verb ``i`` with ``subject``, the first of whose words is ``first``, or None if it says nothing."""
        if not self._says(subject, i, verb):
            return None
        zone = self._zone(i, verb)
        marked = first > 0 and self._is_mark(first - 1)
        size = len(self._words)
        if relative:
            return Frame(subject, i, (first, zone), ((zone, self._next_mark(zone)),), opens=True)
        if self._ends(zone) and first > 0:
            return Frame(subject, i, (first, zone), ((0, first),), opens=False)
        if marked and self._norm(zone) == "," and not self._is_quote(zone + 1):
            return Frame(subject, i, (first, zone), ((self._opened(first), first), (zone, size)), opens=False)
        if (not marked and verb.quoting and not self._has_clause(i)) or (verb.clausal and not self._is_clause(i, zone)):
            return None
        before = self._date_before(first) if verb.kinds & {"expect"} else first
        return Frame(subject, i, (first, zone), ((before, first), (zone, self._bound(first, zone))), opens=True)

    def _opened(self, first: int) -> int:
        """Return where the part between dashes or brackets that word ``first`` stands in starts, or 0."""
        dashes = [k for k in range(first) if self._words[k].form in _DASHES]
        brackets = [k for k in range(first) if self._words[k].form in {"(", ")"}]
        if dashes and len(dashes) % 2:
            return dashes[-1] + 1
        return brackets[-1] + 1 if brackets and self._words[brackets[-1]].form == "(" else 0

    def _date_before(self, first: int) -> int:
        """Return where the date right before word ``first`` starts: "this year the city expects"."""
        k = first - 1 if self._norm(first - 1) == "," else first
        start = k
        while start - 1 in self._dates:
            start -= 1
        return start if start < k else first

    def _is_quote(self, i: int) -> bool:
        return 0 <= i < len(self._words) and self._words[i].form in QUOTES

    def _next_mark(self, i: int) -> int:
        while i < len(self._words) and not self._is_mark(i):
            i += 1
        return i

    def _bound(self, first: int, zone: int) -> int:
        """Return where what follows a frame ends: with the dashes or brackets that the frame itself stands in."""
        for opening, closing in ((_DASHES, _DASHES), ({"("}, {")"})):
            before = [k for k in range(first) if self._words[k].form in opening]
            behind = [k for k in range(zone, len(self._words)) if self._words[k].form in closing]
            if (
                before
                and behind
                and not any(self._words[k].form in closing for k in range(before[-1] + 1, first))
                and len(before) % 2
            ):
                return behind[0]
        return len(self._words)

    # Which verbs say something here

    def _says(self, subject: Range | None, i: int, verb: Verb) -> bool:
        kinds = verb.kinds
        if kinds & {"tell", "announce", "expect"}:
            return not (verb.quoting and not self._has_clause(i))
        if "say" in kinds:
            return self._has_clause(i) if verb.quoting else True
        if "issue" in kinds:
            return any(self._norm(k) in self._table.occasions for k in range(i + 1, min(i + _AGENT_REACH, len(self._words))))
        evidence = subject is not None and self._has(subject, self._table.evidence)
        if "show" in kinds and evidence:
            return True
        if "find" in kinds and (evidence or (subject is not None and self._has(subject, self._table.finders))):
            return True
        reach = range(i + 1, min(i + _OBJECT_REACH, len(self._words)))
        return "put" in kinds and any(self._norm(k) in self._table.estimated for k in reach)

    def _has(self, phrase: Range, nouns: Collection[str]) -> bool:
        return any(
            self._norm(i) in nouns and (i == 0 or self._words[i].form.islower() or nouns is not self._table.evidence)
            for i in range(*phrase)
        )

    def _has_clause(self, i: int) -> bool:
        """Tell whether a quotation stands beside verb ``i``, or "that" behind it."""
        ahead = {self._norm(k) for k in range(i + 1, i + 4)}
        return "that" in ahead or any(self._is_quote(k) for k in range(max(0, i - 6), min(i + 4, len(self._words))))

    def _is_clause(self, i: int, zone: int) -> bool:
        """Tell whether a clause follows: some finite verb, where tags tell."""
        return self._has_clause(i) or not self._parsed or any(word.tag in _FINITE for word in self._words[zone:])

    # The rest of the act: "told reporters in Paris on Monday"

    def _zone(self, i: int, verb: Verb) -> int:
        k = i + 1
        if self._norm(k) == "out":
            k += 1
        if "tell" in verb.kinds and "say" not in verb.kinds:
            k = self._addressee(k)
        return self._zone_from(k, dates=bool(verb.kinds & {"say", "tell", "announce"}))

    def _addressee(self, k: int) -> int:
        if self._norm(k) in {"me", "us", "him", "her", "them", "it", "you"}:
            return k + 1
        phrase = self._phrases.after(k)
        return k if phrase is None else self._phrases.base(phrase)[1]

    def _zone_from(self, k: int, *, dates: bool) -> int:
        """Return where the words that say when, where and to whom it is said end, from word ``k`` on."""
        for _ in range(_AGENT_REACH):
            further = self._adjunct(k, dates=dates)
            if further == k:
                return k
            k = further
        return k

    def _adjunct(self, k: int, *, dates: bool) -> int:
        if k in self._dates:
            if not dates:
                return k
            last = k
            while last in self._dates:
                last += 1
            return k if self._norm(last) in {"'s", "'"} else last  # "said Monday's vote" says something of the vote
        if self._norm(k) not in _PLACES:
            return k
        if k + 1 in self._dates:
            return self._adjunct(k + 1, dates=True) if dates else k
        phrase = self._phrases.after(k + 1)
        if phrase is None:
            return k
        for place in range(*phrase):
            if self._norm(place) in self._table.occasions:
                return place + 1
        last = self._phrases.base(phrase)[1]
        if (
            self._is_name((k + 1, last))
            or self._is_mark(last)
            or self._ends(last)
            or self._norm(last) == "that"
            or last in self._dates
        ):
            return last
        return k

    # Sources

    def _source(self, i: int) -> Frame | None:
        """Read "according to X", which reaches over the sentence, or the part of it between marks that it belongs to."""
        for phrase in self._table.prepositions:
            if all(self._norm(i + k) == word for k, word in enumerate(phrase)):
                start = i + len(phrase)
                source = self._phrases.after(start) or self._dated(start) or self._phrases.loose().after(start)
                if source is None:
                    return None
                if self._norm(source[1]) in self._table.evidence:  # taggers take "the WHO report" for a verb
                    source = (source[0], source[1] + 1)
                zone = self._zone_from(source[1], dates=True)
                return Frame(source, i, (i, zone), ((0, len(self._words)),), opens=i == 0, source=True)
        return None

    def _dated(self, start: int) -> Range | None:
        """Return a noun phrase with a date in it: "a 2013 study"."""
        k = start
        while k < len(self._words) and (k in self._dates or self._norm(k) in self._table.determiners):
            k += 1
        phrase = self._phrases.after(k)
        return None if phrase is None else (start, phrase[1])


def starts_anew(words: Sequence[Word], frame: Frame) -> bool:
    """Tell whether ``frame`` stands beside what was said before it, not within: "..., but the bank said"."""
    first = frame.own[0]
    return first > 0 and (words[first - 1].norm in _COORDINATORS or words[first - 1].form == ";")
