"""The entities that a claim is about, where the text names them."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from tallyspan import rules
from tallyspan.context.page import Measured, Page
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.context.subjects.about import Scope, Speech, scope
from tallyspan.context.subjects.capitals import Capitals, subject_of
from tallyspan.context.subjects.dateline import body_word, in_dateline, is_publication
from tallyspan.context.subjects.elsewhere import beside, earlier, first_given, in_row, quantity_before, reporting, without_tree
from tallyspan.context.subjects.figures import Figures
from tallyspan.context.subjects.naming import Names
from tallyspan.context.subjects.plain import Plain
from tallyspan.context.subjects.recall import PLACES, topic
from tallyspan.context.subjects.reference import ReferenceReader
from tallyspan.context.subjects.sifting import Sieve, not_of_another, once
from tallyspan.context.subjects.whereabouts import ends
from tallyspan.model import Article, Subject
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_LEAD = 2  # sentences: the headline and the first one say whom the article is about
_ACTS = frozenset({"announce", "issue"})  # whoever announces a fund is its subject too
_TELLING = frozenset({"say", "tell", "announce", "issue"})
_OCCASION = frozenset(
    {"at", "during", "near", "on", "under", "by", "since", "after", "before", "amid", "like", "unlike", "despite"}
)
_SETTING = _OCCASION | {"in"}
_PARTIES = frozenset({"PERSON", "ORG", "GPE"})
_NEAR = 4  # words: "compared with only about"


class SubjectReader:
    """Reads the subjects of claims."""

    def __init__(self) -> None:
        table = rules.read("reference")
        words = {form: verb for form, verb in SpeechWords().verbs.items() if form not in table["auxiliaries"]}
        verbs = {form: verb.kinds for form, verb in words.items() if not verb.quoting}
        closed = frozenset(form for form, kinds in verbs.items() if kinds & _TELLING)
        acts = frozenset(form for form, kinds in verbs.items() if kinds & _ACTS)
        self._saying = frozenset(words)
        acts |= frozenset(table["undertaking"])
        self._speech = Speech(frozenset(verbs), frozenset(verbs) - acts, closed)
        self._dated = Speech(frozenset(verbs), (), closed)
        self._priced = Speech(frozenset(verbs), frozenset(verbs) - acts - frozenset(table["guidance"]), closed)
        self._directions = frozenset(table["directions"])
        self._studies = frozenset(table["studies"])
        self._reference = ReferenceReader(table, self._speech.every)
        self._figures = Figures(frozenset(table["economy"]), frozenset(table["business"]))
        self._plain = Plain(self._reference, frozenset(table["groups"]))

    def wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Collection[int]:
        """Return the numbers of the sentences that may name what those with claims do not: the first ones, and those before."""
        page = Page(article, sentences, readings, {})
        numbers = {page.number(reading.start) for reading in readings}
        if not numbers:
            return ()
        before = {n - 1 for n in numbers if n and self._reference.leans(article.text[slice(*sentences[n])])}
        return before | set(range(min(_LEAD, len(sentences))))

    def read(self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None = None) -> tuple[Subject, ...]:
        """Return who is named as a subject of ``reading``, else the common noun for those whom it is about."""
        if is_publication(page, reading) or in_dateline(page, reading):
            return ()
        found, about = self._own(page, reading, measured, speaker)
        if found or about is None:
            return found
        for before in earlier(page, reading):
            named, of = self._own(page, before, None, speaker)
            if named:
                return () if of is not None and self._tells(before, of, about) else named
        return ()

    def _own(
        self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None
    ) -> tuple[tuple[Subject, ...], Scope | None]:
        """Return the subjects of ``reading`` that its own clause tells, and its phrases."""
        found, about = self._read(page, reading, measured, speaker)
        if found or about is None:
            return found, about
        return tuple(self._plain.of(page, about)) or tuple(map(subject_of, self._figures.of(page, about))), about

    def _tells(self, before: Reading, of: Scope, about: Scope) -> bool:
        """Tell whether ``before`` only dates the saying of what stands in the clause of ``about``."""
        verb = of.verb
        if before.kind != "date" or verb is None or about.verb is None or verb.norm not in self._speech.every:
            return False
        return any(above is verb for above in islice(about.verb.ancestors(), 40))

    def _read(
        self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None = None
    ) -> tuple[tuple[Subject, ...], Scope | None]:
        """Return the subjects of ``reading``, each once.

        ``measured`` is its measure, whose names are subjects too; ``speaker`` is who states it, and may say "I" of himself.
        """
        place = first_given(page, reading)
        found, about = self._named(page, page.readings[place], measured, speaker)
        if about is None or reading.kind == "date" or (found and reading.kind != "distance"):
            return found, about
        if not found and any(map(self._reference.is_figure, [*about.subject, *about.objects])):
            place = quantity_before(page, place)
            return (self._named(page, page.readings[place], None, speaker)[0] if place >= 0 else ()), about
        if not found and (before := in_row(page, place)) is not None:
            return self._named(page, before, None, speaker)[0], about
        if not found and (firm := reporting(page, page.number(reading.start))) is not None:
            return (subject_of(firm),), about
        names = Names(page, self._reference, speaker)
        if not any(map(self._reference.is_definite, about.subject)) or any(map(names.of, about.subject)):
            return found, about
        if any(one.start < reading.end for one in found):
            return found, about
        return once([*self._topic(page, reading, about), *found]), about

    def _topic(self, page: Page, reading: Reading, about: Scope) -> tuple[Subject, ...]:
        """Return whom the article speaks of where ``reading`` stands, when the text leaves it unsaid: "the sale price"."""
        start = page.sentences[page.number(reading.start)][0]
        before = self._reference.subject_before(page, start)
        names = [] if before is None else Names(page, self._reference).direct(before)
        found = once(name for name in names if all(self._reference.suits(word, name.label) for word in about.subject))
        theme = None if found or reading.kind == "distance" else topic(page, start)  # what articles are about has no length
        return found if theme is None else (subject_of(theme),)

    def _named(
        self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None
    ) -> tuple[tuple[Subject, ...], Scope | None]:
        """Return who is named by the phrases around ``reading``, and those phrases."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or not tree.parsed:
            return without_tree(page, reading), None
        names = Names(page, self._reference, speaker, we=reading.kind == "money")
        speech = {"date": self._dated, "money": self._priced}.get(reading.kind, self._speech)
        about = scope(tree, reading.start, reading.end, speech)
        if reading.kind == "date" and (dated := Capitals(page, self._reference).dated(tree, reading.end)) is not None:
            return (dated,), about
        subject = next((found for word in about.subject if (found := names.of(body_word(page, word), clause=about.verb))), [])
        if reading.kind == "date" and len(subject) == 1:
            subject = [*subject, *names.employer(subject[0])]
        near = [name for word in about.near for name in names.of(word)]
        if near and _is_compared(tree, reading.start):  # "compared with 9% in Togo"
            return once(near), about
        core = near + [name for word in about.objects for name in names.of(word)]
        if subject and reading.kind == "date":  # of what somebody did, the doer counts, and whom it was done to
            core = near + [name for word in about.objects for name in names.direct(word) if name.label in _PARTIES]
        if about.verb is not None and about.verb.tag.startswith("NN"):
            core += names.direct(about.verb)  # "was in Fiji"
        between = self._ends(tree, reading, names)
        if len(between) > 1 and all(between):  # "Vik, 80 km east of Skoge": whatever else its clause tells
            return once(name for ending in between for name in ending), about
        core += [name for ending in between for name in ending]
        placed = reading.kind == "date" or any(name.label in PLACES for name in core)
        core += self._places(names, about, _SETTING if placed else _OCCASION, bare=not (subject or core))
        named = [*subject, *not_of_another(page, reading, core)]
        if measured is not None and not (named and reading.kind == "date"):
            inside = (one for one in names.within(measured.start, measured.end) if one.text in measured.text)
            named += (one for one in inside if speaker is None or one.text not in speaker)
        sieve = Sieve(page, tree, reading, self._studies)
        if kept := sieve.sifted(named):
            return kept, about
        priced = [] if reading.kind == "distance" else [name for word in about.subject[:1] for name in names.traded(word)]
        return sieve.sifted(priced or beside(tree, names, about, self._saying, self._speech.outside)), about

    def _ends(self, tree: Tree, reading: Reading, names: Names) -> list[list[Subject]]:
        """Return who is named at each end of a distance."""
        if reading.kind != "distance":
            return []
        return [names.place(word) for word in ends(tree, reading.start, reading.end, self._directions)]

    def _places(self, names: Names, about: Scope, setting: Collection[str], *, bare: bool) -> Iterator[Subject]:
        """Yield who is named besides subject and objects: all of it in a ``bare`` clause, else not its ``setting``."""
        for word in about.rest:
            if bare or any(child.dep == "case" and child.norm == "as" for child in word.children):  # "as mayor of Rome"
                yield from names.of(word)
            elif not _is_setting(word, setting):
                yield from names.direct(word)


def _is_compared(tree: Tree, start: int) -> bool:
    """Tell whether what stands at ``start`` is compared with something said before."""
    before = [word.norm for word in tree.words if word.end <= start][-_NEAR:]
    return "compared" in before or bool(before and before[-1] in {"against", "versus", "vs", "vs."})


def _is_setting(word: Word, prepositions: Collection[str]) -> bool:
    """Tell whether the phrase of ``word`` only says by whom something was done, or at what occasion."""
    return word.dep == "obl:agent" or any(child.dep == "case" and child.norm in prepositions for child in word.children)
