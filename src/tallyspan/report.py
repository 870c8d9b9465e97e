"""What a run did, for a person: the same figures as plain text, as Markdown and as table rows."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tallyspan.model import Claim, source_name
from tallyspan.run import BatchResult, Summary
from tallyspan.run.session import EXAMPLES
from tallyspan.run.work import EXAMPLES_OF_A_KIND
from tallyspan.schema import TABLES
from tallyspan.visible import one_line
from tallyspan.wording import count, reject_text, value_text

REJECTS_SHOWN = 10


def headline(summary: Summary) -> str:
    """Return the run in one sentence."""
    if summary.rebuild:
        again = summary.new + summary.revised + summary.unchanged
        return f"{count(again, 'article')} read again, {count(sum(summary.claims.values()), 'claim')} written"
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
        *_reject_lines(summary),
        *([f"Failed    {_failed(summary)}"] if summary.failed else []),
        *(
            [f"Stale     {count(summary.stale, 'article')} of another extractor: rebuild reads them again"]
            if summary.stale
            else []
        ),
        *(["", *(f"  {row['kind']:<9} {row['surface']:<30.30}  {row['value']}" for row in examples)] if examples else []),
        "",
        f"Tables    {tables}/{{{','.join(TABLES)}}}/*.parquet",
        f"Try       {try_line(tables)}",
    ]
    return "\n".join(lines) + "\n"


def _reject_lines(summary: Summary) -> list[str]:
    """Return what was left out by this run: the first ones with their reasons, and where all are."""
    shown = summary.rejects[:REJECTS_SHOWN]
    total = summary.rejected + sum(reject.stage == "extract" for reject in summary.rejects)
    more = f"; {total - len(shown):,} more" if total > len(shown) else ""
    before = f"{summary.left_out:,} again, as before" if summary.left_out else ""
    where = one_line(f"all are in {_relative(summary.processed)}/rejects")
    if not shown:
        return [f"Left out  {before}: {where}"] if before else []
    return [
        f"Left out  {'; '.join(filter(None, [f'{total:,} by this run', before]))}: {where}",
        *(f"  {reject_text(reject)}" for reject in shown),
        *([f"  ...{more.removeprefix(';')}"] if more else []),
    ]


def reject_rows(summary: Summary) -> list[dict[str, str]]:
    """Return the first of what the run left out as rows to look at."""
    return [
        {
            "source": one_line(source_name(reject.source_path or reject.article_id or "?", reject.record)),
            "reason": reject.reason,
            "detail": one_line(reject.detail or ""),
        }
        for reject in summary.rejects
    ]


def markdown(summary: Summary, problem: str | None = None) -> str:
    """Return the summary as Markdown, with the ``problem`` that ended the run."""
    counts = {f"articles {name}": number for name, number in article_counts(summary).items()}
    counts |= {f"{kind} claims": number for kind, number in summary.claims.items()}
    if summary.undone:
        counts["left for the next run"] = summary.undone
    if summary.left_out:
        counts["left out before"] = summary.left_out
    if summary.failed:
        counts["sentences or articles that failed"] = summary.failed
    if summary.stale:
        counts["articles of another extractor"] = summary.stale
    table = "\n".join(f"| {name} | {number:,} |" for name, number in counts.items())
    first = f"**Stopped: {problem}**\n\n" if problem else ""
    left_out = "".join(f"- {reject_text(reject)}\n" for reject in summary.rejects[:REJECTS_SHOWN])
    left_out = f"\nLeft out, all in {_code(summary.processed / 'rejects')}; the first:\n\n{left_out}" if left_out else ""
    tables = f"Tables: {_code(summary.processed)}, run {_code(summary.run_id)}.\n"
    return f"{first}{headline(summary)}.\n\n| | |\n|---|--:|\n{table}\n\n{tables}{left_out}"


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
