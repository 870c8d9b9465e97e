"""Who is said to state a claim: the speaker of the words around it, of the quotation or of the answer that it stands in."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date

from tallyspan.context.page import Page
from tallyspan.context.speaker.asides import is_gloss, is_insertion
from tallyspan.context.speaker.continuing import Continuation
from tallyspan.context.speaker.frame import RELAYING, starts_anew
from tallyspan.context.speaker.hearing import Heard, Hearing, Said
from tallyspan.context.speaker.quotes import Quotation
from tallyspan.context.speaker.voices import Voices
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.model import Article
from tallyspan.reading import Reading
from tallyspan.syntax import Word

_LETTERS = re.compile(r"[^\W\d_]+")
_NAME = r"[A-Z][\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]*)"
_SIGNED = re.compile(
    rf"[\"\u201d\u2019']{{0,2}}\s{{0,3}}(?:\u2014|\u2013|--|-)\s{{0,2}}(?P<name>{_NAME}{{1,3}})(?![\w ]{{0,60}}\b(?:said|told)\b)"
)
_LABELLED = re.compile(rf"(?P<name>{_NAME}{{0,3}}):")
_LONGEST_LEAD = 2_000  # characters
_LONGEST_LABEL = 60  # characters
_MARKS_BETWEEN = 3  # characters
_BEFORE_QUOTATION = 3  # sentences
_SHORTEST_SPEECH = 3  # spaces
_BETWEEN = ' \n"\u201d\u201c'


class SpeakerReader:
    """Reads who says each claim of an article."""

    def __init__(self) -> None:
        self._table = SpeechWords()
        self._voices: dict[str, Voices] = {}  # by the text of the articles that were looked at and not yet read

    def wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Collection[int]:
        """Return the numbers of the sentences without claims where the speaker of a quotation, or of "he said", stands."""
        hearing = Hearing(self._table, page := Page(article, sentences, readings, {}))
        voices = Voices.of(page)
        self._voices[article.text] = voices  # until the article is read
        conversation = _Conversation(page, hearing, voices)
        for reading in readings:
            if conversation.leans(reading):
                conversation.speaker(reading)
        return hearing.used

    def read(self, page: Page) -> list[str | None]:
        """Return who says each reading of ``page``; None when the article itself does."""
        voices = self._voices.pop(page.article.text, None) or Voices.of(page)
        conversation = _Conversation(page, Hearing(self._table, page), voices)
        return [conversation.speaker(reading) for reading in page.readings]


class _Conversation:
    """Who speaks where in one article."""

    def __init__(self, page: Page, hearing: Hearing, voices: Voices) -> None:
        self._page = page
        self._hearing = hearing
        hearing.is_quoted = lambda offset: self._quotation(offset) is not None
        self._continuation = Continuation(page, hearing)
        self._text = page.article.text
        self._quotations = voices.quotations
        self._turns = voices.turns
        self._quoted: dict[int, tuple[str | None, bool]] = {}
        self._leaning: dict[int, bool] = {}
        self._narrated: dict[int, list[Said]] = {}
        self._firsts: list[int] = []  # of each quotation, the number of the one that it continues
        for i, one in enumerate(self._quotations):
            self._firsts.append(self._firsts[-1] if one.continues and i > 0 else i)

    def speaker(self, reading: Reading) -> str | None:
        """Return who says ``reading``."""
        quotation = self._quotation(reading.start)
        if (quotation is not None or self._of_turn(reading)) and is_insertion(self._text, reading):
            return None
        if quotation is not None:
            said, settled = self._of_quotation(quotation)
            if settled:
                return said
        said = self._in_sentence(reading, within_quotation=quotation is not None)
        return said if said is not None else self._of_turn(reading)

    def leans(self, reading: Reading) -> bool:
        """Tell whether the speaker of ``reading`` may stand in another sentence: a pronoun or a role stands beside it."""
        number = self._page.number(reading.start)
        if number not in self._leaning:
            self._leaning[number] = self._is_leaning(number)
        return self._leaning[number] or self._quotation(reading.start) is not None

    def _is_leaning(self, number: int) -> bool:
        words = frozenset(_LETTERS.findall(self._text[slice(*self._page.sentences[number])].lower()))
        return not (self._hearing.table.triggers.isdisjoint(words) or self._hearing.table.leaning.isdisjoint(words))

    def _of_turn(self, reading: Reading) -> str | None:
        i = bisect_right(self._turns, reading.start, key=lambda turn: turn.start) - 1
        return self._turns[i].speaker if i >= 0 and reading.end <= self._turns[i].end else None

    def _quotation(self, offset: int) -> int | None:
        """Return the number of the quotation around ``offset``, or None."""
        i = bisect_right(self._quotations, offset, key=lambda one: one.start) - 1
        return i if i >= 0 and offset < self._quotations[i].end else None

    def _in_sentence(self, reading: Reading, *, within_quotation: bool) -> str | None:
        heard = self._hearing.sentence(self._page.number(reading.start))
        words = heard.tree.words
        place = bisect_right(words, reading.start, key=lambda word: word.end)
        if not within_quotation and reading.kind == "distance" and is_gloss(heard.tree, reading):
            return None
        said = heard.said if within_quotation else self._outside(heard)
        within = [one for one in said if _reaches(one, place, reading, self._page.article.published)]
        speakers = (self._hearing.speaker(heard, one) for one in _ranked(words, within, place))
        found = next((speaker for speaker in speakers if speaker is not None), None)
        if found is None and not within_quotation and not said:
            return self._continuation.speaker(heard, place)
        return found

    def _outside(self, heard: Heard) -> list[Said]:
        """Return what is said in a sentence, but for what is said within quotations."""
        if heard.number not in self._narrated:
            verbs = ((one, heard.tree.words[one.frame.verb]) for one in heard.said)
            self._narrated[heard.number] = [one for one, verb in verbs if self._quotation(verb.start) is None]
        return self._narrated[heard.number]

    # Quotations

    def _of_quotation(self, i: int) -> tuple[str | None, bool]:
        """Return the speaker of quotation ``i``, and whether the article says that somebody speaks there.

        The paragraphs of one quotation have one speaker, named beside any of them. A quotation that stands alone goes on with
        the one before; they are followed back in a loop, for there may be many.
        """
        chain: list[int] = []
        answer: tuple[str | None, bool] = (None, False)
        while (first := self._firsts[i]) not in self._quoted:
            chain.append(first)
            answer = self._of_paragraphs(first)
            self._quoted[first] = answer
            if answer[1] or not self._goes_on(first):
                break
            i = first - 1
        answer = self._quoted[first]
        for one in chain:
            self._quoted[one] = answer
        return answer

    def _of_paragraphs(self, first: int) -> tuple[str | None, bool]:
        """Return the speaker of the quotation whose first paragraph is ``first``: named beside it, or else before it."""
        last = first
        while last + 1 < len(self._quotations) and self._firsts[last + 1] == first:
            last += 1
        for i in (first, *([last] if last > first else ())):
            answer = self._beside(i)
            if answer[1]:
                return answer
        return self._leading_to(first)

    def _beside(self, i: int) -> tuple[str | None, bool]:
        """Return the speaker named in the sentences where quotation ``i`` ends and starts."""
        quotation = self._quotations[i]
        last = self._hearing.sentence(self._page.number(max(quotation.start, quotation.end - 1)))
        first = self._hearing.sentence(self._page.number(quotation.start))
        self._hearing.used.update((last.number, first.number))
        for one in self._outside(last):
            start = last.tree.words[one.frame.own[0]].start
            names = not one.frame.opens or start - quotation.end <= _MARKS_BETWEEN
            if names and start > quotation.start and not self._another_between(quotation.end, start):
                return self._hearing.speaker(last, one), True
        for one in reversed(self._outside(first)):
            if first.tree.words[one.frame.own[0]].start < quotation.start:
                return self._hearing.speaker(first, one), True
        signed = _SIGNED.match(self._text, quotation.end)
        return (signed["name"], True) if signed else (None, False)

    def _another_between(self, start: int, end: int) -> bool:
        """Tell whether a quotation starts in ``[start, end)``."""
        i = bisect_right(self._quotations, start, key=lambda one: one.start)
        return i < len(self._quotations) and self._quotations[i].start < end

    def _leading_to(self, i: int) -> tuple[str | None, bool]:
        """Return the last speaker of the sentences before a quotation that is speech, or whom they are about."""
        quotation = self._quotations[i]
        if not self._is_speech(quotation):
            return None, False
        nearby = max(0, quotation.start - _LONGEST_LEAD)
        paragraph = max(nearby, self._text.rfind("\n", nearby, quotation.start) + 1)
        introduced = self._text[paragraph : quotation.start].strip(_BETWEEN)
        labelled = _LABELLED.fullmatch(introduced[-_LONGEST_LABEL:])
        if labelled and labelled["name"].split()[0].lower() not in self._hearing.table.verbs:
            return labelled["name"], True
        first = self._page.number(quotation.start) + (introduced[-1:] in {":", ","})
        for number in range(first - 1, max(-1, first - 1 - _BEFORE_QUOTATION), -1):
            if introduced and self._page.sentences[number][1] <= paragraph:
                break
            heard = self._hearing.sentence(number)
            outside = self._outside(heard)
            if outside or introduced:
                self._hearing.used.add(number)
            if outside:
                return self._hearing.speaker(heard, outside[-1]), True
            if introduced and (subject := self._hearing.subject(number, quotation.start)) is not None:
                return subject, True
        return None, False

    def _goes_on(self, i: int) -> bool:
        """Tell whether quotation ``i`` goes on with the one before."""
        if i == 0:
            return False
        quotation, earlier = self._quotations[i], self._quotations[i - 1]
        return self._is_speech(quotation) and not self._text[earlier.end + 1 : quotation.start - 1].strip(_BETWEEN)

    def _is_speech(self, quotation: Quotation) -> bool:
        """Tell whether a quotation is a sentence, not a title or a few words."""
        start, end = quotation.start, quotation.end
        return self._text[start : start + 1].isupper() and self._text.count(" ", start, end) >= _SHORTEST_SPEECH


def _reaches(said: Said, place: int, reading: Reading, published: date | None) -> bool:
    """Tell whether what is said holds ``reading``, at the word ``place``: none of the words of saying, nor when it was said."""
    own, dated = said.frame.own, said.frame.dated
    if reading.kind == "date" and (dated[0] <= place < dated[1] or (said.frame.unasked and _has_passed(reading, published))):
        return False
    return not own[0] <= place < own[1] and any(first <= place < last for first, last in said.frame.scopes)


def _has_passed(reading: Reading, published: date | None) -> bool:
    """Tell whether ``reading`` is a date before that of the article; a mere month may be any year's."""
    return (
        reading.date_anchor != "partial"
        and published is not None
        and reading.date_end is not None
        and reading.date_end < published
    )


def _ranked(words: Sequence[Word], within: Sequence[Said], place: int) -> list[Said]:
    """Return the frames in whose scope a claim stands, the one that counts first.

    "Analysts expect 5%, Hale said" is Hale's word; but "Hale expects 5%, Reuters reported" is still hers.
    """
    narrow = [one for one in within if one.frame.narrow]
    closing = [one for one in within if not one.frame.opens and not one.frame.source and place < one.frame.own[0]]
    relayed = [one for one in closing if words[one.frame.verb].norm in RELAYING]
    opening = [one for one in within if not one.frame.source and not one.frame.narrow and one not in closing]
    sources = [one for one in within if one.frame.source and not one.frame.narrow]
    return [*narrow, *(one for one in closing if one not in relayed), *_outermost(words, opening), *relayed, *sources]


def _outermost(words: Sequence[Word], opening: Sequence[Said]) -> list[Said]:
    """Return the frames that start anew, the last first: not those within what another says."""
    fresh = [i for i, one in enumerate(opening) if i == 0 or starts_anew(words, one.frame)]
    return [opening[i] for i in reversed(fresh)]
