"""What the command line names, as articles: files, folders, standard input."""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Article, Reject
from tallyspan.readers import ReadOptions, Source, find_sources, read_source

STDIN = "-"


def check(paths: Iterable[str]) -> None:
    """Raise UsageProblem for the first path that is not there, before anything is read."""
    for path in paths:
        if path != STDIN and not Path(path).exists():
            raise UsageProblem(f"no such file or folder: {path}")


def articles(paths: Iterable[str], options: ReadOptions, left_out: Callable[[Reject], None]) -> Iterator[Article]:
    """Yield the articles under ``paths`` in the order given, folders in stable order, and report every reject.

    The article_id is the one given in the source, else the path as typed. A second, different article with an id that was
    there before is left out as ``duplicate_id``: the claims of two articles under one id could not be told apart.
    """
    seen: dict[bytes, bytes] = {}
    for item in _items(paths, options):
        if isinstance(item, Reject):
            left_out(item)
            continue
        key, content = _digest(item.article_id), _digest(f"{item.published} {item.text_sha256}")
        if seen.setdefault(key, content) != content:
            left_out(_duplicate(item))
        else:
            yield item


def _items(paths: Iterable[str], options: ReadOptions) -> Iterator[Article | Reject]:
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            for source in find_sources(Path(path)):
                if isinstance(source, Reject):
                    yield replace(source, source_path=_typed(path, source.source_path or ""))
                else:
                    yield from _read(Source(source.path, _typed(path, source.name)), options)
        elif path != STDIN and Path(path).is_file():
            yield from _read(Source(Path(path), path), options)
        else:  # standard input, or a pipe with a name
            with _spooled(path) as source:
                yield from _read(source, options)


def _read(source: Source, options: ReadOptions) -> Iterator[Article | Reject]:
    """Read ``source``; trouble with the disk that the reader lets through for a retry is a reject here: nobody retries."""
    try:
        yield from read_source(source, options)
    except OSError as problem:
        yield Reject("read", "unreadable", problem.strerror or str(problem), source_path=source.name)


@contextmanager
def _spooled(path: str) -> Iterator[Source]:
    """Copy a stream to a temporary file, because readers look at a file more than once.

    The suffix says what the content is: JSON Lines where the first line is a JSON object with a text, else plain text.
    """
    with TemporaryDirectory(prefix="tallyspan-") as folder:
        copy = Path(folder, "stream")
        with copy.open("wb") as target:
            if path == STDIN:
                shutil.copyfileobj(sys.stdin.buffer, target)
            else:
                with Path(path).open("rb") as stream:
                    shutil.copyfileobj(stream, target)
        with copy.open("rb") as stream:
            suffix = ".jsonl" if _is_record(stream) else ".txt"
        yield Source(copy.rename(copy.with_suffix(suffix)), path)


def _is_record(stream: BinaryIO) -> bool:
    line = next((line for line in stream if line.strip()), b"")
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _typed(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}"


def _duplicate(article: Article) -> Reject:
    return Reject(
        "read",
        "duplicate_id",
        f"another article has the id {article.article_id!r}",
        source_path=article.source_path,
        record=article.record,
        source_sha256=article.source_sha256,
        article_id=article.article_id,
        text_sha256=article.text_sha256,
    )


def _digest(text: str) -> bytes:
    """Return 16 bytes for ``text``: a million ids must fit into little memory."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
