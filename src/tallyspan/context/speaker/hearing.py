"""Whom the speakers of one article stand for that are not named where they speak: pronouns, and subjects of sentences."""

from collections.abc import Callable

from tallyspan.context.page import Page
from tallyspan.context.speaker.frames.judgements import OWNERS
from tallyspan.context.speaker.frames.meaning import ANAPHORS
from tallyspan.context.speaker.frames.sayers import Subjects
from tallyspan.context.speaker.heard import PERSONAL, Heard, Said, Sentences, words_of
from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.who.names import SpeakerNames
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.model import Mention
from tallyspan.syntax import Tree, Word

_LOOK_BACK = 16  # sentences
_NAME_PARTS = 4
_CLAUSES = 3
_ISSUING = frozenset("published publishes released releases issued issues conducted presented".split())  # noqa: SIM905
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SINGULAR = frozenset({"he", "she"})


class Hearing:
    """Hears the sentences of ``page``, each once. ``used`` are the numbers of those where the speaker of another was found."""

    def __init__(self, table: SpeechWords, page: Page) -> None:
        self.table = table
        self._page = page
        self.used: set[int] = set()
        self._names = SpeakerNames(table, page, self.used)
        self._sentences = Sentences(table, page, self._names)
        self._speakers: dict[tuple[int, int], str | None] = {}
        self.tell_quoted(lambda _: False)

    def tell_quoted(self, is_quoted: Callable[[int], bool]) -> None:
        """Take the test whether what stands at an offset is quoted."""
        self.is_quoted = is_quoted

    def sentence(self, number: int) -> Heard:
        """Return the sentence ``number`` with what is said in it; pronouns are not settled yet."""
        return self._sentences.heard(number)

    def speaker(self, heard: Heard, said: Said) -> str | None:
        """Return the speaker of ``said``, whoever the pronoun stands for, or None."""
        if said.speaker is not None or said.pronoun is None:
            return said.speaker
        key = heard.number, said.frame.verb
        if key not in self._speakers:
            self._speakers[key] = self._stood_for(heard, said, said.pronoun)
        return self._speakers[key]

    def _stood_for(self, heard: Heard, said: Said, pronoun: str) -> str | None:
        verb = heard.tree.words[said.frame.verb]
        shows = verb.norm in self.table.showing
        shown = self._evidence(heard.number - 1) if shows and pronoun in ANAPHORS else None
        return shown or (self._earlier(heard.number, verb.start, pronoun) if pronoun in PERSONAL else None)

    def subject(self, number: int, before: int) -> str | None:
        """Return the person or body that the sentence ``number`` is about, if it is named before the offset ``before``."""
        tree = self.sentence(number).tree
        verbs = [word.i for word in tree.words if word.start < before and (word.tag in _FINITE or self._is_verb(word))]
        line = self._sentences.line(tree) if verbs else None
        subjects = (self._subject(number, line, verb) for verb in verbs[:_CLAUSES]) if line is not None else ()
        return next((subject for subject in subjects if subject is not None), None) or self._opening_name(tree, before)

    def acts(self, heard: Heard, verb: int) -> bool:
        """Tell whether a person or a body is named before the word ``verb``, or a noun for one stands there."""
        words = heard.tree.words[:verb]
        if not words or any(word.norm in self.table.speaking for word in words):
            return bool(words)
        return any(one.label in {"PERSON", "ORG"} for one in self._sentences.mentioned(heard.tree.start, words[-1].end))

    def _is_verb(self, word: Word) -> bool:
        """Tell whether a word that the tagger takes for a noun is a verb of saying after all: "Ann Hale doubts the sums"."""
        return word.i > 1 and word.tag == "NNS" and word.norm in self.table.verbs

    def _opening_name(self, tree: Tree, before: int) -> str | None:
        """Return the first person or body named at the start of a part between marks, as subjects are whatever taggers say."""
        for one in self._sentences.mentioned(tree.start, before):
            if one.label in {"PERSON", "ORG"}:
                first = words_of(tree, one.start, one.end)[0]
                first -= first > 0 and tree.words[first - 1].norm == "the"
                if first == 0 or tree.words[first - 1].form == ",":
                    return self._names.mention(one)
        return None

    def _subject(self, number: int, line: SpeechLine, verb: int) -> str | None:
        words = line.words
        subject = Subjects(line).before(verb)
        if subject is None:
            return None
        pronoun = words[subject[0]].norm
        if subject[1] - subject[0] == 1 and pronoun in _SINGULAR:
            return self._earlier(number, words[verb].start, pronoun)
        start, end = words[subject[0]].start, words[subject[1] - 1].end
        named = any(
            one.end <= end and one.label in {"PERSON", "ORG", "GPE", "LOC"} for one in self._sentences.mentioned(start, end)
        )
        return self._names.name(line.phrases, subject) if named or line.has(subject, self.table.speaking) else None

    # Pronouns

    def _evidence(self, number: int) -> str | None:
        """Return whose the evidence of the sentence ``number`` is, that "it found" in the next one points to."""
        if number < 0:
            return None
        tree = self.sentence(number).tree
        places = [word.i for word in tree.words if word.i and word.norm in self.table.evidence and word.form.islower()]
        line = self._sentences.line(tree) if places else None
        phrase = line.phrases.before(places[0] + 1) if line is not None else None
        if line is None or phrase is None:
            return None
        self.used.add(number)
        issued = next((word.i for word in tree.words[: places[0]] if word.norm in _ISSUING), 0)
        issuer = Subjects(line).before(issued) if issued else None
        author = self._names.author(line.phrases, line.phrases.base(phrase))
        return author or self._names.name(line.phrases, issuer or phrase)

    def _earlier(self, number: int, before: int, pronoun: str) -> str | None:
        """Return whom a pronoun stands for: the nearest speaker before it, or the first one named in the nearest sentence."""
        for earlier in range(number, max(-1, number - _LOOK_BACK), -1):
            found = self._spoke(earlier, before, pronoun)
            if found is None and ((pronoun == "it" and earlier >= number - 1) or (pronoun == "they" and earlier == number)):
                found = self._doing(earlier, before, pronoun)
            found = found or self._named(earlier, before, pronoun)
            if found is not None:
                self.used.add(earlier)
                return found
        return None

    def _spoke(self, number: int, before: int, pronoun: str) -> str | None:
        """Return the last speaker of a sentence, before an offset, that ``pronoun`` may stand for."""
        heard = self.sentence(number)
        for one in reversed(heard.said):
            start = heard.tree.words[one.frame.verb].start
            if one.speaker is not None and start < before and self._fits(one.speaker, pronoun) and not self._hides(start, before):
                return one.speaker
        return None

    def _doing(self, number: int, before: int, pronoun: str) -> str | None:
        """Return the people of whom a sentence tells, before an offset: "Ministers rejected the plan, which they say ..."."""
        words = self.sentence(number).tree.words
        verb = next((word for word in words if word.tag in _FINITE and word.start < before), None)
        found = None if verb is None else self._subject(number, self._sentences.line(self.sentence(number).tree), verb.i)
        return found if found is not None and self._fits(found, pronoun) else None

    def _hides(self, offset: int, before: int) -> bool:
        """Tell whether what stands at ``offset`` is quoted and what stands at ``before`` is not."""
        return self.is_quoted(offset) and not self.is_quoted(before)

    def _named(self, number: int, before: int, pronoun: str) -> str | None:
        first, last = self._page.sentences[number]
        last = min(last, before)
        if pronoun in _SINGULAR and last < before:  # "she walked there with her husband, Gabor": she was named before
            last = self._same(number, pronoun, last)
        label = "PERSON" if pronoun in _SINGULAR else "ORG" if pronoun == "it" else ""
        named = (one for one in self._sentences.mentioned(first, last) if one.label == label and not self._is_doubtful(one))
        found = next((one for one in named if not self._hides(one.start, before)), None)
        if found is not None:
            return self._names.mention(found)
        return self._initial(number, before) if pronoun in _SINGULAR else None

    def _same(self, number: int, pronoun: str, last: int) -> int:
        """Return where ``pronoun``, or its possessive, first stands in a sentence, or ``last``."""
        own = {pronoun, *(owner for owner, one in OWNERS.items() if one == pronoun)}
        return next((word.start for word in self.sentence(number).tree.words if word.norm in own), last)

    def _is_doubtful(self, person: Mention) -> bool:
        """Tell whether a name of one word that starts a sentence, and nowhere else, is likely to be none: "Steel sold for"."""
        if person.label == "PERSON" and self._page.article.text.startswith(" & ", person.end):  # "Hale & Porteous"
            return True
        if person.label != "PERSON" or " " in person.surface or (person.name or "").count(" "):
            return False
        start = self._page.sentences[self._page.number(person.start)][0]
        return person.start == start and self._page.article.text.count(person.surface) == 1

    def _initial(self, number: int, before: int) -> str | None:
        """Return the capitalised words that a sentence unknown to the model starts with, as a person's name."""
        tree = self.sentence(number).tree
        last = 0
        while last < len(tree.words) and tree.words[last].form[0].isupper():
            last += 1
        first = last > 1 and tree.words[0].norm in self.table.titles
        run = tree.words[first:last]
        if (
            tree.parsed
            or not 1 < last <= _NAME_PARTS + first
            or run[-1].end > before
            or any(word.norm in self.table.no_person for word in run)
        ):
            return None
        return self._page.article.text[run[0].start : run[-1].end]

    def _fits(self, speaker: str, pronoun: str) -> bool:
        """Tell whether ``pronoun`` may stand for ``speaker``."""
        word = speaker.rsplit(maxsplit=1)[-1]
        last = word.lower()
        body = last in self.table.bodies or last in self.table.evidence or self._names.label(speaker) == "ORG"
        plural = last.endswith("s") and (word.islower() or (word == speaker and last in self.table.speaking))
        if pronoun == "they":
            return plural or body
        if pronoun == "it":
            return (body or (speaker[0].isupper() and self._names.label(speaker) != "PERSON")) and not plural
        return not body and not plural
