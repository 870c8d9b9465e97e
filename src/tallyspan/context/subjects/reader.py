"""The entities that a claim is about, where the text names them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from tallyspan import rules
from tallyspan.context.page import Measured, Page
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.context.subjects.about import Scope, Speech, scope
from tallyspan.context.subjects.clauses import SUBJECTS
from tallyspan.context.subjects.dateline import dateline_end, in_dateline, is_publication
from tallyspan.context.subjects.naming import Names, subject_of
from tallyspan.context.subjects.recall import PLACES, topic
from tallyspan.context.subjects.reference import ReferenceReader
from tallyspan.context.subjects.sources import asides
from tallyspan.context.subjects.whereabouts import ends
from tallyspan.model import Article, Mention, Subject
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_MOST = 4
_LEAD = 2  # sentences: the headline and the first one say whom the article is about
_ACTS = frozenset({"announce", "issue"})  # whoever announces a fund is its subject too
_TELLING = frozenset({"say", "tell", "announce", "issue"})
_OCCASION = frozenset(
    {"at", "during", "near", "on", "under", "by", "since", "after", "before", "amid", "like", "unlike", "despite"}
)
_SETTING = _OCCASION | {"in"}
_MAIN = frozenset({"conj", "aux", "aux:pass"})  # how the verb of a main clause, or a piece of it, hangs from its root
_POSSESSIVE = re.compile(r"['\u2019]s (?:[a-z]+(?: [a-z]+)?, )?")  # "Malawi's Anti-Corruption Bureau", "Peru's capital, Lima"
_LINE = 80  # characters of a line of a table
_NEAR = 4  # words: "compared with only about"
_OPENING = 4  # characters before the first name of a sentence: "The "
_PARTING = re.compile(r"[,;:()\"\u201c\u201d]|\b(?:say|said|says|told|reported|that|which|who|and|but|or|'s)\b|\u2019s\b")
_COMPARED = re.compile(r"\b(?:compared|against|versus|vs)\b")
_BRACKET = 12  # characters: "(about US"
_ROW = 4  # claims looked at for the next one of the same kind


class SubjectReader:
    """Reads the subjects of claims."""

    def __init__(self) -> None:
        table = rules.read("reference")
        verbs = {form: verb.kinds for form, verb in SpeechWords().verbs.items() if not verb.quoting}
        closed = frozenset(form for form, kinds in verbs.items() if kinds & _TELLING)
        acts = frozenset(form for form, kinds in verbs.items() if kinds & _ACTS)
        self._speech = Speech(frozenset(verbs), frozenset(verbs) - acts, closed)
        self._dated = Speech(frozenset(verbs), (), closed)
        self._priced = Speech(frozenset(verbs), frozenset(verbs) - acts - frozenset(table["guidance"]), closed)
        self._directions = frozenset(table["directions"])
        self._studies = frozenset(table["studies"])
        self._reference = ReferenceReader(table, self._speech.every)

    def wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Collection[int]:
        """Return the numbers of the sentences that may name what those with claims do not: the first ones, and those before."""
        page = Page(article, sentences, readings, {})
        numbers = {page.number(reading.start) for reading in readings}
        if not numbers:
            return ()
        before = {n - 1 for n in numbers if n and self._reference.leans(article.text[slice(*sentences[n])])}
        return before | set(range(min(_LEAD, len(sentences))))

    def read(self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None = None) -> tuple[Subject, ...]:
        """Return the subjects of ``reading``, each once.

        ``measured`` is its measure, whose names are subjects too; ``speaker`` is who states it, and may say "I" of himself.
        """
        if is_publication(page, reading) or in_dateline(page, reading):
            return ()
        place = _first_given(page, reading)
        found, about = self._named(page, page.readings[place], measured, speaker)
        if about is None or reading.kind == "date" or (found and reading.kind != "distance"):
            return found
        if not found and any(map(self._reference.is_figure, [*about.subject, *about.objects])):
            place = _quantity_before(page, place)
            return self._named(page, page.readings[place], None, speaker)[0] if place >= 0 else ()
        if not found and (firm := _reporting(page, page.number(reading.start))) is not None:
            return (subject_of(firm),)
        names = Names(page, self._reference, speaker)
        if not any(map(self._reference.is_definite, about.subject)) or any(map(names.of, about.subject)):
            return found
        if any(one.start < reading.end for one in found):
            return found
        return _once([*self._topic(page, reading), *found])

    def _topic(self, page: Page, reading: Reading) -> tuple[Subject, ...]:
        """Return whom the article speaks of where ``reading`` stands, when the text leaves it unsaid: "the sale price"."""
        start = page.sentences[page.number(reading.start)][0]
        before = self._reference.subject_before(page, start)
        found = () if before is None else _once(Names(page, self._reference).direct(before))
        theme = None if found else topic(page, start)
        if theme is None or (reading.kind == "distance" and theme.label == "ORG"):  # nothing that has a length
            return found
        return (subject_of(theme),)

    def _named(
        self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None
    ) -> tuple[tuple[Subject, ...], Scope | None]:
        """Return who is named by the phrases around ``reading``, and those phrases."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or not tree.parsed:
            return _without_tree(page, reading), None
        names = Names(page, self._reference, speaker, we=reading.kind in {"money", "date"})
        speech = {"date": self._dated, "money": self._priced}.get(reading.kind, self._speech)
        about = scope(tree, reading.start, reading.end, speech)
        if reading.kind == "date" and (dated := names.dated(tree, reading.end)) is not None:
            return (dated,), about
        subject = next((found for word in about.subject if (found := names.of(word))), [])
        if reading.kind == "date" and len(subject) == 1:
            subject = [*subject, *names.employer(subject[0])]
        near = [name for word in about.near for name in names.of(word)]
        if near and _is_compared(tree, reading.start):  # "compared with 9% in Togo"
            return _once(near), about
        core = near + [name for word in about.objects for name in names.of(word)]
        if about.verb is not None and about.verb.tag.startswith("NN"):
            core += names.direct(about.verb)  # "was in Fiji"
        placed = reading.kind == "date" or any(name.label in PLACES for name in core)
        core += self._places(names, about, _SETTING if placed else _OCCASION, bare=not (subject or core))
        if reading.kind == "distance":
            between = [names.place(word) for word in ends(tree, reading.start, reading.end, self._directions)]
            if len(between) > 1 and all(between):  # "Vik, 80 km east of Skoge": whatever else its clause tells
                return _once(name for ending in between for name in ending), about
            core += [name for ending in between for name in ending]
        named = [*subject, *_not_of_another(page, reading, core)]
        if measured is not None and not (named and reading.kind == "date"):
            inside = (one for one in names.within(measured.start, measured.end) if one.text in measured.text)
            named += (one for one in inside if speaker is None or one.text not in speaker)
        if not named and not any(word.tag.startswith("PRP") for word in about.subject):
            named = self._beside(tree, names, about)
        sited = dateline_end(page, tree.start)
        aside = [(tree.start, sited), *asides(tree, reading.start, self._studies, dated=reading.kind == "date")]
        named = [one for one in named if not any(start <= one.start < end for start, end in aside)]
        return _once(one for one in named if not (_says_where(page, one) or _owns(page, one, named))), about

    def _beside(self, tree: Tree, names: Names, about: Scope) -> list[Subject]:
        """Return whom the main clause of a sentence is about, where that of the claim names nobody; no source of it."""
        for word in tree.words:
            verb = word.head
            main = verb is not None and (verb.head is None or (verb.dep in _MAIN and verb.head.head is None))
            if word.dep not in SUBJECTS or not main or verb is None or verb.norm in self._speech.every:
                continue
            if found := names.direct(word) if not about.subject else names.called(word):
                return found
        return []

    def _places(self, names: Names, about: Scope, setting: Collection[str], *, bare: bool) -> Iterator[Subject]:
        """Yield who is named besides subject and objects: all of it in a ``bare`` clause, else not its ``setting``."""
        for word in about.rest:
            if bare or any(child.dep == "case" and child.norm == "as" for child in word.children):  # "as mayor of Rome"
                yield from names.of(word)
            elif not _is_setting(word, setting):
                yield from names.direct(word)


