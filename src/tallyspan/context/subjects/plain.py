"""People and bodies that a claim is about and that no name stands for: "practices", "the ruling party", "mayors"."""

from collections.abc import Collection

from tallyspan.context.page import Page
from tallyspan.context.subjects.about import Scope
from tallyspan.context.subjects.recall import is_claimed, mention_at
from tallyspan.context.subjects.reference import ReferenceReader
from tallyspan.model import Subject
from tallyspan.syntax import Word

_MODIFIERS = frozenset({"amod", "compound"})


class Plain:
    """Reads such nouns. ``groups`` are those that are no single persons: "government", "women"."""

    def __init__(self, reference: ReferenceReader, groups: Collection[str]) -> None:
        self._reference = reference
        self._groups = groups

    def of(self, page: Page, about: Scope) -> list[Subject]:
        """Return the subject of the clause, or else whom the claim is a share of: "52% of mayors"."""
        subject = next(iter(about.subject), None)
        if subject is not None and self._is_group(subject):
            return [_phrase(page, subject)]
        if subject is None:
            return [_phrase(page, word) for word in about.near if self._is_group(word)][:1]
        return []

    def _is_group(self, noun: Word) -> bool:
        if noun.tag not in {"NN", "NNS"}:
            return False
        return noun.norm in self._groups or (noun.tag == "NNS" and self._reference.is_person_named_so(noun))


def _phrase(page: Page, noun: Word) -> Subject:
    """Return ``noun`` with the adjectives and nouns right before it."""
    beside = {child.i: child for word in (noun, *noun.children) for child in word.children if child.dep in _MODIFIERS}
    first = noun
    while (word := beside.get(first.i - 1)) is not None and not is_claimed(page, word) and mention_at(page, word) is None:
        first = word
    return Subject(page.article.text[first.start : noun.end], None, None, first.start, noun.end)
