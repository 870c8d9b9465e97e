"""Measures that a verb tells: "exports rose 5%", "it cost $3 million", "they raised $32 million from investors"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.context.beside import Phrase
from tallyspan.context.participles import Participles
from tallyspan.context.noun_phrase import is_mark, is_noun, noun_phrase
from tallyspan.context.site import Site, is_predicate, subject
from tallyspan.syntax import Word

_OBJECTS = ("obj", "iobj")
_PRONOUNS = ("PRP", "EX", "WP", "WDT", "DT")


class Clause(NamedTuple):
    """The predicate that governs a quantity, and the word of the quantity's side that hangs from it."""

    verb: Word
    link: Word


class Telling(NamedTuple):
    """What a verb of the table makes of its subject or object."""

    noun: str
    of: str | None
    cases: tuple[str, ...]
    prepositions: tuple[str, ...]
    kind: str | None


class Predicates:
    """Finds what the verb around a quantity says is measured. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs = Participles(table["irregular"])
        self._linking = self._forms(table["linking"]["verbs"])
        change = table["change"]
        self._change = self._forms([verb for verbs in change.values() for verb in verbs])
        self._nouns_of_change = table["nouns_of_change"]
        self._owning = self._forms(table["owning"])
        self._weak = frozenset(table["weak"])
        self._pointing = frozenset(table["pointing"])
        self._generic = table["generic"]
        self._told: dict[str, list[Telling]] = {}
        for entry in table["verb"]:
            told = Telling(
                entry["noun"],
                entry.get("of"),
                tuple(entry.get("with", ())),
                tuple(entry.get("prepositions", ())),
                entry.get("kind"),
            )
            for form in self._forms(entry["verbs"]):
                self._told.setdefault(form, []).append(told)

    def _forms(self, verbs: Sequence[str]) -> dict[str, str]:
        return {form: verb for verb in verbs for form in self._verbs.forms(verb)}

    def clause(self, site: Site) -> Clause | None:
        """Return the predicate above the quantity, past other quantities and nouns that only name one."""
        link = site.link
        if link is None:
            return None
        word: Word | None = link
        below = link
        while word is not None:
            if word.i not in range(site.first, site.last + 1) or word.child("cop", "nsubj") is not None:
                if is_predicate(word) and (word.i not in site.taken or word.child("cop", "nsubj") is not None):
                    return Clause(word, below)
                if word.i not in site.taken and word.norm not in self._weak and not self._is_verb_form(word):
                    return None
                if self._is_verb_form(word) and word.i not in site.taken:
                    return Clause(word, below)
            below, word = word, word.head
        return None

    def _is_verb_form(self, word: Word) -> bool:
        """Tell whether a word that the tagger took for a noun is a verb of ours: "trade amounts to"."""
        return word.norm in self._linking and word.child("nsubj") is not None

    def governing_noun(self, site: Site) -> Word | None:
        """Return the noun that the quantity hangs from: "inflation at 5%", "the fee, $3", "a rise to 5%"."""
        link = site.link
        for word in () if link is None else link.ancestors():
            if word.i in site.taken or word.norm in self._weak:
                continue
            return word if is_noun(word) and word.i < site.first else None
        return None

    def measure(self, site: Site, clause: Clause, *, alone: bool) -> Phrase | None:
        """Return what the ``clause`` says is measured, or None where it points elsewhere ("it", "this figure").

        ``alone`` tells that no level stands beside a percentage: then the change itself is measured.
        """
        verb, link = clause
        case = self._case(site)
        who = subject(verb)
        if who is not None and (who.i in range(site.first, site.last + 1) or who is link):
            return self._as_subject(site, verb)
        told = self._telling(site, verb, case)
        if told is not None:
            return self._tell(site, verb, who, told)
        return self._change_of(site, verb, who, case, alone=alone) or self._plain(site, verb, who, case)

    def _case(self, site: Site) -> str:
        before = site.word(site.left)
        return before.norm if before is not None and before.tag in {"IN", "TO", "RP", ""} else ""

    def _telling(self, site: Site, verb: Word, case: str) -> Telling | None:
        for told in self._told.get(verb.norm, ()):
            if (
                (not told.cases or case in told.cases)
                and told.kind in {None, site.reading.kind}
                and site.reading.kind != "percent"
            ):
                return told
        return None

    def _tell(self, site: Site, verb: Word, who: Word | None, told: Telling) -> Phrase:
        phrase: Phrase = [told.noun]
        if told.of is not None:
            passive = verb.child("nsubj:pass", "aux:pass") is not None or verb.dep == "acl"
            thing = who if told.of == "subject" or passive else self._object(site, verb)
            if thing is not None and self._names(thing, site):
                return [*phrase, "of", noun_phrase(thing, site.taken, 10)]
        return [*phrase, *self._complements(site, verb, told.prepositions, 1)]

    def _change_of(self, site: Site, verb: Word, who: Word | None, case: str, *, alone: bool) -> Phrase | None:
        base = self._change.get(verb.norm)
        if base is None or (site.reading.kind != "percent" and case not in {"to", "by", "from"} and base not in {"rise", "fall"}):
            return None
        thing = self._object(site, verb) or who
        if thing is None or not self._names(thing, site):
            return None
        words = noun_phrase(thing, site.taken, 10)
        noun = self._nouns_of_change.get(base)
        if alone and noun is not None and case not in {"to", "from", "at"} and site.reading.kind == "percent":
            return [
                noun,
                "of"
                if noun not in {"increase", "rise", "fall", "drop", "decline", "decrease", "cut", "reduction"} or True
                else "in",
                words,
            ]
        return [words]

    def _plain(self, site: Site, verb: Word, who: Word | None, case: str) -> Phrase | None:
        copular = verb.child("cop") is not None
        if copular or verb.norm in self._linking:
            thing = who
            if thing is None or not self._names(thing, site):
                return None
            return [noun_phrase(thing, site.taken)]
        if verb.tag.startswith("JJ"):
            return [noun_phrase(who, site.taken)] if who is not None and self._names(who, site) else None
        return self.generic(site, verb, who)

    def generic(self, site: Site, verb: Word, who: Word | None) -> Phrase | None:
        """Return "amount raised from investors": the verb's participle, and what stands behind the quantity or by whom."""
        if not verb.tag.startswith("VB") or verb.norm in self._linking:
            return None
        phrase: Phrase = [f"{self._generic[site.reading.kind]} {self._verbs.past(verb.norm)}"]
        particle = verb.child("compound:prt")
        if particle is not None:
            phrase.append([particle])
        rest = self._complements(site, verb, (), 2)
        passive = verb.child("nsubj:pass", "aux:pass") is not None
        if not rest and who is not None and self._names(who, site) and not passive:
            rest = ["by", noun_phrase(who, site.taken, 6)]
        return phrase + rest

    def _object(self, site: Site, verb: Word) -> Word | None:
        return next((child for child in verb.children if child.dep in _OBJECTS and child.i not in site.taken), None)

    def _names(self, word: Word, site: Site) -> bool:
        return word.i not in site.taken and not word.tag.startswith(_PRONOUNS) and word.norm not in self._pointing

    def _complements(self, site: Site, verb: Word, prepositions: Sequence[str], count: int) -> Phrase:
        """Return up to ``count`` prepositional phrases behind the quantity: "from investors", "for the house"."""
        found: Phrase = []
        for word in self._behind(site, verb):
            case = word.child("case", "mark")
            if (
                case is None
                or case.i <= site.last
                or any(one.i in site.taken for one in word.children)
                or (prepositions and case.norm not in prepositions)
            ):
                continue
            if case.norm in {
                "as",
                "after",
                "before",
                "since",
                "until",
                "during",
                "despite",
                "while",
                "because",
                "if",
                "through",
                "including",
                "than",
                "according",
            }:
                continue
            if is_noun(word) and case.dep == "case":
                found.append([case, *noun_phrase(word, site.taken, 8)])
            elif word.tag == "VB" and case.norm == "to" and not found:
                words = [one for one in word.subtree() if not is_mark(one)]
                if len(words) <= 8 and not any(one.i in site.taken or one.dep.startswith("nsubj") for one in words):
                    found.append(words)
            if len(found) == count:
                break
        return found

    def _behind(self, site: Site, verb: Word) -> Iterator[Word]:
        """Yield what hangs behind the quantity, from it or from the verb: models often take one for the other."""
        link = site.link
        both = [*verb.children, *(link.children if link is not None else ())]
        yield from sorted(
            (
                word
                for word in both
                if word.i > site.last and word.i not in site.taken and word.dep in {"obl", "nmod", "advcl", "acl", "xcomp"}
            ),
            key=lambda word: word.i,
        )

    def _as_subject(self, site: Site, verb: Word) -> Phrase | None:
        """Return the measure of "$5 million was raised for the school", "5% live abroad"."""
        passive = verb.child("nsubj:pass", "aux:pass") is not None
        if site.reading.kind != "percent" or passive:
            return self.generic(site, verb, None)
        if not verb.tag.startswith("VB"):
            return None
        tail = self.verb_phrase(site, verb)
        return [f"those {self._verbs.gerund(verb.norm)}", tail] if tail else None

    def verb_phrase(self, site: Site, verb: Word, room: int = 7) -> list[Word]:
        """Return what stands behind ``verb`` in its own clause, cut where a claim, a mark or another clause comes."""
        return tail(verb, site, room)

    def predicated(self, site: Site, noun: Word, words: list[Word]) -> Phrase:
        """Return the noun of "10% of X" with what the sentence says of that part of it: "X that use the internet"."""
        link = site.link
        if link is None or site.reading.kind != "percent" or link.dep not in {"nsubj", "nsubj:pass"} or link.head is None:
            return [words]
        verb = link.head
        room = 12 - len(words)
        if verb.norm in self._linking and verb.child("cop") is None:
            return [words]
        passive = verb.child("aux:pass") is not None
        rest = tail(verb, site, room - 2)
        if passive and verb.tag in {"VBN", "VBD"}:
            return [words, [verb, *rest]]
        first = [child for child in verb.children if child.dep in {"aux", "cop", "aux:pass"} and noun.i < child.i <= verb.i]
        negated = [child for child in verb.children if child.norm in {"not", "n't", "never"} and child.i < verb.i]
        group = sorted([*first, *negated], key=lambda word: word.i)
        if not rest and verb.child("cop") is None and verb.children[-1].i > verb.i and not is_mark(verb.children[-1]):
            return [words]
        before = (
            [word for word in noun_phrase(verb, site.taken) if word.i < verb.i and word.i > noun.i]
            if verb.child("cop") is not None
            else []
        )
        return [words, "that", [*group, *before, verb, *rest]]


def tail(verb: Word, site: Site, room: int) -> list[Word]:
    """Return the words behind ``verb`` that complete it, at most ``room`` of them."""
    found: list[Word] = []
    for child in verb.children:
        if child.i < verb.i:
            continue
        if is_mark(child) or child.dep in {"conj", "cc", "parataxis", "advcl", "acl:relcl"} or child.i in site.taken:
            if child.i in site.taken and not is_mark(child):
                continue
            break
        if is_noun(child):
            words = [*[one for one in child.children if one.dep == "case" and one.i < child.i], *_with_article(child, site, room)]
        else:
            words = [one for one in child.subtree() if not is_mark(one) or one.norm in {"-", "'"}]
        if len(found) + len(words) > room or any(one.i in site.taken for one in words):
            break
        found += words
    return found


def _with_article(noun: Word, site: Site, room: int) -> list[Word]:
    words = noun_phrase(noun, site.taken, room)
    article = noun.child("det", "nmod:poss")
    return [article, *words] if article is not None and words and article.i == words[0].i - 1 else words
