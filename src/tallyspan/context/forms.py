"""Forms of English words, made from their base forms, so that rule data need list only the irregular ones."""

from collections.abc import Iterable, Iterator

_SIBILANT = ("s", "x", "z", "ch", "sh")
_VOWELS = frozenset("aeiou")


def plural(noun: str) -> str:
    """Return the regular plural of ``noun``.

    >>> plural("strategy"), plural("promise"), plural("wish")
    ('strategies', 'promises', 'wishes')
    """
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_SIBILANT) else f"{noun}s"


def verb_forms(verb: str) -> Iterator[str]:
    """Yield ``verb`` and its regular forms; a final consonant is doubled too, where it might be.

    >>> sorted(verb_forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    >>> {"planned", "planning", "plans"} <= set(verb_forms("plan"))
    True
    """
    yield verb
    yield plural(verb)
    if verb.endswith("e"):
        yield f"{verb}d"
        yield f"{verb[:-1]}ing"
        return
    yield f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2:-1] not in _VOWELS else f"{verb}ed"
    yield f"{verb}ing"
    if verb[-1] not in _VOWELS | set("wxy") and verb[-2:-1] in _VOWELS and verb[-3:-2] not in _VOWELS:
        yield f"{verb}{verb[-1]}ed"
        yield f"{verb}{verb[-1]}ing"


def all_forms(verbs: Iterable[str], irregular: Iterable[str] = ()) -> frozenset[str]:
    """Return every form of every one of ``verbs``, and the ``irregular`` ones."""
    return frozenset([*irregular, *(form for verb in verbs for form in verb_forms(verb))])
