"""The work on one batch, in whichever process: articles out of the spool, rows into files that no reader sees yet."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from tallyspan.model import Claim, Extraction, Mentions, Reject, Span, Subject
from tallyspan.nlp import Extractor
from tallyspan.run.records import Batch, BatchResult, Role, Take
from tallyspan.run.spool import article_of, fetch
from tallyspan.schema import ARTICLES, CLAIMS, MENTIONS, REJECTS
from tallyspan.store.layout import Layout
from tallyspan.store.parts import ordered, parts_in, read_part, rows_of
from tallyspan.store.publish import write_batch

EXAMPLES_OF_A_KIND = 2
FIRST_REJECTS = 20
_DIGITS = 6  # which a 32-bit float holds: what was 0.94 is 0.94 again

Load = Callable[[str | None, Mentions], Extractor]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every batch of a run needs, wherever it is worked on. ``load`` is a module-level function, to be picklable."""

    processed: Path
    run_id: str
    load: Load
    model: str | None
    mentions: Mentions
    extractor: str

    def warm_up(self) -> Callable[[], object]:
        """Return a picklable call that loads the extractor into the process that makes it."""
        return partial(loaded, self.load, self.model, self.mentions)


@cache
def loaded(load: Load, model: str | None, mentions: Mentions) -> Extractor:
    """Return the extractor of this process, loaded once."""
    return load(model, mentions)


def work(workshop: Workshop, batch: Batch) -> tuple[dict[str, Path], BatchResult]:
    """Extract ``batch`` into files that no reader sees, and return these by table. Raises OSError for trouble with the disk."""
    layout = Layout(workshop.processed)
    rows = fetch(layout.spool, (take.place for take in batch.takes))
    extractor = loaded(workshop.load, workshop.model, workshop.mentions)
    if extractor.name != workshop.extractor:  # a worker spawned after somebody had changed the rules
        raise RuntimeError(f"the extractor has changed from {workshop.extractor} to {extractor.name}: run again")
    articles = [article_of(row) for row, take in zip(rows, batch.takes, strict=True) if take.role is Role.EXTRACT]
    extractions = list(extractor.extract_many(articles))
    by_id = {extraction.article.article_id: extraction for extraction in extractions}
    stamp = {"run_id": workshop.run_id, "ingested_at": datetime.now(UTC), "extractor": extractor.name}
    finished = [_finish(row, take, by_id, stamp) for row, take in zip(rows, batch.takes, strict=True)]
    claims = list(chain.from_iterable(extraction.claims for extraction in extractions))
    lost = list(chain.from_iterable(map(rejects_of, extractions)))
    tables = {
        "articles": ordered(ARTICLES, ARTICLES.rows(finished)),
        "claims": rows_of(CLAIMS, claims),
        "mentions": rows_of(MENTIONS, list(chain.from_iterable(extraction.mentions for extraction in extractions))),
        "rejects": rows_of(REJECTS, [*batch.rejects, *lost]),
    }
    files = write_batch(layout, batch.key, tables)
    return files, _result(batch, claims, lost)


def read_back(layout: Layout, batch: Batch) -> BatchResult:
    """Return the result of ``batch`` from the rows that an earlier run, or an earlier try, has published."""
    claims, rejects = (
        [row for part in parts_in(layout.table(batch.version, name), batch.key) for row in read_part(part).to_pylist()]
        for name in (CLAIMS.name, REJECTS.name)
    )
    lost = [reject for row in rejects if (reject := Reject(**row)) not in batch.rejects]
    return _result(batch, [claim_of(row) for row in claims], lost)


def claim_of(row: dict[str, Any]) -> Claim:
    """Return the claim that ``row`` of ``claims`` was made from."""
    spans = {name: tuple(Span(**span) for span in row[name] or ()) for name in ("time_spans", "measure_spans")}
    subjects = tuple(Subject(**subject) for subject in row["subjects"] or ())
    shares = {name: None if row[name] is None else round(row[name], _DIGITS) for name in ("confidence", "context_confidence")}
    return Claim(**row | spans | shares | {"subjects": subjects, "countries": tuple(row["countries"] or ())})


def _result(batch: Batch, claims: Sequence[Claim], lost: Sequence[Reject]) -> BatchResult:
    """Return the result of ``batch``; ``lost`` is what was left out of articles that are there."""
    return BatchResult(
        key=batch.key,
        new=batch.new,
        revised=batch.revised,
        duplicate=batch.duplicate,
        rejected=batch.rejected,
        failed=len(lost),
        claims=dict(Counter(claim.kind for claim in claims)),
        examples=tuple(_examples(claims)),
        rejects=(*batch.rejects, *lost)[:FIRST_REJECTS],
        unchanged=batch.unchanged,
    )


def _finish(row: dict[str, Any], take: Take, by_id: dict[str, Extraction], stamp: dict[str, Any]) -> dict[str, Any]:
    if take.role is Role.KEEP:
        return row
    extraction = by_id.get(row["article_id"]) if take.role is Role.EXTRACT else None
    return (
        row
        | stamp
        | {
            "words": len(row["text"].split()),
            "claims": len(extraction.claims) if extraction else 0,
            "duplicate_of": take.duplicate_of,
            "supersedes": take.supersedes,
            "current": True,
            "source_gone": take.source_gone,
        }
    )


def rejects_of(extraction: Extraction) -> Iterator[Reject]:
    """Yield what was left out of one article, with the source that it was read from."""
    article = extraction.article
    for reject in extraction.rejects:
        yield replace(
            reject,
            source_path=article.source_path,
            record=article.record,
            source_sha256=article.source_sha256,
            article_id=article.article_id,
            text_sha256=article.text_sha256,
        )


def _examples(claims: Sequence[Claim]) -> Iterator[Claim]:
    shown: Counter[str] = Counter()
    for claim in claims:
        if shown[claim.kind] < EXAMPLES_OF_A_KIND:
            shown[claim.kind] += 1
            yield claim
