"""Field names of other programs."""

from datetime import date

import pytest

from tallyspan.readers.metadata import about, said
from tallyspan.readers.outcome import About

NEWS_PLEASE = {
    "authors": ["Jane Doe", "John Roe"],
    "date_download": "2019-07-12 08:00:00",
    "date_modify": None,
    "date_publish": "2019-07-10 23:30:00",
    "description": "In short.",
    "filename": "x.html.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": "Exports rose by 5%.",
    "source_domain": "www.example.com",
    "title": "Exports rise",
    "title_page": None,
    "title_rss": None,
    "url": "https://www.example.com/exports",
}
TRAFILATURA = {
    "title": "Exports rise",
    "author": "Jane Doe; John Roe",
    "hostname": "www.example.com",
    "date": "2019-07-10",
    "fingerprint": "abc",
    "id": None,
    "raw_text": "Exports rose by 5%.",
    "text": "Exports rose by 5%.",
    "source": "https://www.example.com/exports",
    "source-hostname": "The Site",
    "excerpt": "In short.",
}
SCHEMA_ORG = {
    "headline": "Exports rise",
    "articleBody": "Exports rose by 5%.",
    "datePublished": "2019-07-10T23:30:00-05:00",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "The Site"},
    "url": "https://www.example.com/exports",
}
EXPECTED = About(
    url="https://www.example.com/exports",
    title="Exports rise",
    authors=("Jane Doe", "John Roe"),
    published=date(2019, 7, 10),
)


@pytest.mark.parametrize(
    ("record", "publisher"),
    [(NEWS_PLEASE, "www.example.com"), (TRAFILATURA, "www.example.com"), (SCHEMA_ORG, "The Site")],
)
def test_other_programs(record: dict[str, object], publisher: str) -> None:
    details = about(record)
    assert details.publisher == publisher
    assert About(details.id, details.url, details.title, details.authors, None, details.published) == EXPECTED
    assert next(said(record, "text")) == "Exports rose by 5%."


def test_our_own_names() -> None:
    record = {"id": "a-1", "text": "x", "published": "2019-07-10", "title": "T", "url": "https://example.com/a"}
    assert about(record) == About("a-1", "https://example.com/a", "T", (), None, date(2019, 7, 10))


@pytest.mark.parametrize(
    ("record", "details"),
    [
        ({}, About()),
        ({"id": 17}, About(id="17")),
        ({"id": True}, About()),
        ({"id": " ", "article_id": "b"}, About(id="b")),
        ({"id": ["x"]}, About()),
        ({"url": "not an address"}, About()),
        ({"source": "The Site"}, About(publisher="The Site")),
        ({"title": None, "headline": " H "}, About(title="H")),
        ({"author": "Jane Doe"}, About(authors=("Jane Doe",))),
        ({"authors": [], "author": "Jane Doe"}, About(authors=("Jane Doe",))),
        ({"authors": [None, 5, {"x": 1}]}, About()),
        ({"date": "soon", "datePublished": "2019-07-10"}, About(published=date(2019, 7, 10))),
        ({"date": {"day": 1}}, About()),
    ],
)
def test_odd_values(record: dict[str, object], details: About) -> None:
    assert about(record) == details
