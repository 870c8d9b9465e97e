"""The extractor: which model, which pipeline, articles in and extractions out. The only place that loads either."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tallyspan import embedded, faults, fingerprint, rules
from tallyspan.assemble import assemble
from tallyspan.component import FAULTS, READINGS, SENTENCES, SPANS, TEXT, ClaimFinder
from tallyspan.confidence import Confidence, ContextConfidence
from tallyspan.context import Answer, Context, Page, Who, bind, nothing, sentences_of_names
from tallyspan.context_component import ANSWERS
from tallyspan.encoder import network
from tallyspan.entities import EntityReader
from tallyspan.entities import Span as Name
from tallyspan.faults import Fault, described, noting
from tallyspan.model import Article, Extraction, Mentions, Reason, Reject
from tallyspan.reading import Kind, Reading
from tallyspan.recogniser import Recogniser

# So many articles, or characters, are read together: enough sentences to fill the model's batches, few enough to keep in
# memory.
_TOGETHER = 32
# So many strings are remembered before all are forgotten: making new ones is two fifths of the tokeniser's time (cProfile).
_NEW_WORDS = 100_000
_CHARACTERS = 1_000_000
# spaCy's tokenizer takes quadratic time on one unbroken run of characters: a longer one becomes plain pieces of this length.
_LONGEST_RUN = 512
_OVERLONG = re.compile(rf"\S{{{_LONGEST_RUN},}}+|\s{{{_LONGEST_RUN},}}+")
Answers = Sequence[Answer | None]
_SURROGATES = re.compile("[\ud800-\udfff]")
_READER = "tallyspan_reader"  # the component for context


class NoModelError(ValueError):
    """There is no model of that name."""


class Extractor:
    """Reads claims out of articles. ``name`` is what the column ``extractor`` holds; ``nlp`` is the pipeline: claims, context.

    ``recogniser`` finds the names that no rule knows. Without it, and without the component for context, values stand alone.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        recogniser: Recogniser | None = None,
        confidence: ContextConfidence | None = None,
        mentions: Mentions = Mentions.CLAIMS,
    ) -> None:
        self.nlp = nlp
        self.name = name
        finder = nlp.get_pipe("tallyspan")
        assert isinstance(finder, ClaimFinder)  # noqa: S101
        self._kinds = finder.kinds
        self._mentions = mentions
        self._recogniser = recogniser
        self._entities = EntityReader()
        self._confidence = Confidence()
        self._context_confidence = confidence

    def extract(self, article: Article) -> Extraction:
        """Return everything read from ``article``. A defect of ours costs what showed it, and is among the rejects."""
        return next(self.extract_many([article]))

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """Yield the extraction of each article, in order, in bounded memory; some are read ahead to share batches."""
        groups = _groups(articles)
        for first in groups:
            with self.nlp.memory_zone():  # without it spaCy keeps every new word for ever
                most = len(self.nlp.vocab.strings) + _NEW_WORDS
                for together in chain([first], groups):
                    yield from self._salvage(together)
                    if len(self.nlp.vocab.strings) > most:
                        break

    def _salvage(self, articles: Sequence[Article]) -> Sequence[Extraction]:
        """Return what can be read of ``articles``, whatever defect of ours one of them shows: together, alone, values alone."""
        try:
            return list(self._extract(articles))
        except (OSError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - a defect met by one article must not keep the others out
            if len(articles) > 1:
                return [extraction for article in articles for extraction in self._salvage([article])]
            return [self._values(articles[0], described(error))]

    def _values(self, article: Article, what: str) -> Extraction:
        """Return the values in ``article`` without names and context, after the defect ``what``; nothing, if that fails too."""
        reject = Reject(Reason.FAILED.stage, Reason.FAILED.value, f"names and context: {what}")
        try:
            page, _, found = self._read(article, self.nlp(self._doc(article.text), disable=[_READER]))
            contexts = [nothing(page, reading) for reading in page.readings]
            extraction = assemble(page, contexts, self.name, self._mentions, self._confidence)
        except (OSError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - see above
            return Extraction(article, (), rejects=(replace(reject, detail=described(error)),))
        return replace(extraction, rejects=(reject, *faults.rejects(article.text, found)))

    def _extract(self, articles: Sequence[Article]) -> Iterator[Extraction]:
        docs = [self.nlp(self._doc(article.text)) for article in articles]
        read = [self._read(article, doc) for article, doc in zip(articles, docs, strict=True)]
        names = self._names(docs, [page for page, _, _ in read], [answers for _, answers, _ in read])
        for (bare, answers, found), named in zip(read, names, strict=True):
            page = bare._replace(mentions=self._entities.read(bare.article, named, bare.readings))
            who = Who(page)
            contexts = [self._context(page, who, *pair, found) for pair in zip(page.readings, answers, strict=True)]
            extraction = assemble(page, contexts, self.name, self._mentions, self._confidence)
            yield replace(extraction, rejects=tuple(faults.rejects(page.article.text, found))) if found else extraction

    def _names(self, docs: Sequence[Doc], pages: Sequence[Page], answers: Sequence[Answers]) -> Iterable[Sequence[Name]]:
        """Return the names recognised in each of ``docs``: in the sentences that matter, or in all where all are to be listed."""
        if self._recogniser is None:
            return [() for _ in docs]
        wanted = [
            page.sentences
            if self._mentions is Mentions.ALL
            else [page.sentences[i] for i in sentences_of_names(page, filter(None, said))]
            for page, said in zip(pages, answers, strict=True)
        ]
        return self._recogniser.read(list(zip(docs, wanted, strict=True)))

    def _context(self, page: Page, who: Who, reading: Reading, answer: Answer | None, found: list[Fault]) -> Context:
        if answer is not None and self._context_confidence is not None:
            with noting(found, *page.sentences[page.number(reading.start)]):
                return bind(page, who, reading, answer, self._context_confidence.of(reading.kind, answer.sure))
        return nothing(page, reading)

    def _read(self, article: Article, doc: Doc) -> tuple[Page, list[Answer | None], list[Fault]]:
        """Return the readings of ``doc``, settled with the whole article in view, in text order, the answers and the faults."""
        attrs = doc.spans[SPANS].attrs
        readings = [Reading._make(fields) for fields in attrs[READINGS]]
        found = [Fault._make(fields) for fields in attrs[FAULTS]]
        answers = dict(zip((one.start for one in readings), attrs[ANSWERS], strict=True)) if ANSWERS in attrs else {}
        page = Page(article, attrs[SENTENCES], readings)
        settled = [
            reading
            for kind in self._kinds
            for reading in _settled(kind, [one for one in readings if one.kind == kind.name], page, found)
        ]
        settled.sort(key=lambda reading: reading.start)
        return page._replace(readings=settled), [answers.get(reading.start) for reading in settled], found

    def _doc(self, text: str) -> Doc:
        """Tokenise ``text`` in time linear in its length, whatever it holds."""
        text = _SURROGATES.sub("\ufffd", text)  # spaCy stores UTF-8; the offsets stay
        overlong = _OVERLONG.search(text)
        doc = Doc.from_docs(list(self._parts(text)), ensure_whitespace=False) if overlong else self.nlp.make_doc(text)
        assert doc is not None  # noqa: S101 - of no Docs, and there is at least one
        doc.user_data[TEXT] = text
        return doc

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
    """Return an extractor: with the models that come with tallyspan, or for ``"blank"`` with rules alone.

    Any other ``model`` is a folder with a reader that ``training/reader`` made, to be used in place of ours.
    Raises NoModelError when there is none.
    """
    nlp = spacy.blank("en")
    nlp.max_length = 10**9
    nlp.add_pipe("tallyspan", config={"settle": False})  # here with the publication date of each article
    recogniser, name, confidence = None, "blank", None
    if model != "blank":
        folder = network.FOLDER if model is None else Path(model)
        if not network.is_there(folder):
            raise NoModelError(
                f"no model {model!r}: type 'blank' for rules alone, or the folder of a trained reader, or leave the option out "
                f"for the model that comes with tallyspan"
            )
        nlp.add_pipe(_READER, config={"folder": str(folder)})
        recogniser = Recogniser(embedded.load(nlp.vocab))
        name = f"{network.describe(folder)}, {embedded.describe()}"
        confidence = ContextConfidence(network.calibration(folder))
    described = f"tallyspan {version('tallyspan')} code {fingerprint.of_code()} rules {rules.fingerprint()} model {name}"
    described = described if mentions is Mentions.CLAIMS else f"{described} mentions {mentions}"
    return Extractor(nlp, described, recogniser, confidence, mentions)


def _settled(kind: Kind, readings: Sequence[Reading], page: Page, found: list[Fault]) -> list[Reading]:
    """Return ``readings`` settled by ``kind`` with the article in view; where that fails, each alone, but for what fails then."""
    article = page.article
    whole: list[Fault] = []
    with noting(whole, 0, 0):
        return list(kind.resolve(readings, article.text, article.published))
    settled: list[Reading] = []
    for reading in readings:
        with noting(found, *page.sentences[page.number(reading.start)]):
            settled += kind.resolve([reading], article.text, article.published)
    return settled


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
