"""Money, percentages and distances, read by the whole extractor: each case is a sentence with its claims marked."""

import pytest

import tallyspan
from inline import cases, difference, parse


@pytest.mark.parametrize(("marked", "published"), [*cases("money", "percent", "distance", "news")])
def test_reads_what_is_marked_and_nothing_else(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    quantities = [claim for claim in tallyspan.extract(text, published) if claim.kind != "date"]
    assert difference(expected, quantities) == []


@pytest.mark.parametrize(("marked", "published"), [*cases("wire")])
def test_reads_every_claim_of_the_newswire(marked: str, published: str) -> None:
    text, expected = parse(marked)
    assert difference(expected, tallyspan.extract(text, published)) == []
