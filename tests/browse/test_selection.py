"""A URL becomes a selection, a selection SQL: run with bound values, and copied with the values in it."""

import html
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tables import article, claim, write
from tallyspan.browse.database import Database
from tallyspan.browse.pages import claims as claims_page
from tallyspan.browse.queries import Queries
from tallyspan.browse.selection import FACETS, SORTS, Selection, SelectionError

WHEAT = article(
    "wheat",
    "Kazakhstan sold wheat for $3 million, says Ann Smith.\nThe price may rise by 5%.\nSo it was in 2011.",
    publisher="Wire",
)
ROAD = article("road", "The road to Bishkek is 40 km long.\nIt cost Kyrgyzstan 2 million euros.", publisher="O'Neil's \"Daily\"")
CLAIMS = [
    claim(WHEAT, "$3 million", value=3e6, unit="USD", measure="sold wheat", subjects={"Kazakhstan": "KZ"}, speaker="Ann Smith"),
    claim(WHEAT, "5%", "percent", value=5.0, unit="%", aspect="change", modality="hypothetical", measure="price"),
    claim(WHEAT, "2011", "date", date_start=date(2011, 1, 1), date_end=date(2011, 12, 31), timex="2011"),
    claim(ROAD, "40 km", "distance", value=40000.0, unit="m", measure="road"),
    claim(ROAD, "2 million euros", value=2e6, unit="EUR", subjects={"Kyrgyzstan": "KG"}, measure="cost", modality="target"),
]


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("selection") / "processed", articles=[WHEAT, ROAD], claims=CLAIMS)


@pytest.fixture(scope="module")
def database(processed: Path) -> Database:
    return Database(processed)


def surfaces(database: Database, query: str) -> list[str]:
    return sorted(row["surface"] for row in Queries(database).claims(Selection.of(query)))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["$3 million", "2 million euros", "2011", "40 km", "5%"]),
        ("kind=money", ["$3 million", "2 million euros"]),
        ("kind=money&kind=percent", ["$3 million", "2 million euros", "5%"]),
        ("kind=money&country=KZ", ["$3 million"]),
        ("country=KZ&country=KG", ["$3 million", "2 million euros"]),
        ("subject=Kyrgyzstan", ["2 million euros"]),
        ("unit=m", ["40 km"]),
        ("aspect=change", ["5%"]),
        ("modality=target", ["2 million euros"]),
        ("speaker=Ann+Smith", ["$3 million"]),
        ("publisher=O%27Neil%27s+%22Daily%22", ["2 million euros", "40 km"]),
        ("value_from=2e6&value_to=2,500,000", ["2 million euros"]),
        ("time_from=2011-06-01&time_to=2011-06-02", ["2011"]),
        ("time_from=2012-01-01", []),
        ("published_to=2024-03-11", []),
        ("published_from=2024-03-12", ["$3 million", "2 million euros", "2011", "40 km", "5%"]),
        ("words=WHEAT", ["$3 million"]),
        ("words=wheat+sold", ["$3 million"]),
        ("words=wheat+road", []),
        ("words=%25", ["5%"]),
        ("article=road", ["2 million euros", "40 km"]),
        ("kind=money'+or+1=1+--", []),
    ],
)
def test_filters_combine(database: Database, query: str, expected: list[str]) -> None:
    assert surfaces(database, query) == expected


@pytest.mark.parametrize(
    ("sort", "first"),
    [("value", "5%"), ("-value", "$3 million"), ("article", "40 km"), ("time", "2011"), ("-published", "40 km")],
)
def test_rows_are_sorted_and_those_without_a_value_come_last(database: Database, sort: str, first: str) -> None:
    rows = Queries(database).claims(Selection.of(f"sort={sort}"))
    assert rows[0]["surface"] == first
    assert len(rows) == len(CLAIMS)


@pytest.mark.parametrize(
    "query",
    [
        "value_from=much",
        "value_to=nan",
        "time_from=2011",
        "published_to=yesterday",
        "sort=colour",
        "page=0",
        "page=x",
        "page=9e9",
    ],
)
def test_what_nothing_can_be_selected_by_is_named(query: str) -> None:
    with pytest.raises(SelectionError, match="not a"):
        Selection.of(query)


