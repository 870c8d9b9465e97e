"""What goes wrong on the command line ends as one line on standard error and a fixed exit code.

0: done. 1: done, and problems were found (a table that does not verify, nothing readable), or the disk failed on the way.
2: the command asks for something that cannot be (an unknown option, a missing path, a date that is none). 130: interrupted.
A reader that stops early (``| head``) is no problem: the command ends quietly with 0.
"""

import os
import sys
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from tallyspan.disk import sentence
from tallyspan.visible import one_line


class UsageProblem(typer.TyperException):
    """The command line asks for something that cannot be."""

    exit_code = 2


class Group(TyperGroup):
    """A command group that reports every expected error as one line."""

    def main(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 # the signature is typer's
        """Run the command line and exit, as :meth:`TyperGroup.main` does."""
        try:
            code = super().main(*args, **options | {"standalone_mode": False})
            sys.stdout.flush()  # while a closed pipe can still be caught
        except typer.TyperException as problem:
            _fail(problem.format_message(), problem.exit_code)
        except typer.Abort:
            _fail("interrupted", 130)
        except BrokenPipeError:
            _close_quietly()
            code = 0
        except OSError as problem:
            _fail(sentence(problem), 1)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command; a closed pipe ends it quietly (typer itself would end with 1)."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _close_quietly()
            raise typer.Exit(0) from None


def _close_quietly() -> None:
    """Give standard output another end, so that the interpreter's last flush does not fail on the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int) -> NoReturn:
    if message:  # empty when the help was printed instead
        typer.echo(f"tallyspan: {one_line(message)}", err=True)
    sys.exit(code)
