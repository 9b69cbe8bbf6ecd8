"""The help of every command: it fits a terminal and is complete."""

import click
import pytest
from click.testing import CliRunner, Result

from ipsxml.cli import main

COMMANDS = main.list_commands(click.Context(main))
WIDTH = 80


def help_of(*command: str) -> Result:
    return CliRunner(env={"COLUMNS": str(WIDTH)}).invoke(main, [*command, "--help"], terminal_width=WIDTH)


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids="".join)
def test_help_fits_a_terminal_of_80_columns(command: list[str]) -> None:
    lines = help_of(*command).output.splitlines()

    assert [line for line in lines if len(line) > WIDTH] == []


@pytest.mark.parametrize("width", [80, 132])
def test_command_summaries_are_not_truncated(width: int) -> None:
    result = CliRunner().invoke(main, ["--help"], terminal_width=width)

    shown = " ".join(result.output[result.output.index("Commands:") :].split())
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.help is not None
        assert " ".join([name, *command.help.split("\n\n")[0].split()]) in shown
    assert "..." not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["valdate"], "No such command 'valdate'; did you mean validate?"),
        (["Convert"], "No such command 'Convert'; did you mean convert?"),
        (["frobnicate"], "No such command 'frobnicate'."),
        (["validate", "--api", "2013-02-16", "x"], "no API version '2013-02-16'; did you mean 2013-02-15?"),
        (["convert", "--api", "2013-02-16", "x"], "no API version '2013-02-16'; did you mean 2013-02-15?"),
        (["sample", "--api", "2013-08-29", "x"], "did you mean 2013-08-29-beta?"),
        (
            ["validate", "--ignore", "bad-valu", "x"],
            "unknown issue code 'bad-valu'; did you mean bad-value?",
        ),
        (["schema", "ActivJob"], "reference has no type or element ActivJob; did you mean ActiveJob?"),
        (["schema", "--format", "json-schema", "ActivJob"], "did you mean ActiveJob?"),
        (["sample", "ActivJob", "--api", "2013-02-15"], "did you mean ActiveJob?"),
        (["validate", "--stric", "x"], "--strict"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_name_gets_a_suggestion(arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 2
    assert message in result.output
