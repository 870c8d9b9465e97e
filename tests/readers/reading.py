"""How the tests of the readers read: a file in, articles and rejects out."""

from pathlib import Path

from tallyspan.model import Article, Reject
from tallyspan.readers import ReadOptions, Source, read_source


def read(folder: Path, name: str, data: bytes | str, **options: object) -> list[Article | Reject]:
    """Write a file under ``folder`` and return all that comes out of reading it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_source(Source(path, name), ReadOptions(**options)))


def one_article(folder: Path, name: str, data: bytes | str, **options: object) -> Article:
    """Read a file that has to be one article."""
    (item,) = read(folder, name, data, **options)
    assert isinstance(item, Article), item
    return item


def one_reject(folder: Path, name: str, data: bytes | str, **options: object) -> Reject:
    """Read a file that has to be one reject."""
    (item,) = read(folder, name, data, **options)
    assert isinstance(item, Reject), item
    return item


def codes(items: list[Article | Reject]) -> list[str]:
    """Return ``article`` or the reason of the reject for each item."""
    return ["article" if isinstance(item, Article) else item.reason for item in items]
