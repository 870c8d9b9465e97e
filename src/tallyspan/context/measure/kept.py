"""What one sentence names and the next ones leave out: the group that a survey asked, the election."""

from typing import NamedTuple

from tallyspan.context.measure.words.site import Site
from tallyspan.context.page import Measured

_FARTHEST = {"group": 250, "contest": 1500}  # characters from the end of the sentence that names it


class _Named(NamedTuple):
    text: str
    end: int
    pronoun: str


class Kept:
    """What the sentences read so far named, by what it is: a "group" (with its relative pronoun) or a "contest"."""

    def __init__(self) -> None:
        self._named: dict[str, _Named] = {}

    def keep(self, what: str, site: Site, named: Measured | None, pronoun: str = "") -> None:
        """Keep what the sentence of ``site`` named."""
        if named is not None:
            self._named[what] = _Named(named.text, site.tree.end, pronoun)

    def near(self, what: str, site: Site, *, same_sentence: bool = False) -> tuple[str, str] | None:
        """Return what was named last and its pronoun, if it is not too far from the sentence of ``site``, or only in it."""
        named = self._named.get(what)
        if named is None or site.tree.start - named.end >= _FARTHEST[what] or (same_sentence and named.end != site.tree.end):
            return None
        return named.text, named.pronoun
