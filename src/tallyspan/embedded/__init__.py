"""The English model of names that comes with tallyspan. It is read from disk, never downloaded.

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
_CONFIG, _META, _WEIGHTS, _WORDS = "config.cfg", "meta.json", "weights.msgpack", "words.msgpack"
_PIPE = "ner"


def describe(folder: Path = FOLDER) -> str:
    """Return name and version of the model, as ``extractor`` has them."""
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    return f"{meta['name']} {meta['version']}"


def register(words: WordTable) -> None:
    """Make the layers of the embedded model known to spaCy, for reading or training one with ``words``."""

    def build(width: int, widths: list[int], rows: list[int], forget: float = 0.0) -> Model[Any, Any]:
        return affix_embed(width, widths, rows, words, forget)

    registry.architectures.register(NAME, func=build)


def load(vocab: Vocab | None = None, *, use_blis: bool = False, folder: Path = FOLDER) -> Language:
    """Return the pipeline (ner alone), on ``vocab`` where Docs of another pipeline are to pass through it.

    ``use_blis``: multiply matrices with BLIS, thinc's default, instead of NumPy, which was twice as fast (training/RESULTS.md).
    Raises FileNotFoundError when the model is not there, as in an incomplete installation.
    """
    register(read_words(folder / _WORDS))
    config = Config().from_disk(folder / _CONFIG)
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    nlp = get_lang_class(config["nlp"]["lang"]).from_config(config, vocab=True if vocab is None else vocab, meta=meta)
    packed = srsly.msgpack_loads((folder / _WEIGHTS).read_bytes())
    pipe: Any = nlp.get_pipe(_PIPE)
    pipe.from_bytes(packed["pipe"], exclude=["model", "vocab"])  # its labels
    pipe._resize()  # noqa: SLF001 - what spaCy's own from_disk does before it reads weights
    restore(pipe.model, packed["model"])
    ops = NumpyOps(use_blis=use_blis)
    for layer in pipe.model.walk():
        layer.ops = ops
    return nlp


def save(nlp: Language, words: WordTable, folder: Path, meta: dict[str, object]) -> None:
    """Write ``nlp`` (ner alone) and ``words`` as :func:`load` reads them. ``meta``: name, version, license, sources and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    words.to_disk(folder / _WORDS)
    config = {section: nlp.config[section] for section in ("nlp", "components")}
    Config(config).to_disk(folder / _CONFIG)
    (folder / _META).write_text(json.dumps({"lang": nlp.lang, **meta}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    pipe: Any = nlp.get_pipe(_PIPE)
    packed = {"pipe": pipe.to_bytes(exclude=["model", "vocab"]), "model": dump(pipe.model)}
    (folder / _WEIGHTS).write_bytes(srsly.msgpack_dumps(packed))
