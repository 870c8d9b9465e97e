"""The pages as a browser gets them: what they show, what they escape, whom they answer."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from tables import Row, article, claim, of_an_older_schema, run, write
from tallyspan.browse import Database, application
from tallyspan.browse.selection import PAGE_ROWS

EVIL = '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted" &amp; \u202edesrever\u202c cost $5.'
HOSTILE = article(
    "../<b>\"'&?#%\u202e", EVIL, title="</title><script>alert(2)</script>", publisher="<i>", url="javascript:alert(3)"
)
TEXT = """\
Kazakhstan and Kyrgyzstan want $2 billion of trade.
Trade is $1.2 billion, says Ann Smith.
It rose by 10% in 2023."""
TRADE = article("trade", TEXT, title="Trade", publisher="Wire", url="https://news.example/trade#top", supersedes="older")
OLDER = article(
    "trade",
    TEXT.replace("1.2", "1.1"),
    current=False,
    text_sha256="older",
    claims=4,
    ingested_at=datetime(2024, 3, 1, tzinfo=UTC),
)
COPY = article("copy", TEXT, title="Copy", duplicate_of="trade")
CLAIMS = [
    claim(
        TRADE,
        "$2 billion",
        value=2e9,
        unit="USD",
        measure="trade",
        modality="target",
        subjects={"Kazakhstan": "KZ", "Kyrgyzstan": "KG"},
    ),
    claim(
        TRADE,
        "$1.2 billion",
        value=1.2e9,
        unit="USD",
        measure="Trade",
        speaker="Ann Smith",
        time_start=date(2023, 1, 1),
        time_end=date(2023, 12, 31),
    ),
    claim(TRADE, "10%", "percent", value=10.0, unit="%", aspect="change", direction="up"),
    claim(TRADE, "2023", "date", date_start=date(2023, 1, 1), date_end=date(2023, 12, 31), measure="rose"),
    claim(HOSTILE, "$5", value=5.0, unit="USD", measure="<script>alert(1)</script>", per="<u>"),
]
HISTORY = [
    claim(OLDER, "$2 billion"),
    claim(OLDER, "$1.1 billion", unit="USD", measure="Trade"),
    claim(OLDER, "10%", "percent"),
    claim(OLDER, "2023", "date"),
]
FLOW_RUN = "01234567-89ab-4def-8123-456789abcdef"
REJECTS = [
    {"source_path": "bad.txt", "stage": "read", "reason": "empty", "detail": "<b>nothing</b>"},
    {"source_path": "de.txt", "stage": "language", "reason": "not_english", "detail": "de"},
]
ADDRESSES = ["/", "/charts", "/articles", "/runs", "/article?id=trade", "/changes?id=trade&version=older"]


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    stale = COPY | {"extractor": "tallyspan 0"}
    runs = [run(FLOW_RUN, new=3, claims=5), run("f" * 32, state="failed", started_at=datetime(2024, 3, 12, tzinfo=UTC))]
    folder = tmp_path_factory.mktemp("pages") / "processed"
    replaced = [row | {"superseded_at": datetime(2024, 3, 13, tzinfo=UTC)} for row in HISTORY]
    return write(
        folder, articles=[TRADE, OLDER, stale, HOSTILE], claims=CLAIMS, rejects=REJECTS, runs=runs, claims_history=replaced
    )


@pytest.fixture(scope="module")
def browser(processed: Path) -> Iterator[TestClient]:
    with client(processed) as opened:
        yield opened


def client(processed: Path) -> TestClient:
    app = application(Database(processed), prefect="http://127.0.0.1:4200")
    return TestClient(app, base_url="http://127.0.0.1:8400", follow_redirects=False)


class Page(HTMLParser):
    """What a browser makes of a page: its elements and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._inside: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def find(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            found
            for name, found in self.elements
            if name == tag and all(value in found.get(key.rstrip("_"), "") for key, value in wanted.items())
        ]


def get(browser: TestClient, address: str, status: int = 200) -> Page:
    answer = browser.get(address)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def test_claims_are_listed_with_their_context(browser: TestClient) -> None:
    page = get(browser, "/?subject=Kazakhstan")
    assert "1 claim" in page.text
    for words in ("2 bn USD", "target", "Kazakhstan, Kyrgyzstan", "Wire", "12 Mar 2024"):
        assert words in page.text
    assert len(page.find("mark", class_="subject")) == 2
    assert page.find("a", href=f"/claim/{CLAIMS[0]['claim_id']}")


