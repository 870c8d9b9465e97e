"""Text that nobody writes: seeded, so that what failed once can be looked at again.

``python tests/hostile.py COUNT SEED`` reads so many texts and says what was raised.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tallyspan import Article, nlp
from tallyspan.readers import ReadOptions, Source, read_source

NUMBERS = "5 10 1.5 1,200 1.200.000 0 00 007 ½ 2½ 1/2 ٣ ５ ² 1e5 -5 −5 ±5 5th 1980s '98 2019 2019-07-04 04/07/2019 12:30 XII"
UNITS = "% ％ percent pp bps $ US$ € £ ¥ ₸ ₹ Rs Rs. kr DM CHF USD dollars cents tenge euro m km mi ft feet miles bn mln k"
WORDS = (
    "Monday May mid- early late last next ago since until by to and or between from of the a half million about over up to "
    "rose fell said Mr. U.S. Norbank year week Q3 fiscal target not if would per"
)
MARKS = ". , ; : ! ? … - – — / \\ ( ) [ ] { } \" ' “ ” ‘ ’ « » & # @ * _ ~ ^ | + = < > ` ´ ·"
ODD = [
    *(
        "\n",
        "\r",
        "\t",
        "\f",
        "\v",
        "\0",
        "\x07",
        "\x1b[31m",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
        "\u200b",
        "\u200d",
        "\u2028",
        "\u2029",
    ),
    *(
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\ufffd",
        "\u0344",
        "\u0301",
        "\u2adc",
        "\u0f78",
        "\U0001d15e",
        "\U0001f600",
    ),
    *(
        "\ud800",
        "\udfff",
        "\u0130",
        "\u00df",
        "\ufb01",
        "\u3000",
        "\u2009",
        "\u202f",
        "一百",
        "万",
        "٪",
        "Ⅻ",
        "①",
        "𝟓",
        "؀",
        "\u0e47",
    ),
]
PIECES = (*NUMBERS.split(), *UNITS.split(), *WORDS.split(), *MARKS.split(), *ODD, " ", "  ")
REPEATED = (
    *(
        "10%",
        "$1",
        "10%, ",
        "1 ",
        "1-",
        "$1\n",
        "5% to ",
        "1/2 ",
        "$5, ",
        "Monday,",
        "$5(May 2017)",
        "10%Monday",
        "one and ",
        "5 m\n",
        "(",
        "\r\n",
    ),
    *(
        "between 5 and ",
        "from $1 to ",
        "Mr Smith ",
        "Norbank, ",
        "in May 2012 to ",
        "half a ",
        "Rs. ",
        "a.",
        "a. ",
        '"',
        "5 km by ",
        "--",
        "0",
        "½",
    ),
    *PIECES,
)
"""More than two hundred pieces that are repeated until a text is long."""


def texts(count: int, seed: int, pieces: int = 60) -> Iterator[str]:
    """Yield ``count`` texts of pieces in any order, with and without space between them, some of them repeated."""
    chance = random.Random(seed)  # noqa: S311 - reproducible
    for _ in range(count):
        space = chance.choice(("", " ", " ", " "))
        chosen = [chance.choice(PIECES) * chance.choice((1, 1, 1, 1, 2, 30)) for _ in range(chance.randrange(1, pieces))]
        yield space.join(chosen)


def files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``count`` names and contents of files: texts in every format, and these cut, mixed up and with bytes changed."""
    chance = random.Random(seed)  # noqa: S311 - reproducible
    for number, text in enumerate(texts(count, seed)):
        form = chance.choice(("txt", "md", "html", "json", "jsonl"))
        clean = text.encode("utf-8", "replace").decode()
        if form == "html":
            tags = chance.choices(("p", "div", "article", "h1", "time", "li", "a", "span", "script", "meta", "b", "table"), k=6)
            data = ("<html><body>" + "".join(f"<{tag} class=date>{clean}" for tag in tags)).encode()
        elif form in {"json", "jsonl"}:
            names = chance.choices(("text", "title", "id", "url", "authors", "date", "published", "source"), k=4)
            data = "\n".join(
                json.dumps({"text": text} | {name: chance.choice((text, [text], 5, None)) for name in names}) for _ in "ab"
            ).encode()
        else:
            data = clean.encode(chance.choice(("utf-8", "utf-16", "cp1252", "utf-8-sig")), "replace")
        broken = bytearray(data)
        for _ in range(chance.choice((0, 0, 1, 5, 50))):
            if broken:
                broken[chance.randrange(len(broken))] = chance.randrange(256)
        cut = chance.randrange(len(broken) + 1) if chance.random() < 0.1 else len(broken)
        yield f"{number}.{form}", bytes(broken[:cut])


def faults(extractor: nlp.Extractor, text: str) -> list[str]:
    """Return what a text made the extractor stumble over."""
    return [reject.detail or "" for reject in extractor.extract(Article(text)).rejects]


def defects(folder: Path, name: str, data: bytes) -> list[str]:
    """Return what a file made the readers stumble over."""
    (folder / name).write_bytes(data)
    items = list(read_source(Source(folder / name, name), ReadOptions()))
    return [item.detail or "" for item in items if getattr(item, "reason", None) == "defect"]


def main(count: int, seed: int) -> None:
    """Read ``count`` texts and as many files, and print what was raised."""
    begun, extractor, wrong = time.monotonic(), nlp.load(), 0
    for text in texts(count, seed):
        for what in faults(extractor, text):
            wrong += 1
            sys.stdout.write(f"{what} in {text!r}\n")
    with TemporaryDirectory() as folder:
        for name, data in files(count, seed):
            for what in defects(Path(folder), name, data):
                wrong += 1
                sys.stdout.write(f"{what} in {name} {data!r}\n")
            Path(folder, name).unlink()
    sys.stdout.write(f"{count} texts and {count} files, seed {seed}: {wrong} wrong, {time.monotonic() - begun:.0f} s\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
