"""What a sum of money is: a price, a rate of exchange, the cost of what is done, what somebody spent or was fined."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallyspan.context.clause import is_passive
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.complements import tail
from tallyspan.context.measure.words.doer import Resolve, doer_of
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_BREAKS = frozenset({",", ";", "and", "but", "that", ":", "\u2013", "\u2014"})
_AT = frozenset({"at", "for"})
_AGAINST = frozenset({"to", "against", "versus"})
_PARTICLES = frozenset({"aside", "out", "up", "back", "away", "down", "over", "off"})
_PRONOUNS = frozenset({"it", "they", "he", "she"})
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS"})
_FAR = 12  # words back to a verb
_NEAR = 7
_ROOM = 8


class Sums:
    """Finds what a sum of money is. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates) -> None:
        self._predicates = predicates
        self._stops = frozenset(table["stops"])
        self._owned = frozenset(table["owned"])
        self._valuing = predicates.forms(table["valuing"])
        self._giving = predicates.forms([verb for verb in table["receiving"]["verbs"] if verb != "owe"])
        self._adding = predicates.forms(["add"])
        sums = table["sums"]
        self._budgeting = frozenset(sums["budgeting"])
        self._costs = frozenset(sums["costs"])
        self._currencies = frozenset(sums["currencies"])
        self._traded = frozenset(sums["traded"])
        self._goods_units = frozenset(sums["goods_units"])
        self._monetary = frozenset(sums["monetary"])
        self._of = frozenset(sums["of"])

    def read(self, site: Site) -> Phrase | None:
        """Return what the words around the sum say: a rate, a cost, what was set "at" it, what is done with it."""
        if site.reading.kind != "money" or not site.tree.parsed:
            return None
        ways = (self._exchange, self._cost, self._set_at, self._handled, self._given, self._added)
        return next((phrase for way in ways if (phrase := way(site))), None)

    def finished(self, site: Site, phrase: Phrase | None, resolve: Resolve) -> Phrase | None:
        """Return ``phrase`` complete: the price of goods, whose debt, who spent; as it is for what is no sum."""
        if not phrase or site.reading.kind != "money" or not site.tree.parsed:
            return phrase
        if len(phrase) == 1 and not isinstance(phrase[0], str | Cited) and len(phrase[0]):
            named = self._rated(phrase[0]) or self.priced(site, phrase[0])
            if named is not None:
                return named
        said = _word(phrase)
        link = "by" if said.startswith("amount ") or said in {"spending", "saving"} else "of" if said in self._of else ""
        clause = self._predicates.clause(site) if link else None
        if clause is None or is_passive(clause.verb):
            return phrase
        before = site.word(clause.verb.i - 1)
        who = subject(clause.verb, site.words) or (before if before is not None and before.norm in _PRONOUNS else None)
        pronoun = who is not None and who.norm in _PRONOUNS
        if who is None or site.holds(who) or (link == "of" and not pronoun and not said.startswith("earn")):
            return phrase
        doer = doer_of(who, site, resolve)
        return [phrase[0], link, *doer] if doer else phrase

    def priced(self, site: Site, words: Sequence[Word]) -> Phrase | None:
        """Return "price of copper" for the copper of a sum, or None where it is no goods."""
        if site.reading.kind != "money" or site.norm(site.left) == "worth":
            return None
        head = _head(words)
        one = head.norm.removesuffix("s")
        sold = (site.reading.per or "").lower() in self._goods_units and one not in self._monetary
        if not is_noun(head) or not (sold or head.norm in self._traded or " ".join(w.norm for w in words) in self._traded):
            return None
        return ["price of", _with_article(head, words)]

    def _rated(self, words: Sequence[Word]) -> Phrase | None:
        """Return "exchange rate of the euro" for the euro."""
        head = _head(words)
        return ["exchange rate of", _with_article(head, words)] if head.norm in self._currencies else None

    def _exchange(self, site: Site) -> Phrase | None:
        """Read "the rupee ended at 82.95 to the dollar"."""
        i = site.right
        article = site.norm(i + 1) in {"the", "a"}
        if site.norm(i) not in _AGAINST or site.norm(i + 1 + article).removeprefix("u.s. ") not in self._currencies:
            return None
        found = next(
            (w for w in reversed(site.words[: site.first]) if w.norm in self._currencies and w.i not in site.taken), None
        )
        return None if found is None else ["exchange rate of", _with_article(found, [found])]

    def _cost(self, site: Site) -> Phrase | None:
        """Read "will open 30 clinics at a cost of $5 million": the cost of opening 30 clinics."""
        noun = site.word(site.left - 1)
        if site.norm(site.left) != "of" or noun is None or noun.norm not in self._costs:
            return None
        i = noun.i - 1
        while i > 0 and site.words[i].tag in {"DT", "JJ", "CD", "VBN"}:
            i -= 1
        if site.norm(i) not in _AT:
            return None
        verb = _verb_before(site, i) or _verb_behind(site)
        if verb is None:
            return None
        done = [word for word in tail(verb, site, _ROOM, over_claims=True) if word.i < i or verb.i > i]
        if done and not is_passive(verb):
            return [[noun], "of", Cited(self._predicates.verbs.gerund(verb.norm), verb), done]
        who = subject(verb, site.words)
        named = who is not None and is_noun(who) and who.i not in site.taken
        return [[noun], "of", noun_phrase(who, site.taken, _ROOM, inner=True)] if named and who is not None else None

    def _set_at(self, site: Site) -> Phrase | None:
        """Read "set bail yesterday at $5,000", whatever stands between."""
        if site.norm(site.left) != "at":
            return None
        for word in reversed(site.words[max(0, site.left - _NEAR) : site.left]):
            if word.norm in _BREAKS:
                return None
            if word.norm in self._valuing:
                run = noun_run(site, word.i + 1, self._stops)
                if not run or not is_noun(run[-1]) or run[-1].i + 1 == site.left:
                    return None
                more = [one for one in noun_phrase(run[-1], site.taken, _ROOM) if run[-1].i < one.i < site.left]
                return [[one for one in [*run, *more] if one.tag != "DT"]]
        return None

    def _given(self, site: Site) -> Phrase | None:
        """Read "pay staff $500 for each child": the amount paid to staff."""
        i = site.left
        while i > max(0, site.left - _NEAR) and site.words[i].tag in _NOMINAL and i not in site.taken:
            i -= 1
        verb, words = site.word(i), list(site.words[i + 1 : site.left + 1])
        if verb is None or verb.norm not in self._giving or not verb.tag.startswith("VB") or is_passive(verb):
            return None
        if not words or not is_noun(words[-1]):
            return None
        run = noun_run(site, site.right + 1, self._stops, inside=True) if site.norm(site.right) == "for" else []
        behind = [site.words[site.right], *site.words[site.right + 1 : run[-1].i + 1]] if run else []
        paid = self._predicates.verbs.past(verb.norm)
        return [Cited("payment to" if paid == "paid" else f"amount {paid} to", verb), words, behind]

    def _added(self, site: Site) -> Phrase | None:
        """Read "will add $5 million to costs": the addition to costs."""
        verb = site.word(site.left)
        if verb is None or verb.norm not in self._adding or site.norm(site.right) != "to":
            return None
        run = noun_run(site, site.right + 1, self._stops)
        return [Cited("addition to", verb), run] if run else None

    def _handled(self, site: Site) -> Phrase | None:
        """Read "in health, $5 billion has been set aside for clinics": the subject, whatever the tree says."""
        following = site.word(site.right)
        opens = site.left < 0 or site.norm(site.left) in _BREAKS
        if following is None or not opens or following.tag not in _FINITE or site.norm(site.left) == "and":
            return None
        near = site.words[following.i : following.i + 4]
        group = next((w for w in near if w.tag == "VBN" and w.child("aux:pass") is not None), None)
        if group is None:
            return None
        particle = site.word(group.i + 1)
        words = [particle] if particle is not None and particle.norm in _PARTICLES else []
        at = group.i + 1 + len(words)
        if site.norm(at) in {"for", "on"} and (
            group.norm in self._budgeting or (group.norm, site.norm(at - 1)) == ("set", "aside")
        ):
            run = noun_run(site, at + 1, self._stops)
            return [Cited("spending on", group), run] if run else None
        run = noun_run(site, at + 1, self._stops) if site.norm(at) in {"for", "on", "to", "in", "from"} else []
        return [Cited(f"amount {self._predicates.verbs.past(group.norm)}", group), words, [site.words[at], *run] if run else []]


