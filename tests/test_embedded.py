"""The model that comes with the package: there, small, sensible, and the same every time."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from thinc.api import Model

from tallyspan import embedded
from tallyspan.embedded.features import affix_embed, affixes
from tallyspan.embedded.weights import pack, unpack
from tallyspan.embedded.words import WordTable, read_words

SENTENCE = "The president of Kazakhstan met Angela Merkel in Berlin on Monday and signed three agreements."
LARGEST = 5_000_000  # bytes


@pytest.fixture(scope="module")
def nlp() -> Language:
    return embedded.load()


def names_in(doc: Doc) -> list[tuple[str, str]]:
    return [(name.text, name.label_) for name in doc.ents]


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
    assert names_in(nlp(text)) == names


def test_the_same_after_a_second_load(nlp: Language) -> None:
    assert names_in(embedded.load()(SENTENCE)) == names_in(nlp(SENTENCE))


def test_the_same_with_either_matrix_product(nlp: Language) -> None:
    assert names_in(embedded.load(use_blis=True)(SENTENCE)) == names_in(nlp(SENTENCE))


def test_the_chosen_matrix_product_is_that_of_every_layer() -> None:
    for use_blis in (False, True):
        layers = embedded.load(use_blis=use_blis).get_pipe("ner").model.walk()
        assert {layer.ops.use_blis for layer in layers} == {use_blis}


def test_reads_docs_of_another_pipeline_on_the_same_vocabulary(nlp: Language) -> None:
    blank = spacy.blank("en")
    model = embedded.load(blank.vocab)
    assert model.vocab is blank.vocab
    assert names_in(model(blank.make_doc(SENTENCE))) == names_in(nlp(SENTENCE))


def test_saved_again_gives_the_same_bytes(nlp: Language, tmp_path: Path) -> None:
    meta = json.loads((embedded.FOLDER / "meta.json").read_text(encoding="utf-8"))
    embedded.save(nlp, read_words(embedded.FOLDER / "words.msgpack"), tmp_path, meta)
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


def test_holds_no_words_but_labels() -> None:
    model, untrained = embedded.load(), spacy.blank("en")
    untrained.add_pipe("ner")
    assert set(model.vocab.strings) - set(untrained.vocab.strings) <= set(model.get_pipe("ner").labels)


def test_affixes_are_the_first_three_the_last_two_and_the_last_four_letters_whatever_their_case() -> None:
    assert affixes("Homeopathy") == affixes("homeopathy")
    first, two, four = affixes("homeopathy")
    assert (first, two, four) == (affixes("hom")[0], affixes("hy")[1], affixes("athy")[2])
    assert affixes("homes")[0] == first
    assert affixes("worthy")[1] == two
    assert affixes("sympathy")[2] == four


@given(st.text(max_size=2), st.text(max_size=2))
def test_different_short_words_have_different_affixes(one: str, other: str) -> None:
    assert (affixes(one)[1] == affixes(other)[1]) == (one.lower()[-2:].rstrip("\0") == other.lower()[-2:].rstrip("\0"))


@given(st.text())
def test_affixes_fit_the_array_of_features(word: str) -> None:
    assert all(0 <= number < 2**64 for number in affixes(word))


def word_table(words: dict[str, list[int]], scale: float = 1.0) -> WordTable:
    """``words`` with two bits a number, four numbers a byte; the levels are -3, -1, 1 and 3."""
    keys, first = np.unique(np.array([get_string_id(word) >> 32 for word in words], dtype=np.uint32), return_index=True)
    codes = np.array(list(words.values()), dtype=np.uint8)[first]
    packed = (codes.reshape(len(codes), -1, 4) << np.array([0, 2, 4, 6], dtype=np.uint8)).sum(axis=2, dtype=np.uint8)
    levels = np.array([-3, -1, 1, 3], dtype=np.float32)
    return WordTable(keys, packed, np.full(len(keys), scale, np.float16), levels, np.ones(codes.shape[1], np.float32))


def ids(*words: str) -> np.ndarray:
    return np.array([get_string_id(word) for word in words], dtype=np.uint64)


def test_a_word_of_the_table_has_its_vector_and_another_word_zeros() -> None:
    table = word_table({"rose": [0, 1, 2, 3], "fell": [3, 3, 0, 0], "can": [2, 2, 2, 1]}, scale=0.5)
    assert table.rows(ids("fell", "Fell", "rose")).tolist() == [[1.5, 1.5, -1.5, -1.5], [0, 0, 0, 0], [-1.5, -0.5, 0.5, 1.5]]
    assert table.rows(ids()).shape == (0, 4)


def test_a_table_read_again_is_the_one_written(tmp_path: Path) -> None:
    table = word_table({"rose": [0, 1, 2, 3, 3, 2, 1, 0], "fell": [3] * 8})
    table.to_disk(tmp_path / "words")
    again = read_words(tmp_path / "words")
    np.testing.assert_array_equal(again.rows(ids("rose", "fell", "can")), table.rows(ids("rose", "fell", "can")))
    again.to_disk(tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == (tmp_path / "words").read_bytes()


def test_words_of_one_kind_are_near_each_other_in_the_table() -> None:
    words = read_words(embedded.FOLDER / "words.msgpack")
    one, other, third = words.rows(ids("kazakhstan", "uzbekistan", "banana"))
    assert one @ other > 4 * abs(one @ third)


@pytest.fixture(scope="module")
def embedding() -> Model[Any, Any]:
    words = word_table({"rose": [0, 1, 2, 3], "can": [3, 0, 3, 0], "not": [1, 1, 2, 2]})
    model = affix_embed(12, widths=[8] * 7, rows=[50] * 7, words=words)
    model.initialize()
    return model


def test_an_embedding_has_a_row_a_word_and_the_same_for_the_same_word(nlp: Language, embedding: Model[Any, Any]) -> None:
    one, none, other = embedding.predict([nlp.make_doc(text) for text in ("Prices rose, and prices rose.", "", "Prices fell.")])
    assert [rows.shape for rows in (one, none, other)] == [(7, 12), (0, 12), (3, 12)]
    np.testing.assert_array_equal(one[0], other[0])
    np.testing.assert_array_equal(one[1], one[5])
    assert not np.allclose(one[0], one[4])  # its first letter is a capital


@given(
    texts=st.lists(st.lists(st.sampled_from(["can", "Can", "not", "ca", "n't", "rose", "12", "\n\n"]), max_size=6), max_size=4)
)
def test_an_embedding_in_use_is_the_one_that_was_trained(
    nlp: Language, embedding: Model[Any, Any], texts: list[list[str]]
) -> None:
    docs = [Doc(nlp.vocab, words=words) for words in texts]
    for used, trained in zip(embedding.predict(docs), embedding(docs, is_train=True)[0], strict=True):
        np.testing.assert_allclose(used, trained, rtol=1e-4, atol=1e-6)


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
