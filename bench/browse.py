"""Pages of ``tallyspan browse`` over a million made-up claims, timed beside the bare query in DuckDB.

Run it from the project's root: ``python bench/browse.py [CLAIMS]``. It prints, best of five, the milliseconds of each page as
asked for over HTTP, those of one bare query for its rows, the ratio, and the server's memory after all of them.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import httpx2
import newsstand
from rich.console import Console
from rich.table import Table

from tallyspan import views

ROUNDS = 5
_KZ = "kind = 'money' and list_has_any(countries, ['KZ'])"
PAGES = {
    "first page": ("/?page={}", "true"),
    "filtered: kind and country": ("/?kind=money&country=KZ&page={}", _KZ),
    "filtered: two words": ("/?words=group+77&page={}", "contains(lower(sentence), 'group') and contains(lower(sentence), '77')"),
    "filtered: publisher": ("/?publisher=Paper+7&page={}", "publisher = 'Paper 7'"),
    "charts of kind and country": ("/charts?kind=money&country=KZ&page={}", _KZ),
    "an article": ("/article?id=https://news.example/{}", None),
}
"""Each page, asked for under another number every time; and the condition of the bare query for its rows."""


def main() -> None:
    """Make the tables, measure, print."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        processed = Path(folder) / "processed"
        newsstand.fill(processed, claims)
        size = sum(part.stat().st_size for part in processed.rglob("*.parquet"))
        table = Table(title=f"{claims:,} claims in {size / 2**20:.0f} MiB of Parquet, milliseconds, best of {ROUNDS}")
        for heading in ("page", "first time", "again", "bare query", "ratio"):
            table.add_column(heading, justify="left" if heading == "page" else "right")
        with duckdb.connect() as bare, _server(processed) as (address, memory), httpx2.Client(timeout=120) as client:
            views.create(bare, processed)
            start = memory()
            for name, (page, condition) in PAGES.items():
                times = [
                    _milliseconds(lambda page=page, n=n: client.get(address + page.format(n)).raise_for_status())
                    for n in range(1, ROUNDS + 1)
                ]
                rows = f"from claims_current where {condition}"
                query = f"select *, (select count(*) {rows}) as total {rows} order by published desc, article_id, start limit 50"
                alone = (
                    min(_milliseconds(lambda query=query: bare.execute(query).fetchall()) for _ in range(ROUNDS))
                    if condition
                    else None
                )
                ratio = [] if alone is None else [f"{alone:.0f}", f"{min(times[1:]) / alone:.2f}"]
                table.add_row(name, f"{times[0]:.0f}", f"{min(times[1:]):.0f}", *ratio)
            Console().print(table)
            print(f"Memory of the server: {start:.0f} MiB at the start, {memory():.0f} MiB after {ROUNDS * len(PAGES)} pages")


@contextmanager
def _server(processed: Path) -> Iterator[tuple[str, Callable[[], float]]]:
    """Run ``tallyspan browse``; give its address and a function that says how many MiB it holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tallyspan", "browse", "--processed", str(processed), "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                httpx2.get(f"{address}/static/icon.svg")
                break
            except httpx2.ConnectError:
                time.sleep(0.2)
        yield address, lambda: _resident(server.pid)
    finally:
        server.terminate()
        server.wait()


def _resident(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
