"""Shares of right claims, from the table of judged ones: writes ``rules/confidence.toml``, or checks what it is worth.

``judged.csv`` holds what was judged, and no text of any article: a row stands for the claims of one article in one group
(see :mod:`tallyspan.confidence`), with how many were right and wrong. ``judge.py`` makes it.

The share of a group is ``(right + 20 * share of the wider group) / (right + wrong + 20)``: twenty claims' worth of what is known
of the wider group, then what was seen of this one. Every judged claim counts once.

    python training/confidence.py            write the shares
    python training/confidence.py --check    print how well they hold on articles they were not computed from
"""

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from tallyspan.confidence import EVERYTHING, SEPARATOR, Group

TABLE = Path(__file__).parent / "judged.csv"
SHARES = Path(__file__).parents[1] / "src" / "tallyspan" / "rules" / "confidence.toml"
PRIOR = 20  # claims
BINS = 10
HEAD = """\
# How often claims of each group were right, by training/confidence.py from training/judged.csv; not to be edited by hand.
# A group: kind / what is odd about its place / rule / what settled the unit or the date. The share is
# (right + 20 * share of the group without its last part) / (judged + 20), and one half where nothing is wider.

[shares]
"""


class Judged(NamedTuple):
    """Claims of one article in one group. Each stands for ``weight`` claims of the texts it was drawn from."""

    data_set: str
    article: str
    group: Group
    right: int
    wrong: int
    weight: float


class Prediction(NamedTuple):
    """What was foretold for one claim, whether it was right, and how much it counts."""

    confidence: float
    right: bool
    weight: float


def read_table(path: Path = TABLE) -> list[Judged]:
    """Return the rows of the table of judged claims."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Judged(
                row["data_set"],
                row["article"],
                (row["kind"], row["oddity"], row["rule"], row["settled"]),
                int(row["right"]),
                int(row["wrong"]),
                float(row["weight"]),
            )
            for row in csv.DictReader(lines)
        ]


def count(rows: Iterable[Judged]) -> dict[Group, Counter[bool]]:
    """Return how many claims of each group, narrow or wide, were right (True) and wrong (False)."""
    counts: dict[Group, Counter[bool]] = defaultdict(Counter)
    for row in rows:
        for group in widening(row.group):
            counts[group].update({True: row.right, False: row.wrong})
    return counts


def widening(group: Group) -> Iterator[Group]:
    """Yield ``group`` and the wider ones that it is in, down to that of all claims."""
    for length in range(len(group), -1, -1):
        yield group[:length]


def share(group: Group, counts: Mapping[Group, Counter[bool]], without: Mapping[Group, Counter[bool]]) -> Fraction:
    """Return the share of right claims in ``group``, computed without those counted in ``without``."""
    result = Fraction(1, 2)
    for known in reversed(list(widening(group))):
        right, wrong = (counts[known][answer] - without[known][answer] for answer in (True, False))
        result = (right + PRIOR * result) / (right + wrong + PRIOR)
    return result


def render(rows: Sequence[Judged]) -> str:
    """Return the content of ``confidence.toml``."""
    counts = count(rows)
    nothing: Mapping[Group, Counter[bool]] = defaultdict(Counter)
    lines = []
    for group in sorted(counts):
        right, judged = counts[group][True], counts[group].total()
        value = float(round(share(group, counts, nothing), 4))
        lines.append(f'"{SEPARATOR.join(group) or EVERYTHING}" = {{ right = {right}, judged = {judged}, share = {value:.4f} }}\n')
    return HEAD + "".join(lines)


def predict(rows: Sequence[Judged]) -> list[tuple[Judged, Fraction]]:
    """Return each row with the share of its group as the other articles give it."""
    counts = count(rows)
    articles = defaultdict(list)
    for row in rows:
        articles[row.article].append(row)
    own = {article: defaultdict(Counter, count(some)) for article, some in articles.items()}
    return [(row, share(row.group, counts, own[row.article])) for row in rows]


def spread(predicted: Iterable[tuple[Judged, Fraction]]) -> list[Prediction]:
    """Return one prediction for each claim of the rows."""
    return [
        Prediction(float(confidence), right, row.weight)
        for row, confidence in predicted
        for right, times in ((True, row.right), (False, row.wrong))
        for _ in range(times)
    ]


def masses(predictions: Iterable[Prediction]) -> list[tuple[float, float, float]]:
    """Return each confidence that occurs, in order, with the weight of the wrong and of the right claims that have it."""
    found: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for one in predictions:
        found[one.confidence][one.right] += one.weight
    return [(confidence, wrong, right) for confidence, (wrong, right) in sorted(found.items())]


def bins(predictions: Iterable[Prediction]) -> list[tuple[float, float]]:
    """Return the foretold and the true share of ten bins of equal mass, the least confident first."""
    levels = masses(predictions)
    width = sum(wrong + right for _, wrong, right in levels) / BINS
    foretold, true = [0.0] * BINS, [0.0] * BINS
    before = 0.0
    for confidence, wrong, right in levels:
        mass = wrong + right
        for k in range(BINS):  # equal confidences that lie across an edge are shared out, as their order means nothing
            inside = max(0.0, min(before + mass, (k + 1) * width) - max(before, k * width)) / width
            foretold[k] += inside * confidence
            true[k] += inside * right / mass
        before += mass
    return list(zip(foretold, true, strict=True))


def calibration_error(predictions: Iterable[Prediction]) -> float:
    """Return the mean distance of foretold and true share over the bins (ECE)."""
    return sum(abs(foretold - true) for foretold, true in bins(predictions)) / BINS


def area(predictions: Iterable[Prediction]) -> float:
    """Return the chance that a right claim has a higher confidence than a wrong one (AUC); ties count half."""
    levels = masses(predictions)
    concordant = lower = 0.0
    for _, wrong, right in levels:
        concordant += right * (lower + wrong / 2)
        lower += wrong
    pairs = lower * sum(right for _, _, right in levels)
    return concordant / pairs if pairs else float("nan")


def report(rows: Sequence[Judged]) -> str:
    """Return a table of how the shares do on articles left out, by data set, by kind and pooled."""
    predicted = predict(rows)
    parts: dict[str, list[tuple[Judged, Fraction]]] = defaultdict(list)
    for row, confidence in predicted:
        for name in ("all", f"set {row.data_set}", f"kind {row.group[0]}"):
            parts[name].append((row, confidence))
    lines = [f"{'':24}{'claims':>7}{'wrong':>7}{'right':>8}{'foretold':>10}{'ECE':>8}{'AUC':>8}"]
    for name, some in sorted(parts.items()):
        claims = spread(some)
        total = sum(one.weight for one in claims)
        right = sum(one.weight * one.right for one in claims) / total
        foretold = sum(one.weight * one.confidence for one in claims) / total
        wrong = sum(not one.right for one in claims)
        figures = f"{right:8.3f}{foretold:10.3f}{calibration_error(claims):8.3f}{area(claims):8.3f}"
        lines.append(f"{name:24}{len(claims):7}{wrong:7}{figures}")
    lines += ["", f"{'bin, all':24}{'foretold':>10}{'right':>8}"]
    for number, (foretold, right) in enumerate(bins(spread(predicted)), 1):
        lines.append(f"{number:<24}{foretold:10.3f}{right:8.3f}")
    return "\n".join(lines)


def main() -> None:
    """Write the shares, or print what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="print the table of figures, write nothing")
    rows = read_table()
    if parser.parse_args().check:
        print(report(rows))
    else:
        SHARES.write_text(render(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
