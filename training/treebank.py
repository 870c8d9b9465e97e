"""Reading CoNLL-U treebanks as running text: words with their real spacing, tags and trees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

_ID, _FORM, _TAG, _HEAD, _DEP, _MISC = 0, 1, 4, 6, 7, 9


@dataclass(slots=True)
class Sentence:
    """One sentence; ``heads`` index its own words, a root its own head. ``paragraph``: it begins one."""

    paragraph: bool = False
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)


def read_conllu(path: Path) -> Iterator[list[Sentence]]:
    """Yield each document of a treebank as its sentences."""
    document: list[Sentence] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if not block.strip():
            continue
        lines = block.strip("\n").split("\n")
        if document and any(line.startswith("# newdoc") for line in lines):
            yield document
            document = []
        document.append(_sentence(lines))
    if document:
        yield document


def _sentence(lines: Sequence[str]) -> Sentence:
    sentence = Sentence(paragraph=any(line.startswith("# newpar") and "block" not in line for line in lines))
    joined_to = 0  # last word of a contraction ("do" + "n't"), whose spacing stands on the line of the whole
    space_after = True
    for line in lines:
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if "." in cells[_ID]:
            continue  # an empty node of the enhanced graph
        space = "SpaceAfter=No" not in cells[_MISC]
        if "-" in cells[_ID]:
            joined_to, space_after = int(cells[_ID].split("-")[1]), space
            continue
        number = int(cells[_ID])
        if number < joined_to:
            space = False
        elif number == joined_to:
            space = space_after
        sentence.words.append(cells[_FORM])
        sentence.spaces.append(space)
        sentence.tags.append(cells[_TAG] if cells[_TAG] != "_" else "")
        head = int(cells[_HEAD])
        sentence.heads.append(head - 1 if head else number - 1)
        sentence.deps.append("ROOT" if cells[_DEP] == "root" else cells[_DEP])
    return sentence


def to_doc(vocab: Vocab, sentences: Sequence[Sentence], *, line_ends: bool = False) -> Doc:
    """Join ``sentences`` to one annotated Doc. ``line_ends``: paragraphs are parted by an empty line, as in raw articles."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        if line_ends and sentence.paragraph and words:
            words.append("\n\n")
            spaces[-1] = False
            spaces.append(False)
            tags.append("_SP")
            heads.append(len(words) - 2)
            deps.append("dep")
            starts.append(False)
        first = len(words)
        words += sentence.words
        spaces += sentence.spaces
        tags += sentence.tags
        heads += [first + head for head in sentence.heads]
        deps += sentence.deps
        starts += [True] + [False] * (len(sentence.words) - 1)
    return Doc(vocab, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps, sent_starts=starts)
