"""A recogniser's names, brought to the table's conventions: each case is a text, what was found, and what must come out."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallyspan.entities import EntityReader, Span
from tallyspan.model import Article, Mention

CASES = Path(__file__).parents[1] / "cases" / "recognised.toml"


@pytest.fixture(scope="module")
def reader() -> EntityReader:
    return EntityReader()


def cases() -> Iterator[Any]:
    for group, entries in tomllib.loads(CASES.read_text(encoding="utf-8")).items():
        for entry in entries:
            yield pytest.param(entry, id=f"{group}: {entry['text']}")


def spans(text: str, found: list[str], end: int = 0) -> Iterator[Span]:
    """Yield each of ``found`` where ``text`` has it next."""
    for one in found:
        label, _, surface = one.partition(" ")
        start = text.index(surface, end)
        end = start + len(surface)
        yield Span(start, end, label)


def described(mention: Mention, pattern: str) -> str:
    """Return ``mention`` in the words of the case, as much of it as ``pattern`` speaks of."""
    code = f" {mention.entity_id}" if mention.entity_id else ""
    name = f" = {mention.name}" if " = " in pattern else ""
    return f"{mention.label}{code} {mention.surface}{name}"


@pytest.mark.parametrize("case", [*cases()])
def test_mends_what_was_found(reader: EntityReader, case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = reader.read(Article(text), [*spans(text, case["found"], case.get("from", 0))], [])
    expected = case["mentions"]
    assert [described(one, said) for one, said in zip(mentions, [*expected, *[""] * len(mentions)], strict=False)] == expected
