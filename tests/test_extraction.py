"""What holds for every text: exact slices, order, repeatability, stability under appending, no failure, linear time."""

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

import tallyspan
from tallyspan import Article, Claim, nlp, rules
from tallyspan.model import Mentions
from tallyspan.run.work import loaded
from tallyspan.sentences import Splitter

EXTRACTOR, RULES_ALONE = (loaded(nlp.load, model, Mentions.CLAIMS) for model in (None, "blank"))
SPLITTER = Splitter(**rules.read("sentence"))
# Fragments that quantities and dates are made of, so that random texts hold many of them, whole and broken.
FRAGMENTS = st.sampled_from(
    [
        *("$", "US$", "€", "£", "5", "1.2", "1,200", "12%", "2019", "'98", "½", "1/2", "million", "bn", "m", "k", "km", "feet"),
        *("-", "–", "to", "and", "between", "from", "percent", "per cent", "points", "about", "over", "up", "dollars", "tenge"),
        *(
            "pounds",
            "half",
            "a",
            "quarter",
            "of",
            "the",
            "last",
            "next",
            "year",
            "years",
            "ago",
            "Monday",
            "March",
            "May",
            "4",
            "4th",
        ),
        *(
            ",",
            ".",
            ";",
            "(",
            ")",
            '"',
            "\n",
            "\n\n",
            "two",
            "hundred",
            "thousand",
            "since",
            "by",
            "until",
            "early",
            "late",
            "in",
            "on",
        ),
        *("week", "Q3", "1990s", "2019/20", "04/07/2019", "ROSE", "fell", "a.m.", "Rs.", "U.S.", "will"),
    ],
)
TEXTS = st.lists(FRAGMENTS, max_size=40).map(" ".join) | st.lists(FRAGMENTS, max_size=20).map("".join) | st.text(max_size=200)


def claims(text: str) -> Sequence[Claim]:
    return EXTRACTOR.extract(Article(text)).claims


def assert_sound(text: str, found: Sequence[Claim]) -> None:
    last = 0
    for claim in found:
        assert last <= claim.start < claim.end <= len(text)
        last = claim.end
        assert text[claim.start : claim.end] == claim.surface
        assert text[claim.sentence_start : claim.sentence_end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= claim.sentence_end
        assert text[: claim.start].endswith(claim.prefix)
        assert text[claim.end :].startswith(claim.suffix)
        assert_context_has_characters(text, claim)
    assert len({claim.claim_id for claim in found}) == len(found)


def assert_context_has_characters(text: str, claim: Claim) -> None:
    pieces = [text[span.start : span.end] for span in claim.measure_spans]
    assert claim.measure == (" … ".join(" ".join(piece.split()) for piece in pieces) or None)
    assert all(span.end <= claim.start or span.start >= claim.end for span in claim.measure_spans)
    assert all(text[subject.start : subject.end] == subject.text for subject in claim.subjects)
    if claim.attributed_to is None:
        assert claim.speaker_start is claim.speaker_end is claim.speaker_name is None
    else:
        assert text[claim.speaker_start : claim.speaker_end] == claim.attributed_to
    assert claim.kind != "date" or claim.time_spans == ()
    assert claim.context_confidence is None or 0 <= claim.context_confidence <= 1


@settings(max_examples=300)
@given(TEXTS)
def test_any_text_gives_sound_claims_and_the_same_ones_twice(text: str) -> None:
    found = claims(text)
    assert_sound(text, found)
    assert claims(text) == found


@settings(max_examples=300)
@given(TEXTS, TEXTS)
def test_appending_changes_no_span_before_the_last_sentence(text: str, more: str) -> None:
    sentences = list(SPLITTER.split(text))
    limit = sentences[-1][0] if sentences else 0
    before = [(claim.start, claim.end, claim.kind) for claim in claims(text) if claim.end <= limit]
    after = [(claim.start, claim.end, claim.kind) for claim in claims(text + more) if claim.end <= limit]
    assert after == before


def test_lone_surrogates_and_nulls_are_text_too() -> None:
    text = "\ud800 It cost $5 million\x00, or 10%\udfff."
    assert [claim.surface for claim in claims(text)] == ["$5 million", "10%"]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("It rose 10%Monday.", ["10%", "Monday"]),
        ("It paid $5(May 2017).", ["$5", "May 2017"]),
        ("It cost $20mid-2018.", ["$20", "mid-2018"]),
        ("It rose 10%in 2018,fell 5%.", ["10%", "2018", "5%"]),
        # Characters that composing takes apart, or that it makes nothing of.
        *((f"It rose {mark} 10%{mark} on Monday.", ["10%", "Monday"]) for mark in ["", "̈́", "⫝̸", "ླྀ", "𝅗𝅥", "क़", ""]),
        ("It cost 5 \u0344 or $5 \U0001d15e.", ["$5"]),
    ],
)
def test_claims_beside_anything(text: str, surfaces: list[str]) -> None:
    assert [claim.surface for claim in claims(text)] == surfaces


