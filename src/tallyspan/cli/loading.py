"""The extractor that ``--model`` asks for."""

from tallyspan import nlp
from tallyspan.cli.problems import UsageProblem


def load(model: str | None) -> nlp.Extractor:
    """Return the extractor, or raise UsageProblem for a model that is not there."""
    try:
        return nlp.load(model)
    except (OSError, ValueError) as problem:
        raise UsageProblem(str(problem)) from problem


def check(model: str | None) -> None:
    """Raise UsageProblem for a model that is not there, before anything else happens."""
    if model is not None:
        load(model)
