"""How one quantity leans on another: conversions, lists, comparisons, and dates that say when a quantity held."""

from collections.abc import Collection, Sequence

from tallyspan.context.measure.words.site import Site

_CONVERTING = frozenset(
    {("or",), (",", "or"), (",", "or", "about"), ("/",), ("-", "or"), ("\u2013",), ("equal", "to"), (",", "equal", "to")}
)
_LONGEST_CONVERSION = 4  # words between the two
_OPENING = frozenset({"(", "["})
_LISTING = frozenset({",", "and", "or", ";", "&"})
_ENDING = frozenset({",", ";", ".", "and", ")", "["})
_COMPASS = frozenset({"north", "south", "east", "west"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WHEN = frozenset({"in", "on", "for", "during"})
_WHEN_WORDS = 3
_MADE = frozenset(
    {"made", "given", "published", "issued", "recorded", "reported", "seen", "registered", "forecast", "predicted", "posted"}
)
_FARTHEST = 12  # claims to look back over
_FARTHEST_CHARACTERS = 800  # from one sentence to the next that points back to it
_SEGMENT = 12  # words
_CHANGE_WORDS = 12  # between a change and the level it led to

Sites = Sequence[Site | None]


def last_quantity(sites: Sites, i: int, *, anywhere: bool = False) -> int | None:
    """Return which quantity stands last before the one at ``i``: in its sentence, or ``anywhere``, any; else of the same kind."""
    this = sites[i]
    for j in range(i - 1, max(-1, i - 1 - _FARTHEST), -1):
        other = sites[j]
        if other is None or this is None or other.reading.kind == "date":
            continue
        if this.tree.start - other.tree.end > _FARTHEST_CHARACTERS:
            return None
        if anywhere or other.tree is this.tree or other.reading.kind == this.reading.kind:
            return j
    return None


def converts(near: Site, place: Site) -> bool:
    """Tell whether ``place`` gives the quantity or date right before it once more: in brackets, or after "or"."""
    between = tuple(word.norm for word in place.words[near.last + 1 : min(place.first, near.last + 2 + _LONGEST_CONVERSION)])
    return len(between) <= _LONGEST_CONVERSION and (bool(_OPENING & set(between[:1])) or between in _CONVERTING)


def leans(near: Site, place: Site, comparing: Collection[str]) -> bool:
    """Tell whether ``place`` only continues a list, a comparison or a change that ``near`` began in the same sentence."""
    between = [word for word in place.words[near.last + 1 : place.left + 1] if word.i not in place.taken]
    if not between:
        return True
    link = place.norm(place.left)
    if link in {"to", "with"} and place.norm(place.left - 1) == "compared":
        return True
    if link == "from" and place.norm(place.left - 1) in {"up", "down"}:
        return near.reading.kind == place.reading.kind
    if link in comparing:
        return not any(word.tag.startswith("VB") for word in between)
    if link in {"up", "down"} and place.norm(place.left - 1) == ",":
        return place.left - 2 in place.taken
    if link not in _LISTING:
        return False
    same_unit = near.reading.unit == place.reading.unit
    return not any(word.tag.startswith("VB") for word in between) or (same_unit and _is_bare(place))


def _is_bare(place: Site) -> bool:
    """Tell whether nothing but a preposition's phrase follows the quantity, up to the next mark or "and"."""
    for i in range(place.right, min(place.right + _SEGMENT, len(place.words))):
        word = place.words[i]
        if word.norm in _ENDING or i in place.taken:
            return True
        if word.tag in _FINITE or (i == place.right and word.tag not in {"IN", "TO", "RB"} and word.norm not in _COMPASS):
            return False
    return True


def quantity_of_date(sites: Sites, i: int) -> int | None:
    """Return which quantity the date at ``i`` belongs to: the one right before it, as in "5% in 2018"."""
    this, other = sites[i], sites[i - 1] if i else None
    if this is None or other is None or other.tree is not this.tree or other.reading.kind == "date":
        return None
    between = this.first - other.last - 1
    said = [word.norm for word in this.words[other.last + 1 : this.first]]
    bare = between == 0 or (said[0] in _MADE and all(norm in _WHEN for norm in said[1:]))
    follows = 0 < between <= _WHEN_WORDS and other.right == other.last + 1 and this.norm(other.right) in _WHEN
    return i - 1 if bare or follows else None


def has_level(sites: Sites, i: int) -> bool:
    """Tell whether the sentence gives the level that was reached beside the change at ``i``: "rose 5% to $12 billion"."""
    this = sites[i]
    for j in (i - 1, i + 1, i + 2):
        other = sites[j] if 0 <= j < len(sites) else None
        if this is None or other is None or other.tree is not this.tree or other.reading.kind == "date":
            continue
        link = other.norm(other.left)
        level = link == "to" or (link == "from" and other.reading.unit != this.reading.unit)
        if level and abs(other.first - this.last) < _CHANGE_WORDS:
            return True
    return False
