"""The trained network as two ONNX files with weights of eight and four bits, with its tokenizer and what it is called."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import onnx
import torch
from learn import Network
from network import Encoder, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from tallyspan.context.windows import CHUNK

_OPSET = 18
_GROUP, _LARGEST = 32, 7  # of the word embeddings: numbers that share a scale, and the largest of four bits


class _Table(nn.Module):
    """Word embeddings of four bits, two to a byte; each run of ``_GROUP`` numbers has a scale of its own."""

    def __init__(self, weights: Tensor) -> None:
        super().__init__()
        groups = weights.unflatten(1, (-1, _GROUP))
        scales = groups.abs().amax(2, keepdim=True).clamp_min(1e-6) / _LARGEST
        levels = ((groups / scales).round() + _LARGEST).flatten(1).to(torch.uint8)
        low, high = levels.chunk(2, dim=1)
        self.register_buffer("pairs", low + 16 * high)
        self.register_buffer("scales", scales.squeeze(2).half())

    def forward(self, ids: Tensor) -> Tensor:
        pairs = self.pairs[ids].float()
        high = torch.floor(pairs / 16)
        levels = torch.cat([pairs - 16 * high, high], -1) - _LARGEST
        return (levels.unflatten(-1, (-1, _GROUP)) * self.scales[ids].float().unsqueeze(-1)).flatten(-2)


class _Encoder(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        encoder.words = _Table(encoder.words.weight.detach())  # type: ignore[assignment]
        encoder.positions.weight = nn.Parameter(encoder.positions.weight[: CHUNK + 2])  # no chunk is longer

    def forward(self, ids: Tensor, cases: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        return self.encoder(ids, cases, marks, None)


class _Reader(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, vectors: Tensor, places: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
        scores = self.reader(vectors, places, inside, None)
        return scores.roles, scores.classes


def export(network: Network, tokenizer: Path, folder: Path, meta: Mapping[str, object], *, small: bool = True) -> None:
    """Write ``network`` to ``folder``; ``small``: linear layers in eight bits."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    integers = torch.ones((1, 16), dtype=torch.long)
    vectors = torch.zeros((1, 16, network.encoder.leave.out_features))
    encoder = _Graph(_Encoder(network.encoder), {"ids": integers, "cases": integers, "marks": integers}, ("vectors", "lent"))
    reader = _Graph(_Reader(network.reader), {"vectors": vectors, "places": integers, "inside": integers}, ("roles", "classes"))
    _write(encoder, folder / "encoder.onnx", small=small)
    _write(reader, folder / "reader.onnx", small=small)
    shutil.copy(tokenizer, folder / "tokenizer.json")
    (folder / "meta.json").write_text(json.dumps(dict(meta), indent=2) + "\n", encoding="utf-8")


class _Graph(NamedTuple):
    module: nn.Module
    inputs: Mapping[str, Tensor]
    """An example of each, whose second dimension, the pieces, may be of any length."""
    outputs: tuple[str, ...]


def _write(graph: _Graph, path: Path, *, small: bool) -> None:
    with TemporaryDirectory() as place:
        full = Path(place) / path.name
        torch.onnx.export(
            graph.module.eval(),
            tuple(graph.inputs.values()),
            str(full),
            input_names=list(graph.inputs),
            output_names=list(graph.outputs),
            dynamic_axes={name: {1: "pieces"} for name in graph.inputs},
            opset_version=_OPSET,
            dynamo=False,
        )
        if small:
            quantize_dynamic(
                full, path, op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
            )
        else:
            shutil.copy(full, path)
    onnx.checker.check_model(str(path))
