"""Modality of claims: sentences with each claim marked."""

import pytest

import tallyspan
from inline import cases, difference, parse


@pytest.mark.parametrize(("marked", "published"), [*cases("modality", "modality_newswire", "modality_scenes")])
def test_modality_is_the_one_marked(marked: str, published: str | None) -> None:
    text, expected = parse(marked)
    for mark in expected:
        mark.columns = {"modality": mark.columns["modality"]}
    assert difference(expected, tallyspan.extract(text, published)) == []
