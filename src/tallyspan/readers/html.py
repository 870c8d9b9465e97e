"""HTML pages: trafilatura finds the text and what the page says about it."""

from collections.abc import Iterable, Mapping
from configparser import ConfigParser
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG, Document

from tallyspan.model import Reason
from tallyspan.readers.metadata import about
from tallyspan.readers.outcome import About, RejectedError

DATE_SEARCH: Mapping[str, Any] = MappingProxyType(
    {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2199-12-31"},
)
"""What the page gives as its date, not what can be found in its text. Without the bounds the answer depends on today."""

NEVER_TEXT = ("//nav", "//footer", "//aside")
"""Parts that trafilatura itself takes for text where a page has little else."""

DATED = ".//meta[not(contains(@property, 'image'))] | .//link[@rel='canonical'] | .//script[@type='application/ld+json']"
TIMES = (".//article//time[1]", ".//main//time[1]", ".//body//time[1]")


def read_page(source: str) -> tuple[str, About]:
    """Return the main text of an HTML page, and what the page says about it. Raise RejectedError when it has none."""
    try:
        tree = _parse(source)
        date = find_date(_dated_parts(tree), **DATE_SEARCH)
        found = bare_extraction(
            tree,
            prune_xpath=[*NEVER_TEXT],
            with_metadata=True,
            include_comments=False,
            date_extraction_params=dict(DATE_SEARCH),
            config=config(),
        )
    except (LxmlError, RecursionError, ValueError) as error:
        raise RejectedError(Reason.MALFORMED, f"HTML: {error}") from error
    if not isinstance(found, Document) or not (text := found.text or "").strip():
        raise RejectedError(Reason.NO_TEXT, "no main text in the page")
    record = {
        "url": found.url if found.url and urlsplit(found.url).path.strip("/") else None,
        "title": found.title,
        "authors": found.author,
        "sitename": found.sitename,
        "hostname": found.hostname,
        "date": date,
    }
    return text, about(record)


@cache
def config() -> ConfigParser:
    """Return trafilatura's settings, with short texts accepted: a brief of one sentence is an article too.

    With them, and given a tree, it has nothing left to warn of in the log.
    """
    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_OUTPUT_SIZE", "0")
    return settings


def _parse(source: str) -> HtmlElement:
    # As bytes: lxml refuses strings with an encoding declaration. NUL ends a C string, and HTML ignores it.
    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    return document_fromstring(source.replace("\0", "").encode(), parser=parser)


def _dated_parts(tree: HtmlElement) -> HtmlElement:
    """Return a page of only the places where sites state a date: meta elements, JSON-LD, the address, the first time."""
    page = document_fromstring("<html><head></head><body></body></html>")
    page.head.extend(_copies(tree.xpath(DATED)))
    times: Iterable[HtmlElement] = next(filter(None, map(tree.xpath, TIMES)), ())
    page.body.extend(_copies(list(times)[:1]))
    return page


def _copies(elements: Iterable[HtmlElement]) -> list[HtmlElement]:
    return [deepcopy(element) for element in elements]
