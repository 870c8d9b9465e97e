"""Confidence: the committed shares are those of the committed judgements, they hold, and every claim gets its own."""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training import confidence as training

import tallyspan
from tallyspan import Article
from tallyspan.confidence import Confidence, narrowest, parse
from tallyspan.reading import Reading

ROOT = Path(__file__).parents[1]
ROWS = training.read_table()
SHARES = tomllib.loads(training.SHARES.read_text(encoding="utf-8"))["shares"]
CONFIDENCE = Confidence()
KINDS = ("money", "percent", "distance", "date")


def test_the_committed_shares_are_those_of_the_committed_judgements() -> None:
    assert training.SHARES.read_text(encoding="utf-8") == training.render(ROWS)


def test_each_share_can_be_computed_by_hand_from_its_line_and_the_wider_one() -> None:
    for name in SHARES.keys() - {"all"}:
        wider = " / ".join(name.split(" / ")[:-1]) or "all"
        right, judged, share = (SHARES[name][key] for key in ("right", "judged", "share"))
        assert share == pytest.approx((right + 20 * SHARES[wider]["share"]) / (judged + 20), abs=1e-4), name
        assert 0 < share < 1, name


def predictions(chosen: str = "") -> list[training.Prediction]:
    """Return what the shares of other articles foretell of the claims of one kind, or of all."""
    return training.spread([(row, share) for row, share in training.predict(ROWS) if row.group[0].startswith(chosen)])


def test_the_shares_are_calibrated_on_articles_that_they_were_not_computed_from() -> None:
    assert training.calibration_error(predictions()) <= 0.05


def test_the_shares_tell_right_from_wrong_on_articles_that_they_were_not_computed_from() -> None:
    assert training.area(predictions()) >= 0.65


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_was_judged_often_and_is_told_apart_better_than_by_chance(kind: str) -> None:
    claims = predictions(kind)
    assert len(claims) >= 300
    assert training.area(claims) > 0.55
    assert training.calibration_error(claims) <= 0.1


def test_check_prints_a_line_for_each_data_set_and_kind() -> None:
    command = [sys.executable, "training/confidence.py", "--check"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT).stdout
    for name in ("all", *(f"kind {kind}" for kind in KINDS), *sorted({f"set {row.data_set}" for row in ROWS})):
        assert f"\n{name} " in printed


@pytest.mark.parametrize(
    ("pairs", "error", "area"),
    [
        ([(0.9, True)] * 9 + [(0.9, False)], 0.0, 0.5),  # calibrated, and nothing told apart
        ([(0.5, True)] * 10, 0.5, float("nan")),
        ([(0.75, True), (0.25, False)] * 5, 0.25, 1.0),
        ([(0.25, True), (0.75, False)] * 5, 0.75, 0.0),
    ],
)
def test_figures_of_small_samples(pairs: list[tuple[float, bool]], error: float, area: float) -> None:
    claims = [training.Prediction(confidence, right, 1.0) for confidence, right in pairs]
    assert training.calibration_error(claims) == pytest.approx(error)
    assert training.area(claims) == pytest.approx(area, nan_ok=True)


def test_an_article_is_left_out_as_a_whole() -> None:
    group = ("money", "plain", "money.sign", "span")
    alone = training.Judged("set", "one", group, 0, 5, 1.0)
    others = training.Judged("set", "two", group, 5, 0, 1.0)
    by_article = {row.article: share for row, share in training.predict([alone, others])}
    assert by_article["one"] > Fraction(1, 2) > by_article["two"]


