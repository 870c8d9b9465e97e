"""Raw files in, articles out: the only part of tallyspan that opens what lies under ``raw/``.

:func:`find_sources` lists the files, :func:`read_source` reads one. What cannot become an article becomes a
:class:`~tallyspan.model.Reject` with a :class:`~tallyspan.model.Reason`; nothing disappears without a row, apart from what
:mod:`tallyspan.readers.discover` says it leaves alone.
"""

from tallyspan.readers.discover import Source, find_sources
from tallyspan.readers.outcome import Repair
from tallyspan.readers.read import ReadOptions, read_source

__all__ = ["ReadOptions", "Repair", "Source", "find_sources", "read_source"]