def _reporting(page: Page, number: int) -> Mention | None:
    """Return the company that the headline names, when sentence ``number`` is a line of its results: "Shr 23 cts vs 18 cts"."""
    tree = page.trees.get(number)
    if tree is None or tree.end - tree.start > _LINE or any(word.tag.startswith(("VB", "MD", "PRP")) for word in tree.words):
        return None
    head = page.sentences[0][1]
    firms = [one for one in islice(page.mentions, _ROW) if one.end <= head and one.label == "ORG"]
    return firms[0] if len(firms) == 1 else None


def _without_tree(page: Page, reading: Reading) -> tuple[Subject, ...]:
    """Return the name that opens the sentence of ``reading``, if nothing parts it from the claim: all that is sound to say."""
    start = page.sentences[page.number(reading.start)][0]
    place = bisect_left(page.mentions, start, key=lambda mention: mention.start)
    first = page.mentions[place] if place < len(page.mentions) else None
    if first is None or first.label == "NORP" or first.end > reading.start or first.start - start > _OPENING:
        return ()
    return () if _PARTING.search(page.article.text, first.end, reading.start) else (subject_of(first),)


def _is_compared(tree: Tree, start: int) -> bool:
    """Tell whether what stands at ``start`` is compared with something said before."""
    before = [word.norm for word in tree.words if word.end <= start][-_NEAR:]
    return "compared" in before or bool(before and before[-1] in {"against", "versus", "vs", "vs."})


