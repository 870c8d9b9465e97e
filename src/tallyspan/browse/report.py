"""A page to send: one HTML file with a selection or an article, its style and its script in it, that fetches nothing."""

import base64
import hashlib
from importlib.resources import files
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup

from tallyspan.browse import marks, pages
from tallyspan.browse.database import Database, Row
from tallyspan.browse.marks import Mark
from tallyspan.browse.queries import Queries
from tallyspan.browse.selection import Selection

MOST = 1000


def report_page(database: Database, wanted: str, most: int = MOST) -> str:
    """Return the page of ``wanted``: an article_id, an address of the browser, or the query in it that selects claims.

    At most ``most`` claims are in it, and it says so when there are more. Raises SelectionError for a filter that says
    nothing, and LookupError for an article that is not there.
    """
    queries = Queries(database)
    article = queries.article(wanted, None)
    if article is None:
        path, query = _address(wanted)
        if path == "/article":
            article = queries.article(next(iter(parse_qs(query).get("id", ())), ""), None)
        if article is None and (path == "/article" or "=" not in query):
            raise LookupError(f"neither an article nor a selection: {wanted}")
    if article is not None:
        rows = queries.claims_of(article)
        return _page(queries.articles_of([article["article_id"]]), rows[:most], len(rows), Selection(), article)
    selection = Selection.of(query)
    rows = queries.claims(selection, rows=most)
    return _page(
        queries.articles_of([row["article_id"] for row in rows]), rows, queries.overview(selection).total, selection, None
    )


def _address(wanted: str) -> tuple[str, str]:
    """Return path and query of an address, of its end, or of a query alone.

    >>> _address("http://127.0.0.1:8400/?kind=money"), _address("kind=money"), _address("/article?id=a")
    (('/', 'kind=money'), ('/', 'kind=money'), ('/article', 'id=a'))
    """
    parts = urlsplit(wanted)
    if parts.query or "=" not in parts.path:
        return parts.path or "/", parts.query
    return "/", parts.path


def _page(articles: dict[str, Row], rows: list[Row], total: int, selection: Selection, article: Row | None) -> str:
    style, script = (_static(name) for name in ("style.css", "filter.js"))
    text = [] if article is None else _marked(article["text"], rows)
    return pages.render(
        "report.html",
        selection=selection,
        article=article,
        articles=articles,
        paragraphs=text,
        rows=[(row | articles.get(row["article_id"], {}), pages.sentence(row)) for row in rows],
        found={row["kind"] for row in rows},
        total=total,
        row_url="#c-{}".format,
        claim_url="#r-{}".format,
        style=Markup(style),  # noqa: S704 # our own files
        script=Markup(script),  # noqa: S704
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; form-action 'none'",
    )


def _marked(text: str, rows: list[Row]) -> list[list[marks.Piece]]:
    return marks.marked(text, [Mark(row["start"], row["end"], f"claim {row['kind']}", row["claim_id"]) for row in rows])


def _static(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")


def _digest(content: str) -> str:
    """Return the hash by which a Content-Security-Policy lets an inline element through."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
