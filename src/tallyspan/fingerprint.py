"""Which code has read an article: a hash of the modules that an extraction goes through.

The version of the package alone would let a row pass for up to date that today's code would write otherwise. What only
carries rows about (readers, tables, commands) takes no part; nor do the libraries, whose versions the lock files hold.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_NOT_READING = frozenset({
    "__main__.py", "api.py", "cli", "dictionary.py", "disk.py", "readers", "report.py", "run", "schema.py", "store", "verify",
    "visible.py", "wording.py",
})  # fmt: skip
_CACHES = (".", "_")


@cache
def of_code() -> str:
    """Return twelve hexadecimal digits that change when any module does that takes part in an extraction."""
    digest = hashlib.sha256()
    for name, source in modules():
        digest.update(name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def modules() -> Iterator[tuple[str, Traversable]]:
    """Yield the path and the source file of each module that takes part, in stable order."""
    for entry in _listed(files("tallyspan")):
        if entry.name not in _NOT_READING:
            yield from _below(entry, entry.name)


def _below(entry: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    if entry.name.endswith(".py"):
        yield path, entry
    elif entry.is_dir() and not entry.name.startswith(_CACHES):
        for inner in _listed(entry):
            yield from _below(inner, f"{path}/{inner.name}")


def _listed(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)
