"""What each claim measures: for a quantity the noun phrase, for a date the event."""

from functools import partial
from itertools import groupby

from tallyspan import rules
from tallyspan.context.measure.beside import Neighbours
from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.event.dates import Dates
from tallyspan.context.measure.heading import heading, versus
from tallyspan.context.measure.hollow import Hollow
from tallyspan.context.measure.kept import Kept
from tallyspan.context.measure.last_resort import last_resort
from tallyspan.context.measure.leaning import converts, has_level, last_quantity, leans
from tallyspan.context.measure.length.extent import Extents, elsewhere, is_gloss
from tallyspan.context.measure.length.motion import Motions
from tallyspan.context.measure.length.position import Positions
from tallyspan.context.measure.owner import is_owned, with_owner
from tallyspan.context.measure.percent.comparison import Comparisons
from tallyspan.context.measure.percent.gapped import filled
from tallyspan.context.measure.percent.percentages import Percentages
from tallyspan.context.measure.percent.places import in_place
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.quoted import traded
from tallyspan.context.measure.respective import Series, dealt, series
from tallyspan.context.measure.shifts import Shifts
from tallyspan.context.measure.sums import Sums
from tallyspan.context.measure.words.antecedent import Antecedents
from tallyspan.context.measure.words.complements import given_to
from tallyspan.context.measure.words.doer import Resolve
from tallyspan.context.measure.words.governor import main_subject, subject
from tallyspan.context.measure.words.labels import asides, dateline, label
from tallyspan.context.measure.words.nominal import Nominals
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.words.site import Site, site
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.context.page import Measured, Page

_LEVEL = frozenset({"to", "at"})
_BASES = frozenset({"from", "with", "against"})  # of another kind: "rose 5% from $3 million"
_NEAR = 6  # words
_INNER = 6  # words behind "of"


