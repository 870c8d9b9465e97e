"""Who is said to state a claim: sentences with the speaker marked, quotation marks, interviews, and what must not happen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tallyspan
from inline import cases, difference, parse
from tallyspan.context.speaker.turns.interview import turns
from tallyspan.context.speaker.turns.quotes import quotations


@pytest.mark.parametrize(("marked", "published"), [*cases("speaker")])
def test_speaker_is_the_one_marked(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    for mark in expected:
        mark.columns = {"attributed_to": mark.columns["attributed_to"]}
    assert difference(expected, list(tallyspan.extract(text, published))) == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "no" and left.', ["no"]),
        ("He said \u201cno\u201d and left.", ["no"]),
        ("He said \u2018never again,\u2019 and left.", ["never again,"]),
        ("He said ``no'' and left.", ["no"]),
        ("It is the dogs' bowl, and Ann's.", []),
        ("\u201cHe called it \u2018mine\u2019 too,\u201d she said.", ["He called it \u2018mine\u2019 too,"]),
        ('A gift," he said. "It was.', ["A gift,", "It was."]),
        ('"One.\n\n"Two."\n\nThree.', ["One.", "Two."]),
        ('"One.\n\nTwo.', ["One."]),
        ('The board is 5" wide and 7" long.', []),
        ("", []),
    ],
)
def test_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[one.start : one.end] for one in quotations(text)] == quoted


def test_paragraphs_of_one_quotation_continue_it() -> None:
    assert [one.continues for one in quotations('"One.\n\n"Two." A word. "Three."')] == [False, True, False]


@given(st.text(alphabet="\"'\u201c\u201d\u2018\u2019\n ab.,`", max_size=200))
def test_quotations_are_apart_and_in_order(text: str) -> None:
    last = 0
    for one in quotations(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end


INTRODUCTION = "We present the views of Dr. Anna Kovacs, a farmer, on cows.\n\n"
MET = "Ann Hale keeps cows above Oslo. She spoke to the Harwick Herald's Tom Lee on Monday.\n\n"
HEARD = "Tom Lee of the Harwick Herald spoke to Ann Hale, a herder.\n\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (INTRODUCTION + "1. Are cows cheap?\n\nNo.\n\n2. What do they cost?\n\nThey cost {}.", "Anna Kovacs"),
        (INTRODUCTION + "Q: Are cows cheap?\nA: No.\nQ: What do they cost?\nA: They cost {}.", "Anna Kovacs"),
        ("Ann Lee: Are cows cheap?\nIvo Berg: No.\nAnn Lee: What do they cost?\nIvo Berg: They cost {}.", "Ivo Berg"),
        (INTRODUCTION + "1. Do cows cost {}?\n\nNo.\n\n2. Are they kind?\n\nThey are.", None),
        ("1. Milk the cow.\n\n2. Sell the milk.\n\nIt costs {}.", None),
        ("Q: Are cows kind?\n\nMine are, I find.\n\nQ: What do they cost?\n\nI paid {}.", None),
        ("Not so dear, says herder Ann Hale\n\nQ: Are they kind?\n\nI think so.\n\nQ: Are they dear?\n\nI paid {}.", "Ann Hale"),
        (MET + "Is it easy?\n\nNo, I find.\n\nYou sold the goats.\n\nI got {}.\n\nWhat next?\n\nMy farm.", "Ann Hale"),
        (MET + "Is it easy?\n\nNo, I find.\n\nYou sold the goats for {}.\n\nI did.\n\nWhat next?\n\nMy farm.", "Tom Lee"),
        (HEARD + "Is it easy?\n\nNo, I find.\n\nAnd the goats?\n\nI got {}.\n\nWhat next?\n\nMy farm.", "Ann Hale"),
        ("Ann Hale, 51, keeps cows. Tom Lee met her.\n\nWhy?\n\nI like it.\n\nDear?\n\nMy first was {}.", "Ann Hale"),
        ("Ann Hale keeps cows.\n\nHERALD: Why?\n\nHALE: I do.\n\nHERALD: Dear?\n\nHALE: I paid {}.", "Ann Hale"),
        ("What we know\n\nWhat broke?\n\nA dam.\n\nWho pays?\n\nThe state.\n\nHow much?\n\nIt costs {}.", None),
    ],
)
def test_interview(text: str, speaker: str | None) -> None:
    claim = next(one for one in tallyspan.extract(text.format("$900")) if one.kind == "money")
    assert claim.attributed_to == speaker


def test_last_answer_ends_where_the_article_speaks_of_the_one_who_answered() -> None:
    text = INTRODUCTION + "1. Are cows cheap?\n\nNo.\n\n2. Are they kind?\n\nThey are.\n\nAnna Kovacs was born in Pecs."
    assert [text[turn.start : turn.end] for turn in turns(text)] == ["No.", "They are."]
