"""What the command line names, as articles: files, folders, standard input."""

import codecs
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Article, Reason, Reject, source_name
from tallyspan.readers import ReadOptions, Source, find_sources, read_source
from tallyspan.readers.discover import format_of, storable

STDIN = "-"
_MAX_LINE = 1 << 24


def sort_out(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return those of ``paths`` that are there, and a sentence for each of the others. Raises UsageProblem when none is."""
    there, missing = [], []
    for path in paths:
        if path == STDIN or Path(path).exists():
            there.append(path)
        else:
            missing.append(f"no such file or folder: {path}")
    if not there:
        raise UsageProblem("; ".join(missing))
    return there, missing


def articles(paths: Iterable[str], options: ReadOptions, left_out: Callable[[Reject], None]) -> Iterator[Article]:
    """Yield the articles under ``paths`` in the order given, folders in stable order, and report every reject.

    The article_id is the one given in the source, else the path as typed. A second article with an id that was there
    before is left out as ``duplicate_id``, as in the tables: the claims of two could not be told apart, those of one would
    count twice.
    """
    seen: set[bytes] = set()
    for item in _items(paths, options):
        if isinstance(item, Reject):
            left_out(item)
            continue
        known = _digest(item.article_id)
        if known in seen:
            key = item.source_path, item.record, item.source_sha256
            left_out(Reject.duplicate(key, item.article_id, item.text_sha256, "another article"))
        else:
            seen.add(known)
            yield item


def _items(paths: Iterable[str], options: ReadOptions) -> Iterator[Article | Reject]:
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            for source in find_sources(Path(path)):
                if isinstance(source, Reject):
                    yield replace(source, source_path=_typed(path, source.source_path or ""))
                else:
                    yield from _read(Source(source.path, _typed(path, source.name)), options)
        elif path != STDIN and Path(path).is_file() and format_of(path):
            yield from _read(Source(Path(path), storable(path)), options)
        else:  # standard input, a pipe with a name, a file whose name says nothing
            with _spooled(path) as source:
                for item in _read(source, options):
                    yield _named(item, source.name, path)


def _read(source: Source, options: ReadOptions) -> Iterator[Article | Reject]:
    """Read ``source``; trouble with the disk that the reader lets through for a retry is a reject here: nobody retries."""
    try:
        yield from read_source(source, options)
    except OSError as problem:
        yield Reject(Reason.UNREADABLE.stage, Reason.UNREADABLE.value, problem.strerror or str(problem), source_path=source.name)


@contextmanager
def _spooled(path: str) -> Iterator[Source]:
    """Copy a stream to a temporary file, because readers look at a file more than once; its content says its format."""
    with TemporaryDirectory(prefix="tallyspan-") as folder:
        copy = Path(folder, "copy")
        with copy.open("wb") as target:
            if path == STDIN:
                shutil.copyfileobj(sys.stdin.buffer, target)
            else:
                with Path(path).open("rb") as stream:
                    shutil.copyfileobj(stream, target)
        with copy.open("rb") as stream:
            suffix = _suffix(stream)
        yield Source(copy, storable(path) + suffix)


def _named(item: Article | Reject, name: str, path: str) -> Article | Reject:
    """Return ``item``, read as ``name``, under the path as typed."""
    unnamed = item.article_id == source_name(name, item.record)
    own = source_name(storable(path), item.record) if unnamed else item.article_id
    if isinstance(item, Reject):
        return replace(item, source_path=storable(path), article_id=own)
    return replace(item, source_path=storable(path), article_id=own or "")


def _suffix(stream: BinaryIO) -> str:
    """Return the file name suffix that fits the content: JSON Lines, JSON, else text, under which readers know HTML."""
    line = next((line for line in iter(lambda: stream.readline(_MAX_LINE), b"") if line.strip()), b"")
    start = line.removeprefix(codecs.BOM_UTF8).lstrip()
    try:
        if isinstance(json.loads(start), dict):
            return ".jsonl"
    except ValueError:
        pass
    return ".json" if re.match(rb'\{\s*("|$)|\[\s*(\{|$)', start) else ".txt"


def _typed(folder: str, name: str) -> str:
    return f"{storable(folder).rstrip('/')}/{name}"


def _digest(text: str) -> bytes:
    """Return 16 bytes for ``text``: a million ids must fit into little memory."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
