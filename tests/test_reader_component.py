"""The spaCy component for context, in anybody's pipeline."""

import pickle
import subprocess
import sys

import pytest
import spacy

from tallyspan.context import Answer

TEXTS = ["Exports of Peru rose by 5% last year.", "The bank lent $2 billion."]


@pytest.fixture(scope="module")
def pipeline() -> spacy.language.Language:
    made = spacy.blank("en")
    made.add_pipe("tallyspan")
    made.add_pipe("tallyspan_reader")
    return made


def answers(doc: spacy.tokens.Doc) -> list[Answer]:
    return [Answer.of(fields) for fields in doc.spans["tallyspan"].attrs["answers"]]


def test_every_claim_has_an_answer(pipeline: spacy.language.Language) -> None:
    doc = pipeline(TEXTS[0])
    first, second = answers(doc)
    assert [doc.text[start:end] for start, end in first.measure] == ["Exports"]
    assert (first.aspect, first.modality) == ("change", "actual")
    assert [doc.text[one.start : one.end] for one in first.subjects] == ["Peru"]
    assert [doc.text[one.start : one.end] for one in first.time] == ["last year"]
    assert second.modality == "actual"


IN_PROCESSES = """
import spacy
pipeline = spacy.blank("en")
pipeline.add_pipe("tallyspan")
pipeline.add_pipe("tallyspan_reader")
texts = {texts!r}
said = [[doc.spans["tallyspan"].attrs["answers"] for doc in pipeline.pipe(texts, n_process=n)] for n in (1, 2)]
assert repr(said[0]) == repr([[type(said[0][0][0]).of(one) for one in of_doc] for of_doc in said[1]]), said
"""


def test_it_runs_in_processes() -> None:
    # In a process of its own: what other tests have started in this one does not survive a fork.
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", IN_PROCESSES.format(texts=TEXTS)], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def test_it_can_be_sent_to_another_process(pipeline: spacy.language.Language) -> None:
    reader = pickle.loads(pickle.dumps(pipeline.get_pipe("tallyspan_reader")))  # noqa: S301 # our own
    claims = spacy.blank("en")
    claims.add_pipe("tallyspan")
    assert answers(reader(claims(TEXTS[0]))) == answers(pipeline(TEXTS[0]))


def test_it_needs_claims() -> None:
    alone = spacy.blank("en")
    with pytest.raises(KeyError, match="tallyspan"):
        alone.add_pipe("tallyspan_reader")
    behind = spacy.blank("en")
    behind.add_pipe("tallyspan")
    behind.add_pipe("tallyspan_reader", first=True)
    with pytest.raises(ValueError, match="needs the component 'tallyspan' before it"):
        behind(TEXTS[0])
