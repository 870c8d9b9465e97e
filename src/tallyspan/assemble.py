"""Pages to rows: offsets, values, context and provenance."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from tallyspan.confidence import Confidence
from tallyspan.context import Context, Page
from tallyspan.model import Article, Claim, Extraction, Mention, Mentions
from tallyspan.reading import Reading

CONTEXT = 32  # characters of prefix and suffix


def assemble(page: Page, contexts: Sequence[Context], extractor: str, mentions: Mentions, confidence: Confidence) -> Extraction:
    """Return the rows of ``page``, whose readings have the ``contexts``, in order. Claims are sorted and do not overlap."""
    listed = page.mentions if mentions is Mentions.ALL else _beside_claims(page)
    return Extraction(page.article, tuple(_claims(page, contexts, extractor, confidence)), tuple(listed))


def _beside_claims(page: Page) -> Iterator[Mention]:
    """Yield the mentions in sentences that hold a claim."""
    numbers = {page.number(reading.start) for reading in page.readings}
    return (mention for mention in page.mentions if page.number(mention.start) in numbers)


def _claims(page: Page, contexts: Sequence[Context], extractor: str, confidence: Confidence) -> Iterator[Claim]:
    for reading, context in zip(page.readings, contexts, strict=True):
        yield _claim(page, reading, context, extractor, confidence)


def _claim(page: Page, reading: Reading, context: Context, extractor: str, confidence: Confidence) -> Claim:
    article, text = page.article, page.article.text
    sentence = page.sentences[page.number(reading.start)]
    return Claim(
        claim_id=_identity(article, reading),
        article_id=article.article_id,
        kind=reading.kind,
        start=reading.start,
        end=reading.end,
        surface=text[reading.start : reading.end],
        value=reading.value,
        value_mid=_middle(reading),
        value_low=reading.value_low,
        value_high=reading.value_high,
        unit=reading.unit,
        unit_surface=reading.unit_surface,
        unit_from=reading.unit_from,
        per=context.per,
        qualifier=reading.qualifier,
        direction=reading.direction,
        date_start=reading.date_start,
        date_end=reading.date_end,
        granularity=reading.granularity,
        date_anchor=reading.date_anchor,
        resolved_from=reading.resolved_from,
        relation=reading.relation,
        timex=reading.timex,
        time_start=context.time_start,
        time_end=context.time_end,
        time_spans=context.time_spans,
        measure=context.measure,
        measure_spans=context.measure_spans,
        aspect=context.aspect,
        subjects=context.subjects,
        countries=context.countries,
        modality=context.modality,
        attributed_to=context.attributed_to,
        speaker_start=context.speaker_start,
        speaker_end=context.speaker_end,
        speaker_name=context.speaker_name,
        speaker_entity=context.speaker_entity,
        sentence=text[sentence[0] : sentence[1]],
        sentence_start=sentence[0],
        sentence_end=sentence[1],
        prefix=text[max(0, reading.start - CONTEXT) : reading.start],
        suffix=text[reading.end : reading.end + CONTEXT],
        confidence=confidence.of(reading, text, sentence),
        context_confidence=context.context_confidence,
        rule_id=reading.rule_id,
        text_sha256=article.text_sha256,
        published=article.published,
        extractor=extractor,
    )


def _middle(reading: Reading) -> float | None:
    """Return the value, or the middle of a range, or the bound; None for a date."""
    if reading.value is not None:
        return reading.value
    bounds = [bound for bound in (reading.value_low, reading.value_high) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else None


def _identity(article: Article, reading: Reading) -> str:
    """Return the claim's id: a hash of where it stands and what it says, so that every run agrees on it."""
    said = (
        article.article_id, article.text_sha256, reading.start, reading.end, reading.kind, reading.value, reading.value_low,
        reading.value_high, reading.unit, reading.date_start, reading.date_end, reading.timex,
    )  # fmt: skip
    return blake2b("\x1f".join(map(str, said)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
