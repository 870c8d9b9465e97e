"""The entities that a claim is about, where the text names them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from tallyspan import rules
from tallyspan.context.about import Scope, Speech, modifiers, relative, scope
from tallyspan.context.page import Measured, Page
from tallyspan.context.reference import ReferenceReader, mention_at
from tallyspan.context.speech_words import SpeechWords
from tallyspan.context.whereabouts import ends
from tallyspan.model import Article, Mention, Subject
from tallyspan.reading import Reading
from tallyspan.syntax import Word

_DEPTH = 4  # "workers at the plant of the subsidiary of X"
_MOST = 4
_LEAD = 2  # sentences: the headline and the first one say whom the article is about
_ACTS = frozenset({"announce", "issue"})  # whoever announces a fund is its subject too
_TELLING = frozenset({"say", "tell", "announce", "issue"})
_SETTING = frozenset(
    {"at", "during", "in", "near", "on", "under", "by", "since", "after", "before", "amid", "like", "unlike", "despite"}
)
_SMALL = re.compile(r"\b[a-z]{4,}")
_BRACKET = 12  # characters: "(about US"
_ROW = 4  # claims looked at for the next one of the same kind
_HEADING = 120  # characters on either side of a name: no heading is longer
_BUDGET = 300  # words looked at for one claim: pronouns that stand for phrases with pronouns must end somewhere
_PLACES = frozenset({"GPE", "LOC"})
_TITLES = frozenset({"flat", "appos", "nmod:desc", "compound"})


class SubjectReader:
    """Reads the subjects of claims."""

    def __init__(self) -> None:
        table = rules.read("reference")
        verbs = {form: verb.kinds for form, verb in SpeechWords().verbs.items() if not verb.quoting}
        closed = frozenset(form for form, kinds in verbs.items() if kinds & _TELLING)
        acts = frozenset(form for form, kinds in verbs.items() if kinds & _ACTS)
        self._speech = Speech(frozenset(verbs), frozenset(verbs) - acts, closed)
        self._dated = Speech(frozenset(verbs), (), closed)
        self._directions = frozenset(table["directions"])
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
        place = _first_given(page, reading)
        found, about = self._named(page, page.readings[place], measured, speaker)
        if found or about is None or reading.kind == "date":
            return found
        if any(map(self._reference.is_figure, [*about.subject, *about.objects])):
            place = _quantity_before(page, place)
            return self._named(page, page.readings[place], None, speaker)[0] if place >= 0 else ()
        if any(map(self._reference.is_definite, about.subject)):
            return self._topic(page, reading)
        return ()

    def _topic(self, page: Page, reading: Reading) -> tuple[Subject, ...]:
        """Return whom the article speaks of where ``reading`` stands, when the text leaves it unsaid: "the sale price"."""
        start = page.sentences[page.number(reading.start)][0]
        before = self._reference.subject_before(page, start)
        found = () if before is None else _once(_Names(page, self._reference).direct(before))
        topic = None if found else self._reference.topic(page, start)
        return found if topic is None else (_subject(topic),)

    def _named(
        self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None
    ) -> tuple[tuple[Subject, ...], Scope | None]:
        """Return who is named by the phrases around ``reading``, and those phrases."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or not tree.parsed:
            return (), None
        names = _Names(page, self._reference, speaker)
        about = scope(tree, reading.start, reading.end, self._dated if reading.kind == "date" else self._speech)
        heads = ends(tree, reading.start, reading.end, self._directions) if reading.kind == "distance" else ()
        named = [*self._in_clause(names, about), *(name for word in heads for name in names.direct(word))]
        if measured is not None and not named and reading.kind != "date":
            named += names.within(measured.start, measured.end)
        return _once(one for one in _not_of_another(page, reading, named) if not _says_where(page, one)), about

    def _in_clause(self, names: "_Names", about: Scope) -> Iterator[Subject]:
        """Yield who is named by the phrases of a claim, and only by them."""
        subject = next((found for word in about.subject if (found := names.of(word))), [])
        core = [name for word in [*about.near, *about.objects] for name in names.of(word)]
        if about.verb is not None and about.verb.tag.startswith("NN"):
            core += names.direct(about.verb)  # "was in Fiji"
        yield from [*subject, *core]
        for word in about.rest:
            if not (subject or core):
                yield from names.of(word)
            elif not _is_setting(word):
                yield from names.direct(word)


