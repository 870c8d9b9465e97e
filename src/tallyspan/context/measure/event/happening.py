"""What happened, as a noun phrase: "launch of the fund", "statement by the minister", "residents fleeing the town"."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.context.clause import is_passive
from tallyspan.context.measure.words.complements import tail
from tallyspan.context.measure.words.doer import SUBJECT_ROOM, Resolve, apposed, doer_of, owned, standing
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.nominal import Nominals
from tallyspan.context.measure.words.noun_phrase import bare, is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.words.participles import Participles
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_DESCRIBING = frozenset({"det", "amod", "nmod:poss", "nummod", "compound"})
_CLAUSES = ("ccomp", "advcl")
_PLACING = frozenset({"in", "at", "on", "inside", "outside", "near", "under"})
_REFLEXIVE = ("self", "selves")
_ROOM = 9  # words behind the verb
_ROOM_OF_PASSIVE = 5
_HIGHEST = 4  # verbs to pass over: "is expected to begin to open"


class _Clause(NamedTuple):
    """A clause: its ``verb``, who does it (empty where nobody is named), and the words ``behind`` the verb."""

    site: Site
    verb: Word
    doer: Phrase
    behind: list[Word]


class Happenings:
    """Makes noun phrases of clauses. ``table`` is the content of ``rules/event.toml``."""

    def __init__(self, table: Mapping[str, Any], verbs: Participles, nominals: Nominals, stops: frozenset[str]) -> None:
        self._verbs = verbs
        self._stops = stops
        self._nominals = nominals
        self._by = frozenset(table["by"])
        self._showing = self._forms(table["showing"])
        self._sources = frozenset(table["sources"])
        self._naming = self._forms(table["naming"])
        self._speech = {form: noun.partition(" ") for verb, noun in table["speech"].items() for form in verbs.forms(verb)}
        light = table["light"]
        self._light = {
            name: self._forms(light[name]) for name in ("subject", "passive", "object", "with_object", "raising", "refusing")
        }
        self._objects = frozenset(light["objects"])
        self._with_subject = frozenset(
            (form, noun) for entry in light["subject_with"] for verb, noun in [entry.split()] for form in verbs.forms(verb)
        )

    def _forms(self, verbs: Sequence[str]) -> frozenset[str]:
        return frozenset(form for verb in verbs for form in self._verbs.forms(verb))

    def read(self, site: Site, verb: Word, resolve: Resolve) -> Phrase | None:
        """Return what ``verb`` tells of; ``resolve`` finds what pronouns stand for. None where it tells nothing."""
        verb = self._told(site, verb)
        who = subject(verb, site.words) or verb.child("nsubj") or apposed(site, verb)
        if who is not None and verb.dep.startswith("acl") and (verb.child("nsubj", "nsubj:pass") is None or _is_place(who)):
            who = phrase_head(who)
        doer = doer_of(who, site, resolve)
        if verb.child("expl") is not None:
            return standing(doer) or None
        if verb.child("cop") is not None and not verb.tag.startswith("VB"):
            return _state(site, verb, doer)
        shown = verb.norm in self._showing and who is not None and who.norm in self._sources
        if shown or verb.norm in self._light["subject"] or self._takes_place(verb):
            return standing(doer) or None
        if is_passive(verb) and not self._is_missed(verb):
            return self._undergone(_Clause(site, verb, doer, tail(verb, site, _ROOM_OF_PASSIVE)))
        return self._done(site, verb, who, doer, resolve)

    def _told(self, site: Site, verb: Word) -> Word:
        """Return the verb that tells what happened: "resign" of "had to resign", "refused" of "refused to play"."""
        if verb.dep == "xcomp" and verb.head is not None and verb.head.norm in self._light["refusing"]:
            return verb.head
        for _ in range(_HIGHEST):
            inner = next((child for child in verb.children if child.i > verb.i and _is_raised(child)), None)
            own = any(child.dep == "obj" and child.i not in site.taken for child in verb.children)
            if inner is None or verb.norm not in self._light["raising"] or inner.i in site.taken or own:
                break
            verb = inner
        return verb

    def _takes_place(self, verb: Word) -> bool:
        return any(child.dep == "obj" and (verb.norm, child.norm) in self._with_subject for child in verb.children)

    def _is_missed(self, verb: Word) -> bool:
        """Tell whether the model took the main verb for a participle: "The minister announced that he would resign"."""
        main = verb.dep == "acl" and verb.norm in self._speech and verb.head is not None and verb.head.head is None
        return main and verb.child("ccomp", "xcomp", "obl:agent") is not None

    def _undergone(self, clause: _Clause) -> Phrase | None:
        """Return "sale of the house to a bank": what was done to the subject."""
        verb, doer = clause.verb, clause.doer
        if verb.norm in self._light["passive"] and doer:
            return standing(doer)
        noun, preposition, _ = self._nominals.of(verb.norm)
        particle, behind = _without_particle(clause)
        if not doer:
            return [Cited(noun, verb), particle, behind] if behind else None
        return [Cited(noun, verb), particle, preposition, *doer, *(self._role(clause) or [behind])]

    def _done(self, site: Site, verb: Word, who: Word | None, doer: Phrase, resolve: Resolve) -> Phrase | None:
        """Return "launch of the fund", "refusal to play", "statement by the minister", "ships leaving the port"."""
        behind = tail(verb, site, _ROOM, over_claims=True)
        measured = next((child for child in verb.children if child.dep == "obj" and child.i in site.taken), None)
        if not behind and measured is not None and not site.holds(measured):
            return None
        clause = _Clause(site, verb, doer, behind or self._object_beside(site, verb))
        what = _object(clause)
        if what is not None:
            return self._with_object(clause, what, resolve)
        described = verb.head if verb.dep.startswith("acl") and not clause.behind else None
        if described is not None and is_noun(described) and (described is not who or measured is not None):
            noun, preposition, _ = self._nominals.of(verb.norm)
            described = phrase_head(described) if _is_place(described) else described
            return [Cited(noun, verb), preposition, noun_phrase(described, site.taken, SUBJECT_ROOM, inner=True)]
        inner = verb.child("xcomp")
        mark = None if inner is None else inner.child("mark")
        if inner is not None and mark is not None and not clause.behind:  # the date stands with the verb behind
            clause = clause._replace(behind=[mark, inner, *tail(inner, site, _ROOM_OF_PASSIVE)])
        if inner is not None and inner in clause.behind:
            return self._with_verb(clause)
        if verb.norm in self._speech:
            return [Cited(self._speech[verb.norm][0], verb), *(["by", *doer] if doer else [clause.behind])]
        if measured is not None and self._nominals.of(verb.norm).gerund:  # "named 2019 as the year", not "will end May 22"
            return [Cited(self._nominals.of(verb.norm).noun, verb), "by", *doer] if doer else None
        return self._alone(clause)

    def _with_object(self, clause: _Clause, what: Word, resolve: Resolve) -> Phrase | None:
        """Return "launch of the fund", "visit to the museum"; of "held talks", the talks."""
        _, verb, doer, behind = clause
        if verb.norm in self._light["object"] or (verb.norm in self._light["with_object"] and what.norm in self._objects):
            return [bare(behind)]
        said, _, to = self._speech.get(verb.norm, ("", "", ""))
        pronoun = what.tag.startswith("PRP")
        if to:
            return [Cited(said, verb), *(["by", *doer] if doer else []), *([] if pronoun else [to, behind])]
        idle = what.tag == "NN" and not any(child.dep in _DESCRIBING for child in what.children)
        if what.norm.endswith(_REFLEXIVE) or (idle and doer and verb.norm in self._light["with_object"]):
            return [*doer, Cited(self._verbs.gerund(verb.norm), verb), behind]  # "the law taking effect"
        noun, preposition, gerund = self._nominals.of(verb.norm)
        particle, behind = _without_particle(clause)
        if not pronoun:
            link = [] if gerund and verb.child("xcomp") is not None else [preposition]
            return [Cited(noun, verb), particle, *link, *owned(behind, doer), *self._role(clause)]
        found = resolve(what)
        more = [word for word in behind if word is not what]
        if found is not None:
            return [Cited(noun, verb), particle, preposition, found, *(self._role(clause) or [more])]
        return [Cited(noun, verb), particle, more, *(["by", *doer] if doer else [])] if doer or more else None

    def _with_verb(self, clause: _Clause) -> Phrase:
        """Return "refusal to play", "start of acting"."""
        noun, _, gerund = self._nominals.of(clause.verb.norm)
        of = ["of"] if clause.behind[0].tag == "VBG" and not gerund else []
        became = gerund and not any(word.tag == "TO" for word in clause.behind[:1])  # "Qaboos becoming Sultan"
        return [*(clause.doer if became else []), Cited(noun, clause.verb), *of, clause.behind]

    def _alone(self, clause: _Clause) -> Phrase | None:
        """Return what a verb without an object tells: "arrival of the ship in port", "prisoners walking home"."""
        verb, doer = clause.verb, clause.doer
        if not verb.tag.startswith("VB"):
            return None
        noun, _, gerund = self._nominals.of(verb.norm)
        particle, behind = _without_particle(clause)
        if gerund and behind:
            return [*doer, Cited(noun, verb), particle, behind]
        if gerund and verb.child(*_CLAUSES) is not None:
            return None
        return [Cited(noun, verb), particle, *(["by" if noun in self._by else "of", *doer] if doer else []), behind]

    def _role(self, clause: _Clause) -> Phrase:
        """Return "as running mate" behind the verbs of naming; models hang "mayor" of "was elected mayor" above the verb."""
        site, verb = clause.site, clause.verb
        if verb.norm not in self._naming:
            return []
        if verb.dep == "amod" and verb.head is not None and verb.head.i > verb.i:
            return ["as", [word for word in noun_phrase(verb.head, site.taken, _ROOM) if word.i > verb.i]]
        for role in verb.children:
            bare_office = role.dep in {"xcomp", "obj"} and is_passive(verb)
            if bare_office and is_noun(role) and role.i > verb.i and role.i not in site.taken:
                return ["as", bare(noun_phrase(role, site.taken, _ROOM))]
            case = role.child("case", "mark")
            if role.i > verb.i and case is not None and case.norm == "as" and case.i not in site.taken and is_noun(role):
                return ["as", bare([word for word in noun_phrase(role, site.taken, _ROOM) if word.i > case.i])]
        return []

    def _object_beside(self, site: Site, verb: Word) -> list[Word]:
        """Return the noun right behind ``verb``, which the tree hung elsewhere."""
        article = site.word(verb.i + 1)
        first = verb.i + 2 if article is not None and article.tag == "DT" else verb.i + 1
        run = noun_run(site, first, self._stops)
        return [*site.words[verb.i + 1 : first], *run] if run else []


def _is_raised(word: Word) -> bool:
    """Tell whether ``word`` is the verb that one above only leads to: an infinitive or a gerund."""
    mark = word.child("mark", "aux")
    led = mark is not None and mark.norm == "to" and mark.i < word.i
    return (word.dep == "xcomp" and word.tag.startswith("VB")) or (word.dep == "advcl" and word.tag == "VB" and led)


def _is_place(noun: Word) -> bool:
    """Tell whether ``noun`` only says where: of "the house in Lima, which sold in 2003" the house sold."""
    case = noun.child("case")
    return noun.tag.startswith("NNP") and noun.dep == "nmod" and case is not None and case.norm in {"in", "at", "near", "on"}


def _object(clause: _Clause) -> Word | None:
    """Return the object among the words behind the verb; a noun right behind a verb without one is it, whatever the tree says."""
    behind = clause.behind
    found = next((child for child in clause.verb.children if child.dep == "obj" and child in behind), None)
    beside = bool(behind) and is_noun(behind[0]) and behind[0].dep != "xcomp"
    if found is None and beside and clause.verb.child("obj") is None:
        return behind[0]
    return found


def _without_particle(clause: _Clause) -> tuple[list[Word], list[Word]]:
    """Return the particle of the verb, "out", and the words behind without it: "putting out of the fire"."""
    particle = clause.verb.child("compound:prt")
    if particle is None or particle.i < clause.verb.i:
        return [], clause.behind
    return [particle], [word for word in clause.behind if word is not particle]


def _state(site: Site, verb: Word, doer: Phrase) -> Phrase | None:
    """Return the predicate of "he was the head of the army", or the subject with it: "presence of the yacht in Fiji"."""
    case = verb.child("case")
    if case is not None and case.norm in _PLACING and is_noun(verb) and doer and verb.i not in site.taken:
        return ["presence of", *doer, [case, *noun_phrase(verb, site.taken, _ROOM, inner=True)]]
    noun = is_noun(verb) and verb.i not in site.taken
    if noun and (not verb.tag.startswith("NNP") or verb.child("det") is not None):
        return [noun_phrase(verb, site.taken)]
    if verb.tag.startswith("JJ") and doer:
        return [*doer, "being", [verb, *tail(verb, site, _ROOM_OF_PASSIVE)]]
    return standing(doer) or None
