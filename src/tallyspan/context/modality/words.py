"""The words of ``rules/modality.toml``, every form of each, as look-ups."""

from collections.abc import Iterable, Mapping
from typing import Any

from tallyspan import rules
from tallyspan.context.forms import all_forms, plural

QUOTES = frozenset({"\u201c", "\u201d", '"', "``", "''"})


class Verb:
    """One entry of ``[[verb]]``: what it makes of its object, or of the clause under it.

    ``via`` are the prepositions that lead its object, if it needs one; ``particle`` is the adverb that it needs. Beside a
    ``dated`` verb stands the date of the event. A ``result`` may stand behind its object ("wants the tax raised"); one of the
    ``present`` means it only in that tense, an ``indirect`` one not of its object itself; one of no ``infinitive`` says
    nothing of that ("considered to be"). One of ``things`` means it of these alone, or of an amount itself.
    """

    __slots__ = (
        "clause",
        "dated",
        "indirect",
        "infinitive",
        "modality",
        "object",
        "particle",
        "present",
        "result",
        "things",
        "via",
    )

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self.modality: str = entry["modality"]
        self.object: bool = "object" in entry["takes"]
        self.clause: bool = "clause" in entry["takes"]
        self.via = frozenset(entry.get("via", ()))
        self.particle: str = entry.get("particle", "")
        self.things: frozenset[str] | None = frozenset(entry["things"]) if "things" in entry else None
        self.dated: bool = entry.get("dated", False)
        self.result: bool = "result" in entry["takes"]
        self.infinitive: bool = entry.get("infinitive", entry["modality"] != "hypothetical")
        self.indirect: bool = entry.get("indirect", False)
        self.present: bool = entry.get("present", False)


class Noun:
    """One entry of ``[[noun]]`` or ``[[adjective]]``: what it makes of what hangs on it, or only of clauses."""

    __slots__ = ("modality", "only_clause")

    def __init__(self, entry: Mapping[str, Any]) -> None:
        self.modality: str = entry["modality"]
        self.only_clause: bool = entry.get("only_clause", False)


class ModalWords:
    """All of them; keys are words in lower case, as printed."""

    def __init__(self) -> None:
        table = rules.read("modality")
        self.verbs: dict[str, list[Verb]] = {}
        for entry in table["verb"]:
            verb = Verb(entry)
            for form in sorted(_verb_forms(entry)):
                self.verbs.setdefault(form, []).append(verb)
        self.adjectives = {word: Noun(entry) for entry in table["adjective"] for word in entry["words"]}
        self.nouns = {form: Noun(entry) for entry in table["noun"] for form in _nouns(entry["words"])}
        self.modifiers: dict[str, str] = {word: entry["modality"] for entry in table["modifier"] for word in entry["words"]}
        self.auxiliaries: dict[str, str] = {word: kind for kind, words in table["auxiliary"].items() for word in words}
        self.motion = frozenset(table["motion"]["verbs"])
        self.negations = frozenset(table["negation"]["words"])
        self.undone_by = frozenset(table["negation"]["undone_by"])
        self.instead = frozenset(table["negation"]["instead"])
        self.nobody = frozenset(table["negation"]["nobody"])
        self.evidence = _nouns(table["negation"]["evidence"])
        self.hearsay = _nouns(table["negation"]["hearsay"])
        self.denying = all_forms(table["negation"]["denying"])
        self.dropping = all_forms(table["negation"]["dropping"])
        self.bounding = all_forms(table["negation"]["bounding"])
        self.conditions = frozenset(table["condition"]["marks"])
        self.announcing = all_forms(table["announce"]["verbs"])
        self.announced = _nouns(table["announce"]["things"])
        self.reporting = all_forms(table["report"]["words"], table["report"]["irregular"])
        self.asking = all_forms(table["report"]["asking"], ["knew", "known", "saw", "seen"])
        self.conditional = _nouns(table["report"]["conditional"])
        self.ordering = frozenset(table["order"]["verbs"])
        self.paying = frozenset(table["order"]["pay"])
        self.present = frozenset(table["standing"]["now"])
        self.places = frozenset(table["standing"]["places"])
        self.costs = frozenset(table["level"]["costs"])
        self.polls = _nouns(table["report"]["polls"])
        self.odds = frozenset(table["standing"]["odds"])
        self.more = frozenset(table["negation"]["more"])
        self.changes = _nouns(table["change"]["nouns"])
        self.alike = frozenset(table["change"]["alike"])
        self.attaining = all_forms(table["change"]["attain"])
        self.setting = all_forms(table["level"]["verbs"], table["level"]["irregular"])
        self.putting = all_forms(table["level"]["putting"], ["seen"])
        self.estimates = _nouns(table["consensus"]["noun"])
        self.foreseers = _nouns(table["consensus"]["owners"])
        self.fixed = _nouns(table["fixed"]["nouns"])
        self.drafts = _nouns(table["draft"]["nouns"])
        self.containing = all_forms(table["draft"]["verbs"], table["draft"]["irregular"])
        self.ahead = frozenset(table["forward"]["ahead"])
        self.behind = frozenset(table["forward"]["behind"])
        self.dated = frozenset(form for form, cues in self.verbs.items() if any(cue.dated for cue in cues))


def _nouns(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word, plural(word)))


def _verb_forms(entry: Mapping[str, Any]) -> frozenset[str]:
    only: dict[str, list[str]] = entry.get("only", {})
    regular = all_forms((word for word in entry["words"] if word not in only), entry.get("irregular", ()))
    return regular | {form for some in only.values() for form in some}
