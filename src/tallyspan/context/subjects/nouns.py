"""Nouns that a definite phrase is built on: which of them say themselves whom they mean, and their singular."""

from tallyspan.syntax import Word

_OF_MANY = frozenset({"first", "second", "last", "next", "only", "other"})  # "the first team to win": not the one named before


def identifies(child: Word) -> bool:
    """Tell whether ``child`` says which one its noun means, so that none named before need be meant."""
    if child.dep == "amod" and (child.tag == "JJS" or child.norm in _OF_MANY):
        return True
    return child.dep in {"acl", "acl:relcl", "nmod", "nmod:poss"} or child.tag.startswith("NNP")


def singular(noun: Word) -> tuple[str, bool]:
    """Return ``noun`` in the singular, and whether it stood in the plural."""
    word = noun.norm
    if noun.tag not in {"NNS", "NNPS"}:
        return word, False
    for ending, singular in (("ies", "y"), ("men", "man"), ("sses", "ss"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + singular, True
    return word, True