class MeasureReader:
    """Reads the measures of a page."""

    def __init__(self) -> None:
        table = rules.read("measure")
        self._hedges = frozenset(table["hedges"])
        self._comparing = frozenset(table["comparing"]["words"])
        self._generic = table["generic"]
        self._owned = frozenset(table["owned"])
        self._neighbours = Neighbours(table)
        self._predicates = Predicates(table)
        verbs = self._predicates.verbs
        self._positions = Positions(table, verbs)
        self._extents = Extents(table, self._positions, Nominals(rules.read("event"), verbs))
        self._motions = Motions(table, verbs, self._predicates)
        self._sums = Sums(table, self._predicates)
        self._shifts = Shifts(table, self._predicates, self._sums)
        self._comparisons = Comparisons(self._predicates)
        self._hollow = Hollow(table)
        self._antecedents = Antecedents(rules.read("reference"))
        self._percentages = Percentages(table, self._neighbours, self._predicates)
        self._dates = Dates(table, self._predicates, self._antecedents)
        self._owning = self._predicates.forms(table["owning"])

    def read(self, page: Page) -> list[Measured | None]:
        """Return the measure of each reading of ``page``, in order; None where the text does not say it."""
        sites = self._sites(page)
        draft = Draft(page, sites, [None] * len(sites), Kept())
        for i, place in enumerate(sites):
            if place is not None and place.reading.kind != "date":
                draft.found[i] = self._quantity(draft, place, i)
        for i, place in enumerate(sites):  # after the quantities, whose measures they may share
            if place is not None and place.reading.kind == "date" and place.tree.parsed:
                draft.found[i] = self._dates.read(draft, place, i)
        return draft.found

    def _sites(self, page: Page) -> list[Site | None]:
        """Return where each reading stands in the tree of its sentence, or None where there is no tree."""
        sites: list[Site | None] = []
        for number, together in groupby(page.readings, key=lambda reading: page.number(reading.start)):
            readings, tree = list(together), page.trees.get(number)
            if tree is None:
                sites += [None] * len(readings)
                continue
            taken = (
                frozenset(word.i for reading in readings for word in tree.within(reading.start, reading.end))
                | label(tree)
                | asides(tree)
                | dateline(tree)
            )
            sites += [site(tree, reading, taken, self._hedges) for reading in readings]
        return sites

    def _quantity(self, draft: Draft, place: Site, i: int) -> Measured | None:
        sites, found = draft.sites, draft.found
        if is_gloss(place):
            return None
        near = last_quantity(sites, i)
        before = None if near is None else sites[near]
        together = before is not None and before.tree is place.tree
        if before is not None and near is not None and together:
            part = self._percentages.part_of(place, before, found[near])
            if part:
                return draft.rendered(place, part)
            if converts(before, place):
                return found[near]
        one = series(sites, i)
        shared = None if one is None else self._dealt(draft, one)
        if shared is not None:
            return shared
        phrase = [] if self._neighbours.points_back(place) else self._at(draft, place, i)
        if phrase is None and before is not None and near is not None and together and leans(before, place, self._comparing):
            levelled = before.reading.kind == "percent" and place.reading.kind == "money"  # "the euro fell 0.3% to $1.04"
            phrase = self._sums.finished(place, self._above(draft, place, i), self._resolve(draft)) if levelled else None
            if not phrase:
                return self._continued(draft, place, before, found[near])
        if phrase is None:
            phrase = self._apart(draft, place) or self._above(draft, place, i)
            listed = draft.before(i) if phrase and place.reading.kind == "percent" else None
            phrase = phrase if not phrase or listed is None else filled(phrase, listed.text) or phrase
        phrase = self._sums.finished(place, phrase, self._resolve(draft))
        if phrase:
            phrase = traded(draft, place, self._hollow.completed(draft, place, i, phrase))
            return self._of_antecedent(draft, place, phrase, None if near is None or together else found[near])
        pointed = near if phrase is None else self._pointed(draft, place, i, near)
        shared = found[pointed] if pointed is not None and (together or phrase is not None) else None
        return draft.rendered(place, last_resort(self._predicates, place)) if shared is None and phrase is None else shared

    def _at(self, draft: Draft, place: Site, i: int) -> Phrase | None:
        """Return the measure by the shapes of percentages and lengths, or by what stands right beside the quantity."""
        phrase = (
            self._hollow.capped(draft, place, i)
            or self._shifts.read(draft, place, i, self._resolve(draft))
            or self._comparisons.read(place, self._resolve(draft))
        )
        phrase = (self._percentages.read(draft, place, i) or self._sums.read(place)) if phrase is None else phrase
        return (self._extents.dimension(place, self._resolve(draft)) or self._beside(draft, place)) if phrase is None else phrase

    def _apart(self, draft: Draft, place: Site) -> Phrase | None:
        """Return what lies or moved so far, or is so small."""
        resolve = self._resolve(draft)
        return self._motions.read(place, resolve) or self._positions.read(place, resolve) or self._extents.apposed(place)

    def _resolve(self, draft: Draft) -> Resolve:
        return partial(self._antecedents.of, draft=draft)

    def _dealt(self, draft: Draft, one: Series) -> Measured | None:
        """Return the measure of one of a series of quantities that belong to a series of nouns."""
        place = draft.sites[one.first]
        if place is None or not place.tree.parsed:
            return None
        phrase = self._at(draft, place, one.first) or self._apart(draft, place) or self._above(draft, place, one.first)
        return draft.rendered(place, dealt(phrase, place, one)) if phrase else None

    def _of_antecedent(self, draft: Draft, place: Site, phrase: Phrase, before: Measured | None) -> Measured | None:
        """Return "height of the statues" for the "height" that "they" or "it" has, as the sentence before has the subject.

        ``before`` is the measure of the last quantity of another sentence: that of the same noun names the owner too.
        """
        page, said = draft.page, _one_noun(phrase)
        clause = self._predicates.clause(place) if said in self._owned and place.tree.parsed else None
        who = None if clause is None else subject(clause.verb, place.words)
        if who is None or who.norm not in {"they", "it"}:
            return draft.rendered(place, phrase)
        if before is not None and before.text.startswith(f"{said} of "):
            return before
        tree = page.trees.get(page.number(place.reading.start) - 1)
        found = None if tree is None or not tree.parsed else main_subject(tree, plural=who.norm == "they")
        if tree is None or found is None:
            return draft.rendered(place, phrase)
        taken = next((other.taken for other in draft.sites if other is not None and other.tree is tree), frozenset())
        owner = draft.rendered(place._replace(tree=tree, taken=taken), [noun_phrase(found, taken, _INNER, inner=True)])
        return draft.rendered(place, phrase if owner is None else [*phrase, f"of {owner.text}"])

    def _pointed(self, draft: Draft, place: Site, i: int, near: int | None) -> int | None:
        """Return which quantity "it", "this figure" or "20% of that" points to."""
        part = self._neighbours.points_back(place)
        if near is None or part:
            farther = last_quantity(draft.sites, i, anywhere=True)
            other = None if farther is None else draft.sites[farther]
            return farther if part or (other is not None and other.reading.kind == place.reading.kind) else None
        other = draft.sites[near]
        return near if other is not None and other.reading.kind == place.reading.kind else None

    def _beside(self, draft: Draft, place: Site) -> Phrase | None:
        """Return the measure that stands right beside the quantity."""
        if self._positions.is_near(place):
            return None
        whole = self._neighbours.whole(place)
        if whole is not None:
            phrase = self._extents.substance(place, whole.words, whole.head)
            return phrase or [*with_owner(place, whole, self._owned, self._owning), *given_to(place, whole.words, whole.head)]
        beside = self._neighbours.modified(place)
        if beside is not None and place.reading.kind == "distance" and not is_owned(beside.head, self._owned):
            return self._extents.sized(place, beside.words, beside.head)
        if beside is not None:
            return with_owner(place, beside, self._owned, self._owning)
        beside = self._neighbours.container(place)
        listed = None if beside is None else in_place(draft, place, beside)
        if listed is not None:
            return listed
        if beside is not None:
            extent = None if is_owned(beside.head, self._owned) else self._positions.read(place, self._resolve(draft))
            extent = extent or self._extents.apposed(place)
            return extent or with_owner(place, beside, self._owned, self._owning)
        described = self._neighbours.described(place)
        if described is None:
            return None
        return [Cited("those" if place.reading.kind == "percent" else self._generic[place.reading.kind], described[0]), described]

    def _above(self, draft: Draft, place: Site, i: int) -> Phrase | None:
        """Return the measure by the predicate or the noun that governs the quantity."""
        if not place.tree.parsed:
            return heading(place)
        if versus(place.words[place.last : place.last + _NEAR]):
            results = heading(place)
            if results is not None:
                return results
        clause = self._predicates.clause(place)
        if clause is None:
            noun = self._predicates.governing_noun(place)
            return heading(place) or ([self._predicates.named(noun, place)] if noun is not None else None)
        phrase = self._predicates.measure(place, clause, alone=not has_level(draft.sites, i))
        other = elsewhere(place)
        return [*phrase, other] if phrase and other else phrase

    def _continued(self, draft: Draft, place: Site, near: Site, measured: Measured | None) -> Measured | None:
        """Return the measure that a list does not repeat, with what differs: "$5 for a cup and $3 for a glass"."""
        link = place.word(place.right)
        if measured is None or link is None:
            return measured
        if place.norm(place.left) in _LEVEL or (place.norm(place.left) in _BASES and near.reading.kind != place.reading.kind):
            measured = measured._replace(text=self._shifts.level(measured.text))
        also = self._positions.also(place, near, measured.text)
        if also is not None:
            return draft.rendered(place, also) or measured
        if link.tag not in {"IN", "TO"}:
            return measured
        if link.norm == "for" and measured.text.startswith("spending on "):  # "has been set aside for schools and $5 for roads"
            measured = measured._replace(text=f"spending for {measured.text.removeprefix('spending on ')}")
        if f" {link.norm} " not in measured.text:
            other = elsewhere(place) if near.norm(near.right) == link.norm else []
            return (draft.rendered(place, [Cited(measured.text, link), other]) if other else None) or measured
        head = link.head if link.dep == "case" else None
        if head is None or not is_noun(head) or head.i < link.i or head.i in place.taken:
            return measured
        kept = Cited(measured.text.rpartition(f" {link.norm} ")[0], link)
        return draft.rendered(place, [kept, [link, *noun_phrase(head, place.taken, 8, inner=True)]]) or measured


def _one_noun(phrase: Phrase) -> str:
    """Return the only word of ``phrase``, or nothing."""
    if len(phrase) != 1:
        return ""
    if isinstance(phrase[0], Cited):
        return phrase[0].text
    return phrase[0][0].norm if not isinstance(phrase[0], str) and len(phrase[0]) == 1 else ""
