"""GloVe's vectors of the most frequent words, on their principal axes, with two bits a number: .training/words.msgpack."""

import json

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id

from places import VECTORS, WORDS, check, vectors
from tallyspan.embedded.words import WordTable

ROWS = 72_000
WIDTH = 96
BITS = 2

Floats = NDArray[np.float64]


def make_words() -> None:
    """Write the table, from the file that training/README.md tells how to fetch."""
    source = vectors()
    check(VECTORS)
    stored = json.loads(source.read_text(encoding="utf-8"))
    words = [word for word in stored["words"] if word == word.lower()][:ROWS]
    values = np.array([stored["vectors"][word][: stored["dimensions"]] for word in words])
    table = reduced(words, values, WIDTH, BITS)
    WORDS.parent.mkdir(parents=True, exist_ok=True)
    table.to_disk(WORDS)
    print(f"words: {len(table.keys):,} of {table.width} numbers, {WORDS.stat().st_size / 1e6:.2f} MB")


def reduced(words: list[str], values: Floats, width: int, bits: int) -> WordTable:
    """Return the vectors on their first ``width`` principal axes, each number as one of ``2**bits`` levels."""
    keys, first = np.unique(np.array([get_string_id(word) >> 32 for word in words], dtype=np.uint32), return_index=True)
    values = _turned(values)[first, :width]
    columns = values.std(axis=0)
    even = values / columns
    scales = np.sqrt((even**2).mean(axis=1)).astype(np.float16)
    even /= np.maximum(scales.astype(np.float64), 1e-3)[:, None]
    levels = _levels(even, 2**bits)
    codes = np.searchsorted((levels[1:] + levels[:-1]) / 2, even).astype(np.uint8)
    per_byte = 8 // bits
    packed = (codes.reshape(len(codes), -1, per_byte) << np.arange(0, 8, bits, dtype=np.uint8)).sum(axis=2, dtype=np.uint8)
    return WordTable(keys, packed, scales, levels.astype(np.float32), columns.astype(np.float32))


def _turned(values: Floats) -> Floats:
    """Return ``values`` about their mean on their principal axes, widest first, the largest part of each axis positive."""
    centred = values - values.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    turned: Floats = centred @ axes
    return turned


def _levels(values: Floats, count: int) -> Floats:
    """Return the ``count`` numbers nearest to all of ``values`` (Lloyd's method, from their quantiles)."""
    sample = np.sort(values.ravel())[:: max(values.size // 200_000, 1)]
    levels = np.quantile(sample, (np.arange(count) + 0.5) / count)
    for _ in range(50):
        parts = np.split(sample, np.searchsorted(sample, (levels[1:] + levels[:-1]) / 2))
        levels = np.array([part.mean() for part in parts])
    return levels


if __name__ == "__main__":
    make_words()
