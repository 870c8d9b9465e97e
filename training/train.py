"""Train the two halves of the model: ``python training/train.py syntax names``. Fixed seeds, one core each, side by side.

Names are trained in three stages: a first model makes the corpus of the second cleaner, the third is nearer to news. ``silver``
goes on from ``syntax`` with more text.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops

from places import CORPUS, ROOT, WORDS, WORK
from prepare import prepare_more_names, prepare_names
from silver import silver
from tallyspan import embedded
from tallyspan.embedded.words import read_words


@dataclass(frozen=True, slots=True)
class Stage:
    """One training, into .training/<name>/model-last."""

    name: str
    config: str
    corpus: str
    dev: str
    start: str = ""  # the stage whose model it goes on from
    steps: int = 0  # instead of those of the config
    rate: float = 0.0  # likewise
    before: Callable[[], None] | None = None  # makes its corpus


STAGES = {
    "syntax": (Stage("syntax", config="syntax", corpus="syntax", dev="syntax"),),
    "silver": (  # an experiment: `make train` does without it (RESULTS.md)
        Stage("teacher", config="teacher", corpus="syntax", dev="syntax"),
        Stage(
            "syntax-silver",
            config="syntax",
            corpus="syntax-silver",
            dev="syntax",
            start="syntax",
            steps=3200,
            rate=0.001,
            before=silver,
        ),
    ),
    "names": (
        Stage("names-gold", config="names", corpus="names-gold", dev="names", steps=1000),
        Stage("names", config="names", corpus="names", dev="names", before=prepare_names),
        Stage(
            "names-more",
            config="names",
            corpus="names-more",
            dev="names",
            start="names",
            steps=1800,
            rate=0.0007,
            before=prepare_more_names,
        ),
    ),
}


def main() -> None:
    """Train one half, or one stage of it, or several halves in a process each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("halves", choices=STAGES, nargs="+")
    parser.add_argument("--stage", help="only this one; those before it are there")
    arguments = parser.parse_args()
    if len(arguments.halves) > 1:
        side_by_side(arguments.halves)
        return
    stages = [stage for stage in STAGES[arguments.halves[0]] if arguments.stage in {None, stage.name}]
    if not stages:
        raise SystemExit(f"No stage of {arguments.halves[0]} is called {arguments.stage}.")
    if os.environ.get("OMP_NUM_THREADS") != "1":  # with more, nine tenths of the time go into waiting for each other
        raise SystemExit("Set OMP_NUM_THREADS=1, or use `make train`.")
    set_current_ops(NumpyOps(use_blis=False))  # NumPy's product is 1.4 to 2 times faster here than BLIS
    embedded.register(read_words(WORDS))
    for stage in stages:
        run(stage)


def side_by_side(halves: Sequence[str]) -> None:
    """Train each of ``halves`` in a process of its own, which writes .training/<half>.log; SystemExit when one fails."""
    processes = {}
    for half in halves:
        log = (WORK / f"{half}.log").open("w", encoding="utf-8")
        processes[half] = subprocess.Popen([sys.executable, __file__, half], stdout=log, stderr=subprocess.STDOUT)  # noqa: S603
        log.close()  # the process has its own
    failed = [half for half, process in processes.items() if process.wait()]
    for half in halves:
        print((WORK / f"{half}.log").read_text(encoding="utf-8"))
    if failed:
        raise SystemExit(f"Not trained: {', '.join(failed)}")


def run(stage: Stage) -> None:
    """Make the corpus of ``stage`` where it has to be made, and train."""
    started, cpu = time.perf_counter(), time.process_time()
    if stage.before is not None:
        stage.before()
    overrides: dict[str, object] = {
        "paths.train": str(CORPUS / f"{stage.corpus}-train.spacy"),
        "paths.dev": str(CORPUS / f"{stage.dev}-dev.spacy"),
    }
    if stage.steps:
        overrides["training.max_steps"] = stage.steps
    if stage.rate:
        overrides["training.optimizer.learn_rate.initial_rate"] = stage.rate
    config = load_config(ROOT / "training" / f"{stage.config}.cfg", overrides=overrides, interpolate=False)
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
