"""HTML pages."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from reading import codes, one_article, one_reject, read

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


def data(*things: str) -> str:
    return "".join(f'<script type="application/ld+json">{thing}</script>' for thing in things)


def said(**names: str) -> str:
    return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{content}">' for name, content in names.items())


HEADLINE = "<h1>Exports rise in the first half of the year</h1>"
TEXT = "<p>Exports rose by 5% to &pound;3m, the ministry said, as demand for steel from abroad grew.</p>"


@pytest.mark.parametrize(
    ("head", "body", "published", "source"),
    [
        # JSON-LD, in whatever form.
        (data('{"@type":"NewsArticle","datePublished":"July 10, 2019"}'), "", "2019-07-10", "metadata"),
        (data('{"@type":"NewsArticle","datePublished":"10/07/2019"}') + said(og_locale="en_AU"), "", "2019-07-10", "metadata"),
        (data('[{"@type":"BlogPosting","datePublished":"10 July 2019 09:00"}]'), "", "2019-07-10", "metadata"),
        (data('{"@type":"NewsArticle", "datePublished": "2019-07-10", broken'), "", "2019-07-10", "metadata"),
        (
            data(
                """{"@graph":[{"@type":"WebSite","datePublished":"2001-01-01"}, {"@type":["Article"],
                "dateModified":"2019-07-12","datePublished":"Wed, 10 Jul 2019 09:00:00 GMT"}]}"""
            ),
            "",
            "2019-07-10",
            "metadata",
        ),
        # Published, not modified; the page's data before its address and before dc.date.
        (said(article_modified_time="2019-07-12", article_published_time="2019-07-10"), "", "2019-07-10", "metadata"),
        (said(article_modified_time="2019-07-12"), "", "2019-07-12", "metadata"),
        (
            data('{"@type":"Article","datePublished":"2019-07-10"}')
            + '<meta name="dc.date" content="2019-07-12">'
            + said(og_url="https://example.com/2019/07/09/exports"),
            "",
            "2019-07-10",
            "metadata",
        ),
        # What is marked up on the page.
        ("", '<span itemprop="datePublished" content="2019-07-10">Wednesday</span>', "2019-07-10", "page"),
        ("", '<p itemprop="datePublished">10 July 2019</p>', "2019-07-10", "page"),
        ("", '<abbr class="published" title="2019-07-10T10:00:00+02:00">Wednesday</abbr>', "2019-07-10", "page"),
        ("", '<time class="updated" datetime="2019-07-12">x</time><time datetime="2019-07-10">y</time>', "2019-07-10", "page"),
        # Text beside the headline.
        ("", '<div class="meta">Published 10 July 2019 at 5:00 pm</div>', "2019-07-10", "page"),
        ("", "<p>July 10, 2019</p>", "2019-07-10", "page"),
        ("", '<div class="byline"><span>By Jane Doe</span><span class="date">10 Jul 2019</span></div>', "2019-07-10", "page"),
        ("", '<b class="updated">Updated 12 July 2019</b><b class="date">Published 10 July 2019</b>', "2019-07-10", "page"),
        # Figures: the day first, but for America, where nobody else says which.
        ('<meta property="og:locale" content="en_GB">', '<span class="date">10/07/2019</span>', "2019-07-10", "page"),
        ('<meta property="og:locale" content="en_US">', '<span class="date">07/10/2019</span>', "2019-07-10", "page"),
        ("", '<span class="date">13.07.2019</span>', "2019-07-13", "page"),
        # The address, when nothing else does.
        ('<meta property="og:url" content="https://example.com/2019/07/10/exports">', "", "2019-07-10", "address"),
        ('<link rel="canonical" href="https://example.com/news/20190710/exports.html">', "", "2019-07-10", "address"),
        ('<link rel="canonical" href="https://example.com/2019/jul/10/exports">', "", "2019-07-10", "address"),
        # The day of the page, not that of Greenwich.
        (
            said(article_published_time="2019-07-11T02:30:00Z"),
            '<span class="date">July 10, 2019, 10:30 pm EDT</span>',
            "2019-07-10",
            "metadata",
        ),
        (
            said(article_published_time="2019-07-11T02:30:00-05:00"),
            '<span class="date">July 10, 2019</span>',
            "2019-07-11",
            "metadata",
        ),
        # Others' dates.
        ("", '<aside><time datetime="2018-01-01">x</time></aside>', "None", None),
        ("", '<div class="comments"><time datetime="2019-08-01">y</time></div>', "None", None),
        ("", '<ul class="related"><li><time datetime="2018-01-01">x</time> Imports</li></ul>', "None", None),
        ("", "<p>The law of July 10, 2019 said so, and more of it was said on 2019-07-11.</p>", "None", None),
    ],
)
def test_the_day_a_page_was_published(tmp_path: Path, head: str, body: str, published: str, source: str | None) -> None:
    article = one_article(tmp_path, "a.html", page(head, f"<div class='site'><article>{HEADLINE}{body}{TEXT}</article></div>"))
    assert (str(article.published), article.published_from) == (published, source)


@pytest.mark.parametrize(
    "mark", ["\f", "\x07", "\ufffe", "\x1b[31m", "&#7;", "&#12;", "&#xfffe;", "&#x1b;", "&#xD800;", "&#x110000;", "&#9999999;"]
)
def test_no_character_empties_a_page(tmp_path: Path, mark: str) -> None:
    article = one_article(
        tmp_path, "a.html", page(f"<title>Exports{mark} rise</title>", f"{BODY}<p>More{mark} of 7% it said.</p>")
    )
    assert "Exports rose by 5% to £3m" in article.text
    assert "of 7% it said." in article.text


@pytest.mark.parametrize(
    "other",
    [
        f'<ul>{"".join(f"""<li><a href="/{n}">Imports fell by {n}% last year</a></li>""" for n in range(60, 66))}</ul>',
        '<div class="related"><h3>Related</h3><a href="/1">Rents fell 66%</a> <a href="/2">A $66 loan</a></div>',
        '<p>Read more: <a href="/1">Rents fell by 66% in the year to June</a></p>',
        '<p><strong>See also: </strong><a href="/1">Rents fell by 66% in the year to June</a></p>',
        "<p>By Jane Doe in London</p>",
        "<p>Published 6 June 2066 at 9:00</p>",
        "<p>Exports rose by 5% to &pound;3m, the ministry said.</p>" * 5,
    ],
)
def test_what_is_not_the_article_gives_no_claims(tmp_path: Path, other: str) -> None:
    article = one_article(tmp_path, "a.html", page("", f"<article>{HEADLINE}{other}{TEXT}<p>That is £9m more.</p></article>"))
    assert "66" not in article.text
    assert "Jane" not in article.text
    assert article.text.count("5%") <= 2
    assert "£3m" in article.text
    assert article.text.endswith("That is £9m more.")


def test_links_in_a_sentence_are_text(tmp_path: Path) -> None:
    text = '<p>The <a href="/1">ministry</a> said <a href="/2">exports</a> rose <a href="/3">5%</a> in May, the bank by 6%.</p>'
    assert one_article(tmp_path, "a.html", page("", f"<article>{HEADLINE}{text}</article>")).text.endswith(
        "The ministry said exports rose 5% in May, the bank by 6%."
    )


@pytest.mark.parametrize(
    "wall",
    [
        "<p>Subscribe to continue reading. Only $1 a week for the first 3 months.</p>",
        "<p>To read the full story, subscribe or sign in.</p><p>Save 50% today.</p>",
        "<p>We value your privacy. We and our 842 partners store cookies.</p><button>Accept all</button>",
        "<h1>Access denied</h1><p>Error 403. You do not have permission.</p>",
        "<p>Please enable JavaScript to verify that you are not a robot.</p>",
    ],
)
def test_a_wall_is_no_article(tmp_path: Path, wall: str) -> None:
    reject = one_reject(tmp_path, "a.html", page("", f"<main>{wall}</main>"))
    assert reject.reason == "no_text"
    assert (reject.detail or "").startswith(("a wall, not an article: ", "no main text"))


def test_an_article_about_subscriptions_is_an_article(tmp_path: Path) -> None:
    text = "<p>The paper said that subscriptions rose by 5% to 3 million, and that it will ask for $2 a week from May.</p>"
    more = "<p>Its shares gained 4% on Monday in London, the most since 2017, while those of rivals lost 1% of their value.</p>"
    last = "<p>Analysts of the bank had thought that revenue of the group would fall by 2% in the first half of the year.</p>"
    assert one_article(tmp_path, "a.html", page("", f"<article>{HEADLINE}{text}{more}{last}</article>")).text.count("%") == 4


@pytest.mark.parametrize(
    ("element", "times"),
    [
        ("<br>", 15_000),
        ("<p>x</p>", 15_000),
        ('<a href="x">y</a> ', 15_000),
        ("<li>5%</li>", 15_000),
        ("<div>", 15_000),
        ("<td>5%", 15_000),
    ],
)
def test_many_small_elements_end_in_time(tmp_path: Path, element: str, times: int) -> None:
    (item,) = read(tmp_path, "a.html", page("", element * times))
    assert codes([item]) in (["article"], ["no_text"], ["too_large"])


def test_a_page_read_alone_is_the_same_page(tmp_path: Path) -> None:
    head = '<title>Exports rise</title><meta name="author" content="Jane Doe">' + said(article_published_time="2019-07-10")
    ordinary = one_article(tmp_path, "a.html", page(head, BODY))
    long = one_article(tmp_path, "a.html", page(head, BODY + f"<footer>{'<i></i>' * 20_000}</footer>"))
    assert replace(long, source_sha256=ordinary.source_sha256) == ordinary


def test_a_page_of_too_many_tags_is_said_to_be_one(tmp_path: Path) -> None:
    source = page("", "<br>" * 300_000)
    reject = one_reject(tmp_path, "a.html", source)
    assert (reject.reason, reject.detail) == ("too_large", f"HTML: {source.count('<')} tags; the limit is 200000")


def test_a_page_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallyspan.readers.alone.PATIENCE", 0.01)
    reject = one_reject(tmp_path, "a.html", page("", "<br>" * 30_000))
    assert (reject.reason, (reject.detail or "")[:44]) == ("too_large", "HTML: reading the page takes more than 30 s ")
