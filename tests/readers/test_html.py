"""HTML pages."""

import logging
from pathlib import Path

import pytest
from reading import one_article, one_reject

BODY = "<article><h1>Exports rise</h1><p>Exports rose by 5% to &pound;3m, the ministry said.</p></article>"


def page(head: str = "", body: str = BODY) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_text_and_metadata(tmp_path: Path) -> None:
    head = (
        '<title>Exports rise | The Site</title><meta property="og:site_name" content="The Site">'
        '<meta name="author" content="Jane Doe"><link rel="canonical" href="https://example.com/trade/exports">'
        '<meta property="article:published_time" content="2019-07-10T23:30:00-05:00">'
        '<script>var price = "$9 million"</script><style>p { width: 50% }</style>'
    )
    article = one_article(tmp_path, "a.html", page(head, f"<nav>Home | 10% off</nav>{BODY}<footer>&copy; 2020</footer>"))
    assert article.text == "Exports rise\nExports rose by 5% to £3m, the ministry said."
    assert (article.title, article.authors, article.publisher) == ("Exports rise", ("Jane Doe",), "The Site")
    assert article.article_id == article.url == "https://example.com/trade/exports"
    assert (str(article.published), article.published_from) == ("2019-07-10", "metadata")
    assert (article.format, article.repairs) == ("html", ())


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta name="date" content="2019-07-10">', BODY, "2019-07-10"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-07-10"}</script>', BODY, "2019-07-10"),
        ("", f'<main><time datetime="2019-07-10T10:00Z">10 July</time>{BODY}</main>', "2019-07-10"),
        ("", f'<article><time datetime="2019-07-10">x</time></article>{BODY}<time datetime="2001-01-01">y</time>', "2019-07-10"),
        # No date of the article.
        ("", f"{BODY}<footer>Copyright 2016</footer>", "None"),
        ("", f"{BODY}<p>The law of 2017-05-05 said so.</p>", "None"),
        ('<meta property="og:image" content="https://example.com/2018/01/02/x.jpg">', BODY, "None"),
        ('<meta name="date" content="soon">', BODY, "None"),
    ],
)
def test_only_what_the_page_gives_as_its_date(tmp_path: Path, head: str, body: str, published: str) -> None:
    assert str(one_article(tmp_path, "a.html", page(head, body)).published) == published


@pytest.mark.parametrize("address", ["https://example.com/", "https://example.com"])
def test_the_address_of_a_site_is_not_that_of_an_article(tmp_path: Path, address: str) -> None:
    article = one_article(tmp_path, "a.html", page(f'<link rel="canonical" href="{address}">'))
    assert (article.url, article.article_id) == (None, "a.html")


@pytest.mark.parametrize(
    "start",
    ["", "\ufeff", "\n  ", "<!-- saved -->\n", '<?xml version="1.0" encoding="ISO-8859-1"?>\n'],
)
def test_a_page_is_known_by_its_content(tmp_path: Path, start: str) -> None:
    article = one_article(tmp_path, "a.txt", start + page())
    assert (article.format, "£3m" in article.text, "<" in article.text) == ("html", True, False)


def test_text_under_html_is_text(tmp_path: Path) -> None:
    article = one_article(tmp_path, "a.html", "Exports rose by 5%, if x < 3.\n")
    assert (article.format, article.text) == ("text", "Exports rose by 5%, if x < 3.\n")


@pytest.mark.parametrize("text", ["<b>Bold</b> claims: 5%.", "a <html> b", "<p>A fragment of 5%.</p>"])
def test_a_little_markup_under_txt_is_text(tmp_path: Path, text: str) -> None:
    assert one_article(tmp_path, "a.txt", text).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    article = one_article(tmp_path, "a.html", page(body="<p>The café’s debt rose to €3 million.</p>").encode(encoding))
    assert article.text == "The café’s debt rose to €3 million."


def test_mojibake_in_a_page(tmp_path: Path) -> None:
    article = one_article(tmp_path, "a.html", page(body="<p>The debt rose to â‚¬3 million.</p>"))
    assert (article.text, article.repairs) == ("The debt rose to €3 million.", ("mojibake",))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (page(body=""), "no_text"),
        ("<html></html>", "no_text"),
        (page(body="<script>var x = 5</script>"), "no_text"),
        ("<div>" * 20_000 + "x", "no_text"),
        ("<!-- " * 100, "malformed"),
    ],
)
def test_pages_without_text(tmp_path: Path, caplog: pytest.LogCaptureFixture, source: str, reason: str) -> None:
    assert one_reject(tmp_path, "a.html", source).reason == reason
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_nuls_do_not_end_a_page(tmp_path: Path) -> None:
    assert one_article(tmp_path, "a.html", page(body=f"<p>\0</p>{BODY}")).text.endswith("the ministry said.")
