from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tallyspan import report
from tallyspan.model import Claim, Reject, text_digest
from tallyspan.run import Summary
from tallyspan.wording import value_text

SENTENCE = "Trade reached\n$1.2 billion in 2023."


def claim(**columns: Any) -> Claim:  # noqa: ANN401 # any column
    blank = dict.fromkeys(Claim.__dataclass_fields__)
    known = {
        "article_id": "trade.txt",
        "kind": "money",
        "start": 14,
        "end": 26,
        "surface": "$1.2 billion",
        "unit": "USD",
        "qualifier": "exact",
        "modality": "actual",
        "subjects": (),
        "sentence": SENTENCE,
        "text_sha256": text_digest(SENTENCE),
    }
    return Claim(**blank | known | columns)


SUMMARY = Summary(
    run_id="run-1",
    read=7,
    new=2,
    unchanged=3,
    revised=0,
    duplicate=1,
    rejected=1,
    claims={"money": 1, "date": 1200},
    examples=(claim(value=1.2e9),),
    stale=0,
    processed=Path("processed"),
    state="completed",
)
NOTHING = replace(SUMMARY, new=0, duplicate=0, rejected=0, claims={}, examples=())


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        ({"value": 1.2e9}, "1,200,000,000 USD"),
        ({"value": 0.6, "unit": "pp"}, "0.6 pp"),
        ({"value": 1.8e15, "unit": "JPY"}, "1,800,000,000,000,000 JPY"),
        ({"value": 482803.2, "unit": "m"}, "482,803.2 m"),
        ({"value": 10.0, "unit": "%", "qualifier": "approx"}, "about 10 %"),
        ({"value": 4.8e9, "value_low": 4.8e9, "qualifier": "min"}, "at least 4,800,000,000 USD"),
        ({"value_low": 65e6, "value_high": 70e6, "unit": "AUD", "qualifier": "range"}, "65,000,000 to 70,000,000 AUD"),
        ({"value": 43.5, "unit": "INR", "per": "kilogram"}, "43.5 INR per kilogram"),
        ({"value": 5.0, "unit": None}, "5 (unit unknown)"),
        ({"kind": "date", "date_start": date(2024, 3, 3), "date_end": date(2024, 3, 3)}, "2024-03-03"),
        ({"kind": "date", "date_start": date(2023, 1, 1), "date_end": date(2023, 12, 31)}, "2023-01-01 to 2023-12-31"),
        ({"kind": "date", "timex": "XXXX-10"}, "XXXX-10 (unresolved)"),
    ],
)
def test_values_as_a_person_reads_them(columns: dict[str, Any], shown: str) -> None:
    assert value_text(claim(**columns)) == shown


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (SUMMARY, "2 articles read, 1,201 claims written"),
        (replace(SUMMARY, new=1, claims={"money": 1}), "1 article read, 1 claim written"),
        (NOTHING, "Nothing new: all 3 articles were read before"),
        (replace(NOTHING, unchanged=1, left_out=1), "Nothing new: 1 article was read before"),
        (replace(NOTHING, unchanged=0, left_out=2), "Nothing new that can be read"),
        (replace(NOTHING, unchanged=0), "Nothing to read"),
        (replace(SUMMARY, rebuild=True), "5 articles read again, 1,201 claims written"),
    ],
)
def test_the_headline_says_what_was_done(summary: Summary, said: str) -> None:
    assert report.headline(summary) == said


def test_the_text_has_every_count_an_example_and_something_to_try() -> None:
    text = report.text(SUMMARY)
    for part in (
        "2 new, 0 revised, 3 unchanged, 1 duplicate, 1 rejected",
        "1 money, 1,200 date",
        "$1.2 billion",
        "1,200,000,000 USD",
        "processed/{claims,claims_history,articles,mentions,rejects,runs}/*.parquet",
        "read_parquet('processed/claims')",
    ):
        assert part in text
    assert text.endswith("\n")


def test_the_text_shows_two_examples_of_each_kind() -> None:
    examples = (*(claim(value=float(number), surface=f"${number}") for number in range(9)), claim(kind="date", surface="2023"))
    shown = [line.split()[1] for line in report.text(replace(SUMMARY, examples=examples)).splitlines() if line.startswith("  ")]
    assert shown == ["2023", "$0", "$1"]


def test_what_was_left_out_is_named_and_where_all_of_it_is() -> None:
    rejects = tuple(Reject("read", "empty", source_path=f"{number}.txt") for number in range(12))
    summary = replace(SUMMARY, rejected=12, rejects=rejects, left_out=3)
    lines = report.text(summary).splitlines()
    place = next(place for place, line in enumerate(lines) if line.startswith("Left out"))
    assert lines[place] == f"Left out  12 by this run; 3 again, as before: all are in {SUMMARY.processed}/rejects"
    assert lines[place + 1 : place + 12] == [*(f"  {number}.txt: empty" for number in range(10)), "  ... 2 more"]
    assert "- 9.txt: empty\n" in report.markdown(summary)
    assert {"source": "11.txt", "reason": "empty", "detail": ""} in report.reject_rows(summary)


def test_a_stopped_run_says_why_and_what_is_left() -> None:
    shown = report.markdown(replace(SUMMARY, undone=7), "No space left on device: processed/claims")
    assert shown.startswith("**Stopped: No space left on device: processed/claims**\n")
    assert "| left for the next run | 7 |" in shown


def test_articles_of_another_extractor_are_told_of_and_only_they() -> None:
    assert "4 articles of another extractor" in report.text(replace(SUMMARY, stale=4))
    assert "| articles of another extractor | 4 |" in report.markdown(replace(SUMMARY, stale=4))
    assert "another extractor" not in report.text(SUMMARY) + report.markdown(SUMMARY)


def test_markdown_is_one_table_row_for_each_count() -> None:
    rows = [line for line in report.markdown(SUMMARY).splitlines() if line.startswith("| ")]
    assert rows[1:] == [
        "| articles new | 2 |",
        "| articles revised | 0 |",
        "| articles unchanged | 3 |",
        "| articles duplicate | 1 |",
        "| articles rejected | 1 |",
        "| money claims | 1 |",
        "| date claims | 1,200 |",
    ]


def test_example_rows_are_at_most_50_lines_of_text() -> None:
    rows = report.example_rows(replace(SUMMARY, examples=(claim(value=1.2e9),) * 60))
    assert len(rows) == 50
    assert rows[0]["sentence"] == "Trade reached $1.2 billion in 2023."
