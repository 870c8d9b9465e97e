"""The time of a number from the words between it and the date behind it: "$5 million of sales in 2019"."""

from collections.abc import Sequence

from tallyspan.context.modality.outlook import names_thing
from tallyspan.context.time.periods import Periods
from tallyspan.context.time.words import TimeWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_FARTHEST = 12  # words from a number to the date behind it
_PARTICIPLE = 5  # of these, how far a participle may stand: "$5 million raised in 2019"
_OWN = 3  # words behind a number where "now" may stand
_STOPS = frozenset({
    ",", ";", ":", "(", "\u2014", "\u2013", "\u201c", "\u201d", '"', "``", "''", "but", "while", "which", "who",
    "that", "when", "as", "after", "than", "with",
})  # fmt: skip
_MOVES = frozenset({"to", "by", "or"})  # "rose 5% to $12 in 2019"
_HEDGES = frozenset({"about", "around", "nearly", "almost", "over", "more", "than", "some", "a", ","})
_OPENING = frozenset({"in", "at", "during", "for", "over"})
_OWNERS = ("its", "their", "his", "her", "our", "my", "'s")


class Beside:
    """Reads it along the line of words."""

    def __init__(self, words: TimeWords, periods: Periods) -> None:
        self._words = words
        self._periods = periods

    def has_own(self, tree: Tree, reading: Reading) -> bool:
        """Tell whether a word of no date says when: "2 percent since then", "5% now"."""
        behind = tree.within(reading.end, tree.end)[:_OWN]
        return any(word.norm in self._words.vague for word in behind)

    def read(self, tree: Tree, reading: Reading, here: Sequence[Reading], dates: Sequence[Reading]) -> Reading | None:
        """Return the date behind the number, with no clause between."""
        behind = next((one for one in dates if one.start >= reading.end), None)
        if behind is None or (reading.kind == "money" and _is_owned(tree, reading)):
            return None
        other = next((one for one in here if one.kind != "date" and reading.end <= one.start < behind.start), None)
        if other is not None:
            joined = {word.norm for word in tree.within(reading.end, other.start)}
            moved = joined & _MOVES and joined <= _MOVES | _HEDGES and not _is_led(tree, reading, "from")
            return self._behind(tree, other, behind) if moved and other.end <= behind.start else None
        return self._behind(tree, reading, behind)

    def fronted(self, tree: Tree, reading: Reading, dates: Sequence[Reading]) -> Reading | None:
        """Return the date that opens the sentence, where nothing but its first clause stands between it and the number.

        A gerund goes on with that clause: "In 2016, he lost, winning 34%".
        """
        first = dates[0]
        if reading.kind == "distance" or any(one is not first and one.start < reading.start for one in dates):
            return None
        between = tree.within(first.end, reading.start)
        comma = next((i for i, word in enumerate(between[:_FARTHEST]) if word.norm == ","), None)
        if comma is None or not self._opens(tree, first, between[:comma]):
            return None
        main = between[comma + 1 :]
        goes_on = {i for i in range(len(main) - 1) if main[i].norm == "," and main[i + 1].tag == "VBG"}
        parted = any(word.norm in _STOPS or word.norm in self._words.acts for i, word in enumerate(main) if i not in goes_on)
        return None if parted else first

    def _opens(self, tree: Tree, first: Reading, rest: Sequence[Word]) -> bool:
        """Tell whether the sentence opens with ``first``, or with what is of that time, the ``rest`` of which follows it."""
        led = tree.within(tree.start, first.start)
        if not rest and len(led) <= 1:
            return first.granularity in self._words.spans and (not led or led[0].norm in self._words.when)
        if (
            not led
            or led[0].norm not in _OPENING
            or len(led) > _FARTHEST
            or any(word.tag[:2] in {"VB", "MD"} for word in (*led, *rest))
        ):
            return False
        ends = not rest and len(led) > 1 and led[-1].norm in self._words.when  # "in the average at the end of June,"
        return ends or (bool(rest) and rest[-1].norm in self._words.events and not _is_mark(led) and not _is_mark(rest))

    def is_taken(self, tree: Tree, date: Reading, here: Sequence[Reading], dates: Sequence[Reading], *, but: Reading) -> bool:
        """Tell whether a date belongs to another number than ``but`` alone: "up from 5% in 2013"."""
        others = (one for one in here if one is not but and one.kind != "date" and self._is_compared(tree, one))
        return any(self.read(tree, one, here, dates) is date for one in others)

    def _is_compared(self, tree: Tree, one: Reading) -> bool:
        inside = tree.within(one.start, one.end)
        before = {word.norm for word in tree.words[max(0, inside[0].i - 3) : inside[0].i]} if inside else set()
        return bool(before & {"from", "compared", "against", "versus"})

    def _behind(self, tree: Tree, reading: Reading, behind: Reading) -> Reading | None:
        """Return ``behind``, if nothing between it and the number parts them."""
        between = tree.within(reading.end, self._periods.start(tree, behind))
        if between and between[0].norm == ")":
            between = between[1:]
        if len(between) > _FARTHEST or any(word.norm in _STOPS or word.norm in self._words.records for word in between):
            return None
        if any(word.tag.startswith("VB") and not _is_participle(between, i) for i, word in enumerate(between)):
            return None
        led = between[-1].norm if between and between[-1].tag in {"IN", "TO", ""} else ""
        return behind if led in self._words.when and not _names(tree, behind) else None


def _is_mark(words: Sequence[Word]) -> bool:
    return any(word.norm in _STOPS for word in words)


def _names(tree: Tree, one: Reading) -> bool:
    top = tree.top(one.start, one.end)
    inside = tree.within(one.start, one.end)
    return top is None or names_thing(tree, top, inside[-1].i + 1)


def _is_led(tree: Tree, reading: Reading, word: str) -> bool:
    before = tree.within(tree.start, reading.start)
    return bool(before) and before[-1].norm == word


def _is_owned(tree: Tree, reading: Reading) -> bool:
    """Tell whether the amount only says which of its things somebody did something with: "sold its $5 million house"."""
    behind = tree.within(reading.end, tree.end)
    return any(_is_led(tree, reading, word) for word in _OWNERS) and bool(behind) and behind[0].tag.startswith("NN")


def _is_participle(between: Sequence[Word], i: int) -> bool:
    """Tell whether the word at ``i`` says what became of the number itself: "40% of the jobs lost in"."""
    own = all(word.norm == "of" for word in between[:i] if word.tag in {"IN", "TO"})
    return between[i].tag in {"VBN", "VBG"} and i < _PARTICIPLE and own
