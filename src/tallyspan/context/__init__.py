"""What a claim says besides its value: what is measured, of whom, by whose word, when, and whether it is so at all.

A trained reader points at the words of the article that answer; here these words become the columns of a row.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tallyspan.context.answers import Answer
from tallyspan.context.page import Page
from tallyspan.context.who import Meant, Who, sentences_of_names
from tallyspan.model import Span, Subject
from tallyspan.reading import Reading

__all__ = ["Answer", "Context", "Page", "Who", "bind", "nothing", "sentences_of_names"]

_MOST_SUBJECTS = 3
_LIKELY_TOO = 0.5  # an entity beside the likeliest
_RATES = frozenset({"money", "percent"})
_COUNTRIES = frozenset({"GPE", "NORP"})


class Context(NamedTuple):
    """The columns of ``claims`` of these names."""

    per: str | None = None
    time_start: date | None = None
    time_end: date | None = None
    time_spans: tuple[Span, ...] = ()
    measure: str | None = None
    measure_spans: tuple[Span, ...] = ()
    aspect: str | None = None
    subjects: tuple[Subject, ...] = ()
    countries: tuple[str, ...] = ()
    modality: str | None = None
    attributed_to: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    speaker_name: str | None = None
    speaker_entity: str | None = None
    context_confidence: float | None = None


def nothing(page: Page, reading: Reading) -> Context:
    """Return the context of a claim that nothing has read: its countries, and what stands beside the number."""
    return Context(per=reading.per, countries=_countries(page, reading, ()))


def bind(page: Page, who: Who, reading: Reading, answer: Answer, confidence: float) -> Context:
    """Return the context of ``reading``, a claim of ``page`` with its names ``who``, that ``answer`` says."""
    text = page.article.text
    subjects = tuple(_subjects(who.meant(answer.subjects, reading.start), answer.many))
    speaker = next((one.subject for one in who.meant(answer.speaker, reading.start)), None)
    quantity = reading.kind != "date"
    times = list(_time(page, answer)) if quantity else []
    return Context(
        per=reading.per or (_denominator(text, answer) if reading.kind in _RATES else None),
        time_start=times[0].date_start if times and answer.reach != "until" else None,
        time_end=times[0].date_end if times and answer.reach != "since" else None,
        time_spans=tuple(Span(one.start, one.end) for one in times),
        measure=" … ".join(" ".join(text[a:b].split()) for a, b in answer.measure) or None,
        measure_spans=tuple(Span(*bounds) for bounds in answer.measure),
        aspect=answer.aspect if quantity else None,
        subjects=subjects,
        countries=_countries(page, reading, subjects),
        modality=answer.modality,
        attributed_to=None if speaker is None else speaker.text,
        speaker_start=None if speaker is None else speaker.start,
        speaker_end=None if speaker is None else speaker.end,
        speaker_name=None if speaker is None else speaker.name,
        speaker_entity=None if speaker is None else speaker.entity_id,
        context_confidence=confidence,
    )


def _subjects(found: Sequence[Meant], many: str) -> Iterator[Subject]:
    """Yield the likeliest entity and, of more than one, those beside it that are likely enough."""
    for i, one in enumerate(found[: 1 if many == "one" else _MOST_SUBJECTS]):
        if i == 0 or one.likely >= _LIKELY_TOO:
            yield one.subject


def _time(page: Page, answer: Answer) -> Iterator[Reading]:
    """Yield the date claim that the likeliest of what the answer points at names."""
    for one in sorted(answer.time, key=lambda one: -one.likely):
        for reading in page.dates(one.start, one.end):
            yield reading
            return


def _denominator(text: str, answer: Answer) -> str | None:
    """Return the word that the amount is a rate of, in small letters."""
    likeliest = max(answer.per, key=lambda one: one.likely, default=None)
    return None if likeliest is None else text[likeliest.start : likeliest.end].lower()


def _countries(page: Page, reading: Reading, subjects: Iterable[Subject]) -> tuple[str, ...]:
    """Return the codes of the countries of ``subjects``, else of those named in the sentence, each once."""
    codes = [one.entity_id for one in subjects if one.label in _COUNTRIES and one.entity_id]
    if not codes and page.sentences:
        sentence = page.sentences[page.number(reading.start)]
        codes = [one.entity_id for one in page.names(*sentence) if one.label in _COUNTRIES and one.entity_id]
    return tuple(dict.fromkeys(codes))
