"""Hostile text: nothing is raised, and no byte of it takes much longer than one of ordinary text."""

import time
from pathlib import Path

import pytest

from hostile import REPEATED, defects, faults, files, texts
from tallyspan import Article, nlp

EXTRACTOR, RULES_ALONE = nlp.load(), nlp.load("blank")
SEED, TEXTS = 20190704, 400
ORDINARY = """
The ministry of trade said in a statement that exports to the neighbouring countries had grown again in the first half
of the year, by 5.4 percent to $3.2 billion, while imports hardly changed. Officials hope that a new road of 120
kilometres, which is to be finished before winter, will make it easier for farmers to bring their goods to the border
and to sell them there. Nobody could say what the works will cost, or who is to pay for them; the companies that were
asked did not want to comment, and the mayor, who had promised to answer all questions, did not come to the meeting that
he had called.

"""
TIMES = 20  # as long as a byte of ordinary text


def test_no_text_is_too_strange() -> None:
    assert [(text, found) for text in texts(TEXTS, SEED) if (found := faults(EXTRACTOR, text))] == []


def test_no_file_is_too_strange(tmp_path: Path) -> None:
    assert [(name, data, found) for name, data in files(TEXTS, SEED) if (found := defects(tmp_path, name, data))] == []


def seconds_a_byte(extractor: nlp.Extractor, unit: str, size: int) -> float:
    article = Article(unit * (size // len(unit)))
    begun = time.process_time()
    assert extractor.extract(article).rejects == ()
    return (time.process_time() - begun) / size


@pytest.fixture(scope="module")
def ordinary() -> dict[str, float]:
    return {one.name: min(seconds_a_byte(one, ORDINARY, 20_000) for _ in range(3)) for one in (EXTRACTOR, RULES_ALONE)}


def least(extractor: nlp.Extractor, unit: str, size: int, enough: float) -> float:
    """Return the shortest of some measurements: what else the machine does only makes them longer."""
    shortest = seconds_a_byte(extractor, unit, size)
    for _ in range(3):
        if shortest <= enough:
            break
        shortest = min(shortest, seconds_a_byte(extractor, unit, size))
    return shortest


@pytest.mark.parametrize("unit", REPEATED)
def test_time_with_rules_alone(unit: str, ordinary: dict[str, float]) -> None:
    most = TIMES * ordinary[RULES_ALONE.name]
    assert least(RULES_ALONE, unit, 8_000, most) <= most


@pytest.mark.parametrize("unit", REPEATED[:30])
def test_time_with_the_model(unit: str, ordinary: dict[str, float]) -> None:
    most = TIMES * ordinary[EXTRACTOR.name]
    assert least(EXTRACTOR, unit, 4_000, most) <= most


def test_claims_in_a_crowd_keep_their_values() -> None:
    """A list of nothing but figures gets no context, and every figure has its row all the same."""
    claims = EXTRACTOR.extract(Article(ORDINARY + "$1, 2%. " * 500)).claims
    assert [claim.surface for claim in claims if claim.kind in {"money", "percent"}][-1000:] == ["$1", "2%"] * 500
    assert all(claim.context_confidence is None for claim in claims[-900:-80]), "but for the last chunk, which may be no crowd"
    assert all(claim.context_confidence is not None for claim in claims[:3])
