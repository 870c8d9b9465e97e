"""The one place where the command line imports late.

``tallyspan --help`` must answer at once, while what the commands work with (spaCy, pyarrow, rich tables) takes seconds to
import. So :mod:`tallyspan.cli` knows only names and options, and asks this module for the one that does the work, which is
imported at that moment (PEP 562). Type checkers see ordinary imports.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tallyspan.cli import browsing, describing, extracting, parquet, showing, storing, verifying, viewing
else:

    def __getattr__(name: str) -> object:
        """Import the command module ``name``."""
        if name in __all__:
            return import_module(f"tallyspan.cli.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["browsing", "describing", "extracting", "parquet", "showing", "storing", "verifying", "viewing"]
