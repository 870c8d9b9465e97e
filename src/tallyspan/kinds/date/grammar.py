"""Atoms into date readings. What a sentence says about its dates, and nothing that another sentence could change."""

from collections.abc import Callable, Iterator, Sequence

from tallyspan.kinds.date.bounds import bounded
from tallyspan.kinds.date.compose import compose, in_told_years
from tallyspan.kinds.date.cues import is_announced, is_planned, relation, tense
from tallyspan.kinds.date.expressions import is_weekdays, needs_tense
from tallyspan.kinds.date.figures import read_decade_word, read_era, read_number
from tallyspan.kinds.date.lexicon import Lexicon
from tallyspan.kinds.date.months import read_month
from tallyspan.kinds.date.named_days import read_holiday
from tallyspan.kinds.date.scan import Phrase, Scan
from tallyspan.kinds.date.units import read_unit
from tallyspan.kinds.date.weekdays import read_day_word, read_part_of_day, read_weekday
from tallyspan.kinds.date.year_parts import read_fiscal, read_glued, read_season
from tallyspan.kinds.date.years import read_spoken_year
from tallyspan.lexer import Sentence, Shape
from tallyspan.numbers import Numeral
from tallyspan.reading import Reading

_OPEN = frozenset({"until", "by"})


class Grammar:
    """Reads the dates of one sentence at a time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        readers: dict[str, Callable[[Scan, int], Phrase | list[Phrase] | None]] = {"fiscal": read_fiscal}
        for words, reader in (
            (("q", "h", "fy"), read_glued),
            (("bc", "bce", "c", "ad", "ce", "d"), read_era),
            (lexicon.nights, read_part_of_day),
            (lexicon.units, read_unit),
            (lexicon.seasons, read_season),
            (lexicon.decades, read_decade_word),
            (lexicon.hundreds, read_spoken_year),
            (lexicon.day_words, read_day_word),
            (lexicon.holiday_words, read_holiday),
            (lexicon.weekdays, read_weekday),
            (lexicon.months, read_month),
        ):
            readers.update(dict.fromkeys(words, reader))
        self._readers = readers

    def read(self, sentence: Sentence, numerals: Sequence[Numeral]) -> Iterator[Reading]:
        """Yield a reading for each date of ``sentence``."""
        number = Shape.NUMBER
        readers = self._readers
        hits = [i for i, atom in enumerate(sentence.atoms) if atom.norm in readers or atom.shape is number]
        if not hits:
            return
        scan = Scan(sentence, numerals, self._lexicon)
        for phrase in in_told_years(scan, compose(scan, self._phrases(scan, hits))):
            yield _reading(scan, bounded(scan, phrase))

    def marked(self, sentence: Sentence, numerals: Sequence[Numeral]) -> Reading | None:
        """Return the longest date of a text that is known to be one, without asking for evidence."""
        scan = Scan(sentence, numerals, self._lexicon)
        phrases = self._phrases(scan, range(len(scan.words)))
        strong = compose(scan, [phrase._replace(weak=False) for phrase in phrases])
        longest = max(strong, key=lambda phrase: phrase.last - phrase.first, default=None)
        return None if longest is None else _reading(scan, longest)

    def _phrases(self, scan: Scan, hits: Sequence[int]) -> list[Phrase]:
        phrases: list[Phrase] = []
        done = 0
        for i in hits:
            if i < done:
                continue
            reader = self._readers.get(scan.words[i], read_number)
            read = reader(scan, i)
            if not read:
                continue
            for phrase in read if isinstance(read, list) else (read,):
                while phrases and phrases[-1].last > phrase.first:
                    phrases.pop()
                phrases.append(phrase)
                done = phrase.last
        return phrases


def _reading(scan: Scan, phrase: Phrase) -> Reading:
    atoms = scan.sentence.atoms
    edge = None if phrase.qualifier == "range" else relation(scan, phrase.first)
    # "released until October": what ends then may have begun in the past
    said = tense(scan, phrase.first, phrase.last) if needs_tense(phrase.expression) else None
    ahead = phrase.expression[0] == "window" and phrase.expression[2] > 0
    if said == "past" and ahead and is_planned(scan, phrase.first):
        said = "planned"
    if edge == "since" and said is None:
        said = "past"
    elif edge == "by" and said is None and needs_tense(phrase.expression):
        said = "outlook"
    elif edge in _OPEN and said == "past":
        said = None
    if said == "past" and is_weekdays(phrase.expression) and is_announced(scan, phrase.first):
        said = "announced"
    return Reading(
        kind="date",
        start=atoms[phrase.first].start,
        end=atoms[phrase.last - 1].end,
        rule_id=f"date.{phrase.form}",
        qualifier=phrase.qualifier,
        granularity=phrase.unit,
        date_anchor=phrase.anchor,
        relation=edge,
        pending=(phrase.expression, said),
    )
