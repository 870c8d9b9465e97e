"""Mojibake and character references are undone; a text without them is left as it is."""

import json
from pathlib import Path

import pytest

from tallyspan.readers.outcome import Repair
from tallyspan.readers.repair import repair

MOJIBAKE, ENTITIES = (Repair.MOJIBAKE,), (Repair.ENTITIES,)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("debt of â‚¬1.2 billion", "debt of €1.2 billion"),
        ("about Â£1.05bn", "about £1.05bn"),
        ("itâ€™s", "it’s"),
        ("cafÃ©s", "cafés"),
        ("5 km\x80 â\x80\x93", "5 km€ –"),
        # Each line by itself: one is wrong, the other right.
        ("cost €5m\nitâ€™s £3m", "cost €5m\nit’s £3m"),
        ("itâ€™s £3m\r\ncost €5m\rmore", "it’s £3m\r\ncost €5m\rmore"),
        ("itâ€™s\u0085cost €5m\u2028x", "it’s\u0085cost €5m\u2028x"),
    ],
)
def test_mojibake(before: str, after: str) -> None:
    assert repair(before) == (after, MOJIBAKE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("&pound;10m &#8364;5 &#x24;3&nbsp;bn", "£10m €5 $3\u00a0bn"),
        ("AT&amp;T &lt;fell&gt;", "AT&T <fell>"),
        ("&#128;5", "€5"),  # as browsers read it
        ("&amp;pound;", "&pound;"),  # one level only
    ],
)
def test_character_references(before: str, after: str) -> None:
    assert repair(before) == (after, ENTITIES)


def test_both() -> None:
    assert repair("Â£5 &amp; more") == ("£5 & more", (*MOJIBAKE, *ENTITIES))


@pytest.mark.parametrize(
    "text",
    [
        "R&D; AT&T, S&P 500, &c., a&b;c; &nosuchthing; &pound 5 &copy2020 &#; &#x;",
        "“Smart quotes” — and ’apostrophes’, ﬁ ligatures, Ｆｕｌｌ width, 1\u202f200 km, e\u0301",
        "São Paulo, Malmö, Ñuñoa, Đà Nẵng, Ålesund",
        "lossy \ufffd1.2 billion (\ufffd1.05bn)",
        "line\u0085line\x0cpage\x00nul\x1b[31mred\x1b[0m",
        "Москва, 東京, القاهرة",
        "",
    ],
)
def test_clean_text_is_left_alone(text: str) -> None:
    assert repair(text) == (text, ())


def test_no_article_of_the_corpora_is_changed(shared: Path) -> None:
    with (shared / "corpora" / "open_news.jsonl").open(encoding="utf-8") as lines:
        changed = [record["id"] for record in map(json.loads, lines) if repair(record["text"])[1]]
    assert changed == []
