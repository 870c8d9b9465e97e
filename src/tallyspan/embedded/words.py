"""Vectors of frequent words, learned elsewhere from far more text than the corpora of names hold: two bits a number.

A word is known by the upper half of the hash that spaCy gives its norm, so the table holds no words.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import srsly
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Ids: TypeAlias = NDArray[np.uint64]

_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class WordTable:
    """One row a word: ``levels[code] * row scale * column scale``; several codes a byte, the first in its lowest bits."""

    keys: NDArray[np.uint32]  # ascending
    codes: NDArray[np.uint8]
    scales: NDArray[np.float16]
    levels: Floats  # 4, 16 or 256
    columns: Floats

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return len(self.columns)

    def rows(self, norms: Ids) -> Floats:
        """Return the vector of each of ``norms``; zeros for a word that is not in the table."""
        wanted = (norms >> _HALF).astype(np.uint32)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        bits = len(self.levels).bit_length() - 1
        shifts = np.arange(0, 8, bits, dtype=np.uint8)
        packed = self.codes[places]
        codes = ((packed[:, :, None] >> shifts) & (len(self.levels) - 1)).reshape(len(packed), self.width)
        scales = self.scales[places].astype(np.float32) * (self.keys[places] == wanted)
        rows: Floats = self.levels[codes] * self.columns * scales[:, None]
        return rows

    def to_disk(self, path: Path) -> None:
        """Write the table; the same table makes the same bytes."""
        parts = {name: getattr(self, name) for name in _TYPES}
        stored = {name: part.astype(_TYPES[name]).tobytes() for name, part in parts.items()}
        path.write_bytes(srsly.msgpack_dumps(stored))


_TYPES = {"keys": "<u4", "codes": "u1", "scales": "<f2", "levels": "<f4", "columns": "<f4"}


def read_words(path: Path) -> WordTable:
    """Read what :meth:`WordTable.to_disk` wrote; FileNotFoundError when it is not there."""
    stored = srsly.msgpack_loads(path.read_bytes())
    parts = {name: np.frombuffer(stored[name], dtype=kind) for name, kind in _TYPES.items()}
    parts["codes"] = parts["codes"].reshape(len(parts["keys"]), -1)
    return WordTable(**parts)
