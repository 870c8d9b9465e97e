"""The documents say what is so: their code runs, their examples are real, and no command is missing."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tallyspan.cli import app, viewing
from tallyspan.dictionary import markdown

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ARTICLE = "Goods worth $1.2 billion passed the border in 2023, about 10% more. The road is 1,200 kilometres long."


def blocks(language: str) -> list[str]:
    return [code for name, code in BLOCK.findall(README) if name == language]


def test_python_of_the_readme_runs_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "2024-03-12-trade.txt").write_text(ARTICLE, encoding="utf-8")
    assert CliRunner().invoke(app, ["ingest"], catch_exceptions=False).exit_code == 0
    snippets = blocks("python")
    assert {library for library in ("pandas", "duckdb", "polars", "tallyspan") if any(library in code for code in snippets)} == {
        "pandas",
        "duckdb",
        "polars",
        "tallyspan",
    }
    names: dict[str, object] = {}
    for code in snippets:
        exec(compile(code, "README.md", "exec"), names)  # noqa: S102 # our own README
    assert "$1.2 billion" in capsys.readouterr().out


def test_the_example_of_the_readme_is_real_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "120")
    (example,) = (code for code in blocks("console") if code.startswith("$ tallyspan show"))
    command, _, shown = example.partition("\n")
    result = CliRunner().invoke(app, shlex.split(command)[2:], catch_exceptions=False)
    assert [line.rstrip() for line in result.stdout.rstrip().splitlines()] == shown.rstrip().splitlines()


@pytest.mark.parametrize("command", [command.name or command.callback.__name__ for command in app.registered_commands])
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`tallyspan {command}" in README


def test_every_command_in_the_documents_exists() -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    named = {
        name for document in DOCUMENTS for name in re.findall(r"(?:\$ |`)tallyspan (\w+)", document.read_text(encoding="utf-8"))
    }
    assert named - commands == {"COMMAND"}


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for document in DOCUMENTS for name in re.findall(r"(?:\$ |`)make (\w+)", document.read_text(encoding="utf-8"))}
    assert named
    assert named <= targets


def test_every_deployment_in_the_readme_exists() -> None:
    entries = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    served = {f"{flow}/{name}" for name, flow in re.findall(r"- name: (\S+)\s+entrypoint: flows/\w+\.py:(\w+)", entries)}
    named = set(re.findall(r"deployment run (\S+)", README))
    assert named
    assert named <= served


def test_architecture_names_every_module() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {path.name for path in (ROOT / "src" / "tallyspan").iterdir() if not path.name.startswith(("_", "py.typed"))}
    assert {name for name in modules if name.removesuffix(".py") not in text} == set()


def test_data_dictionary_is_that_of_the_schema() -> None:
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == markdown(), "run `make docs`"


def test_the_views_are_described_as_they_are() -> None:
    assert (ROOT / "docs" / "views.md").read_text(encoding="utf-8") == viewing.markdown(), "run `make docs`"


def test_the_currency_of_the_readme_is_an_entry_of_the_rules() -> None:
    (entry,) = blocks("toml")
    assert entry in (ROOT / "src/tallyspan/rules/money.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", BLOCK.sub("", document.read_text(encoding="utf-8"))):
        assert (document.parent / target).exists(), target
