"""Measures that a verb tells: "exports rose 5%", "it cost $3 million", "they raised $32 million from investors"."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.context.clause import is_passive, is_predicate
from tallyspan.context.measure.words.complements import behind, reaching, tail
from tallyspan.context.measure.words.governor import subject, subject_beside
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.words.order import opening_subject
from tallyspan.context.measure.words.participles import Participles
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_OBJECTS = ("obj", "iobj")
_PRONOUNS = ("PRP", "EX", "WP", "WDT", "DT")
_LEVEL = frozenset({"to", "from", "at"})
_BEYOND = frozenset({"above", "below", "past", "beyond"})  # "rose above $100" is where it rose to
_EXTREMES = frozenset({"high", "low", "peak", "record"})
_PARTICLES = frozenset({"in", "up", "down", "out", "back"})
_NOMINAL = ("NN", "JJ", "CD", "DT", "HYPH")
_INNER = 10  # words behind "of"


class Clause(NamedTuple):
    """The predicate that governs a quantity, and the word of the quantity's side that hangs from it."""

    verb: Word
    link: Word


class _Telling(NamedTuple):
    noun: str
    of: str | None
    cases: tuple[str, ...]
    prepositions: tuple[str, ...]
    kind: str | None


class Predicates:
    """Finds what the verb around a quantity says is measured. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.verbs = Participles(table["irregular"])
        self._linking = self.forms(table["linking"]["verbs"])
        change = table["change"]
        self._change = self.forms([verb for name, verbs in change.items() if name != "with_link" for verb in verbs])
        self._with_link = frozenset(change["with_link"])
        self._nouns_of_change = table["nouns_of_change"]
        self._receiving = self.forms(table["receiving"]["verbs"])
        self._weak = frozenset(table["weak"])
        self._pointing = frozenset(table["pointing"])
        self._past_forms = frozenset(
            form
            for form, verb in (*self._change.items(), *self._linking.items())
            if form.endswith("ed") or (form != verb and self.verbs.is_past(form))
        )
        self._expected = frozenset(table["expected"])
        self._having = self.forms(["have"])
        self._valuing = self.forms(table["valuing"])
        self._asking = self.forms(table["asking"])
        self._counting = frozenset(table["counting"])
        self._generic = table["generic"]
        self._told: dict[str, list[_Telling]] = {}
        for entry in table["verb"]:
            told = _Telling(
                entry["noun"],
                entry.get("of"),
                tuple(entry.get("with", ())),
                tuple(entry.get("prepositions", ())),
                entry.get("kind"),
            )
            for form in self.forms(entry["verbs"]):
                self._told.setdefault(form, []).append(told)

    def forms(self, verbs: Sequence[str]) -> dict[str, str]:
        """Return every form of ``verbs``, and the verb that it is a form of."""
        return {form: verb for verb in verbs for form in self.verbs.forms(verb)}

    def clause(self, site: Site) -> Clause | None:
        """Return the predicate above the quantity, past other quantities and nouns that only name one."""
        link = site.link
        if link is None:
            return None
        told = self._told_beside(site)
        if told is not None:
            return Clause(told, link)
        below, apart = link, self._is_apart(site)
        for word in (link, *link.ancestors()):
            if word.child("cop", "nsubj") is not None and (word is below or word.i in site.taken):
                return Clause(word, below)
            if word.i not in site.taken:
                if is_predicate(word) or (word.norm in self._linking and word.dep == "root"):
                    return Clause(word, below)
                if is_noun(word) and word.norm not in self._weak and not apart:
                    traded = word.head if word.dep == "obj" else None  # models hang "for $5 million" on what is sold for it
                    return Clause(traded, below) if traded is not None and self._trades(site, traded) else None
            below = word
        beside = next((child for child in link.children if child.child("cop", "nsubj") is not None), None)
        return None if beside is None else Clause(beside, link)

    def _is_apart(self, site: Site) -> bool:
        """Tell whether a comma parts "at an average of 5%" from what stands before: then it tells of the verb."""
        i = site.left
        if site.norm(i) != "of":
            return False
        while i > 0 and (site.norm(i - 1) in self._weak or site.words[i - 1].tag in {"DT", "JJ"}):
            i -= 1
        i -= 1
        return site.norm(i) == "at" and site.norm(i - 1) == ","

    def _told_beside(self, site: Site) -> Word | None:
        """Return the verb right before the quantity or its preposition, whatever the tree says: "fell as much as 5%"."""
        before = site.word(site.left)
        led = before is not None and before.norm in {"to", "by", "from", "at"}
        if led:
            before = site.word(site.left - 1)
        if led and before is not None and before.tag in {"RP", "RB", "IN"} and before.norm in _PARTICLES:
            before = site.word(site.left - 2)
        if before is None or before.i in site.taken or before.tag not in {"VBD", "VBZ", "VBP", "VB"}:
            return None
        moves = before.norm in self._change or (led and before.norm in self._linking)
        return before if moves and before.dep not in {"aux", "amod", "cop"} else None

    def who(self, site: Site, verb: Word) -> Word | None:
        """Return the subject of ``verb`` that is no claim: by the tree, else by the order of the words."""
        who = subject(verb, site.words)
        if who is not None and who.i in site.taken and not site.holds(who):  # a dateline, or a date
            others = [child for child in verb.children if child.dep == "nsubj" and child.i not in site.taken]
            who = others[-1] if others else subject_beside(verb, site.words)
        if who is None or (who.i in site.taken and not site.holds(who)):
            return opening_subject(site.words, verb, site.taken)
        return who

    def _trades(self, site: Site, verb: Word) -> bool:
        case = self.case(site)
        return bool(case) and any(case in told.cases for told in self._told.get(verb.norm, ()))

    def gives_quantity(self, verb: Word) -> bool:
        """Tell whether ``verb`` only links a measure to its quantity or tells of its change."""
        linked = verb.norm in self._linking or verb.norm in self._change or verb.child("cop") is not None
        return linked and self._change.get(verb.norm) != "add"  # "added to 10% of the salt" says nothing of a share

    def governing_noun(self, site: Site) -> Word | None:
        """Return the noun that the quantity hangs from: "inflation at 5%", "the fee, $3", "a rise to 5%"."""
        link = site.link
        for word in () if link is None else link.ancestors():
            if word.i in site.taken or word.norm in self._weak:
                continue
            return word if is_noun(word) and word.i < site.first else None
        return None

    def is_change(self, verb: Word) -> bool:
        """Tell whether ``verb`` tells of a rise, a fall or another change."""
        return verb.norm in self._change

    def is_linking(self, verb: Word) -> bool:
        """Tell whether ``verb`` links its subject to a quantity: amounts to, accounts for."""
        return verb.norm in self._linking

    def is_subject(self, site: Site, clause: Clause) -> bool:
        """Tell whether the quantity is itself the subject of the ``clause``: "5% live abroad"."""
        who = subject(clause.verb, site.words)
        if who is None:
            return site.reading.kind == "percent" and clause.verb.i == site.right
        return site.holds(who) or who is clause.link

    def measure(self, site: Site, clause: Clause, *, alone: bool) -> Phrase | None:
        """Return what the ``clause`` says is measured, an empty phrase where it points back ("it", "this figure"), or None.

        ``alone`` tells that no level stands beside a percentage: then the change itself is measured.
        """
        verb, case = clause.verb, self.case(site)
        if self.is_subject(site, clause):
            return self._generic_of(site, verb, None)
        who = self.who(site, verb)
        if who is not None and verb.dep.startswith("acl"):  # "exports of coffee totalling $5 million" are exports
            who = phrase_head(who)
        told = self._telling(site, verb, case)
        if told is not None and (alone or verb.norm not in self._change):
            return self._tell(site, verb, who, told)
        changed = self._change_of(site, verb, who, case, alone=alone)
        return self._plain(site, verb, who, case) if changed is None else changed

    def case(self, site: Site) -> str:
        """Return the preposition before the quantity and its hedges, or nothing."""
        before = site.word(site.left)
        extreme = site.word(site.left - 1)
        if before is not None and before.norm == "of" and extreme is not None and extreme.norm in _EXTREMES:  # "at a high of $5"
            before = next((word for word in reversed(site.words[: extreme.i]) if not word.tag.startswith(_NOMINAL)), None)
        if before is not None and before.tag in {"JJ", "VBN"} and before.dep == "amod":  # "at a subsidised $5"
            before = next((word for word in reversed(site.words[: before.i]) if word.tag != "DT"), None)
        return before.norm if before is not None and before.tag in {"IN", "TO", "RP"} else ""

    def _telling(self, site: Site, verb: Word, case: str) -> _Telling | None:
        kinds = {"percent"} if site.reading.kind == "percent" else {None, site.reading.kind}
        fitting = (
            told for told in self._told.get(verb.norm, ()) if (not told.cases or case in told.cases) and told.kind in kinds
        )
        return next(fitting, None)

    def _tell(self, site: Site, verb: Word, who: Word | None, told: _Telling) -> Phrase:
        phrase: Phrase = [Cited(told.noun, verb)]
        if told.of is not None:
            thing = who if told.of == "subject" or is_passive(verb) else self._object(site, verb) or who
            if thing is not None and self.names(thing, site):
                return [*phrase, "of", self._inner(thing, site)]
            return [*phrase, *behind(site, verb, ("to",))]
        return [*phrase, *behind(site, verb, (*told.prepositions, "to"))]

    def _change_of(self, site: Site, verb: Word, who: Word | None, case: str, *, alone: bool) -> Phrase | None:
        base = self._change.get(verb.norm)
        linked = case in {"to", "by", "from"} or not alone
        beyond = any(word.norm in _BEYOND for word in site.words[max(0, site.left + 1) : site.first])
        if base is None or (site.reading.kind != "percent" and not linked and base in self._with_link):
            return None
        thing = self._object(site, verb) or who
        if thing is None:
            return None
        if not self.names(thing, site):
            return []
        noun = self._nouns_of_change.get(base)
        if noun is not None and case not in _LEVEL and not beyond:
            return [Cited(noun, verb), "of", self._inner(thing, site)]
        return [self.named(thing, site)]

    def _plain(self, site: Site, verb: Word, who: Word | None, case: str) -> Phrase | None:
        base = self._linking.get(verb.norm)
        if verb.child("cop") is not None or base is not None or not verb.tag.startswith("VB"):
            thing = self._object(site, verb) if case in {"at", "to"} or verb.norm in self._valuing else None
            thing = thing or who
            if thing is None:
                return None
            return [self.named(thing, site)] if self.names(thing, site) else []
        if is_passive(verb) and who is not None and case in {"at", "to", "from"} and verb.norm not in self._receiving:
            return [self.named(who, site)] if self.names(who, site) else []
        thing = self._object(site, verb)
        at = case == "at" and thing is None and site.reading.kind != "distance"
        if at and who is not None and not who.tag.startswith("NNP"):
            return [self.named(who, site)] if self.names(who, site) else []
        if thing is not None and case == "to" and not self.names(thing, site):
            return []
        if thing is not None and self.names(thing, site) and site.reading.kind == "percent" and case in {"to", "at", "from"}:
            return [self.named(thing, site)]
        if thing is not None and self.names(thing, site) and site.reading.kind == "money":
            if case == "for" and verb.norm not in self._asking:
                return [Cited("price", verb), "of", self._inner(thing, site)]
            if case in {"at", "of"} or verb.norm in self._valuing:
                return [self.named(thing, site)]
        return self._generic_of(site, verb, who, case)

    def _generic_of(self, site: Site, verb: Word, who: Word | None, case: str = "") -> Phrase | None:
        """Return "amount raised from investors": the verb's participle, and what stands behind the quantity or by whom."""
        handled = is_passive(verb) and who is None  # "$5 million has been set aside"
        if not verb.tag.startswith("VB") or (verb.norm in self._linking and not handled) or verb.norm in self._having:
            thing = self._object(site, verb)
            if thing is not None and self.names(thing, site):
                return [self.named(thing, site)]
            shared = verb.norm in self._having and site.reading.kind == "percent" and who is not None and self.names(who, site)
            return [Cited("share", verb), "of", self._inner(who, site)] if shared and who is not None else None
        if site.reading.kind == "distance":  # that of a verb which moves nothing says nothing of it
            return None
        phrase: Phrase = [Cited(f"{self._generic[site.reading.kind]} {self.verbs.past(verb.norm)}", verb)]
        particle = verb.child("compound:prt")
        particle = None if particle is not None and site.left - 1 <= particle.i <= site.last else particle  # "saved up to $5"
        phrase += [[particle]] if particle is not None else []
        phrase += [case] if case in {"for", "on"} else []
        named = who is not None and self.names(who, site)
        if is_passive(verb) and named and who is not None and verb.norm in self._receiving and not site.holds(who):
            paid: Phrase = [Cited("payment", verb)] if verb.norm == "paid" and site.reading.kind == "money" else phrase
            return [*paid, "to", self._inner(who, site, 8), *behind(site, verb, ("for",))]
        rest = behind(site, verb, count=2)
        if not rest and named and who is not None and not is_passive(verb):
            return [*phrase, "by", self._inner(who, site, 6)]
        return [*phrase, *rest]

    def named(self, word: Word, site: Site) -> list[Word]:
        """Return the phrase of ``word``; of "the number of people" at a percentage, the people."""
        part = word.child("nmod")
        if site.reading.kind == "percent" and word.norm in self._counting and part is not None and part.child("case") is not None:
            return noun_phrase(part, site.taken)
        words = noun_phrase(word, site.taken)
        while len(words) > 1 and words[-1].norm in self._past_forms:  # a verb that the model took for a noun
            words.pop()
        if len(words) > 1 and words[-1].i + 1 == site.left and site.norm(site.left) in _LEVEL and words[-1].norm in self._change:
            words.pop()  # "saw the jobless rate soar to 5%"
        words = words[self._missed_verb(words, site) :]
        following = site.word(words[-1].i + 1) if words else None
        if following is not None and following.norm in self._expected and following.i not in site.taken:
            words.append(following)
        return reaching(words, site)

    def _missed_verb(self, words: list[Word], site: Site) -> int:
        """Return how many of ``words`` end with a verb that the model took for a noun: "the bank cut rates by 5%"."""
        if site.norm(site.left) not in _LEVEL | {"by"} or not words or words[-1].tag != "NNS":
            return 0
        verbs = (k for k in range(1, len(words) - 1) if words[k].norm in self._change and words[k].dep == "compound")
        return next((k + 1 for k in verbs if is_noun(words[k - 1])), 0)

    def _inner(self, word: Word, site: Site, room: int = _INNER) -> list[Word]:
        doer = word.child("nsubj") if word.tag == "VBG" else None  # "a loaf now selling at $1 would cost $2" is a loaf
        if word.tag.startswith("VB") and (doer is None or not is_noun(doer)):
            return [word, *tail(word, site, room)]
        word = doer or word
        return noun_phrase(word, site.taken, room, inner=True)

    def _object(self, site: Site, verb: Word) -> Word | None:
        rate = range(site.last + 1, site.right)  # "a barrel" is no object
        before = site.word(site.left)
        if before is not None and before.dep == "compound" and before.i > verb.i and before.head is site.link and is_noun(before):
            return before  # "cut emissions 55%"
        return next(
            (child for child in verb.children if child.dep in _OBJECTS and child.i not in site.taken and child.i not in rate),
            None,
        )

    def names(self, word: Word, site: Site) -> bool:
        """Tell whether ``word`` names what is measured and does not point to it: not "it", not "this figure"."""
        if word.i in site.taken or (word.tag.startswith(_PRONOUNS) and not (word.form.isupper() and len(word.form) > 1)):
            return False
        return word.norm not in self._pointing or word.child("nmod", "compound", "amod", "acl", "nmod:poss") is not None
