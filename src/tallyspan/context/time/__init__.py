"""The time for which a number holds, where the sentence says so: taken from the dates beside it and in its clause."""

from tallyspan.context.time.reader import TimeReader

__all__ = ["TimeReader"]
