"""The command line as scripts and people use it: what it prints, where, and with which exit code."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from tallyspan.cli import app, inputs
from tallyspan.readers import ReadOptions
from tallyspan.schema import CLAIMS, TABLES

TRADE = "Trade between the two countries rose by 10% to $1.2 billion in 2023. The road is 1,200 kilometres long."
TUNNEL = "The tunnel is 5 miles long and cost at least $3 million."
FUND = "The fund of €100 million was set up in 2011."
COLUMNS = [column.name for column in CLAIMS.columns]


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, which is the working directory too, with two articles in two formats."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a-trade.txt").write_text(TRADE, encoding="utf-8")
    records = [{"id": "fund", "text": FUND, "published": "2024-03-12"}, {"text": TUNNEL}]
    (folder / "b-records.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return folder


def run(*arguments: str | Path, stdin: str | bytes | None = None, env: dict[str, str] | None = None) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, env=env)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def claims_of(*arguments: str | Path, stdin: str | bytes | None = None) -> list[dict[str, object]]:
    result = run("extract", *arguments, "--format", "jsonl", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def ids(rows: list[dict[str, object]]) -> list[object]:
    """The article ids of ``rows``, each once, in order."""
    return list(dict.fromkeys(row["article_id"] for row in rows))


class TestStart:
    HEAVY = ("spacy", "prefect", "pandas", "pyarrow", "numpy", "dateparser")

    @pytest.mark.parametrize(
        "code",
        [
            "import tallyspan",
            "from tallyspan.cli import app; app(['--help'], standalone_mode=True)",
            "from tallyspan.cli import app; app(['--version'])",
            "from tallyspan.cli import app; app(['extract', '--help'])",
        ],
    )
    def test_nothing_heavy_is_imported(self, code: str) -> None:
        script = f"import atexit, sys\natexit.register(lambda: print('loaded:', *sys.modules, file=sys.stderr))\n{code}"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        loaded = set(done.stderr.partition("loaded:")[2].split())
        assert "tallyspan" in loaded
        assert loaded.isdisjoint(self.HEAVY)

    UNUSED = ("pyarrow", "pandas", "onnxruntime", "trafilatura", "dateparser", "ftfy", "py3langid", "pint")

    def test_rules_alone_load_only_what_they_use(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(TRADE, encoding="utf-8")
        script = (
            "import atexit, sys\natexit.register(lambda: print('loaded:', *sys.modules, file=sys.stderr))\n"
            f"from tallyspan.cli import app; app(['extract', '{tmp_path / 'a.txt'}', '--model', 'blank', '--format', 'jsonl'])"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert "$1.2 billion" in done.stdout
        assert set(done.stderr.partition("loaded:")[2].split()).isdisjoint(self.UNUSED)

    def test_version_names_the_package(self) -> None:
        assert run("--version").stdout.startswith("tallyspan 0.")

    @pytest.mark.parametrize("command", [command.name or command.callback.__name__ for command in app.registered_commands])
    def test_help_of_every_command_has_an_example(self, command: str) -> None:
        assert re.search(rf"Examples?\s+tallyspan {command}", run(command, "--help").stdout)

    def test_module_is_the_same_program(self) -> None:
        done = subprocess.run([sys.executable, "-m", "tallyspan", "--version"], capture_output=True, text=True, check=True)
        assert done.stdout == run("--version").stdout


USAGE = [
    (["extract", "nowhere.txt"], "no such file or folder: nowhere.txt"),
    (["extract", "news", "--published", "2024-02-30"], "not a date: '2024-02-30'"),
    (["extract", "nowhere.txt", "gone.txt"], "no such file or folder: gone.txt"),
    (["extract", "news", "--format", "xlsx"], "xlsx"),
    (["extract", "news", "--output", "claims.xlsx"], "end it in .jsonl, .csv, .parquet, or add --format"),
    (["extract", "news", "--output", "claims"], "end it in .jsonl, .csv, .parquet, or add --format"),
    (["extract", "news", "--output", "missing/claims.csv"], "cannot write missing/claims.csv"),
    (["extract", "news", "--output", "news"], "cannot write news"),
    (["extract", "news", "--model", "no_such_model"], "no_such_model"),
    (["extract"], "Missing argument"),
    (["extrakt"], "Did you mean 'extract'?"),
    (["--nonsense"], "--nonsense"),
    (["show", "nowhere.txt"], "no article 'nowhere.txt'"),
    (["ingest", "--raw", "nowhere"], "no such folder: nowhere"),
    (["ingest", "--raw", "news", "--format", "pdf"], "'pdf' is not one of 'text', 'html', 'json', 'jsonl'"),
    (["ingest", "--raw", "news", "--model", "no_such_model"], "no_such_model"),
    (["ingest", "--raw", "news", "--processed", "news/tables"], "may lie inside the other"),
    (["rebuild", "--raw", "nowhere"], "no such folder: nowhere"),
    (["verify", "--raw", "news"], "no tables in processed"),
    (["schema", "--format", "xml"], "xml"),
]


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(("arguments", "message"), USAGE, ids=[" ".join(arguments) for arguments, _ in USAGE])
def test_impossible_commands_end_with_2_and_one_line(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert message in result.stderr
    assert result.stderr.startswith("tallyspan: ")
    assert result.stderr.count("\n") == 1


class TestExtract:
    def test_jsonl_has_every_column_in_order_and_the_slice(self, news: Path) -> None:
        texts: dict[object, str] = {"news/a-trade.txt": TRADE, "fund": FUND, "news/b-records.jsonl#1": TUNNEL}
        rows = claims_of(news.name)
        assert ids(rows) == list(texts)
        for row in rows:
            assert list(row) == COLUMNS
            text = texts[row["article_id"]]
            assert text[row["start"] : row["end"]] == row["surface"]

    def test_values_and_dates(self, news: Path) -> None:
        rows = [row for row in claims_of(news) if row["article_id"] == "fund"]
        assert [(row["surface"], row["value"], row["unit"], row["date_start"], row["date_end"]) for row in rows] == [
            ("€100 million", 1e8, "EUR", None, None),
            ("2011", None, None, "2011-01-01", "2011-12-31"),
        ]
        assert {row["published"] for row in rows} == {"2024-03-12"}

    def test_output_is_readable_unicode(self, news: Path) -> None:
        assert "€100 million" in run("extract", news, "--format", "jsonl").stdout

    def test_ids_are_given_or_the_path_as_typed_and_order_is_that_of_the_input(self, news: Path) -> None:
        assert ids(claims_of("news")) == ["news/a-trade.txt", "fund", "news/b-records.jsonl#1"]
        assert ids(claims_of("./news/")) == ["./news/a-trade.txt", "fund", "./news/b-records.jsonl#1"]
        assert ids(claims_of(news / "b-records.jsonl", "news/a-trade.txt")) == [
            "fund",
            f"{news}/b-records.jsonl#1",
            "news/a-trade.txt",
        ]

    @pytest.mark.parametrize(
        ("stdin", "expected"),
        [
            (TRADE, ["-"]),
            (json.dumps({"id": "x", "text": TRADE}) + "\n" + json.dumps({"text": FUND}), ["x", "-#1"]),
            (json.dumps({"id": "x", "text": TRADE}, indent=1), ["x"]),
            (f"<!DOCTYPE html><html><body><article><p>{TRADE} {FUND}</p></article></body></html>", ["-"]),
            ("{" + TRADE, ["-"]),
        ],
        ids=["text", "jsonl", "json", "html", "text that begins like JSON"],
    )
    def test_content_of_standard_input_tells_its_format(self, stdin: str, expected: list[str]) -> None:
        assert ids(claims_of("-", stdin=stdin)) == expected

    def test_a_file_without_known_suffix_is_judged_by_its_content(self, news: Path) -> None:
        (news.parent / "story").write_text(TRADE, encoding="utf-8")
        assert ids(claims_of("story")) == ["story"]

    def test_published_option_resolves_relative_dates(self) -> None:
        (row,) = claims_of("-", "--published", "2024-03-12", stdin="The minister left yesterday.")
        assert (row["surface"], row["date_start"], row["published"]) == ("yesterday", "2024-03-11", "2024-03-12")

    def test_text_of_json_is_never_changed(self) -> None:
        text = "\tIt cost\u00a0$5\u00a0million.\r\n\nThe â€œplanâ€\u009d is 3\u2009% done.  "
        rows = claims_of("-", stdin=json.dumps({"text": text}))
        assert rows
        assert all(text[row["start"] : row["end"]] == row["surface"] for row in rows)

    def test_csv_and_parquet_hold_the_same_rows(self, news: Path) -> None:
        rows = claims_of(news)
        printed = list(csv.DictReader(io.StringIO(run("extract", news, "--format", "csv").stdout, newline="")))
        assert [(row["claim_id"], row["sentence"]) for row in printed] == [(row["claim_id"], row["sentence"]) for row in rows]
        assert list(printed[0]) == COLUMNS

        assert run("extract", news, "--output", "claims.parquet").exit_code == 0
        table = pq.read_table("claims.parquet")
        assert table.schema.equals(CLAIMS.arrow())
        assert table.schema.metadata == CLAIMS.arrow().metadata
        assert table["claim_id"].to_pylist() == [row["claim_id"] for row in rows]

    def test_table_is_the_default(self, news: Path) -> None:
        shown = run("extract", news).stdout
        assert "fund (2024-03-12, 2 claims)" in shown
        assert "[€100 million]" in shown
        assert "\x1b" not in shown

    @pytest.mark.parametrize("columns", [40, 80, 140])
    def test_the_table_never_cuts_what_was_read(self, columns: int) -> None:
        text = "From 3 October 2019 to 14 November 2020 the fund paid between $1,234,567,890 and $2,345,678,901."
        shown = run("extract", "-", stdin=text, env={"COLUMNS": str(columns)}).stdout
        figures = "".join(re.findall(r"[\d,]+", shown))
        assert "…" not in "".join(line[: columns // 2] for line in shown.splitlines()), "right of it the context may be cut"
        assert len(figures) >= len("3201914202012345678902345678901") * 2, "each figure once as text, once as value"
        if columns > 40:
            for whole in ("3 October 2019", "2019-10-03", "2020-11-14", "$1,234,567,890", "2,345,678,901 USD"):
                assert whole in shown

    def test_suffix_of_the_output_chooses_the_format(self, news: Path) -> None:
        run("extract", news, "--output", "claims.jsonl")
        assert Path("claims.jsonl").read_text(encoding="utf-8") == run("extract", news, "--format", "jsonl").stdout

    def test_a_failed_run_leaves_the_old_output_alone(self, news: Path) -> None:
        Path("claims.csv").write_text("old", encoding="utf-8")
        assert run("extract", news, "--output", "claims.csv", "--model", "no_such_model").exit_code == 2
        assert Path("claims.csv").read_text(encoding="utf-8") == "old"
        assert sorted(entry.name for entry in Path().iterdir()) == ["claims.csv", "news"]

    def test_rejects_go_to_standard_error_and_the_rest_goes_on(self, news: Path) -> None:
        (news / "a-broken.json").write_text('{"text": "half', encoding="utf-8")
        (news / "c-empty.txt").touch()
        result = run("extract", "news", "--format", "jsonl")
        assert result.exit_code == 0
        assert [line.partition(" (")[0] for line in result.stderr.splitlines()] == [
            "tallyspan: left out news/a-broken.json: malformed",
            "tallyspan: left out news/c-empty.txt: empty",
        ]

    def test_a_missing_path_is_named_and_the_others_are_read(self, news: Path) -> None:
        result = run("extract", "nowhere.txt", news / "a-trade.txt", "--format", "jsonl")
        assert result.exit_code == 2
        assert result.stderr == "tallyspan: no such file or folder: nowhere.txt\n"
        assert "$1.2 billion" in result.stdout

    def test_nothing_readable_ends_with_1(self, news: Path) -> None:
        (news.parent / "empty").mkdir()
        result = run("extract", "empty")
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", "tallyspan: no article could be read\n")
        result = run("extract", "-", stdin=b"\x00\x01\x02\xff")
        assert result.exit_code == 1
        assert "left out -: binary" in result.stderr

    def test_a_second_article_of_one_id_is_left_out(self) -> None:
        records = [{"id": "x", "text": TRADE}, {"id": "x", "text": FUND}, {"id": "x", "text": TRADE}]
        result = run("extract", "-", "--format", "jsonl", stdin="\n".join(map(json.dumps, records)))
        assert "left out -#1: duplicate_id" in result.stderr
        assert "left out -#2: duplicate_id" in result.stderr
        assert "€100 million" not in result.stdout
        lines = result.stdout.splitlines()
        assert len(lines) == len(set(lines)) > 0

    def test_articles_are_read_only_when_they_are_needed(self, news: Path) -> None:
        second = news / "b.txt"
        second.write_text("old", encoding="utf-8")
        articles = inputs.articles([str(news / "a-trade.txt"), str(second)], ReadOptions(), pytest.fail)
        assert next(articles).text == TRADE
        second.write_text(FUND, encoding="utf-8")
        assert next(articles).text == FUND

    def test_file_names_cannot_steer_the_terminal(self, news: Path) -> None:
        (news / "\x1b[31mred.txt").touch()
        assert "\x1b" not in run("extract", news).stderr


class TestPipes:
    def test_a_reader_that_stops_early_is_no_error(self, news: Path) -> None:
        many = news / "many.jsonl"
        many.write_text("".join(json.dumps({"id": str(n), "text": TRADE}) + "\n" for n in range(500)), encoding="utf-8")
        for chosen in ("jsonl", "csv", "table"):
            command = [sys.executable, "-m", "tallyspan", "extract", str(many), "--format", chosen]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                assert process.stdout
                assert process.stderr
                assert process.stdout.readline()
                process.stdout.close()
                assert process.stderr.read() == b""
            assert process.returncode == 0

    @pytest.mark.parametrize("command", [["show", "news/long.txt"], ["schema"], ["schema", "--format", "markdown"]])
    def test_nor_is_one_that_stops_before_anything_comes(self, news: Path, command: list[str]) -> None:
        (news / "long.txt").write_text(f"{TRADE}\n" * 999, encoding="utf-8")
        with subprocess.Popen([sys.executable, "-m", "tallyspan", *command], stdout=-1, stderr=-1) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0

    def test_progress_is_shown_on_a_terminal_only(self, news: Path) -> None:
        command = [sys.executable, "-m", "tallyspan", "extract", str(news), "--format", "jsonl"]
        quiet = subprocess.run(command, capture_output=True, check=True)
        assert quiet.stderr == b""
        ours, theirs = pty.openpty()
        shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True)
        os.close(theirs)
        with os.fdopen(ours, "rb", buffering=0) as terminal:
            assert b"3 articles" in terminal.read(65536)
        assert shown.stdout == quiet.stdout


class TestShow:
    def test_a_pipe_gets_brackets_and_rows(self, news: Path) -> None:
        shown = run("show", news / "a-trade.txt").stdout
        assert "[$1.2 billion](" in shown
        assert "1,200,000,000 USD" in shown
        assert "\x1b" not in shown

    def test_a_terminal_gets_colours(self, news: Path) -> None:
        shown = run("show", news / "a-trade.txt", env={"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "200"}).stdout
        assert "\x1b[" in shown
        assert "[$1.2 billion](" not in shown

    def test_a_claim_over_a_line_break_stays_whole(self) -> None:
        shown = run("show", "-", stdin="The bill came to $1.2\nbillion in the end.\nNothing else.").stdout
        assert "billion](1)" in shown
        assert "Nothing else." in shown

    def test_the_article_cannot_steer_the_terminal(self) -> None:
        shown = run("show", "-", stdin="\x1b[31mIt cost $5.\x1b]0;title\x07 [bold]Not markup[/bold]").stdout
        assert "\x1b" not in shown
        assert "[bold]" in shown
        assert "[/bold]" in shown

    def test_the_tables_know_ids_and_source_paths(self, news: Path) -> None:
        run("ingest", "--raw", news)
        assert "[€100 million](1)" in run("show", "fund").stdout
        assert "[$1.2 billion](" in run("show", "a-trade.txt").stdout
        both = run("show", "b-records.jsonl").stdout
        assert both.index("[€100 million](1)") < both.index("[5 miles](1)")


class TestTables:
    def test_ingest_writes_tables_and_says_so_and_then_finds_nothing_new(self, news: Path) -> None:
        first = run("ingest", "--raw", news)
        assert first.exit_code == 0
        assert "3 new" in first.stdout
        assert {entry.name for entry in Path("processed").iterdir()} >= set(TABLES)
        before = pq.read_table("processed/claims")
        second = run("ingest", "--raw", news)
        assert second.exit_code == 0
        assert "Nothing new" in second.stdout
        assert pq.read_table("processed/claims").equals(before)

    def test_a_folder_of_which_nothing_can_be_read_stays_a_problem(self, tmp_path: Path) -> None:
        (tmp_path / "bad").mkdir()
        (tmp_path / "bad/half.json").write_text('{"text": "half', encoding="utf-8")
        for said in ("1 rejected", "Nothing new that can be read"):
            result = run("ingest", "--raw", tmp_path / "bad", "--processed", tmp_path / "tables")
            assert (result.exit_code, said in result.stdout) == (1, True)

    def test_tables_that_were_damaged_are_named(self, news: Path) -> None:
        run("ingest", "--raw", news)
        part = max(Path("processed/articles").iterdir())
        part.write_bytes(part.read_bytes()[:-20])
        shown = run("show", "fund")
        assert (shown.exit_code, shown.stderr.count("\n")) == (1, 1)
        assert "cannot read the tables in processed" in shown.stderr
        found = run("verify", "--raw", news)
        assert (found.exit_code, f"articles {part.name}: unreadable" in found.stdout) == (1, True)

    def test_a_link_of_somebody_else_is_left_alone(self, news: Path) -> None:
        Path("processed").mkdir()
        Path("processed/claims").symlink_to("nowhere")
        result = run("ingest", "--raw", news)
        assert (result.exit_code, "is not a table of tallyspan" in result.stderr) == (1, True)

    def test_rebuild_gives_the_same_claims(self, news: Path) -> None:
        run("ingest", "--raw", news)
        before = pq.read_table("processed/claims").sort_by("claim_id")
        assert run("rebuild", "--raw", news).exit_code == 0
        assert pq.read_table("processed/claims").sort_by("claim_id").equals(before)

    def test_ingest_and_extract_read_the_same_claims(self, news: Path) -> None:
        run("ingest", "--raw", news)
        stored = pq.read_table("processed/claims").select(["start", "end", "surface", "value", "unit"]).to_pylist()
        printed = [{name: row[name] for name in ("start", "end", "surface", "value", "unit")} for row in claims_of(news)]
        assert sorted(map(str, stored)) == sorted(map(str, printed))

    def test_verify_finds_an_altered_byte(self, news: Path) -> None:
        run("ingest", "--raw", news)
        assert run("verify", "--raw", news).exit_code == 0
        raw = news / "a-trade.txt"
        raw.write_text(raw.read_text(encoding="utf-8").replace("1.2", "1.3"), encoding="utf-8")
        result = run("verify", "--raw", news)
        assert result.exit_code == 1
        assert "a-trade.txt" in result.stdout


class TestSchema:
    def test_table_names_every_column(self) -> None:
        shown = run("schema").stdout
        assert all(column.name in shown for table in TABLES.values() for column in table.columns)

    def test_json_is_a_frictionless_package_of_every_table(self) -> None:
        package = json.loads(run("schema", "--format", "json").stdout)
        assert {
            resource["name"]: [field["name"] for field in resource["schema"]["fields"]] for resource in package["resources"]
        } == {name: [column.name for column in table.columns] for name, table in TABLES.items()}
