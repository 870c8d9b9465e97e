"""Which models an extractor has, and that what they say of an article depends on that article alone."""

import json
import shutil
from pathlib import Path

import pytest

import tallyspan
from tallyspan import Article, Claim, nlp
from tallyspan.context.labels import CHOICES, ROLES
from tallyspan.encoder import network
from tallyspan.model import Mentions
from tallyspan.run.work import loaded

_PARTS = len(CHOICES) + len(ROLES) + 1

SENTENCES = [
    "Exports of the two countries rose by 5% to $3 million in 2019.",
    "The bridge, Anna Berg said, would cost 12 million euros.",
    "Nothing happened.",
    "About 40 percent of the homes in Valdivia stand 3 km from the river.",
    "",
    "In March the bank lent Chile $2 billion; Peru got half.",
]


@pytest.fixture(scope="module")
def extractor() -> nlp.Extractor:
    return loaded(nlp.load, None, Mentions.CLAIMS)


def test_articles_read_together_are_read_as_alone(extractor: nlp.Extractor) -> None:
    articles = [Article(" ".join(SENTENCES[i:] + SENTENCES[:i]), str(i)) for i in range(len(SENTENCES))] * 20
    alone = {article.article_id: extractor.extract(article) for article in articles[: len(SENTENCES)]}
    for extraction in extractor.extract_many(articles):
        assert extraction == alone[extraction.article.article_id]


def test_more_articles_than_are_read_together_come_out_in_order(extractor: nlp.Extractor) -> None:
    articles = [Article(f"It cost ${i} million.", str(i)) for i in range(1, 101)]
    assert [extraction.claims[0].value for extraction in extractor.extract_many(articles)] == [i * 1e6 for i in range(1, 101)]


def test_a_model_adds_numbers_that_borrow_their_unit_and_changes_no_value(extractor: nlp.Extractor) -> None:
    def values(claims: tuple[Claim, ...]) -> set[object]:
        own = [claim for claim in claims if not claim.rule_id.endswith(".reader")]
        return {(claim.start, claim.end, claim.value, claim.unit, claim.timex) for claim in own}

    article = Article(" ".join(SENTENCES))
    assert values(nlp.load("blank").extract(article).claims) == values(extractor.extract(article).claims)


def test_what_nothing_read_is_null() -> None:
    for claim in nlp.load("blank").extract(Article("Norway said the bridge would cost $3 million.")).claims:
        assert (claim.measure, claim.modality, claim.aspect, claim.attributed_to, claim.context_confidence) == (None,) * 5
        assert claim.countries == ("NO",)


def test_names_of_the_whole_text_on_demand() -> None:
    text = "Anna Berg lives in Oslo. The bridge cost Norway $3 million."
    near = {mention.surface for mention in tallyspan.load().extract(Article(text)).mentions}
    every = {mention.surface for mention in tallyspan.load(mentions="all").extract(Article(text)).mentions}
    assert near == {"Norway"}
    assert every == {"Anna Berg", "Oslo", "Norway"}


def test_extractor_names_models_and_mode() -> None:
    assert tallyspan.load("blank").name.endswith("model blank")
    assert "model tallyspan_reader" in tallyspan.load().name
    assert "tallyspan_en" in tallyspan.load().name
    assert tallyspan.load(mentions="all").name.endswith("mentions all")


@pytest.mark.parametrize("model", ["en_core_web_sm", "no/such/folder"])
def test_a_missing_model_says_what_to_type(model: str) -> None:
    with pytest.raises(ValueError, match="type 'blank' for rules alone, or the folder of a trained reader"):
        tallyspan.load(model)


def test_another_reader_serves(extractor: nlp.Extractor, tmp_path: Path) -> None:
    shutil.copytree(network.FOLDER, tmp_path / "reader")
    meta = tmp_path / "reader" / "meta.json"
    meta.write_text(
        json.dumps(json.loads(meta.read_text()) | {"calibration": {kind: [0] * _PARTS for kind in ("date", "quantity")}})
    )
    other, article = tallyspan.load(str(tmp_path / "reader")), Article(" ".join(SENTENCES))
    assert other.name != extractor.name, "other weights are another extractor, under whatever name"
    ours, theirs = extractor.extract(article).claims, other.extract(article).claims
    assert {claim.context_confidence for claim in theirs} == {0.5}
    assert [claim.measure for claim in theirs] == [claim.measure for claim in ours]
