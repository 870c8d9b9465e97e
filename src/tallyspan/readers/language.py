"""Is it English? Decided on words alone, so that tables, numbers and nonsense are not taken for a foreign language."""

import re
from collections import Counter
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

WORD = re.compile(r"[^\W\d_][^\s\d!-@\[-`{-~]*")
"""A letter and what follows up to white space, a digit or ASCII punctuation: combining marks stay with their letters."""

LONGEST_WORD = 30
"""Letters of the longest English word: a longer run of ASCII letters is not language."""

FEWEST_LETTERS = 10
"""A text that uses fewer different letters than this is not language either."""

WINDOW = 400
WINDOWS = 3
"""A long text is judged by this many windows of this many characters: beginning, middle and end."""

SHORTEST_SAMPLE = 50
"""A window with fewer characters of words has no vote."""

DOUBT = 0.05
"""A window is foreign when another language is likelier and English is less likely than this."""

UNDECIDABLE = frozenset({"pcm", "zxx"})
"""Left out of the choice: Nigerian Pidgin, which news in English about Nigeria resembles, and "no language"."""


@cache
def identifier() -> "LanguageIdentifier":
    """Return the model, read once in a process (0.5 s)."""
    langid = import_module("py3langid.langid")
    model: LanguageIdentifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages(set(model.labels) - UNDECIDABLE)
    return model


def language_of(text: str, min_chars: int) -> str | None:
    """Return the ISO 639 code of the language of ``text``, or None when fewer than ``min_chars`` characters are words.

    Three windows of a long text vote, so that a long quotation or a foreign notice does not decide alone.
    """
    samples = [sample for window in _windows(text) if len(sample := " ".join(_words(window))) >= SHORTEST_SAMPLE]
    everything = "".join(samples)
    if len(everything) < min_chars or len(set(everything.lower())) < FEWEST_LETTERS:
        return None
    votes: Counter[str] = Counter()
    for sample in samples:
        votes[_language(sample)] += 1
        if 2 * votes["en"] >= len(samples):
            return "en"
    del votes["en"]
    return max(votes, key=votes.__getitem__)


def _windows(text: str) -> list[str]:
    if len(text) <= WINDOW * WINDOWS:
        return [text]
    step = (len(text) - WINDOW) // (WINDOWS - 1)
    return [text[start : start + WINDOW] for start in range(0, len(text) - WINDOW + 1, step)][:WINDOWS]


def _words(window: str) -> list[str]:
    return [word for word in WORD.findall(window) if len(word) <= LONGEST_WORD or not word.isascii()]


def _language(sample: str) -> str:
    lowered = sample.lower()
    if identifier().classify(lowered)[0] == "en":
        return "en"
    ranking = identifier().rank(lowered)
    english = next(probability for language, probability in ranking if language == "en")
    return "en" if english >= DOUBT else str(ranking[0][0])
