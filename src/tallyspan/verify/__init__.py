"""Is every row still what its source says? Raw bytes, hashes, offsets and the extraction itself, all looked at again."""

from collections.abc import Iterator
from pathlib import Path

from tallyspan import nlp
from tallyspan.model import Mentions
from tallyspan.run.work import Load, loaded
from tallyspan.store.layout import Layout
from tallyspan.store.ledger import read_ledger
from tallyspan.verify.findings import Finding, Tally
from tallyspan.verify.parts import broken_parts, incomplete_parts
from tallyspan.verify.sources import SourceCheck, recorded
from tallyspan.verify.texts import check_articles, check_history, check_pairs

__all__ = ["Finding", "Tally", "Verification", "verify"]


class Verification:
    """A check of all tables, made while it is iterated over. ``tally`` counts along."""

    def __init__(self, raw: Path, processed: Path, extractor: nlp.Extractor) -> None:
        self.tally = Tally()
        self._raw = raw
        self._layout = Layout(processed)
        self._extractor = extractor

    def __iter__(self) -> Iterator[Finding]:
        """Yield what is wrong: with the number of rows, the sources, what joins the tables, then with the rows of each article.

        Where a part cannot be read at all, only that is told.
        """
        version = self._layout.current()
        if version is None:
            raise FileNotFoundError(f"no tables in {self._layout.processed}")
        for finding in list(broken_parts(self._layout, version)) or self._check(version):
            self.tally.findings += 1
            yield finding

    def _check(self, version: int) -> Iterator[Finding]:
        ledger = read_ledger(self._layout, version)
        options = recorded(self._layout, version)
        yield from incomplete_parts(self._layout, version)
        yield from SourceCheck(self._raw, ledger, options, self._extractor.name, self.tally)
        yield from check_pairs(self._layout, version, ledger)
        yield from check_history(self._layout, version, ledger, self.tally)
        yield from check_articles(self._layout, version, self._extractor, self.tally)


def verify(
    raw: Path,
    processed: Path,
    model: str | None = None,
    mentions: Mentions = Mentions.CLAIMS,
    *,
    load: Load = nlp.load,
) -> Verification:
    """Return a check of every row under ``processed`` against the bytes under ``raw``. Iterating raises OSError without tables.

    A source that has gone, or is in no table, and a row of another extractor, are counted, not found: of the latter, hashes
    and slices are still checked. Readers need no lock, and neither does this.
    """
    return Verification(raw, processed, loaded(load, model, mentions))
