"""Dates, read by the kind itself: no spaCy, no other kind."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inline import difference, parse
from tallyspan import rules
from tallyspan.kinds.date import DateKind, FiscalYears, dateline, resolve
from tallyspan.lexer import Sentence
from tallyspan.numbers import NumberReader
from tallyspan.places import Places
from tallyspan.reading import Reading
from tallyspan.sentences import Splitter

TABLES = tomllib.loads((Path(__file__).parents[1] / "cases" / "date.toml").read_text(encoding="utf-8"))
KIND = DateKind(rules.read("date"), FiscalYears(rules.read("fiscal"), Places(rules.read("country"), rules.read("place"))))
NUMBERS = NumberReader(rules.read("number"))
SPLITTER = Splitter(**rules.read("sentence"))
WORDS = [
    *sorted(KIND.triggers()),
    "the",
    "of",
    "in",
    "to",
    "and",
    "-",
    "/",
    "4",
    "31",
    "2019",
    "'98",
    "th",
    "last",
    "next",
    "ago",
    "1990s",
    ",",
    ".",
    "end",
]


def found(text: str) -> list[Reading]:
    readings: list[Reading] = []
    for start, end in SPLITTER.split(text):
        sentence = Sentence(text, start, end)
        readings += KIND.find(sentence, NUMBERS.read(sentence))
    return readings


def settled(text: str, published: date | None) -> list[Reading]:
    return list(KIND.resolve(found(text), text, published))


def wrong(marked: str, published: date | None) -> list[str]:
    text, expected = parse(marked)
    got = [SimpleNamespace(surface=text[r.start : r.end], **r._asdict()) for r in settled(text, published)]
    return difference(expected, got)


def cases() -> Iterator[object]:
    for name, table in TABLES.items():
        published = date.fromisoformat(table["published"]) if "published" in table else None
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if name == "known_failures" else []
        for case in table["cases"]:
            yield pytest.param(case, published, id=f"{name}: {case}", marks=marks)


@pytest.mark.parametrize(("case", "published"), list(cases()))
def test_case(case: str, published: date | None) -> None:
    assert wrong(case, published) == []


def examples() -> Iterator[object]:
    data = rules.read("date")
    published = date.fromisoformat(data.pop("published"))
    for name, entries in data.items():
        for entry in entries if isinstance(entries, list) else [entries]:
            for sentence in [*entry.get("examples", []), *entry.get("not_examples", [])]:
                yield pytest.param(sentence, published, id=f"{name}: {sentence}")


@pytest.mark.parametrize(("sentence", "published"), list(examples()))
def test_example_of_the_rules(sentence: str, published: date) -> None:
    assert wrong(sentence, published) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Taipei lights up\n\nMonday, March 5, 2007\n\nThe feast began.", date(2007, 3, 5)),
        ("Ministers to Meet - 2002-01-18\nThe ministers travel.", date(2002, 1, 18)),
        ("LONDON, July 4, 2019 (Reuters) - Shares rose.", date(2019, 7, 4)),
        ("LONDON, 4 July 2019 - Shares rose.", date(2019, 7, 4)),
        ("NEW YORK (July 4, 2019) -- Shares rose.", date(2019, 7, 4)),
        ("Shares rise\nPublished: 4 July 2019", date(2019, 7, 4)),
        ("Shares rise\nPublished 4 July 2019, 10:30 GMT\nShares rose.", date(2019, 7, 4)),
        ("Shares rise\nBy Jane Roe | 12 March 2024\nShares rose.", date(2024, 3, 12)),
        ("Shares rise\nUpdated 5 July 2019\nPublished 4 July 2019\nShares rose.", date(2019, 7, 4)),
        ("Shares rise\nJuly 4, 2019 10:30 am\nShares rose.", date(2019, 7, 4)),
        ("It was signed on July 4, 2019 in London.", None),
        ("The war that began on July 4, 2019", None),
        ("LONDON, July 4 (Reuters) - Shares rose.", None),
        ("Monday, February 31, 2007", None),
        ("Shares rose in July 2019", None),
        ("", None),
    ],
)
def test_dateline(head: str, expected: date | None) -> None:
    assert dateline(head) == expected


@pytest.mark.parametrize(
    ("surface", "published", "timex"),
    [
        ("Aug. 26", date(1989, 10, 30), "1989-08-26"),
        ("1949", date(1999, 3, 12), "1949"),
        ("fall 1998", date(1999, 3, 12), "1998-FA"),
        ("the past two years", date(2020, 3, 1), "2018-03-01/2020-03-01"),
        ("[Ten] years ago", date(2011, 3, 8), "2001"),
        ("nineteen ninety-seven", date(1998, 2, 27), "1997"),
        ("year-end", date(1989, 10, 30), "1989"),
        ("2-13-98", date(1998, 2, 27), "1998-02-13"),
    ],
)
def test_marked_text_needs_no_evidence(surface: str, published: date, timex: str) -> None:
    reading = resolve(surface, published)
    assert reading is not None
    assert reading.timex == timex


def test_spans_do_not_depend_on_what_follows_or_on_the_publication_date() -> None:
    text = "It struck on Friday, and again on 04/07/2019 in May."
    longer = f"{text} It was signed on 31/12/2018."
    spans = [(r.start, r.end, r.rule_id) for r in settled(text, None)]
    assert len(spans) == 3
    assert [(r.start, r.end, r.rule_id) for r in settled(longer, date(2019, 8, 6))][:3] == spans


def test_other_dates_of_the_article_settle_the_order_of_numeric_ones() -> None:
    first, _ = settled("It rose on 03/04/2018. It fell on 31/12/2018.", None)
    assert first.date_start == date(2018, 4, 3)


@pytest.mark.parametrize(
    ("surface", "timex"),
    [
        ("March this year [2019]", "2019-03"),
        ("March last year [2018]", "2018-03"),
        ("last year [2018]", "2018"),
        ("March [2018]", "2018-03"),
    ],
)
def test_an_editor_s_year_in_brackets_beats_that_of_the_speaker(surface: str, timex: str) -> None:
    text = f"It was there until {surface}, he said."
    (reading,) = settled(text, date(2020, 7, 6))
    assert (text[reading.start : reading.end], reading.timex) == (surface, timex)


def test_settling_survives_msgpack_which_makes_lists_of_tuples() -> None:
    readings = found("It ran from May to July last year.")
    as_lists = [reading._replace(pending=_lists(reading.pending)) for reading in readings]
    assert next(iter(KIND.resolve(as_lists, "", date(2019, 8, 6)))).date_start is not None


def _lists(value: object) -> object:
    return [_lists(item) for item in value] if isinstance(value, tuple) else value


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=12).map("".join),
    ),
    st.one_of(st.none(), st.dates()),
)
def test_no_text_raises_and_spans_stay_apart_and_inside(text: str, published: date | None) -> None:
    last = 0
    readings = settled(text, published)
    for reading in readings:
        assert last <= reading.start < reading.end <= len(text)
        assert (reading.date_start is None) == (reading.date_end is None) == (reading.resolved_from is None)
        assert reading.date_start is None or reading.date_start <= reading.date_end
        last = reading.end
    assert [(r.start, r.end) for r in readings] == [(r.start, r.end) for r in found(text)]
