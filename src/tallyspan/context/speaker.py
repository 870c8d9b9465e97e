"""Who is said to state a claim: the speaker of the words around it, of the quotation or of the answer that it stands in."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from tallyspan.context.interview import Turn, turns
from tallyspan.context.noun_phrases import NounPhrases, Range
from tallyspan.context.page import Page
from tallyspan.context.quotes import Quotation, quotations
from tallyspan.context.speaker_names import SpeakerNames
from tallyspan.context.speech_frames import Frame, FrameFinder, starts_anew
from tallyspan.context.speech_words import SpeechWords
from tallyspan.model import Article, Mention
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_WORD = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr)\.|['\u2019]s\b|\w+(?:\.\w+)*|``|''|[^\w\s]")
_LOOK_BACK = 6  # sentences
_QUOTATION_BACK = 3  # sentences
_SINGULAR = frozenset({"he", "she"})
_UNNAMED = frozenset({"i", "we", "you", "who", "which", "that", "this", "there"})


class _Said(NamedTuple):
    """A frame with its speaker, None when nobody can be named."""

    frame: Frame
    speaker: str | None
    pronoun: str | None


class _Sentence(NamedTuple):
    """One sentence with what is said in it."""

    tree: Tree
    said: Sequence[_Said]


class SpeakerReader:
    """Reads who says each claim of an article."""

    def __init__(self) -> None:
        self._table = SpeechWords()

    def wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Collection[int]:
        """Return the numbers of the sentences without claims where the speaker of a quotation, or of "he said", may stand."""
        return _Conversation(self._table, Page(article, sentences, readings, {})).leaned_on()

    def read(self, page: Page) -> list[str | None]:
        """Return who says each reading of ``page``; None when the article itself does."""
        conversation = _Conversation(self._table, page)
        return [conversation.speaker(reading) for reading in page.readings]


class _Conversation:
    """What is said in one article, and by whom."""

    def __init__(self, table: SpeechWords, page: Page) -> None:
        self._table = table
        self._page = page
        self._text = page.article.text
        self._quotations = quotations(self._text)
        self._turns: list[Turn] = turns(self._text, table.titles) if page.readings else []
        self._names = SpeakerNames(table, page)
        self._sentences: dict[int, _Sentence] = {}
        self._quoted: dict[int, str | None] = {}
        self._used: set[int] = set()
        self._marks = {reading.start: reading for reading in page.readings}

    def leaned_on(self) -> Collection[int]:
        """Return the numbers of the sentences that the speakers were looked for in."""
        for reading in self._page.readings:
            self.speaker(reading)
        return self._used

    def speaker(self, reading: Reading) -> str | None:
        """Return who says ``reading``."""
        number = self._page.number(reading.start)
        quotation = self._quotation(reading.start)
        said: str | None = None
        if quotation is not None:
            said = self._of_quotation(quotation)
        if said is None:
            said = self._in_sentence(number, reading, quotation)
        return said if said is not None else self._of_turn(reading)

    def _of_turn(self, reading: Reading) -> str | None:
        i = bisect_right(self._turns, reading.start, key=lambda turn: turn.start) - 1
        return self._turns[i].speaker if i >= 0 and reading.end <= self._turns[i].end else None

    def _quotation(self, offset: int) -> int | None:
        """Return the number of the quotation around ``offset``, or None."""
        i = bisect_right(self._quotations, offset, key=lambda one: one.start) - 1
        return i if i >= 0 and offset < self._quotations[i].end else None

    # One sentence

    def _in_sentence(self, number: int, reading: Reading, quotation: int | None) -> str | None:
        sentence = self._sentence(number)
        place = next((word.i for word in sentence.tree.words if word.end > reading.start), 0)
        within = [one for one in sentence.said if any(first <= place < last for first, last in one.frame.scopes)]
        within = [one for one in within if not one.frame.own[0] <= place < one.frame.own[1]]
        if quotation is None:
            within = [one for one in within if self._quotation(sentence.tree.words[one.frame.verb].start) is None]
        closing = [one for one in within if not one.frame.opens and not one.frame.source]
        opening = [one for one in within if one.frame.opens and not one.frame.source]
        sources = [one for one in within if one.frame.source]
        for one in [*closing[:1], *_outermost(sentence.tree.words, opening), *sources]:
            if one.speaker is not None:
                return one.speaker
        return None

    def _sentence(self, number: int) -> _Sentence:
        if number not in self._sentences:
            self._sentences[number] = self._heard(number)
        return self._sentences[number]

    def _heard(self, number: int) -> _Sentence:
        """Return the sentence ``number`` with its frames and their speakers."""
        tree = self._page.trees.get(number) or self._bare(number)
        words = tree.words
        dates = _places(words, [one for one in self._page.within(tree.start, tree.end) if one.kind == "date"])
        figures = _places(words, [one for one in self._page.within(tree.start, tree.end) if one.kind != "date"])
        names = _ranges(words, [one for one in self._page.mentions if tree.start <= one.start and one.end <= tree.end])
        phrases = NounPhrases(self._table, words, dates | figures, names, parsed=tree.parsed)
        frames = FrameFinder(self._table, tree, phrases, dates, figures).find()
        said: list[_Said] = []
        for frame in frames:
            subject = frame.speaker
            if subject is None and not said:
                subject = self._subject(phrases)
            if subject is None:
                before = said[-1] if said else None
                said.append(_Said(frame, before.speaker if before else None, before.pronoun if before else None))
                continue
            pronoun = words[subject[0]].norm if subject[1] - subject[0] == 1 else ""
            if pronoun in {"he", "she", "they", "it"}:
                said.append(_Said(frame, self._antecedent(number, words, subject[0], pronoun), pronoun))
            elif pronoun in _UNNAMED:
                said.append(_Said(frame, None, pronoun))
            else:
                said.append(_Said(frame, self._names.name(phrases, subject), None))
        return _Sentence(tree, said)

    def _subject(self, phrases: NounPhrases) -> Range | None:
        """Return the noun phrase that the sentence starts with."""
        return phrases.after(0)

    def _bare(self, number: int) -> Tree:
        """Return the words of a sentence that no model has seen."""
        start, end = self._page.sentences[number]
        words = [Word(i, match.group(), match.start(), "", "") for i, match in enumerate(_WORD.finditer(self._text, start, end))]
        return Tree(words, start, end, parsed=False)

    # Pronouns

    def _antecedent(self, number: int, words: Sequence[Word], place: int, pronoun: str) -> str | None:
        """Return whom a pronoun stands for: the nearest speaker before it, or the nearest person named."""
        start = words[place].start
        for earlier in range(number, max(-1, number - _LOOK_BACK), -1):
            if earlier != number:
                self._used.add(earlier)
                for one in reversed(self._sentence(earlier).said):
                    if one.speaker is not None and one.pronoun is None and self._fits(one.speaker, pronoun):
                        return one.speaker
            named = self._named(earlier, start, pronoun)
            if named is not None:
                return named
        return None

    def _named(self, number: int, before: int, pronoun: str) -> str | None:
        first, last = self._page.sentences[number]
        label = "PERSON" if pronoun in _SINGULAR else "ORG" if pronoun == "it" else ""
        found: Mention | None = next(
            (one for one in self._page.mentions if first <= one.start and one.end <= min(last, before) and one.label == label), None
        )
        if found is None:
            return None
        return self._names.mention(found)

    def _fits(self, speaker: str, pronoun: str) -> bool:
        """Tell whether ``pronoun`` may stand for ``speaker``."""
        last = speaker.lower().split()[-1]
        body = last in self._table.bodies or self._names.label(speaker) == "ORG" or last in self._table.evidence
        plural = last.endswith("s") and speaker.split()[-1].islower()
        if pronoun == "they":
            return plural or body
        if pronoun == "it":
            return body and not plural
        return not body and not plural

    # Quotations

    def _of_quotation(self, i: int) -> str | None:
        if i not in self._quoted:
            self._quoted[i] = None  # whoever leans on it in turn gets no answer
            self._quoted[i] = self._beside(i) or self._before(i)
        return self._quoted[i]

    def _beside(self, i: int) -> str | None:
        """Return the speaker that the sentences where quotation ``i`` starts and ends name outside it."""
        quotation = self._quotations[i]
        closing, opening = self._page.number(max(quotation.start, quotation.end - 1)), self._page.number(quotation.start)
        for number, after in ((closing, True), (opening, False)):
            self._used.add(number)
            for one in self._outside(number):
                verb = self._sentence(number).tree.words[one.frame.verb].start
                if one.speaker is not None and (verb > quotation.start) == after and self._reaches(one, number, quotation, after=after):
                    return one.speaker
        return None

    def _outside(self, number: int) -> list[_Said]:
        """Return what is said in a sentence, but for what is said within quotations."""
        sentence = self._sentence(number)
        return [one for one in sentence.said if self._quotation(sentence.tree.words[one.frame.verb].start) is None]

    def _reaches(self, said: _Said, number: int, quotation: Quotation, *, after: bool) -> bool:
        """Tell whether nothing but the words of the act stands between a frame and the quotation: no other quotation."""
        words = self._sentence(number).tree.words
        own = said.frame.own
        if after:
            return not any(quotation.end < other.start < words[own[0]].start for other in self._quotations)
        return words[own[0]].start < quotation.start

    def _before(self, i: int) -> str | None:
        """Return the speaker that a quotation without a word of saying beside it goes on with."""
        quotation = self._quotations[i]
        if i > 0 and quotation.continues:
            return self._of_quotation(i - 1)
        if not self._is_speech(quotation):
            return None
        first = self._page.number(quotation.start)
        for number in range(first - 1, max(-1, first - 1 - _QUOTATION_BACK), -1):
            self._used.add(number)
            outside = [one for one in self._outside(number) if one.speaker is not None]
            if outside:
                return outside[-1].speaker
        earlier = self._quotations[i - 1] if i > 0 else None
        if earlier is not None and not self._text[earlier.end + 1 : quotation.start - 1].strip(" \n\"\u201d\u201c"):
            return self._of_quotation(i - 1)
        return None

    def _is_speech(self, quotation: Quotation) -> bool:
        """Tell whether a quotation is a sentence, not a title or a few words."""
        said = self._text[quotation.start : quotation.end]
        return said[:1].isupper() and said.count(" ") > 2  # noqa: PLR2004


def _outermost(words: Sequence[Word], opening: Sequence[_Said]) -> list[_Said]:
    """Return the frames in whose words the claim stands, the one that counts first: the last that starts anew, not those within it."""
    fresh = [i for i, one in enumerate(opening) if i == 0 or starts_anew(words, one.frame)]
    return [opening[i] for i in reversed(fresh)]


def _places(words: Sequence[Word], readings: Sequence[Reading]) -> frozenset[int]:
    """Return the numbers of the words of ``readings``."""
    return frozenset(word.i for word in words for one in readings if word.start < one.end and one.start < word.end)


def _ranges(words: Sequence[Word], mentions: Sequence[Mention]) -> list[Range]:
    """Return the ranges of words of ``mentions``."""
    found = []
    for one in mentions:
        inside = [word.i for word in words if word.start < one.end and one.start < word.end]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    return found
