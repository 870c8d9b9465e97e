"""What a check may find, and what it counts."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: the table, the row (its id), the column or rule, and how it shows."""

    table: str
    row: str
    problem: str
    detail: str


@dataclass(slots=True)
class Tally:
    """What was looked at: rows by table, sources that have gone, what no row stands for, articles of another extractor."""

    rows: Counter[str] = field(default_factory=Counter)
    sources: int = 0
    missing: int = 0
    unread: int = 0
    not_derivable: int = 0
    findings: int = 0
