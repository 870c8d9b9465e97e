"""What find_sources finds, in which order, and what it says about the rest."""

import os
import socket
from pathlib import Path

import pytest

from tallyspan.model import Reject
from tallyspan.readers import Source, find_sources


def tree(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return folder


def listed(folder: Path, *formats: str) -> list[str]:
    """Return the names of sources, and ``name!reason`` for rejects."""
    return [
        item.name if isinstance(item, Source) else f"{item.source_path}!{item.reason}" for item in find_sources(folder, formats)
    ]


def test_order_is_by_name_folder_by_folder(tmp_path: Path) -> None:
    tree(tmp_path, "b/z.txt", "b/a.md", "a.txt", "c.jsonl.gz", "B.HTML", "b/deep/er/x.json")
    assert listed(tmp_path) == ["B.HTML", "a.txt", "b/a.md", "b/deep/er/x.json", "b/z.txt", "c.jsonl.gz"]


def test_paths_are_those_that_the_caller_gave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "raw/a.txt")
    monkeypatch.chdir(tmp_path)
    assert list(find_sources(Path("raw"))) == [Source(Path("raw/a.txt"), "a.txt")]


def test_dot_names_are_left_alone(tmp_path: Path) -> None:
    assert listed(tree(tmp_path, ".gitkeep", ".git/a.txt", "a/.hidden.txt", "a/b.txt")) == ["a/b.txt"]


@pytest.mark.parametrize("name", ["a.pdf", "README", "a.txt.gz", "a.gz", "a.docx", "a.txt~"])
def test_unknown_extensions_are_rejects(tmp_path: Path, name: str) -> None:
    (reject,) = find_sources(tree(tmp_path, name))
    assert isinstance(reject, Reject)
    assert (reject.stage, reject.reason, reject.source_path) == ("read", "unsupported", name)


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        ((), ["a.htm", "a.json.gz", "a.jsonl", "a.md", "a.txt", "x.pdf!unsupported"]),
        (("text",), ["a.md", "a.txt"]),
        (("json", "html"), ["a.htm", "a.json.gz"]),
        (("jsonl",), ["a.jsonl"]),
    ],
)
def test_formats_keep_some(tmp_path: Path, formats: tuple[str, ...], expected: list[str]) -> None:
    assert listed(tree(tmp_path, "a.txt", "a.md", "a.htm", "a.json.gz", "a.jsonl", "x.pdf"), *formats) == expected


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path) -> None:
    names = ("story.html", "story_files/frame.html", "story_files/style.css", "tax_files/2024.txt")
    assert listed(tree(tmp_path, *names)) == ["story.html", "tax_files/2024.txt"]


def test_a_missing_folder_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_sources(tmp_path / "none")


def test_links(tmp_path: Path) -> None:
    raw = tree(tmp_path / "raw", "a/real.txt", "z.txt")
    tree(tmp_path / "elsewhere", "secret.txt")
    (raw / "a" / "loop").symlink_to(raw)
    (raw / "b-folder").symlink_to("a")
    (raw / "broken.txt").symlink_to("nothing.txt")
    (raw / "inside.txt").symlink_to("a/real.txt")
    (raw / "outside.txt").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    (raw / "outside-folder").symlink_to(tmp_path / "elsewhere")
    (raw / "self.txt").symlink_to("self.txt")
    assert listed(raw) == [
        "a/real.txt",
        "broken.txt!unreadable",
        "inside.txt",
        "outside-folder!outside_raw",
        "outside.txt!outside_raw",
        "self.txt!unreadable",
        "z.txt",
    ]


def test_raw_itself_may_be_a_link(tmp_path: Path) -> None:
    tree(tmp_path / "real", "a.txt")
    (tmp_path / "raw").symlink_to("real")
    (tmp_path / "real" / "b.txt").symlink_to("a.txt")
    assert listed(tmp_path / "raw") == ["a.txt", "b.txt"]


def test_special_files_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")  # opening it would wait for a writer for ever
    (tmp_path / "link.txt").symlink_to("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.txt"))
        assert listed(tmp_path) == ["link.txt!special_file", "pipe.txt!special_file", "s.txt!special_file"]


def test_a_name_that_is_no_unicode_can_be_stored(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("x")
    (source,) = find_sources(tmp_path)
    assert isinstance(source, Source)
    assert source.name.encode() == b"caf\\xe9.txt"
    assert source.path.read_text() == "x"
