"""Measure the reader on articles that it was not trained on, through the whole extractor, with ``../shared/eval/score.py``.

``python training/reader/evaluate.py`` takes the networks of all folds that ``train.py --fold K`` has left and prints a table,
own articles and open news apart. ``--held`` measures the packed model on the articles that no training has seen.
"""

import argparse
import importlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, NamedTuple

import torch
from corpus import SHARED, Gold, read_gold
from export import export
from learn import Network, Plan
from safetensors.torch import load_file

from tallyspan import Article, nlp
from tallyspan.component import READINGS, SPANS
from tallyspan.context.labels import CHOICES, ROLES
from tallyspan.context_component import ANSWERS
from train import FOLDS, TOKENIZER, WORK, fold_of, trained

SCORER = SHARED / "eval" / "score.py"
TARGETS = {
    "measure": 80,
    "event": 75,
    "aspect": 93,
    "aspect_not_level": 88,
    "subjects_f1": 75,
    "modality": 93,
    "modality_not_actual": 80,
    "attribution_found": 85,
    "attribution_absent": 94,
    "time": 80,
    "time_absent": 95,
    "per": 85,
    "per_absent": 98,
}
UNCALIBRATED = {kind: [0.0] * (len(CHOICES) + len(ROLES) + 1) for kind in ("date", "quantity")}
Row = dict[str, Any]


class Read(NamedTuple):
    """What was read of one article: its rows, and how sure the network was of the claim at each offset."""

    gold: Gold
    rows: list[Row]
    sure: Mapping[int, Sequence[float]]


def scorer() -> ModuleType:
    """Return the scorer as a module."""
    sys.path.insert(0, str(SCORER.parent))
    return importlib.import_module(SCORER.stem)


def read(extractor: nlp.Extractor, articles: Iterable[Gold]) -> Iterator[Read]:
    """Yield what ``extractor`` reads of ``articles``."""
    for gold in articles:
        published = date.fromisoformat(gold["dct"]) if gold["dct"] else None
        rows = [asdict(claim) for claim in extractor.extract(Article(gold["text"], gold["id"], published)).claims]
        attrs = extractor.nlp(gold["text"]).spans[SPANS].attrs
        sure = {reading[1]: answer.sure for reading, answer in zip(attrs[READINGS], attrs[ANSWERS], strict=True)}
        yield Read(gold, rows, sure)


def packed(weights: Path, plan: Plan, *, small: bool = True) -> Path:
    """Return the folder with the network of ``weights`` as it runs, made if it is not there."""
    folder = WORK / f"{weights.stem}-{'small' if small else 'full'}"
    if not (folder / "meta.json").exists():
        network = Network(plan)
        network.load_state_dict(load_file(weights))
        meta = {"name": weights.stem, "version": "0", "calibration": UNCALIBRATED}
        export(network, TOKENIZER, folder, meta, small=small)
    return folder


def read_folds(plan: Plan, folds: Sequence[int] = range(FOLDS), *, small: bool = True) -> dict[int, list[Read]]:
    """Return what the network of each fold reads of the articles of that fold."""
    articles = [*read_gold("own"), *read_gold("open")]
    found = {}
    for fold in folds:
        extractor = nlp.load(str(packed(trained(f"fold{fold}", plan), plan, small=small)))
        found[fold] = list(read(extractor, (article for article in articles if fold_of(article) == fold)))
    return found


def figures(some: Sequence[Read]) -> dict[str, float]:
    """Return the figures of the scorer."""
    with TemporaryDirectory() as folder:
        gold, rows, out = (Path(folder) / name for name in ("gold.jsonl", "rows.jsonl", "figures.json"))
        gold.write_text("".join(json.dumps(one.gold) + "\n" for one in some), encoding="utf-8")
        rows.write_text("".join(json.dumps(row, default=str) + "\n" for one in some for row in one.rows), encoding="utf-8")
        command = [sys.executable, str(SCORER), "claims", str(gold), str(rows), "--json", str(out)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        scored: dict[str, float] = json.loads(out.read_text(encoding="utf-8"))
    return scored


def table(parts: Mapping[str, Sequence[Read]]) -> str:
    """Return the figures of the parts, side by side, with what is to be reached."""
    scored = {name: figures(some) for name, some in parts.items()}
    lines = [f"| column | target | {' | '.join(scored)} |", f"|---|---|{'---|' * len(scored)}"]
    for name, target in TARGETS.items():
        cells = (f"{figure[f'context.{name}.mean']:.1f} ({figure[f'context.{name}.n']:.0f})" for figure in scored.values())
        lines.append(f"| {name} | {target} | {' | '.join(cells)} |")
    lines += [
        f"| {name} value F1 | | {' | '.join(str(figure[f'{name}.value.f1']) for figure in scored.values())} |"
        for name in ("money", "percent", "distance", "date")
    ]
    return "\n".join(lines)


def is_open(one: Read) -> bool:
    """Tell whether an article is openly licensed news, which has a source, and not one of our own."""
    return not str(one.gold["id"]).startswith("own-")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--held", action="store_true", help="the packed model, on what no training has seen")
    parser.add_argument("--fold", type=int, nargs="*", default=range(FOLDS), help="only these folds")
    parser.add_argument("--full", action="store_true", help="weights of 32 bits")
    parser.add_argument("--lower", type=int, default=Plan.lower)
    parser.add_argument("--upper", type=int, default=Plan.upper)
    parser.add_argument("--width", type=int, default=Plan.width)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    if asked.held:
        print(table({"held": list(read(nlp.load(), read_gold("held")))}))
        return
    folds = read_folds(Plan(asked.lower, asked.upper, asked.width), asked.fold, small=not asked.full)
    every = [one for some in folds.values() for one in some]
    print(f"folds {sorted(folds)}")
    print(table({"own": [one for one in every if not is_open(one)], "open": [one for one in every if is_open(one)]}))


if __name__ == "__main__":
    main()
