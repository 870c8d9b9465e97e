"""The corpora as spaCy's DocBin files: .training/corpus/names*-{train,dev}.spacy. Deterministic."""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from random import Random

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops

from augment import business_sentences, capitals, collect, rename, small
from doubt import without_doubtful
from gum import read_names
from places import CORPUS, WORDS, WORK, check, corpora
from spans import LABELS, MISSING, NO_PEOPLES, Tagged, read_iob, spans, trim
from tallyspan import embedded
from tallyspan.embedded.words import read_words

SEED = 7
GUM = "gum-open/gum-open-train.conllu"
GOLD = ("uner-ewt", "wikigold", "crossner", "redocred")
SILVER = "gmb-clean"
PEOPLES = "ner/norp_lexicon.json"
_BUSINESS_SENTENCES = 2500
_CAPITALS_SHARE = 0.02
_SMALL_SHARE = 0.03


def prepare() -> None:
    """Write the training file of the gold corpora, and the development file."""
    data = corpora()
    check(data)
    vocab = spacy.blank("en").vocab
    CORPUS.mkdir(parents=True, exist_ok=True)
    gold = chain(_names_train(_gold_names(data), [], renamed=1), _gum_names(data))
    write("names-gold-train", (names_doc(vocab, document) for document in gold))
    dev = chain(read_iob(data / "ner/uner-ewt/dev.iob"), list(read_iob(data / f"ner/{SILVER}/dev.iob"))[::3])
    write("names-dev", (names_doc(vocab, document) for document in dev))


def prepare_names() -> None:
    """Write the training file of names, silver without the labels that the model of the gold corpora doubts."""
    data = corpora()
    set_current_ops(NumpyOps(use_blis=False))
    embedded.register(read_words(WORDS))
    nlp = spacy.load(WORK / "names-gold" / "model-last")
    silver = list(without_doubtful(nlp, list(read_iob(data / f"ner/{SILVER}/train.iob")), Random(SEED)))  # noqa: S311
    gold = _gold_names(data)
    again = list(read_iob(data / f"ner/{GOLD[0]}/train.iob"))  # the web is the least like the rest
    documents = chain(_names_train(gold, silver, renamed=2), again, _gum_names(data))
    write("names-train", (names_doc(nlp.vocab, document) for document in documents))


def prepare_more_names() -> None:
    """Write the last training file of names: silver twice, all its labels kept, for it is news and the gold corpora are not."""
    data = corpora()
    vocab = spacy.blank("en").vocab
    silver = list(read_iob(data / f"ner/{SILVER}/train.iob"))
    again = read_iob(data / f"ner/{GOLD[0]}/train.iob")
    documents = chain(_names_train(_gold_names(data), silver, renamed=1), silver, again, _gum_names(data))
    write("names-more-train", (names_doc(vocab, document) for document in documents))


def _gold_names(data: Path) -> list[list[Tagged]]:
    """Return the hand-made corpora; Re-DocRED's test is no test set of ours."""
    gold = [document for name in GOLD for document in read_iob(data / f"ner/{name}/train.iob")]
    return [*gold, *read_iob(data / "ner/redocred/test.iob")]


def _gum_names(data: Path) -> Iterator[list[Tagged]]:
    """Yield the names of GUM, by rules of ours."""
    peoples = frozenset(name.lower() for name in json.loads((data / PEOPLES).read_text(encoding="utf-8")))
    return read_names(data / GUM, peoples - {name.lower() for name in NO_PEOPLES})


def _names_train(gold: Sequence[list[Tagged]], silver: Sequence[list[Tagged]], *, renamed: int) -> Iterator[list[Tagged]]:
    """Yield everything once, gold again with other names in it, ``renamed`` times; then sentences about companies."""
    rng = Random(SEED)  # noqa: S311 - reproducible, not secret
    names = collect([*gold, *silver])
    for document in [*silver, *gold]:
        yield document
        if rng.random() < _CAPITALS_SHARE:
            yield capitals(document)
    for document in gold:
        if rng.random() < _SMALL_SHARE:
            yield small(document)
        for _ in range(renamed):
            yield rename(document, names, rng)
    yield from business_sentences(names, rng, _BUSINESS_SENTENCES * renamed)


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


def write(name: str, docs: Iterable[Doc]) -> None:
    """Write ``docs`` to .training/corpus/<name>.spacy."""
    stored = DocBin(store_user_data=False, attrs=["ENT_IOB", "ENT_TYPE"])
    words = 0
    for doc in docs:
        stored.add(doc)
        words += len(doc)
    stored.to_disk(CORPUS / f"{name}.spacy")
    print(f"{name}: {len(stored)} documents, {words:,} words")


def main() -> None:
    """Prepare what the first stage reads, or, once its model is trained, the second."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", choices=("names",), help="what needs the model names-gold")
    if parser.parse_args().part:
        prepare_names()
    else:
        prepare()


if __name__ == "__main__":
    main()
