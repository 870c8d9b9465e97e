"""How fast is the extractor, next to spaCy's blank tokeniser and to its own model? One process, one core, ``open_news.jsonl``.

Run it from the project's root: ``python bench/speed.py [CORPUS]``. It prints words per second of CPU time, best of three,
the ratios to the tokeniser and to the embedded model run over the whole text, what share of the words the model sees in an
extraction, the peak memory of that, and how much of the first extraction, when it remembers nothing yet, is spent in dateparser.
"""

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from spacy.tokens import Doc
from threadpoolctl import threadpool_limits

from tallyspan import Article, embedded, nlp, run
from tallyspan.parsing import Parsed, Parser

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "open_news.jsonl"


def main() -> None:
    """Measure and print."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    records = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    articles = [Article(record["text"], record["id"], _day(record.get("published"))) for record in records]
    words = sum(len(article.text.split()) for article in articles)
    blank = spacy.blank("en")
    model = embedded.load()
    extractor, rules_alone = nlp.load(), nlp.load("blank")

    def tokenise() -> None:
        with blank.memory_zone():
            for article in articles:
                blank.make_doc(article.text)

    def run_model() -> None:
        with model.memory_zone(), threadpool_limits(limits=1):
            for _ in model.pipe(article.text for article in articles):
                pass

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
    seen = _words_of_model(extract)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    works = {
        "tokenise": tokenise,
        "model over the whole text": run_model,
        "extract_many, rules alone": partial(extract, rules_alone),
        "extract_many": extract,
        "ingest": ingest,
    }
    speeds = {name: words / stopwatch.best(work) for name, work in works.items()}
    table = Table("work", "words/s", "of tokenise", "of model", title=f"{words:,} words, best of {stopwatch.ROUNDS}")
    for name, speed in speeds.items():
        ratios = (speed / speeds[other] for other in ("tokenise", "model over the whole text"))
        table.add_row(name, f"{speed:,.0f}", *(f"{ratio:.2f}" for ratio in ratios))
    Console().print(
        table, f"the model sees {seen / words:.1%} of the words\n{dateparsing}\npeak memory of extracting {peak:,.0f} MB"
    )


def _words_of_model(work: Callable[[], None]) -> int:
    """Return how many words, between white space, the sentences hold that the model sees during ``work``."""
    seen = 0
    parse = Parser.parse

    def counted(parser: Parser, jobs: Iterable[tuple[Doc, Sequence[tuple[int, int]]]]) -> Iterator[list[Parsed]]:
        nonlocal seen
        jobs = list(jobs)
        seen += sum(len(doc.text[start:end].split()) for doc, bounds in jobs for start, end in bounds)
        return parse(parser, jobs)

    with patch.object(Parser, "parse", counted):
        work()
    return seen


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
