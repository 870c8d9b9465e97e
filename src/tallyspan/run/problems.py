"""What a run may end with that is no defect: a person is told in one sentence, without a traceback."""

from tallyspan import disk
from tallyspan.nlp import NoModelError
from tallyspan.run.records import SettingsError
from tallyspan.run.session import SchemaChangedError
from tallyspan.store.lock import BusyError
from tallyspan.store.parts import DamagedPartError

EXPECTED = (SettingsError, NoModelError, BusyError, SchemaChangedError, DamagedPartError, OSError)


def sentence(problem: BaseException) -> str:
    """Return what ``problem`` says, in one line."""
    return " ".join((disk.sentence(problem) if isinstance(problem, OSError) else str(problem)).split())
