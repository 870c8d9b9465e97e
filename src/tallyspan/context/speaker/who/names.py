"""From the noun phrase of a speaker to what the table gives: a person's full name, an organisation, or the phrase as printed."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from tallyspan.context.page import Page
from tallyspan.context.speaker.who.noun_phrases import NounPhrases, Range
from tallyspan.context.speaker.who.persons import Persons
from tallyspan.context.speaker.who.roles import Roles
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.model import Mention
from tallyspan.syntax import Word

_SPACE = re.compile(r"\s+")
_POSSESSIVES = frozenset({"'s", "'"})
_AUTHORS = frozenset({"by", "from", "of"})
_AUTHOR_REACH = 5  # words
_NAME_PARTS = 4
_OF_PEOPLES = ("ish", "ese", "ian", "can", "ean", "ench", "utch", "man")  # "a British survey" is nobody's
_WITHIN_NAMES = frozenset({"of", "and", "for", "to", "the", "'s", "'", "-", "&"})
_CLOSING = frozenset({",", ".", "\u2014", "\u2013"})


class SpeakerNames:
    """Names the speakers of one article."""

    def __init__(self, table: SpeechWords, page: Page, used: set[int]) -> None:
        self._table = table
        self._roles = Roles(table, page, used)
        self._text = page.article.text
        self._mentions = page.mentions
        self._starts = [one.start for one in page.mentions]
        self._persons = Persons(table, self._text, page.mentions)
        self._labels = {one.surface: one.label for one in reversed(page.mentions)}

    def name(self, phrases: NounPhrases, phrase: Range) -> str | None:
        """Return the speaker that the noun phrase is, or None when it names nobody."""
        words = phrases.words
        if phrase[1] - phrase[0] == 1 and words[phrase[0]].norm in self._table.bare:
            return None
        base = phrases.base(phrase)
        inside = self._inside(words, base)
        person = self._last_person(words, phrase) or self._last_person(words, base)
        if person is not None:
            return self._person(person)
        if self._is_person_of(words, phrase, base):
            return self._printed_range(words, base)
        if (author := self.author(phrases, base)) is not None:
            return author
        if (apposed := self._apposed(words, phrase)) is not None:
            return apposed
        if phrase == base and (known := self._roles.named(words, base)) is not None:
            return known
        titled = self._titled(words, base)
        if titled is not None and not self._is_body(words, base, inside):
            return self._persons.full(titled)
        body = next((one for one in inside if one.label == "ORG" and one.end == words[base[1] - 1].end), None)
        if body is not None and phrase == base and self._is_described(words, base, body):
            return _SPACE.sub(" ", body.surface)
        return self._printed(words, phrases.bare(phrase))

    def _last_person(self, words: Sequence[Word], span: Range) -> Mention | None:
        """Return the person whose name ``span`` ends with, but not in "a spokesman for President Hale", or None."""
        end = words[span[1] - 1].end
        person = next((one for one in self._inside(words, span) if one.label == "PERSON" and one.end == end), None)
        if person is None:
            return None
        first = next(i for i in range(*span) if words[i].end > person.start)
        while first > span[0] and words[first - 1].norm in self._table.titles:
            first -= 1
        return None if first > span[0] and words[first - 1].norm in self._table.function else person

    def _is_person_of(self, words: Sequence[Word], phrase: Range, base: Range) -> bool:
        """Tell whether a name no model knows is a person's: "Irene Hale of the Institute"."""
        first, last = base
        behind = [word.norm for word in words[last : last + 2]]
        if not 1 < last - first < _NAME_PARTS or last + 1 >= phrase[1] or behind != ["of", "the"]:
            return False
        return all(word.form[0].isupper() and word.norm not in self._table.no_person for word in words[first:last])

    def _is_described(self, words: Sequence[Word], base: Range, body: Mention) -> bool:
        """Tell whether small words alone describe the body named behind them: "state broadcaster NRK"."""
        described = [word for word in words[base[0] : base[1]] if word.end <= body.start]
        return (
            bool(described)
            and described[-1].form.isalpha()
            and described[-1].form.islower()
            and described[-1].norm not in self._table.function | self._table.determiners
        )

    def mention(self, mention: Mention) -> str:
        """Return the speaker that a mention names."""
        return (
            self._person(mention)
            if mention.label == "PERSON"
            else " ".join(self._persons.untitled(_SPACE.sub(" ", mention.surface)))
        )

    def label(self, name: str) -> str | None:
        """Return the label of the mention that reads ``name``, or None."""
        return self._labels.get(name)

    def _is_body(self, words: Sequence[Word], base: Range, inside: Sequence[Mention]) -> bool:
        """Tell whether the phrase ends with the name of an organisation, which may hold a title: "the Justice Department"."""
        last = words[base[1] - 1]
        bodies = (one for one in inside if one.label == "ORG" and one.end == last.end)
        return last.norm in self._table.bodies or any(
            len(self._persons.untitled(one.surface)) == len(one.surface.split()) for one in bodies
        )

    def _inside(self, words: Sequence[Word], span: Range) -> list[Mention]:
        start, end = words[span[0]].start, words[span[1] - 1].end
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [one for one in self._mentions[first:last] if one.end <= end]

    def _person(self, person: Mention) -> str:
        surface = _SPACE.sub(" ", person.surface)
        if person.name and " " in person.name and " " not in surface:
            return person.name
        return self._persons.full(" ".join(self._persons.untitled(surface)))

    def _titled(self, words: Sequence[Word], base: Range) -> str | None:
        """Return the capitalised words behind a title, when they look like a person's name."""
        first, last = base
        start = last
        while start > first and words[start - 1].form[0].isupper() and words[start - 1].norm not in self._table.titles:
            start -= 1
        title = start > first and words[start - 1].norm in self._table.titles
        if not title or start == last or last - start > _NAME_PARTS:
            return None
        return self._printed_range(words, (start, last))

    def _apposed(self, words: Sequence[Word], phrase: Range) -> str | None:
        """Return the name beside a title: "the head of the bank, Ann Hale, said"."""
        first, last = phrase[0], phrase[1] + 1
        if last >= len(words) or words[last - 1].form != ",":
            return None
        end = last
        while end < len(words) and words[end].form[0].isupper():
            end += 1
        closed = end == len(words) or words[end].form in _CLOSING
        if not closed or not 2 <= end - last <= _NAME_PARTS:  # noqa: PLR2004
            return None
        inside = [one for one in self._inside(words, (last, end)) if one.start == words[last].start]
        named = any(one.label in {"PERSON", "ORG"} for one in inside)
        titled = any(words[i].norm in self._table.titles for i in range(first, last))
        named = named or any(words[i].dep == "appos" for i in range(last, end))
        common = not inside and words[last - 2].form.islower() and words[first].norm in self._table.determiners
        return self._printed_range(words, (last, end)) if named or titled or common else None

    def author(self, phrases: NounPhrases, base: Range) -> str | None:
        """Return whose evidence it is: "a study by X", "X data", "the same X report"; None when nobody is named."""
        words = phrases.words
        head = next(
            (
                i
                for i in range(base[1] - 1, base[0] - 1, -1)
                if words[i].norm in self._table.evidence and (i == 0 or words[i].form.islower())
            ),
            None,
        )
        if head is None:
            return None
        for i in range(base[1], min(base[1] + _AUTHOR_REACH, len(words))):
            if words[i].norm in _AUTHORS and (author := phrases.after(i + 1)) is not None:
                if words[author[1] : author[1] + 1] and words[author[1]].norm == "and":  # "a study by X and Y"
                    return self._printed_range(words, (base[0], (phrases.after(author[1] + 1) or author)[1]))
                if self._may_speak(words, author):
                    inner = phrases.base(author)
                    described = words[inner[1] - 1].form.islower() and words[inner[1] - 1].norm in self._table.bodies
                    owner = None if described else self._owner(words, inner)  # "data from the Georgetown centre"
                    return owner or self.name(phrases, author)
                break
            if not words[i].form[0].isalnum():
                break
        return self._owner(words, (base[0], head))

    def _may_speak(self, words: Sequence[Word], author: Range) -> bool:
        return any(words[k].form[0].isupper() or words[k].norm in self._table.people for k in range(*author))

    def _owner(self, words: Sequence[Word], span: Range) -> str | None:
        """Return the organisation or person named in ``span``, which something of theirs follows."""
        if span[0] == span[1]:
            return None
        named = [one for one in self._inside(words, span) if one.label in {"ORG", "PERSON"}]
        if named:
            body = self._body(words, span, named[0])
            alone = named[0].label == "PERSON" and body == _SPACE.sub(" ", named[0].surface)
            return self._person(named[0]) if alone else body
        capitals = [i for i in range(*span) if words[i].form[0].isupper() and words[i].norm not in self._table.determiners]
        if capitals[:1] == [0] and 1 not in capitals:  # the first word of a sentence may be any
            capitals = capitals[1:]
        if not capitals or any(one.entity_id is not None for one in self._inside(words, span)):
            return None
        last = capitals[0] + 1
        while last in capitals:
            last += 1
        return None if words[last - 1].norm.endswith(_OF_PEOPLES) else self._printed_range(words, (capitals[0], last))

    def _body(self, words: Sequence[Word], span: Range, body: Mention) -> str:
        """Return the name of ``body``, with the capitalised words behind it that a model may have missed."""
        last = next((i for i in range(*span) if words[i].start >= body.end), span[1])
        end = last
        while end < span[1] and words[end].form[0].isupper():
            end += 1
        return _SPACE.sub(" ", self._text[body.start : words[end - 1].end] if end > last else body.surface)

    def _printed(self, words: Sequence[Word], phrase: Range) -> str | None:
        """Return the phrase as printed, a name without its article."""
        first, last = phrase
        named = (words[i].form[0].isupper() or words[i].norm in _WITHIN_NAMES for i in range(first + 1, last))
        common = last - first == 2 and words[first + 1].norm in self._table.people  # noqa: PLR2004 "The Department"
        if words[first].norm == "the" and not common and first + 1 < last and words[first + 1].form[0].isupper() and all(named):
            return self._persons.full(self._printed_range(words, (first + 1, last)))
        text = self._printed_range(words, phrase)
        return text if any(character.isalpha() for character in text) else None

    def _printed_range(self, words: Sequence[Word], span: Range) -> str:
        return _SPACE.sub(" ", self._text[words[span[0]].start : words[span[1] - 1].end]).strip()
