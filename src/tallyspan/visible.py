"""Text from outside, made fit to be seen: nothing that an article or a path brings steers a terminal or reorders a line."""

# A terminal obeys control characters and reorders text after bidirectional ones, so no article may bring its own. The
# replacement is one character for one: offsets stay.
_UNSEEN = dict.fromkeys(
    (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x61C,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
    ),
    "\N{REPLACEMENT CHARACTER}",
) | {ord("\n"): "\n", ord("\t"): " ", ord("\r"): " ", 0x2028: "\n", 0x2029: "\n"}


def visible(text: str) -> str:
    r"""Return ``text`` with each character that would steer the terminal replaced; the length stays.

    >>> len(visible("a\x1b[31mb")), visible("two\nlines")
    (7, 'two\nlines')
    """
    return text.translate(_UNSEEN)


def one_line(text: str) -> str:
    """Return ``text`` visible and on one line."""
    return " ".join(visible(text).split())
