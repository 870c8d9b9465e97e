"""Judges claims, for ``confidence.py``: by machine against annotations, and by eye. Only facts are kept, no text.

    python training/judge.py annotated              judge the annotated articles in ../shared/eval again
    python training/judge.py sample NEWS > SHEET    draw claims of a file of articles (JSON Lines) to be read by somebody,
                                                    who puts an x before each line that is wrong
    python training/judge.py enter NAME < SHEET     enter that in the table, as the data set NAME

Right is a claim that is really there, whose span is that of the guidelines, and whose value or interval and unit are right; an
unresolved date is right when the article does not settle it. Against TIMEX annotations, whose spans follow other rules, an
overlap is enough, and a date that nobody annotated is not judged where not all dates are.

The data sets: ``claims``, ``gum_news`` and ``wikiwars`` are annotated. ``news_dates`` are dates of open news, read by eye: all of
30 articles, and of the rest a sample in which rare rules are many; ``weight`` says how many claims each stands for.
``news_quantities`` are all other claims of the same articles. Rules were tuned while some of that news was read, so the
others show better what to expect of new text: ``unseen_1`` and ``unseen_2`` are sentences of many kinds of news and web page,
written to test the rules and judged as they were first read; as with the sheets, what was mended afterwards still counts as
wrong. Articles that are annotated are left out of the samples. The specifications under ``quantities`` are no news and are left
out too.
"""

import argparse
import csv
import json
import math
import random
import runpy
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import tallyspan
from confidence import TABLE, Judged, read_table
from tallyspan import Article, Claim
from tallyspan.confidence import Group, narrowest
from tallyspan.model import jsonable
from tallyspan.nlp import Extractor
from tallyspan.reading import Reading

EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval"
COMPLETE = {"gum_news": False, "wikiwars": True}  # does every date of the set bear an annotation?
WHOLE_ARTICLES = 30
SPREAD = 1.12  # of N claims of a stratum about so many times the root of N are drawn, and never fewer than two
SEED = 20261121
BEFORE, AFTER = 150, 80  # characters of context on a sheet
COLUMNS = ("data_set", "article", "kind", "oddity", "rule", "settled", "right", "wrong", "weight")
SHEET = ("wrong", "weight", "article", "kind", "oddity", "rule", "settled", "published", "context", "read")


class Verdict(NamedTuple):
    """One judged claim."""

    data_set: str
    article: str
    group: Group
    right: bool
    weight: float = 1.0


class Scorer(NamedTuple):
    """What is used of ../shared/eval/score.py, so that there is one meaning of right."""

    pair: Any
    value_right: Any
    timexes: Any
    unit_value: Any
    read_gold: Any
    overlap: Any
    OUT: Any
    LEAD: Any


def group_of(article: Article, claim: Claim) -> Group:
    """Return the narrowest group of a claim read from ``article``."""
    names = ("kind", "start", "end", "rule_id", "unit", "unit_from", "date_anchor", "resolved_from")
    reading = Reading(**{name: getattr(claim, name) for name in names})
    return narrowest(reading, article.text, (claim.sentence_start, claim.sentence_end))


def annotated() -> Iterator[Verdict]:
    """Yield a verdict for each claim of the annotated articles that the annotations speak of."""
    code = runpy.run_path(str(EVAL / "score.py"))
    scorer = Scorer(**{name: code[name] for name in Scorer._fields})
    extractor = tallyspan.load("blank")  # spans, values and units do not depend on the model
    seen = set()
    for gold in scorer.read_gold(str(EVAL / "dev" / "claims")):
        seen.add(str(gold["id"]).rpartition("-")[2])
        article, claims = _read(extractor, gold)
        for claim, right in _against_claims(scorer, gold, claims):
            yield Verdict("claims", article.article_id, group_of(article, claim), right)
    for name, complete in COMPLETE.items():
        for gold in scorer.read_gold(str(EVAL / "dev" / "dates" / f"{name}.jsonl")):
            if gold["id"].rpartition("_")[2] in seen:
                continue  # three articles have claims annotated too
            article, claims = _read(extractor, gold)
            dates = [claim for claim in claims if claim.kind == "date"]
            for claim, right in _against_timexes(scorer, gold, dates, complete=complete):
                yield Verdict(name, article.article_id, group_of(article, claim), right)


def _read(extractor: Extractor, gold: dict[str, Any]) -> tuple[Article, Sequence[Claim]]:
    published = gold.get("dct")
    article = Article(gold["text"], str(gold["id"]), date.fromisoformat(published) if published else None)
    return article, extractor.extract(article).claims


def _row(claim: Claim) -> dict[str, Any]:
    """Return the columns that the scorer compares, as it reads them from JSON."""
    names = ("start", "end", "surface", "unit", "value", "value_low", "value_high", "date_start", "date_end", "timex")
    return {name: jsonable(getattr(claim, name)) for name in names}


def _against_claims(scorer: Scorer, gold: dict[str, Any], claims: Sequence[Claim]) -> Iterator[tuple[Claim, bool]]:
    for kind in ("money", "percent", "distance", "date"):
        expected = [one for one in gold["claims"] if one["kind"] == kind]
        found = [claim for claim in claims if claim.kind == kind]
        rows = [_row(claim) for claim in found]
        partner = {j: expected[i] for i, j in scorer.pair(expected, rows).items()}
        for j, (claim, row) in enumerate(zip(found, rows, strict=True)):
            one = partner.get(j)
            if one is None or not one.get("optional"):
                right = one is not None and (one["start"], one["end"]) == (claim.start, claim.end)
                yield claim, right and scorer.value_right(one, row)


