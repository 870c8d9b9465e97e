"""Whom a role stands for: "the minister", "the finance ministry", "the company", as the article has named them before."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from tallyspan.context.page import Page
from tallyspan.context.speaker.who.noun_phrases import Range
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.model import Mention
from tallyspan.syntax import Word

_NAME = r"[A-Z][\w'\u2019-]+(?: [A-Z]\.)?(?: [A-Z][\w'\u2019-]+){1,2}"
_RUN = re.compile(r"[A-Z][\w'\u2019-]*(?: [A-Z][\w'\u2019-]*){3,7}")
_REACH = 3_000  # characters
_LONGEST = 4  # words of a role: "the outgoing finance minister"
_CAPITALS = re.compile(r"[A-Z][\w'\u2019-]*(?: (?:& )?[A-Z][\w\u2019-]*){1,4}")
_LEADING = frozenset(
    [
        "across",
        "among",
        "around",
        "despite",
        "while",
        "when",
        "after",
        "before",
        "since",
        "under",
        "last",
        "this",
        "inside",
        "outside",
        "behind",
        "amid",
    ]
)
_OF_BODY = re.compile(r"[^.\n]{0,20} (?:it|its)\b")
_ACRONYM = re.compile(r"[A-Z]{2,4}")
_FIRST_NAMES = 40  # characters of a sentence in which its subject starts, be it only a name
_SENTENCES = 8
_SPACE = re.compile(r"\s+")


class Roles:
    """Finds whom the roles in one article stand for; ``used`` takes the numbers of sentences that should be known for that."""

    def __init__(self, table: SpeechWords, page: Page, used: set[int]) -> None:
        self._used = used
        self._table = table
        self._page = page
        self._text = page.article.text
        self._starts = [one.start for one in page.mentions]

    def named(self, words: Sequence[Word], base: Range) -> str | None:
        """Return the name of whoever the noun phrase ``base`` stands for, or None: no role, or nobody who has been named."""
        first, last = base
        if not 1 < last - first <= _LONGEST or words[first].norm != "the":
            return None
        noun, here = words[last - 1], words[first].start
        if noun.norm in self._table.titles:
            return self._titled(words[first + 1 : last], here)
        if last - first == 2 and _ACRONYM.fullmatch(noun.form):  # noqa: PLR2004
            return self._initialled(noun.form, here)
        if not noun.form.islower():
            return None
        if noun.norm in self._table.companies:
            return self._called([word.norm for word in words[first + 1 : last]], here) or self._company(here)
        return (
            self._called([word.norm for word in words[first + 1 : last]], here) if noun.norm in self._table.named_bodies else None
        )

    def _titled(self, title: Sequence[Word], here: int) -> str | None:
        """Return the last person named with a title: right behind it, or before it as "Ann Hale, the minister"."""
        before = self._text[max(0, here - _REACH) : here]
        whole = re.escape(" ".join(word.form for word in title))
        found = re.findall(rf"(?i:\b{whole}),? ({_NAME})", before) or re.findall(
            rf"({_NAME}), (?:the |an? )?(?:[a-z-]+ )?{whole}\b", before
        )
        return str(found[-1]) if found else None

    def _initialled(self, acronym: str, here: int) -> str | None:
        """Return the last person before whose title has the initials ``acronym``: "Cabinet Secretary Joe Mbeki" is "the CS"."""
        found = None
        for run in _RUN.finditer(self._text, max(0, here - _REACH), here):
            parts = run.group().split()
            for i in range(len(parts) - len(acronym) - 1):
                if "".join(part[0] for part in parts[i : i + len(acronym)]) == acronym:
                    found = " ".join(parts[i + len(acronym) :])
        return found

    def _called(self, role: Sequence[str], here: int) -> str | None:
        """Return the last body before whose name ends as ``role`` does: "Norway's central bank" is "the bank"."""
        last = bisect_left(self._starts, here)
        for one in reversed(self._page.mentions[max(0, last - 4 * _SENTENCES) : last]):
            parts = one.surface.lower().split()
            if one.label == "ORG" and (parts[-len(role) :] == list(role) or (len(role) == 1 and parts[0] == role[0])):
                return _SPACE.sub(" ", one.surface)
        before = self._text[max(0, here - _REACH) : here]
        found = re.findall(rf"\b([A-Z][\w-]+['\u2019]s (?:[a-z]+ )?{re.escape(' '.join(role))})\b", before)
        return str(found[-1]) if found else None

    def _company(self, here: int) -> str | None:
        """Return the company that the text speaks of at ``here``: the one that the sentence, or one before it, starts with."""
        number = self._page.number(here)
        for earlier in range(number, max(-1, number - _SENTENCES), -1):
            start, end = self._page.sentences[earlier]
            if earlier == number - 1:
                self._used.add(earlier)
            end = min(here, end, start + _FIRST_NAMES)
            named = self._companies(start, end)
            if named:
                return _SPACE.sub(" ", named[0].surface)
            if (run := _CAPITALS.search(self._text, start, end)) is not None and not self._is_known(run.start(), run.end()):
                return _SPACE.sub(" ", run.group())
        counts = Counter(one.surface for one in self._companies(max(0, here - _REACH), here))
        return counts.most_common(1)[0][0] if counts else None

    def _is_known(self, start: int, end: int) -> bool:
        """Tell whether a capitalised phrase is known to be something else than a company, or opens with a title."""
        known = self._page.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        first = self._text[start:end].split()[0].lower()
        title = first in self._table.no_person or first in _LEADING
        person = any(one.label == "PERSON" for one in known) and not _OF_BODY.match(self._text, end)
        return title or person or any(one.entity_id is not None for one in known)

    def _companies(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that may be companies in ``[start, end)``."""
        found = self._page.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [
            one
            for one in found
            if one.label == "ORG"
            and self._text[one.start - 1 : one.start] != "("
            and not self._is_office(one.surface.split()[-1].lower())
        ]

    def _is_office(self, last: str) -> bool:
        return last in self._table.bodies and last not in self._table.companies
