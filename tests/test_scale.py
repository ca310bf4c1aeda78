"""What docs/scale.md works out is right, and its commands are ones that we have."""

import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from zhibiao import app

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.replace("\\\n", "").splitlines()
    if line.strip() and not line.startswith("#")
]


def parse(arguments: list[str]) -> None:
    """Parse a command line as the front door does, without running it."""
    command: Any = get_command(app)
    while hasattr(command, "commands"):
        name, *arguments = arguments
        command = command.commands[name]
    command.make_context(command.name, arguments)


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_are_ones_that_we_have(line: str) -> None:
    program, *arguments = shlex.split(line, comments=True)
    if program == "zhibiao":
        parse(arguments)
    elif "-m" in arguments:
        module, config = arguments[arguments.index("-m") + 1 :][:2]
        assert find_spec(module)
        assert (ROOT / config).is_file()
    else:
        assert program in ("pip", "ray")


def test_a_command_that_we_do_not_have_would_be_noticed() -> None:
    with pytest.raises(Exception, match="--ray-adress"):
        parse(["extract", "news", "--ray-adress", "auto"])


def test_its_costs_follow_from_speed_and_price() -> None:
    """A row: what runs, characters a second of a core or card, its price an hour, then hours and USD for both sizes."""
    rows = re.findall(
        r"^\| [^|]+ \| ([\d,]+) \| ([\d.]+) \| ([\d,.]+) \| ([\d,.]+) \| ([\d,.]+) \| ([\d,.]+) \|$", PAGE, re.M
    )
    assert len(rows) >= 5
    for row in rows:
        speed, price, *worked_out = (float(cell.replace(",", "")) for cell in row)
        hours = 1_000_000 * 1_000 / speed / 3600
        expected = [hours, hours * price, 1_000 * hours, 1_000 * hours * price]
        assert worked_out == pytest.approx(expected, rel=0.05)
