"""What a date dates: the noun that it stands with ("the January 7 quake"), or what happened ("launched the fund")."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallyspan.context.wording import Phrase
from tallyspan.context.participles import Participles
from tallyspan.context.noun_phrase import bare, is_mark, is_noun, noun_phrase
from tallyspan.context.complements import tail
from tallyspan.context.governor import is_predicate, subject
from tallyspan.context.site import Site, noun_run
from tallyspan.syntax import Word

_MODIFYING = frozenset({"compound", "nmod:unmarked", "nmod:poss", "amod", "nummod", "nmod", "obl:unmarked", "det", "flat"})
_PERSONAL = ("PRP", "WP", "WDT", "EX", "DT")


class Events:
    """Finds the event of a date. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs = Participles(table["irregular"])
        self._stops = frozenset(table["stops"])
        event = table["event"]
        self._statement = event["statement"]
        self._speech = frozenset(form for verb in event["speech"] for form in self._verbs.forms(verb))
        self._nouns = {form: noun for verb, noun in event["nouns"].items() for form in self._verbs.forms(verb)}
        self._not_event = frozenset(event["not_event"])

    def read(self, site: Site) -> Phrase | None:
        """Return what happened at the date, or None where the sentence does not say."""
        if not site.tree.parsed:
            return None
        return self._dated_noun(site) or self._above(site)

    def _dated_noun(self, site: Site) -> Phrase | None:
        """Return the noun that the date stands before: "the January 7 quake", "2017's Hurricane Maria"."""
        i = site.last + 1
        owner = site.norm(i) in {"'s", "'", "\u2019", "\u2019s"}
        i += owner
        link = site.link
        head = link.head if link is not None else None
        run = noun_run(site, i, self._stops)
        if not run or run[0].tag in {"DT", "PRP$"}:
            return None
        hangs = (
            head is not None
            and link is not None
            and head in run
            and link.dep in _MODIFYING
            and link.child("case") in {None, link.child("case") if owner else None}
        )
        if not owner and not hangs:
            return None
        last = head if head in run and head is not None and not owner else run[-1]
        words = run[: run.index(last) + 1]
        if words[-1].norm in self._not_event:
            return None
        return [bare([*words, *(word for word in noun_phrase(last, site.taken) if word.i > last.i)])]

    def _above(self, site: Site) -> Phrase | None:
        link = site.link
        if link is None:
            return None
        below = link
        for word in link.ancestors():
            if word.i in site.taken or word.norm in self._not_event:
                below = word
                continue
            if is_predicate(word):
                return self._happening(site, word)
            if is_noun(word):
                verb = word.head
                if (
                    word.dep in {"obj", "obl"}
                    and verb is not None
                    and is_predicate(verb)
                    and below.i > word.i
                    and verb.i < word.i
                    and below.child("case") is not None
                    and site.norm(site.left) not in {"of"}
                ):
                    return self._happening(site, verb)
                return [noun_phrase(word, site.taken)]
            below = word
        return None

    def _happening(self, site: Site, verb: Word) -> Phrase | None:
        """Return the event that ``verb`` tells: a noun of ours with its subject, a participle, or the verb with its object."""
        who = subject(verb, site.words)
        named = who is not None and is_noun(who) and who.i not in site.taken
        words = noun_phrase(who, site.taken, 8) if named and who is not None else []
        if verb.child("cop") is not None:
            return [noun_phrase(verb, site.taken)] if is_noun(verb) and verb.i not in site.taken else [words] if words else None
        if verb.norm in self._speech and verb.child("obj") is None:
            return [self._statement, *(["by", words] if words else [])]
        passive = verb.child("aux:pass", "nsubj:pass") is not None
        if passive and words:
            return [words, [verb, *tail(verb, site, 4)]]
        noun = self._nouns.get(verb.norm)
        if noun is not None and words and verb.child("obj") is None:
            return [noun, "of", words] if noun else [words]
        rest = tail(verb, site, 8)
        if rest:
            return [[verb, *rest]]
        return [self._verbs.gerund(verb.norm), "of", words] if words and verb.tag.startswith("VB") else None
