"""Reading the corpora of names, and the one form of a name that training and scoring agree on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

LABELS = ("PERSON", "ORG", "LOC", "NORP")
MISSING = "-"
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those"})
TITLES = frozenset(
    """
    mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president vice-president premier chancellor minister secretary
    sen sen. senator rep rep. congressman congresswoman gov gov. governor mayor judge justice general gen gen. col col. colonel
    lt lt. lieutenant maj maj. major capt capt. captain sgt sgt. sergeant admiral adm adm. commander sir dame lord lady baron
    king queen prince princess emperor empress sultan emir sheikh shaikh pope cardinal archbishop bishop father sister rev rev.
    reverend imam ayatollah mullah ambassador chairman chairwoman
    """.split(),
)
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})

# Places that the list of peoples, by which NORP was added to the corpora, holds by mistake.
NO_PEOPLES = frozenset({"Andorra", "Azerbaijan", "Gibraltar", "Jordan", "Lanka", "Madagonia", "Malta", "Nepal", "Niger"})

Span = tuple[int, int, str]  # first token, token after the last, label
Tagged = tuple[list[str], list[str]]  # words, IOB labels


def trim(words: Sequence[str], span: Span) -> Span | None:
    """Cut determiners, titles of people and possessives off ``span``; ``None`` when nothing is left."""
    start, end, label = span
    while start < end and words[start].lower() in _DETERMINERS:
        start += 1
    while end > start and words[end - 1] in _POSSESSIVES:
        end -= 1
    while label == "PERSON" and end - start > 1 and words[start].lower() in TITLES:
        start += 1
    return (start, end, label) if start < end else None


def spans(labels: Sequence[str]) -> Iterator[Span]:
    """Yield the spans of one IOB column, whatever their labels."""
    start, label = 0, ""
    for i, tag in enumerate([*labels, "O"]):
        if label and tag != f"I-{label}":
            yield start, i, label
            label = ""
        if tag[:2] in {"B-", "I-"} and not label:
            start, label = i, tag[2:]


def read_iob(path: Path) -> Iterator[list[Tagged]]:
    """Yield each document of an .iob file as its sentences."""
    document: list[Tagged] = []
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), "", "# newdoc"]:
        word, tab, label = line.rpartition("\t")
        if tab:
            words.append(word)
            labels.append("B-LOC" if label == "B-NORP" and word in NO_PEOPLES else label)
            continue
        if words:
            document.append((words, labels))
            words, labels = [], []
        if line == "# newdoc" and document:
            yield document
            document = []
