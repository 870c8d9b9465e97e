"""The time for which a number holds: sentences with each claim marked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tallyspan
from inline import difference, parse

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "holding_time.toml").read_text(encoding="utf-8"))
COMPARED = ("time_start", "time_end")


def cases() -> Iterator[Any]:
    for group, table in CASES.items():
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if group == "known_failures" else []
        for marked in table["cases"]:
            yield pytest.param(marked, table["published"], id=f"{group}: {marked}", marks=marks)


@pytest.mark.parametrize(("marked", "published"), [*cases()])
def test_number_holds_for_the_time_marked(marked: str, published: str) -> None:
    text, expected = parse(marked)
    for mark in expected:
        mark.columns = {column: mark.columns[column] for column in COMPARED if column in mark.columns}
    assert difference(expected, tallyspan.extract(text, published)) == []
