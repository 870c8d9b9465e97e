"""The rule data: one TOML file a topic, read once, never changed.

Every entry of every file may carry ``examples`` and ``not_examples``: sentences with inline-marked claims, which a test
runs through the extractor. What is known is data here; only what must work on unseen text is code.
"""

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def read(name: str) -> dict[str, Any]:
    """Return the content of ``rules/<name>.toml``."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def fingerprint() -> str:
    """Return twelve hexadecimal digits that change when any rule file changes."""
    digest = hashlib.sha256()
    for path in sorted(
        (path for path in files(__package__).iterdir() if path.name.endswith(".toml")), key=lambda path: path.name
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
