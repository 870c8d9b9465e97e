"""What the network learns from: annotated claims, each in the window that it will be seen in."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy

from tallyspan.component import BARE, SENTENCES, SPANS
from tallyspan.context.labels import CHOICES, LENT, ROLES
from tallyspan.context.windows import Window, Windows
from tallyspan.encoder.pieces import MARKS, Integers, Pieces, WordPieces

HERE = Path(__file__).resolve().parent / "gold"
SHARED = Path(__file__).resolve().parents[3] / "shared"
PARTS = ("own", "open", "held", "sentences")
"""Written for this project; openly licensed news; written for this project, and kept out of every training; single sentences,
written for this project, of which only some columns are annotated."""
NOT_SAID = -100  # what torch's losses leave out

Gold = Mapping[str, Any]


def read_gold(part: str) -> list[Gold]:
    """Return the annotated articles of one of ``PARTS``: those beside this project, and those in it.

    Raises ValueError when the text of an article is not the one that was annotated.
    """
    if part == "sentences":
        lines = (HERE / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
        return [{**json.loads(line), "complete": False} for line in lines]  # other claims of a sentence may be missing
    folders = [HERE / part, *([] if part == "held" else [SHARED / "eval" / "gold" / part])]
    paths = sorted(path for folder in folders for path in folder.glob("*.json"))
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [*articles, *_stand_off()] if part == "open" else articles


def _stand_off() -> Iterator[Gold]:
    """Yield the articles whose annotations are here, by offsets, and whose text is not."""
    lines = (SHARED / "corpora" / "open_news.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    for line in (HERE / "open.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        text = texts[article["source"]][: article["length"]]
        if hashlib.sha256(text.encode()).hexdigest() != article["text_sha256"]:
            raise ValueError(f"{article['source']} is not the text that was annotated")
        for claim in article["claims"]:
            claim.update(_words(text, claim))
        yield {**article, "text": text}


def _words(text: str, claim: Gold) -> dict[str, Any]:
    """Return what an annotation says in words, from its offsets."""
    said: dict[str, Any] = {"surface": text[claim["start"] : claim["end"]]}
    if claim.get("context", True):
        measure, subjects, speaker = (
            [text[a:b] for a, b in claim[name]] for name in ("measure_spans", "subject_spans", "speaker_spans")
        )
        said |= {"measure": " … ".join(measure) or None, "subjects": subjects, "attributed_to": next(iter(speaker), None)}
    return said


@dataclass
class Claim:
    """One claim: where it is seen, and what is to be answered. A class of -100, and a role without weight, teach nothing."""

    window: Window
    roles: np.ndarray
    """[roles, pieces of the window]: 1 where the answer stands."""
    taught: np.ndarray
    """[roles]: 0 where the answer is out of sight."""
    classes: np.ndarray
    """[choices]: the number of the class."""


@dataclass
class Page:
    """One annotated article."""

    name: str
    pieces: Pieces
    chunks: list[Integers]
    marks: Integers
    claims: list[Claim]
    bare: list[tuple[int, int]]
    """Of every number without a unit the first piece, and what of ``LENT`` it is an amount of."""


class Maker:
    """Makes pages of annotated articles."""

    def __init__(self, word_pieces: WordPieces) -> None:
        self._word_pieces = word_pieces
        self._nlp = spacy.blank("en")
        self._nlp.add_pipe("tallyspan")

    def page(self, gold: Gold) -> Page:
        """Return the training form of an annotated article. What has no unit of its own is not marked: nobody knows it then."""
        text = gold["text"]
        found = self._nlp(text).spans[SPANS].attrs
        pieces = self._word_pieces.cut(text)
        borrowed, bare = [], []
        for start, end in found[BARE]:
            of = next(
                (one for one in gold["claims"] if one["start"] < end and start < one["end"] and one["kind"] != "date"), None
            )
            borrowed += [id(of)] if of else []
            if gold.get("complete", True):
                bare.append((pieces.covering(start, end)[0], LENT.index(of["kind"]) if of else 0))
        claims = [claim for claim in gold["claims"] if id(claim) not in borrowed]
        marks = np.zeros(len(pieces.ids), dtype=np.int64)
        for claim in claims:
            marks[slice(*pieces.covering(claim["start"], claim["end"]))] = MARKS.index(claim["kind"])
        dates = [(claim["start"], claim["end"]) for claim in claims if claim["kind"] == "date"]
        near = sorted((claim["start"], claim["end"]) for claim in gold["claims"])
        windows = Windows(pieces, found[SENTENCES], near, dates)
        chunks = list(windows.chunks())
        read = np.zeros(len(pieces.ids), dtype=bool)
        read[np.concatenate(chunks)] = True
        asked = [_claim(text, pieces, windows, claim) for claim in gold["claims"] if claim.get("context", True)]
        return Page(gold["id"], pieces, chunks, marks, asked, [one for one in bare if read[one[0]]])


def _claim(text: str, pieces: Pieces, windows: Windows, gold: Gold) -> Claim:
    window = windows.around(gold["start"], gold["end"])
    answers: dict[str, list[list[tuple[int, int]]]] = {
        "measure": [[span] for span in gold.get("measure_spans", ())],
        "subjects": [list(alike(text, span)) for span in gold.get("subject_spans", ())],
        "speaker": [list(alike(text, span)) for span in gold.get("speaker_spans", ())],
        "time": [[span] for span in gold.get("time_claims", ())],
        "per": list(_per(text, gold)),
    }
    roles = np.zeros((len(ROLES), len(window.pieces)), dtype=np.float32)
    taught = np.array([_KEYS[role] in gold for role in ROLES], dtype=np.float32)
    for row, role in enumerate(ROLES):
        for places in answers[role]:
            covered = [pieces.covering(*place) for place in places]
            seen = [np.flatnonzero((window.pieces >= a) & (window.pieces < b)) for a, b in covered]
            whole = [shown for shown, (a, b) in zip(seen, covered, strict=True) if len(shown) == b - a]
            best = whole or [shown for shown in seen if len(shown)]  # of "Samarkand region", far away, a window shows the name
            taught[row] *= bool(best)
            for shown in best:
                roles[row, shown] = 1
    if gold["kind"] == "date":
        taught[ROLES.index("time")] = taught[ROLES.index("per")] = 0
    if not gold.get("speaker_spans"):
        taught[ROLES.index("speaker")] = 0  # whether somebody says it is a question of its own
    return Claim(window, roles, taught, np.array([_choice(name, gold) for name in CHOICES], dtype=np.int64))


def _choice(name: str, gold: Gold) -> int:
    """Return the number of the class that is right of one of ``CHOICES``."""
    if name == "reach":
        return _reach(gold)
    classes = CHOICES[name]
    if name in ("aspect", "modality"):
        return classes.index(gold[name]) if gold.get(name) else NOT_SAID
    if _KEYS[name] not in gold or (gold["kind"] == "date" and name in ("time", "per")):
        return NOT_SAID
    if name == "time" and gold.get("time") and not gold["time_claims"]:
        return NOT_SAID  # a time that no claim gives
    return min(len(gold[_KEYS[name]] or ()), len(classes) - 1)


def _reach(gold: Gold) -> int:
    """Return whether the number holds during, since or until the date that says when."""
    start, _, end = (gold.get("time") or "").partition("/")
    if not gold.get("time_claims") or not (start or end):
        return NOT_SAID
    return CHOICES["reach"].index("during" if start and end else "since" if start else "until")


_KEYS = {
    "measure": "measure_spans", "subjects": "subject_spans", "speaker": "speaker_spans", "time": "time_claims", "per": "per",
}  # fmt: skip
_WORD = re.compile(r"[\w&.'’-]*\w")
_SHORTEST = 3  # letters of a short form
_WEAK = frozenset("the of and for in on at de la del von van a to".split())


def alike(text: str, span: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where the name ``text[start:end]`` stands, here and elsewhere, and where its short forms do.

    A short form is its last word, of two words also the first, or its initials, where no other name has it.
    """
    start, end = span
    name = text[start:end]
    yield start, end
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        if match.start() != start:
            yield match.span()
    words = [word for word in _WORD.findall(name) if word.lower() not in _WEAK]
    first, *rest = words or [""]
    if not rest or not name[0].isupper():
        return
    shorts = {first, *rest} if len(rest) == 1 else {rest[-1]}
    initials = "".join(word[0] for word in words)
    for short in sorted({short for short in shorts if short[0].isupper() and len(short) >= _SHORTEST} | {initials}):
        for match in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", text):
            if not _is_longer(text, match.span(), name):
                yield match.span()


def _is_longer(text: str, span: tuple[int, int], name: str) -> bool:
    """Tell whether the short form at ``span`` is part of the whole name, or of another, longer one."""
    start, end = span
    if name in text[max(0, start - len(name)) : end + len(name)]:
        return True
    return bool(re.search(r"[A-Z][\w’'-]+ $", text[max(0, start - 20) : start]) or re.match(r" [A-Z]\w", text[end : end + 3]))


def _per(text: str, gold: Gold) -> Iterator[list[tuple[int, int]]]:
    """Yield where the denominator stands: right behind the claim, else the nearest before it, else behind."""
    if not gold.get("per"):
        return
    found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(gold['per'])}", text, re.IGNORECASE)]
    behind = [span for span in found if gold["end"] <= span[0] < gold["end"] + 120][:1]
    before = [span for span in found if gold["start"] - 300 < span[0] and span[1] <= gold["start"]][-1:]
    yield behind if behind and behind[0][0] < gold["end"] + 40 else before or behind