VALUES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(lambda text: text.strip() == text)
SELECTIONS = st.builds(
    Selection,
    chosen=st.dictionaries(st.sampled_from(list(FACETS)), st.lists(VALUES, min_size=1, max_size=3, unique=True).map(tuple)).map(
        lambda chosen: {name: chosen[name] for name in FACETS if name in chosen}
    ),
    words=VALUES.map(lambda text: " ".join(text.split())),
    sort=st.sampled_from([sign + name for name in SORTS for sign in ("", "-")]),
    page=st.integers(1, 10**6),
)


@given(SELECTIONS)
def test_a_selection_survives_its_url(selection: Selection) -> None:
    assert Selection.of(selection.query()) == selection


@given(SELECTIONS)
def test_no_value_reaches_into_the_sql(selection: Selection) -> None:
    written: list[object] = []
    selection.where(lambda value: written.append(value) or "?")  # type: ignore[func-returns-value]
    assert written == [value for values in selection.chosen.values() for value in values] + selection.words.lower().split()
    assert len(duckdb.extract_statements(selection.sql())) == 1  # so is what is copied, whatever stands in the quotes


def test_choosing_twice_takes_the_choice_back() -> None:
    selection = Selection.of("kind=money&page=3")
    both = selection.with_value("kind", "date")
    assert both.query() == "kind=money&kind=date"
    assert both.with_value("kind", "money").query() == "kind=date"
    assert selection.without("kind") == Selection()


@pytest.mark.parametrize(
    "query", ["", "kind=money&country=KZ&country=KG&value_from=2.5e6", "publisher=O%27Neil%27s+%22Daily%22&sort=value"]
)
def test_the_sql_to_copy_gives_the_rows_of_the_page(
    database: Database, query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    selection = Selection.of(query)
    page = claims_page(database, Queries(database), selection)
    (sql,) = re.findall(r'<pre id="sql"[^>]*>(.*?)</pre>', page, re.DOTALL)
    with duckdb.connect() as connection:
        connection.execute(html.unescape(sql))
        place = [column[0] for column in connection.description or ()].index("claim_id")
        copied = [row[place] for row in connection.fetchall()]
    assert copied == [row["claim_id"] for row in Queries(database).claims(selection)]


def test_counts_leave_room_to_choose_another(database: Database) -> None:
    overview = Queries(database).overview(Selection.of("kind=money"))
    assert overview.total == 2
    assert dict(overview.facets["kind"]) == {"money": 2, "percent": 1, "date": 1, "distance": 1}
    assert dict(overview.facets["unit"]) == {"USD": 1, "EUR": 1}
    assert dict(overview.facets["country"]) == {"KZ": 1, "KG": 1}
    assert dict(Queries(database).overview(Selection.of("country=KZ")).facets["country"]) == {"KZ": 1, "KG": 1}


def test_a_rebuild_shows_at_once(tmp_path: Path) -> None:
    processed = tmp_path / "processed"
    for version, amount in (("1", "$1"), ("2", "$22")):
        text = article("a", f"It cost {amount}.")
        write(processed / ".versions" / version, articles=[text], claims=[claim(text, amount)])

    def turn(version: str) -> None:
        for table in (processed / ".versions" / version).iterdir():
            (processed / "link").symlink_to(table)
            (processed / "link").replace(processed / table.name)

    turn("1")
    database = Database(processed)
    assert surfaces(database, "") == ["$1"]
    turn("2")
    assert surfaces(database, "") == ["$22"]
    assert Queries(database).overview(Selection()).total == 1


@pytest.mark.parametrize(
    "attempt",
    [
        "select * from read_text('{secret}')",
        "select * from '{secret}'",
        "copy (select 1) to '{secret}'",
        "attach '{secret}'",
        "load httpfs",
        "set enable_external_access = true",
        "reset allowed_directories",
    ],
)
def test_duckdb_reaches_nothing_but_the_tables(database: Database, tmp_path: Path, attempt: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(duckdb.Error, match=r"disabled|locked|not allowed|Cannot"):
        database.rows(attempt.format(secret=secret))
