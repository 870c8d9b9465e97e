"""How fast is the extractor, next to spaCy's blank tokeniser? One process, one core, the whole of ``open_news.jsonl``.

Run it from the project's root: ``python bench/speed.py [CORPUS]``. It prints words per second of CPU time, best of three,
the ratios, the peak memory, and how much of the first extraction, when it remembers nothing yet, is spent in dateparser.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dateparser
import spacy
import stopwatch
from rich.console import Console
from rich.table import Table

from tallyspan import Article, nlp, run

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "open_news.jsonl"


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

    dateparsing = _share_of_dateparser(extract)  # first, for its answers are remembered
    speeds = {
        name: words / stopwatch.best(work)
        for name, work in (("tokenise", tokenise), ("extract_many", extract), ("ingest", ingest))
    }
    table = Table("work", "words/s", "of blank", title=f"{words:,} words, best of {stopwatch.ROUNDS}")
    for name, speed in speeds.items():
        table.add_row(name, f"{speed:,.0f}", f"{speed / speeds['tokenise']:.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Console().print(table, f"{dateparsing}\npeak memory {peak:,.0f} MB")


def _share_of_dateparser(work: Callable[[], None]) -> str:
    """Say how much of the CPU time of ``work`` goes by in ``dateparser.parse``, with its own loading."""
    calls: list[float] = []
    parse = dateparser.parse

    def timed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 # whatever dateparser takes and gives
        start = time.process_time()
        try:
            return parse(*arguments, **options)
        finally:
            calls.append(time.process_time() - start)

    start = time.process_time()
    with patch.object(dateparser, "parse", timed):
        work()
    whole = time.process_time() - start
    return f"dateparser: {len(calls)} calls, {sum(calls):.2f} of {whole:.2f} s of the first extraction ({sum(calls) / whole:.1%})"


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


if __name__ == "__main__":
    main()
