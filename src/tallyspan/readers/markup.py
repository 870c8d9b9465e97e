"""Is it HTML? Told without the libraries that read it."""

import re

PAGE = re.compile(
    r"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body)\b[^<]*",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(r"<[a-zA-Z!/]")


def looks_like_page(text: str) -> bool:
    """Tell whether ``text`` begins as an HTML page does."""
    return PAGE.match(text) is not None


def has_tags(text: str) -> bool:
    """Tell whether there is any markup in ``text``."""
    return TAG.search(text) is not None
