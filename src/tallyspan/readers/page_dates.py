"""The day on which a page says that it was published: of all the places that hold dates, the one that speaks of this article.

In order: the page's own data (JSON-LD, then meta elements), what is marked up as the date of publication, what stands beside
the headline, the address, and, where nothing says when it was published, when it was changed. A moment in UTC gives way to the
day that the page itself shows, where the two are neighbours: the reader's day is the page's, not Greenwich's.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from tallyspan.readers.published import date_in_metadata, date_in_words

META = (
    "article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "article:published",
    "article.published", "datepublished", "published", "published_time", "published-date", "publish-date", "publish_date",
    "publishdate", "pubdate", "publication_date", "publication-date", "publicationdate", "article_date_original",
    "original-publish-date", "originalpublicationdate", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "bt:pubdate", "rnews:datepublished", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "citation_publication_date", "displaydate", "article-date", "firstpublished", "date", "dc.date", "dcterms.date",
    "dc.terms.date", "dc:date",
)  # fmt: skip
"""Names and properties of meta elements, best first."""

CHANGED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "dcterms.modified", "modified",
    "revised",
)  # fmt: skip

ARTICLE = re.compile(r"article|posting|report|review|webpage", re.IGNORECASE)
"""The types of schema.org whose dates are those of what the page holds."""

IN_SCRIPT = re.compile(r'"datePublished"\s*:\s*"([^"\\]{6,60})"')
"""For JSON-LD that is no JSON."""

OTHERS = re.compile(
    r"comment|related|teaser|promo|recommend|sidebar|widget|card|trending|popular|latest|also|more-|footer|nav|menu|advert|author-bio",
    re.IGNORECASE,
)
"""Classes and ids of parts of a page that are not the article."""

CHANGE = re.compile("updat|modif|edited|changed", re.IGNORECASE)
DATED = re.compile(r"date|time|publi|posted|byline|dateline|meta|stamp|entry-info", re.IGNORECASE)
IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)|[/-]((?:19|20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)",
    re.IGNORECASE,
)
MONTHS = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
UTC = re.compile(r"[T ]\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]00:?00)$", re.IGNORECASE)

EARLIEST, LATEST = date(1990, 1, 1), date(2199, 12, 31)
"""Pages that are older than the web say what they copy."""

MOST_WORDS = 100  # characters of an element that gives a date and little else
UPWARDS = 4  # elements around a headline that are looked beside
AFTER, BEFORE = 6, 3  # their neighbours
NEAR = 40  # elements inside each of these


class Dated(NamedTuple):
    """A date, where it was found (the words of ``articles.published_from``), and whether it is the day of a moment in UTC."""

    day: date
    source: str
    in_utc: bool = False


def publication(tree: HtmlElement, addresses: Iterable[str]) -> Dated | None:
    """Return when the page ``tree``, found under ``addresses``, says that it was published; None when it does not."""
    places = (_in_data(tree), _in_meta(tree, META), _marked_up(tree), _beside_headline(tree), _in_addresses(addresses))
    found = [dated for place in places if (dated := next(place, None)) is not None]
    if not found:
        return next(_in_meta(tree, CHANGED), None)
    best = found[0]
    return next((best._replace(day=other.day) for other in found[1:] if _is_own_day(best, other)), best)


def _is_own_day(best: Dated, other: Dated) -> bool:
    """Tell whether ``other`` is the day of the page for a moment that ``best`` gives in UTC."""
    return best.in_utc and not other.in_utc and abs(best.day - other.day) == timedelta(days=1)


def _dated(words: str | None, source: str, *, day_first: bool = False) -> Iterator[Dated]:
    found = date_in_words(words or "", day_first=day_first) or date_in_metadata(words)
    if found is not None and EARLIEST <= found <= LATEST:
        yield Dated(found, source, UTC.search((words or "").strip()) is not None)


def _in_data(tree: HtmlElement) -> Iterator[Dated]:
    """Yield what JSON-LD says of the article."""
    for script in tree.xpath(".//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"):
        text = script.text or ""
        try:
            content = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            stated: Iterable[str] = IN_SCRIPT.findall(text)
        else:
            stated = _stated(content)
        for words in stated:
            yield from _dated(words, "metadata", day_first=_is_day_first(tree))


def _stated(content: object) -> Iterator[str]:
    """Yield the dates of publication in JSON-LD: those of articles before those of anything else that is published."""
    things, others = [content], []
    while things:
        thing = things.pop(0)
        if isinstance(thing, list):
            things.extend(thing)
        elif isinstance(thing, dict):
            words = next((value for name in ("datePublished", "dateCreated") if isinstance(value := thing.get(name), str)), None)
            if words and ARTICLE.search(json.dumps(thing.get("@type"))):
                yield words
            elif words and "@type" not in thing:
                others.append(words)
            things.extend(
                thing[name] for name in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement") if name in thing
            )
    yield from others


def _in_meta(tree: HtmlElement, names: Iterable[str]) -> Iterator[Dated]:
    said: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            said.setdefault((meta.get(attribute) or "").lower(), meta.get("content") or "")
    for name in names:
        yield from _dated(said.get(name), "metadata", day_first=_is_day_first(tree))


def _marked_up(tree: HtmlElement) -> Iterator[Dated]:
    """Yield what elements say that are marked as the date of publication, in the article and not in what stands around it."""
    for element in tree.xpath(
        ".//*[contains(@itemprop, 'datePublished')] | .//time[@pubdate]"
        " | .//*[contains(concat(' ', @class, ' '), ' published ') or contains(concat(' ', @class, ' '), ' dt-published ')]"
        " | .//*[contains(@class, 'entry-date')]"
    ):
        if not _is_elsewhere(element):
            yield from _of_element(element, tree)


def _beside_headline(tree: HtmlElement) -> Iterator[Dated]:
    """Yield the dates around the headline, its neighbours first; then that of the first moment marked up anywhere."""
    headings = [heading for heading in tree.iter("h1") if not _is_elsewhere(heading)] or [*tree.iter("h2")][:1]
    changed: list[Dated] = []
    for heading in headings[:2]:
        for element in _around(heading):
            found = _of_element(element, tree)
            if CHANGE.search(_naming(element) + " " + _words(element)[:20]):
                changed.extend(found)
            else:
                yield from found
    for inside in (".//article//time", ".//main//time", ".//body//time"):
        for time in [time for time in tree.xpath(inside) if not _is_elsewhere(time)][:1]:
            yield from _of_element(time, tree)
    yield from changed


def _around(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements beside ``heading`` that may give a date, then those beside what holds it."""
    pivot = heading
    for _ in range(UPWARDS):
        beside = [*islice(pivot.itersiblings(), AFTER), *islice(pivot.itersiblings(preceding=True), BEFORE)]
        for sibling in beside:
            for element in islice(sibling.iter(), NEAR):
                told = element is sibling or element.tag == "time" or DATED.search(_naming(element)) is not None
                if told and isinstance(element.tag, str) and not _is_elsewhere(element):
                    yield element
        if (pivot := pivot.getparent()) is None or pivot.tag in {"article", "main", "body", "html"}:
            return


