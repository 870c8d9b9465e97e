"""Who speaks in the quotations of one article: named beside them, before them, or speaking on."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from tallyspan.context.page import Page
from tallyspan.context.speaker.heard import Heard, Said
from tallyspan.context.speaker.hearing import Hearing
from tallyspan.context.speaker.turns.quotes import Quotation

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


class Quoting:
    """Finds the speakers of ``quotations`` in ``page``."""

    def __init__(self, page: Page, hearing: Hearing, quotations: Sequence[Quotation]) -> None:
        self._page = page
        self._hearing = hearing
        self._text = page.article.text
        self._quotations = quotations
        self._quoted: dict[int, tuple[str | None, bool]] = {}
        self._narrated: dict[int, list[Said]] = {}
        self._firsts: list[int] = []  # of each quotation, the number of the one that it continues
        for i, one in enumerate(self._quotations):
            self._firsts.append(self._firsts[-1] if one.continues and i > 0 else i)

    def number(self, offset: int) -> int | None:
        """Return the number of the quotation around ``offset``, or None."""
        i = bisect_right(self._quotations, offset, key=lambda one: one.start) - 1
        return i if i >= 0 and offset < self._quotations[i].end else None

    def outside(self, heard: Heard) -> list[Said]:
        """Return what is said in a sentence, but for what is said within quotations."""
        if heard.number not in self._narrated:
            verbs = ((one, heard.tree.words[one.frame.verb]) for one in heard.said)
            self._narrated[heard.number] = [one for one, verb in verbs if self.number(verb.start) is None]
        return self._narrated[heard.number]

    def speaker(self, i: int) -> tuple[str | None, bool]:
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
        for one in self.outside(last):
            start = last.tree.words[one.frame.own[0]].start
            names = not one.frame.opens or start - quotation.end <= _MARKS_BETWEEN
            if names and start > quotation.start and not self._another_between(quotation.end, start):
                return self._hearing.speaker(last, one), True
        for one in reversed(self.outside(first)):
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
            outside = self.outside(heard)
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