def test_no_character_stops_a_reading() -> None:
    """Every character of Unicode, before, in and behind a number."""
    for start in range(0, sys.maxunicode, 4096):
        characters = map(chr, range(start, start + 4096))
        article = Article("\n\n".join(f"{c}5{c}6 {c}7%{c}" for c in characters))
        assert RULES_ALONE.extract(article).rejects == (), f"{start:x}"


def corpus(shared: Path) -> list[Article]:
    lines = (shared / "corpora" / "open_news.jsonl").read_text(encoding="utf-8").splitlines()
    return [Article(record["text"], record["id"]) for record in map(json.loads, lines)]


def test_open_news_is_sound_and_repeatable(shared: Path) -> None:
    articles = corpus(shared)
    first = list(EXTRACTOR.extract_many(articles))
    assert [extraction.article for extraction in first] == articles
    for extraction in first:
        assert_sound(extraction.article.text, extraction.claims)
    fresh = nlp.load()
    assert list(fresh.extract_many(reversed(articles))) == first[::-1], "neither order nor instance matters"


def test_open_news_is_stable_under_appending(shared: Path) -> None:
    articles = corpus(shared)[:100]
    for article, following in pairwise(articles):
        limit = list(SPLITTER.split(article.text))[-1][0]
        longer = article.text + following.text
        before = [(claim.start, claim.end, claim.kind) for claim in claims(article.text) if claim.end <= limit]
        assert before == [(claim.start, claim.end, claim.kind) for claim in claims(longer) if claim.end <= limit]


REPEATED = [
    *("1", " ", "(", ".", "a", "a-", "$", "1,", "1 ", "$1 ", "5% to ", "one ", "one and ", "1-", "5 m\n", "half a ", "million "),
    *("May ", "in May 2012 to ", "1/2 ", "Rs. ", "\n", "\x00"),
]


