"""Whom claims are about, read by the whole extractor: each case is a text with its claims marked."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tallyspan
from inline import cases, difference, parse
from tallyspan import Article, nlp
from tallyspan.context.subjects.reader import SubjectReader
from tallyspan.reading import Reading

FRAGMENTS = [
    *(
        "its",
        "he",
        "they",
        "I",
        "who",
        "which",
        "that",
        "the company",
        "both countries",
        "the two sides",
        "this figure",
        "the fund",
    ),
    *("of", "in", "to", "from", "by", "and", ",", "(", ")", ".", "\n", "said", "rose", "fell", "was", "paid", "north of"),
    *("5%", "$3 million", "10 km", "2015", "Kenya", "Kenyan", "France", "Nokia", "Maria Lopez", "the World Bank"),
]


@pytest.mark.parametrize(("marked", "published"), [*cases("subjects")])
def test_claims_are_about_those_marked(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    spans = {(mark.start, mark.end) for mark in expected}
    marked_ones = [claim for claim in tallyspan.extract(text, published) if (claim.start, claim.end) in spans]
    for mark in expected:
        mark.columns = {"subjects": mark.columns["subjects"]}
    assert difference(expected, marked_ones) == []


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(" ".join))
def test_subjects_are_names_of_the_text_each_once(text: str) -> None:
    for claim in tallyspan.extract(text):
        spans = [(one.start, one.end) for one in claim.subjects]
        assert [text[start:end] for start, end in spans] == [one.text for one in claim.subjects]
        assert all(text[start:end].strip() for start, end in spans)
        assert len(set(spans)) == len(spans)
        ids = [one.entity_id for one in claim.subjects if one.entity_id is not None]
        assert len(set(ids)) == len(ids)
        assert all(end <= claim.start or claim.end <= start for start, end in spans)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Kenya spent $5 million on schools.", ("Kenya",)),
        ("The Kenya government, which owes much, spent $5 million.", ()),
        ("Kenya said France spent $5 million.", ()),
        ("Prices in Kenya rose 5%.", ()),
    ],
)
def test_without_a_model_only_what_is_sound(text: str, about: tuple[str, ...]) -> None:
    (claim,) = nlp.load("blank").extract(Article(text)).claims
    assert tuple(one.text for one in claim.subjects) == about


@pytest.mark.parametrize(
    ("third", "wanted"),
    [
        ("It paid $5 million.", {0, 1, 2}),
        ("The company paid $5 million.", {0, 1, 2}),
        ("The two sides paid $5 million.", {0, 1, 2}),
        ("Nokia paid $5 million.", {0, 1}),
        ("Nobody paid.", set()),
    ],
)
def test_only_sentences_that_lean_on_another_want_it(third: str, wanted: set[int]) -> None:
    lines = ["Nokia is big.", "It is a firm.", "It met a rival.", third]
    text = "\n\n".join(lines)
    sentences = [(text.index(line), text.index(line) + len(line)) for line in lines]
    claims = nlp.load("blank").extract(Article(text)).claims
    readings = [Reading(claim.kind, claim.start, claim.end, claim.rule_id) for claim in claims]
    assert set(SubjectReader().wanted(Article(text), sentences, readings)) == wanted


@pytest.mark.parametrize("unit", ["its ", "$5 million of its its ", "Nokia and $5 million ", "the company which $5 million "])
def test_time_is_linear_in_the_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        tallyspan.extract(text)
        return time.process_time() - start

    seconds(1_000)
    assert seconds(20_000) < 9 * seconds(5_000) + 0.2
