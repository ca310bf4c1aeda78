"""The front door: one command tree of what the four rooms offer; help answers at once, as the rooms open lazily."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import typer

import annotate.commands
import evaluate.commands
import extract.commands
import train.commands

app = typer.Typer(
    name="zhibiao",
    help="指标 · annotate, train, extract, evaluate: entities and figures of Chinese industrial and economic news.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for room in (annotate, train, extract, evaluate):
    app.add_typer(room.commands.app)


def main() -> None:
    """Run the command line; input that cannot be used ends in one line and exit code 2."""
    logging.basicConfig(format="%(message)s")
    logging.getLogger("train").setLevel(logging.INFO)
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from annotate.records import InputError

        if not isinstance(error, InputError):
            raise
        print(f"zhibiao: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
