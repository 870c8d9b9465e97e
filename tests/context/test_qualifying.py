"""Qualifier, direction and denominator, mended by structure: sentences with each amount marked."""

import pytest

import tallyspan
from inline import cases, difference, parse

COMPARED = ("qualifier", "direction", "per")


@pytest.mark.parametrize(("marked", "published"), [*cases("qualifying")])
def test_amount_is_qualified_as_marked(marked: str, published: str | None) -> None:
    """A mark that names no direction or denominator says that there is none."""
    text, expected = parse(marked)
    for mark in expected:
        dated = mark.columns["kind"] == "date"
        mark.columns = {} if dated else {column: mark.columns.get(column) for column in COMPARED}
    assert difference(expected, tallyspan.extract(text, published)) == []
