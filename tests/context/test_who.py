"""Whom the words that an answer points at name."""

import pytest

from tallyspan.context import Page, Who, sentences_of_names
from tallyspan.context.answers import Answer, Pointed
from tallyspan.model import Article, Mention

TEXT = "Edward Lemon of Osh met the bank. Dr. Lemon said Abu Dhabi Media and the bank's rival paid him $5 million."
NAMES = {
    "Edward Lemon": ("PERSON", None, "Edward Lemon"),
    "Osh": ("LOC", None, "Osh"),
    "Lemon said": ("PERSON", None, "Edward Lemon"),
    "Abu Dhabi Media": ("ORG", None, "Abu Dhabi Media"),
}


def page() -> Page:
    article = Article(TEXT, "a")
    mentions = []
    for words, (label, entity, name) in NAMES.items():
        start, surface = TEXT.index(words), words.removesuffix(" said")
        mentions.append(Mention("a", article.text_sha256, start, start + len(surface), surface, label, entity, name))
    return Page(article, [(0, 33), (34, len(TEXT))], [], mentions)


def at(words: str, likely: float = 0.9) -> Pointed:
    start = TEXT.index(words)
    return Pointed(start, start + len(words), likely)


@pytest.mark.parametrize(
    ("pointed", "named"),
    [
        ([at("Dr. Lemon")], ["Edward Lemon"]),
        ([at("Edward Lemon"), at("Lemon said")], ["Edward Lemon"]),
        ([at("Abu")], ["Abu Dhabi Media"]),
        ([at("bank's rival")], ["bank's rival"]),
        ([at("him")], []),
        ([at("and the bank's rival")], ["bank's rival"]),
        ([at("Osh", 0.6), at("Abu Dhabi Media", 0.8)], ["Abu Dhabi Media", "Osh"]),
        ([at("Edward Lemon of Osh")], ["Edward Lemon", "Osh"]),
        ([at("Media and the bank's rival paid")], ["Media and the bank's rival paid"]),
    ],
)
def test_named(pointed: list[Pointed], named: list[str]) -> None:
    assert [one.subject.text for one in Who(page()).meant(pointed, TEXT.index("$5"))] == named


def test_a_bank_of_a_country_is_not_the_country() -> None:
    text = "The National Bank of Kazakhstan said Kazakhstan paid $5 million."
    article = Article(text, "a")
    places = [(4, 31, "ORG", None, "National Bank of Kazakhstan"), (37, 47, "GPE", "KZ", "Kazakhstan")]
    mentions = [Mention("a", article.text_sha256, a, b, text[a:b], label, code, name) for a, b, label, code, name in places]
    pointed = [Pointed(4, 31, 0.8), Pointed(37, 47, 0.9)]
    found = Who(Page(article, [(0, len(text))], [], mentions)).meant(pointed, 53)
    assert [one.subject.text for one in found] == ["Kazakhstan", "National Bank of Kazakhstan"]


def test_names_matter_where_they_are_pointed_at_and_where_they_are_first_said() -> None:
    answer = Answer([], "level", "actual", "during", "one", [at("Lemon said")], [], [], [], [])
    assert sentences_of_names(page(), [answer]) == [0, 1]
    assert sentences_of_names(page(), []) == []
