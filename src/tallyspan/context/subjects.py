"""The entities that a claim is about, where the text names them."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from tallyspan import rules
from tallyspan.context.about import modifiers, scope
from tallyspan.context.page import Measured, Page
from tallyspan.context.reference import ReferenceReader, mention_at
from tallyspan.model import Article, Mention, Subject
from tallyspan.reading import Reading
from tallyspan.syntax import Word

_DEPTH = 4  # "workers at the plant of the subsidiary of X"
_MOST = 4
_LEAD = 2  # sentences: the headline and the first one say whom the article is about
_TITLES = frozenset({"flat", "appos", "nmod:desc", "compound"})


class SubjectReader:
    """Reads the subjects of claims."""

    def __init__(self) -> None:
        table = rules.read("reference")
        self._saying = frozenset(table["saying"]["verbs"])
        self._reference = ReferenceReader(table)

    def wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Collection[int]:
        """Return the numbers of the sentences that may name what those with claims do not: the first ones, and those before."""
        page = Page(article, sentences, readings, {})
        numbers = {page.number(reading.start) for reading in readings}
        if not numbers:
            return ()
        before = {n - 1 for n in numbers if n and self._reference.leans(article.text[slice(*sentences[n])])}
        return before | set(range(min(_LEAD, len(sentences))))

    def read(self, page: Page, reading: Reading, measured: Measured | None) -> tuple[Subject, ...]:  # noqa: ARG002
        """Return the subjects of ``reading``, each once."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or not tree.parsed:
            return ()
        names = _Names(page, self._reference)
        about = scope(tree, reading.start, reading.end, self._saying)
        near = [name for word in about.near for name in names.of(word)]
        subject = next((found for word in about.subject if (found := names.of(word))), [])
        objects = [name for word in about.objects for name in names.of(word)]
        rest = [name for word in about.rest if word.dep != "obl:agent" or not subject for name in names.direct(word)]
        return _once([*subject, *near, *objects, *rest])


class _Names:
    """Who is named by the phrases of an article."""

    def __init__(self, page: Page, reference: ReferenceReader) -> None:
        self._page = page
        self._reference = reference

    def of(self, word: Word, depth: int = 0) -> list[Subject]:
        """Return who is named by the phrase that ``word`` heads, or by the phrases within it."""
        found = self.direct(word, depth)
        if found or depth >= _DEPTH or self._claimed(word):
            return found
        return [name for child in modifiers(word) for name in self.of(child, depth + 1)]

    def direct(self, word: Word, depth: int = 0) -> list[Subject]:
        """Return who is named by ``word`` itself, and by those that stand beside it."""
        found: list[Subject] = []
        for one in [word, *(child for child in word.children if child.dep == "conj")]:
            if self._claimed(one):
                continue
            mention = self._named(one)
            if mention is not None:
                found += [_subject(mention)] if mention.label != "NORP" or one.tag.startswith("NN") else []
            elif depth < _DEPTH:
                found += self._resolved(one, depth + 1)
        return found

    def _resolved(self, word: Word, depth: int) -> Iterator[Subject]:
        for one in self._reference.resolve(self._page, word):
            if isinstance(one, Mention):
                yield _subject(one)
            else:
                yield from self.of(one, depth)

    def _named(self, word: Word) -> Mention | None:
        """Return the name that ``word`` is in, or that it is the title of."""
        mention = mention_at(self._page, word)
        if mention is not None:
            return mention
        beside = [child for child in word.children if child.dep in _TITLES and child.i == word.i + 1]
        return next((found for child in beside if (found := mention_at(self._page, child))), None)

    def _claimed(self, word: Word) -> bool:
        """Tell whether ``word`` belongs to a claim: a name of a month, a currency."""
        place = bisect_left(self._page.readings, word.end, key=lambda reading: reading.start) - 1
        return place >= 0 and self._page.readings[place].end > word.start


def _subject(mention: Mention) -> Subject:
    return Subject(mention.surface, mention.label, mention.entity_id, mention.start, mention.end)


def _once(subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """Return ``subjects`` without those that name again whom another names, the first few."""
    found: list[Subject] = []
    for one in subjects:
        if not any(_same(one, other) for other in found):
            found.append(one)
    return tuple(found[:_MOST])


def _same(one: Subject, other: Subject) -> bool:
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return True
    words, others = set(one.text.lower().split()), set(other.text.lower().split())
    return words <= others or others <= words
