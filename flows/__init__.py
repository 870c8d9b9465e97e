"""Prefect flows around :mod:`tallyspan.run`: on a schedule or by hand.

The other settings of Prefect stand in pyproject.toml under ``[tool.prefect]``. These two cannot: Prefect reports its first
import before it reads any settings, and a relative home would follow the working directory. So the environment is filled
in here, before anything in this package imports Prefect, and what the caller has set stays.
"""

import os
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_HOME", str(PROJECT / ".prefect"))
