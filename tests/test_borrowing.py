"""Numbers without a unit that somebody takes for amounts: whose unit they get, and what the words around them add."""

import re

import pytest
import spacy

import tallyspan
from tallyspan.borrowing import Lender, lenders
from tallyspan.component import BARE, READINGS, SENTENCES, SPANS, ClaimFinder

BORROWED = re.compile(r"\[([^\]]+)\]")


def borrowed(marked: str, kind: str) -> list[tuple[str, float | None, str | None, str]]:
    """Return the claims that the numbers in brackets are, if they are amounts of ``kind``: surface, value, unit, qualifier."""
    text, amounts = marked, {}
    while match := BORROWED.search(text):
        amounts[match.start()] = kind
        text = f"{text[: match.start()]}{match[1]}{text[match.end() :]}"
    nlp = spacy.blank("en")
    finder = ClaimFinder(nlp.vocab)
    attrs = finder(nlp(text)).spans[SPANS].attrs
    assert amounts.keys() <= {start for start, _ in attrs[BARE]}, "a number that is taken for an amount is part of no claim"
    lender, from_whom = Lender(finder.numbers, finder.kinds), lenders(text, attrs[READINGS])
    found = [one for bounds in attrs[SENTENCES] for one in lender.claims(text, bounds, amounts, from_whom)]
    assert {one.unit_from for one in found} <= {"neighbour", "span"}
    return [(text[one.start : one.end], one.value, one.unit, one.qualifier) for one in found]


@pytest.mark.parametrize(
    ("marked", "kind", "claims"),
    [
        ("He paid €100 in May. In June it was [70].", "money", [("70", 70, "EUR", "exact")]),
        ("He paid €100 in May. In June it was about [70].", "money", [("70", 70, "EUR", "approx")]),
        ("It earned $1.2bn. For years the figure had stood at [900]k.", "money", [("900k", 9e5, "USD", "exact")]),
        ("It pays 34 cts. The year before it paid [21].", "money", [("21", 0.21, "USD", "exact")]),
        ("It pays 34 cts. Its net was [1,203,000] then.", "money", [("1,203,000", 1203000, "USD", "exact")]),
        ("Turnout was 41 percent, and in the south [35].", "percent", [("35", 35, "%", "exact")]),
        ("She swam 30 miles. He had managed [12].", "distance", [("12", 19312.128, "m", "exact")]),
        ("Labour has 41 percent. Its lead is [12] points.", "percent", [("12 points", 12, "pp", "exact")]),
        ("Diesel was 10,000 Iraqi dinars ($8.40). Now it is [25,000].", "money", [("25,000", 25000, "IQD", "exact")]),
        ("The house of 12 rooms costs [29].", "money", []),
    ],
)
def test_a_number_has_the_unit_of_the_nearest_of_its_kind(marked: str, kind: str, claims: list[object]) -> None:
    assert borrowed(marked, kind) == claims


def test_the_nearest_lends() -> None:
    text = "It rose to €5. Later, shares in Oslo were worth 70 kroner, yet [45] a week ago."
    assert borrowed(text, "money") == [("45", 45, "NOK", "exact")]


def test_two_numbers_of_one_range_are_one_claim() -> None:
    text = "Fares were $5. Now they are between [7] and [9]."
    assert [surface for surface, *_ in borrowed(text, "money")] == ["7 and 9"]


@pytest.mark.parametrize("text", ["It is worth 32 . 99 now.", "Priced at 101 1 / 4 in May.", "Dial *219# at home."])
def test_parts_of_something_longer_are_no_numbers(text: str) -> None:
    nlp = spacy.blank("en")
    assert ClaimFinder(nlp.vocab)(nlp(text)).spans[SPANS].attrs[BARE] == []


@pytest.mark.parametrize(
    "text",
    [
        "He left the company. She is 38 and has two children, and the loan is $5 million.",
        "In 2019 the city had 40,000 people. A ticket costs €12.",
        "The first €300m was spent. It lived for 2 million years.",
        "Smith (45), who owns 51 percent, and Jones (38) run it.",
        pytest.param("Net 18.4 mln dlrs vs 15.6 mln Avg shrs 18.0 mln vs 17.9 mln", marks=pytest.mark.xfail(strict=True)),
        "He shot 43 percent from the field and 7-of-12 from beyond the arc.",
    ],
)
def test_what_counts_something_else_is_no_amount(text: str) -> None:
    assert [claim.surface for claim in tallyspan.extract(text) if ".reader" in claim.rule_id] == []
