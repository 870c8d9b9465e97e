"""Doc to Claims: offsets, values and provenance, while the Doc is alive."""

from collections.abc import Sequence
from hashlib import blake2b

from spacy.tokens import Doc

from tallyspan.component import READINGS, SENTENCES, SPANS
from tallyspan.model import Article, Claim, Extraction
from tallyspan.reading import Kind, Reading

CONTEXT = 32  # characters of prefix and suffix


def assemble(doc: Doc, article: Article, kinds: Sequence[Kind], extractor: str) -> Extraction:
    """Return the rows of ``article``, whose text ``doc`` was made from. Claims are sorted and do not overlap."""
    if SPANS not in doc.spans:
        return Extraction(article, ())
    attrs = doc.spans[SPANS].attrs
    sentences = {fields[1]: tuple(sentence) for fields, sentence in zip(attrs[READINGS], attrs[SENTENCES], strict=True)}
    readings = [Reading._make(fields) for fields in attrs[READINGS]]
    settled = [
        reading
        for kind in kinds
        for reading in kind.resolve([one for one in readings if one.kind == kind.name], article.text, article.published)
    ]
    settled.sort(key=lambda reading: reading.start)
    return Extraction(article, tuple(_claim(reading, sentences[reading.start], article, extractor) for reading in settled))


def _claim(reading: Reading, sentence: tuple[int, int], article: Article, extractor: str) -> Claim:
    text = article.text
    return Claim(
        claim_id=_identity(article, reading),
        article_id=article.article_id,
        kind=reading.kind,
        start=reading.start,
        end=reading.end,
        surface=text[reading.start : reading.end],
        value=reading.value,
        value_low=reading.value_low,
        value_high=reading.value_high,
        unit=reading.unit,
        unit_surface=reading.unit_surface,
        unit_from=reading.unit_from,
        per=reading.per,
        qualifier=reading.qualifier,
        direction=reading.direction,
        date_start=reading.date_start,
        date_end=reading.date_end,
        granularity=reading.granularity,
        date_anchor=reading.date_anchor,
        resolved_from=reading.resolved_from,
        relation=reading.relation,
        timex=reading.timex,
        time_start=None,
        time_end=None,
        measure=None,
        subjects=(),
        modality="actual",
        attributed_to=None,
        sentence=text[sentence[0] : sentence[1]],
        sentence_start=sentence[0],
        sentence_end=sentence[1],
        prefix=text[max(0, reading.start - CONTEXT) : reading.start],
        suffix=text[reading.end : reading.end + CONTEXT],
        confidence=None,
        rule_id=reading.rule_id,
        text_sha256=article.text_sha256,
        published=article.published,
        extractor=extractor,
    )


def _identity(article: Article, reading: Reading) -> str:
    """Return the claim's id: a hash of where it stands and what it says, so that every run agrees on it."""
    said = (
        article.article_id, article.text_sha256, reading.start, reading.end, reading.kind, reading.value, reading.value_low,
        reading.value_high, reading.unit, reading.date_start, reading.date_end, reading.timex,
    )  # fmt: skip
    return blake2b("\x1f".join(map(str, said)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
