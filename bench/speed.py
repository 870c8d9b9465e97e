"""How fast is the extractor, next to spaCy's blank tokeniser ? One process, one core, ``open_news.jsonl``.

Run it from the project's root: ``python bench/speed.py [CORPUS]``. It prints words per second of CPU time, best of three,
the ratio to the tokeniser, what share of an extraction each model takes, the peak memory of that, and how much of the first
extraction, when it remembers nothing yet, is spent in dateparser.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import dateparser
import spacy
import stopwatch
from rich.console import Console
from rich.table import Table

from tallyspan import Article, nlp, run
from tallyspan.encoder.network import Network
from tallyspan.recogniser import Recogniser

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "open_news.jsonl"


def main() -> None:
    """Measure and print."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    articles = [Article(record["text"], record["id"], _day(record.get("published"))) for record in records]
    words = sum(len(article.text.split()) for article in articles)
    blank = spacy.blank("en")
    extractor, rules_alone = nlp.load(), nlp.load("blank")

    def tokenise() -> None:
        with blank.memory_zone():
            for article in articles:
                blank.make_doc(article.text)

    def extract(reader: nlp.Extractor = extractor) -> None:
        for _ in reader.extract_many(articles):
            pass

    def ingest() -> None:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder) / "raw"
            raw.mkdir()
            (raw / corpus.name).write_bytes(corpus.read_bytes())
            run.ingest(run.Settings(raw=raw, processed=Path(folder) / "processed"))

    dateparsing = _share_of_dateparser(extract)  # first, for its answers are remembered
    shares = _shares(extract)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    works = {
        "tokenise": tokenise,
        "extract_many, rules alone": partial(extract, rules_alone),
        "extract_many": extract,
        "ingest": ingest,
    }
    speeds = {name: words / stopwatch.best(work) for name, work in works.items()}
    table = Table("work", "words/s", "of tokenise", title=f"{words:,} words, best of {stopwatch.ROUNDS}")
    for name, speed in speeds.items():
        table.add_row(name, f"{speed:,.0f}", f"{speed / speeds['tokenise']:.3f}")
    Console().print(table, f"{shares}\n{dateparsing}\npeak memory of extracting {peak:,.0f} MB")


def _shares(work: Callable[[], None]) -> str:
    """Say what share of the CPU time of ``work`` goes by in each part that is a model."""
    parts = {"encoder": (Network, "encode"), "reader": (Network, "read"), "names": (Recogniser, "read")}
    spent = dict.fromkeys(parts, 0.0)

    def timed(name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def inner(*arguments: Any) -> Any:  # noqa: ANN401 # whatever the method takes and gives
            start = time.process_time()
            result = method(*arguments)
            result = list(result) if isinstance(result, Iterator) else result
            spent[name] += time.process_time() - start
            return result

        return inner

    with ExitStack() as stack:
        for name, (owner, method) in parts.items():
            stack.enter_context(patch.object(owner, method, timed(name, getattr(owner, method))))
        start = time.process_time()
        work()
        whole = time.process_time() - start
    return ", ".join(f"{name} {seconds / whole:.0%}" for name, seconds in spent.items()) + " of the time of an extraction"


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
