"""What each claim measures, read by the whole extractor: each case is a sentence with its claims and their measures marked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tallyspan
from inline import cases, difference, parse
from tallyspan import nlp
from tallyspan.context.measure.words.participles import Participles
from tallyspan.model import Article, Claim

PUBLISHED = date(2020, 5, 20)
WORDS = [
    "exports", "rose", "5%", "$3 million", "10 km", "of", "the", "(", ")", "in 2019", "it", "which", "cost", "to", "a", "-", ",",
    "worth",
    "and", "that", "high", "south", "\u201c", ":", "was", "budget", "is", "per", "month", "\n",
]  # fmt: skip


@pytest.mark.parametrize(("marked", "published"), [*cases("measure", "measure_percent", "event", "length", "sum")])
def test_measures_are_as_marked(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    assert difference(expected, tallyspan.extract(text, published or PUBLISHED)) == []


@pytest.fixture(scope="module")
def blank() -> nlp.Extractor:
    return nlp.load("blank")


def measures(claims: tuple[Claim, ...]) -> list[tuple[str, str | None]]:
    return [(claim.surface, claim.measure) for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They share a 1,200-kilometre border.", [("1,200-kilometre", "border")]),
        ("About 10% of foreign investment is Dutch.", [("10%", "foreign investment")]),
        ("The firm made a profit of $3 million.", [("$3 million", "profit")]),
        ("Unemployment: 5.2%", [("5.2%", "Unemployment")]),
        ("They paid $2 million ($3 million).", [("$2 million", None), ("$3 million", None)]),
        ("The bridge fell in 2019.", [("2019", None)]),
    ],
)
def test_without_a_model_only_what_stands_beside_counts(
    blank: nlp.Extractor, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert measures(blank.extract(Article(text)).claims) == expected


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
def test_a_measure_is_a_phrase_or_nothing(words: list[str]) -> None:
    for claim in tallyspan.extract(" ".join(words)):
        if claim.measure is not None:
            assert claim.measure == " ".join(claim.measure.split())
            assert any(map(str.isalpha, claim.measure))
            assert claim.surface not in claim.measure.split(" and ")
            assert len(claim.measure.split()) <= 24


@pytest.mark.parametrize(
    ("form", "past", "gerund"),
    [
        ("seizes", "seized", "seizing"), ("carried", "carried", "carrying"), ("passes", "passed", "passing"),
        ("agreed", "agreed", "agreeing"), ("tries", "tried", "trying"), ("enjoys", "enjoyed", "enjoying"),
        ("withholding", "withheld", "withholding"), ("paid", "paid", "paying"), ("lie", "lain", "lying"),
        ("planning", "planned", "planning"),
    ],
)  # fmt: skip
def test_participles(form: str, past: str, gerund: str) -> None:
    verbs = Participles(["pay paid paid", "hold held held", "lie lay lain", "plan planned planned"])
    assert (verbs.past(form), verbs.gerund(form)) == (past, gerund)
