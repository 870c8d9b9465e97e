"""Text to word pieces, as BERT's uncased models read it, each with its characters and the case that the model cannot see."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CASES = ("small", "capital", "capitals", "mixed")
"""How the word of a piece is written; figures and signs count as small."""
MARKS = ("none", "money", "percent", "distance", "date")
"""Which kind of claim covers a piece."""

Integers = NDArray[np.int64]


class Pieces(NamedTuple):
    """The word pieces of a text, in order: arrays of one length."""

    ids: Integers
    starts: Integers
    """Offset of the first character in the text."""
    ends: Integers
    words: Integers
    """The number of the word, or sign, that the piece belongs to."""
    cases: Integers
    """Index into ``CASES``."""

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """Return the first of the pieces, and the one after the last, that share characters with ``text[start:end]``."""
        return int(np.searchsorted(self.ends, start, side="right")), int(np.searchsorted(self.starts, end, side="left"))


class WordPieces:
    """Cuts text into pieces. ``path`` holds a tokenizer in the form of Hugging Face's ``tokenizers``."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        vocabulary = self._tokenizer.get_vocab()
        self.first, self.last, self.hidden = (vocabulary[sign] for sign in ("[CLS]", "[SEP]", "[MASK]"))

    def cut(self, text: str) -> Pieces:
        """Return the pieces of ``text``, without the model's own signs at its ends."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
        words = np.array(encoded.word_ids, dtype=np.int64)
        starts, ends = offsets[:, 0], offsets[:, 1]
        firsts = np.flatnonzero(np.diff(words, prepend=-1))
        lasts = np.append(firsts[1:], len(words)) - 1
        of_words = [_case(text[a:b]) for a, b in zip(starts[firsts].tolist(), ends[lasts[: len(firsts)]].tolist(), strict=True)]
        cases = np.repeat(np.array(of_words, dtype=np.int64), np.diff(np.append(firsts, len(words))))
        return Pieces(np.array(encoded.ids, dtype=np.int64), starts, ends, words, cases)


def _case(word: str) -> int:
    """Return the index of the case of ``word`` in ``CASES``."""
    if word == word.lower():
        return 0
    if word[0].isupper() and word[1:] == word[1:].lower():
        return 1
    return 2 if word == word.upper() else 3
