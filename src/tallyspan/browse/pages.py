"""The pages: rows of the tables put into templates. Each function returns HTML, or None for something that is not there."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, partial
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined

from tallyspan.browse import charts as drawing
from tallyspan.browse import marks, wording
from tallyspan.browse.database import Database, Row
from tallyspan.browse.marks import Mark, Piece
from tallyspan.browse.queries import FACET_ROWS, Queries
from tallyspan.browse.selection import FACETS, PAGE_ROWS, SORTS, Selection
from tallyspan.model import jsonable, text_digest
from tallyspan.schema import CLAIMS
from tallyspan.views import views

KINDS = ("money", "percent", "distance", "date")
_LISTED = 300
_MOST_POINTS = 2000
_MEANINGS = {column.name: column.meaning for column in CLAIMS.columns}


@cache
def templates() -> Environment:
    """Return the templates. Everything put into them is escaped."""
    environment = Environment(
        loader=PackageLoader("tallyspan.browse"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"article_url": article_url, "url": url, "wording": wording, "kinds": KINDS, "visible": marks.visible}
    environment.filters |= {"count": lambda number: f"{number:,}", "visible": marks.visible}
    return environment


def render(name: str, **values: object) -> str:
    """Return the template ``name`` with ``values``."""
    return templates().get_template(name).render(values)


def url(path: str, **parameters: object) -> str:
    """Return an address with those of ``parameters`` that say something.

    >>> url("/articles", words="a b", page=None)
    '/articles?words=a+b'
    """
    query = urlencode({name: str(value) for name, value in parameters.items() if value not in (None, "")})
    return f"{path}?{query}" if query else path


def article_url(article_id: str, text_sha256: str | None = None, claim_id: str | None = None) -> str:
    """Return the address of an article, at one of its claims."""
    return url("/article", id=article_id, version=text_sha256, claim=claim_id) + ("#chosen" if claim_id else "")


def claim_url(claim_id: str) -> str:
    """Return the address of a claim, wherever its article is."""
    return f"/claim/{quote(claim_id, safe='')}"


def problem(title: str, detail: str) -> str:
    """Return a page that says what is wrong."""
    return render("problem.html", title=title, detail=detail, selection=Selection(), older=None, tab="")


def claims(database: Database, queries: Queries, selection: Selection) -> str:
    """Return one page of a selection of claims, with its filters."""
    overview = queries.overview(selection)
    return render(
        "claims.html",
        **_frame(database, "claims", selection),
        overview=overview,
        facets=_facets(selection, overview.facets),
        rows=[(row, sentence(row)) for row in queries.claims(selection)],
        row_url=claim_url,
        sorts=SORTS,
        pages=_pages(overview.total, selection.page),
        sql=_sql(database, selection),
    )


def charts(database: Database, queries: Queries, selection: Selection, unit: str | None) -> str:
    """Return drawings of a selection: amounts of one unit over time, claims by week, what they are about, who published them."""
    overview = queries.overview(selection)
    units = queries.units(selection)
    chosen = unit if unit is not None else next((name for name, _ in units), "")
    points = queries.points(selection, chosen, _MOST_POINTS) if chosen else []
    return render(
        "charts.html",
        **_frame(database, "charts", selection),
        overview=overview,
        facets=_facets(selection, overview.facets),
        units=units,
        unit=chosen,
        most=_MOST_POINTS,
        over_time=drawing.over_time(points, f"Amounts in {chosen} over time", chosen, joined=_is_series(selection)),
        by_period=drawing.by_period(queries.weeks(selection)),
    )


def article(database: Database, queries: Queries, article_id: str, version: str | None, claim: str | None) -> str | None:
    """Return an article with its claims marked, one of them chosen if ``claim`` names one."""
    row = queries.article(article_id, version)
    if row is None:
        return None
    found = queries.claims_of(row)
    place = next((number for number, one in enumerate(found) if one["claim_id"] == claim), None)
    chosen = None if place is None else found[place]
    text = row["text"]
    spans = [Mark(one["start"], one["end"], f"claim {one['kind']}", one["claim_id"]) for one in found]
    if chosen is not None:
        spans += [Mark(chosen["start"], chosen["end"], "chosen"), *wording.context(chosen)]
    return render(
        "article.html",
        **_frame(database, "articles", Selection()),
        article=row,
        paragraphs=marks.marked(text, spans),
        claims=found,
        listed=found[:_LISTED],
        by_kind=Counter(one["kind"] for one in found),
        chosen=chosen,
        place=place,
        before=found[place - 1] if place else None,
        after=_after(found, place),
        base=url("/article", id=row["article_id"], version=version),
        claim_url=partial(article_url, row["article_id"], version),
        problems=None if chosen is None else wording.verification(chosen, text, text_digest(text)),
        cells=[] if chosen is None else _cells(chosen),
        versions=queries.versions(article_id),
        fates=queries.fates(article_id) if row["current"] and row["supersedes"] else {},
    )


def changes(database: Database, queries: Queries, article_id: str, version: str) -> str | None:
    """Return what the newest version of an article says otherwise than an older one."""
    now, before = queries.article(article_id, None), queries.article(article_id, version)
    if now is None or before is None:
        return None
    return render(
        "changes.html",
        **_frame(database, "articles", Selection()),
        now=now,
        before=before,
        changes=difference(before["text"], now["text"]),
        fates=queries.fates(article_id),
    )


def articles(database: Database, queries: Queries, words: str, page: int) -> str:
    """Return one page of the articles that have all of ``words``."""
    total, rows = queries.articles(words, page)
    return render(
        "articles.html",
        **_frame(database, "articles", Selection()),
        words=words,
        total=total,
        rows=rows,
        pages=_pages(total, page),
    )


def runs(database: Database, queries: Queries, reason: str | None, page: int, prefect: str | None) -> str:
    """Return what each run brought, which extractors the articles were read with, and what was left out."""
    counts, rejects = queries.rejects(reason, page)
    total = sum(row["rejects"] for row in counts if reason in (None, row["reason"]))
    return render(
        "runs.html",
        **_frame(database, "runs", Selection()),
        runs=[(row, _prefect_url(prefect, row["run_id"])) for row in queries.runs()],
        extractors=queries.extractors(),
        counts=counts,
        reason=reason,
        rejects=rejects,
        pages=_pages(total, page),
    )


def sentence(row: Row) -> list[Piece]:
    """Return the sentence of a claim with the claim and its context marked, as far as they stand in it."""
    shift = row["sentence_start"]
    spans = [
        Mark(mark.start - shift, mark.end - shift, mark.role)
        for mark in (Mark(row["start"], row["end"], f"claim {row['kind']}"), *wording.context(row))
    ]
    return marks.pieces(row["sentence"], spans)


def difference(before: str, now: str) -> list[tuple[str, list[str]]]:
    r"""Return the paragraphs of both texts in order, each run of them as same, gone or new.

    >>> difference("One. \n\nTwo.", "One. \n\nThree.")
    [('same', ['One.']), ('gone', ['Two.']), ('new', ['Three.'])]
    """
    old, new = ([marks.visible(text[start:end]) for start, end in marks.paragraphs(text)] for text in (before, now))
    found: list[tuple[str, list[str]]] = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", new[new_start:new_end]))
        else:
            found += [("gone", old[old_start:old_end])] * (old_end > old_start)
            found += [("new", new[new_start:new_end])] * (new_end > new_start)
    return found


def _frame(database: Database, tab: str, selection: Selection) -> dict[str, object]:
    return {"tab": tab, "selection": selection, "older": database.older_schema()}


def _facets(selection: Selection, counted: Mapping[str, Sequence[tuple[str, int]]]) -> list[dict[str, Any]]:
    """Return each facet with its values: those chosen, then the commonest; with the share of the commonest for a bar."""
    facets = []
    for name in FACETS:
        counts = dict(counted.get(name, ()))
        chosen = selection.chosen.get(name, ())
        values = [*chosen, *(value for value in counts if value not in chosen)]
        most = max(counts.values(), default=0)
        facets.append(
            {
                "name": name,
                "more": len(values) >= FACET_ROWS,
                "options": [
                    {
                        "value": value,
                        "claims": counts.get(value),
                        "share": round(100 * counts.get(value, 0) / most) if most else 0,
                        "chosen": value in chosen,
                        "query": selection.with_value(name, value).query(),
                    }
                    for value in values
                ],
            }
        )
    return facets


def _sql(database: Database, selection: Selection) -> str:
    """Return the selection as SQL that runs anywhere on this machine, whatever views are there."""
    current = views()[0]
    tables = {name: database.tables[name] for name in ("claims", "articles")} | {current.name: current.query}
    defined = ", ".join(f"{name} as (\n{query}\n)" for name, query in tables.items())
    return f"with {defined}\n{selection.sql(current.name)}"


def _is_series(selection: Selection) -> bool:
    """Tell whether the amounts are likely of one thing, so that a line through them means something."""
    return bool(selection.words) and any(len(selection.chosen.get(name, ())) == 1 for name in ("subject", "country"))


def _pages(total: int, page: int) -> dict[str, int]:
    last = max((total + PAGE_ROWS - 1) // PAGE_ROWS, 1)
    return {
        "page": page,
        "last": last,
        "first_row": (page - 1) * PAGE_ROWS + 1,
        "last_row": min(page * PAGE_ROWS, total),
        "total": total,
    }


def _after(found: Sequence[Row], place: int | None) -> Row | None:
    following = 0 if place is None else place + 1
    return found[following] if following < len(found) else None


def _cells(row: Row) -> list[tuple[str, str, str]]:
    """Return the columns of the claim that hold something: name, value, meaning."""
    values: Iterable[tuple[str, object]] = ((column.name, jsonable(row[column.name])) for column in CLAIMS.columns)
    return [(name, marks.visible(_cell(value)), _MEANINGS[name]) for name, value in values if value not in (None, [])]


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    if isinstance(value, dict):
        return ", ".join(_cell(part) for part in value.values() if part is not None)
    return f"{value:,.10g}" if isinstance(value, float) else str(value)


def _prefect_url(prefect: str | None, run_id: str) -> str | None:
    """Return where Prefect shows the run. Its ids are UUIDs with hyphens; runs without Prefect have none."""
    try:
        flow_run = str(UUID(run_id)) == run_id
    except ValueError:
        return None
    return f"{prefect.rstrip('/')}/runs/flow-run/{run_id}" if prefect and flow_run else None
