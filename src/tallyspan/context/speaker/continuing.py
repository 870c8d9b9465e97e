"""Speech that goes on in the next sentence, where no word of saying stands: "... Output is projected to fall 5%"."""

from collections.abc import Sequence
from typing import Final

from tallyspan.context.page import Page
from tallyspan.context.speaker.frames.sayers import BE
from tallyspan.context.speaker.heard import Heard, Said
from tallyspan.context.speaker.hearing import Hearing
from tallyspan.syntax import Word

_SENTENCES: Final = 8
_BEHIND = frozenset({"to", "at", "by"})
_PRESENT = frozenset({"VBZ", "VBP"})
_FINITE = _PRESENT | {"VBD", "MD"}


class Continuation:
    """Finds who goes on speaking in sentences that name no speaker, in one article."""

    def __init__(self, page: Page, hearing: Hearing) -> None:
        self._page = page
        self._hearing = hearing
        self._table = hearing.table

    def speaker(self, heard: Heard, place: int) -> str | None:
        """Return who goes on speaking in a sentence at the word ``place``: the speaker of the one before it, or None."""
        words = heard.tree.words
        if not heard.tree.parsed or heard.number == 0 or not self._is_joined(heard.number):
            return None
        if self._is_reported(words, place):
            return self._last(heard.number)
        return self._found(heard.number) if self._is_observed(heard) else None

    def _last(self, number: int) -> str | None:
        """Return who speaks last in the sentences before ``number``, in its paragraph."""
        for earlier in range(number - 1, max(-1, number - 1 - _SENTENCES), -1):
            heard = self._hearing.sentence(earlier)
            outside = self._outside(heard)
            if outside:
                return self._hearing.speaker(heard, outside[-1])
            if not heard.tree.parsed or not self._is_joined(earlier):
                return None
        return None

    def _found(self, number: int) -> str | None:
        """Return what evidence the sentences before ``number`` tell of, as long as they tell of nothing else."""
        for earlier in range(number - 1, max(-1, number - 1 - _SENTENCES), -1):
            heard = self._hearing.sentence(earlier)
            outside = self._outside(heard)
            if outside:
                evidence = next((one for one in outside if self._is_evidence(heard, one)), None)
                return None if evidence is None else self._hearing.speaker(heard, evidence)
            if not heard.tree.parsed or not self._is_joined(earlier) or not self._is_observed(heard):
                return None
        return None

    def _outside(self, heard: Heard) -> list[Said]:
        words = heard.tree.words
        return [one for one in heard.said if not self._hearing.is_quoted(words[one.frame.verb].start)]

    def _is_joined(self, number: int) -> bool:
        """Tell whether the sentence ``number`` stands in the paragraph of the one before."""
        between = self._page.article.text[self._page.sentences[number - 1][0] : self._page.sentences[number][0]]
        return "\n" not in between.rstrip(" ")

    def _is_reported(self, words: Sequence[Word], place: int) -> bool:
        """Tell whether the word ``place`` is what somebody, left unsaid, expects: "is projected to"."""
        return any(
            words[i].norm in self._table.stance.passive and words[i - 1].norm in BE and words[i + 1].norm in _BEHIND
            for i in range(1, min(place, len(words) - 1))
        )

    def _is_observed(self, heard: Heard) -> bool:
        """Tell whether a sentence may go on with what was found: it tells what is, or what share was, and nobody acts in it."""
        words = heard.tree.words
        verb = next((word for word in words if word.tag in _FINITE), None)
        if verb is None or self._hearing.acts(heard, verb.i):
            return False
        return verb.tag in _PRESENT or any(word.norm in self._table.stance.figures for word in words[: verb.i])

    def _is_evidence(self, heard: Heard, said: Said) -> bool:
        shown = heard.tree.words[said.frame.verb].norm in self._table.showing
        return shown or (said.speaker is not None and any(word in self._table.evidence for word in said.speaker.split()))
