"""What pronouns and definite phrases stand for: "it", "his", "the company", "both countries", "the fund"."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from tallyspan.context.page import Page
from tallyspan.context.subjects.clauses import antecedent, clause, own_subject
from tallyspan.context.subjects.dateline import body_word, of_dateline
from tallyspan.context.subjects.nouns import identifies, singular
from tallyspan.context.subjects.recall import (
    LABELS,
    THINGS,
    before,
    best_known,
    holds,
    is_called,
    is_claimed,
    latest,
    mention_at,
    named_so,
    owns,
)
from tallyspan.model import Mention
from tallyspan.syntax import Tree, Word

_THINGS = frozenset({"craft", "storm", "building", "work", "deal", "event"})
_TITLE = 50  # characters: "refugee agency deputy chief Dr. "


class ReferenceReader:
    """Resolves words that name nobody. ``table`` is the content of ``rules/reference.toml``; ``speaking`` are verbs of speech."""

    def __init__(self, table: Mapping[str, Any], speaking: Collection[str]) -> None:
        self._speaking = speaking
        self._pronouns = {word: kind for kind, words in table["pronouns"].items() for word in words}
        self._nouns = {word: kind for kind, words in reversed(list(table["nouns"].items())) for word in words}
        self._those = frozenset(table["those"])
        self._numbered = frozenset(table["numbered"])
        self._pairs = frozenset(table["pairs"])
        self._no_names = frozenset(table["no_names"])
        self._titles = frozenset(table["titles"])
        self._traded = frozenset(table["traded"])
        self._figures = frozenset(table["figures"])
        self._several = {word: max(2, place + 1) for place, word in enumerate(table["several"])}
        self._definite = frozenset(table["definite"])
        pronouns = [word for kind in ("person", "thing", "several") for word in table["pronouns"][kind]]
        pronouns += (f"of {word}" for word in table["those"])
        after = "|".join([*self._nouns, *(word for word in table["several"] if word != "both")])
        words = rf"\b(?:{'|'.join(pronouns)}|both|(?:the|this) (?:{after}))\b"
        self._leaning = re.compile(rf"{words}|\A(?:The|This|These) (?-i:[a-z])", re.IGNORECASE)

    def leans(self, sentence: str) -> bool:
        """Tell whether ``sentence`` has a word that may take up a name from the one before."""
        return self._leaning.search(sentence) is not None

    def resolve(self, page: Page, word: Word, speaker: str | None = None, *, we: bool = False) -> list[Word | Mention]:
        """Return what ``word``, a pronoun or the head of a definite phrase, stands for: a phrase of a tree, or names.

        Empty when ``word`` is neither, or when nothing before it fits. ``speaker`` is who says "I", and "we" where ``we`` is set.
        """
        kind = self._pronouns.get(word.norm)
        if word.norm in self._those and word.tag == "DT" and word.dep not in {"det", "det:predet"}:
            return self._owner(page, word)
        if kind in {"person", "thing", "several"}:
            return self._pronoun(page, word, kind)
        if kind == "speaker":
            return [*named_so(page, word.start, speaker)] or [*self._speaker(page, word)]
        if kind == "speakers":
            return [*self._spoken_for(page, word, speaker, alone=we)]
        if kind == "same":
            tree = page.trees.get(page.number(word.start))
            noun = antecedent(tree, word) if tree is not None and word.tag.startswith("W") else None
            return [] if noun is None else [noun]
        if word.norm == "old" and word.dep.startswith("nsubj") and self.is_definite(word):  # "the 22-year-old"
            return [*best_known(page, word.start, "person")]
        return self._description(page, word) if word.tag.startswith("NN") else []

    def _pronoun(self, page: Page, word: Word, kind: str) -> list[Word | Mention]:
        for subject in _subjects_above(word):
            if self._agrees(page, subject, kind):
                return [subject]
        above = page.trees.get(page.number(word.start) - 1)
        main = _main_subject(page, above) if above is not None else None
        if main is not None and self._agrees(page, main, kind):
            return [main]
        return [] if kind == "several" else [*best_known(page, word.start, kind)]

    def _owner(self, page: Page, word: Word) -> list[Word | Mention]:
        """Return who has what ``word`` points at: "Fiat has 20 plants; 10% of these" are Fiat's."""
        near = next(_subjects_above(word), None)
        if near is not None:
            return [near]
        above = page.trees.get(page.number(word.start) - 1)
        main = _main_subject(page, above) if above is not None else None
        return [] if main is None else [main]

    def _speaker(self, page: Page, word: Word) -> Iterator[Word]:
        """Yield who says "I": the subject of the verb of speech in the sentence of ``word``."""
        tree = page.trees.get(page.number(word.start))
        for verb in tree.words if tree is not None else ():
            subject = own_subject(verb) if verb.norm in self._speaking else None
            if subject is not None and self._agrees(page, subject, "person"):
                yield subject
                return

    def _spoken_for(self, page: Page, word: Word, speaker: str | None, *, alone: bool) -> list[Mention]:
        """Return whom "we" means: the organisation that speaks, or that the speaker holds an office of; himself if ``alone``."""
        said = named_so(page, word.start, speaker)
        if not said or said[0].label != "PERSON":
            return [one for one in said if one.label in LABELS["speakers"]]
        return self.employer(page, said[0]) or (said if alone else [])

    def employer(self, page: Page, person: Mention) -> list[Mention]:
        """Return the organisation before the office before a name: "UN refugee chief Ann Berg"."""
        place = bisect_left(page.mentions, person.start, key=lambda mention: mention.start) - 1
        beside = page.mentions[place] if place >= 0 else None
        fits = beside is not None and beside.label == "ORG" and self.holds_office(page, beside, person)
        return [beside] if beside is not None and fits else []

    def holds_office(self, page: Page, body: Mention, person: Mention) -> bool:
        """Tell whether nothing but an office stands between ``body`` and ``person``."""
        if person.label != "PERSON" or person.start - body.end > _TITLE:
            return False
        title = page.article.text[body.end : person.start].removeprefix("'s").removeprefix("\u2019s").replace(".", "")
        return title.replace(" ", "").replace("-", "").isalpha() and any(map(self.is_office, title.replace("-", " ").split()))

    def _agrees(self, page: Page, word: Word, kind: str) -> bool:
        """Tell whether a pronoun of ``kind`` can take up the phrase of ``word``."""
        if word.norm in self._pronouns:
            return bool(self._pronouns[word.norm] == kind)
        mention = mention_at(page, word)
        if mention is not None:
            return mention.label in LABELS[kind]
        if kind == "several":
            return word.tag in {"NNS", "NNPS"}
        if kind == "person" and self.is_definite(word):  # "the activist" is the one named before, as "he" is
            return False
        return word.tag in {"NN", "NNP"} and (kind == "person") == self.is_person(word)

    def fits(self, pronoun: Word, label: str | None) -> bool:
        """Tell whether a name with ``label`` can be what ``pronoun`` stands for."""
        kind = self._pronouns.get(pronoun.norm)
        return (label == "PERSON") == (kind == "person") if kind in {"person", "thing"} else True

    def takes_up_owner(self, pronoun: Word, noun: Word) -> bool:
        """Tell whether ``pronoun``, which stands for ``noun``, can mean only those that it belongs to: no report has people."""
        thing = self._pronouns.get(pronoun.norm) == "thing" and noun.tag == "NN"
        return thing and noun.norm not in self._nouns and not noun.form[0].isupper()

    def is_definite(self, word: Word) -> bool:
        """Tell whether "the", "this" or the like stands before the noun ``word``."""
        beside = [one for child in word.children for one in ((child, *child.children) if child.dep == "nummod" else (child,))]
        return any(child.dep in {"det", "det:predet", "cc:preconj"} and child.norm in self._definite for child in beside)

    def is_no_name(self, form: str) -> bool:
        """Tell whether the word ``form`` names nobody, however it is written."""
        return form.lower() in self._no_names

    def is_person(self, noun: Word) -> bool:
        """Tell whether ``noun`` says what somebody is: "minister"."""
        return self._nouns.get(noun.norm) == "person"

    def is_person_named_so(self, noun: Word) -> bool:
        """Tell whether ``noun``, in the plural or not, says what people are: "ministers"."""
        return self._nouns.get(singular(noun)[0]) == "person"

    def is_office(self, form: str) -> bool:
        """Tell whether the word ``form`` says what somebody is."""
        return self._nouns.get(form.lower()) == "person"

    def is_traded(self, noun: Word) -> bool:
        """Tell whether ``noun`` is what prices are quoted of: "the euro", "Brent crude"."""
        return noun.norm in self._traded and noun.tag.startswith("NN")

    def suits(self, noun: Word, label: str | None) -> bool:
        """Tell whether a name with ``label``, or none, can be that of a ``noun``: no ship is a country."""
        kind = self._nouns.get(noun.norm)
        return label is None or kind not in _THINGS or kind is None or label in LABELS[kind]

    def is_place(self, noun: Word) -> bool:
        """Tell whether ``noun`` is a kind of place, "town", that a name may follow: "the town of Vik"."""
        return self._nouns.get(noun.norm) in {"city", "place", "country"}

    def is_figure(self, word: Word) -> bool:
        """Tell whether ``word`` takes up a number given before: "this figure", "that number", or a bare "this"."""
        if word.tag == "DT":
            return word.norm in self._definite
        return word.norm in self._figures and self.is_definite(word)

    def subject_before(self, page: Page, offset: int) -> Word | None:
        """Return the subject of the sentence before ``offset``, where the article speaks of one thing after another."""
        above = page.trees.get(page.number(offset) - 1)
        subject = _main_subject(page, above) if above is not None else None
        if subject is None or subject.head is None or subject.head.norm in self._speaking:
            return None
        return subject

    def _description(self, page: Page, word: Word) -> list[Word | Mention]:
        marks = [child.norm for child in word.children if child.dep in {"det", "nummod", "det:predet", "cc:preconj"}]
        noun, plural = singular(word)
        bearer = word
        if word.dep == "compound" and word.head is not None and word.norm[:-1] in self._nouns:
            noun, plural, bearer = word.norm[:-1], False, word.head  # "the countrys economy": an apostrophe was lost
        if not (self.is_definite(bearer) or self.is_definite(word)) or any(identifies(child) for child in word.children):
            return []
        kind = self._nouns.get(noun)
        if plural:
            return [*self._several_of(page, word, noun, marks)]
        same = [one for one in before(page, word.start) if one.label in THINGS and holds(page, one, noun)]
        if same or kind is None:
            return [*same[:1]]
        known = [one for one in before(page, word.start) if one.label in LABELS[kind] and is_called(page, one, noun)]
        if not known and kind == "organisation":
            known = [one for one in before(page, word.start) if owns(page, one, noun)]
        passing = kind in _THINGS and word.dep.startswith("obl")  # "they met at the station"
        if known or passing or noun in self._titles:
            return [*known[:1]]
        return [*best_known(page, word.start, kind)]

    def _several_of(self, page: Page, word: Word, noun: str, marks: Sequence[str]) -> list[Mention]:
        """Return whom "the two countries", "both companies" or "the parties" means."""
        number = next((self._several[mark] for mark in marks if mark in self._several), 0)
        if noun in self._pairs or (number and noun in self._numbered):
            return latest(page, word.start, "country", number or 2) or latest(page, word.start, "organisation", number or 2)
        kind = self._nouns.get(noun)
        found = latest(page, word.start, kind, number) if number and kind is not None else []
        one_place = len({page.number(one.start) for one in found}) == 1
        return found if kind != "person" or one_place else []  # of many people named here and there, none is sure to be meant


def _subjects_above(word: Word) -> Iterator[Word]:
    """Yield the subjects of the clauses that ``word`` stands in, the innermost first, but none that holds it."""
    holders = {word.i, *(above.i for above in islice(word.ancestors(), 40))}
    verb = clause(word)
    while verb is not None:
        subject = own_subject(verb)
        if subject is not None and subject.i not in holders:
            yield subject
        verb = clause(verb.head) if verb.head is not None else None


def _main_subject(page: Page, tree: Tree) -> Word | None:
    """Return the subject of the main clause of ``tree``, or the first one; no date, which parsers may take for one."""
    subjects = [word for word in tree.words if word.dep in {"nsubj", "nsubj:pass"} and not is_claimed(page, word)]
    main = [word for word in subjects if word.head is not None and word.head.head is None]
    bodies = (body_word(page, word) for word in main or subjects)
    return next((word for word in bodies if not of_dateline(page, word)), None)
