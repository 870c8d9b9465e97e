"""JSON and JSON Lines."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from reading import codes, one_article, one_reject, read

from tallyspan.model import Reject
from tallyspan.readers import ReadOptions, Source, read_source

LINES = '{"text": "One."}\n{"text": "Two."}\n'


def sha256(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def test_an_object_is_an_article(tmp_path: Path) -> None:
    data = '{\n "text": "Exports rose by 5%."\n}\n'
    article = one_article(tmp_path, "a/b.json", data)
    assert (article.text, article.record, article.format) == ("Exports rose by 5%.", None, "json")
    assert (article.article_id, article.source_path, article.source_sha256) == ("a/b.json", "a/b.json", sha256(data))


def test_an_array_is_records(tmp_path: Path) -> None:
    items = read(tmp_path, "a.json", '[{"text": "One.", "n": "\u00e9"}, 3, {"title": "T"}, {"text": "Two.", "id": "two"}]')
    assert codes(items) == ["article", "malformed", "no_text", "article"]
    assert [item.record for item in items] == [0, 1, 2, 3]
    assert [items[0].article_id, items[3].article_id] == ["a.json#0", "two"]
    assert items[0].source_sha256 == sha256('{"n":"\\u00e9","text":"One."}')


def test_the_hash_of_an_array_record_is_that_of_its_content(tmp_path: Path) -> None:
    (first,) = read(tmp_path, "a.json", '[{"text": "One.", "n": 1}]')
    (second,) = read(tmp_path, "b.json", '[\n  {"n": 1,\n "text": "\\u004fne."}\n]')
    assert first.source_sha256 == second.source_sha256


def test_lines(tmp_path: Path) -> None:
    items = read(tmp_path, "a.jsonl", '\ufeff{"text": "One."}\r\n\n{"text": "Two."')
    assert codes(items) == ["article", "malformed"]
    assert [item.record for item in items] == [0, 2]
    assert [item.source_sha256 for item in items] == [sha256('{"text": "One."}'), sha256('{"text": "Two."')]
    assert (items[0].format, items[0].encoding, items[0].article_id) == ("jsonl", "utf-8", "a.jsonl#0")


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "nonsense",
        '{"text": "\\ud800"}',
        '{"text": "a", "id": "\\udc00"}',
        "[1]",
        '"text"',
        '{"a":' * 100_000,
        '{"n": ' + "1" * 9999,
    ],
)
def test_a_broken_line_does_not_stop_the_others(tmp_path: Path, broken: str) -> None:
    assert codes(read(tmp_path, "a.jsonl", f'{{"text": "One."}}\n{broken}\n{{"text": "Two."}}\n')) == [
        "article",
        "malformed",
        "article",
    ]


def test_a_line_in_another_encoding_is_broken(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "a.jsonl", b'{"text": "caf\xe9"}\n{"text": "Two."}')) == ["malformed", "article"]


@pytest.mark.parametrize("text", ["a\r\nb\u2028c\u0085", "â‚¬5 &amp; Â£3", "\ufeffx", " x ", "\x00x", "e\u0301 \U0001f600"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_text_is_never_changed(tmp_path: Path, text: str, *, ascii_only: bool) -> None:
    record = json.dumps({"text": text}, ensure_ascii=ascii_only)
    for name, data in (("a.json", record), ("b.json", f"[{record}]"), ("c.jsonl", record)):
        article = one_article(tmp_path, name, data)
        assert (article.text, article.repairs) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_of_json(tmp_path: Path, encoding: str) -> None:
    assert one_article(tmp_path, "a.json", '{"text": "café €5"}'.encode(encoding)).text == "café €5"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson", "a.JSONL", "a.jsonl.gz", "a.json.gz"])
@pytest.mark.parametrize("packed", [True, False])
def test_lines_under_any_name_packed_or_not(tmp_path: Path, name: str, *, packed: bool) -> None:
    items = read(tmp_path, name, gzip.compress(LINES.encode(), mtime=0) if packed else LINES)
    assert [item.text for item in items] == ["One.", "Two."]
    assert [item.source_sha256 for item in items] == [sha256(line) for line in LINES.splitlines()]


def test_gzip_of_several_members(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(line.encode()) for line in LINES.splitlines(keepends=True))
    for name in ("a.jsonl.gz", "a.json.gz"):
        assert codes(read(tmp_path, name, data)) == ["article", "article"]


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_half_written_gzip(tmp_path: Path, cut: int) -> None:
    data = gzip.compress("".join(f'{{"text": "Number {number}."}}\n' for number in range(5000)).encode())[:-cut]
    items = read(tmp_path, "a.jsonl.gz", data)
    assert set(codes(items[:-1])) == {"article"}
    assert (items[-1].reason, items[-1].record, items[-1].source_sha256) == ("malformed", len(items) - 1, sha256(data))
    whole = one_reject(tmp_path, "a.json.gz", data)
    assert (whole.reason, whole.source_sha256) == ("malformed", sha256(data))


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json.gz"])
def test_gzip_that_is_none(tmp_path: Path, name: str) -> None:
    assert one_reject(tmp_path, name, b"\x1f\x8b\x08garbage").reason == "malformed"


@pytest.mark.parametrize("content", [b"a", b"\n", b'{"text": "x"}\n'])
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json.gz"])
def test_a_gzip_bomb_is_left(tmp_path: Path, name: str, content: bytes) -> None:
    data = gzip.compress(content * (1_000_000 // len(content)))
    assert len(data) < 5_000
    items = read(tmp_path, name, data, max_bytes=100_000)
    assert (items[-1].reason, items[-1].source_sha256) == ("too_large", sha256(data))


def test_a_line_too_long_does_not_stop_the_others(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 3_000_000})
    items = read(tmp_path, "a.jsonl", f'{{"text": "One."}}\n{long}\n{{"text": "Two."}}', max_bytes=1000)
    assert codes(items) == ["article", "too_large", "article"]
    assert (items[1].record, items[1].source_sha256) == (1, sha256(long))


def test_a_line_of_exactly_the_limit(tmp_path: Path) -> None:
    line = '{"text": "One."}'
    for end in ("", "\n", "\r\n"):
        assert codes(read(tmp_path, "a.jsonl", "\ufeff" + line + end, max_bytes=len(line))) == ["article"]
        assert codes(read(tmp_path, "a.jsonl", "\ufeff" + line + end, max_bytes=len(line) - 1)) == ["too_large"]
        assert codes(read(tmp_path, "a.jsonl", line + end, max_bytes=len(line))) == ["article"]
        assert codes(read(tmp_path, "a.jsonl", line + end, max_bytes=len(line) - 1)) == ["too_large"]


def test_a_file_of_many_lines_may_be_larger_than_the_limit(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "a.jsonl", LINES * 100, max_bytes=100)) == ["article"] * 200


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.json", "", "empty"),
        ("a.json", " \n", "empty"),
        ("a.json", "\ufeff", "empty"),
        ("a.json", "[]", "empty"),
        ("a.jsonl", "", "empty"),
        ("a.jsonl", "\n\n", "empty"),
        ("a.jsonl", "\ufeff", "empty"),
        ("a.json.gz", gzip.compress(b"", mtime=0), "empty"),
        ("a.jsonl.gz", gzip.compress(b"", mtime=0), "empty"),
        ("a.json", '{"text": "cut', "malformed"),
        ("a.json", "[" * 100_000, "malformed"),
        ("a.json", '"words"', "malformed"),
        ("a.json", "words", "malformed"),
        ("a.json", '{\n"text": "x"\n}\n{\n"text": "y"\n}', "malformed"),
        ("a.json", '{"text": "x"} and more', "malformed"),
        ("a.json", b'{"text": "\xff"}', "malformed"),
        ("a.jsonl", LINES.encode("utf-16"), "malformed"),
        ("a.json", "{}", "no_text"),
        ("a.json", '{"text": " "}', "no_text"),
        ("a.json", '{"text": 5, "title": "T"}', "no_text"),
    ],
)
def test_no_article(tmp_path: Path, name: str, data: str | bytes, reason: str) -> None:
    reject = one_reject(tmp_path, name, data)
    assert (reject.reason, reject.record) == (reason, None)
    assert reject.source_sha256 == sha256(data)


def test_the_corpus(shared: Path) -> None:
    corpus = Source(shared / "corpora" / "open_news.jsonl", "open_news.jsonl")
    items = list(read_source(corpus, ReadOptions()))
    with corpus.path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert [item.article_id for item in items] == [record["id"] for record in records]
    assert [item.text for item in items] == [record["text"] for record in records]
    assert {item.language for item in items} == {"en"}


def test_a_file_has_so_many_records_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallyspan.readers.records.MOST_RECORDS", 3)
    line = '{"text": "It rose 10%."}'
    for name, data, detail in (
        ("a.jsonl", f"{line}\n" * 5, "more than 3 lines: split the file"),
        ("a.json", f"[{','.join([line] * 5)}]", "5 records; of one file 3 are read: split it"),
        ("b.json", f"{line}\n" * 5, "5 records; of one file 3 are read: split it"),
    ):
        *articles, last = read(tmp_path, name, data)
        assert codes(articles) == ["article"] * 3
        assert isinstance(last, Reject)
        assert (last.reason, last.record, last.detail) == ("too_large", None, detail)


@pytest.mark.parametrize("line", [b"\n", b'{"a":1}\n', b" \r\n"])
def test_a_bomb_of_short_lines_comes_to_its_end(tmp_path: Path, line: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallyspan.readers.records.MOST_RECORDS", 20_000)
    *_, last = read(tmp_path, "a.jsonl.gz", gzip.compress(line * 2_000_000))
    assert isinstance(last, Reject)
    assert last.reason == "too_large"
