"""Who is said to state a claim: the speaker of the words around it, of the quotation or of the answer that it stands in."""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from datetime import date

from tallyspan.context.page import Page
from tallyspan.context.speaker.asides import is_gloss, is_insertion
from tallyspan.context.speaker.continuing import Continuation
from tallyspan.context.speaker.frames.frame import RELAYING, starts_anew
from tallyspan.context.speaker.heard import Said
from tallyspan.context.speaker.hearing import Hearing
from tallyspan.context.speaker.turns.quoting import Quoting
from tallyspan.context.speaker.turns.voices import Voices
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.model import Article
from tallyspan.reading import Reading
from tallyspan.syntax import Word

_LETTERS = re.compile(r"[^\W\d_]+")

_MOST_KEPT = 512  # articles between the two readings of each


class SpeakerReader:
    """Reads who says each claim of an article."""

    def __init__(self) -> None:
        self._table = SpeechWords()
        self._voices: dict[str, Voices] = {}  # by the text of the articles that were looked at and not yet read

    def wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Collection[int]:
        """Return the numbers of the sentences without claims where the speaker of a quotation, or of "he said", stands."""
        hearing = Hearing(self._table, page := Page(article, sentences, readings, {}))
        if len(self._voices) >= _MOST_KEPT:
            self._voices.clear()
        voices = self._voices[article.text] = Voices.of(page)  # until the article is read
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
        self._quoting = Quoting(page, hearing, voices.quotations)
        hearing.tell_quoted(lambda offset: self._quoting.number(offset) is not None)
        self._continuation = Continuation(page, hearing)
        self._text = page.article.text
        self._turns = voices.turns
        self._leaning: dict[int, bool] = {}

    def speaker(self, reading: Reading) -> str | None:
        """Return who says ``reading``."""
        quotation = self._quoting.number(reading.start)
        if (quotation is not None or self._of_turn(reading)) and is_insertion(self._text, reading):
            return None
        if quotation is not None:
            said, settled = self._quoting.speaker(quotation)
            if settled:
                return said
        said = self._in_sentence(reading, within_quotation=quotation is not None)
        return said if said is not None else self._of_turn(reading)

    def leans(self, reading: Reading) -> bool:
        """Tell whether the speaker of ``reading`` may stand in another sentence: a pronoun or a role stands beside it."""
        number = self._page.number(reading.start)
        if number not in self._leaning:
            self._leaning[number] = self._is_leaning(number)
        return self._leaning[number] or self._quoting.number(reading.start) is not None

    def _is_leaning(self, number: int) -> bool:
        words = frozenset(_LETTERS.findall(self._text[slice(*self._page.sentences[number])].lower()))
        return not (self._hearing.table.triggers.isdisjoint(words) or self._hearing.table.leaning.isdisjoint(words))

    def _of_turn(self, reading: Reading) -> str | None:
        i = bisect_right(self._turns, reading.start, key=lambda turn: turn.start) - 1
        return self._turns[i].speaker if i >= 0 and reading.end <= self._turns[i].end else None

    def _in_sentence(self, reading: Reading, *, within_quotation: bool) -> str | None:
        heard = self._hearing.sentence(self._page.number(reading.start))
        words = heard.tree.words
        place = bisect_right(words, reading.start, key=lambda word: word.end)
        if not within_quotation and reading.kind == "distance" and is_gloss(heard.tree, reading):
            return None
        said = heard.said if within_quotation else self._quoting.outside(heard)
        within = [one for one in said if _reaches(one, place, reading, self._page.article.published)]
        speakers = (self._hearing.speaker(heard, one) for one in _ranked(words, within, place))
        found = next((speaker for speaker in speakers if speaker is not None), None)
        if found is None and not within_quotation and not said:
            return self._continuation.speaker(heard, place)
        return found


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
