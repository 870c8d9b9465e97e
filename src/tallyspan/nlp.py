"""The extractor: which model, which pipeline, articles in and extractions out. The only place that loads either."""

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tallyspan import embedded, fingerprint, rules
from tallyspan.assemble import assemble
from tallyspan.component import READINGS, SENTENCES, SPANS, ClaimFinder
from tallyspan.confidence import Confidence
from tallyspan.context import ContextReader, Page
from tallyspan.entities import EntityReader
from tallyspan.model import Article, Extraction, Mentions
from tallyspan.parsing import Parser
from tallyspan.reading import Reading

# So many articles, or characters, are read together: enough sentences to fill the model's batches, few enough to keep in
# memory. With them go the strings that they brought.
_TOGETHER = 32
_CHARACTERS = 1_000_000
# spaCy's tokenizer takes quadratic time on one unbroken run of characters: a longer one becomes plain pieces of this length.
_LONGEST_RUN = 512
_OVERLONG = re.compile(rf"\S{{{_LONGEST_RUN},}}+|\s{{{_LONGEST_RUN},}}+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class Extractor:
    """Reads claims out of articles. ``name`` is what the column ``extractor`` holds; ``nlp`` is the pipeline of the rules.

    ``model`` shares its vocabulary; without one there are no relations between words, and less context.
    """

    def __init__(self, nlp: Language, model: Language | None, name: str, mentions: Mentions = Mentions.CLAIMS) -> None:
        self.nlp = nlp
        self.name = name
        finder = nlp.get_pipe("tallyspan")
        assert isinstance(finder, ClaimFinder)  # noqa: S101
        self._kinds = finder.kinds
        self._mentions = mentions
        self._parser = Parser(model)
        self._context = ContextReader()
        self._confidence = Confidence()
        self._entities = EntityReader()

    def extract(self, article: Article) -> Extraction:
        """Return everything read from ``article``."""
        return next(self.extract_many([article]))

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield the extraction of each article, in order, in bounded memory; some are read ahead to share batches."""
        for together in _groups(articles):
            with self.nlp.memory_zone():  # without it spaCy keeps every new word for ever
                yield from self._extract(together)

    def _extract(self, articles: Sequence[Article]) -> Iterator[Extraction]:
        docs = [self.nlp(self._doc(article.text)) for article in articles]
        bounds = [doc.spans[SPANS].attrs[SENTENCES] for doc in docs]
        readings = [self._settle(doc, article) for doc, article in zip(docs, articles, strict=True)]
        wanted = [self._wanted(*page) for page in zip(articles, bounds, readings, strict=True)]
        jobs = [(doc, [every[i] for i in some]) for doc, every, some in zip(docs, bounds, wanted, strict=True)]
        pages = zip(articles, bounds, readings, wanted, self._parser.parse(jobs), strict=True)
        for article, sentences, found, numbers, parsed in pages:
            names = [name for one in parsed for name in one.names]
            mentions = self._entities.read(article, names, found)
            trees = {number: one.tree for number, one in zip(numbers, parsed, strict=True)}
            page = self._context.qualified(Page(article, sentences, found, trees, mentions))
            yield assemble(page, self._context.read(page), self.name, self._mentions, self._confidence)

    def _wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Sequence[int]:
        """Return the numbers of the sentences that the model is to see."""
        if self._mentions is Mentions.ALL:
            return range(len(sentences))
        return sorted(self._context.wanted(article, sentences, readings))

    def _settle(self, doc: Doc, article: Article) -> list[Reading]:
        """Return the readings of ``doc``, settled with the whole article in view, in text order."""
        readings = [Reading._make(fields) for fields in doc.spans[SPANS].attrs[READINGS]]
        settled = [
            reading
            for kind in self._kinds
            for reading in kind.resolve([one for one in readings if one.kind == kind.name], article.text, article.published)
        ]
        return sorted(settled, key=lambda reading: reading.start)

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


def load(model: str | None = None, mentions: Mentions = Mentions.CLAIMS) -> Extractor:
    """Return an extractor with ``model``: None for the one that comes with tallyspan, ``"blank"`` for rules alone.

    Any other is the name or folder of an installed English pipeline with tagger and parser, such as ``"en_core_web_sm"``.
    Raises ValueError when there is no such model, or it cannot serve.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    nlp.add_pipe("tallyspan")
    statistical, name = _model(model, nlp)
    described = f"tallyspan {version('tallyspan')} code {fingerprint.of_code()} rules {rules.fingerprint()} model {name}"
    return Extractor(nlp, statistical, described if mentions is Mentions.CLAIMS else f"{described} mentions {mentions}", mentions)


def _model(model: str | None, nlp: Language) -> tuple[Language | None, str]:
    """Return the model on the vocabulary of ``nlp``, and its name and version."""
    if model == "blank":
        return None, "blank"
    if model is None:
        return embedded.load(nlp.vocab), embedded.describe()
    try:
        loaded = spacy.load(model, vocab=nlp.vocab)
    except (OSError, ValueError) as error:
        raise ValueError(
            f"no model {model!r} is installed: type 'python -m spacy download {model}' first, or 'blank' for rules alone, "
            f"or leave the option out for the model that comes with tallyspan"
        ) from error
    if loaded.lang != "en" or not {"tagger", "parser"} <= set(loaded.pipe_names):
        raise ValueError(f"model {model!r} is no English pipeline with a tagger and a parser")
    return loaded, f"{loaded.lang}_{loaded.meta['name']} {loaded.meta['version']}"


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Yield ``articles`` by so many, and so much text, as are read together."""
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) == _TOGETHER or sum(len(one.text) for one in group) > _CHARACTERS:
            yield group
            group = []
    if group:
        yield group