def _first_given(page: Page, reading: Reading) -> int:
    """Return the place of the claim that ``reading`` only gives in another unit, "5 miles (8 km)", or its own."""
    own = bisect_left(page.readings, reading.start, key=lambda one: one.start)
    before = page.readings[own - 1] if own > 0 else None
    if before is None or before.kind != reading.kind or reading.kind == "date" or reading.start - before.end > _BRACKET:
        return own
    between = page.article.text[before.end : reading.start].strip()
    return own - 1 if between.startswith(("(", "[")) or between == "/" else own


def _quantity_before(page: Page, place: int) -> int:
    """Return the place of the last claim before that at ``place`` that is no date, in its sentence or the one before; or -1."""
    here = page.number(page.readings[place].start)
    for before in range(place - 1, max(-1, place - 1 - _ROW), -1):
        if page.readings[before].kind != "date":
            return before if here - page.number(page.readings[before].start) <= 1 else -1
    return -1


def _not_of_another(page: Page, reading: Reading, subjects: Sequence[Subject]) -> Iterator[Subject]:
    """Yield those of ``subjects`` that do not belong to another claim of a row: "38% in Chile and 15% in Peru"."""
    place = bisect_left(page.readings, reading.start, key=lambda one: one.start)
    first = page.sentences[page.number(reading.start)][0]
    earlier = [one for one in page.readings[max(0, place - _ROW) : place] if one.kind == reading.kind and one.start >= first]
    floor = earlier[-1].end if earlier else reading.start
    limit = next((one.start for one in page.readings[place + 1 : place + _ROW] if one.kind == reading.kind), None)
    compared = limit is not None and _COMPARED.search(page.article.text, reading.end, limit) is not None
    if not compared and not any(reading.end <= one.start and (limit is None or one.start < limit) for one in subjects):
        yield from subjects
        return
    for one in subjects:
        if not floor <= one.start < reading.start and (limit is None or one.start < limit):
            yield one


def _is_setting(word: Word, prepositions: Collection[str]) -> bool:
    """Tell whether the phrase of ``word`` only says by whom something was done, or at what occasion."""
    return word.dep == "obl:agent" or any(child.dep == "case" and child.norm in prepositions for child in word.children)


def _owns(page: Page, subject: Subject, others: Sequence[Subject]) -> bool:
    """Tell whether ``subject`` only says whose one of ``others`` is: "Malawi's Anti-Corruption Bureau"."""
    return any(subject.end < one.start and _POSSESSIVE.fullmatch(page.article.text, subject.end, one.start) for one in others)


def _says_where(page: Page, subject: Subject) -> bool:
    """Tell whether ``subject`` is the country of a town: "Kigali, Rwanda"."""
    if subject.entity_id is None or subject.label not in PLACES:
        return False
    place = bisect_left(page.mentions, subject.start, key=lambda mention: mention.start) - 1
    before = page.mentions[place] if place >= 0 else None
    beside = before is not None and page.article.text[before.end : subject.start] == ", "
    return beside and before is not None and before.label in PLACES and before.entity_id is None


def _once(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """Return ``subjects`` without those that name again whom another names, the first few."""
    found: list[Subject] = []
    for one in subjects:
        if not any(_same(one, other) for other in found):
            found.append(one)
    return tuple(found[:_MOST])


def _same(one: Subject, other: Subject) -> bool:
    if one.entity_id is not None and one.entity_id == other.entity_id:
        return True
    if other.start <= one.start and one.end <= other.end:
        return True
    words, others = set(one.text.lower().split()), set(other.text.lower().split())
    return words <= others or others <= words
