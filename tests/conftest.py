"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no defect of ours; and what CI says of one commit should not depend on chance.
settings.register_profile(
    "tallyspan", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("tallyspan")


SLOW_FIRST = ("test_crash", "test_stop", "test_serve", "test_run_of_samples", "test_quality", "test_extraction", "test_cli")
"""Files that take longest: begun first, so that no worker is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; the order is otherwise as collected."""
    items.sort(key=lambda item: SLOW_FIRST.index(item.path.stem) if item.path.stem in SLOW_FIRST else len(SLOW_FIRST))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and annotated articles that stands beside the repository."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI needs the shared folder at {folder}")
        pytest.skip("the shared folder does not stand beside the repository")
    return folder