class _Names:
    """Who is named by the phrases of an article."""

    def __init__(self, page: Page, reference: ReferenceReader, speaker: str | None = None) -> None:
        self._speaker = speaker
        self._page = page
        self._reference = reference
        self._left = _BUDGET

    def of(self, word: Word, depth: int = 0) -> list[Subject]:
        """Return who is named by the phrase that ``word`` heads, or by the phrases within it."""
        found = self.direct(word, depth)
        if found or depth >= _DEPTH or self._claimed(word):
            return found
        parts = {child: self.of(child, depth + 1) for child in modifiers(word)}
        if any(names for child, names in parts.items() if child.dep == "compound"):  # "Oblast's Lenin district"
            parts = {child: names for child, names in parts.items() if child.dep != "nmod:poss"}
        found = [name for names in parts.values() for name in names]
        return found or [name for child in relative(word) for name in self.direct(child, depth + 1)]

    def direct(self, word: Word, depth: int = 0) -> list[Subject]:
        """Return who is named by ``word`` itself, and by those that stand beside it."""
        found: list[Subject] = []
        for one in [word, *(child for child in word.children if child.dep == "conj")]:
            self._left -= 1
            if self._left < 0 or self._claimed(one):
                continue
            mention = self._named(one)
            if mention is not None:
                if not _qualifies(one, mention):
                    found.append(_subject(mention))
            elif depth == 0 and (unlisted := self._unlisted(one)) is not None:
                found.append(unlisted)
            elif depth < _DEPTH:
                found += self._resolved(one, depth + 1)
        return found

    def within(self, start: int, end: int) -> Iterator[Subject]:
        """Yield who is named in ``[start, end)`` of the text, peoples aside: they qualify more often than they are meant."""
        mentions = self._page.mentions
        first = bisect_left(mentions, start, key=lambda mention: mention.start)
        for place in range(first, len(mentions)):
            if mentions[place].end > end:
                return
            if mentions[place].label != "NORP":
                yield _subject(mentions[place])

    def _resolved(self, word: Word, depth: int) -> Iterator[Subject]:
        for one in self._reference.resolve(self._page, word, self._speaker):
            if isinstance(one, Mention):
                yield _subject(one)
            else:
                yield from (name for name in self.of(one, depth) if self._reference.fits(word, name.label))

    def _named(self, word: Word) -> Mention | None:
        """Return the name that ``word`` is in, or that it is the title of."""
        mention = mention_at(self._page, word)
        if mention is not None:
            return None if self._reference.is_no_name(word) else mention
        beside = [child for child in word.children if child.dep in _TITLES and child.i == word.i + 1]
        return next((found for child in beside if (found := mention_at(self._page, child))), None)

    def _unlisted(self, word: Word) -> Subject | None:
        """Return the name that ``word`` heads and that no recogniser found, as far as capitals tell."""
        if word.i == 0 or word.dep in {"compound", "amod"} or not word.form[0].isupper():
            return None
        run = _capitals(word)
        if (len(run) == 1 and not _is_acronym(word)) or self._reference.is_no_name(run[0]):
            return None
        if run[0].norm == "the":
            run = run[1:]
        if not run or self._reference.is_person(run[-1]):  # "Health Minister"
            return None
        start, end = run[0].start, run[-1].end
        if _in_heading(self._page.article.text, start, end):
            return None
        return Subject(self._page.article.text[start:end], None, None, start, end)

    def _claimed(self, word: Word) -> bool:
        """Tell whether ``word`` belongs to a claim: a name of a month, a currency."""
        place = bisect_left(self._page.readings, word.end, key=lambda reading: reading.start) - 1
        return place >= 0 and self._page.readings[place].end > word.start


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
    """Yield those of ``subjects`` that do not belong to the next claim of a row: "38% in Chile and 15% in Peru"."""
    place = bisect_left(page.readings, reading.end, key=lambda one: one.start)
    limit = next((one.start for one in page.readings[place : place + _ROW] if one.kind == reading.kind), None)
    if limit is None or not any(reading.end <= one.start < limit for one in subjects):
        yield from subjects
        return
    yield from (one for one in subjects if one.start < limit)


def _is_setting(word: Word) -> bool:
    """Tell whether the phrase of ``word`` only says by whom something was done, or at what occasion."""
    return word.dep == "obl:agent" or any(child.dep == "case" and child.norm in _SETTING for child in word.children)


def _capitals(word: Word) -> list[Word]:
    """Return the words with capitals that stand with ``word`` and hang from it, hyphens between them included."""
    run = [word]
    for other in reversed([one for one in word.subtree() if one.i < word.i]):
        if other.i != run[0].i - 1 or not (other.form[0].isupper() or other.form == "-"):
            break
        run.insert(0, other)
    for child in word.children:
        if child.dep == "flat" and child.i == run[-1].i + 1:
            run.append(child)
    return run[1:] if run[0].form == "-" else run


def _in_heading(text: str, start: int, end: int) -> bool:
    """Tell whether every word of the line is written with a capital, so that capitals mean nothing."""
    first = max(0, text.rfind("\n", max(0, start - _HEADING), start))
    last = text.find("\n", end, end + _HEADING)
    return _SMALL.search(text, first or max(0, start - _HEADING), last if last >= 0 else end + _HEADING) is None


def _is_acronym(word: Word) -> bool:
    """Tell whether ``word`` is like NATO, LDCs or TmCel."""
    return word.form.isalnum() and sum(map(str.isupper, word.form)) > 1


def _qualifies(word: Word, mention: Mention) -> bool:
    """Tell whether ``mention``, of which ``word`` is a part, only says of what people something is: "the Polish branch"."""
    if word.tag.startswith("JJ"):
        return True
    return mention.label == "NORP" and (not word.tag.startswith("NN") or word.dep in {"compound", "amod"})


def _subject(mention: Mention) -> Subject:
    return Subject(mention.surface, mention.label, mention.entity_id, mention.start, mention.end)


def _says_where(page: Page, subject: Subject) -> bool:
    """Tell whether ``subject`` is the country of a town: "Kigali, Rwanda"."""
    if subject.entity_id is None or subject.label not in _PLACES:
        return False
    place = bisect_left(page.mentions, subject.start, key=lambda mention: mention.start) - 1
    before = page.mentions[place] if place >= 0 else None
    beside = before is not None and page.article.text[before.end : subject.start] == ", "
    return beside and before is not None and before.label in _PLACES and before.entity_id is None


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