CASES = [
    # text, publication date, what is read: surface and group
    ("Exports rose 5%.", None, {"5%": ("percent", "plain", "percent.share", "span")}),
    ("It costs $5 or 7 marks.", None, {"$5": ("money", "plain", "money.sign", "default USD")}),
    ("He paid 30 euros.", None, {"30 euros": ("money", "plain", "money.word", "span")}),
    ("They met on Monday.", "2019-07-04", {"Monday": ("date", "plain", "date.weekday", "relative from published")}),
    ("They met on Monday.", None, {"Monday": ("date", "plain", "date.weekday", "relative open")}),
    ('"We won today," he said.', "2019-07-04", {"today": ("date", "quoted", "date.day_word", "relative from published")}),
    ("\u201cWe won\u201d today.", "2019-07-04", {"today": ("date", "plain", "date.day_word", "relative from published")}),
    ("\u201cWe won today.\u201d", "2019-07-04", {"today": ("date", "quoted", "date.day_word", "relative from published")}),
    ("They won in 2004 Olympic gold.", None, {"2004": ("date", "named", "date.year", "absolute from text")}),
]


@pytest.mark.parametrize(("text", "published", "expected"), CASES)
def test_group(text: str, published: str | None, expected: dict[str, tuple[str, ...]]) -> None:
    claims = {claim.surface: claim for claim in tallyspan.extract(text, published)}
    for surface, group in expected.items():
        claim = claims[surface]
        names = ("kind", "start", "end", "rule_id", "unit", "unit_from", "date_anchor", "resolved_from")
        reading = Reading(**{name: getattr(claim, name) for name in names})
        assert narrowest(reading, text, (claim.sentence_start, claim.sentence_end)) == group
        assert claim.confidence == CONFIDENCE.of(reading, text, (claim.sentence_start, claim.sentence_end))


def articles() -> Iterator[Article]:
    """Yield news of the usual parts: money, shares, distances, dates of every anchor, names that are no claims."""
    for published in (None, date(2019, 7, 4)):
        yield Article(
            "OSLO, July 3 - The fund lost 3% on Tuesday, or 2.1 billion crowns. "
            "\u201cWe lose $5 million a week today,\u201d said Ada Berg. "
            "Last year it had gained 11 to 12 percent. The line is 30 miles long and opens in 2024.",
            published=published,
        )


@pytest.mark.parametrize("model", [None, "blank"])
def test_every_claim_has_a_confidence_and_always_the_same(model: str | None) -> None:
    extractor = tallyspan.load(model)
    for article in articles():
        first, second = extractor.extract(article).claims, extractor.extract(article).claims
        assert len(first) >= 7
        assert all(claim.confidence is not None and 0 < claim.confidence < 1 for claim in first)
        assert [claim.confidence for claim in first] == [claim.confidence for claim in second]


def test_confidence_does_not_depend_on_the_model() -> None:
    embedded, blank = tallyspan.load(), tallyspan.load("blank")
    for article in articles():
        by_both = (extractor.extract(article).claims for extractor in (embedded, blank))
        one, other = ([(claim.start, claim.confidence) for claim in claims] for claims in by_both)
        assert one == other


def test_what_needs_a_guess_is_less_sure_than_what_stands_there() -> None:
    (plain,) = tallyspan.extract("They met on July 3, 2019.")
    (quoted,) = tallyspan.extract('"We met earlier today," he said.', "2019-07-04")
    assert plain.confidence is not None
    assert quoted.confidence is not None
    assert plain.confidence > quoted.confidence


NAMES = st.sampled_from([*sorted({part for name in SHARES for part in parse(name)}), "no such thing"])


@given(
    reading=st.builds(
        Reading,
        kind=st.sampled_from(KINDS),
        start=st.integers(0, 20),
        end=st.integers(0, 20),
        rule_id=NAMES,
        unit=st.none() | NAMES,
        unit_from=st.none() | NAMES,
        date_anchor=st.none() | NAMES,
        resolved_from=st.sampled_from([None, "text", "published"]),
        pending=st.none(),
    ),
    text=st.text(max_size=20),
    start=st.integers(0, 20),
)
def test_every_reading_has_a_confidence(reading: Reading, text: str, start: int) -> None:
    share = CONFIDENCE.of(reading, text, (start, len(text)))
    assert 0 < share < 1
    assert share == CONFIDENCE.of(reading, text, (start, len(text)))
