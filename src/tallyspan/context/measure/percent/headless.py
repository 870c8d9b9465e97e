"""Measures of a percentage that stands alone as a subject: "85% were in favour", "and 12% smoke", "some 12% said no"."""

import re
from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.percent.groups import Groups, leads_clause, plain
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.noun_phrase import is_mark, noun_phrase
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.verb_phrase import verb_phrase
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_RELATIVE = frozenset({"who", "that", "which"})
_SINGULAR = frozenset({"is", "was", "has", "'s"})
_SEPARATORS = frozenset({",", ";", "and", "while", "but", "or", "with"})
_MISSED = frozenset({"NN", "NNP", "NNS", "JJ", "VB", "VBN"})
_OBJECTS = frozenset({"DT", "PRP", "PRP$", "TO", "RB", "IN"})
_AFTER_VERB = frozenset({"JJ", "JJR", "DT", "PRP", "PRP$", "NN", "NNS", "NNP", "VBG"})
_SIDES = frozenset({"against", "for", "opposed", "undecided", "in", "unsure"})
_SIDE_NOUNS = frozenset({"favour", "favor", "opposition"})
_LONGEST = 14  # words
_BEFORE = 400  # characters of the text before the sentence


class Headless:
    """Finds whose part it is, and what is said of it. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates, groups: Groups) -> None:
        self._predicates = predicates
        self._groups = groups
        self._surveys = frozenset(table["survey"]["nouns"])
        self._asked = predicates.forms(table["survey"]["verbs"])
        self._empty = predicates.forms(table["survey"]["empty"])
        self._persons = predicates.forms(table["survey"]["persons"])
        self._asking = re.compile(
            rf"\b(?:{'|'.join([*table['survey']['nouns'], *self._asked])})\s+(?:of|among|with)?\s*((?:[\w,'\u2019-]+\s+){{1,6}})"
        )
        self._stops = frozenset(table["stops"])

    def read(self, draft: Draft, site: Site, _i: int) -> Phrase | None:
        """Return the measure, an empty phrase where the verb only points back, or None where no predicate stands behind."""
        if site.norm(site.left) == "with" and site.norm(site.right) == "in" and site.norm(site.right + 1) in _SIDE_NOUNS:
            return [Cited("share of the vote", site.words[site.right]), verb_phrase(site, site.right, _LONGEST)]
        relative = site.norm(site.right) in _RELATIVE
        before = site.word(site.left)
        told = before is not None and before.tag == "IN"  # "said that 5% agreed"
        more = any(site.norm(k) == "another" for k in range(site.left, site.first))  # "another 5% agreed"
        if (site.determined() and not (relative or told or more)) or not leads_clause(site):
            return None
        opening = self._groups.opening(site)
        group = self._group(draft, site) if opening is None else (opening, self._groups.pronoun(opening))
        said = self._groups.predicate(site, site.right)
        if not said:
            told = opening is not None
            said = self._missed(site, told=told) if group is not None or site.norm(site.right) in self._persons else []
        if not said and group is not None:
            said = self._side(draft, site)
        if not said:
            return None
        if self._is_empty(said):
            return []
        if group is None:
            return self._alone(said)
        words, pronoun = group
        return self._groups.described(Cited(words, said[0]) if isinstance(words, str) else words, said, pronoun)

    def _is_empty(self, said: list[Word]) -> bool:
        """Tell whether the predicate says nothing of the part: "had been reached", "was recorded"."""
        return len(said) <= len(["had", "been", "reached"]) and said[-1].norm in self._empty and said[-1].tag != "VBD"

    def _alone(self, said: list[Word]) -> Phrase | None:
        """Return "those who said no", "those in favour", "share spent on food"."""
        first = said[1] if said[0].norm in _RELATIVE and len(said) > 1 else said[0]
        plural = first.tag in {"VBP", "VBD", "MD"} and first.norm not in _SINGULAR
        personal = plural or any(word.norm in self._persons for word in said[:2])
        if not personal and first.norm in _SINGULAR and not any(word.tag == "VBN" for word in said[1:3]):
            return None
        return self._groups.described(Cited("those" if personal else "share", first), said, "who" if personal else "that")

    def _missed(self, site: Site, *, told: bool) -> list[Word]:
        """Return the predicate whose verb the model took for a noun: "and 47% disapprove", "25% support it".

        ``told`` says that the sentence starts with the group: then a verb is bound to follow.
        """
        word = site.word(site.right)
        if word is None or word.i in site.taken or word.tag not in _MISSED or not word.form.islower():
            return []
        following = site.word(word.i + 1)
        plain = following is not None and not is_mark(following) and word.norm in self._persons
        if (told and word.tag != "NNS") or (plain and following is not None and following.tag in _AFTER_VERB):
            return verb_phrase(site, word.i, _LONGEST)
        if word.i and site.norm(site.left) not in _SEPARATORS:
            return []
        ends = following is None or is_mark(following) or following.tag in _OBJECTS or following.norm == "and"
        return verb_phrase(site, word.i, _LONGEST) if ends and word.tag != "JJ" else []

    def _side(self, draft: Draft, site: Site) -> list[Word]:
        """Return "against" of "85% were in favour and 12% against"."""
        norm = site.norm(site.right)
        if norm not in _SIDES or draft.kept.near("group", site, same_sentence=True) is None:
            return []
        if norm == "in" and site.norm(site.right + 1) not in _SIDE_NOUNS:
            return []
        return verb_phrase(site, site.right, _LONGEST)

    def _group(self, draft: Draft, site: Site) -> tuple[str | list[Word], str] | None:
        """Return the group and its pronoun: asked in the sentence, or known from before."""
        asked = self._surveyed(site)
        if asked:
            return asked, self._groups.pronoun(asked)
        return draft.kept.near("group", site) or self._asked_before(draft, site)

    def _surveyed(self, site: Site) -> list[Word]:
        """Return the teachers of "a survey of 1,000 teachers", "interviewed 1,000 teachers"."""
        for word in site.words[: max(0, site.left)]:
            behind = word.i + 1
            if word.norm in self._surveys and site.norm(behind) in {"of", "among", "with"}:
                behind += 1
            elif word.norm not in self._asked or word.tag not in {"VBD", "VBN"}:
                continue
            while site.norm(behind) in {"more", "than", "about", "over", "nearly", "some", "around", "almost"}:
                behind += 1
            run = noun_run(site, behind, self._stops)
            if run and run[-1].tag in {"NNS", "NNPS"}:
                tail = [one for one in noun_phrase(run[-1], site.taken, 8) if one.i > run[-1].i]
                return plain([*run, *tail])
        return []

    def _asked_before(self, draft: Draft, site: Site) -> tuple[str, str] | None:
        """Return the group that the text right before the sentence asked."""
        before = draft.page.article.text[max(0, site.tree.start - _BEFORE) : site.tree.start]
        for match in reversed(list(self._asking.finditer(before))):
            words: list[str] = []
            for word in match[1].split():
                if word.lower().strip(",") in self._stops and words:
                    break
                if not any(map(str.isdigit, word)) and word.lower() not in self._stops:
                    words.append(word)
                if word.endswith(","):
                    break
            text = " ".join(words).strip(",")
            if text.endswith(("s", "people")):
                return text, "who"
        return None
