"""HTML pages: trafilatura finds the text and what the page says about it."""

import re
import sys
from collections.abc import Mapping
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG, Document

from tallyspan.model import Reason
from tallyspan.readers.alone import answer, read_alone
from tallyspan.readers.metadata import about
from tallyspan.readers.outcome import About, RejectedError
from tallyspan.readers.page_dates import publication
from tallyspan.readers.page_text import article, is_wall, without_links

NO_SEARCH: Mapping[str, object] = MappingProxyType({"extensive_search": False, "max_date": "2199-12-31"})
"""Of trafilatura's own date, which is not used: publication() knows the places. Without a bound it would depend on today."""

NEVER_TEXT = ("//nav", "//footer", "//aside")
"""Parts that trafilatura itself takes for text where a page has little else."""

MANY_TAGS, MOST_TAGS = 10_000, 200_000
"""What takes apart a page takes quadratic time on many small elements: from the first number on, a process of its own works on
it; beyond the second nobody does. The longest of a thousand news pages has 9,000."""

LONG = 2_000_000  # characters, likewise

NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
CONTROL = re.compile(NOT_XML)
REFERENCE = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));?")


def read_page(source: str) -> tuple[str, About]:
    """Return the main text of an HTML page, and what the page says about it. Raise RejectedError when it has none."""
    tags = source.count("<")
    if tags > MOST_TAGS:
        raise RejectedError(Reason.TOO_LARGE, f"HTML: {tags} tags; the limit is {MOST_TAGS}")
    return read_alone(source) if tags > MANY_TAGS or len(source) > LONG else read_here(source)


def read_here(source: str) -> tuple[str, About]:
    """Return what :func:`read_page` returns, however long it takes."""
    try:
        tree = _parse(source)
        addresses = [*tree.xpath(".//link[@rel='canonical']/@href"), *tree.xpath(".//meta[@property='og:url']/@content")]
        dated = publication(tree, addresses)
        without_links(tree)
        found = bare_extraction(
            tree,
            prune_xpath=[*NEVER_TEXT],
            with_metadata=True,
            include_comments=False,
            date_extraction_params=dict(NO_SEARCH),
            config=config(),
        )
    except (LxmlError, RecursionError, ValueError) as error:
        raise RejectedError(Reason.MALFORMED, f"HTML: {error}") from error
    text = article(found.text or "") if isinstance(found, Document) else ""
    if not isinstance(found, Document) or not text.strip():
        raise RejectedError(Reason.NO_TEXT, "no main text in the page")
    if is_wall(text):
        raise RejectedError(Reason.NO_TEXT, f"a wall, not an article: {' '.join(text.split())[:80]}")
    record = {
        "url": next((url for url in (found.url, *addresses) if url and urlsplit(url).path.strip("/")), None),
        "title": found.title,
        "authors": found.author,
        "sitename": found.sitename,
        "hostname": found.hostname,
    }
    said = about(record)
    return text, said if dated is None else replace(said, published=dated.day, published_from=dated.source)


@cache
def config() -> ConfigParser:
    """Return trafilatura's settings, with short texts accepted: a brief of one sentence is an article too.

    With them, and given a tree, it has nothing left to warn of in the log.
    """
    settings = deepcopy(DEFAULT_CONFIG)
    settings.set("DEFAULT", "MIN_OUTPUT_SIZE", "0")
    return settings


def _parse(source: str) -> HtmlElement:
    # As bytes: lxml refuses strings with an encoding declaration. What XML cannot hold, lxml would fail on later.
    parser = HTMLParser(encoding="utf-8", collect_ids=False, remove_comments=True, remove_pis=True)
    return document_fromstring(CONTROL.sub(_space, REFERENCE.sub(_reference, source)).encode(), parser=parser)


def _space(match: re.Match[str]) -> str:
    return " " if match[0] in "\x0b\x0c" else ""


def _reference(match: re.Match[str]) -> str:
    """Return the character reference as it stands, or nothing where it is of a character that XML cannot hold."""
    code = int(match[1] or "0") if match[1] else int(match[2], 16)
    return match[0] if code <= sys.maxunicode and not CONTROL.match(chr(code)) else " " if code in {0x0B, 0x0C} else ""


if __name__ == "__main__":
    answer(read_here)
