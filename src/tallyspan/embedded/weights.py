"""Weights of thinc models in a quarter of their size: eight bits a weight, one scale a row.

A matrix keeps, of each row, the weights as signed bytes and the factor that makes numbers of them again; what is too small to
gain from it stays as it is. spaCy has no such format.
"""

from typing import Any, TypeAlias

import numpy as np
import srsly
from numpy.typing import NDArray
from thinc.api import Model

_TOP = 127
_SHORTEST_ROW = 16  # in weights: a shorter row saves less than its scale costs

Floats: TypeAlias = NDArray[np.float32]
Packed: TypeAlias = dict[str, Any]


def dump(model: Model[Any, Any]) -> bytes:
    """Return ``model`` as bytes. The same weights make the same bytes."""
    state = model.to_dict()
    params = [{name: None if value is None else pack(value) for name, value in node.items()} for node in state["params"]]
    packed: bytes = srsly.msgpack_dumps({**state, "params": params})
    return packed


def restore(model: Model[Any, Any], packed: bytes) -> None:
    """Fill ``model``, which has the layers of the one dumped, with its weights; ValueError when the layers differ."""
    state = srsly.msgpack_loads(packed)
    params = [{name: None if value is None else unpack(value) for name, value in node.items()} for node in state["params"]]
    model.from_dict({**state, "params": params})


def pack(values: Floats) -> Packed:
    """Return ``values`` with each row of the last axis as bytes and a scale."""
    values = np.ascontiguousarray(values, dtype="<f4")
    if values.ndim == 1 or values.shape[-1] < _SHORTEST_ROW:
        return {"shape": list(values.shape), "floats": values.tobytes()}
    rows = values.reshape(-1, values.shape[-1])
    scales = np.abs(rows).max(axis=1, keepdims=True) / np.float32(_TOP)
    whole = np.rint(rows / np.where(scales == 0, np.float32(1), scales)).astype("i1")
    return {"shape": list(values.shape), "bytes": whole.tobytes(), "scales": scales.astype("<f4").tobytes()}


def unpack(packed: Packed) -> Floats:
    """Return what :func:`pack` was given, to within half a step: the largest of each row divided by 254."""
    shape = tuple(packed["shape"])
    if "floats" in packed:
        return np.frombuffer(packed["floats"], dtype="<f4").astype(np.float32).reshape(shape)
    rows = np.frombuffer(packed["bytes"], dtype="i1").astype(np.float32).reshape(-1, shape[-1])
    rows *= np.frombuffer(packed["scales"], dtype="<f4")[:, None]
    return rows.reshape(shape)
