"""The noun that a verb becomes when a clause is made a noun phrase: "launch of", "visit to", "sinking of"."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tallyspan.context.measure.words.participles import Participles

_SHORTEST = 2  # letters before an ending
_EVENTFUL = ("ation", "ition", "ction", "sion", "ing", "ence", "ance", "quake")


class Nominal(NamedTuple):
    """A noun, the preposition of what the verb had as object, and whether it is only the verb's form in -ing."""

    noun: str
    preposition: str = "of"
    gerund: bool = False


class Nominals:
    """Makes nouns of verbs. ``table`` is that of ``rules/event.toml``."""

    def __init__(self, table: Mapping[str, Any], verbs: Participles) -> None:
        self._verbs = verbs
        self._listed: dict[str, Nominal] = {}
        for verb, entry in table["nouns"].items():
            noun, _, preposition = entry.partition(" ")
            for form in verbs.forms(verb):
                self._listed.setdefault(form, Nominal(noun, preposition or "of"))
        self._events = frozenset([*table["occasions"], *(entry.partition(" ")[0] for entry in table["nouns"].values())])
        endings = dict(table["endings"])
        self._except = frozenset(form for verb in endings.pop("except") for form in verbs.forms(verb))
        self._endings = {form: (len(form), made) for verb, made in endings.items() for form in _endings(verb)}

    def is_event(self, noun: str) -> bool:
        """Tell whether ``noun`` (in lower case, also as a plural) names what happens rather than who or what does it."""
        return noun in self._events or noun.removesuffix("s") in self._events or noun.endswith(_EVENTFUL)

    def of(self, form: str) -> Nominal:
        """Return the noun of the verb of which ``form`` (in lower case) is any form: "sale" of "sold", "passing" of "passed"."""
        listed = self._listed.get(form)
        if listed is not None:
            return listed
        for ending, (length, made) in self._endings.items():
            stem = form[:-length] if form.endswith(ending) else ""
            if len(stem) > _SHORTEST and form not in self._except and (made != "ation" or stem[-1] not in "eo"):
                return Nominal(stem + made)
        return Nominal(self._verbs.gerund(form), gerund=True)


def _endings(verb: str) -> tuple[str, ...]:
    """Return how the forms of a verb in -ate or -ify end."""
    if verb.endswith("y"):
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    return verb, verb + "s", verb + "d", verb[:-1] + "ing"
