"""How far something moved: "distance walked by the pilgrims to the shrine", "rise of the river"."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.clause import is_passive
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.complements import behind
from tallyspan.context.measure.words.doer import Resolve, doer_of
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.participles import Participles
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_WHITHER = ("to", "from", "into", "through", "across", "along", "in", "around", "over", "up", "down", "towards", "toward")
_AUXILIARIES = frozenset({"aux", "aux:pass"})


class Motions:
    """Finds what the verb of a length moves. ``table`` is that of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], verbs: Participles, predicates: Predicates) -> None:
        self._verbs = verbs
        self._predicates = predicates
        self._stops = frozenset(table["stops"])
        moving = table["moving"]
        self._moving = predicates.forms(moving["verbs"])
        self._shifts = {form: noun for verb, noun in moving["shifts"].items() for form in verbs.forms(verb)}
        self._rain = predicates.forms(moving["rain"]["verbs"])
        self._rain_units = frozenset(moving["rain"]["units"])

    def read(self, site: Site, resolve: Resolve) -> Phrase | None:
        """Return how far the subject of the clause moved, or was moved; None where its verb does not move anything."""
        verb = self._verb(site) if site.reading.kind == "distance" and site.tree.parsed else None
        if verb is None or not verb.tag.startswith("VB"):
            return None
        case = self._predicates.case(site)
        if verb.norm in self._rain and site.reading.unit_surface in self._rain_units:
            return [Cited("rainfall", verb)]
        beside = site.norm(site.left) == "," or verb.i > site.first
        if verb.norm not in self._moving or beside or case in {"at", "in", "of"}:
            return None
        doer = doer_of(subject(verb, site.words), site, resolve)
        more = self._whither(site, verb)
        shift = self._shifts.get(verb.norm)
        if shift is not None and doer and verb.tag not in {"VBZ", "VBP"} and case in {"", "by"}:
            return [Cited(shift, verb), "of", *doer]
        if is_passive(verb) and doer:
            return [Cited("distance", verb), *doer, _group(verb), *more[:1]]
        if doer:
            return [Cited(f"distance {self._verbs.past(verb.norm)} by", verb), *doer, *more]
        return [Cited(f"distance {self._verbs.past(verb.norm)}", verb), *more]

    def _whither(self, site: Site, verb: Word) -> list[list[Word]]:
        """Return "to the frontier": what stands right behind the length, else what hangs on the verb."""
        run = noun_run(site, site.right + 1, self._stops) if site.norm(site.right) in _WHITHER else []
        return [[site.words[site.right], *run]] if run else behind(site, verb, _WHITHER, count=1)

    def _verb(self, site: Site) -> Word | None:
        """Return the verb right before the length, whatever the tree says, or that of its clause."""
        before = site.word(site.left)
        if before is not None and before.norm in self._moving and before.tag.startswith("VB"):
            return before
        clause = self._predicates.clause(site)
        return None if clause is None else clause.verb


def _group(verb: Word) -> list[Word]:
    """Return the verb with its auxiliaries: "were transported"."""
    return [*(child for child in verb.children if child.dep in _AUXILIARIES and child.i < verb.i), verb]
