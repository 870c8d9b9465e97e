"""What a run did, for a person: the same figures as plain text, as Markdown and as table rows."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tallyspan.model import Claim
from tallyspan.run import BatchResult, Summary
from tallyspan.run.session import EXAMPLES
from tallyspan.run.work import EXAMPLES_OF_A_KIND
from tallyspan.visible import one_line


def headline(summary: Summary) -> str:
    """Return the run in one sentence."""
    done = summary.new + summary.revised
    if not (done or summary.duplicate or summary.rejected):
        if not summary.unchanged:
            return "Nothing new that can be read" if summary.left_out else "Nothing to read"
        before = "1 article was" if summary.unchanged == 1 else f"all {summary.unchanged:,} articles were"
        return f"Nothing new: {before} read before"
    return f"{count(done, 'article')} read, {count(sum(summary.claims.values()), 'claim')} written"


def text(summary: Summary) -> str:
    """Return the summary for a terminal or a log: lines of at most about 100 characters, ending with a newline."""
    examples = [example_row(claim) for claim in _some_of_each_kind(summary.examples)]
    tables = one_line(str(_relative(summary.processed)))
    lines = [
        f"{headline(summary)}.",
        "",
        "Articles  " + ", ".join(f"{number:,} {name}" for name, number in article_counts(summary).items()),
        "Claims    " + (", ".join(f"{number:,} {kind}" for kind, number in summary.claims.items()) or "none written by this run"),
        *([f"Left out  {summary.left_out:,} again, as before: see the table rejects"] if summary.left_out else []),
        *([f"Failed    {_failed(summary)}"] if summary.failed else []),
        *(
            [f"Stale     {count(summary.stale, 'article')} of another extractor: rebuild reads them again"]
            if summary.stale
            else []
        ),
        *(["", *(f"  {row['kind']:<9} {row['surface']:<30.30}  {row['value']}" for row in examples)] if examples else []),
        "",
        f"Tables    {tables}/{{claims,articles,mentions,rejects,runs}}/*.parquet",
        f"Try       {try_line(tables)}",
    ]
    return "\n".join(lines) + "\n"


def markdown(summary: Summary) -> str:
    """Return the summary as Markdown."""
    counts = {f"articles {name}": number for name, number in article_counts(summary).items()}
    counts |= {f"{kind} claims": number for kind, number in summary.claims.items()}
    if summary.left_out:
        counts["left out before"] = summary.left_out
    if summary.failed:
        counts["sentences or articles that failed"] = summary.failed
    if summary.stale:
        counts["articles of another extractor"] = summary.stale
    table = "\n".join(f"| {name} | {number:,} |" for name, number in counts.items())
    return (
        f"{headline(summary)}.\n\n| | |\n|---|--:|\n{table}\n\nTables: {_code(summary.processed)}, run {_code(summary.run_id)}.\n"
    )


def batch_line(result: BatchResult) -> str:
    """Return what one batch brought, in a few words."""
    claims = sum(result.claims.values())
    return f"{result.new:,} new, {result.revised:,} revised, {result.rejected:,} rejected, {count(claims, 'claim')}"


def example_rows(summary: Summary) -> list[dict[str, str]]:
    """Return at most 50 claims of the run as rows to look at."""
    return [example_row(claim) for claim in summary.examples[:EXAMPLES]]


def example_row(claim: Claim) -> dict[str, str]:
    """Return the columns of ``claim`` that a person looks at first, as text."""
    return {
        "kind": claim.kind,
        "surface": one_line(claim.surface),
        "value": one_line(value_text(claim)),
        "qualifier": claim.qualifier,
        "article": one_line(claim.article_id),
        "sentence": one_line(claim.sentence),
    }


def value_text(claim: Claim) -> str:
    """Return the normalised value of ``claim``: a number with its unit, a range, or days.

    Numbers have thousands separators; an unresolved date gives what is known of it.
    """
    if claim.kind == "date":
        if claim.date_start is None or claim.date_end is None:
            return f"{claim.timex or 'unknown'} (unresolved)"
        return days(claim.date_start, claim.date_end)
    unit = " " + (claim.unit or "(unit unknown)") + (f" per {claim.per}" if claim.per else "")
    if claim.value is not None:
        return {"approx": "about ", "min": "at least ", "max": "at most "}.get(claim.qualifier, "") + _number(claim.value) + unit
    bounds = [_number(bound) for bound in (claim.value_low, claim.value_high) if bound is not None]
    return " to ".join(bounds) + unit


def days(start: date, end: date) -> str:
    """Return an interval of days, both included, as one reads it.

    >>> days(date(2019, 7, 1), date(2019, 7, 31)), days(date(2019, 7, 4), date(2019, 7, 4))
    ('2019-07-01 to 2019-07-31', '2019-07-04')
    """
    return str(start) if start == end else f"{start} to {end}"


def article_counts(summary: Summary) -> dict[str, int]:
    """Return the number of articles by what became of them, in reading order."""
    return {name: getattr(summary, name) for name in ("new", "revised", "unchanged", "duplicate", "rejected")}


def try_line(tables: Path | str) -> str:
    """Return a shell line that shows the claims, with nothing but what tallyspan itself has installed."""
    columns = "['kind', 'surface', 'value', 'unit', 'measure', 'modality']"
    return f".venv/bin/python -c \"import pandas; print(pandas.read_parquet('{tables}/claims')[{columns}])\""


def _some_of_each_kind(claims: Iterable[Claim]) -> list[Claim]:
    seen: Counter[str] = Counter()
    some = []
    for claim in claims:
        seen[claim.kind] += 1
        if seen[claim.kind] <= EXAMPLES_OF_A_KIND:
            some.append(claim)
    return sorted(some, key=lambda claim: claim.kind)


def _code(name: object) -> str:
    """Return ``name`` as Markdown shows it to the letter."""
    return f"`{one_line(str(name)).replace('`', chr(39))}`"


def _failed(summary: Summary) -> str:
    return f"{count(summary.failed, 'sentence')}, or whole articles: see reason failed in the table rejects, and please report it"


def _relative(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _number(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 10**10 else f"{value:,.0f}"


def count(number: int, noun: str) -> str:
    """Return ``number`` with its noun: ``1 claim``, ``2 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
