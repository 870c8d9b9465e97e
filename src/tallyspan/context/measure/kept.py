"""What one sentence names and the next ones leave out: the group that a survey asked, the election."""

from tallyspan.context.measure.site import Site
from tallyspan.context.page import Measured

_FARTHEST = {"group": 250, "contest": 1500}  # characters from the end of the sentence that names it


class Kept:
    """What the sentences read so far named, by what it is: a "group" (with its pronoun) or a "contest"."""

    def __init__(self) -> None:
        self._named: dict[str, tuple[str, int]] = {}

    def keep(self, what: str, site: Site, named: Measured | None) -> None:
        """Keep what the sentence of ``site`` named."""
        if named is not None:
            self._named[what] = (named.text, site.tree.end)

    def near(self, what: str, site: Site) -> str | None:
        """Return what was named last, if it is not too far from the sentence of ``site``."""
        text, end = self._named.get(what, (None, 0))
        return text if site.tree.start - end < _FARTHEST[what] else None
