"""The extractor that ``--model`` asks for."""

from functools import cache

from tallyspan import nlp
from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Mentions


@cache
def load(model: str | None, mentions: Mentions = Mentions.CLAIMS) -> nlp.Extractor:
    """Return the extractor of this process, loaded once, or raise UsageProblem for a model that is not there."""
    try:
        return nlp.load(model, mentions)
    except (OSError, ValueError) as problem:
        raise UsageProblem(str(problem)) from problem


def check(model: str | None) -> None:
    """Raise UsageProblem for a model that is not there, before anything else happens."""
    if model is not None:
        load(model)
