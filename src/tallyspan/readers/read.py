"""One source in, its articles out: chooses the reader, then settles what no format settles alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from importlib import import_module

from tallyspan.disk import TRANSIENT
from tallyspan.faults import described
from tallyspan.model import Article, Reason, Reject, source_name, text_digest
from tallyspan.readers.decode import decode
from tallyspan.readers.discover import Source, extension_of, format_of
from tallyspan.readers.files import opened, read_all
from tallyspan.readers.language import language_of
from tallyspan.readers.markup import has_tags, looks_like_page
from tallyspan.readers.outcome import About, Draft, Failure, RejectedError, Repair
from tallyspan.readers.published import settle
from tallyspan.readers.records import read_json, read_lines
from tallyspan.readers.repair import repair
from tallyspan.readers.text import front_matter, title_of


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    ``published`` is the publication date of every article, whatever the sources say. ``max_bytes`` bounds a file, or a
    line of JSON Lines. ``language_chars`` is how many characters of words it takes to tell a language: shorter text is
    accepted.
    """

    published: date | None = None
    max_bytes: int = 20_000_000
    language_chars: int = 200


def read_source(source: Source, options: ReadOptions) -> Iterator[Article | Reject]:
    """Yield the article of a file, or one for each of its records, and a reject for each that is none.

    The reader is chosen by extension (see :data:`tallyspan.readers.discover.FORMATS`) and then by content: a page under
    ``.txt`` is read as HTML, a file without markup under ``.html`` as text, lines of JSON under ``.json`` as JSON Lines.
    A source with any other extension, which only a caller can name, is read as text.
    Raises OSError only where trying again may help; other trouble of the disk is a reject ``unreadable``, and a defect of
    ours a reject ``defect`` of the source, or of the record of it, that shows it: no source stops a run.
    """
    digest = None
    form = format_of(source.name) or "text"
    try:
        with opened(source.path) as stream:
            if form == "jsonl":
                yield from (_shielded(item, source, options) for item in read_lines(stream, options.max_bytes))
                return
            data = read_all(stream, options.max_bytes)
        digest = sha256(data).hexdigest()
        items = read_json(data, digest, options.max_bytes) if form == "json" else [_document(data, digest, form, source.name)]
        yield from (_shielded(item, source, options) for item in items)
    except RejectedError as error:
        yield _reject(source, error.reason, error.detail, None, digest)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in TRANSIENT:
            raise
        yield _reject(source, Reason.DEFECT, described(error), None, digest)


def _document(data: bytes, digest: str, form: str, name: str) -> Draft:
    """Return the article of a file that is one. Raise RejectedError when it is none."""
    if not data or data.isspace():
        raise RejectedError(Reason.EMPTY)
    decoded = decode(data)
    if not decoded.text.strip():
        raise RejectedError(Reason.EMPTY)
    if has_tags(decoded.text) if form == "html" else looks_like_page(decoded.text):
        text, about = import_module("tallyspan.readers.html").read_page(decoded.text)
        text, repairs = repair(text)
        return Draft(text, "html", decoded.encoding, digest, repairs=(*decoded.repairs, *repairs), about=about)
    text, repairs = repair(decoded.text)
    about = About()
    if extension_of(name) in {".md", ".markdown"} and (split := front_matter(text)):
        text, about = split
        repairs = (*repairs, Repair.FRONT_MATTER)
        if not text.strip():
            raise RejectedError(Reason.NO_TEXT, "nothing after the front matter")
    return Draft(text, "text", decoded.encoding, digest, repairs=(*decoded.repairs, *repairs), about=about)


def _shielded(item: Draft | Failure, source: Source, options: ReadOptions) -> Article | Reject:
    """Return what :func:`_finished` makes of ``item``, or a reject of this record alone."""
    try:
        return _finished(item, source, options)
    except Exception as error:  # noqa: BLE001 - see read_source
        return _reject(source, Reason.DEFECT, described(error), item.record, item.sha256)


def _finished(item: Draft | Failure, source: Source, options: ReadOptions) -> Article | Reject:
    if isinstance(item, Failure):
        return _reject(source, item.reason, item.detail, item.record, item.sha256)
    article_id = item.about.id or item.about.url or source_name(source.name, item.record)
    language = language_of(item.text, options.language_chars)
    if language not in {None, "en"}:
        reject = _reject(source, Reason.NOT_ENGLISH, f"language {language}", item.record, item.sha256)
        return replace(reject, article_id=article_id, text_sha256=text_digest(item.text))
    published, published_from = settle(options.published, item.about, item.text, source.name)
    return Article(
        text=item.text,
        article_id=article_id,
        published=published,
        published_from=published_from,
        title=item.about.title or title_of(item.text),
        url=item.about.url,
        authors=item.about.authors,
        publisher=item.about.publisher,
        language=language,
        source_path=source.name,
        record=item.record,
        source_sha256=item.sha256,
        format=item.format,
        encoding=item.encoding,
        repairs=tuple(repair.value for repair in item.repairs),
    )


def _reject(source: Source, reason: Reason, detail: str | None, record: int | None, digest: str | None) -> Reject:
    return Reject(reason.stage, reason.value, detail, source_path=source.name, record=record, source_sha256=digest)
