"""``tallyspan browse`` and ``tallyspan report``: claims to look at, here and elsewhere."""

import errno
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path

import typer
import uvicorn

from tallyspan.browse import Database, application, report_page
from tallyspan.browse.app import LOOPBACK
from tallyspan.browse.selection import SelectionError
from tallyspan.cli import output
from tallyspan.cli.problems import UsageProblem
from tallyspan.cli.viewing import tables


def browse(processed: Path, *, host: str, port: int, open_browser: bool, prefect: str | None) -> int:
    """Serve the tables until Ctrl-C and return the exit code."""
    app = application(Database(tables(processed)), hosts=(*LOOPBACK, host), prefect=prefect)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    with _listening(host, port) as listener:
        address = f"http://{host}:{listener.getsockname()[1]}/"
        typer.echo(f"{processed} at {address} (Ctrl-C stops)", err=True)
        if open_browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    return 0


def report(wanted: str, processed: Path, target: Path | None, limit: int) -> int:
    """Write the page of ``wanted`` to ``target`` or to standard output, and return the exit code."""
    try:
        page = report_page(Database(tables(processed)), wanted, limit)
    except (SelectionError, LookupError) as problem:
        raise UsageProblem(str(problem)) from problem
    with output.destination(target) as stream:
        stream.write(page.encode())
    return 0


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as problem:
        listener.close()
        what = "is taken, name another with --port" if problem.errno == errno.EADDRINUSE else f"cannot be had: {problem.strerror}"
        raise UsageProblem(f"port {port} of {host} {what}") from problem
    listener.listen()
    return listener
