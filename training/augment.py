"""Variants of training sentences: other people, other companies, headlines in capitals."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from spans import Tagged, spans

_HERE = Path(__file__).parent
_BUSINESS = frozenset(
    """
    company companies firm firms maker shares share stock profit profits sales revenue billion analysts executive inc inc. corp
    corp. ceo customers market bank airline factory plant products software deal stake takeover merger investors
    """.split(),
)
_COMPANY_RATE = 0.5
_LONGEST_COMPANY = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Names to draw from."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    places: tuple[str, ...]
    companies: tuple[tuple[str, ...], ...]


def _lines(name: str) -> list[str]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


def collect(documents: Sequence[Sequence[Tagged]]) -> Names:
    """Return the names of people and places in ``documents``, and the companies of companies.txt."""
    first: dict[str, None] = {}  # a dict keeps the order, a set would not
    last: dict[str, None] = {}
    places: dict[str, None] = {}
    for document in documents:
        for words, labels in document:
            for start, end, label in spans(labels):
                if not all(word[0].isupper() and word.isalpha() for word in words[start:end]):
                    continue
                if label == "PERSON" and end - start == 2:  # noqa: PLR2004 - a first and a last name
                    first[words[start]] = None
                    last[words[end - 1]] = None
                elif label == "LOC" and end - start == 1:
                    places[words[start]] = None
    companies = tuple(tuple(line.replace("'s", " 's").split()) for line in _lines("companies.txt"))
    return Names(tuple(first), tuple(last), tuple(places), companies)


def rename(document: Sequence[Tagged], names: Names, rng: Random) -> list[Tagged]:
    """Give the people of ``document`` other names, the same person the same one; and some bare companies."""
    people: dict[str, str] = {}
    return [_rename(words, labels, names, rng, people) for words, labels in document]


def _rename(words: list[str], labels: list[str], names: Names, rng: Random, people: dict[str, str]) -> Tagged:
    business = any(word.lower() in _BUSINESS for word in words)
    new_words: list[str] = []
    new_labels: list[str] = []
    at = 0
    for start, end, label in spans(labels):
        new_words += words[at:start]
        new_labels += labels[at:start]
        name = words[start:end]
        plain = all(word.isalpha() and word[0].isupper() and not word.isupper() for word in name)
        if label == "PERSON" and plain:
            for i, word in enumerate(name):
                pool = names.last if i == end - start - 1 else names.first
                people.setdefault(word, rng.choice(pool))
            name = [people[word] for word in name]
        elif label == "ORG" and business and plain and len(name) <= _LONGEST_COMPANY and rng.random() < _COMPANY_RATE:
            name = list(rng.choice(names.companies))
        new_words += name
        new_labels += [f"B-{label}", *[f"I-{label}"] * (len(name) - 1)]
        at = end
    return [*new_words, *words[at:]], [*new_labels, *labels[at:]]


def business_sentences(names: Names, rng: Random, count: int) -> list[list[Tagged]]:
    """Return ``count`` one-sentence documents made from templates.txt."""
    templates = [line.split() for line in _lines("templates.txt")]
    return [[_fill(rng.choice(templates), names, rng)] for _ in range(count)]


def _fill(template: Sequence[str], names: Names, rng: Random) -> Tagged:
    words: list[str] = []
    labels: list[str] = []
    for slot in template:
        fill, label = _slot(slot, names, rng)
        words += fill
        labels += [f"B-{label}", *[f"I-{label}"] * (len(fill) - 1)] if label else ["O"] * len(fill)
    return words, labels


def _slot(slot: str, names: Names, rng: Random) -> tuple[list[str], str]:
    match slot:
        case "{C}" | "{D}":
            return list(rng.choice(names.companies)), "ORG"
        case "{P}":
            return [rng.choice(names.first), rng.choice(names.last)], "PERSON"
        case "{S}":
            return [rng.choice(names.last)], "PERSON"
        case "{L}":
            return [rng.choice(names.places)], "LOC"
        case "{N}":
            return [rng.choice([str(rng.randint(2, 999)), f"{rng.randint(1, 99)}.{rng.randint(1, 9)}"])], ""
        case _:
            return [slot], ""


def capitals(document: Sequence[Tagged]) -> list[Tagged]:
    """Return ``document`` in capitals, as headlines are."""
    return [([word.upper() for word in words], list(labels)) for words, labels in document]


def small(document: Sequence[Tagged]) -> list[Tagged]:
    """Return ``document`` in small letters, as on the web."""
    return [([word.lower() for word in words], list(labels)) for words, labels in document]
