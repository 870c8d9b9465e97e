"""read_source as a whole: what it lets through, what it rejects, and that nothing makes it fail."""

import errno
import gzip
import hashlib
import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ftfy.badness import is_bad
from hypothesis import assume, example, given
from hypothesis import strategies as st
from reading import codes, one_article, one_reject, read

from tallyspan.model import Article, Reason, Reject, text_digest
from tallyspan.readers import ReadOptions, Source, find_sources, read_source
from tallyspan.readers.decode import CONTROLS, MAGIC
from tallyspan.readers.markup import looks_like_page
from tallyspan.readers.repair import REFERENCE

GERMAN = (
    "Die Regierung in Berlin hat am Montag beschlossen, die Ausgaben für Straßen und Schienen um 3,5 Prozent auf 12 Milliarden "
    "Euro zu erhöhen. Der Finanzminister sagte, das Geld solle vor allem in den Ausbau der Bahn fließen. Die Opposition "
    "kritisierte die Pläne als unzureichend."
)


def test_an_article_says_where_it_came_from(tmp_path: Path) -> None:
    data = b"Exports rise\n\nExports rose by 5%.\n"
    article = one_article(tmp_path, "2019/a.txt", data, published=date(2019, 7, 10))
    assert article == Article(
        text=data.decode(),
        article_id="2019/a.txt",
        published=date(2019, 7, 10),
        published_from="option",
        title="Exports rise",
        source_path="2019/a.txt",
        source_sha256=hashlib.sha256(data).hexdigest(),
        format="text",
        encoding="utf-8",
    )


def test_another_language_is_a_reject_that_names_its_article(tmp_path: Path) -> None:
    reject = one_reject(tmp_path, "a.txt", GERMAN)
    assert (reject.stage, reject.reason, reject.detail) == ("language", "not_english", "language de")
    assert (reject.article_id, reject.text_sha256) == ("a.txt", text_digest(GERMAN))
    assert reject.source_sha256 == hashlib.sha256(GERMAN.encode()).hexdigest()


def test_a_text_of_a_few_words_is_not_asked_for_its_language(tmp_path: Path) -> None:
    assert one_article(tmp_path, "a.txt", GERMAN[:40]).language is None
    assert one_reject(tmp_path, "a.txt", GERMAN[:150]).reason == "not_english"


def test_too_large_is_decided_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(1 << 40)  # a terabyte, all of it a hole
    (reject,) = read_source(Source(path, "a.txt"), ReadOptions())
    assert (reject.reason, reject.source_sha256) == ("too_large", None)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json"])
def test_exactly_the_limit_is_not_too_large(tmp_path: Path, name: str) -> None:
    data = b'{"text": "x"}'
    assert codes(read(tmp_path, name, data, max_bytes=len(data))) == ["article"]
    assert codes(read(tmp_path, name, data, max_bytes=len(data) - 1)) == ["too_large"]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.jsonl.gz"])
def test_what_is_not_there_or_no_file(tmp_path: Path, name: str) -> None:
    def reason(path: Path) -> str:
        (reject,) = read_source(Source(path, name), ReadOptions())
        assert isinstance(reject, Reject)
        return reject.reason

    assert reason(tmp_path / name) == "unreadable"
    os.mkfifo(tmp_path / name)
    assert reason(tmp_path / name) == "special_file"
    assert reason(tmp_path) == "special_file"


@pytest.mark.parametrize(("number", "retry"), [(errno.EIO, True), (errno.ESTALE, True), (errno.EACCES, False)])
def test_trouble_that_may_pass_is_the_callers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, retry: bool
) -> None:
    (tmp_path / "a.txt").write_text("x")

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    items = read_source(Source(tmp_path / "a.txt", "a.txt"), ReadOptions())
    if retry:
        with pytest.raises(OSError, match=os.strerror(number)):
            list(items)
    else:
        assert codes(list(items)) == ["unreadable"]


def test_a_source_with_any_other_name_is_read_as_text(tmp_path: Path) -> None:
    assert one_article(tmp_path, "notes", "Exports rose by 5%.").format == "text"


def test_every_reason_has_a_stage() -> None:
    assert {reason.stage for reason in Reason} == {"read", "decode", "language", "extract"}


NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.json.gz", "a.jsonl.gz"])
PIECES = st.sampled_from(
    [
        b"<html>",
        b"<p>",
        b"</p>",
        b"<!--",
        b"<?xml ",
        b"---\n",
        b"title: x\n",
        b'{"text": "',
        b'"}',
        b"\n",
        b"\r",
        b"[",
        b"]",
        b"\\ud800",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\x00",
        b"\xe2\x82",
        b"&pound;",
        b"&#0;",
        b"&#xd800;",
        b"Word ",
        b"\xc3\xa2\xe2\x82\xac",
    ]
)
BYTES = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES | st.binary(max_size=8), max_size=30).map(b"".join),
    st.lists(PIECES, max_size=30).map(b"".join).map(gzip.compress),
    st.text(max_size=100).flatmap(
        lambda text: st.sampled_from([text.encode(c, "replace") for c in ("utf-16", "utf-32-le", "cp1252")])
    ),
)


@given(NAMES, BYTES)
def test_any_bytes_give_only_articles_and_rejects_and_the_same_again(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        items = read(Path(folder), name, data)
        assert items == read(Path(folder), name, data)
    assert items
    reasons = {reason.value for reason in Reason}
    for item in items:
        assert item.source_path == name
        if isinstance(item, Article):
            assert item.text.strip()
            item.text.encode()  # a table can hold it
        else:
            assert item.reason in reasons


def is_clean(text: str) -> bool:
    """Tell whether a reader has no reason to touch or refuse ``text``.

    Clean is what has a character other than white space, no byte-order mark, no mojibake, no known character reference, no
    HTML page, no binary signature and few control characters (NULs among them at odd or even places would be UTF-16).
    """
    data = text.encode()
    controls = len(data) - len(data.translate(None, CONTROLS))
    return (
        bool(text.strip())
        and not text.startswith("\ufeff")
        and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
        and not any(map(is_bad, text.split("\n")))
        and REFERENCE.search(text) is None
        and not looks_like_page(text)
        and MAGIC.match(data) is None
        and 20 * controls <= len(data)
    )


@given(st.text(st.characters(codec="utf-8"), max_size=300))
@example("a\r\nb\rc\u2028d\u0085e\x0cf\n")
@example("\u200b")
@example("R&D; AT&T")
def test_clean_text_comes_through_unchanged(text: str) -> None:
    assume(is_clean(text))
    with TemporaryDirectory() as folder:
        item = read(Path(folder), "a.txt", text, language_chars=10_000)[0]
    if isinstance(item, Reject):
        assert (item.reason, text.isascii()) == ("not_english", False), "only another script is left out"
    else:
        assert (item.text, item.encoding, item.repairs) == (text, "utf-8", ())


def test_the_given_articles(shared: Path) -> None:
    for source in find_sources(shared / "articles"):
        assert isinstance(source, Source)
        (article,) = read_source(source, ReadOptions())
        assert article.text == source.path.read_bytes().decode()
        assert (article.language, article.published, article.repairs) == ("en", None, ())
