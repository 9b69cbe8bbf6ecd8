"""The ``ipsxml`` command and its subcommands."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from ipsxml.cli.exit_statuses import told_in_a_line

_COMMANDS = (
    "validate",
    "convert",
    "diff",
    "jobs",
    "patch",
    "table",
    "sample",
    "serve",
    "versions",
    "schema",
    "describe",
    "explain",
)
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 80}


class _Commands(click.Group):
    """The subcommands; each one's module is imported when it is asked for, so that none slows the others."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"ipsxml.cli.{name}"), f"{name}_command")
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that the first argument names; an unknown one gets a guess at what was meant."""
        if args[0] not in _COMMANDS and not ctx.resilient_parsing:
            from ipsxml.near_misses import near_miss  # wanted only for a misspelt command

            meant = near_miss(args[0], _COMMANDS)
            if meant is not None:
                ctx.fail(f"No such command {args[0]!r}; did you mean {meant}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the first paragraph of each one's help, which is not cut."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(command)) for name, command in commands if command])

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the command line; what it asks for, as ``--help`` does, may end here."""
        with told_in_a_line():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out a command, to whatever end."""
        with told_in_a_line():
            return super().invoke(ctx)


def _summary(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


@click.group(cls=_Commands, context_settings=CONTEXT)
@click.version_option(package_name="ipsxml", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Check, convert and compare job documents of Dynamic Media Classic's Image Production System (IPS).

    A job document is what the service's job operations send and answer: ActiveJob,
    TaskProgress, job logs, faults; bare, in a SOAP envelope, or in a saved HTTP message.

    \b
    Examples:
      ipsxml validate response.xml        Is this what the service speaks?
      ipsxml validate captures/           All captures in a directory
      ipsxml convert response.xml         The same as JSON, and back
      ipsxml diff old.xml new.xml         What changed, job by job
      ipsxml jobs polls/                  Which jobs ran, and what became of each
      ipsxml table captures/ -o tables/   Jobs as Parquet, for SQL, data frames
      ipsxml sample ActiveJob --api 2013-02-15   A document to test with
      ipsxml serve                        A service to test a client against
      ipsxml versions                     The API versions, and how we know them
      ipsxml schema TaskProgress --api 2013-02-15
      ipsxml describe TaskProgress        What the schemas say about it
      ipsxml explain bad-value            What the code of an issue means

    Each command has a --help with more. NO_COLOR switches colours off.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        # Names in documents may be Korean and the terminal ASCII: escape, but never fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