def test_a_claim_leads_to_its_place_in_the_article(browser: TestClient) -> None:
    answer = browser.get(f"/claim/{CLAIMS[1]['claim_id']}")
    assert answer.status_code == 307
    page = get(browser, answer.headers["location"].partition("#")[0])
    (chosen,) = page.find("a", id="chosen")
    assert chosen["class"].split() == ["chosen", "claim", "money"]
    assert {kind for kind in ("measure", "speaker", "subject", "time") if page.find("mark", class_=kind)} == {
        "measure",
        "speaker",
        "time",
    }
    for words in (
        "1.2 bn USD",
        "1,200,000,000 USD",
        "Verifies",
        "money.test",
        "trade.txt",
        f"{CLAIMS[1]['start']} to {CLAIMS[1]['end']}",
    ):
        assert words in page.text
    (original,) = page.find("a", href=":~:text=")
    assert original["href"].startswith("https://news.example/trade#:~:text=")
    assert [link["href"] for link in page.find("a", rel="next")] == [f"/article?id=trade&claim={CLAIMS[2]['claim_id']}#chosen"]
    assert [link["href"] for link in page.find("a", rel="prev")] == [f"/article?id=trade&claim={CLAIMS[0]['claim_id']}#chosen"]


def test_steps_end_at_both_ends(browser: TestClient) -> None:
    first, last = (get(browser, f"/article?id=trade&claim={CLAIMS[number]['claim_id']}") for number in (0, 3))
    assert (first.find("a", rel="prev"), last.find("a", rel="next")) == ([], [])
    assert len(get(browser, "/article?id=trade").find("a", rel="next")) == 1


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"surface": "$9 billion"}, "the characters at its offsets are others"),
        ({"sentence_start": 3}, "its sentence stands elsewhere"),
        ({"prefix": "nothing of the kind"}, "the characters before it are others"),
        ({"suffix": "nothing of the kind"}, "the characters after it are others"),
    ],
)
def test_a_row_that_does_not_verify_says_so(tmp_path: Path, columns: Row, problem: str) -> None:
    broken = claim(TRADE, "$2 billion") | columns
    with client(write(tmp_path, articles=[TRADE], claims=[broken])) as browser:
        assert f"Does not verify: {problem}." in get(browser, f"/article?id=trade&claim={broken['claim_id']}").text


def test_versions_and_what_changed(browser: TestClient) -> None:
    page = get(browser, "/article?id=trade")
    assert "this one" in page.text
    assert page.find("a", href="/changes?id=trade&version=older")
    older = get(browser, "/article?id=trade&version=older")
    assert "This is an older version" in older.text
    changes = get(browser, "/changes?id=trade&version=older")
    assert "Trade is $1.1 billion" in changes.text
    assert (len(changes.find("del")), len(changes.find("ins"))) == (1, 1)
    assert "1 is changed, 3 are kept" in changes.text


def test_a_duplicate_shows_the_claims_of_the_other(browser: TestClient) -> None:
    page = get(browser, "/article?id=copy")
    assert "The same text as" in page.text
    assert len(page.find("a", id="c-")) == 4


def test_runs_link_to_prefect_and_name_what_is_stale_and_left_out(browser: TestClient) -> None:
    page = get(browser, "/runs")
    assert [link["href"] for link in page.find("a", href="runs/flow-run")] == [f"http://127.0.0.1:4200/runs/flow-run/{FLOW_RUN}"]
    for words in ("failed", "rebuild reads them again", "stale", "not english", "<b>nothing</b>"):
        assert words in " ".join(page.text.split())
    assert "nothing</b>" not in get(browser, "/runs?reason=not_english").text


def test_articles_are_found_by_words(browser: TestClient) -> None:
    assert "3 articles" in get(browser, "/articles").text
    assert "1 article\n" in get(browser, "/articles?words=WIRE+trade").text
    assert "No article" in get(browser, "/articles?words=nowhere").text


def test_charts_open_claims(browser: TestClient) -> None:
    page = get(browser, "/charts?unit=USD")
    opened = {link["href"] for link in page.find("a", href="/claim/")}
    assert opened == {f"/claim/{row['claim_id']}" for row in CLAIMS if row.get("unit") == "USD"}
    assert {shape["class"] for tag, shape in page.elements if shape.get("class", "").startswith("dot")} == {
        "dot actual",
        "dot target",
    }
    assert page.find("rect", class_="layer money")


