"""``tallyspan show``: one article, its claims marked in the text, each row beside the paragraph it stands in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tallyspan.cli import display, extracting, inputs, loading
from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Article, Claim, Extraction
from tallyspan.readers import ReadOptions
from tallyspan.report import count, value_text
from tallyspan.run.work import claim_of
from tallyspan.visible import one_line, visible

_BREAK = re.compile(r"\n\s*")


def show(name: str, *, processed: Path, published: date | None, model: str | None) -> int:
    """Print the article ``name`` with its claims and return the exit code."""
    try:
        found = [] if published or model else list(_stored(processed, name))
    except (pa.ArrowException, OSError) as problem:
        raise typer.TyperException(f"cannot read the tables in {processed}: {problem}") from problem
    if not found and name != inputs.STDIN and not Path(name).is_file():
        raise UsageProblem(f"no article {name!r} in {processed} and no file of that name")
    console = display.console()
    if found:
        for extraction in found:
            _print(console, extraction)
        return 0
    tally = extracting.Tally(shown=False)
    articles = inputs.articles([name], ReadOptions(published=published), tally.left_out)
    for extraction in loading.load(model).extract_many(articles):
        tally.count(extraction)
        _print(console, extraction)
    return tally.verdict()


def _stored(processed: Path, name: str) -> Iterator[Extraction]:
    """Yield the current articles of the tables whose id or source path is ``name``, in stable order.

    The claims of a duplicate are those of the article that it repeats.
    """
    if not (processed / "articles").is_dir() or not (processed / "claims").is_dir():
        return
    articles = ds.dataset(processed / "articles", format="parquet")
    columns = ["article_id", "text_sha256", "text", "title", "published", "source_path", "record", "duplicate_of"]
    wanted = ((ds.field("article_id") == name) | (ds.field("source_path") == name)) & ds.field("current")
    rows = articles.to_table(columns=columns, filter=wanted).to_pylist()
    claims = ds.dataset(processed / "claims", format="parquet") if rows else None
    for row in sorted(rows, key=lambda row: (row["source_path"] or "", row["record"] or 0)):
        held_by = row.pop("duplicate_of") or row["article_id"]
        own = (ds.field("article_id") == held_by) & (ds.field("text_sha256") == row.pop("text_sha256"))
        stored = claims.to_table(filter=own).sort_by("start").to_pylist() if claims else []
        yield Extraction(Article(**row), tuple(map(claim_of, stored)))


def _print(console: Console, extraction: Extraction) -> None:
    article = extraction.article
    console.print(one_line(article.title or article.article_id), style="bold")
    console.print(one_line(f"{article.article_id}, published {article.published or 'unknown'}"), style="dim")
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(ratio=3)
    grid.add_column(ratio=2)
    first = 0
    for start, end, last in _paragraphs(article.text, extraction.claims):
        inside = list(enumerate(extraction.claims[first:last], first + 1))
        grid.add_row(_marked(article.text, start, end, inside, colour=console.is_terminal), _rows(inside))
        grid.add_row()
        first = last
    console.print(grid)
    console.print(count(len(extraction.claims), "claim"))


def _paragraphs(text: str, claims: Sequence[Claim]) -> Iterator[tuple[int, int, int]]:
    """Yield ``(start, end, n)``: the lines of ``text``, and how many claims end before or in each.

    A claim that goes over a line break keeps its lines together.
    """
    ends = [claim.end for claim in claims]
    start = 0
    for gap in _BREAK.finditer(text):
        before = bisect_right(ends, gap.start())
        if before < len(claims) and claims[before].start < gap.end():
            continue
        if gap.start() > start:
            yield start, gap.start(), before
        start = gap.end()
    if start < len(text):
        yield start, len(text), len(claims)


def _marked(text: str, start: int, end: int, claims: Iterable[tuple[int, Claim]], *, colour: bool) -> Text:
    """Return ``text[start:end]`` with each claim in its colour and numbered; in brackets where there is no colour."""
    marked = Text()
    for number, claim in claims:
        marked.append(visible(text[start : claim.start]))
        surface = visible(claim.surface)
        marked.append(surface if colour else f"[{surface}]", display.STYLES.get(claim.kind, "reverse"))
        marked.append(f" {number} " if colour else f"({number})", "dim")
        start = claim.end
    return marked.append(visible(text[start:end]))


def _rows(claims: Iterable[tuple[int, Claim]]) -> Text:
    """Return a line a claim: its number, kind, value and what else the row says."""
    lines = [
        Text.assemble(
            (f"{number} ", "dim"),
            (claim.kind, display.STYLES.get(claim.kind, "")),
            f" {one_line(value_text(claim))}",
            (f"; {notes}" if (notes := display.notes(claim)) else "", "dim"),
        )
        for number, claim in claims
    ]
    return Text("\n").join(lines)
