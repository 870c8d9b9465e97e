"""Train the model: fixed seeds, one core.

In three stages: a first model makes the corpus of the second cleaner, the third is nearer to news.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops

from places import CORPUS, ROOT, WORDS, WORK
from prepare import prepare_more_names, prepare_names
from tallyspan import embedded
from tallyspan.embedded.words import read_words


@dataclass(frozen=True, slots=True)
class Stage:
    """One training, from .training/corpus/<name>-train.spacy into .training/<name>/model-last."""

    name: str
    start: str = ""  # the stage whose model it goes on from
    steps: int = 0  # instead of those of the config
    rate: float = 0.0  # likewise
    before: Callable[[], None] | None = None  # makes its corpus


STAGES = (
    Stage("names-gold", steps=1000),
    Stage("names", before=prepare_names),
    Stage("names-more", start="names", steps=1800, rate=0.0007, before=prepare_more_names),
)


def main() -> None:
    """Train every stage, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", choices=[stage.name for stage in STAGES], help="only this one; those before it are there")
    wanted = parser.parse_args().stage
    if os.environ.get("OMP_NUM_THREADS") != "1":  # with more, nine tenths of the time go into waiting for each other
        raise SystemExit("Set OMP_NUM_THREADS=1, or use `make train`.")
    set_current_ops(NumpyOps(use_blis=False))  # NumPy's product is 1.4 to 2 times faster here than BLIS
    embedded.register(read_words(WORDS))
    for stage in STAGES:
        if wanted in {None, stage.name}:
            run(stage)


def run(stage: Stage) -> None:
    """Make the corpus of ``stage`` where it has to be made, and train."""
    started, cpu = time.perf_counter(), time.process_time()
    if stage.before is not None:
        stage.before()
    overrides: dict[str, object] = {
        "paths.train": str(CORPUS / f"{stage.name}-train.spacy"),
        "paths.dev": str(CORPUS / "names-dev.spacy"),
    }
    if stage.steps:
        overrides["training.max_steps"] = stage.steps
    if stage.rate:
        overrides["training.optimizer.learn_rate.initial_rate"] = stage.rate
    config = load_config(ROOT / "training" / "names.cfg", overrides=overrides, interpolate=False)
    if stage.start:
        config["components"] = {name: {"source": str(WORK / stage.start / "model-last")} for name in config["nlp"]["pipeline"]}
    nlp = init_nlp(config)
    print(f"{stage.name}: begins after {time.perf_counter() - started:.0f} s", flush=True)
    (WORK / stage.name).mkdir(parents=True, exist_ok=True)
    train(nlp, WORK / stage.name, stdout=sys.stdout, stderr=sys.stderr)
    minutes, cpu_minutes = (time.perf_counter() - started) / 60, (time.process_time() - cpu) / 60
    print(f"{stage.name}: {minutes:.1f} minutes, {cpu_minutes:.1f} of them CPU time", flush=True)


if __name__ == "__main__":
    main()
