"""What holds for the mentions of every article, and how they lie beside claims."""

import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

import tallyspan
from tallyspan.entities import EntityReader, Span
from tallyspan.entity_component import ENTITIES
from tallyspan.model import Article

READER = EntityReader()
PIECES = st.sampled_from(
    [
        "Jordan",
        "Jordan Smith",
        "the",
        "US",
        "U.S.",
        "Georgia",
        "Bank of",
        "China",
        "(ABC)",
        "Kyrgyz",
        "Republic",
        ".",
        ", ",
        "'s",
        "\n",
        "\n\n",
        "of",
        "New",
        "Guinea",
        "Lemon",
        "Dr.",
        "Tesco PLC",
        "Inc.",
        "-",
        "“",
        "5%",
        "é",
        "\u0301",
        "WHO",
        "and",
        "Northern",
        "Air",
        "İ",
        "ß",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=60)


@given(TEXTS, st.data())
def test_mentions_are_whatever_was_found_in_order_and_apart(text: str, data: st.DataObject) -> None:
    bounds = st.tuples(
        st.integers(0, len(text)), st.integers(0, len(text)), st.sampled_from(["PERSON", "ORG", "LOC", "NORP", "EVENT"])
    )
    found = sorted(Span(*one) for one in data.draw(st.lists(bounds, max_size=6)) if one[0] < one[1])
    mentions = READER.read(Article(text), found, [])
    assert all(text[one.start : one.end] == one.surface and one.surface.strip() == one.surface != "" for one in mentions)
    assert all(one.label and one.name for one in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))
    assert mentions == READER.read(Article(text), found, [])


@pytest.mark.parametrize("piece", ["US ", "Jordan ", "U.S.", "(ABC) ", "Bank of ", "Jordan\nSmith (JS) ", "A ", "Saint ", "(A"])
def test_time_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        READER.read(Article(piece * times), [], [])
        return time.process_time() - start

    seconds(100)
    short = max(min(seconds(800) for _ in range(3)), 0.005)
    assert min(seconds(8_000) for _ in range(3)) < 40 * short  # quadratic would be 100


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They paid 500 million Kazakh tenge to Kazakhstan.", ["Kazakhstan"]),
        ("The bill was US$5 million in the US.", ["US"]),
        ("On Monday, China paid 5 million Hong Kong dollars.", ["China"]),
        ("Exports of Chile rose 5% in March.", ["Chile"]),
    ],
)
def test_no_mention_in_a_claim(text: str, names: list[str]) -> None:
    extraction = next(tallyspan.extract_many([Article(text)]))
    countries = [one.surface for one in extraction.mentions if one.entity_id]
    assert countries == names
    assert all(
        not (one.start < claim.end and claim.start < one.end) for one in extraction.mentions for claim in extraction.claims
    )


def test_component_in_any_pipeline() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Tesco PLC"}, {"label": "DATE", "pattern": "today"}])
    nlp.add_pipe("tallyspan")
    nlp.add_pipe("tallyspan_entities")
    doc = nlp("The Kyrgyz Republic paid 5 million Hong Kong dollars to the IMF and Tesco PLC today.")
    assert [(one.text, one.label_, one.kb_id_, one.id_) for one in doc.spans[ENTITIES]] == [
        ("Kyrgyz Republic", "GPE", "KG", "Kyrgyzstan"),
        ("IMF", "ORG", "", "International Monetary Fund"),
        ("Tesco PLC", "ORG", "", "Tesco"),
    ]
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [one.kb_id_ for one in again.spans[ENTITIES]] == ["KG", "", ""]


def test_component_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tallyspan_entities")
    doc, empty = nlp("Kirghizia and the DRC"), nlp("")
    assert [one.kb_id_ for one in doc.spans[ENTITIES]] == ["KG", "CD"]
    assert list(empty.spans[ENTITIES]) == []
