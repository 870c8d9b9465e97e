"""Each view over a few rows written by hand: what an analyst asks, and the rows that answer."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from tables import Row, article, claim, of_an_older_schema, write
from tallyspan import views
from tallyspan.cli import app

TRADE = article(
    "trade",
    "Trade between Kazakhstan and Kyrgyzstan was $1.2 billion in 2023.\n"
    "The ministry says that trade will be $2 billion to $3 billion in 2030.\n"
    "Exports of wheat fell by 10%.\n"
    "At least 5 km of the road is new.",
    title="Trade",
    publisher="Wire",
    url="https://news.example/trade",
)
BOTH = {"Kazakhstan": "KZ", "Kyrgyzstan": "KG"}
YEAR = {"time_start": date(2023, 1, 1), "time_end": date(2023, 12, 31)}
CLAIMS = [
    claim(TRADE, "$1.2 billion", value=1.2e9, unit="USD", measure="Trade", subjects=BOTH, **YEAR),
    claim(
        TRADE,
        "$2 billion to $3 billion",
        value_low=2e9,
        value_high=3e9,
        value_mid=2.5e9,
        qualifier="range",
        unit="USD",
        measure="trade",
        modality="forecast",
        speaker="ministry",
        subjects={"Kazakhstan": "KZ"},
        time_start=date(2030, 1, 1),
        time_end=date(2030, 12, 31),
    ),
    claim(TRADE, "10%", "percent", value=10.0, unit="%", aspect="change", direction="down", subjects={"Kyrgyzstan": "KG"}),
    claim(TRADE, "At least 5 km", "distance", value=5000.0, value_low=5000.0, unit="m", qualifier="min", modality="target"),
    claim(TRADE, "2023", "date", date_start=date(2023, 1, 1), date_end=date(2023, 12, 31), modality=None),
]


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("views") / "processed", articles=[TRADE], claims=CLAIMS)


def ask(processed: Path, question: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        views.create(connection, processed)
        rows: list[tuple[object, ...]] = connection.execute(question).fetchall()
        return rows


def test_claims_current_has_what_identifies_the_article(processed: Path) -> None:
    assert ask(processed, "select surface, title, publisher, url, published from claims_current order by start limit 1") == [
        ("$1.2 billion", "Trade", "Wire", "https://news.example/trade", date(2024, 3, 12)),
    ]


def test_claims_current_leaves_out_what_is_not_committed_or_not_current(tmp_path: Path) -> None:
    old = article("a", "It cost $1 million.", current=False)
    lost = article("b", "It cost $2 million.")
    processed = write(tmp_path, articles=[old], claims=[claim(old, "$1 million"), claim(lost, "$2 million")])
    assert ask(processed, "select surface from claims_current") == []


def test_claims_by_subject_has_a_row_for_each_subject_in_its_order(processed: Path) -> None:
    question = "select surface, subject, country, subject_place from claims_by_subject order by start, subject_place"
    assert ask(processed, question) == [
        ("$1.2 billion", "Kazakhstan", "KZ", 1),
        ("$1.2 billion", "Kyrgyzstan", "KG", 2),
        ("$2 billion to $3 billion", "Kazakhstan", "KZ", 1),
        ("10%", "Kyrgyzstan", "KG", 1),
    ]


def test_a_subject_without_canonical_name_goes_by_its_words(tmp_path: Path) -> None:
    tunnel = article("tunnel", "The tunnel cost $3 million.")
    subject = {"text": "tunnel", "name": None, "label": None, "entity_id": None, "start": 4, "end": 10}
    row = claim(tunnel, "$3 million") | {"subjects": [subject]}
    assert ask(write(tmp_path, articles=[tunnel], claims=[row]), "select subject, country from claims_by_subject") == [
        ("tunnel", None)
    ]


def test_amounts_spreads_ranges_and_tells_facts_from_targets_and_forecasts(processed: Path) -> None:
    assert ask(processed, "select low, mid, high, actual, target, forecast from amounts order by kind, mid") == [
        (5000.0, 5000.0, None, None, 5000.0, None),
        (1.2e9, 1.2e9, 1.2e9, 1.2e9, None, None),
        (2e9, 2.5e9, 3e9, None, None, 2.5e9),
        (10.0, 10.0, 10.0, 10.0, None, None),
    ]


@pytest.mark.parametrize(
    ("qualifier", "bounds", "spread"),
    [
        ("exact", {}, (7.0, 7.0)),
        ("approx", {}, (7.0, 7.0)),
        ("min", {"value_low": 7.0}, (7.0, None)),
        ("max", {"value_high": 7.0}, (None, 7.0)),
    ],
)
def test_a_bound_is_open_on_the_other_side(
    tmp_path: Path, qualifier: str, bounds: Row, spread: tuple[float | None, float | None]
) -> None:
    text = article("a", "It cost $7.")
    processed = write(tmp_path, articles=[text], claims=[claim(text, "$7", value=7.0, qualifier=qualifier, **bounds)])
    assert ask(processed, "select low, high from amounts") == [spread]


def test_series_takes_the_time_of_the_text_or_else_of_publication_and_falls_are_negative(processed: Path) -> None:
    question = "select subject, measure, time, time_from, value, modality from series order by subject, time"
    assert ask(processed, question) == [
        ("Kazakhstan", "Trade", date(2023, 1, 1), "text", 1.2e9, "actual"),
        ("Kazakhstan", "trade", date(2030, 1, 1), "text", 2.5e9, "forecast"),
        ("Kyrgyzstan", "Trade", date(2023, 1, 1), "text", 1.2e9, "actual"),
        ("Kyrgyzstan", None, date(2024, 3, 12), "published", -10.0, "actual"),
    ]


def test_statements_say_who_said_what_when(processed: Path) -> None:
    assert ask(processed, "select speaker, said, surface, subject, modality from statements") == [
        ("ministry", date(2024, 3, 12), "$2 billion to $3 billion", "Kazakhstan", "forecast"),
    ]


def test_revisions_tell_what_became_of_the_claims_of_the_version_before(tmp_path: Path) -> None:
    before = article("a", "It cost $1 million.\nThe road is 5 km long.\nIt took 3%.", current=False)
    now = article(
        "a",
        "It cost $1 million.\nNow the road is 6 km long.\nIt grew by $9.",
        supersedes=before["text_sha256"],
        published=date(2024, 4, 1),
    )
    road = {"kind": "distance", "unit": "m", "measure": "road"}
    claims = [claim(now, "$1 million"), claim(now, "6 km", **road), claim(now, "$9")]  # type: ignore[arg-type]
    replaced = {"superseded_at": datetime(2024, 4, 1, tzinfo=UTC)}
    history = [claim(before, "$1 million"), claim(before, "5 km", **road), claim(before, "3%", "percent")]  # type: ignore[arg-type]
    alone = article("b", "It cost $9.")
    processed = write(
        tmp_path,
        articles=[before, now, alone],
        claims=[*claims, claim(alone, "$9")],
        claims_history=[row | replaced for row in history],
    )
    assert ask(processed, "select before, surface, fate, published_before from revisions order by fate") == [
        ("5 km", "6 km", "changed", date(2024, 3, 12)),
        ("3%", None, "dropped", date(2024, 3, 12)),
        ("$1 million", "$1 million", "kept", date(2024, 3, 12)),
        (None, "$9", "new", date(2024, 3, 12)),
    ]


@pytest.mark.parametrize("view", views.views(), ids=lambda view: view.name)
def test_every_column_is_explained(processed: Path, view: views.View) -> None:
    comments = dict(ask(processed, f"select column_name, comment from duckdb_columns() where table_name = '{view.name}'"))  # type: ignore[arg-type] # noqa: S608
    assert view.own.keys() <= comments.keys()
    assert all(comments.values())
    assert len(view.row) > 20


@pytest.mark.parametrize("view", views.VIEWS)
def test_views_stand_on_empty_tables_and_on_those_of_an_older_schema(tmp_path: Path, view: str) -> None:
    assert ask(write(tmp_path / "empty"), f"from {view}") == []
    old = write(tmp_path / "old", articles=[TRADE], claims=CLAIMS)
    of_an_older_schema(old, "countries", "subjects", "speaker_name", "value_mid")
    ask(old, f"from {view}")
    assert ask(old, "select distinct countries, value_mid, speaker_name from claims_current") == [(None, None, None)]


def test_printed_statements_make_the_same_views(processed: Path) -> None:
    result = CliRunner().invoke(app, ["views", "--processed", str(processed)], catch_exceptions=False)
    assert re.findall(r"create or replace view (\w+)", result.stdout)[-len(views.VIEWS) :] == list(views.VIEWS)
    with duckdb.connect() as connection:
        connection.execute(result.stdout)
        connection.execute("select count(*) from series")
        assert connection.fetchall() == [(4,)]


def test_a_database_file_answers_wherever_one_stands(processed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(processed.parent)
    database = tmp_path / "claims.duckdb"
    for _ in range(2):  # the second time over the first
        result = CliRunner().invoke(app, ["views", "--database", str(database)], catch_exceptions=False)
        assert (result.exit_code, result.stdout) == (0, "")
    monkeypatch.chdir(tmp_path)
    with duckdb.connect(str(database), read_only=True) as connection:
        forecasts = connection.sql("select subject, value from series where modality = 'forecast'").pl()
    assert forecasts.equals(pl.DataFrame({"subject": ["Kazakhstan"], "value": [2.5e9]}))
    assert list(tmp_path.iterdir()) == [database]


def test_without_tables_it_says_what_to_do(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["views", "--processed", str(tmp_path)])
    assert result.exit_code == 2
    assert "run tallyspan ingest first" in result.stderr
