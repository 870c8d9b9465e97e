"""Trees of one form from models of two schemes."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tallyspan.syntax import Tree, tree

# word, then relation>head in Universal Dependencies, then the same in the ClearNLP scheme of spaCy's official models
SENTENCES = {
    "prepositions": """
        Trade   nsubj>rose      nsubj>rose
        of      case>Chile      prep>Trade
        Chile   nmod>Trade      pobj>of
        rose    root            root
        to      case>billions   prep>rose
        billions obl>rose       pobj>to
    """,
    "a copula": """
        The     det>fund        det>fund
        fund    nsubj>gift      nsubj>was
        was     cop>gift        root
        not     advmod>gift     neg>was
        a       det>gift        det>gift
        gift    root            attr>was
        from    case>Oslo       prep>gift
        Oslo    nmod>gift       pobj>from
    """,
    "a passive with its agent": """
        Homes   nsubj:pass>hit  nsubjpass>hit
        were    aux:pass>hit    auxpass>hit
        hit     root            root
        by      case>floods     agent>hit
        floods  obl:agent>hit   pobj>by
    """,
    "objects, owners and clauses": """
        Its     nmod:poss>head  poss>head
        head    nsubj>told      nsubj>told
        told    root            root
        us      iobj>told       dative>told
        what    obj>won         dobj>won
        they    nsubj>won       nsubj>won
        won     ccomp>told      ccomp>told
        back    compound:prt>won prt>won
    """,
    "a predicate in a clause": """
        He      nsubj>says      nsubj>says
        says    root            root
        costs   nsubj>high      nsubj>are
        are     cop>high        ccomp>says
        high    ccomp>says      acomp>are
    """,
}


def made(sentence: str, column: int) -> Tree:
    rows = [line.split() for line in sentence.strip().splitlines()]
    words = [row[0] for row in rows]
    deps, heads = [], []
    for place, row in enumerate(rows):
        dep, _, head = row[column].partition(">")
        deps.append("ROOT" if dep == "root" else dep)
        heads.append(words.index(head) if head else place)
    tags = ["VBD" if row[0] in {"rose", "told", "says", "won", "hit"} else "NN" for row in rows]
    doc = Doc(Vocab(), words=words, deps=deps, heads=heads, tags=tags)
    return tree(doc, 100, 100 + len(doc.text))


def relations(of: Tree) -> list[tuple[str, str, str | None]]:
    return [(word.form, word.dep, word.head.form if word.head else None) for word in of.words]


@pytest.mark.parametrize("name", SENTENCES)
def test_both_schemes_give_one_tree(name: str) -> None:
    assert relations(made(SENTENCES[name], 2)) == relations(made(SENTENCES[name], 1))


def test_words_know_where_they_stand_in_the_article() -> None:
    words = made(SENTENCES["prepositions"], 1).words
    assert [(word.form, word.start, word.end) for word in words[:2]] == [("Trade", 100, 105), ("of", 106, 108)]


def test_subtree_is_in_text_order() -> None:
    fund = made(SENTENCES["a copula"], 1)
    gift = fund.words[5]
    assert [word.form for word in gift.subtree()] == ["The", "fund", "was", "not", "a", "gift", "from", "Oslo"]
    assert fund.top(114, 127) is gift  # "a gift from"


def test_without_a_model_there_are_words_alone() -> None:
    bare = tree(Doc(Vocab(), words=["Trade", "rose"]), 0, 10, parsed=False)
    assert not bare.parsed
    assert [(word.form, word.head, word.dep) for word in bare.words] == [("Trade", None, ""), ("rose", None, "")]


def test_a_chain_as_deep_as_the_sentence_is_no_problem() -> None:
    length = 5000
    doc = Doc(Vocab(), words=["of"] * length, deps=["nmod"] * length, heads=[0, *range(length - 1)])
    deep = tree(doc, 0, len(doc.text))
    assert len(deep.words[0].subtree()) == length
    assert sum(1 for _ in deep.words[-1].ancestors()) == length - 1
