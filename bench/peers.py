"""How do others do on the same sentences, and how fast? quantulum3 and dateparser's ``search_dates`` beside the project.

Run it from the project's root: ``make peers``. Each peer is installed from the package index into an environment of its
own under ``.bench/``, as pinned with hashes in ``locks/peers.txt``; nothing comes into ``.venv``. Accuracy is what
``../shared/eval/score.py`` says of each one's claims; ``peer_*.py`` turns what a peer finds into claims.

- quantulum3 is measured on the specifications of Recognizers-Text, which neither it nor we wrote, and on its own tests: F1 of
  value and unit, for the kinds that the file is about. Much of rectext_currency is newswire with spaces around every sign
  ("$ 75 million"), which quantulum3 does not read as money.
- ``search_dates`` is measured on annotated news with publication dates. In gum_news not every date is marked, so what counts
  is how many of the marked ones are found and how many of those are right; the claims mark every date, so there F1 is fair
  as well. wikiwars would not be: it has no publication date, and ``search_dates`` does not look at other dates in the text.

Speed is words per second of CPU time in one process, best of three after loading, on exactly these texts and on the first
articles of ``open_news.jsonl`` (a sample, for quantulum3 takes minutes over all). Each does its own work: a peer one thing,
the project all four kinds.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "eval" / "dev"
LOCK = ROOT / "locks" / "peers.txt"
NEWS_ARTICLES = 40


class Test(NamedTuple):
    """A file of annotated texts, the scorer's word for what it holds, and the figures to read, with their names."""

    gold: str
    what: str
    figures: dict[str, str]


TESTS = {
    "quantulum3": [
        Test("quantities/rectext_currency.jsonl", "quantities", {"money.value_unit.f1": "money F1"}),
        Test("quantities/rectext_dimension.jsonl", "quantities", {"distance.value_unit.f1": "lengths F1"}),
        Test("quantities/rectext_percent.jsonl", "quantities", {"percent.value_unit.f1": "percent F1"}),
        Test(
            "quantities/quantulum_quantities.jsonl",
            "quantities",
            {"money.value_unit.f1": "money F1", "distance.value_unit.f1": "lengths F1"},
        ),
    ],
    "dateparser": [
        Test("dates/gum_news.jsonl", "timex", {"relaxed.r": "found", "strict.r": "exactly", "value_of_matched": "value right"}),
        Test("claims", "claims", {"date.span.f1": "dates, span F1", "date.value.f1": "dates, value F1"}),
    ],
}


class Reader(NamedTuple):
    """A program that reads claims: its name, and the Python that it runs on."""

    name: str
    python: str

    def read(self, articles: list[str], folder: Path) -> tuple[Path, float]:
        """Return the file of claims read from ``articles`` (lines of JSON), and words per second."""
        source, target = folder / "articles.jsonl", folder / f"{self.name}.jsonl"
        source.write_text("\n".join(articles), encoding="utf-8")
        seconds = float(
            _output(self.python, "-W", "ignore", str(ROOT / "bench" / f"peer_{self.name}.py"), str(source), str(target))
        )
        return target, sum(len(json.loads(article)["text"].split()) for article in articles) / seconds


def main() -> None:
    """Measure and print."""
    with (SHARED / "corpora" / "open_news.jsonl").open(encoding="utf-8") as lines:
        news = [line.rstrip("\n") for line in islice(lines, NEWS_ARTICLES)]
    for peer, tests in TESTS.items():
        readers = [Reader(peer, _environment(peer)), Reader("tallyspan", sys.executable)]
        table = Table("texts", "measure", _pin(peer), "tallyspan")
        for row in _rows(readers, tests, news):
            table.add_row(*row)
        Console().print(table)


def _rows(readers: list[Reader], tests: list[Test], news: list[str]) -> Iterator[Iterable[str]]:
    """Yield the rows of one table: where, what, and a figure of each reader."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = [line for test in tests for line in _score("inputs", GOLD / test.gold).strip().split("\n")]
        read = [reader.read(texts, folder) for reader in readers]
        for test in tests:
            scores = [_figures(_score(test.what, GOLD / test.gold, claims)) for claims, _ in read]
            for figure, said in test.figures.items():
                yield Path(test.gold).stem, said, *(score[figure] for score in scores)
        yield "all these", "words/s", *(f"{speed:,.0f}" for _, speed in read)
        yield f"{len(news)} of open news", "words/s", *(f"{reader.read(news, folder)[1]:,.0f}" for reader in readers)


def _environment(peer: str) -> str:
    """Return the Python of the environment that has ``peer`` and what it needs, and no more."""
    folder = ROOT / ".bench" / peer
    python = str(folder / "bin" / "python")
    _output(sys.executable, "-m", "uv", "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(folder))
    install = ("-m", "uv", "pip", "install", "--quiet", "--python", python)
    _output(sys.executable, *install, "--require-hashes", "--constraints", str(LOCK), _pin(peer).replace(" ", "=="))
    return python


def _pin(peer: str) -> str:
    """Return the name and the version of ``peer`` in the lock."""
    pinned = re.search(rf"^{peer}==(\S+)", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if pinned is None:
        sys.exit(f"{LOCK} does not pin {peer}: make lock")
    return f"{peer} {pinned[1]}"


def _score(*arguments: str | Path) -> str:
    return _output(sys.executable, str(SHARED / "eval" / "score.py"), *map(str, arguments))


def _figures(printed: str) -> dict[str, str]:
    return dict(line.split() for line in printed.splitlines())


def _output(*command: str) -> str:
    """Return what ``command`` prints; its complaints go to standard error."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 # our own commands


if __name__ == "__main__":
    main()
