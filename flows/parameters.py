"""The parameters of both flows, each a value that can be given alone. What they mean stands in the flows, for the Prefect UI."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from flows import PROJECT
from tallyspan.model import Format
from tallyspan.run import Settings

Count = Annotated[int, Field(ge=1)]
Limit = Annotated[int | None, Field(ge=1)]
Formats = tuple[Format, ...]
Day = date | None


def settings(*, raw: Path, processed: Path, **others: Any) -> Settings:  # noqa: ANN401 - the other fields of Settings
    """Return the parameters as :mod:`tallyspan.run` takes them. Relative folders stand under the project's root."""
    return Settings(raw=PROJECT / raw, processed=PROJECT / processed, **others)
