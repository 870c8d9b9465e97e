"""Train the two halves of the model: ``python training/train.py syntax`` and ``names``. Fixed seeds, one core."""

import argparse
import os
import sys
import time

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops

from places import CORPUS, ROOT, WORK

PARTS = ("syntax", "names")


def main() -> None:
    """Train one half as its config says, into .training/<part>/model-best."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--steps", type=int, default=0, help="instead of training.max_steps of the config")
    parser.add_argument("--start", help="a trained pipeline to go on from, where the corpora have changed")
    parser.add_argument("--rate", type=float, default=0, help="instead of the learning rate of the config")
    arguments = parser.parse_args()
    if os.environ.get("OMP_NUM_THREADS") != "1":  # with more, nine tenths of the time go into waiting for each other
        raise SystemExit("Set OMP_NUM_THREADS=1, or use `make train`.")
    set_current_ops(NumpyOps(use_blis=False))  # NumPy's product is 1.4 to 2 times faster here than BLIS
    overrides: dict[str, object] = {f"paths.{part}": str(CORPUS / f"{arguments.part}-{part}.spacy") for part in ("train", "dev")}
    if arguments.steps:
        overrides["training.max_steps"] = arguments.steps
    if arguments.rate:
        overrides["training.optimizer.learn_rate.initial_rate"] = arguments.rate
    config = load_config(ROOT / "training" / f"{arguments.part}.cfg", overrides=overrides, interpolate=False)
    if arguments.start:
        config["components"] = {name: {"source": arguments.start} for name in config["nlp"]["pipeline"]}
    started = time.perf_counter()
    nlp = init_nlp(config)
    print(f"{arguments.part}: initialised after {time.perf_counter() - started:.0f} s", flush=True)
    (WORK / arguments.part).mkdir(parents=True, exist_ok=True)
    train(nlp, WORK / arguments.part, stdout=sys.stdout, stderr=sys.stderr)
    print(f"{arguments.part}: {(time.perf_counter() - started) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
