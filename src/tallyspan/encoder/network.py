"""The network in ONNX Runtime: pieces to vectors and names, vectors around a claim to scores. One thread, no padding.

Text goes through alone, never beside other text, so that what is read of an article does not depend on its neighbours.
"""

import json
import os
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tallyspan.encoder.pieces import Integers, WordPieces

if TYPE_CHECKING:
    import onnxruntime

FOLDER = Path(__file__).parent / "model"
_ENCODER, _READER, _PIECES, _META = "encoder.onnx", "reader.onnx", "tokenizer.json", "meta.json"

Floats = NDArray[np.float32]


class Encoded(NamedTuple):
    """What the network makes of n pieces of text."""

    vectors: Floats
    """[n, width]"""
    lent: Floats
    """[n, kinds]: of what a number that starts here without a unit is an amount, as logits."""


class Scores(NamedTuple):
    """What the network says of one claim that it saw in n pieces, as logits."""

    roles: Floats
    """[n, roles]: does the piece belong to the answer?"""
    classes: Floats
    """[of all choices, one after the other]"""


class Network:
    """The two halves and their tokenizer, read from ``folder``."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self.pieces = WordPieces(folder / _PIECES)
        self._encoder = _session(folder / _ENCODER)
        self._reader = _session(folder / _READER)
        self.width: int = self._encoder.get_outputs()[0].shape[-1]
        """Of the vectors of pieces."""

    def __reduce__(self) -> tuple[type["Network"], tuple[Path]]:
        """Pickle the folder's name: another process reads it again."""
        return Network, (self._folder,)

    def encode(self, ids: Integers, cases: Integers, marks: Integers) -> Encoded:
        """Return what the n pieces of one chunk say."""

        def framed(values: Integers, first: int, last: int) -> Integers:
            return np.concatenate([[first], values, [last]])[None]

        fed = {
            "ids": framed(ids, self.pieces.first, self.pieces.last),
            "cases": framed(cases, 0, 0),
            "marks": framed(marks, 0, 0),
        }
        vectors, lent = self._encoder.run(("vectors", "lent"), fed)
        return Encoded(vectors[0, 1:-1], lent[0, 1:-1])

    def read(self, vectors: Floats, places: Integers, inside: Integers) -> Scores:
        """Return the scores of one claim seen in ``vectors`` [n, width]."""
        roles, classes = self._reader.run(
            ("roles", "classes"), {"vectors": vectors[None], "places": places[None], "inside": inside[None]}
        )
        return Scores(roles[0], classes[0])


def is_there(folder: Path) -> bool:
    """Tell whether ``folder`` holds a network."""
    return all((folder / name).is_file() for name in (_ENCODER, _READER, _PIECES, _META))


def calibration(folder: Path = FOLDER) -> dict[str, list[float]]:
    """Return, for dates and for quantities, the weights that make one confidence of what an answer's parts are sure of."""
    weights: dict[str, list[float]] = json.loads((folder / _META).read_text(encoding="utf-8"))["calibration"]
    return weights


def describe(folder: Path = FOLDER) -> str:
    """Return name and version of the network, as ``extractor`` has them, and a hash that tells other weights apart."""
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    digest = sha256(b"".join((folder / name).read_bytes() for name in (_ENCODER, _READER, _PIECES, _META)))
    return f"{meta['name']} {meta['version']} {digest.hexdigest()[:8]}"


def _session(path: Path) -> "onnxruntime.InferenceSession":
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # else importing it leaves an id and a log in the home folder
    runtime = import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the same sums in the same order; processes do the rest
    options.log_severity_level = 3
    session: onnxruntime.InferenceSession = runtime.InferenceSession(
        path,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # the fused form is slower: 28.8 instead of 24.6 microseconds a piece
    )
    return session
