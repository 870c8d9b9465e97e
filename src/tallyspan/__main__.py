"""``python -m tallyspan``: the command line."""

from tallyspan.cli import app

if __name__ == "__main__":
    app(prog_name="tallyspan")
