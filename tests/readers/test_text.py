"""Titles and front matter of plain text."""

import json
from pathlib import Path

import pytest
from reading import one_article, one_reject

from tallyspan.readers.text import front_matter, title_of

LONG = "The ministry said on Monday that exports rose by 5% to $3 million in the first quarter, more than it had expected."


@pytest.mark.parametrize(
    "ending",
    ["\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\u2028\u2028", "\n"],
)
def test_a_short_line_before_a_blank_or_long_one_is_a_title(ending: str) -> None:
    assert title_of(f"Exports rise by 5%{ending}{LONG}") == "Exports rise by 5%"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  Exports rise  \n\nText.", "Exports rise"),
        ("Will exports rise?\n\nText.", "Will exports rise?"),
        ("‘We will rise’\n\nText.", "‘We will rise’"),
        ("# Exports\nText.", "Exports"),
        ("## Exports rise ##\n\nText.", "Exports rise"),
        ("Exports rose on Thursday, September 5, 2019\n\nText.", "Exports rose on Thursday, September 5, 2019"),
        # A sentence, or a part of one.
        ("Exports rose by 5%.\n\nText.", None),
        ("He said: “Exports rose.”\n\nText.", None),
        ("Exports rose,\n\nbut not by much.", None),
        # Hard-wrapped text.
        ("Exports rose by 5% in the first quarter, the\nministry said on Monday, more than it had\nexpected.", None),
        # A menu.
        ("Home page\nNews\nSubscribe", None),
        ("Home\n\nText.", None),
        # Nothing to be the title of.
        ("Exports rise", None),
        ("Exports rise\n", None),
        ("", None),
        (" \n\n ", None),
        ("1,000 2,000\n\nText.", None),
        ("x y" * 100 + "\n\nText.", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert title_of(text) == title


def test_a_dateline_is_no_title() -> None:
    assert title_of("Thursday, September 5, 2019\n\nText.") is None


def test_titles_of_wikinews(shared: Path) -> None:
    with (shared / "corpora" / "open_news.jsonl").open(encoding="utf-8") as lines:
        texts = [record["text"] for record in map(json.loads, lines) if record["id"].startswith("wikinews")]
    found = [title_of(text) for text in texts]
    first_lines = [text.split("\n", 1)[0].strip() for text in texts]
    assert {title for title, line in zip(found, first_lines, strict=True) if title not in {line, None}} == set()
    assert sum(title is not None for title in found) >= 0.95 * len(texts)


def test_front_matter_becomes_metadata_and_leaves_the_text(tmp_path: Path) -> None:
    block = '---\ntitle: "Trade: a record"\ndate: 2019-07-10\nurl: https://example.com/a\nauthors:\n  - A. Bee\n  - C. Dee\n---\n'
    article = one_article(tmp_path, "a.md", f"{block}\n# Another title\n\nExports rose by 5%.\n")
    assert article.text == "\n# Another title\n\nExports rose by 5%.\n"
    assert article.repairs == ("front_matter",)
    assert (article.title, article.url, article.authors) == ("Trade: a record", "https://example.com/a", ("A. Bee", "C. Dee"))
    assert (str(article.published), article.published_from) == ("2019-07-10", "metadata")
    assert article.article_id == "https://example.com/a"


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule above the text.\n\n---\n",
        "---\ntitle: never closed\n\nText.\n",
        "Text.\n---\ntitle: below\n---\n",
        "--- title: x ---\n",
        "",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert front_matter(text) is None


def test_front_matter_in_lists_and_crlf() -> None:
    split = front_matter("---\r\nauthors: [A, 'B']\r\n...\r\nText.")
    assert split is not None
    text, about = split
    assert (text, about.authors) == ("Text.", ("A", "B"))


def test_front_matter_is_for_markdown_only(tmp_path: Path) -> None:
    data = "---\ntitle: A\n---\nText."
    assert one_article(tmp_path, "a.txt", data).text == data


def test_front_matter_alone_is_no_article(tmp_path: Path) -> None:
    assert one_reject(tmp_path, "a.md", "---\ntitle: A\n---\n\n").reason == "no_text"
