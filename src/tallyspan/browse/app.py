"""The web application: which address shows which page. Every request only reads."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Annotated, TypeVar

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from tallyspan.browse import export, pages
from tallyspan.browse.database import Database
from tallyspan.browse.queries import Queries
from tallyspan.browse.selection import Selection, SelectionError

LOOPBACK = ("127.0.0.1", "localhost")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""On every answer. Articles are strangers' text: whatever may slip through, nothing of it is run or fetched."""

Found = TypeVar("Found")
Page = Annotated[int, Query(ge=1, le=10**7)]


def application(database: Database, *, hosts: tuple[str, ...] = LOOPBACK, prefect: str | None = None) -> FastAPI:
    """Return the application over ``database``.

    ``hosts`` are the names under which it may be called: a page elsewhere that points its own name at this machine (DNS
    rebinding) is turned away. ``prefect`` is the address of a Prefect UI to link runs to.
    """
    app = FastAPI(title="tallyspan", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.mount("/static", StaticFiles(packages=[(__package__, "static")]))
    _secure(app)
    _explain(app)
    queries = Queries(database)
    _show_claims(app, database, queries)
    _show_articles(app, database, queries, prefect)
    return app


def _secure(app: FastAPI) -> None:
    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(HEADERS)
        return response


def _explain(app: FastAPI) -> None:
    @app.exception_handler(SelectionError)
    def not_a_selection(_request: Request, problem: SelectionError) -> HTMLResponse:
        return _html(pages.problem("This cannot be selected by", str(problem)), 400)

    @app.exception_handler(HTTPException)
    def not_there(_request: Request, problem: HTTPException) -> HTMLResponse:
        return _html(pages.problem("Nothing here", str(problem.detail)), problem.status_code)


def _show_claims(app: FastAPI, database: Database, queries: Queries) -> None:
    @app.get("/")
    def claims(request: Request) -> HTMLResponse:
        return _html(pages.claims(database, queries, _selection(request)))

    @app.get("/charts")
    def charts(request: Request, unit: str | None = None) -> HTMLResponse:
        return _html(pages.charts(database, queries, _selection(request), unit))

    @app.get("/export/{name}")
    def exported(request: Request, name: str) -> StreamingResponse:
        suffix = PurePosixPath(name).suffix.removeprefix(".")
        media_type = _found(export.MEDIA_TYPES.get(suffix))
        content = export.export(database, _selection(request), suffix)
        filename = f"claims-{datetime.now(UTC):%Y%m%d-%H%M%S}.{suffix}"
        headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
        return StreamingResponse(content, media_type=media_type, headers=headers)


def _show_articles(app: FastAPI, database: Database, queries: Queries, prefect: str | None) -> None:
    @app.get("/article")
    def article(
        article_id: Annotated[str, Query(alias="id")], version: str | None = None, claim: str | None = None
    ) -> HTMLResponse:
        return _html(_found(pages.article(database, queries, article_id, version, claim)))

    @app.get("/changes")
    def changes(article_id: Annotated[str, Query(alias="id")], version: str) -> HTMLResponse:
        return _html(_found(pages.changes(database, queries, article_id, version)))

    @app.get("/claim/{claim_id}")
    def claim(claim_id: str) -> RedirectResponse:
        return RedirectResponse(pages.article_url(_found(queries.home(claim_id)), claim_id=claim_id))

    @app.get("/articles")
    def articles(words: str = "", page: Page = 1) -> HTMLResponse:
        return _html(pages.articles(database, queries, words, page))

    @app.get("/runs")
    def runs(reason: str | None = None, page: Page = 1) -> HTMLResponse:
        return _html(pages.runs(database, queries, reason, page, prefect))


def _selection(request: Request) -> Selection:
    return Selection.of(request.query_params.multi_items())


def _html(content: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(content, status)


def _found(something: Found | None) -> Found:
    if something is None:
        raise HTTPException(404, "There is no such thing in the tables.")
    return something
