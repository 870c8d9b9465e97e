"""The page to send: one file of bounded size, of a selection or an article, that loads nothing."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tables import article, claim, write
from tallyspan.cli import app

SENTENCE = (
    "The ministry of number {} said that trade of both countries rose to ${} million within the year, a record for the region."
)
LINES = "\n".join(SENTENCE.format(number, number) for number in range(1, 1501))
MANY = article("many?a=b", LINES, title="<script>Many</script>", url="https://news.example/many")
CLAIMS = [
    claim(MANY, f"${number} million", value=number * 1e6, unit="USD", measure="trade of both countries")
    for number in range(1, 1501)
]


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("report") / "processed", articles=[MANY], claims=CLAIMS)


def report(processed: Path, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["report", *arguments, "--processed", str(processed)], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def rows(page: str) -> int:
    return page.count('<tr id="r-')


def test_a_thousand_claims_are_below_five_megabytes_and_it_says_how_many_there_are(processed: Path) -> None:
    page = report(processed, "kind=money")
    assert rows(page) == 1000
    assert len(page.encode()) < 5_000_000
    assert "1,000 of 1,500 claims" in page


@pytest.mark.parametrize("wanted", ["value_from=1499e6", "?value_from=1499e6", "http://127.0.0.1:8400/?value_from=1499e6&page=1"])
def test_a_selection_is_the_query_of_the_browser(processed: Path, wanted: str) -> None:
    assert rows(report(processed, wanted)) == 2


@pytest.mark.parametrize("wanted", ["many?a=b", "http://127.0.0.1:8400/article?id=many%3Fa%3Db&claim=x#chosen"])
def test_an_article_comes_with_its_text(processed: Path, wanted: str) -> None:
    page = report(processed, wanted, "--limit", "3")
    assert page.count('class="claim money"') >= 3
    assert "$1500 million" in page


def test_nothing_is_fetched_and_nothing_of_the_article_runs(processed: Path) -> None:
    page = report(processed, "many?a=b", "--limit", "3")
    assert re.search(r"content=\"default-src &#39;none&#39;; style-src &#39;sha256-", page)
    assert page.count("<script>") == 1
    assert not re.search(r"<(link|img|iframe)|\bsrc=|@import|url\(", page)


@pytest.mark.parametrize(("wanted", "problem"), [("no-such-article", "neither an article"), ("value_from=much", "not a number")])
def test_what_cannot_be_reported_is_named(processed: Path, wanted: str, problem: str) -> None:
    result = CliRunner().invoke(app, ["report", wanted, "--processed", str(processed)])
    assert result.exit_code == 2
    assert problem in result.stderr
