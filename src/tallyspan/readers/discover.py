"""Which files under the raw folder are sources.

The order is that of the names, folder by folder, so it is the same on every machine. Left alone without a reject are
only: names that begin with a dot (``.gitkeep``, ``.git``), folders reached through a link inside the raw folder (what
they hold is found at its own place), the folder ``story_files`` that a browser saves beside ``story.html``, and, when the
caller asks for some formats, all others.
"""

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from tallyspan.model import Format, Reason, Reject

FORMATS = MappingProxyType(
    {
        ".txt": Format.TEXT,
        ".text": Format.TEXT,
        ".md": Format.TEXT,
        ".markdown": Format.TEXT,
        ".html": Format.HTML,
        ".htm": Format.HTML,
        ".xhtml": Format.HTML,
        ".json": Format.JSON,
        ".jsonl": Format.JSONL,
        ".ndjson": Format.JSONL,
    },
)
"""The format that an extension stands for; JSON and JSON Lines may have ``.gz`` after it."""

KINDS = MappingProxyType(
    {
        stat.S_IFDIR: "folder",
        stat.S_IFIFO: "named pipe",
        stat.S_IFSOCK: "socket",
        stat.S_IFBLK: "block device",
        stat.S_IFCHR: "character device",
    },
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read: where it is, and the POSIX path under the raw folder that names it in the tables."""

    path: Path
    name: str


def format_of(name: str) -> Format | None:
    """Return the format that the extension of ``name`` stands for, or None for an unknown one.

    >>> format_of("2019/a.TXT"), format_of("a.jsonl.gz"), format_of("a.txt.gz"), format_of("a.pdf")
    (<Format.TEXT: 'text'>, <Format.JSONL: 'jsonl'>, None, None)
    """
    extension = extension_of(name)
    form = FORMATS.get(extension.removesuffix(".gz"))
    return None if extension.endswith(".gz") and form not in {Format.JSON, Format.JSONL} else form


def extension_of(name: str) -> str:
    """Return the extension of ``name`` in small letters, with what stands before a final ``.gz``.

    >>> extension_of("a.b.JSON.gz"), extension_of("README")
    ('.json.gz', '')
    """
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix + path.suffix if path.suffix == ".gz" else path.suffix


def find_sources(raw: Path, formats: Collection[Format] = ()) -> Iterator[Source | Reject]:
    """Yield every source under the folder ``raw``, and a reject for everything there that is none.

    ``formats`` keeps some formats; empty keeps all. Raises OSError when ``raw`` itself cannot be listed.
    """
    wanted = frozenset(formats)
    root = Path(os.path.realpath(raw))
    return _walk(raw, root, wanted, [path.name for path in raw.iterdir()])


def _walk(raw: Path, root: Path, wanted: frozenset[Format], names: list[str]) -> Iterator[Source | Reject]:
    # A stack of paths, the next one last: no recursion, so that no depth of folders is too deep.
    stack = sorted(names, reverse=True)
    while stack:
        relative = stack.pop()
        if relative.rpartition("/")[2].startswith("."):
            continue
        path = raw / relative
        try:
            linked = path.is_symlink()
            if linked and not Path(os.path.realpath(path)).is_relative_to(root):
                yield _reject(relative, Reason.OUTSIDE_RAW, "a symbolic link that leads out of the raw folder")
                continue
            mode = path.stat().st_mode
            walked = stat.S_ISDIR(mode) and not linked and not _belongs_to_page(path)
            inner = [inside.name for inside in path.iterdir()] if walked else []
        except OSError as error:
            yield _reject(relative, Reason.UNREADABLE, error.strerror or str(error))
            continue
        stack.extend(f"{relative}/{name}" for name in sorted(inner, reverse=True))
        if not stat.S_ISDIR(mode) and (found := _file(path, relative, mode, wanted)) is not None:
            yield found


def _belongs_to_page(folder: Path) -> bool:
    """Tell whether a browser has saved ``folder`` with the images and frames of a page beside it."""
    page = folder.name.removesuffix("_files")
    return page != folder.name and any(folder.with_name(page + ending).is_file() for ending in (".html", ".htm", ".xhtml"))


def _file(path: Path, relative: str, mode: int, wanted: frozenset[Format]) -> Source | Reject | None:
    """Return the source or the reject that a file makes; None for a format that is not wanted."""
    if not stat.S_ISREG(mode):
        return _reject(relative, Reason.SPECIAL_FILE, kind_of(mode))
    form, extension = format_of(relative), extension_of(relative)
    if wanted and form not in wanted:
        return None
    if form is None:
        return _reject(relative, Reason.UNSUPPORTED, f"no reader for {extension or 'a name without extension'}")
    return Source(path, storable(relative))


def kind_of(mode: int) -> str:
    """Return what a file of this mode is, in words."""
    return KINDS.get(stat.S_IFMT(mode), "not a regular file")


def storable(name: str) -> str:
    """Return ``name`` with the bytes that are no UTF-8 as escapes, so that a table can hold it."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _reject(relative: str, reason: Reason, detail: str) -> Reject:
    return Reject(stage=reason.stage, reason=reason.value, detail=detail, source_path=storable(relative))
