"""Names by rule: each case is a text with its mentions marked, and there are no others."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallyspan.entities import EntityReader
from tallyspan.model import Article

CASES = Path(__file__).parents[1] / "cases" / "entities.toml"
MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)(?: ([A-Z]{2}))?(?: = ([^)]+))?\)")


@pytest.fixture(scope="module")
def reader() -> EntityReader:
    return EntityReader()


def cases() -> Iterator[Any]:
    for group, table in tomllib.loads(CASES.read_text(encoding="utf-8")).items():
        marks = [pytest.mark.xfail(strict=True, reason="known failure")] if group == "known_failures" else []
        for marked in table["cases"]:
            yield pytest.param(marked, id=f"{group}: {marked}", marks=marks)


@pytest.mark.parametrize("marked", [*cases()])
def test_finds_what_is_marked_and_nothing_else(reader: EntityReader, marked: str) -> None:
    text, expected, last = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        surface, label, code, name = match.groups()
        expected.append((len(text), surface, label, code, name))
        text += surface
        last = match.end()
    text += marked[last:]
    mentions = reader.read(Article(text), [], [])
    got = [
        (one.start, one.surface, one.label, one.entity_id, one.name if mark and mark[4] else None)
        for one, mark in zip(mentions, [*expected, *[None] * len(mentions)], strict=False)
    ]
    assert got == expected
    assert all(text[one.start : one.end] == one.surface for one in mentions)
