"""The Python interface: what ``import tallyspan`` offers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

import tallyspan
from tallyspan import Article

TEXT = "Trade rose by 10% to $1.2 billion last month."


def test_every_name_offered_is_there() -> None:
    assert all(hasattr(tallyspan, name) for name in tallyspan.__all__)
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        tallyspan.extrakt  # noqa: B018


def test_extract_reads_values_and_exact_characters() -> None:
    claims = tallyspan.extract(TEXT, published="2024-03-12")
    assert [(claim.kind, TEXT[claim.start : claim.end], claim.value, claim.unit) for claim in claims] == [
        ("percent", "10%", 10.0, "%"),
        ("money", "$1.2 billion", 1.2e9, "USD"),
        ("date", "last month", None, None),
    ]
    assert (claims[2].date_start, claims[2].date_end) == (date(2024, 2, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    "published", ["2024-03-12", "2024-03-12T08:30:00+00:00", date(2024, 3, 12), datetime(2024, 3, 12, 8, 30, tzinfo=UTC)]
)
def test_published_may_be_any_form_of_a_day(published: date | str) -> None:
    assert {claim.published for claim in tallyspan.extract(TEXT, published)} == {date(2024, 3, 12)}


def test_without_a_publication_date_relative_dates_stay_unresolved() -> None:
    assert tallyspan.extract(TEXT)[2].date_start is None


def test_published_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="last Tuesday"):
        tallyspan.extract(TEXT, published="last Tuesday")


@pytest.mark.parametrize("published", ["2024-03-12", datetime(2024, 3, 12, 8, 30, tzinfo=UTC), 0])
def test_an_article_takes_nothing_but_a_date(published: Any) -> None:  # noqa: ANN401 # anything
    with pytest.raises(TypeError, match=r"published is a datetime\.date or None, not"):
        Article(TEXT, published=published)


def test_extract_many_keeps_order_and_reads_no_further_than_it_must() -> None:
    taken = []

    def endless() -> Iterator[Article]:
        while True:
            taken.append(len(taken))
            yield Article(text=f"It cost ${len(taken)}.", article_id=str(len(taken)))

    extractions = tallyspan.extract_many(endless())
    first = [next(extractions) for _ in range(3)]
    assert [(extraction.article.article_id, extraction.claims[0].value) for extraction in first] == [
        ("1", 1.0),
        ("2", 2.0),
        ("3", 3.0),
    ]
    assert len(taken) < 1000


def test_a_nameless_article_is_called_by_its_hash() -> None:
    (claim, *_) = tallyspan.extract(TEXT)
    assert claim.article_id == claim.text_sha256 == Article(text=TEXT).text_sha256


def test_load_gives_an_extractor_that_names_itself() -> None:
    extractor = tallyspan.load()
    claim = extractor.extract(Article(text=TEXT)).claims[0]
    assert claim.extractor == extractor.name
