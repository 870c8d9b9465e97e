"""Plain text and Markdown: the title in the first line, the metadata block at the top."""

import re

from tallyspan.kinds.date import dateline
from tallyspan.readers.metadata import about
from tallyspan.readers.outcome import About

LONGEST_TITLE = 200
"""Characters; the longest headline of 412 news articles has 144."""

MUCH_LONGER = 2
"""A title's next line, where no blank line comes between, is at least this many times as long."""

MOST_DATE_WORDS = 4
"""A line with a date and more words than this ("Bangui, Thursday, 5 September 2019" has three) is not only a dateline."""

LINE = re.compile("[^\r\n\u0085\u2028\u2029]+")
BLANK = re.compile("(?:\r\n|[\r\n\u0085\u2028\u2029])[^\\S\r\n\u0085\u2028\u2029]*[\r\n\u0085\u2028\u2029]")
SENTENCE_END = re.compile(r"""[.,;:][\s"'\u2019\u201d\u00bb)\]]*$""")
HEADING = re.compile(r"#{1,6}\s+|\s+#+$")

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n((?:[^\r\n]*\r?\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
ENTRY = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t]+(.*))?")
ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")


def title_of(text: str) -> str | None:
    """Return the first line of ``text`` when it looks like a title, else None.

    It does when it is of at most 200 characters and at least two words (one, for a Markdown heading), does not end like
    a sentence or a part of one (full stop, comma, colon or semicolon, closing quotes aside), is not a dateline, and
    either a blank line follows or a line at least twice as long.
    """
    head = text[: 20 * LONGEST_TITLE]
    if (first := next((line for line in LINE.finditer(head) if line[0].strip()), None)) is None:
        return None
    line = first[0].strip()
    title = HEADING.sub("", line)
    words = [word for word in title.split() if any(map(str.isalpha, word))]
    if len(line) > LONGEST_TITLE or len(words) < (1 if title != line else 2) or SENTENCE_END.search(title):
        return None
    following = LINE.match(head, _after_line_end(head, first.end()))
    apart = title != line or BLANK.match(head, first.end()) is not None
    if not apart and (following is None or len(following[0].strip()) < MUCH_LONGER * len(line)):
        return None
    return None if dateline(title) is not None and len(words) <= MOST_DATE_WORDS else title


def _after_line_end(text: str, place: int) -> int:
    return place + (2 if text.startswith("\r\n", place) else 1)


def front_matter(text: str) -> tuple[str, About] | None:
    """Split Markdown into the text after its front matter and what that says; None when there is none.

    The front matter is read as ``key: value`` lines and lists, not as all of YAML; other lines in it are passed over.
    """
    if (block := FRONT_MATTER.match(text)) is None:
        return None
    record: dict[str, object] = {}
    items: list[object] = []
    for line in block[1].splitlines():
        if entry := ENTRY.fullmatch(line):
            value = (entry[2] or "").strip()
            items = [_plain(item) for item in value[1:-1].split(",")] if value.startswith("[") and value.endswith("]") else []
            record[entry[1]] = _plain(value) if value and not items else items
        elif item := ITEM.fullmatch(line):
            items.append(_plain(item[1]))
    return (text[block.end() :], about(record)) if record else None


def _plain(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
