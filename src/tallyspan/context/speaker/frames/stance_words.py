"""The words of stances, as ``rules/stance.toml`` lists them: verbs of judging and demanding, and nouns of judgement."""

from typing import NamedTuple

from tallyspan import rules
from tallyspan.context.forms import plural


class StanceVerb(NamedTuple):
    """One form of a verb of judging or demanding.

    One of ``then`` stands within ``reach`` words behind it, unless that is empty. Only ``evidence`` can be the subject, or anyone
    who can speak; an ``ing`` form counts only in ``progressive`` ones.
    """

    then: frozenset[str]
    reach: int
    evidence: bool
    ing: bool
    progressive: bool
    past: bool


class StanceWords:
    """The tables of ``stance.toml``, every word in lower case; ``common`` words tell nothing of a sentence by themselves."""

    def __init__(self) -> None:
        table = rules.read("stance")
        self.verbs = {form: verb for entry in table["verb"] for form, verb in _verbs(entry)}
        nouns = table["subject"]["nouns"]
        self.subjects = frozenset([*nouns, *map(plural, nouns)])
        judgement = table["judgement"]
        self.judgements = frozenset(judgement["nouns"])
        self.aims = frozenset(judgement["aims"])
        self.revised = frozenset(judgement["revised"])
        self.leading = frozenset(judgement["leading"])
        self.revising = frozenset(form for forms in judgement["revising"] for form in forms.split())
        self.passive = frozenset(table["continuing"]["passive"])
        self.figures = frozenset(table["continuing"]["figures"])
        self.papers = frozenset(table["subject"]["papers"])
        self.nouns = self.judgements | self.aims | self.revised
        self.common = frozenset(form for form, verb in self.verbs.items() if verb.evidence)
        self.triggers = self.nouns.union(self.verbs, table["subject"]["polls"])


def _verbs(entry: dict[str, object]) -> list[tuple[str, StanceVerb]]:
    """Return each form of the verbs of one entry with what it needs."""
    lines = entry["forms"]
    then = entry.get("then", ())
    reach = entry.get("reach", 1)
    assert isinstance(lines, list)  # noqa: S101
    assert isinstance(then, list | tuple)  # noqa: S101
    assert isinstance(reach, int)  # noqa: S101
    evidence, progressive = entry.get("subject") == "evidence", bool(entry.get("progressive"))
    found: list[tuple[str, StanceVerb]] = []
    for line in lines:
        for form in line.split():
            ing, past = form.endswith("ing"), form.endswith(("ed", "en"))
            found.append((form, StanceVerb(frozenset(then), reach, evidence, ing, progressive, past)))
    return found
