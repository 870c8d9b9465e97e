"""The words of speech: verbs of saying and their forms, and the nouns around them, as ``rules/speech.toml`` lists them."""

from collections.abc import Iterable
from typing import NamedTuple

from tallyspan import rules
from tallyspan.context.forms import plural
from tallyspan.context.speaker.frames.stance_words import StanceWords

KINDS = ("say", "tell", "announce", "expect", "show", "find", "put", "speak", "issue")
_SHAPES = ("base", "s", "past", "ing", "participle")


class Verb(NamedTuple):
    """One form of a verb of saying: its ``kinds`` (see ``speech.toml``) and ``shapes`` (base, s, past, ing, participle).

    A ``quoting`` one speaks only beside a quotation or "that", a ``clausal`` one also before a clause.
    """

    kinds: frozenset[str]
    shapes: frozenset[str]
    quoting: bool
    clausal: bool


class SpeechWords:
    """The tables of ``speech.toml``, every word in lower case."""

    def __init__(self) -> None:
        table = rules.read("speech")
        self.verbs = _verbs(table)
        self.prepositions = [tuple(phrase.split()) for phrase in table["sources"]["prepositions"]]
        self.preposition_starts = frozenset(phrase[0] for phrase in self.prepositions)
        self.stance = StanceWords()
        self.speaking_words = self.preposition_starts.union(self.verbs, self.stance.triggers)
        self.having = frozenset(form for form, verb in self.verbs.items() if verb.kinds == {"have"})
        self.triggers = self.speaking_words - self.stance.common - self.having
        nouns = table["nouns"]
        self.evidence = frozenset(nouns["evidence"])
        self.bare = frozenset(nouns["bare"])
        self.issued = frozenset(nouns["issued"])
        self.mute = frozenset(form for line in table["mute"]["forms"] for form in line.split())
        self.occasions = frozenset(nouns["occasions"])
        self.verbs_too = frozenset(nouns["verbs_too"])
        self.only_verbs = frozenset(
            form for form, verb in self.verbs.items() if verb.shapes == {"s"} and not verb.quoting and form not in self.verbs_too
        )  # "reckons" is no noun, whatever a tagger makes of it
        self.titles = frozenset(nouns["titles"])
        self.bodies = frozenset(nouns["bodies"])
        self.showing = frozenset(form for form, verb in self.verbs.items() if verb.kinds & {"show", "find"})
        self.companies = frozenset(nouns["companies"])
        self.named_bodies = frozenset(nouns["named_bodies"])
        self.finders = frozenset(table["find"]["subjects"])
        self.estimated = frozenset(table["put"]["objects"])
        self.function = frozenset(table["function"]["words"])
        self.people = self.titles | self.bodies | self.finders | frozenset(nouns["people"])
        self.speaking = self.people | self.stance.subjects | frozenset(map(plural, self.titles | self.bodies | self.people))
        self.no_person = self.function | self.bodies | self.evidence | self.titles | frozenset(table["function"]["determiners"])
        self.leaning = (
            frozenset({"he", "she", "they", "it", "its", "her", "his", "their"})
            | self.companies
            | self.titles
            | self.named_bodies
        )
        self.determiners = frozenset(table["function"]["determiners"])


def _verbs(table: dict[str, dict[str, list[str]]]) -> dict[str, Verb]:
    """Return each form with all the kinds and shapes it may have."""
    kinds: dict[str, set[str]] = {}
    shapes: dict[str, set[str]] = {}
    quoting: set[str] = set()
    clausal: set[str] = set()
    for kind in KINDS:
        bare, claused = set(table[kind].get("quoting", ())), set(table[kind].get("clausal", ()))
        for line in table[kind]["forms"]:
            forms = line.split()
            if forms[0] in bare:
                quoting.update(forms)
            if forms[0] in claused:
                clausal.update(forms)
            for form, shape in _shaped(forms):
                kinds.setdefault(form, set()).add(kind)
                shapes.setdefault(form, set()).add(shape)
    return {
        form: Verb(frozenset(found), frozenset(shapes[form]), form in quoting, form in clausal) for form, found in kinds.items()
    }


def _shaped(forms: list[str]) -> Iterable[tuple[str, str]]:
    """Yield each form with its shape; the past serves as participle where none is given."""
    yield from zip(forms, _SHAPES, strict=False)
    if len(_SHAPES) > len(forms) > 2:  # noqa: PLR2004
        yield forms[2], "participle"
