"""Names by rule: each case is a text with its mentions marked, and there are no others."""

import re

import pytest

from inline import cases
from tallyspan.entities import EntityReader
from tallyspan.model import Article

MARK = re.compile(r"\[([^\]]+)\]\(([A-Z]+)(?: ([A-Z]{2}))?(?: = ([^)]+))?\)")


@pytest.fixture(scope="module")
def reader() -> EntityReader:
    return EntityReader()


@pytest.mark.parametrize(("marked", "published"), [*cases("entities")])
def test_finds_what_is_marked_and_nothing_else(reader: EntityReader, marked: str, published: None) -> None:
    assert published is None, "names need no date"
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
