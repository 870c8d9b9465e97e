"""The extractor: which model, which pipeline, articles in and extractions out. The only place that loads either."""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tallyspan import rules
from tallyspan.assemble import assemble
from tallyspan.component import ClaimFinder
from tallyspan.model import Article, Extraction

_FLUSH = 64  # articles between two releases of the strings that they brought
# spaCy's tokenizer takes quadratic time on one unbroken run of characters: a longer one becomes plain pieces of this length.
_LONGEST_RUN = 512
_OVERLONG = re.compile(rf"\S{{{_LONGEST_RUN},}}+|\s{{{_LONGEST_RUN},}}+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Extractor:
    """Reads claims out of articles. ``name`` is what the column ``extractor`` holds; ``nlp`` is the pipeline itself."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.name = name
        finder = nlp.get_pipe("tallyspan")
        assert isinstance(finder, ClaimFinder)  # noqa: S101
        self._kinds = finder.kinds

    def extract(self, article: Article) -> Extraction:
        """Return everything read from ``article``."""
        return next(self.extract_many([article]))

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield the extraction of each article, in order, in bounded memory."""
        waiting = iter(articles)
        while True:
            with self.nlp.memory_zone():  # without it spaCy keeps every new word for ever
                done = 0
                for article in waiting:
                    yield assemble(self.nlp(self._doc(article.text)), article, self._kinds, self.name)
                    done += 1
                    if done == _FLUSH:
                        break
            if done < _FLUSH:
                return

    def _doc(self, text: str) -> Doc:
        """Tokenise ``text`` in time linear in its length, whatever it holds."""
        text = _SURROGATES.sub("\ufffd", text)  # spaCy stores UTF-8; the offsets stay
        if not _OVERLONG.search(text):
            return self.nlp.make_doc(text)
        return Doc.from_docs(list(self._parts(text)), ensure_whitespace=False) or self.nlp.make_doc("")

    def _parts(self, text: str) -> Iterator[Doc]:
        """Yield Docs of what stands between overlong runs, and of those runs cut into tokens of one length."""
        last = 0
        for match in _OVERLONG.finditer(text):
            if match.start() > last:
                yield self.nlp.make_doc(text[last : match.start()])
            run = match.group()
            pieces = [run[i : i + _LONGEST_RUN] for i in range(0, len(run), _LONGEST_RUN)]
            yield Doc(self.nlp.vocab, words=pieces, spaces=[False] * len(pieces))
            last = match.end()
        if last < len(text):
            yield self.nlp.make_doc(text[last:])


def load(model: str | None = None) -> Extractor:
    """Return an extractor. ``model`` is ``None`` or ``"blank"``: rules alone; models come with a later release.

    Raises ValueError when there is no such model.
    """
    if model not in (None, "blank"):
        raise ValueError(f"no model {model!r}: this version has rules alone, type 'blank' or leave the option out")
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    nlp.add_pipe("tallyspan")
    return Extractor(nlp, f"tallyspan {version('tallyspan')} rules {rules.fingerprint()} model blank")
