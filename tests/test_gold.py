"""What the reader is trained on: annotations that stand where they say, and what the network is taught of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from training.reader import corpus

from tallyspan.context.labels import CHOICES, LENT, ROLES
from tallyspan.encoder.network import FOLDER, calibration
from tallyspan.encoder.pieces import WordPieces

KINDS = {"money", "percent", "distance", "date"}


def articles(part: str) -> list[dict[str, Any]]:
    return [dict(article) for article in corpus.read_gold(part)]


def spans(claim: dict[str, Any]) -> Iterator[tuple[int, int]]:
    yield claim["start"], claim["end"]
    for name in ("measure_spans", "subject_spans", "speaker_spans", "time_claims"):
        yield from claim.get(name, ())


@pytest.mark.parametrize("part", corpus.PARTS)
@pytest.mark.usefixtures("shared")
def test_annotations_stand_in_the_text(part: str) -> None:
    for article in articles(part):
        text = article["text"]
        for claim in article["claims"]:
            assert claim["kind"] in KINDS
            assert claim.get("surface", text[claim["start"] : claim["end"]]) == text[claim["start"] : claim["end"]]
            assert all(0 <= start < end <= len(text) for start, end in spans(claim)), article["id"]
            assert claim.get("modality", "actual") in CHOICES["modality"]
            assert claim.get("aspect") in {None, *CHOICES["aspect"]}
            assert {tuple(span) for span in claim.get("time_claims", ())} <= {
                (other["start"], other["end"]) for other in article["claims"] if other["kind"] == "date"
            }


@pytest.mark.usefixtures("shared")
def test_what_is_held_back_is_nowhere_else() -> None:
    held = {article["text"] for article in articles("held")}
    assert len(held) >= 28
    assert held.isdisjoint(article["text"] for part in corpus.PARTS if part != "held" for article in articles(part))


@pytest.mark.parametrize(
    ("text", "name", "elsewhere"),
    [
        ("Ada Berg left. Berg paid. Ada won. Ivo Berg lost.", "Ada Berg", ["Berg", "Ada"]),
        ("The World Bank (WB) lent. Bank rates rose. The World Bank fell.", "World Bank", ["WB", "Bank", "World Bank"]),
        ("Peru sold oil. In Peru it rained; Peruvians paid.", "Peru", ["Peru"]),
        ("The ministry said no. A ministry of Peru did.", "ministry", ["ministry"]),
    ],
)
def test_names_count_wherever_they_stand_in_full_or_short(text: str, name: str, elsewhere: list[str]) -> None:
    start = text.index(name)
    first, *others = corpus.alike(text, (start, start + len(name)))
    assert first == (start, start + len(name))
    assert sorted(text[a:b] for a, b in others) == sorted(elsewhere)


def test_each_role_is_taught_where_its_answer_stands() -> None:
    text = "Peru's exports fell 5% in May, Ada Berg said. Imports rose."
    gold = {
        "id": "a",
        "text": text,
        "claims": [
            {"kind": "percent", "start": 20, "end": 22, "measure_spans": [[7, 14]], "subject_spans": [[0, 4]], "aspect": "change",
             "speaker_spans": [[31, 39]], "time_claims": [[26, 29]], "time": "2020-05-01/", "per": None, "modality": "actual"},
            {"kind": "date", "start": 26, "end": 29, "modality": "actual"},
        ],
    }  # fmt: skip
    page = corpus.Maker(WordPieces(FOLDER / "tokenizer.json")).page(gold)
    first, second = page.claims

    def said(claim: corpus.Claim) -> dict[str, str]:
        numbers = zip(CHOICES.items(), claim.classes.tolist(), strict=True)
        return {name: classes[number] for (name, classes), number in numbers if number != corpus.NOT_SAID}

    def taught(claim: corpus.Claim) -> dict[str, str]:
        words = {}
        for row, role in enumerate(ROLES):
            pieces = claim.window.pieces[claim.roles[row] > 0]
            words[role] = " ".join(text[page.pieces.starts[i] : page.pieces.ends[i]] for i in pieces)
        return words

    assert taught(first) == {"measure": "exports", "subjects": "Peru", "speaker": "Ada Berg", "time": "May", "per": ""}
    assert first.taught.tolist() == [1, 1, 1, 1, 1]
    assert said(first) == {
        "aspect": "change", "modality": "actual", "reach": "since",
        "subjects": "one", "speaker": "one", "time": "one", "per": "none",
    }  # fmt: skip
    assert second.taught.tolist() == [0, 0, 0, 0, 0], "nothing is annotated of it but the modality"
    assert said(second) == {"modality": "actual"}


def test_a_number_without_a_unit_is_taught_as_what_it_is_an_amount_of() -> None:
    text = "It cost $5 in 1990, then 7. It has 3 doors."
    gold = {"id": "a", "text": text, "claims": [{"kind": "money", "start": a, "end": b} for a, b in ((8, 10), (25, 26))]}
    page = corpus.Maker(WordPieces(FOLDER / "tokenizer.json")).page(gold)
    numbers = {text[page.pieces.starts[at] : page.pieces.ends[at]]: LENT[kind] for at, kind in page.bare}
    assert numbers == {"7": "money", "3": "none"}
    marked = [text[page.pieces.starts[i] : page.pieces.ends[i]] for i in range(len(page.marks)) if page.marks[i]]
    assert marked == ["$", "5"], "what has no unit of its own is not marked, for nobody knows it then"


def test_the_packed_reader_has_the_committed_calibration() -> None:
    written = Path(corpus.__file__).parent / "calibration.json"
    assert json.loads(written.read_text(encoding="utf-8")) == calibration()
