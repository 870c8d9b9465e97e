"""Labels of a silver corpus that a model of the gold corpora contradicts: missing from then on, neither learned nor unlearned."""

from collections.abc import Iterator, Sequence
from random import Random

from spacy.language import Language
from spacy.tokens import Doc

from spans import LABELS, MISSING, Span, Tagged, spans, trim

_KEPT = 0.7


def without_doubtful(nlp: Language, documents: Sequence[Sequence[Tagged]], rng: Random) -> Iterator[list[Tagged]]:
    """Yield ``documents``, labels missing in some of the places where ``nlp`` sees a name and the corpus none or another one.

    Where only the corpus sees a name it keeps it: the model of the smaller, gold corpora does not know as many. Some, because
    what is systematic in the corpus (the White House is an organisation) is not wrong there.
    """
    docs = nlp.pipe(Doc(nlp.vocab, words=words) for document in documents for words, _ in document)
    for document in documents:
        yield [_doubt(words, labels, next(docs), rng) for words, labels in document]


def _doubt(words: list[str], labels: list[str], doc: Doc, rng: Random) -> Tagged:
    theirs = _names(words, list(spans(labels)))
    ours = _names(words, [(name.start, name.end, name.label_) for name in doc.ents])
    kept = list(labels)
    for start, end, label in sorted(ours - theirs):
        touched = [name for name in theirs if name[0] < end and start < name[1]]
        if any(name[2] == label for name in touched) or rng.random() < _KEPT:
            continue  # only a question of where it begins or ends, or of the kept part
        for first, last in [(start, end), *((name[0], name[1]) for name in touched)]:
            kept[first:last] = [MISSING] * (last - first)
    return words, _whole(kept)


def _names(words: Sequence[str], found: Sequence[Span]) -> set[Span]:
    return {name for name in (trim(words, span) for span in found if span[2] in LABELS) if name is not None}


def _whole(labels: list[str]) -> list[str]:
    """Return ``labels`` with no name that has lost its beginning."""
    whole: list[str] = []
    for label in labels:
        cut = label.startswith("I-") and (not whole or whole[-1] in {MISSING, "O"})
        whole.append(MISSING if cut else label)
    return whole
