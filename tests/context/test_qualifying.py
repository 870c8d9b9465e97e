"""Qualifier, direction and denominator, mended by structure: sentences with each amount marked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tallyspan
from inline import difference, parse

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "qualifying.toml").read_text(encoding="utf-8"))
COMPARED = ("qualifier", "direction", "per")


def cases() -> Iterator[Any]:
    for group, table in CASES.items():
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if group == "known_failures" else []
        for marked in table["cases"]:
            yield pytest.param(marked, id=f"{group}: {marked}", marks=marks)


@pytest.mark.parametrize("marked", [*cases()])
def test_amount_is_qualified_as_marked(marked: str) -> None:
    """A mark that names no direction or denominator says that there is none."""
    text, expected = parse(marked)
    for mark in expected:
        dated = mark.columns["kind"] == "date"
        mark.columns = {} if dated else {column: mark.columns.get(column) for column in COMPARED}
    assert difference(expected, tallyspan.extract(text)) == []
