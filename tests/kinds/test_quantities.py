"""Money, percentages and distances, as rules read them: each case is a sentence with its claims marked."""

import pytest

from inline import by_rules, cases, difference, parse


@pytest.mark.parametrize(("marked", "published"), [*cases("money", "percent", "distance", "news")])
def test_reads_what_is_marked_and_nothing_else(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    quantities = [claim for claim in by_rules(text, published) if claim.kind != "date"]
    assert difference(expected, quantities) == []


@pytest.mark.parametrize(("marked", "published"), [*cases("wire")])
def test_reads_every_claim_of_the_newswire(marked: str, published: str) -> None:
    text, expected = parse(marked)
    assert difference(expected, by_rules(text, published)) == []


@pytest.mark.parametrize(("marked", "published"), [*cases("currency")])
def test_tells_whose_money_it_is(marked: str, published: str) -> None:
    text, expected = parse(marked)
    money = [claim for claim in by_rules(text, published) if claim.kind == "money"]
    assert difference(expected, money) == []


@pytest.mark.parametrize(("marked", "published"), [*cases("forms", "silence")])
def test_reads_every_form_and_nothing_else(marked: str, published: str) -> None:
    text, expected = parse(marked)
    assert difference(expected, by_rules(text, published)) == []


@pytest.mark.parametrize(("marked", "published"), [*cases("fiscal", "stretches", "reference")])
def test_settles_periods_and_what_dates_lean_on(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    dates = [claim for claim in by_rules(text, published) if claim.kind == "date"]
    assert difference(expected, dates) == []
