"""Companies by their suffix, anywhere in a text: "Pennzoil Co", "Dow & Sons Inc."."""

from collections.abc import Iterator, Sequence

from tallyspan.entities.names import Capital, Found, in_small_letters, joined, opens
from tallyspan.entities.organisations import Organisations
from tallyspan.entities.people import Titles

_MOST_WORDS = 5


class Companies:
    """Finds the names that end in a suffix that only companies have."""

    def __init__(self, organisations: Organisations, titles: Titles) -> None:
        self._organisations = organisations
        self._titles = titles

    def read(self, text: str, words: Sequence[Capital]) -> Iterator[Found]:
        """Yield the companies of ``text``, in order; ``words`` are its capitalised words."""
        for i in range(1, len(words)):
            if not self._organisations.is_suffix(words[i].form):
                continue
            first = self._first(text, words, i)
            end, strong = self._organisations.suffix_behind(text, words[i - 1].end)
            if first < i and strong and text[max(0, words[first].start - 4) : words[first].start] != " of ":
                yield Found(words[first].start, end, "ORG")

    def _first(self, text: str, words: Sequence[Capital], i: int) -> int:
        """Return the number of the first word of the name whose suffix is word ``i``."""
        k = i
        while k > 0 and i - k < _MOST_WORDS and self._continues(text, words, k, suffix=k == i):
            k -= 1
        opening = k < i - 1 and opens(text, words[k].start) and in_small_letters(text, words[k].start, words[k].form)
        return k + 1 if opening else k

    def _continues(self, text: str, words: Sequence[Capital], k: int, *, suffix: bool) -> bool:
        before, word = words[k - 1], words[k]
        if self._titles.is_title(before.form) or self._organisations.is_suffix(before.form):
            return False
        gap = text[before.end : word.start] if word.start - before.end <= 3 else ""  # noqa: PLR2004 - " & "
        return gap == " & " or (suffix and gap == ", ") or joined(text, before.end, word.start)
