"""The readings around one reading, in a number that does not grow with the article."""

from bisect import bisect_left

from tallyspan.context.page import Page
from tallyspan.reading import Reading
from tallyspan.syntax import Tree

_NEAR = 8  # readings on either side


def place(page: Page, reading: Reading) -> int:
    """Return the place of ``reading`` among those of ``page``."""
    return bisect_left(page.readings, reading.start, key=lambda one: one.start)


def near(page: Page, tree: Tree, reading: Reading) -> list[Reading]:
    """Return the readings in the sentence of ``tree`` that stand within a few places of ``reading``, and itself, in order."""
    here = place(page, reading)
    found = page.readings[max(0, here - _NEAR) : here + _NEAR + 1]
    return [one for one in found if tree.start <= one.start < tree.end]
