"""Measure a model: names against five test sets. See training/README.md."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from places import corpora
from spans import MISSING, Tagged, read_iob, spans, trim
from tallyspan import embedded

NAMES = {
    "GMB test": "gmb-clean/test",
    "WikiGold test": "wikigold/test",
    "CrossNER test": "crossner/test",
    "UNER EWT test": "uner-ewt/test",
    "UNER PUD": "uner-pud/test",
}
SCORED = frozenset({"PERSON", "ORG", "LOC"})

Scores = dict[str, dict[str, float]]


def evaluate(nlp: Language) -> Scores:
    """Return the figures of every test set, in percent, and the speed in words a second of one process."""
    data = corpora()
    scores: Scores = {}
    words, seconds = 0, 0.0
    with nlp.select_pipes(enable=[name for name in ("tok2vec", "ner") if nlp.has_pipe(name)]):
        for title, name in NAMES.items():
            documents = list(read_iob(data / f"ner/{name}.iob"))
            started = time.process_time()
            scores[title] = names_scores(nlp, documents)
            seconds += time.process_time() - started
            words += sum(len(sentence) for document in documents for sentence, _ in document)
    scores["all"] = {"words/s": words / seconds}
    return scores


def names_scores(nlp: Language, documents: Sequence[Sequence[Tagged]]) -> dict[str, float]:
    """Return precision, recall and F1 of exact spans, trimmed alike on both sides.

    A prediction that touches a word of which the corpus says nothing counts neither way.
    """
    right = found = there = 0
    tagged = [([w for words, _ in doc for w in words], [tag for _, tags in doc for tag in tags]) for doc in documents]
    docs = nlp.pipe(Doc(nlp.vocab, words=words) for words, _ in tagged)
    for (words, labels), doc in zip(tagged, docs, strict=True):
        gold = {trim(words, span) for span in spans(labels) if span[2] in SCORED} - {None}
        ours = {
            trim(words, (ent.start, ent.end, ent.label_))
            for ent in doc.ents
            if ent.label_ in SCORED and MISSING not in labels[ent.start : ent.end]
        } - {None}
        right += len(gold & ours)
        found += len(ours)
        there += len(gold)
    return {"P": 100 * right / max(found, 1), "R": 100 * right / there, "F1": 200 * right / max(found + there, 1)}


def table(scores: Scores) -> str:
    """Return ``scores`` as Markdown."""
    lines = ["| test set | figures |", "|---|---|"]
    for title, figures in scores.items():
        lines.append(f"| {title} | {', '.join(f'{name} {value:.1f}' for name, value in figures.items())} |")
    return "\n".join(lines)


def main() -> None:
    """Print the figures of the embedded model, or of another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="a spaCy pipeline, installed or a folder; without it the embedded one")
    parser.add_argument("--folder", type=Path, default=embedded.FOLDER, help="of a packed model")
    arguments = parser.parse_args()
    set_current_ops(NumpyOps(use_blis=False))
    nlp = spacy.load(arguments.model) if arguments.model else embedded.load(folder=arguments.folder)
    print(table(evaluate(nlp)))


if __name__ == "__main__":
    main()
