"""What the network of the embedded model sees of a word: spaCy's lexical attributes, longer beginnings and ends, its vector.

spaCy's own embedding knows the first letter and the last three. Words that training never met are told by more than these.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from thinc.api import HashEmbed, Maxout, Model, concatenate, list2ragged, ragged2list, with_array
from thinc.layers.chain import forward
from thinc.layers.chain import init as initialize

from tallyspan.embedded.words import WordTable

NAME = "tallyspan.AffixEmbed.v2"  # in the configurations of models
_ATTRIBUTES = ("NORM", "PREFIX", "SUFFIX", "SHAPE")
_PIECES = 3
_SEED = 7
_LONGEST = 8  # bytes that a feature can hold

Ids: TypeAlias = NDArray[np.uint64]


def affix_embed(width: int, widths: Sequence[int], rows: Sequence[int], words: WordTable, forget: float = 0.0) -> Model[Any, Any]:
    """Return a layer from Docs to arrays of shape (words, ``width``).

    ``widths`` and ``rows`` have one number a feature: NORM, PREFIX, SUFFIX, SHAPE, first three letters, last two, last four; the
    vectors in ``words`` come to these. In training the share ``forget`` of the words has no NORM, as if it were new: else that
    table, which knows every word of the corpora, keeps the others from being used.
    """
    sizes = zip(widths, rows, strict=True)
    tables: list[Model[Any, Any]] = [
        HashEmbed(nO=size, nV=count, column=i, seed=_SEED + i, dropout=0.0) for i, (size, count) in enumerate(sizes)
    ]
    tables.append(Model("word_vectors", _WordVectors(words), dims={"nO": words.width}))
    mixed: Model[Any, Any] = with_array(Maxout(nO=width, nI=sum(widths) + words.width, nP=_PIECES, normalize=True, dropout=0.0))
    extract: Model[Any, Any] = Model("affix_features", _Extract(forget))
    layers = [extract, list2ragged(), with_array(concatenate(*tables)), mixed, ragged2list()]
    return Model("affix_embed", _forward, init=initialize, dims={"nO": None}, layers=layers)


def _forward(model: Model[Any, Any], docs: Sequence[Any], is_train: bool) -> tuple[Any, Callable[..., Any]]:  # noqa: FBT001 - thinc's
    """Chain the layers; in use, not in training, each distinct word of ``docs`` passes through them once."""
    if is_train or not docs:
        return forward(model, docs, is_train)
    extract, _, tables, mixed, _ = model.layers
    features = extract.predict(docs)
    rows = np.ascontiguousarray(np.concatenate(features))
    _, first, places = np.unique(rows.view(f"V{rows.itemsize * rows.shape[1]}").ravel(), return_index=True, return_inverse=True)
    vectors = mixed.predict(tables.predict(rows[first]))[places]
    return np.split(vectors, np.cumsum([len(words) for words in features[:-1]])), lambda _: []


def affixes(word: str) -> tuple[int, int, int]:
    """Return the first three, the last two and the last four letters of ``word``, each as a number."""
    lower = word.lower()
    return _number(lower[:3]), _number(lower[-2:]), _number(lower[-4:])


def _number(letters: str) -> int:
    return int.from_bytes(letters.encode("utf-8", "surrogatepass")[-_LONGEST:], "little")


class _WordVectors:
    """The vectors of words, which do not learn."""

    def __init__(self, words: WordTable) -> None:
        self._words = words

    def __call__(self, model: Model[Any, Any], ids: Ids, is_train: bool) -> tuple[Any, Callable[..., Any]]:  # noqa: ARG002, FBT001 - thinc's
        if not ids.size:  # then thinc's lists have neither columns nor a type
            return np.zeros((0, self._words.width), dtype=np.float32), lambda _: ids
        return self._words.rows(ids[:, -1]), lambda _: np.zeros_like(ids)


class _Extract:
    """The features of every word of some Docs. It remembers those of each word, as the vocabulary remembers the word."""

    def __init__(self, forget: float) -> None:
        self._forget = forget
        self._random = np.random.default_rng(_SEED)
        self._known: dict[int, tuple[int, int, int]] = {}

    def __call__(self, model: Model[Any, Any], docs: Sequence[Any], is_train: bool) -> tuple[list[Ids], Callable[..., Any]]:  # noqa: ARG002, FBT001 - thinc's
        features = [self._features(doc) for doc in docs]
        if is_train and self._forget:
            for words in features:
                words[self._random.random(len(words)) < self._forget, 0] = 0
        return features, lambda _: []

    def _features(self, doc: Any) -> Ids:  # noqa: ANN401 - a Doc or a Span
        values: Ids = doc.to_array(["ORTH", *_ATTRIBUTES])
        longer = np.array([self._affixes(word, doc) for word in values[:, 0].tolist()], dtype=np.uint64).reshape(-1, 3)
        return np.concatenate([values[:, 1:], longer, values[:, 1:2]], axis=1)

    def _affixes(self, word: int, doc: Any) -> tuple[int, int, int]:  # noqa: ANN401
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = affixes(doc.vocab.strings[word])
        return known
