"""Money, percentages and distances, read by the whole extractor: each case is a sentence with its claims marked."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tallyspan
from inline import difference, parse

CASES = Path(__file__).parents[1] / "cases"


def cases() -> Iterator[Any]:
    for kind in ("money", "percent", "distance", "news"):
        for group, table in tomllib.loads((CASES / f"{kind}.toml").read_text(encoding="utf-8")).items():
            marks = [pytest.mark.xfail(strict=True, reason="known failure")] if group == "known_failures" else []
            for marked in table["cases"]:
                yield pytest.param(marked, id=f"{kind} {group}: {marked}", marks=marks)


@pytest.mark.parametrize("marked", [*cases()])
def test_reads_what_is_marked_and_nothing_else(marked: str) -> None:
    text, expected = parse(marked)
    quantities = [claim for claim in tallyspan.extract(text) if claim.kind != "date"]
    assert difference(expected, quantities) == []
