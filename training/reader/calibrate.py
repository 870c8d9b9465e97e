"""Fit ``context_confidence``: what the network's own scores say, on articles of folds it was not trained on, of being right.

Right means that an analyst would take the whole context as it stands: the measure shares at least half of its words with the
annotated one, and aspect, modality, speaker, time and first subject are the annotated ones. Writes ``calibration.json``.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import torch
from learn import Plan
from torch.nn import functional

from evaluate import Read, read_folds, scorer
from tallyspan.confidence import logit
from train import FOLDS

FILE = Path(__file__).parent / "calibration.json"
_ACCEPTABLE = 0.5  # token F1 of a measure
_BINS = 10
_SHRINK = 1e-3


class Judged(NamedTuple):
    """A claim: what the network was sure of, and whether all of it was right. ``half``: of the articles, for a check."""

    half: int
    kind: str
    sure: Sequence[float]
    right: bool


def judged(some: Sequence[Read]) -> Iterator[Judged]:
    """Yield the claims that are annotated and were found."""
    score = scorer()
    for one in some:
        rows = {(row["start"], row["end"]): row for row in one.rows}
        half = crc32(one.gold["id"].encode()) % 2
        for gold in one.gold["claims"]:
            row = rows.get((gold["start"], gold["end"]))
            if gold.get("context", True) and row is not None and row["kind"] == gold["kind"]:
                yield Judged(
                    half, "date" if gold["kind"] == "date" else "quantity", one.sure[gold["start"]], _is_right(score, gold, row)
                )


def _is_right(score: Any, gold: Mapping[str, Any], row: Mapping[str, Any]) -> bool:  # noqa: ANN401 - the scorer's module
    speaker, said = gold["attributed_to"], row["attributed_to"]
    first, named = (gold["subjects"] or [None])[0], [subject["text"] for subject in row["subjects"]]
    return (
        score.token_f1(gold["measure"], row["measure"]) >= _ACCEPTABLE
        and gold["aspect"] == row["aspect"]
        and gold["modality"] == row["modality"]
        and (score.name_match(speaker, said) if speaker else said is None)
        and (gold["kind"] == "date" or (gold.get("time") or "/") == f"{row['time_start'] or ''}/{row['time_end'] or ''}")
        and (any(score.name_match(first, name) for name in named) if first else not named)
    )


def fit(claims: Sequence[Judged]) -> list[float]:
    """Return the weights of a logistic regression on the log odds of each score, and last its constant."""
    odds = torch.tensor([[*map(logit, one.sure), 1.0] for one in claims], dtype=torch.float64)
    right = torch.tensor([float(one.right) for one in claims], dtype=torch.float64)
    weights = torch.zeros(odds.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        value = functional.binary_cross_entropy_with_logits(odds @ weights, right) + _SHRINK * weights.square().sum()
        value.backward()
        return value

    optimizer.step(closure)
    return [round(float(weight), 4) for weight in weights.detach()]


def foretold(weights: Sequence[float], claim: Judged) -> float:
    """Return the confidence that ``weights`` give ``claim``."""
    *parts, constant = weights
    total = constant + sum(weight * logit(one) for weight, one in zip(parts, claim.sure, strict=True))
    return float(torch.sigmoid(torch.tensor(total)))


def error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error: ten bins of equal numbers, shares against outcomes."""
    pairs = sorted(pairs)
    total = 0.0
    for i in range(_BINS):
        some = pairs[i * len(pairs) // _BINS : (i + 1) * len(pairs) // _BINS]
        total += abs(sum(share for share, _ in some) - sum(right for _, right in some))
    return total / len(pairs)


def area(pairs: Sequence[tuple[float, bool]]) -> float:
    """Return how often a right claim has a higher share than a wrong one."""
    ranked = sorted(pairs)
    right = [i for i, (_, is_right) in enumerate(ranked, 1) if is_right]
    wrong = len(ranked) - len(right)
    return (sum(right) - len(right) * (len(right) + 1) / 2) / (len(right) * wrong)


def main() -> None:
    """Fit on all folds; print how well what is fitted on one half of the articles foretells the other."""
    folds = [int(fold) for fold in sys.argv[1:]] or range(FOLDS)
    claims = [one for some in read_folds(Plan(), folds).values() for one in judged(some)]
    weights, pairs = {}, []
    for kind in ("date", "quantity"):
        of_kind = [one for one in claims if one.kind == kind]
        weights[kind] = fit(of_kind)
        for half in (0, 1):
            others = fit([one for one in of_kind if one.half != half])
            pairs += [(foretold(others, one), one.right) for one in of_kind if one.half == half]
    FILE.write_text(json.dumps(weights) + "\n", encoding="utf-8")
    share = sum(right for _, right in pairs) / len(pairs)
    print(f"{len(pairs)} claims, {share:.1%} right: ECE {error(pairs):.3f}, AUC {area(pairs):.3f}")


if __name__ == "__main__":
    main()