def _of_element(element: HtmlElement, tree: HtmlElement) -> Iterator[Dated]:
    stated = next(filter(None, map(element.get, ("content", "datetime", "title", "data-date"))), None)
    words = _words(element)
    found = list(_dated(stated, "page")) if stated else []
    shown = list(_dated(words, "page", day_first=_is_day_first(tree))) if 0 < len(words) <= MOST_WORDS else []
    if found and shown and _is_own_day(found[0], shown[0]):
        return iter(shown)
    return iter(found or shown)


def _in_addresses(addresses: Iterable[str]) -> Iterator[Dated]:
    for address in addresses:
        for *parted, compact_year, compact_month, compact_day in IN_ADDRESS.findall(address):
            year, month, day = parted if parted[0] else (compact_year, compact_month, compact_day)
            try:
                found = date(int(year), MONTHS.get(month.lower()) or int(month), int(day))
            except ValueError:
                continue
            if EARLIEST <= found <= LATEST:
                yield Dated(found, "address")


def _is_elsewhere(element: HtmlElement) -> bool:
    """Tell whether ``element`` stands in a part of the page that is not the article."""
    return any(
        around.tag in {"aside", "footer", "nav"} or OTHERS.search(_naming(around)) is not None
        for around in (element, *element.iterancestors())
        if around.tag not in {"body", "html", "main"}
    )


def _naming(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _words(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split()) if len(element) < NEAR else ""


def _is_day_first(tree: HtmlElement) -> bool:
    """Tell whether the page writes 10/07/2019 for the tenth of July: all English but that of America does."""
    stated = [tree.get("lang") or "", *tree.xpath(".//meta[@property='og:locale']/@content")]
    return any(re.match(r"en[-_](?!us|ph|pr)", words, re.IGNORECASE) for words in stated)
