"""The English model that comes with tallyspan: Penn tags, Universal Dependencies, names. It is read from disk, never downloaded.

``training/`` holds the recipe that makes it; ``model/LICENSE`` says under which terms it may be passed on.
"""

import json
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.util import get_lang_class, registry
from spacy.vocab import Vocab
from thinc.api import Config, Model, NumpyOps

from tallyspan.embedded.features import NAME, affix_embed
from tallyspan.embedded.weights import dump, restore
from tallyspan.embedded.words import WordTable, read_words

FOLDER = Path(__file__).parent / "model"
_CONFIG, _META, _STRINGS, _WEIGHTS, _WORDS = "config.cfg", "meta.json", "strings.json", "weights.msgpack", "words.msgpack"


def describe(folder: Path = FOLDER) -> str:
    """Return name and version of the model, as ``extractor`` has them."""
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    return f"{meta['name']} {meta['version']}"


def register(words: WordTable) -> None:
    """Make the layers of the embedded model known to spaCy, for reading or training one; all its networks share ``words``."""

    def build(width: int, widths: list[int], rows: list[int], forget: float = 0.0) -> Model[Any, Any]:
        return affix_embed(width, widths, rows, words, forget)

    registry.architectures.register(NAME, func=build)


def load(vocab: Vocab | None = None, *, use_blis: bool = False, folder: Path = FOLDER) -> Language:
    """Return the pipeline (tok2vec, tagger, parser, ner), on ``vocab`` where Docs of another pipeline are to pass through it.

    ``use_blis``: multiply matrices with BLIS, thinc's default, instead of NumPy, which was twice as fast (training/RESULTS.md).
    Raises FileNotFoundError when the model is not there, as in an incomplete installation.
    """
    register(read_words(folder / _WORDS))
    config = Config().from_disk(folder / _CONFIG)
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    nlp = get_lang_class(config["nlp"]["lang"]).from_config(config, vocab=True if vocab is None else vocab, meta=meta)
    for string in json.loads((folder / _STRINGS).read_text(encoding="utf-8")):
        nlp.vocab.strings.add(string)
    packed = srsly.msgpack_loads((folder / _WEIGHTS).read_bytes())
    ops = NumpyOps(use_blis=use_blis)
    for name, pipe in nlp.pipeline:
        pipe.from_bytes(packed[name]["pipe"], exclude=["model", "vocab"])  # type: ignore[attr-defined]
        model = pipe.model  # type: ignore[attr-defined]
        if "resize_output" in model.attrs:
            pipe._resize()  # type: ignore[attr-defined]  # noqa: SLF001 - what spaCy's own from_disk does before it reads weights
        restore(model, packed[name]["model"])
        for layer in model.walk():
            layer.ops = ops
    return nlp


def save(nlp: Language, words: WordTable, folder: Path, meta: dict[str, object]) -> None:
    """Write ``nlp`` and ``words`` as :func:`load` reads them. ``meta``: name, version, license, sources and whatever else."""
    folder.mkdir(parents=True, exist_ok=True)
    words.to_disk(folder / _WORDS)
    config = {section: nlp.config[section] for section in ("nlp", "components")}
    Config(config).to_disk(folder / _CONFIG)
    (folder / _META).write_text(json.dumps({"lang": nlp.lang, **meta}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    labels = sorted({label for pipe in nlp.pipe_labels.values() for label in pipe} | {"ROOT", "dep"})
    (folder / _STRINGS).write_text(json.dumps(labels, indent=0) + "\n", encoding="utf-8")
    packed = {
        name: {"pipe": pipe.to_bytes(exclude=["model", "vocab"]), "model": dump(pipe.model)}  # type: ignore[attr-defined]
        for name, pipe in nlp.pipeline
    }
    (folder / _WEIGHTS).write_bytes(srsly.msgpack_dumps(packed))
