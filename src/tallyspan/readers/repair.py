"""Undoing what an earlier program did to a text: mojibake, and character references left in plain text.

Both work only where the text plainly shows it: ftfy's test for mojibake, and a complete, known reference
(``&pound;``, ``&#8364;``). Every other text comes back as the same object.
"""

import re
from functools import cache
from html import unescape
from html.entities import html5
from importlib import import_module
from typing import TYPE_CHECKING

from tallyspan.readers.outcome import Repair

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

LINE_END = re.compile("(\r\n|[\r\n\u2028\u2029]|(?<![\u0080-\u00ff])\u0085)")
"""Ends of lines. U+0085 counts as one unless it stands where it is a byte of a wrongly decoded character."""

SUSPECT = re.compile("[\u0080-\u009f]|[^\x00-\x7f]{2}|[\u00c2\u00c3] ")
"""What every mojibake holds: UTF-8 writes a character outside ASCII with two or more bytes outside ASCII."""

REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@cache
def encoding_only() -> "TextFixerConfig":
    """Return the settings of ftfy with only its repair of encodings on: its defaults change one clean article in eight."""
    settings: TextFixerConfig = import_module("ftfy").TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    return settings


def repair(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Return ``text`` repaired, and what was done to it."""
    done = []
    if (decoded := _without_mojibake(text)) != text:
        text = decoded
        done.append(Repair.MOJIBAKE)
    if "&" in text and (plain := REFERENCE.sub(_character, text)) != text:
        text = plain
        done.append(Repair.ENTITIES)
    return text, tuple(done)


def _without_mojibake(text: str) -> str:
    """Repair line by line, since one story may hold lines of several origins."""
    if text.isascii() or SUSPECT.search(text) is None:
        return text
    pieces = LINE_END.split(text)
    for place in range(0, len(pieces), 2):
        line = pieces[place]
        if not line.isascii() and SUSPECT.search(line) is not None and import_module("ftfy.badness").is_bad(line):
            pieces[place] = import_module("ftfy").fix_encoding(line, encoding_only())
    return "".join(pieces)


def _character(match: re.Match[str]) -> str:
    reference = match[0]
    return unescape(reference) if reference[1] == "#" or reference[1:] in html5 else reference
