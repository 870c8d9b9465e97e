"""Where the recipe finds the corpora and keeps what it makes; all of it is outside version control."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "model-data"
NEWS = ROOT.parent / "shared" / "corpora" / "open_news.jsonl"
WORK = ROOT / ".training"
CORPUS = WORK / "corpus"


def corpora() -> Path:
    """Return the folder of the corpora; SystemExit says what is missing when it is not there."""
    if not (DATA / "README.md").is_file():
        raise SystemExit(f"The corpora are not at {DATA}. training/README.md lists them, with their origins and checksums.")
    return DATA
