"""Bytes to characters."""

import codecs
import json
from pathlib import Path

import pytest

from tallyspan.readers.decode import Decoded, decode
from tallyspan.readers.outcome import RejectedError, Repair

ENGLISH = "The café’s debt rose to €1.2 billion (£1.05bn) — a “naïve” plan, it said on Monday, 5 May.\r\n"
ASCII = "Exports rose by 5% to $3 million, the ministry said on Monday.\n"


@pytest.mark.parametrize("text", [ENGLISH, ASCII, "a\x00b\x0c\x1ac\n" + ASCII, "a\u2028b\u0085c\r\n", "\ufffd 5m", "x"])
@pytest.mark.parametrize(
    ("codec", "mark", "encoding"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32"),
        ("utf-32-be", codecs.BOM_UTF32_BE, "utf-32"),
    ],
)
def test_marked_and_utf8_text_comes_through_unchanged(text: str, codec: str, mark: bytes, encoding: str) -> None:
    data = mark + text.encode(codec)
    assert decode(data) == Decoded(text, encoding)
    assert data.decode(encoding) == text


@pytest.mark.parametrize("text", [ENGLISH, ASCII, ENGLISH * 200])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_text_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH * 500,
        "The company’s profit was €3 million.\n",
        "It’s “fine”, he said; the café was closed, at a cost of £300 million.\n",
    ],
)
def test_legacy_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


@pytest.mark.parametrize("text", ["£5m", "Price rose to £5m.", "¥300 million for a façade"])
def test_a_few_words_of_latin_1_are_read_as_its_superset(text: str) -> None:
    assert decode(text.encode("latin_1")) == Decoded(text, "cp1252")


@pytest.mark.parametrize(
    ("data", "text", "repairs"),
    [
        # Bad bytes among good ones.
        ("€5 €6 €7 ".encode() + b"a\xff\xfeb", "€5 €6 €7 a\ufffd\ufffdb", (Repair.INVALID_BYTES,)),
        (codecs.BOM_UTF8 + "€5 €6 ".encode() + b"\xff", "€5 €6 \ufffd", (Repair.INVALID_BYTES,)),
        # A U+FFFD that was there before is no repair.
        ("\ufffd5 €6".encode() + b"\xe2\x82", "\ufffd5 €6", (Repair.TRUNCATED_CHARACTER,)),
        # Cut characters, of two, three and four bytes, in text with and without others.
        ("€5 rose".encode() + b"\xc3", "€5 rose", (Repair.TRUNCATED_CHARACTER,)),
        (b"It rose to \xe2\x82", "It rose to ", (Repair.TRUNCATED_CHARACTER,)),
        (b"It rose \xf0\x9f\x98", "It rose ", (Repair.TRUNCATED_CHARACTER,)),
        ("€5 €6 €7".encode() + b" \xff x \xe2", "€5 €6 €7 \ufffd x ", (Repair.INVALID_BYTES, Repair.TRUNCATED_CHARACTER)),
    ],
)
def test_damaged_utf8_stays_utf8(data: bytes, text: str, repairs: tuple[Repair, ...]) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.repairs) == (text, repairs)


def test_one_foreign_byte_at_the_end_is_a_letter() -> None:
    assert decode("They met in the café".encode("cp1252")) == Decoded("They met in the café", "cp1252")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_half_a_wide_character_at_the_end_is_dropped(encoding: str) -> None:
    decoded = decode(ENGLISH.encode(encoding)[:-1])
    assert decoded.text == ENGLISH[:-1]
    assert decoded.repairs == (Repair.TRUNCATED_CHARACTER,)


def test_half_a_surrogate_pair_is_replaced() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + ("ab" * 20).encode("utf-16-le") + b"\x00\xd8" + "cd".encode("utf-16-le"))
    assert (decoded.text, decoded.repairs) == ("ab" * 20 + "\ufffdcd", (Repair.INVALID_BYTES,))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\nIt rose 5%",
        b"PK\x03\x04 and some words",
        b"\x1f\x8b\x08\x00 and some words",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        bytes(range(256)) * 10,
        b"words" + b"\0" * 100,
        b"\xff" * 50,
        codecs.BOM_UTF16_LE + b"\x01\x00\x02\x00\x03\x00\x04\x00",
    ],
)
def test_binary(data: bytes) -> None:
    with pytest.raises(RejectedError) as caught:
        decode(data)
    assert caught.value.reason == "binary"


def test_legacy_encodings_of_the_corpora(shared: Path) -> None:
    with (shared / "corpora" / "open_news.jsonl").open(encoding="utf-8") as lines:
        texts = [text for text in (json.loads(line)["text"] for line in lines) if not text.isascii()]
    wrong = {encoding: [text for text in texts if not _survives(text, encoding)] for encoding in ("cp1252", "mac_roman")}
    assert len(wrong["cp1252"]) == 0
    assert len(wrong["mac_roman"]) <= 2  # two articles with one accented letter that reads as a dash, and nothing else


def _survives(text: str, encoding: str) -> bool:
    """Tell whether ``text`` comes back from the bytes of ``encoding``; true also for text that it cannot write."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return True
    return decode(data).text == text
