"""The corpora as spaCy's DocBin files: .training/corpus/{syntax,names}-{train,dev}.spacy. Deterministic."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from augment import business_sentences, capitals, collect, curly, headline, rename
from places import CORPUS, corpora
from spans import LABELS, MISSING, Tagged, read_iob, spans, trim
from treebank import Sentence, read_conllu, to_doc

SEED = 7
TREEBANKS = ("ewt/en_ewt-ud-{}.conllu", "gum-open/gum-open-{}.conllu")
GOLD = ("uner-ewt", "wikigold", "crossner", "redocred")
SILVER = "gmb-clean"
_LONGEST_DOC = 8  # sentences
_BUSINESS_SENTENCES = 3000
_CURLY_SHARE = 0.25
_CAPITALS_SHARE = 0.02
_LINE_ENDS_SHARE = 0.3


def prepare() -> None:
    """Write the training and development files."""
    data = corpora()
    check(data)
    vocab = spacy.blank("en").vocab
    CORPUS.mkdir(parents=True, exist_ok=True)
    _write("syntax-train", _syntax_train(data, vocab))
    _write("syntax-dev", (to_doc(vocab, document) for document in _treebanks(data, "dev")))
    _write("names-train", (names_doc(vocab, document) for document in _names_train(data)))
    dev = chain(read_iob(data / "ner/uner-ewt/dev.iob"), list(read_iob(data / f"ner/{SILVER}/dev.iob"))[::3])
    _write("names-dev", (names_doc(vocab, document) for document in dev))


def check(data: Path) -> None:
    """Compare every file with checksums.txt; SystemExit names the first that differs."""
    for line in (Path(__file__).parent / "checksums.txt").read_text(encoding="utf-8").splitlines():
        expected, name = line.split()
        if hashlib.sha256((data / name).read_bytes()).hexdigest() != expected:
            raise SystemExit(f"{data / name} is not the file that this recipe was written for (checksums.txt)")


def _treebanks(data: Path, part: str) -> Iterator[list[Sentence]]:
    return chain.from_iterable(read_conllu(data / name.format(part)) for name in TREEBANKS)


def _syntax_train(data: Path, vocab: Vocab) -> Iterator[Doc]:
    """Yield the treebanks twice, cut into different pieces: once as they are, once with other quotes, capitals, line ends."""
    rng = Random(SEED)  # noqa: S311 - reproducible, not secret
    for varied in (False, True):
        for document in _treebanks(data, "train"):
            for piece in _pieces(document, rng):
                line_ends = rng.random() < _LINE_ENDS_SHARE
                dice = rng.random() if varied else 1.0
                if dice < _CAPITALS_SHARE:
                    piece = [headline(sentence) for sentence in piece]  # noqa: PLW2901
                elif dice < _CAPITALS_SHARE + _CURLY_SHARE:
                    piece = [curly(sentence) for sentence in piece]  # noqa: PLW2901
                yield to_doc(vocab, piece, line_ends=line_ends)


def _pieces(document: Sequence[Sentence], rng: Random) -> Iterator[Sequence[Sentence]]:
    """Cut a document into pieces of one to ``_LONGEST_DOC`` sentences."""
    at = 0
    while at < len(document):
        size = rng.randint(1, _LONGEST_DOC)
        yield document[at : at + size]
        at += size


def _names_train(data: Path) -> Iterator[list[Tagged]]:
    """Yield silver once and gold three times, twice of these with other names in it; then sentences about companies."""
    rng = Random(SEED)  # noqa: S311
    gold = [document for name in GOLD for document in read_iob(data / f"ner/{name}/train.iob")]
    gold += list(read_iob(data / "ner/redocred/test.iob"))  # no test set of ours
    silver = list(read_iob(data / f"ner/{SILVER}/train.iob"))
    names = collect([*gold, *silver])
    for document in [*silver, *gold]:
        yield document
        if rng.random() < _CAPITALS_SHARE:
            yield capitals(document)
    for document in gold:
        yield rename(document, names, rng)
        yield rename(document, names, rng)
    yield from business_sentences(names, rng, _BUSINESS_SENTENCES)


def names_doc(vocab: Vocab, document: Sequence[Tagged]) -> Doc:
    """Return an annotated Doc. A word of which its corpus says nothing is missing, which teaches neither a name nor none."""
    words = [word for sentence, _ in document for word in sentence]
    labels = [label for _, sentence in document for label in sentence]
    doc = Doc(vocab, words=words)  # the corpora do not tell the spacing; no feature of the recogniser looks at it
    names = [trim(words, span) for span in spans(labels) if span[2] in LABELS]
    missing = [i for i, label in enumerate(labels) if label == MISSING]
    doc.set_ents(
        [Span(doc, start, end, label) for start, end, label in filter(None, names)],
        missing=[Span(doc, i, i + 1) for i in missing],
        default="outside",
    )
    return doc


def _write(name: str, docs: Iterable[Doc]) -> None:
    stored = DocBin(store_user_data=False, attrs=["TAG", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"])
    words = 0
    for doc in docs:
        stored.add(doc)
        words += len(doc)
    stored.to_disk(CORPUS / f"{name}.spacy")
    print(f"{name}: {len(stored)} documents, {words:,} words")


if __name__ == "__main__":
    prepare()
