"""What of a page is the article: no lists of links to others, no repeated templates, no bylines, no wall in front of it."""

import re

from lxml.html import HtmlElement

RELATED = re.compile(
    r"related|recommend|read[-_]?(?:more|next|also)|more[-_](?:on|from|stories|news)|most[-_](?:read|popular)|trending"
    r"|newsletter|promo|teaser|also[-_]like|outbrain|taboola|see[-_]also",
    re.IGNORECASE,
)
"""Classes and ids of what leads elsewhere."""

POINTER = re.compile(
    r"(?:read(?: more| also| next)?|see also|related(?: \w+)?|more(?: on this| from \w+)?|watch|also on \w+|don.t miss|\W*)"
    r"\s*[:\u00bb>\u2013-]?\s*",
    re.IGNORECASE,
)
"""What stands before the only link of a paragraph that leads elsewhere."""

LINKED = 0.8
"""From this share of letters in links on, a list is one of links; text with references has less."""

MARKED = 0.5  # likewise where class or id say so, and a heading stands in it

FEW = 3  # links of a list

WALL = re.compile(
    r"subscri(?:be|ption|ber)|sign (?:in|up)|log ?in|register (?:now|to|for)|create (?:a free|an) account"
    r"|to (?:continue|keep) reading|(?:read|unlock|access) (?:the |this )?(?:full|rest|whole|article)"
    r"|already a (?:member|subscriber)|free trial|members only|cookies?\b|your (?:privacy|consent|choices)|consent|accept all"
    r"|enable javascript|javascript is disabled|ad ?blocker"
    r"|are (?:you )?a (?:robot|human)|verify (?:that )?you|access denied|page not found|error 40[0-9]|not available in your",
    re.IGNORECASE,
)
"""What a paywall, a consent wall or an error page says in place of the article."""

LEAST = 200
"""Characters beside such lines that make an article."""

BYLINE = re.compile(
    r"(?:By|BY|From) [A-Z][\w.'\u2019-]+(?:,? (?:and |for |in |at |de |van |of |the )?[A-Z][\w.'\u2019|-]*){0,8}[,.| ]*"
    r"|(?i:(?:(?:first |originally )?(?:published|posted|updated|modified)|last (?:updated|modified))\b[^.!?]{0,60}\d[^!?]{0,40})"
    r"|(?i:\d+ min(?:ute)?s? (?:read|ago)|\d+ (?:hours?|days?) ago|\d+ (?:comments?|shares?|views))",
)
"""A line that says only who wrote the article, and when."""

EDGE = 4  # lines at either end where bylines stand
SHORTEST = 30  # characters of a line that no article says twice


def without_links(tree: HtmlElement) -> None:
    """Take out of ``tree`` the lists of links to other articles, and the lines that lead to one."""
    for element in [*tree.iter("ul", "ol", "p", "div", "section", "table")]:
        if element.getparent() is not None and _leads_elsewhere(element):
            element.drop_tree()


def _leads_elsewhere(element: HtmlElement) -> bool:
    links = element.findall(".//a")
    if not links:
        return False
    if element.tag in {"div", "section", "table"} and not RELATED.search(
        f"{element.get('class') or ''} {element.get('id') or ''}"
    ):
        return False
    words = _letters(element)
    linked = sum(map(_letters, links))
    if element.tag == "p":
        before, _, behind = "".join(element.itertext()).partition("".join(links[0].itertext()))
        return (
            len(links) == 1
            and bool(before.strip())
            and POINTER.fullmatch(before) is not None
            and not any(map(str.isalpha, behind))
        )
    if element.tag in {"ul", "ol"}:
        return len(links) >= FEW and linked >= LINKED * words
    return linked >= MARKED * words


def _letters(element: HtmlElement) -> int:
    return sum(map(str.isalpha, "".join(element.itertext())))


def article(text: str) -> str:
    """Return ``text`` without its bylines and without what it says again, line by line."""
    lines = text.split("\n")
    seen: set[str] = set()
    kept = []
    for place, line in enumerate(lines):
        bare = " ".join(line.split())
        at_edge = place < EDGE or place >= len(lines) - EDGE
        again = len(bare) >= SHORTEST and bare in seen
        seen.add(bare)
        if not again and not (at_edge and len(lines) > 1 and BYLINE.fullmatch(bare)):
            kept.append(line)
    return "\n".join(kept)


def is_wall(text: str) -> bool:
    """Tell whether ``text`` is what stands in front of an article: it says so, and little else."""
    lines = [line for line in text.split("\n") if line.strip()]
    walls = [line for line in lines if WALL.search(line)]
    return bool(walls) and sum(map(len, lines)) - sum(map(len, walls)) < LEAST
