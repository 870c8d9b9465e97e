"""The model that comes with the package: there, small, sensible, and the same every time."""

import json
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from spacy.language import Language
from spacy.tokens import Doc

from tallyspan import embedded
from tallyspan.embedded.weights import pack, unpack

SENTENCE = "The president of Kazakhstan met Angela Merkel in Berlin on Monday and signed three agreements."
LARGEST = 8_000_000  # bytes


@pytest.fixture(scope="module")
def nlp() -> Language:
    return embedded.load()


def annotations(doc: Doc) -> list[tuple[str, str, str, int, str]]:
    return [(token.text, token.tag_, token.dep_, token.head.i, token.ent_type_) for token in doc]


def test_tags(nlp: Language) -> None:
    tags = {token.text: token.tag_ for token in nlp(SENTENCE)}
    assert [tags[word] for word in ("The", "president", "of", "Kazakhstan", "met", "three", "agreements", ".")] == [
        *("DT", "NN", "IN", "NNP", "VBD", "CD", "NNS", ".")
    ]


def test_tree(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    tree = {token.text: (token.dep_, token.head.text) for token in doc}
    assert tree["met"] == ("ROOT", "met")
    assert tree["president"] == ("nsubj", "met")
    assert tree["Kazakhstan"] == ("nmod", "president")
    assert tree["signed"] == ("conj", "met")
    assert tree["agreements"] == ("obj", "signed")
    assert tree["three"] == ("nummod", "agreements")


def test_sentences(nlp: Language) -> None:
    doc = nlp("Exports rose by 3% last year. The minister said that imports fell.")
    assert [sentence.text for sentence in doc.sents] == ["Exports rose by 3% last year.", "The minister said that imports fell."]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SENTENCE, [("Kazakhstan", "LOC"), ("Angela Merkel", "PERSON"), ("Berlin", "LOC")]),
        ("The United Nations sent $5 million to Nepal.", [("United Nations", "ORG"), ("Nepal", "LOC")]),
        ("German exports fell by 4%.", [("German", "NORP")]),
        ("Prices rose by three percent in the second quarter.", []),
    ],
)
def test_names(nlp: Language, text: str, names: list[tuple[str, str]]) -> None:
    assert [(name.text, name.label_) for name in nlp(text).ents] == names


def test_the_same_after_a_second_load(nlp: Language) -> None:
    assert annotations(embedded.load()(SENTENCE)) == annotations(nlp(SENTENCE))


def test_the_same_with_either_matrix_product(nlp: Language) -> None:
    assert annotations(embedded.load(use_blis=True)(SENTENCE)) == annotations(nlp(SENTENCE))


def test_the_chosen_matrix_product_is_that_of_every_layer() -> None:
    for use_blis in (False, True):
        pipes = embedded.load(use_blis=use_blis).pipeline
        assert {layer.ops.use_blis for _, pipe in pipes for layer in pipe.model.walk()} == {use_blis}


def test_reads_docs_of_another_pipeline_on_the_same_vocabulary(nlp: Language) -> None:
    blank = spacy.blank("en")
    model = embedded.load(blank.vocab)
    assert model.vocab is blank.vocab
    assert annotations(model(blank.make_doc(SENTENCE))) == annotations(nlp(SENTENCE))


def test_saved_again_gives_the_same_bytes(nlp: Language, tmp_path: Path) -> None:
    meta = json.loads((embedded.FOLDER / "meta.json").read_text(encoding="utf-8"))
    embedded.save(nlp, tmp_path, meta)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (embedded.FOLDER / path.name).read_bytes(), path.name


def test_size() -> None:
    assert sum(path.stat().st_size for path in embedded.FOLDER.iterdir()) < LARGEST


def test_says_what_it_is_and_under_which_terms() -> None:
    meta = json.loads((embedded.FOLDER / "meta.json").read_text(encoding="utf-8"))
    assert embedded.describe() == f"{meta['name']} {meta['version']}"
    assert meta["license"] == "CC BY-SA 4.0"
    assert all(source["license"] and source["url"] for source in meta["sources"])
    assert "Attribution-ShareAlike 4.0 International" in (embedded.FOLDER / "LICENSE").read_text(encoding="utf-8")


def test_holds_no_words_but_labels(nlp: Language) -> None:
    strings = set(json.loads((embedded.FOLDER / "strings.json").read_text(encoding="utf-8")))
    labels = {label for pipe in nlp.pipe_labels.values() for label in pipe}
    assert strings - labels <= {"ROOT", "dep"}


weights = arrays(
    np.float32,
    array_shapes(min_dims=1, max_dims=3, max_side=20),
    elements=st.integers(-(10**6), 10**6).map(lambda number: number / 1000),
)


@given(weights)
def test_packing_loses_at_most_half_a_step(values: np.ndarray) -> None:
    restored = unpack(pack(values))
    assert restored.shape == values.shape
    step = np.abs(values).max(axis=-1, keepdims=True) / 127
    assert np.all(np.abs(restored - values) <= step * 0.5001)


@given(weights)
def test_packing_what_was_packed_changes_no_weight_by_more_than_rounding(values: np.ndarray) -> None:
    once = unpack(pack(values))
    np.testing.assert_allclose(unpack(pack(once)), once, rtol=1e-6)


def test_a_long_row_takes_a_byte_a_weight() -> None:
    packed = pack(np.ones((10, 96), dtype=np.float32))
    assert len(packed["bytes"]) == 960
    assert len(packed["scales"]) == 40