def _against_timexes(
    scorer: Scorer, gold: dict[str, Any], dates: Sequence[Claim], *, complete: bool
) -> Iterator[tuple[Claim, bool]]:
    """Yield each date claim and whether all its ends (two of a range) are right, if they were judged at all."""
    clear = [one for one in gold["gold"] if _is_clear(scorer, one)]
    vague = [one for one in gold["gold"] if not _is_clear(scorer, one)]
    ends = [(number, end) for number, claim in enumerate(dates) for end in scorer.timexes(_row(claim))]
    for _, end in ends:
        while lead := scorer.LEAD.match(gold["text"][end["start"] : end["end"]]):
            end["start"] += lead.end()
    judged = [one for one in ends if _touches(scorer, one[1], clear) or not _touches(scorer, one[1], vague)]
    partner = {j: clear[i] for i, j in scorer.pair(clear, [end for _, end in judged]).items()}
    verdicts: dict[int, list[bool]] = defaultdict(list)
    for j, (number, end) in enumerate(judged):
        one = partner.get(j)
        if one is not None:
            values = {scorer.unit_value(one["value"]), scorer.unit_value(one.get("value_corrected") or one["value"])}
            verdicts[number].append(scorer.unit_value(end["value"]) in values)
        elif complete:
            verdicts[number].append(False)
    for number, answers in verdicts.items():
        yield dates[number], all(answers)


def _is_clear(scorer: Scorer, one: dict[str, Any]) -> bool:
    return one["type"] in {"DATE", "TIME"} and bool(one.get("value")) and not scorer.OUT.search(one["value"])


def _touches(scorer: Scorer, end: dict[str, Any], annotations: Iterable[dict[str, Any]]) -> bool:
    return any(scorer.overlap(one, end) > 0 for one in annotations)


def sample(news: Path, sheet: TextIO) -> None:
    """Write a sheet: all claims of some articles, and of each stratum of the rest a few, which stand for the others."""
    rng = random.Random(SEED)  # noqa: S311 - a sample that can be drawn again
    records = [json.loads(line) for line in news.read_text(encoding="utf-8").splitlines()]
    articles = {one["id"]: Article(one["text"], one["id"], _date(one.get("published"))) for one in records}
    whole = set(rng.sample(sorted(articles), min(WHOLE_ARTICLES, len(articles))))
    writer = csv.writer(sheet, delimiter="\t", lineterminator="\n")
    writer.writerow(SHEET)
    strata: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for extraction in tallyspan.load("blank").extract_many(articles.values()):
        for claim in extraction.claims:
            if claim.article_id in whole:
                writer.writerow(_line(extraction.article, claim, 1.0))
            else:
                kind, _, rule, settled = group_of(extraction.article, claim)
                strata[kind, rule, settled].append(claim)
    for _, claims in sorted(strata.items()):
        drawn = rng.sample(claims, min(len(claims), max(2, round(SPREAD * math.sqrt(len(claims))))))
        writer.writerows(_line(articles[claim.article_id], claim, len(claims) / len(drawn)) for claim in drawn)


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _line(article: Article, claim: Claim, weight: float) -> Sequence[object]:
    text = article.text
    before, after = text[max(0, claim.start - BEFORE) : claim.start], text[claim.end : claim.end + AFTER]
    context = " ".join(f"{before}[[{claim.surface}]]{after}".split())
    interval = f"{claim.date_start}..{claim.date_end} {claim.timex}"
    number = f"{claim.value} {claim.value_low}..{claim.value_high} {claim.unit}"
    read = interval if claim.kind == "date" else number
    return "", f"{weight:.3f}", article.article_id, *group_of(article, claim), article.published, context, read


def enter(name: str, sheet: TextIO) -> Iterator[Verdict]:
    """Yield the verdicts of a sheet that somebody went through."""
    for line in csv.DictReader(sheet, delimiter="\t"):
        group = (line["kind"], line["oddity"], line["rule"], line["settled"])
        yield Verdict(name, line["article"], group, not line["wrong"].strip(), float(line["weight"]))


def write(verdicts: Iterable[Verdict], kept: Iterable[Judged] = ()) -> None:
    """Write the table: ``kept`` as it is, ``verdicts`` by article and group."""
    counts: dict[tuple[str, str, Group, float], Counter[bool]] = defaultdict(Counter)
    for row in kept:
        counts[row.data_set, row.article, row.group, row.weight].update({True: row.right, False: row.wrong})
    for one in verdicts:
        counts[one.data_set, one.article, one.group, one.weight][one.right] += 1
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        for (data_set, article, group, weight), answers in sorted(counts.items()):
            writer.writerow((data_set, article, *group, answers[True], answers[False], f"{weight:g}"))


def main() -> None:
    """Do one of the three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("annotated", "sample", "enter"))
    parser.add_argument("name", nargs="?", help="the file to sample, or the name of the data set to enter")
    arguments = parser.parse_args()
    if arguments.what == "sample":
        sample(Path(arguments.name), sys.stdout)
        return
    verdicts = list(annotated() if arguments.what == "annotated" else enter(arguments.name, sys.stdin))
    replaced = {one.data_set for one in verdicts}
    write(verdicts, [row for row in read_table() if row.data_set not in replaced])


if __name__ == "__main__":
    main()
