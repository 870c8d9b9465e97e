"""Whom claims are about, read by the whole extractor: each case is a text with its claims marked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tallyspan
from inline import difference, parse

CASES = Path(__file__).parents[1] / "cases" / "subjects.toml"


def cases() -> Iterator[Any]:
    for group, table in tomllib.loads(CASES.read_text(encoding="utf-8")).items():
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if group == "known_failures" else []
        for marked in table["cases"]:
            yield pytest.param(marked, id=f"{group}: {marked}", marks=marks)


@pytest.mark.parametrize("marked", [*cases()])
def test_claims_are_about_those_marked(marked: str) -> None:
    text, expected = parse(marked)
    spans = {(mark.start, mark.end) for mark in expected}
    marked_ones = [claim for claim in tallyspan.extract(text) if (claim.start, claim.end) in spans]
    for mark in expected:
        mark.columns = {"subjects": mark.columns["subjects"]}
    assert difference(expected, marked_ones) == []
