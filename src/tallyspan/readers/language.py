"""Is it English? Told by the script first, then by the words, so that numbers and nonsense are no foreign language."""

import re
import unicodedata
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

SURE_FROM = 60
SURE = 0.9
SURE_NOT = 1e-4
"""A text of at least so many characters of words, too few for a vote, is foreign when another language is at least so likely and
English less. Of 2,489 sentences of English news with 40 to 200 such characters the least English one had 0.004."""

ENGLISH = frozenset({"the", "and", "with", "that", "from", "has", "have", "been", "would", "which", "their", "this", "said"})
PLAIN = 15
"""A short text with one of these words in so many, which no other language has, needs no model to tell."""

FEWEST_FOREIGN_LETTERS = 10
"""So many letters of another script, and more than of Latin, are no English text."""

LATIN = re.compile("[A-Za-z\u00aa-\u024f\u0250-\u02af\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\uab30-\uab6f]")

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
    """Return the ISO 639 code of the language of ``text``, or None when it cannot be told.

    Three windows of a long text vote, so that a long quotation or a foreign notice does not decide alone. Where fewer than
    ``min_chars`` characters are words, only what is surely foreign is told: by its script, or by its words.
    """
    if (words := _in_another_script(text)) is not None:
        return _likeliest_foreign(words)[0]
    samples = [sample for window in _windows(text) if len(sample := " ".join(_words(window))) >= SHORTEST_SAMPLE]
    everything = "".join(samples)
    if len(set(everything.lower())) < FEWEST_LETTERS:
        return None
    if len(everything) < min_chars:
        return None if len(everything) < SURE_FROM or _is_plainly_english(everything) else _surely_foreign(everything)
    votes: Counter[str] = Counter()
    for sample in samples:
        votes[_language(sample)] += 1
        if 2 * votes["en"] >= len(samples):
            return "en"
    del votes["en"]
    return max(votes, key=votes.__getitem__)


def _in_another_script(text: str) -> str | None:
    """Return the words of ``text`` when most letters, and in most windows, are of another script than Latin."""
    foreign = 0
    windows = _windows(text)
    for window in windows:
        letters = [letter for letter in unicodedata.normalize("NFKC", window) if letter.isalpha()]
        others = sum(LATIN.match(letter) is None for letter in letters)
        foreign += others >= FEWEST_FOREIGN_LETTERS and 2 * others > len(letters)
    return " ".join(_words(" ".join(windows))) if 2 * foreign > len(windows) else None


def _is_plainly_english(sample: str) -> bool:
    words = sample.lower().split()
    return PLAIN * sum(word in ENGLISH for word in words) >= len(words)


def _surely_foreign(sample: str) -> str | None:
    language, probability, english = _likeliest_foreign(sample)
    return language if probability >= SURE and english < SURE_NOT else None


def _likeliest_foreign(sample: str) -> tuple[str, float, float]:
    """Return the likeliest language that is not English, how likely it is, and how likely English is."""
    ranking = {str(language): float(probability) for language, probability in identifier().rank(sample.lower())}
    english = ranking.pop("en")
    best = max(ranking, key=ranking.__getitem__)
    return best, ranking[best], english


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
