"""What is measured on annotated texts, and how. As a program it raises the floors of ``floors.json`` (``make floors``).

``floors.json`` holds, for each data set, figures of ``../shared/eval/score.py`` and the floor of each. A floor stands
``SLACK`` under what was reached when it was last raised; it is never lowered here. A new figure starts at 0 in that file.
"""

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tallyspan import Article, nlp
from tallyspan.kinds.date import resolve
from tallyspan.model import Mentions
from tallyspan.run.work import loaded

SLACK = 0.5
FLOORS = Path(__file__).parent / "floors.json"
SHARED = Path(__file__).resolve().parents[2] / "shared"


class DataSet(NamedTuple):
    """Annotated texts under ``shared/eval``, the scorer's word for what they hold, and the model: values need none."""

    what: str
    path: str
    model: str | None = "blank"


DATA_SETS = {
    "claims": DataSet("claims", "dev/claims"),
    "context": DataSet("claims", "gold/dev", model=None),
    "rectext_currency": DataSet("quantities", "dev/quantities/rectext_currency.jsonl"),
    "rectext_dimension": DataSet("quantities", "dev/quantities/rectext_dimension.jsonl"),
    "rectext_percent": DataSet("quantities", "dev/quantities/rectext_percent.jsonl"),
    "quantulum_quantities": DataSet("quantities", "dev/quantities/quantulum_quantities.jsonl"),
    "gum_news": DataSet("timex", "dev/dates/gum_news.jsonl"),
    "wikiwars": DataSet("timex", "dev/dates/wikiwars.jsonl"),
    "timex_surfaces": DataSet("surfaces", "dev/dates/timex_surfaces.tsv"),
}


class Score(NamedTuple):
    """The figures that the scorer printed, and what it said of those below their floors (nothing when there are none)."""

    figures: dict[str, float]
    complaint: str


def read_floors() -> dict[str, dict[str, float]]:
    """Return the floor of each figure of each data set."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors


def measure(data_set: str, floors: dict[str, float], shared: Path, folder: Path) -> Score:
    """Read ``data_set`` and score what comes out; ``folder`` takes the files in between."""
    what, path, model = DATA_SETS[data_set]
    scorer, gold = shared / "eval" / "score.py", shared / "eval" / path
    output, floor = folder / "output.jsonl", folder / "floors.json"
    rows = _surfaces(gold) if what == "surfaces" else _claims(_run(scorer, "inputs", gold).stdout, model)
    output.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
    floor.write_text(json.dumps(floors), encoding="utf-8")
    scored = _run(scorer, what, gold, output, "--floor", floor)
    figures = {name: float(figure) for name, figure in map(str.split, scored.stdout.splitlines())}
    return Score(figures, scored.stderr if scored.returncode else "")


def raise_floors() -> None:
    """Raise each floor to just under what is reached now, say which rose, and lower none."""
    floors = read_floors()
    for data_set, floor in floors.items():
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(data_set, floor, SHARED, Path(folder)).figures
        for name, old in floor.items():
            new = round(figures[name] - SLACK, 1)
            if new > old:
                floor[name] = new
                print(f"{data_set:22}{name:28}{old:6} -> {new}")  # noqa: T201
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")


def _claims(inputs: str, model: str | None) -> Iterator[dict[str, Any]]:
    """Yield the claims read from the scorer's ``inputs``, as rows of the claims table."""
    records = [json.loads(line) for line in inputs.strip().split("\n")]
    articles = (
        Article(record["text"], record["id"], date.fromisoformat(record["published"]) if record["published"] else None)
        for record in records
    )
    for extraction in loaded(nlp.load, model, Mentions.CLAIMS).extract_many(articles):
        yield from map(asdict, extraction.claims)


def _surfaces(gold: Path) -> Iterable[dict[str, Any]]:
    """Yield what the date grammar makes of each expression alone, known to be a date."""
    with gold.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found = resolve(row["surface"], date.fromisoformat(row["published"]))
            yield {"surface": row["surface"], "published": row["published"], "timex": found and found.timex}


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *map(str, arguments)], check=False, capture_output=True, encoding="utf-8")


if __name__ == "__main__":
    raise_floors()
