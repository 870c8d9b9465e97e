"""Every file of the messy folder ends as its expected.json says, with the text of its clean file where there is one."""

import json
from pathlib import Path

import pytest

from tallyspan.model import Article, Reject
from tallyspan.readers import ReadOptions, find_sources, read_source

FILES = 43
UNCHANGED_NOT = ("04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "15", "16", "30", "31")


@pytest.fixture(scope="module")
def messy(shared: Path) -> Path:
    return shared / "eval" / "dev" / "messy"


@pytest.fixture(scope="module")
def results(messy: Path) -> dict[str, Article | Reject]:
    found = {}
    for source in find_sources(messy / "files"):
        assert not isinstance(source, Reject), source
        (found[source.name],) = read_source(source, ReadOptions())
    return found


def test_each_file_ends_as_expected(messy: Path, results: dict[str, Article | Reject]) -> None:
    expected = json.loads((messy / "expected.json").read_text())
    outcomes = {name: "article" if isinstance(result, Article) else f"reject:{result.reason}" for name, result in results.items()}
    assert len(outcomes) == FILES
    assert outcomes == {name: entry["outcome"] for name, entry in expected.items()}


def test_repaired_texts_are_the_clean_ones(messy: Path, results: dict[str, Article | Reject]) -> None:
    expected = json.loads((messy / "expected.json").read_text())
    clean = {name: entry["clean"] for name, entry in expected.items() if "clean" in entry}
    assert len(clean) == 11
    for name, clean_name in clean.items():
        assert results[name].text == (messy / clean_name).read_bytes().decode(), name


def test_all_other_texts_come_through_unchanged(messy: Path, results: dict[str, Article | Reject]) -> None:
    for name, result in results.items():
        if isinstance(result, Article) and not name.startswith(UNCHANGED_NOT):
            assert result.text == (messy / "files" / name).read_bytes().decode(), name
            assert result.repairs == (), name


@pytest.mark.parametrize(
    ("number", "encoding", "repairs"),
    [
        ("04", "utf-8-sig", ()),
        ("05", "utf-16", ()),
        ("06", "utf-16-be", ()),
        ("07", "utf-32", ()),
        ("08", "cp1252", ()),
        ("09", "cp1252", ()),  # the same characters as in Latin 1
        ("10", "mac_roman", ()),
        ("11", "utf-8", ("mojibake",)),
        ("12", "utf-8", ("mojibake",)),
        ("13", "utf-8", ("mojibake",)),
        ("14", "utf-8", ()),
        ("15", "utf-8", ("invalid_bytes",)),
        ("16", "utf-8", ("truncated_character",)),
        ("31", "utf-8", ("entities",)),
    ],
)
def test_encoding_and_repairs_are_said(
    results: dict[str, Article | Reject], number: str, encoding: str, repairs: tuple[str, ...]
) -> None:
    (article,) = (result for name, result in results.items() if name.startswith(number))
    assert isinstance(article, Article)
    assert (article.encoding, article.repairs) == (encoding, repairs)


def test_damaged_utf8_keeps_every_good_character(messy: Path, results: dict[str, Article | Reject]) -> None:
    clean = (messy / "files" / "00_reference_utf8.txt").read_bytes().decode()
    bad = results["15_invalid_bytes.txt"].text
    assert bad.count("\ufffd") == 4
    assert bad.replace("\ufffd", "") == clean
    cut = results["16_truncated_utf8.txt"].text
    assert cut == clean[: len(cut)]
    assert "\ufffd" not in cut


def test_a_page_under_txt_gives_only_its_article(results: dict[str, Article | Reject]) -> None:
    page = results["30_html_as_txt.txt"]
    assert page.format == "html"
    assert "45% to 60% destruction" in page.text
    for boilerplate in ("$9 million", "width", "10% off", "2020 Example", "cookies"):
        assert boilerplate not in page.text


def test_reading_twice_gives_the_same(messy: Path, results: dict[str, Article | Reject]) -> None:
    again = {source.name: next(read_source(source, ReadOptions())) for source in find_sources(messy / "files")}
    assert again == results
