"""No figure that was once reached on annotated texts is lost again. ``floors.json`` is the table; ``make floors`` raises it."""

from pathlib import Path

import pytest

from quality import DATA_SETS, measure, read_floors

FLOORS = read_floors()


def test_every_data_set_has_floors() -> None:
    assert list(FLOORS) == list(DATA_SETS)
    assert all(floor > 0 for floors in FLOORS.values() for floor in floors.values())


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_no_figure_falls_below_its_floor(data_set: str, shared: Path, tmp_path: Path) -> None:
    floors = FLOORS[data_set]
    score = measure(data_set, floors, shared, tmp_path)
    assert not score.complaint
    # `score.py surfaces` prints its figures and looks at no floor, so they are compared here as well.
    assert {name: score.figures.get(name) for name, floor in floors.items() if score.figures.get(name, -1) < floor} == {}
