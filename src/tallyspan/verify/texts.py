"""The rows, against the texts that they index and against what the extractor reads there now."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from tallyspan.assemble import CONTEXT
from tallyspan.model import text_digest
from tallyspan.nlp import Extractor
from tallyspan.run.spool import article_of
from tallyspan.run.work import rejects_of
from tallyspan.schema import CLAIMS, CLAIMS_HISTORY, MENTIONS, REJECTS, TABLES
from tallyspan.store.layout import Layout
from tallyspan.store.ledger import Ledger, article_rows, of_a_text
from tallyspan.store.parts import key_of, parts_in, read_articles, read_part, rows_of
from tallyspan.verify.findings import Finding, Tally

_SLICE = 64  # articles looked at together
_PAIR = ("article_id", "text_sha256")

Row = Mapping[str, Any]


def check_pairs(layout: Layout, version: int, ledger: Ledger) -> Iterator[Finding]:
    """Yield a finding for each row that joins nothing: claims of no current article, duplicates of no original."""
    originals = {(held.article_id, held.text_sha256) for held in ledger.by_id.values() if held.duplicate_of is None}
    for name in ("claims", "mentions"):
        for part in parts_in(layout.table(version, name)):
            pairs = Counter((row["article_id"], row["text_sha256"]) for row in read_part(part, _PAIR).to_pylist())
            for (article_id, digest), rows in pairs.items():
                if (article_id, digest) not in originals:
                    yield Finding(name, article_id, "no_article", f"{rows} rows of no current article with text {digest}")
    for held in ledger.by_id.values():
        if held.duplicate_of is None:
            continue
        original = ledger.by_id.get(held.duplicate_of)
        if original is None or (original.text_sha256, original.published) != (held.text_sha256, held.published):
            yield Finding("articles", held.article_id, "duplicate_of", f"{held.duplicate_of} is not the same article")


def check_history(layout: Layout, version: int, ledger: Ledger, tally: Tally) -> Iterator[Finding]:
    """Yield what is wrong with the claims of earlier versions: no such version, or its text does not bear them out."""
    earlier = {(held.article_id, held.text_sha256): held for held in ledger.rows if not held.current}
    of_part = lru_cache(maxsize=4)(article_rows)
    for part in parts_in(layout.table(version, CLAIMS_HISTORY.name)):
        claims = read_part(part).to_pylist()
        tally.rows[CLAIMS_HISTORY.name] += len(claims)
        for (article_id, digest), some in _by_text(claims).items():
            held = earlier.get((article_id, digest))
            if held is None:
                detail = f"no earlier version of {article_id} has the text {digest}"
                yield from (Finding(CLAIMS_HISTORY.name, claim["claim_id"], "no_article", detail) for claim in some)
                continue
            article = of_part(held.part).slice(held.row, 1).to_pylist()[0]
            yield from (replace(finding, table=CLAIMS_HISTORY.name) for finding in _check_claims(some, article))


def check_articles(layout: Layout, version: int, extractor: Extractor, tally: Tally) -> Iterator[Finding]:
    """Yield what is wrong with each article, its claims, its mentions and the spans left out of it."""
    for part in parts_in(layout.table(version, "articles")):
        articles = read_part(part)
        for start in range(0, len(articles), _SLICE):
            rows = articles.slice(start, _SLICE).to_pylist()
            held = {name: _of_articles(layout, version, name, key_of(part), rows) for name in ("claims", "mentions", "rejects")}
            tally.rows.update({"articles": len(rows)} | {name: sum(map(len, found.values())) for name, found in held.items()})
            yield from _check(rows, held, extractor, tally)


def _of_articles(layout: Layout, version: int, name: str, key: str, articles: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """Return the rows of the table ``name`` by article and text."""
    rows = read_articles(TABLES[name], parts_in(layout.table(version, name), key), [row["article_id"] for row in articles])
    if name == REJECTS.name:
        rows = rows.filter(of_a_text(rows))
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.to_pylist():
        found[row["article_id"], row["text_sha256"]].append(row)
    return found


def _check(
    rows: Sequence[Row],
    held: Mapping[str, Mapping[tuple[str, str], list[Row]]],
    extractor: Extractor,
    tally: Tally,
) -> Iterator[Finding]:
    derivable = []
    for row in rows:
        pair = row["article_id"], row["text_sha256"]
        claims, mentions = held["claims"].get(pair, []), held["mentions"].get(pair, [])
        yield from _check_text(row, claims)
        yield from _check_claims(claims, row)
        for mention in mentions:
            if row["text"][mention["start"] : mention["end"]] != mention["surface"]:
                yield Finding("mentions", row["article_id"], "surface", f"{mention['start']}: not {mention['surface']!r}")
        if row["current"] and row["duplicate_of"] is None:
            if row["extractor"] == extractor.name:
                derivable.append(row)
            else:
                tally.not_derivable += 1
    extractions = extractor.extract_many([article_of(row) for row in derivable])
    for row, extraction in zip(derivable, extractions, strict=True):
        pair = row["article_id"], row["text_sha256"]
        for table, records in (
            (CLAIMS, extraction.claims),
            (MENTIONS, extraction.mentions),
            (REJECTS, [*rejects_of(extraction)]),
        ):
            yield from _compare(table.name, pair[0], held[table.name].get(pair, []), rows_of(table, records).to_pylist())


def _check_text(row: Row, claims: Sequence[Row]) -> Iterator[Finding]:
    if text_digest(row["text"]) != row["text_sha256"]:
        yield Finding("articles", row["article_id"], "text_sha256", "the text has another hash")
    if row["words"] != (words := len(row["text"].split())):
        yield Finding("articles", row["article_id"], "words", f"{words} words are there, the row says {row['words']}")
    if row["current"] and row["claims"] != len(claims):
        yield Finding("articles", row["article_id"], "claims", f"{len(claims)} claims are there, the row says {row['claims']}")


def _by_text(claims: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for claim in claims:
        found[claim["article_id"], claim["text_sha256"]].append(claim)
    return found


def _check_claims(claims: Sequence[Row], article: Row) -> Iterator[Finding]:
    dates = {(claim["start"], claim["end"]): claim for claim in claims if claim["kind"] == "date"}
    for claim in claims:
        yield from _check_claim(claim, article, dates)


def _check_claim(claim: Row, article: Row, dates: Mapping[tuple[int, int], Row]) -> Iterator[Finding]:
    """Yield what does not fit of ``claim``. ``dates`` are the date claims of the article, by their offsets."""
    text, start, end = article["text"], claim["start"], claim["end"]
    expected = {
        "surface": text[start:end],
        "sentence": text[claim["sentence_start"] : claim["sentence_end"]],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
        "measure": " … ".join(" ".join(piece.split()) for piece in _slices(text, claim["measure_spans"] or ())) or None,
        "attributed_to": None if claim["speaker_start"] is None else text[claim["speaker_start"] : claim["speaker_end"]],
        "published": article["published"],
        "extractor": article["extractor"],
    }
    for name, value in expected.items():
        if claim[name] != value:
            yield Finding("claims", claim["claim_id"], name, f"{claim[name]!r} should be {value!r}")
    for subject in claim["subjects"] or ():
        if text[subject["start"] : subject["end"]] != subject["text"]:
            yield Finding("claims", claim["claim_id"], "subjects", f"{subject['start']}: not {subject['text']!r}")
    for span in claim["time_spans"] or ():
        date = dates.get((span["start"], span["end"]))
        if date is None:
            yield Finding("claims", claim["claim_id"], "time_spans", f"{span['start']} to {span['end']} is no date claim")
        elif claim["time_start"] not in (None, date["date_start"]) or claim["time_end"] not in (None, date["date_end"]):
            yield Finding("claims", claim["claim_id"], "time_start", f"the date at {span['start']} says something else")


def _slices(text: str, spans: Iterable[Row]) -> Iterator[str]:
    return (text[span["start"] : span["end"]] for span in spans)


def _compare(table: str, article_id: str, held: Iterable[Row], derived: Iterable[Row]) -> Iterator[Finding]:
    """Yield what differs between the rows held and the rows derived again, matched by their offsets."""
    there = {(row["start"], row["end"], row.get("kind")): row for row in held}
    for row in derived:
        place = row["start"], row["end"], row.get("kind")
        old = there.pop(place, None)
        if old is None:
            yield Finding(table, row.get("claim_id", article_id), "missing", f"{article_id}: no row at {place}")
            continue
        for name, value in row.items():
            if old[name] != value:
                row_id = old.get("claim_id", article_id)
                yield Finding(table, row_id, name, f"{old[name]!r} is held, {value!r} is derived at {place}")
    for place, row in there.items():
        yield Finding(table, row.get("claim_id", article_id), "not_derived", f"{article_id}: no such row is derived at {place}")
