"""Forms of English verbs: a participle or a gerund from whatever form the text has."""

from collections.abc import Iterable

_VOWELS = "aeiou"
_DOUBLED = frozenset(
    {
        "begin", "admit", "permit", "submit", "commit", "omit", "emit", "transmit", "refer", "transfer", "prefer", "defer",
        "occur", "recur", "regret", "control", "patrol", "compel", "expel", "propel", "rebel", "outbid", "upset", "forbid",
        "forget", "offset",
    }
)  # fmt: skip
_PREFIXES = ("with", "over", "under", "fore", "out", "up", "re", "mis")
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")


class Participles:
    """Makes forms of verbs.

    ``irregular`` lists those that do not follow the rules: base, past tense, past participle and any other odd forms.
    """

    def __init__(self, irregular: Iterable[str]) -> None:
        self._base: dict[str, str] = {}
        self._participle: dict[str, str] = {}
        self._forms: dict[str, list[str]] = {}
        for entry in irregular:
            base, past, participle, *more = entry.split()
            self._participle[base] = participle
            self._forms[base] = [base, _third(base), _gerund(base), past, participle, *more]
            for form in self._forms[base]:
                self._base.setdefault(form, base)

    def forms(self, base: str) -> list[str]:
        """Return the forms of the verb ``base``."""
        return self._forms.get(base) or [base, _third(base), _gerund(base), _past(base)]

    def is_past(self, form: str) -> bool:
        """Tell whether ``form`` is the past tense of an irregular verb, and nothing else of it."""
        base = self._base.get(form)
        return base is not None and form not in {base, _third(base), _gerund(base)}

    def past(self, form: str) -> str:
        """Return the past participle of the verb of which ``form`` (in lower case) is any form.

        >>> Participles(["pay paid paid"]).past("pays"), Participles([]).past("seizing")
        ('paid', 'seized')
        """
        base = self._base.get(form)
        if base is not None:
            return self._participle[base]
        prefix = next((prefix for prefix in _PREFIXES if form.startswith(prefix) and form[len(prefix) :] in self._base), None)
        if prefix is not None:
            return prefix + self._participle[self._base[form[len(prefix) :]]]
        if form.endswith("ed"):
            return form
        if form.endswith("ing") and len(form) > len("ring"):
            return _past(form[:-3]) if form[-4] == "y" else form[:-3] + "ed"
        return _past(_infinitive(form))

    def gerund(self, form: str) -> str:
        """Return the form in -ing of the verb of which ``form`` (in lower case) is any form.

        >>> Participles(["sink sank sunk"]).gerund("sank"), Participles([]).gerund("crossed"), Participles([]).gerund("lives")
        ('sinking', 'crossing', 'living')
        """
        base = self._base.get(form)
        if base is not None:
            return _gerund(base)
        if form.endswith("ing") and len(form) > len("ring"):
            return form
        if form.endswith("ied"):
            return form[:-3] + "ying"
        if form.endswith("eed"):
            return form[:-1] + "ing"
        if form.endswith("ed"):
            return form[:-2] + "ing"
        return _gerund(_infinitive(form))


def _infinitive(form: str) -> str:
    """Return what ``form`` is without the ending of the third person."""
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith("es") and form[:-2].endswith(_SIBILANT) and not form[:-2].endswith(("as", "os", "us", "is", "z")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith("ss") else form


def _third(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(_SIBILANT) else "s")


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return _doubled(base) + "ed"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "ye", "oe")) and len(base) > len("be"):
        return base[:-1] + "ing"
    return _doubled(base) + "ing"


def _doubled(base: str) -> str:
    """Double the last consonant of a word of one short syllable, or stressed on the last one: plan, planned."""
    if base in _DOUBLED:
        return base + base[-1]
    if len(base) < len("cut") or base[-1] in "aeiouwxy" or base[-2] not in _VOWELS or base[-3] in _VOWELS:
        return base
    return base + base[-1] if sum(letter in _VOWELS for letter in base) == 1 else base
