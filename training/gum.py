"""Names of people, organisations and places in GUM, which marks every entity, named or not."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from spans import MISSING, TITLES, Span, Tagged, trim

_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
_BODIES = frozenset({"organization", "place"})
_BRACKET = re.compile(r"\((?P<opened>[^()-]+)-(?P<type>[a-z]+)[^()]*(?P<single>\))?|(?P<closed>[^()]+)\)")
_PROPER = frozenset({"NNP", "NNPS"})
_JOINED = _PROPER | {"HYPH"}
_INSIDE = _JOINED | {"IN", "CC", "DT", "POS", "NN", "NNS", "JJ", ",", "CD"}  # "Bank of England", "Procter & Gamble"
_BEFORE = frozenset({"NN", "JJ", "DT", "PRP$"})
_FULL = 2  # words of a name that is told from a title by its length
_LONGEST = 8  # words in a name

Word = tuple[str, str]  # form, tag


def read_names(path: Path, peoples: frozenset[str]) -> Iterator[list[Tagged]]:
    """Yield each document as its sentences. A proper noun in a person, organisation or place, but in no name, is missing.

    ``peoples``: lower-case adjectives and nouns that are NORP wherever they stand alone, as in the other corpora.
    """
    document: list[Tagged] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if "# newdoc" in block and document:
            yield document
            document = []
        rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            document.append(_sentence([(row[1], row[4]) for row in rows], [row[9] for row in rows], peoples))
    if document:
        yield document


def _sentence(words: Sequence[Word], notes: Sequence[str], peoples: frozenset[str]) -> Tagged:
    forms = [form for form, _ in words]
    entities = sorted(_entities(notes), key=lambda entity: entity[0] - entity[1])  # the longest first
    labels = _uncertain(words, entities)
    bodies = {(entity[0], entity[1]) for entity in (trim(forms, entity) for entity in entities if entity[2] in _BODIES) if entity}
    taken = [False] * len(words)
    for entity in entities:
        name = _name(words, entity, bodies)
        if name is None or any(taken[name[0] : name[1]]):
            continue
        start, end, label = name
        # A named event, work or thing has no label: it is no name here, and no part of it is one.
        labels[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)] if label else ["O"] * (end - start)
        taken[start:end] = [True] * (end - start)
    for i, form in enumerate(forms):
        if not taken[i] and form.lower() in peoples and form[0].isupper():
            labels[i] = "B-NORP"
    return forms, labels


def _uncertain(words: Sequence[Word], entities: Sequence[Span]) -> list[str]:
    """Return labels, missing for every proper noun in an entity of our kinds; the names among them are still to be found."""
    labels = ["O"] * len(words)
    for start, end, kind in entities:
        for i in range(start, end):
            if kind in _LABELS and words[i][1] in _PROPER and words[i][0].lower() not in TITLES:
                labels[i] = MISSING
    return labels


def _name(words: Sequence[Word], entity: Span, bodies: set[tuple[int, int]]) -> Span | None:
    """Return what of ``entity`` is a name; the label is empty for a kind that is none of ours."""
    forms = [form for form, _ in words]
    start, end, kind = entity
    trimmed = trim(forms, (start, end, _LABELS.get(kind, "")))
    if trimmed is not None and kind == "person":
        trimmed = _person(words, trimmed, bodies)
    if trimmed is None:
        return None
    start, end, label = trimmed
    tags = [tag for _, tag in words[start:end]]
    if tags[0] not in _PROPER or tags[-1] not in _PROPER or end - start > _LONGEST or not _INSIDE.issuperset(tags):
        return None
    return trimmed if label != "LOC" or "," not in tags else None


def _person(words: Sequence[Word], span: Span, bodies: set[tuple[int, int]]) -> Span | None:
    """Return the name in "the Japanese author Natsu Higuchi" and "Patrick Gordon of Auchleuchries"."""
    start, end, label = span
    tags = [tag for _, tag in words[start:end]]
    first = next((i for i, tag in enumerate(tags) if tag in _JOINED), len(tags))
    last = next((i for i, tag in enumerate(tags) if i > first and tag not in _JOINED), len(tags))
    if not _BEFORE.issuperset(tags[:first]) or (last < len(tags) and last - first < _FULL):
        return None
    if tags[first:last] in ([], ["NNPS"]):  # "Palestinians"
        return None
    name = trim([form for form, _ in words], (start + first, start + last, label))
    return None if name is None or words[name[0]][0].lower() in TITLES or (name[0], name[1]) in bodies else name


def _entities(notes: Sequence[str]) -> Iterator[Span]:
    """Yield every entity of a sentence with its type."""
    begun: list[tuple[str, int, str]] = []
    for i, note in enumerate(notes):
        entities = "".join(item for item in note.split("|") if item.startswith("Entity="))
        for match in _BRACKET.finditer(entities.removeprefix("Entity=")):
            if match["single"]:
                yield i, i + 1, match["type"]
            elif match["opened"]:
                begun.append((match["opened"], i, match["type"]))
            else:
                same = [item for item in begun if item[0] == match["closed"]]
                if same:
                    begun.remove(same[-1])
                    yield same[-1][1], i + 1, same[-1][2]
