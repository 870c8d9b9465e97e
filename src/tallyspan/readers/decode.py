"""Bytes of a text file to characters.

The order: signatures of binary formats, byte-order marks, UTF-16 and UTF-32 by their NULs, UTF-8, UTF-8 with a few bad
bytes, and only then the legacy encodings of English text. Nothing else is changed: no line end, no space, no control
character.
"""

import codecs
import re
from dataclasses import dataclass

from tallyspan.model import Reason
from tallyspan.readers.legacy import legacy_encoding, western
from tallyspan.readers.outcome import RejectedError, Repair

MAGIC = re.compile(
    rb"%PDF-|PK(?:\x03\x04|\x05\x06)|\x1f\x8b|\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|\x7fELF|Rar!\x1a|7z\xbc\xaf\x27\x1c"
    rb"|BZh[1-9]1AY&SY|\xfd7zXZ\x00|\x28\xb5\x2f\xfd|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|SQLite format 3\x00|OggS\x00|PAR1",
)
"""The first bytes of formats that are met under the wrong name."""

MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32", 4),
    (codecs.BOM_UTF32_BE, "utf-32", 4),
    (codecs.BOM_UTF16_LE, "utf-16", 2),
    (codecs.BOM_UTF16_BE, "utf-16", 2),
)

CONTROLS = bytes([*range(0x08), 0x0E, 0x0F, *range(0x10, 0x1B), *range(0x1C, 0x20), 0x7F])
"""Control characters that text does not need: all but backspace, white space and escape."""

BINARY_SHARE = 0.05
"""From this share of control characters on, it is no text. English text with stray ones has about 1%, random bytes 10%."""

FOREIGN_SHARE = 0.4
ASCII = bytes(range(0x80))

SAMPLE = 4096
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file. ``bytes.decode(encoding)`` gives them again, apart from the repairs."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of ``data`` without its byte-order mark. Raise RejectedError when it is binary."""
    if MAGIC.match(data):
        raise RejectedError(Reason.BINARY, "begins like a binary format")
    for mark, encoding, width in MARKS:
        # The mark of UTF-16 and a NUL look like that of UTF-32, whose characters all end with a zero.
        if data.startswith(mark) and (mark != codecs.BOM_UTF32_LE or not any(data[7:SAMPLE:4])):
            return _wide(data, encoding, width)
    if wide := _unmarked(data[:SAMPLE]):
        return _wide(data, *wide)
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > BINARY_SHARE * len(data):
        raise RejectedError(Reason.BINARY, f"{controls} control characters in {len(data)} bytes")
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return _damaged(data, encoding) or _legacy(data)


def _wide(data: bytes, encoding: str, width: int) -> Decoded:
    """Decode UTF-16 or UTF-32, where half a character may be missing at the end."""
    cut = len(data) % width
    repairs = (Repair.TRUNCATED_CHARACTER,) if cut else ()
    whole = data[: len(data) - cut]
    try:
        text = whole.decode(encoding)
    except UnicodeDecodeError:
        text = whole.decode(encoding, "replace")
        repairs = (Repair.INVALID_BYTES, *repairs)
    strange = sum(map(text.count, map(chr, CONTROLS))) + (text.count("\ufffd") if Repair.INVALID_BYTES in repairs else 0)
    if strange > BINARY_SHARE * len(text):
        raise RejectedError(Reason.BINARY, f"{strange} control or bad characters in {len(text)}, read as {encoding}")
    return Decoded(text, encoding, repairs)


def _unmarked(sample: bytes) -> tuple[str, int] | None:
    """Return the encoding of UTF-16 or UTF-32 text without a mark: English has NULs at the same place of each character."""
    count = len(sample) // 4
    if not count or b"\0" not in sample:
        return None
    nul = [sample[place : 4 * count : 4].count(0) / count for place in range(4)]
    empty, full = 0.6, 0.2
    for encoding, width, zeros in (
        ("utf-32-le", 4, (2, 3)),
        ("utf-32-be", 4, (0, 1)),
        ("utf-16-le", 2, (1, 3)),
        ("utf-16-be", 2, (0, 2)),
    ):
        letter = 0 if encoding.endswith("le") else 3
        if all(nul[place] > empty for place in zeros) and nul[letter] < full:
            return encoding, width
    return None


def _damaged(data: bytes, encoding: str) -> Decoded | None:
    """Decode what is UTF-8 apart from some bad bytes, or return None: it has to hold more good sequences than bad bytes."""
    text, good = data.decode(encoding, "replace"), len(MULTIBYTE.findall(data))
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    whole = decoder.decode(data)
    cut = len(decoder.getstate()[0])
    bad = whole.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    # One lone byte at the end of plain ASCII is more likely a legacy letter ("café") than half a character.
    if bad >= good and (bad or cut < 2):  # noqa: PLR2004 - a lead byte and one more
        return None
    text = whole.removeprefix("\ufeff") if encoding == "utf-8-sig" else whole
    repairs = [Repair.INVALID_BYTES] if bad else []
    return Decoded(text, encoding, (*repairs, Repair.TRUNCATED_CHARACTER) if cut else tuple(repairs))


def _legacy(data: bytes) -> Decoded:
    encoding = legacy_encoding(data)
    # What no encoding fits may be a few words; far more foreign bytes than English has accents are no text.
    if encoding is None and len(data.translate(None, ASCII)) > FOREIGN_SHARE * len(data):
        raise RejectedError(Reason.BINARY, "no encoding fits")
    encoding = encoding or western(data)
    return Decoded(data.decode(encoding), encoding)