class TestHostile:
    """Articles are strangers' text."""

    @pytest.mark.parametrize(
        "address", [*ADDRESSES, "/?words=<script>", "/?kind=<script>alert(1)</script>", "/articles?words=<script>"]
    )
    def test_no_markup_of_an_article_or_address_is_markup(self, browser: TestClient, address: str) -> None:
        page = get(browser, address)
        assert [script.get("src") for script in page.find("script")] == ["/static/keys.js"]
        assert not page.find("img")
        assert all(not name.startswith("on") for _, attributes in page.elements for name in attributes)

    def test_the_article_shows_as_text(self, browser: TestClient) -> None:
        (row,) = [row for row in CLAIMS if row["article_id"] == HOSTILE["article_id"]]
        location = browser.get(f"/claim/{row['claim_id']}").headers["location"]
        page = get(browser, location.partition("#")[0])
        assert '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted" &amp; \ufffddesrever\ufffd cost $5.' in page.text
        assert not page.find("a", href="javascript:")
        assert not page.find("u")

    @pytest.mark.parametrize("address", [*ADDRESSES, "/nowhere", "/?page=x", "/static/style.css", "/export/claims.csv"])
    def test_nothing_from_elsewhere_may_run_or_load(self, browser: TestClient, address: str) -> None:
        headers = browser.get(address).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == "'self'"
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"

    @pytest.mark.parametrize("host", ["evil.example", "evil.example:8400", "127.0.0.1.evil.example", ""])
    def test_another_name_for_this_machine_is_turned_away(self, browser: TestClient, host: str) -> None:
        assert browser.get("/", headers={"host": host}).status_code == 400

    @pytest.mark.parametrize("host", ["localhost:8400", "127.0.0.1", "127.0.0.1:1"])
    def test_its_own_names_are_answered(self, browser: TestClient, host: str) -> None:
        assert browser.get("/runs", headers={"host": host}).status_code == 200

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
    def test_no_request_changes_anything(self, browser: TestClient, method: str) -> None:
        assert {browser.request(method, address).status_code for address in ADDRESSES} == {405}

    @pytest.mark.parametrize(
        "address",
        ["/?value_from=1;drop+table+claims", "/?sort=published;+select+1", "/?page=-1", "/?published_from=2024-13-01"],
    )
    def test_what_is_no_selection_is_explained(self, browser: TestClient, address: str) -> None:
        assert "This cannot be selected by" in get(browser, address, 400).text

    @pytest.mark.parametrize(
        "address",
        ["/article?id=nothing", "/claim/nothing", "/changes?id=trade&version=no", "/export/claims.exe", "/static/../app.py"],
    )
    def test_what_is_not_there_is_not_found(self, browser: TestClient, address: str) -> None:
        get(browser, address, 404)


class TestExport:
    COLUMNS = ("claim_id", "surface", "value", "subjects", "title")

    def rows(self, browser: TestClient, name: str, query: str = "") -> list[dict[str, Any]]:
        answer = browser.get(f"/export/claims.{name}?{query}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].endswith(f'.{name}"')
        if name == "csv":
            found: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(answer.text)))
            return [row | {"subjects": json.loads(row["subjects"]), "value": float(row["value"])} for row in found]
        if name == "jsonl":
            return [json.loads(line) for line in answer.text.splitlines()]
        rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(answer.content)).to_pylist()
        return rows

    @pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
    def test_a_selection_comes_whole_whatever_its_page(self, browser: TestClient, name: str) -> None:
        rows = self.rows(browser, name, "kind=money&sort=value&page=2")
        by_surface = {row["surface"]: row for row in rows}
        assert by_surface.keys() == {"$5", "$1.2 billion", "$2 billion"}
        assert [subject["name"] for subject in by_surface["$2 billion"]["subjects"]] == ["Kazakhstan", "Kyrgyzstan"]
        assert by_surface["$2 billion"]["title"] == "Trade"

    @pytest.mark.parametrize("name", ["csv", "jsonl", "parquet"])
    def test_nothing_selected_is_an_empty_file_of_the_same_form(self, browser: TestClient, name: str) -> None:
        assert self.rows(browser, name, "kind=nothing") == []

    def test_many_rows_of_parquet_are_one_file(self, tmp_path: Path) -> None:
        text = article("a", "It cost $5.")
        rows = [claim(text, "$5", value=float(number), claim_id=f"{number:05}") for number in range(25_000)]
        with client(write(tmp_path, articles=[text], claims=rows)) as browser:
            values = [row["value"] for row in self.rows(browser, "parquet")]
        assert sorted(values) == [float(number) for number in range(25_000)]


class TestTables:
    def test_empty_tables_say_what_to_do(self, tmp_path: Path) -> None:
        with client(write(tmp_path)) as browser:
            assert "tallyspan ingest" in get(browser, "/").text
            for address in ("/charts", "/articles", "/runs", "/export/claims.csv"):
                assert browser.get(address).status_code == 200

    def test_tables_of_an_older_schema_are_shown_as_far_as_they_go(self, tmp_path: Path) -> None:
        processed = write(tmp_path, articles=[TRADE], claims=CLAIMS[:4])
        of_an_older_schema(processed, "subjects", "countries", "measure", "measure_spans", "value_mid", "context_confidence")
        with client(processed) as browser:
            assert "older schema 1" in get(browser, "/").text
            assert "1.2 bn USD" in get(browser, "/").text
            assert "1.2 bn USD" in get(browser, f"/article?id=trade&claim={CLAIMS[1]['claim_id']}").text
            get(browser, "/charts")

    def test_pages_hold_fifty_rows_and_miss_none(self, tmp_path: Path) -> None:
        lines = "\n".join(f"Number {number} cost ${number} million." for number in range(1, 121))
        text = article("many", lines)
        rows = [claim(text, f"${number} million", value=number * 1e6) for number in range(1, 121)]
        with client(write(tmp_path, articles=[text], claims=rows)) as browser:
            pages = [get(browser, f"/?page={number}") for number in (1, 2, 3, 4)]
            article_page = get(browser, "/article?id=many")
        links = [[link["href"] for link in page.find("a", class_="open")] for page in pages]
        assert list(map(len, links)) == [PAGE_ROWS, PAGE_ROWS, 20, 0]
        assert len({link for page in links for link in page}) == 120
        assert len(article_page.find("a", class_="claim")) == 120
