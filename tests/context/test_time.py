"""The time for which a number holds: sentences with each claim marked."""

import pytest

import tallyspan
from inline import cases, difference, parse

COMPARED = ("time_start", "time_end")


@pytest.mark.parametrize(("marked", "published"), [*cases("holding_time")])
def test_number_holds_for_the_time_marked(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    for mark in expected:
        mark.columns = {column: mark.columns[column] for column in COMPARED if column in mark.columns}
    assert difference(expected, tallyspan.extract(text, published)) == []
