"""Every example in the rule data holds, and every counter-example too."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

import tallyspan
from inline import difference, parse
from tallyspan import rules

TOPICS = sorted(path.name.removesuffix(".toml") for path in files(rules).iterdir() if path.name.endswith(".toml"))


def sentences(key: str) -> Iterator[Any]:
    """Yield each sentence under ``key`` of any entry of any rule file, with its topic and publication date."""
    for topic in TOPICS:
        table = rules.read(topic)
        for entries in table.values():
            for entry in entries if isinstance(entries, list) else [entries]:
                for sentence in entry.get(key, ()) if isinstance(entry, dict) else ():
                    yield pytest.param(sentence, table.get("published"), id=f"{topic}: {sentence}")


@pytest.mark.parametrize(("marked", "published"), [*sentences("examples")])
def test_example_is_read_as_marked(marked: str, published: str | date | None) -> None:
    text, expected = parse(marked)
    assert expected, "an example marks at least one claim"
    assert difference(expected, tallyspan.extract(text, published)) == []


@pytest.mark.parametrize(("sentence", "published"), [*sentences("not_examples")])
def test_counter_example_holds_no_claim(sentence: str, published: str | date | None) -> None:
    text, expected = parse(sentence)
    assert not expected, "a counter-example marks nothing"
    assert difference([], tallyspan.extract(text, published)) == []


def test_fingerprint_is_stable() -> None:
    assert rules.fingerprint() == rules.fingerprint()
    assert len(rules.fingerprint()) == 12
