"""Whose figures they are where nobody is named: those of an economy are its country's, those of a business the company's.

An article says once whom it reports on, and then goes on: "Inflation came in at 4%", "Sales rose 6%".
"""

from collections.abc import Collection

from tallyspan.context.page import Page
from tallyspan.context.subjects.about import Scope
from tallyspan.context.subjects.recall import before, best_known, entity, lead
from tallyspan.model import Mention
from tallyspan.syntax import Word

_QUOTE = frozenset({'"', "\u201c", "``"})
_OWNED = frozenset({"nmod:poss"})


class Figures:
    """Finds the reporting country or company. ``economy`` and ``business`` are nouns of what each reports."""

    def __init__(self, economy: Collection[str], business: Collection[str]) -> None:
        self._economy = economy
        self._business = business

    def of(self, page: Page, about: Scope) -> list[Mention]:
        """Return whose figure the subject of the clause is, when it is one that countries or companies report."""
        subject = next(iter(about.subject), None)
        if subject is None or any(child.dep in _OWNED for child in subject.children) or _is_quoted(page, subject):
            return []
        if subject.norm in self._economy:
            return [one for one in best_known(page, subject.start, "country") if entity(one) in lead(page)]
        return _company(page, subject.start) if subject.norm in self._business else []


def _company(page: Page, offset: int) -> list[Mention]:
    """Return the one organisation that the head of the article names."""
    first = lead(page)
    head = [one for one in before(page, page.sentences[min(2, len(page.sentences)) - 1][1]) if one.label == "ORG"]
    names = {entity(one) for one in head}
    return [head[-1]] if len(names) == 1 and names <= first and head[-1].end <= offset else []


def _is_quoted(page: Page, word: Word) -> bool:
    """Tell whether an open quotation mark stands before ``word`` in its sentence: others speak of other things."""
    tree = page.trees.get(page.number(word.start))
    marks = [one.norm for one in tree.words[: word.i] if one.norm in _QUOTE or one.norm in {"\u201d", "''"}] if tree else []
    return bool(marks) and marks[-1] in _QUOTE and len(marks) % 2 == 1
