"""The fingerprint of the code covers what an extraction goes through, and nothing that only carries rows about."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tallyspan
from tallyspan import fingerprint

PACKAGE = Path(tallyspan.__file__).parent
EXTRACT = """
import sys, tallyspan
tallyspan.extract("Trade rose 5% to $3 million in May, 20 km away.", published="2024-05-02")
print(*(name for name in sys.modules if name.startswith("tallyspan.")), sep="\\n")
"""
PRINT = "from tallyspan import fingerprint; print(fingerprint.of_code())"
NOT_READING = {"tallyspan.api"}  # only hands the text on


def python(code: str, package: Path = PACKAGE) -> str:
    """Return what ``code`` prints in a fresh process that imports ``package``."""
    run = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(package.parent)!r})\n{code}"]
    return subprocess.run(run, capture_output=True, text=True, check=True).stdout


def test_every_module_that_an_extraction_imports_takes_part() -> None:
    used = set(python(EXTRACT).split()) - NOT_READING
    covered = {
        ".".join(("tallyspan", *Path(name).with_suffix("").parts)).removesuffix(".__init__") for name, _ in fingerprint.modules()
    }
    assert used - covered == set()
    assert {"tallyspan.nlp", "tallyspan.kinds.date.settle", "tallyspan.context.windows", "tallyspan.encoder.network"} <= used


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    package = tmp_path / "tallyspan"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "model"))
    return package


@pytest.mark.parametrize(
    ("module", "differs"),
    [
        ("kinds/money.py", True),
        ("nlp.py", True),
        ("context/who.py", True),
        ("cli/display.py", False),
        ("store/layout.py", False),
        ("readers/html.py", False),
    ],
)
def test_a_change_of_code(copy: Path, module: str, *, differs: bool) -> None:
    before = python(PRINT, copy)
    with (copy / module).open("a") as source:
        source.write("# changed\n")
    assert len(before.strip()) == len("0123456789ab")
    assert (python(PRINT, copy) != before) == differs


def test_it_is_the_same_wherever_the_package_lies(copy: Path) -> None:
    assert python(PRINT, copy).strip() == fingerprint.of_code()