def _verb_before(site: Site, end: int) -> Word | None:
    """Return the verb before ``end`` that no comma and no "and" parts from it."""
    for word in reversed(site.words[max(0, end - _FAR) : end]):
        if word.norm in {"and", ";", "but"}:
            return None
        if word.tag.startswith("VB") and _tells(word):
            return word
    return None


def _verb_behind(site: Site) -> Word | None:
    """Return the infinitive behind the sum: "at a cost of $5 million, intends to merge the shops"."""
    return next((word for word in site.words[site.right : site.right + _NEAR] if word.tag == "VB" and _tells(word)), None)


def _word(phrase: Phrase) -> str:
    """Return what ``phrase`` says when it is but one piece: "cost", "amount spent"; else nothing."""
    pieces = [piece for piece in phrase if piece]
    if len(pieces) != 1 or isinstance(pieces[0], str):
        return ""
    if isinstance(pieces[0], Cited):
        return pieces[0].text
    return pieces[0][0].norm if len(pieces[0]) == 1 else ""


def _head(words: Sequence[Word]) -> Word:
    inside = {word.i for word in words}
    return next((word for word in words if word.head is None or word.head.i not in inside), words[-1])


def _with_article(head: Word, words: Sequence[Word]) -> list[Word]:
    article = head.child("det")
    the = article is not None and article.norm == "the" and article not in words
    return [article, *words] if the and article is not None and article.i + 1 == words[0].i else list(words)


def _tells(verb: Word) -> bool:
    return verb.dep not in {"aux", "aux:pass", "cop"} and verb.dep != "amod"
