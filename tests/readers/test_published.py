"""Where the publication date comes from."""

import json
from datetime import date
from pathlib import Path

import pytest
from reading import one_article

from tallyspan.readers.outcome import About
from tallyspan.readers.published import date_in_metadata, date_in_name, settle

OPTION, METADATA, TEXT, NAME = date(2001, 1, 1), date(2002, 2, 2), "Thursday, September 5, 2019\n\nText.", "2004-04-04-a.txt"


@pytest.mark.parametrize(
    ("option", "metadata", "text", "name", "expected"),
    [
        (OPTION, METADATA, TEXT, NAME, (OPTION, "option")),
        (None, METADATA, TEXT, NAME, (METADATA, "metadata")),
        (None, None, TEXT, NAME, (date(2019, 9, 5), "text")),
        (None, None, "Text.", NAME, (date(2004, 4, 4), "filename")),
        (None, None, "Text.", "a.txt", (None, None)),
    ],
)
def test_order(
    option: date | None, metadata: date | None, text: str, name: str, expected: tuple[date | None, str | None]
) -> None:
    assert settle(option, About(published=metadata), text, name) == expected


def test_a_date_deep_in_the_text_is_not_its_own() -> None:
    assert settle(None, About(), "Exports rose.\n" * 200 + TEXT, "a.txt") == (None, None)


@pytest.mark.parametrize("space", ["\r", "\u2028", "\f", " ", "\n", "\u00a0", "\x1c"])
def test_any_amount_of_white_space_before_the_dateline(space: str) -> None:
    assert settle(None, About(), space * 3_000 + TEXT, "a.txt") == (date(2019, 9, 5), "text")
    assert settle(None, About(), space * 3_000 + "x" * 3_000, "a.txt") == (None, None)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-07-10", "2019-07-10"),
        (" 2019-07-10 ", "2019-07-10"),
        ("20190710", "2019-07-10"),
        ("2019/07/10", "2019-07-10"),
        ("2019-07-10 00:00:00", "2019-07-10"),
        ("2019-07-10T12:00:00.123Z", "2019-07-10"),
        ("2019-07-10 12:00 UTC", "2019-07-10"),
        # The calendar date as written, whatever the zone.
        ("2019-07-10T23:30:00-05:00", "2019-07-10"),
        ("2019-07-10T00:30:00+1400", "2019-07-10"),
        ("Wed, 10 Jul 2019 23:30:00 -0500", "2019-07-10"),
        ("10 Jul 2019 09:00:00 GMT", "2019-07-10"),
        # Not a date, or not one that a person wrote.
        ("", None),
        ("soon", None),
        ("2019", None),
        ("2019-07", None),
        ("2019-13-45", None),
        ("0001-01-01T00:00:00Z", None),
        ("9" * 5000, None),
        (1562716800, None),
        (None, None),
        (["2019-07-10"], None),
    ],
)
def test_dates_in_metadata(value: object, expected: str | None) -> None:
    found = date_in_metadata(value)
    assert (str(found) if found else None) == expected


def test_an_unreadable_date_is_an_absent_one(tmp_path: Path) -> None:
    article = one_article(tmp_path, "2019-07-10.json", json.dumps({"text": "Exports rose.", "date": "soon"}))
    assert (article.published, article.published_from) == (date(2019, 7, 10), "filename")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2019-07-10-exports.txt", "2019-07-10"),
        ("exports_2019_07_10.html", "2019-07-10"),
        ("exports.2019.07.10.html", "2019-07-10"),
        ("20190710.txt", "2019-07-10"),
        ("wire-20190710-07.txt", "2019-07-10"),
        ("2019-99-99-2019-07-10.txt", "2019-07-10"),
        ("000_20190710ab.txt", None),
        ("120190710.txt", None),
        ("2019-07.txt", None),
        ("2019-07-10/exports.txt", None),
        ("20191310.txt", None),
        ("12345678.txt", None),
        ("2019-07_10.txt", None),
    ],
)
def test_dates_in_names(name: str, expected: str | None) -> None:
    found = date_in_name(name)
    assert (str(found) if found else None) == expected
