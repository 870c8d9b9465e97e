"""The browser as people use it: a real Chromium filters, opens, steps, copies, exports; and axe-core looks for barriers.

Debian's package chromium is enough (``apt-get install chromium``); where there is none, these tests are skipped.
"""

import csv
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tables import article, claim, run, write
from tallyspan.browse import Database, application, report_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")

TEXT = "\n".join(
    [
        "Kazakhstan and Kyrgyzstan want $2 billion of trade in 2030.",
        "Trade is $1.2 billion now, says Ann Smith.",
        '<script>document.title = "stolen"</script> &lt;b&gt; costs \u202e5 million euros\u202c.',
        "נמל חיפה grew by 10%.",
        "A word: " + "Donaudampfschifffahrt" * 12 + " costs $7.",
    ]
)
NEWS = article(
    "news", TEXT, title='Trade <img src=x onerror="document.title=1">', publisher="Wire", url="https://news.example/trade"
)
CLAIMS = [
    claim(
        NEWS,
        "$2 billion",
        value=2e9,
        unit="USD",
        measure="trade",
        modality="target",
        subjects={"Kazakhstan": "KZ", "Kyrgyzstan": "KG"},
        time_start=date(2030, 1, 1),
        time_end=date(2030, 12, 31),
    ),
    claim(NEWS, "$1.2 billion", value=1.2e9, unit="USD", measure="Trade", speaker="Ann Smith"),
    claim(NEWS, "5 million euros", value=5e6, unit="EUR"),
    claim(NEWS, "10%", "percent", value=10.0, unit="%", aspect="change", direction="up"),
    claim(NEWS, "$7", value=7.0, unit="USD"),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    folder = tmp_path_factory.mktemp("browser") / "processed"
    rejects = [{"source_path": "bad.txt", "stage": "read", "reason": "empty"}]
    return Database(write(folder, articles=[NEWS], claims=CLAIMS, runs=[run("a" * 32, claims=5)], rejects=rejects))


@pytest.fixture(scope="module")
def address(database: Database) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(database), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    root = os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if root else [], timeout=120_000)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"], accept_downloads=True)
    context.set_default_timeout(60_000)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []  # among them whatever the Content-Security-Policy stopped


def test_filter_open_step_and_send_the_address(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="money 4").click()
    page.get_by_label("Words of the sentence or measure").fill("trade")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 claims")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="money 2 bn USD")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_have_text("$2 billion")
    expect(page.locator("article .subject")).to_have_text(["Kazakhstan", "Kyrgyzstan"])
    expect(page.locator("#chosen")).to_be_in_viewport()
    for surface in ("$1.2 billion", "\ufffd5 million euros".removeprefix("\ufffd"), "10%"):
        page.wait_for_load_state()  # before that the keys do nothing
        page.keyboard.press("j")
        expect(page.locator("#chosen")).to_have_text(surface)
    page.wait_for_load_state()
    page.keyboard.press("k")
    expect(page.locator("#chosen")).to_have_text("5 million euros")
    sent = page.url
    page.wait_for_load_state()
    page.keyboard.press("Escape")
    expect(page.locator("#chosen")).to_have_count(0)
    page.goto(sent)
    expect(page.locator("#chosen")).to_have_text("5 million euros")


def test_stepping_does_not_fill_the_history(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="money 2 bn USD").click()
    for _ in range(3):
        page.locator(".steps a[rel=next]").click()
        page.wait_for_load_state()
    page.go_back()
    expect(page).to_have_url("/")


def test_hostile_text_shows_as_text(page: Page) -> None:
    page.goto("/article?id=news")
    expect(page.locator("article")).to_contain_text(
        '<script>document.title = "stolen"</script> &lt;b&gt; costs \ufffd5 million euros\ufffd.'
    )
    expect(page.get_by_role("heading", level=1)).to_have_text('Trade <img src=x onerror="document.title=1">')
    expect(page).to_have_title('Trade <img src=x onerror="document.title=1"> · tallyspan')
    assert page.locator("p", has_text="נמל חיפה").evaluate("p => getComputedStyle(p).direction") == "rtl"


def test_export_and_copied_sql(page: Page, tmp_path: Path) -> None:
    page.goto("/?kind=money&unit=USD")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    target = tmp_path / "claims.csv"
    download.value.save_as(target)
    assert download.value.suggested_filename.endswith(".csv")
    with target.open(encoding="utf-8", newline="") as rows:
        assert sorted(row["surface"] for row in csv.DictReader(rows)) == ["$1.2 billion", "$2 billion", "$7"]
    page.get_by_text("SQL", exact=True).click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "where kind in ('money')" in page.evaluate("navigator.clipboard.readText()")


def test_a_point_of_a_chart_opens_its_claim(page: Page) -> None:
    page.goto("/charts?subject=Kazakhstan")
    page.locator(".drawing a").first.click()
    expect(page.locator("#chosen")).to_have_text("$2 billion")


PAGES = ["/", "/?kind=money&value_from=1", "/charts", "/articles", "/runs", "/article?id=news", "/?kind=nothing", "chosen"]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_no_barriers_and_nothing_sticks_out(chromium: Browser, address: str, scheme: str, width: int) -> None:
    context = chromium.new_context(base_url=address, color_scheme=scheme, viewport={"width": width, "height": 844})  # type: ignore[arg-type]
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    for target in PAGES:
        opened.goto(f"/claim/{CLAIMS[0]['claim_id']}" if target == "chosen" else target)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, target
        found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"], "resultTypes": ["violations"]})
        serious = [
            violation["id"] for violation in found.response["violations"] if violation["impact"] in {"serious", "critical"}
        ]
        assert serious == [], f"{target}: {found.generate_report()}"
    context.close()


def test_the_report_filters_without_a_network(chromium: Browser, database: Database, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text(report_page(database, "kind=money&kind=percent"), encoding="utf-8")
    context = chromium.new_context(offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.goto(target.as_uri())
    rows = opened.locator("tbody tr:visible")
    expect(rows).to_have_count(5)
    opened.get_by_label("Words").fill("ann smith")
    expect(rows).to_have_count(1)
    expect(opened.locator("#shown")).to_have_text("1 shown")
    opened.get_by_label("Words").fill("")
    opened.get_by_label("money").uncheck()
    expect(rows).to_have_count(1)
    axe = Axe().run(opened).response["violations"]
    assert [violation["id"] for violation in axe if violation["impact"] in {"serious", "critical"}] == []
    assert complaints == []
    context.close()