@pytest.mark.parametrize(("extractor", "size"), [(RULES_ALONE, 20_000), (EXTRACTOR, 4_000)], ids=["rules alone", "model"])
@pytest.mark.parametrize("unit", REPEATED)
def test_time_is_linear_in_the_length(unit: str, extractor: nlp.Extractor, size: int) -> None:
    """Four times the text takes about four times as long: 16 times, if anything were quadratic."""

    def seconds(size: int) -> float:
        article = Article(unit * (size // len(unit)))
        return min(_timed(extractor, article) for _ in range(2))

    small, large = seconds(size), seconds(4 * size)
    assert large < 9 * small + 0.1


def _timed(extractor: nlp.Extractor, article: Article) -> float:
    start = time.process_time()
    extractor.extract(article)
    return time.process_time() - start


@pytest.mark.parametrize("unit", ["1", " ", "word ", "It cost $5 million on Monday. "])
def test_a_megabyte_is_done(unit: str) -> None:
    article = Article(unit * (1_000_000 // len(unit)))
    assert_sound(article.text, RULES_ALONE.extract(article).claims)


def test_component_works_on_any_pipeline_and_survives_serialisation() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.add_pipe("tallyspan")
    doc = pipeline("Trade rose to US$1.2bn. It is a 22-mile road.")
    spans = [(span.text, span.label_, span.id_) for span in doc.spans["tallyspan"]]
    assert spans == [("US$1.2bn", "money", "money.sign"), ("22-mile", "distance", "distance.mile")]
    again = Doc(pipeline.vocab).from_bytes(doc.to_bytes())
    assert [(span.text, span.label_) for span in again.spans["tallyspan"]] == [span[:2] for span in spans]


def test_the_extension_says_what_a_span_means_and_survives_storing() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("tallyspan")
    doc = pipeline.make_doc("Trade rose to US$1.2bn on 3 May 2019. It is between 20 and 30 km. Last month it was 10%.")
    doc._.tallyspan_published = "2019-07-04"
    doc = pipeline(doc)
    shown = ("surface", "kind", "value", "value_low", "value_high", "unit", "date_start", "date_end")
    expected = [
        ("US$1.2bn", "money", 1.2e9, None, None, "USD", None, None),
        ("3 May 2019", "date", None, None, None, None, "2019-05-03", "2019-05-03"),
        ("20 and 30 km", "distance", None, 20_000.0, 30_000.0, "m", None, None),
        ("Last month", "date", None, None, None, None, "2019-06-01", "2019-06-30"),
        ("10%", "percent", 10.0, None, None, "%", None, None),
    ]
    binned = DocBin(docs=[doc]).to_bytes()  # without the user data
    copies = [
        Doc(pipeline.vocab).from_bytes(doc.to_bytes()),
        next(DocBin().from_bytes(binned).get_docs(pipeline.vocab)),
        pickle.loads(pickle.dumps(doc)),  # noqa: S301
    ]
    for one in (doc, *copies):
        said = [span._.tallyspan for span in one.spans["tallyspan"]]
        assert [tuple(claim[name] for name in shown) for claim in said] == expected
        assert all(one.text[claim["start"] : claim["end"]] == claim["surface"] for claim in said)
    assert doc[0:1]._.tallyspan is None


def test_component_runs_in_processes() -> None:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("tallyspan")
    texts = ["It cost $5 million.", "It is 10% more, on 4 July 2019."]
    docs = list(pipeline.pipe(texts, n_process=2))
    assert [[span.text for span in doc.spans["tallyspan"]] for doc in docs] == [["$5 million"], ["10%", "4 July 2019"]]


def test_values_of_dates_may_depend_on_publication_but_spans_do_not() -> None:
    text = "It fell last week."
    (undated,), (dated,) = tallyspan.extract(text), tallyspan.extract(text, "2019-07-10")
    assert (undated.start, undated.end, undated.date_start) == (dated.start, dated.end, None)
    assert str(dated.date_start) == "2019-07-01"


def test_no_process_reads_otherwise_than_another(shared: Path) -> None:
    """Python orders sets by a seed that differs from process to process; nothing that is read may depend on it."""
    program = (
        "import json, sys, hashlib; from tallyspan import Article, nlp\n"
        "lines = open(sys.argv[1], encoding='utf-8').read().splitlines()[:60]\n"
        "texts = [json.loads(line)['text'] for line in lines] + ['50 US cents, 5 dlrs, 8 pesos and 2 francs in Egypt.']\n"
        "rows = [claim for found in nlp.load().extract_many(map(Article, texts)) for claim in found.claims]\n"
        "print(hashlib.sha256(repr(rows).encode()).hexdigest())\n"
    )
    corpus = str(shared / "corpora" / "open_news.jsonl")
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, corpus],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1
