"""How fast is the extractor, next to spaCy's blank tokeniser? One process, one core, the whole of ``open_news.jsonl``.

Run it from the project's root: ``python bench/speed.py [CORPUS]``. It prints words per second of CPU time, best of three,
the ratios, and the peak memory.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import spacy
from rich.console import Console
from rich.table import Table

from tallyspan import Article, nlp, run

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "open_news.jsonl"
ROUNDS = 3


def main() -> None:
    """Measure and print."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    articles = [Article(record["text"], record["id"], _day(record.get("published"))) for record in records]
    words = sum(len(article.text.split()) for article in articles)
    blank = spacy.blank("en")
    extractor = nlp.load()

    def tokenise() -> None:
        with blank.memory_zone():
            for article in articles:
                blank.make_doc(article.text)

    def extract() -> None:
        for _ in extractor.extract_many(articles):
            pass

    def ingest() -> None:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw"
            raw.mkdir()
            (raw / corpus.name).write_bytes(corpus.read_bytes())
            run.ingest(run.Settings(raw=raw, processed=Path(folder) / "processed"))

    speeds = {name: words / _best(work) for name, work in (("tokenise", tokenise), ("extract_many", extract), ("ingest", ingest))}
    table = Table("work", "words/s", "of blank", title=f"{words:,} words, best of {ROUNDS}")
    for name, speed in speeds.items():
        table.add_row(name, f"{speed:,.0f}", f"{speed / speeds['tokenise']:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Console().print(table, f"peak memory {peak:,.0f} MB")


def _best(work: Callable[[], None]) -> float:
    """Return the fewest seconds of CPU time that ``work`` took."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


if __name__ == "__main__":
    main()
