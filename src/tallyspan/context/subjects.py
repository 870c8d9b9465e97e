"""The entities that a claim is about, where the text names them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tallyspan import rules
from tallyspan.context.about import modifiers, scope
from tallyspan.context.page import Measured, Page
from tallyspan.context.reference import ReferenceReader
from tallyspan.model import Mention, Subject
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_DEPTH = 4  # "workers at the plant of the subsidiary of X"
_MOST = 4


class SubjectReader:
    """Reads the subjects of claims."""

    def __init__(self) -> None:
        table = rules.read("reference")
        self._saying = frozenset(table["saying"]["verbs"])
        self._reference = ReferenceReader(table, several=table["several"], definite=table["definite"])

    def read(self, page: Page, reading: Reading, measured: Measured | None) -> tuple[Subject, ...]:  # noqa: ARG002
        """Return the subjects of ``reading``, in the order of the phrases that name them, each once."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or not tree.parsed:
            return ()
        names = _Names(page, tree, reading, self._reference)
        about = scope(tree, reading.start, reading.end, self._saying)
        near = [name for word in about.near for name in names.of(word)]
        subject: list[Subject] = []
        for word in about.subject:
            subject = names.of(word)
            if subject:
                break
        wide = [name for word in about.wide for name in names.direct(word)]
        return _once([*subject, *near, *wide])


class _Names:
    """Who is named by the phrases of one sentence."""

    def __init__(self, page: Page, tree: Tree, reading: Reading, reference: ReferenceReader) -> None:
        self._page = page
        self._tree = tree
        self._reading = reading
        self._reference = reference
        first = bisect_left(page.mentions, tree.start, key=lambda mention: mention.start)
        last = bisect_left(page.mentions, tree.end, key=lambda mention: mention.start)
        self._mentions = page.mentions[first:last]
        self._claims = page.within(tree.start, tree.end)

    def of(self, word: Word, depth: int = 0) -> list[Subject]:
        """Return who is named by the phrase that ``word`` heads, or by the phrases within it."""
        found = self.direct(word)
        if found or depth >= _DEPTH:
            return found
        for child in modifiers(word):
            found += self.of(child, depth + 1)
        return found

    def direct(self, word: Word) -> list[Subject]:
        """Return who is named by ``word`` itself, and by those that stand beside it."""
        found: list[Subject] = []
        for one in [word, *[child for child in word.children if child.dep == "conj"]]:
            if self._claimed(one):
                continue
            mention = self._mention(one)
            if mention is not None:
                found += [_subject(mention)] if mention.label != "NORP" or one.tag.startswith("NN") else []
            else:
                found += [_subject(other) for other in self._reference.resolve(self._page, self._tree, one)]
        return found

    def _mention(self, word: Word) -> Mention | None:
        """Return the name that ``word`` is in, or that it is the title of."""
        title = [child for child in word.children if child.dep in {"flat", "appos", "nmod:desc"} and abs(child.i - word.i) == 1]
        for one in [word, *title]:
            for mention in self._mentions:
                if mention.start <= one.start < mention.end:
                    return mention
        return None

    def _claimed(self, word: Word) -> bool:
        return any(claim.start <= word.start < claim.end for claim in self._claims)


def _subject(mention: Mention) -> Subject:
    return Subject(mention.surface, mention.label, mention.entity_id, mention.start, mention.end)


def _once(subjects: Sequence[Subject]) -> tuple[Subject, ...]:
    """Return ``subjects`` without those that name again whom another names."""
    return tuple(_distinct(subjects))[:_MOST]


def _distinct(subjects: Sequence[Subject]) -> Iterator[Subject]:
    seen: list[Subject] = []
    for one in subjects:
        if not any(_same(one, other) for other in seen):
            seen.append(one)
            yield one


def _same(one: Subject, other: Subject) -> bool:
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return True
    words, others = set(one.text.lower().split()), set(other.text.lower().split())
    return words <= others or others <= words
