"""Pages and names to padded tensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import numpy as np
import torch
from corpus import Claim, Page
from torch import Tensor

from tallyspan.context.labels import ROLES

_VISIT = 12  # claims of one page in one batch
_VISITS = 3  # pages in one batch
_SHORT, _SHORT_VISITS = 128, 30  # pieces of a page that is only a sentence or two; how many of them in one batch
_UNREAD = 0.06  # of the pieces outside claims: what is learned must not hang on single words
_HIDDEN = -1e4  # what a mask adds where nothing is to be seen


class Chunks(NamedTuple):
    """Pieces of n chunks, with the model's own signs, padded to one length."""

    ids: Tensor
    cases: Tensor
    marks: Tensor
    mask: Tensor
    """[n, 1, 1, length], to add to attention."""


class Asked(NamedTuple):
    """n claims, padded to one length."""

    at: Tensor
    """[n, length]: where the vector of each piece stands among those of all chunks, laid end to end."""
    places: Tensor
    inside: Tensor
    mask: Tensor
    shown: Tensor
    """[n, length]: 1 where there is a piece."""


class Answers(NamedTuple):
    """What is to be said of n claims."""

    roles: Tensor
    taught: Tensor
    classes: Tensor
    """[n, choices]: the number of the class, or ``NOT_SAID``."""


class Numbers(NamedTuple):
    """n numbers without a unit."""

    at: Tensor
    """Where the vector of the first piece stands among those of all chunks."""
    of: Tensor
    """What each is an amount of, or ``NOT_SAID``."""


@dataclass(frozen=True)
class Signs:
    """The pieces that stand at the ends of every chunk."""

    first: int
    last: int
    hidden: int
    """Stands for a piece that is not shown."""

    def around(self, values: np.ndarray, first: int, last: int) -> np.ndarray:
        """Return ``values`` between ``first`` and ``last``."""
        return np.concatenate([[first], values, [last]])


def chunks(pages: Sequence[Page], signs: Signs, rng: np.random.Generator) -> tuple[Chunks, list[np.ndarray]]:
    """Return all chunks of ``pages``, and for each page where its pieces' vectors will stand."""
    parts = [(page, chunk) for page in pages for chunk in page.chunks]
    length = max(len(chunk) for _, chunk in parts) + 2
    ids, cases, marks = (np.zeros((len(parts), length), dtype=np.int64) for _ in range(3))
    mask = np.full((len(parts), 1, 1, length), _HIDDEN, dtype=np.float32)
    places = {id(page): np.zeros(len(page.pieces.ids), dtype=np.int64) for page in pages}
    for row, (page, chunk) in enumerate(parts):
        end = len(chunk) + 2
        unread = (rng.random(len(chunk)) < _UNREAD) & (page.marks[chunk] == 0)
        ids[row, :end] = signs.around(np.where(unread, signs.hidden, page.pieces.ids[chunk]), signs.first, signs.last)
        cases[row, 1 : end - 1] = page.pieces.cases[chunk]
        marks[row, 1 : end - 1] = page.marks[chunk]
        mask[row, ..., :end] = 0
        places[id(page)][chunk] = row * length + 1 + np.arange(len(chunk))
    return Chunks(*map(torch.from_numpy, (ids, cases, marks, mask))), [places[id(page)] for page in pages]


def claims(asked: Sequence[tuple[Claim, np.ndarray]]) -> tuple[Asked, Answers]:
    """Return claims, each with where the vectors of its page stand."""
    length = max(len(claim.window.pieces) for claim, _ in asked)
    shape = (len(asked), length)
    at, places, inside, shown = (np.zeros(shape, dtype=np.int64) for _ in range(4))
    roles = np.zeros((len(asked), len(ROLES), length), dtype=np.float32)
    for row, (claim, where) in enumerate(asked):
        size = len(claim.window.pieces)
        at[row, :size] = where[claim.window.pieces]
        places[row, :size] = claim.window.places
        inside[row, :size] = claim.window.inside
        shown[row, :size] = 1
        roles[row, :, :size] = claim.roles
    mask = np.where(shown, 0, _HIDDEN).astype(np.float32)[:, None, None]
    classes = np.stack([claim.classes for claim, _ in asked])
    answers = Answers(
        torch.from_numpy(roles.transpose(0, 2, 1).copy()),
        torch.from_numpy(np.stack([claim.taught for claim, _ in asked])),
        torch.from_numpy(classes),
    )
    return Asked(*map(torch.from_numpy, (at, places, inside, mask, shown))), answers


class Batch(NamedTuple):
    """What the network learns from at once."""

    chunks: Chunks
    asked: Asked
    answers: Answers
    numbers: Numbers


def batches(pages: Sequence[Page], signs: Signs, rng: Random) -> Iterator[Batch]:
    """Yield every claim once: a few pages in each batch, some claims of each."""
    hiding = np.random.default_rng(rng.randrange(2**32))
    visits: list[tuple[Page, list[Claim]]] = []
    for page in pages:
        mixed = rng.sample(page.claims, len(page.claims))
        count = -(-len(mixed) // _VISIT)
        visits += [(page, mixed[i::count]) for i in range(count)]
    rng.shuffle(visits)
    short = [visit for visit in visits if len(visit[0].pieces.ids) <= _SHORT]
    long = [visit for visit in visits if len(visit[0].pieces.ids) > _SHORT]
    together = [some[i : i + size] for some, size in ((long, _VISITS), (short, _SHORT_VISITS)) for i in range(0, len(some), size)]
    for some in rng.sample(together, len(together)):
        yield batch(some, signs, hiding)


def batch(visits: Sequence[tuple[Page, Sequence[Claim]]], signs: Signs, rng: np.random.Generator) -> Batch:
    """Return some claims of some pages as tensors, a few pieces left out."""
    read, where = chunks([page for page, _ in visits], signs, rng)
    asked = [(claim, places) for (_, some), places in zip(visits, where, strict=True) for claim in some]
    numbers = np.array(
        [(places[at], kind) for (page, _), places in zip(visits, where, strict=True) for at, kind in page.bare], dtype=np.int64
    ).reshape(-1, 2)
    return Batch(read, *claims(asked), Numbers(*map(torch.from_numpy, numbers.T.copy())))
