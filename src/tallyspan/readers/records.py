"""JSON and JSON Lines, plain or gzip: one article a record, its text never changed.

``record`` is the place in an array, or the number of the line (blank lines count, so it finds the line); null for a file
that is one JSON object. JSON Lines are read a line at a time, so a file may be of any size; ``limit`` bounds a line.
"""

import codecs
import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO, cast

from tallyspan.model import Reason
from tallyspan.readers.files import digest_of, size_of
from tallyspan.readers.metadata import about, said
from tallyspan.readers.outcome import About, Draft, Failure, RejectedError

GZIP = b"\x1f\x8b"
TIGHTEST = 50
"""Times that gzip may shrink a file of records: news shrinks 3 to 5 times, a bomb 1,000 times."""

MOST_RECORDS = 1_000_000
"""Lines, or elements of an array, of one file. Larger collections come in several files; more is a bomb, or a mistake."""

PIECE = 1 << 20
BROKEN_GZIP = (gzip.BadGzipFile, EOFError, zlib.error)


def read_json(packed: bytes, digest: str, limit: int) -> Iterator[Draft | Failure]:
    """Yield the article of a JSON object, or those of an array of objects, or of JSON Lines under this name.

    ``packed`` is the whole file and ``digest`` its SHA-256. Raise RejectedError when there is no JSON in it.
    """
    data = _unpacked(packed, limit)
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise RejectedError(Reason.EMPTY)
    try:
        content = json.loads(data)
    except json.JSONDecodeError as error:
        lines = list(_split(data))
        if error.msg != "Extra data" or not _is_json(lines[0][1]):
            raise RejectedError(Reason.MALFORMED, f"JSON: {error}") from error
        yield from (_line(number, line, sha256(line).hexdigest()) for number, line in lines[:MOST_RECORDS])
        yield from _beyond(len(lines), digest)
        return
    except (ValueError, RecursionError) as error:
        raise RejectedError(Reason.MALFORMED, f"JSON: {error}") from error
    encoding = json.detect_encoding(data)
    if not isinstance(content, list):
        yield _article(content, "json", encoding, digest, None)
        return
    if not content:
        raise RejectedError(Reason.EMPTY, "an array without records")
    for place, record in enumerate(content[:MOST_RECORDS]):
        canonical = json.dumps(record, sort_keys=True, separators=(",", ":"))
        yield _article(record, "json", encoding, sha256(canonical.encode()).hexdigest(), place)
    yield from _beyond(len(content), digest)


def _beyond(records: int, digest: str) -> Iterator[Failure]:
    if records > MOST_RECORDS:
        yield Failure(Reason.TOO_LARGE, f"{records} records; of one file {MOST_RECORDS} are read: split it", None, digest)


def read_lines(stream: BinaryIO, limit: int) -> Iterator[Draft | Failure]:
    """Yield the article of each line of JSON Lines; a line that is broken or too long is a failure of its own.

    Where gzip breaks off, the lines before it have been yielded and the failure stands for the line that it cuts.
    """
    packed = stream.read(2) == GZIP
    stream.seek(0)
    lines = cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if packed else stream
    most = max(limit, TIGHTEST * size_of(stream)) if packed else None
    number, seen = -1, False
    try:
        for number, (line, digest) in enumerate(_lines(lines, limit, most)):
            if number == MOST_RECORDS:
                raise RejectedError(Reason.TOO_LARGE, f"more than {MOST_RECORDS} lines: split the file")  # noqa: TRY301
            if line is None:
                yield Failure(Reason.TOO_LARGE, f"a line of more than {limit} bytes", number, digest)
            elif line.strip():
                yield _line(number, line, digest)
            else:
                continue
            seen = True
    except BROKEN_GZIP as error:
        yield Failure(Reason.MALFORMED, f"gzip: {error}", number + 1, digest_of(stream))
    except RejectedError as error:
        yield Failure(error.reason, error.detail, None, digest_of(stream))
    else:
        if not seen:
            yield Failure(Reason.EMPTY, None, None, digest_of(stream))


def _unpacked(packed: bytes, limit: int) -> bytes:
    if not packed.startswith(GZIP):
        return packed
    try:
        data = gzip.GzipFile(fileobj=BytesIO(packed)).read(limit + 1)
    except BROKEN_GZIP as error:
        raise RejectedError(Reason.MALFORMED, f"gzip: {error}") from error
    if len(data) > limit:
        raise RejectedError(Reason.TOO_LARGE, f"more than {limit} bytes when unpacked")
    return data


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _split(data: bytes) -> Iterator[tuple[int, bytes]]:
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    return ((number, line.removesuffix(b"\r")) for number, line in enumerate(lines) if line.strip())


def _lines(stream: BinaryIO, limit: int, most: int | None) -> Iterator[tuple[bytes | None, str]]:
    """Yield each line without its end, and its SHA-256; None for a line of more than ``limit`` bytes.

    Raise RejectedError when the lines make more than ``most`` bytes together.
    """
    total = 0
    while piece := stream.readline(limit + 2):
        if not total:
            if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise RejectedError(Reason.MALFORMED, "JSON Lines are UTF-8")
            if piece.startswith(codecs.BOM_UTF8):
                piece = piece.removeprefix(codecs.BOM_UTF8)
                piece += b"" if piece.endswith(b"\n") else stream.readline(len(codecs.BOM_UTF8))
        total += len(piece) + 1
        line = piece.removesuffix(b"\n").removesuffix(b"\r")
        digest = sha256(line)
        long = len(line) > limit
        while long and piece and not piece.endswith(b"\n"):
            piece = stream.readline(PIECE)
            total += len(piece)
            digest.update(piece.removesuffix(b"\n").removesuffix(b"\r"))
            _check_total(total, most)
        _check_total(total, most)
        yield None if long else line, digest.hexdigest()


def _check_total(total: int, most: int | None) -> None:
    if most is not None and total > most:
        raise RejectedError(Reason.TOO_LARGE, f"more than {most} bytes when unpacked: packed too tight for articles")


def _line(number: int, line: bytes, digest: str) -> Draft | Failure:
    try:
        record = json.loads(line.decode())
    except (ValueError, RecursionError) as error:
        return Failure(Reason.MALFORMED, f"JSON: {error}", number, digest)
    return _article(record, "jsonl", "utf-8", digest, number)


def _article(record: object, form: str, encoding: str, digest: str, place: int | None) -> Draft | Failure:
    if not isinstance(record, dict):
        return Failure(Reason.MALFORMED, f"JSON: {type(record).__name__} where an object belongs", place, digest)
    text = next((value for value in said(record, "text") if isinstance(value, str) and value.strip()), None)
    if text is None:
        return Failure(Reason.NO_TEXT, "no field with the text", place, digest)
    details = about(record)
    if not _is_unicode(text, details):
        return Failure(Reason.MALFORMED, "JSON: half of a surrogate pair in a string", place, digest)
    return Draft(text, form, encoding, digest, record=place, about=details)


def _is_unicode(text: str, details: About) -> bool:
    strings = (text, details.id, details.url, details.title, details.publisher, *details.authors)
    try:
        for string in strings:
            if string is not None and not string.isascii():
                string.encode()
    except UnicodeEncodeError:
        return False
    return True
