"""The parameters of both flows: one model, so that the Prefect UI shows and checks them."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from flows import PROJECT
from tallyspan.model import Mentions
from tallyspan.run import Settings


class Job(BaseModel):
    """What a run reads, and where it writes. Relative folders stand under the project's root."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    raw: Annotated[Path, Field(description="Folder of raw articles, read recursively and never changed.")] = Path("raw")
    processed: Annotated[Path, Field(description="Folder of the tables.")] = Path("processed")
    batch_size: Annotated[int, Field(ge=1, description="Articles per task.")] = 64
    published: Annotated[date | None, Field(description="Publication date of every article, whatever they say.")] = None
    formats: Annotated[tuple[str, ...], Field(description="Formats to read: text, html, json, jsonl; none named: all.")] = ()
    limit: Annotated[int | None, Field(ge=1, description="Stop after this many new files or records.")] = None
    max_bytes: Annotated[int, Field(ge=1, description="Leave out files larger than this.")] = 20_000_000
    model: Annotated[
        str | None, Field(description="blank: rules alone; or a trained reader's folder; none named: the models that come along.")
    ] = None
    mentions: Annotated[Mentions, Field(description="Names to list: in sentences with a claim, or all.")] = Mentions.CLAIMS
    processes: Annotated[int, Field(ge=1, description="Processes that extract; 1: the flow run's own.")] = 1

    def settings(self) -> Settings:
        """Return these parameters as :mod:`tallyspan.run` takes them."""
        return Settings(
            raw=PROJECT / self.raw,
            processed=PROJECT / self.processed,
            batch_size=self.batch_size,
            published=self.published,
            formats=self.formats,
            limit=self.limit,
            max_bytes=self.max_bytes,
            model=self.model,
            mentions=self.mentions,
            processes=self.processes,
        )
