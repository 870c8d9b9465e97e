"""Trees for more text, by two models that learned the treebanks: sentences on which they agree, in .training/corpus/.

The text is that of the corpora of names, and openly licensed news where ``../shared/corpora`` has some. It stays in .training/.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from thinc.api import NumpyOps, set_current_ops

from places import CORPUS, NEWS, WORDS, WORK, corpora
from prepare import SILVER, write
from spans import read_iob
from tallyspan import embedded
from tallyspan.embedded.words import read_words
from treebank import Sentence, to_doc

TEACHERS = ("teacher", "syntax")  # trees are those of the second, the better one
_SETS = (SILVER, "wikigold", "crossner", "redocred")
_SHORTEST, _LONGEST = 6, 60  # words in a sentence
_AGREED = 0.9  # of the words: the same tag, head and label
_TOGETHER = 4  # sentences in a Doc


def silver() -> None:
    """Write syntax-silver-train.spacy: what syntax-train.spacy has, and the agreed sentences."""
    set_current_ops(NumpyOps(use_blis=False))
    embedded.register(read_words(WORDS))
    other, better = (spacy.load(WORK / name / "model-last") for name in TEACHERS)
    sentences = [
        words
        for words in chain(_corpora(), _news(better))
        if _SHORTEST <= len(words) <= _LONGEST and any(word.islower() for word in words)
    ]
    gold = DocBin().from_disk(CORPUS / "syntax-train.spacy").get_docs(better.vocab)
    write("syntax-silver-train", chain(gold, _agreed(other, better, sentences)))


def _corpora() -> Iterator[list[str]]:
    for name in _SETS:
        for document in read_iob(corpora() / f"ner/{name}/train.iob"):
            yield from (words for words, _ in document)


def _news(nlp: Language) -> Iterator[list[str]]:
    if not NEWS.is_file():
        print(f"{NEWS} is not there: other weights than those shipped will come out")
        return
    texts = (json.loads(line)["text"] for line in NEWS.read_text(encoding="utf-8").splitlines())
    for doc in nlp.pipe(texts):
        for sentence in doc.sents:
            yield [token.text for token in sentence if not token.is_space]


def _agreed(other: Language, better: Language, sentences: Sequence[list[str]]) -> Iterator[Doc]:
    kept: list[Sentence] = []
    for theirs, ours in zip(_parsed(other, sentences), _parsed(better, sentences), strict=True):
        same = sum(a.tag_ == b.tag_ and a.dep_ == b.dep_ and a.head.i == b.head.i for a, b in zip(theirs, ours, strict=True))
        if same < _AGREED * len(ours) or sum(token.head.i == token.i for token in ours) != 1:
            continue
        kept.append(_sentence(ours))
        if len(kept) == _TOGETHER:
            yield to_doc(better.vocab, kept)
            kept = []


def _parsed(nlp: Language, sentences: Iterable[list[str]]) -> Iterator[Doc]:
    """Parse each sentence by itself and as one."""
    docs = (Doc(nlp.vocab, words=words, sent_starts=[i == 0 for i in range(len(words))]) for words in sentences)
    return nlp.pipe(docs)


def _sentence(doc: Doc) -> Sentence:
    return Sentence(
        words=[token.text for token in doc],
        spaces=[True] * len(doc),
        tags=[token.tag_ for token in doc],
        heads=[token.head.i for token in doc],
        deps=[token.dep_ for token in doc],
    )


if __name__ == "__main__":
    silver()
