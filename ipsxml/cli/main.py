"""The ``ipsxml`` command and its subcommands."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from ipsxml.cli.exit_statuses import ending_with_status

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
    """The subcommands. Each one's module is imported on first use, so that no command slows the others."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"ipsxml.cli.{name}"), f"{name}_command")
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return the command named by the first argument; for an unknown one, suggest a similar name."""
        if args[0] not in _COMMANDS and not ctx.resilient_parsing:
            from ipsxml.near_misses import near_miss  # needed only for a misspelled command

            meant = near_miss(args[0], _COMMANDS)
            if meant is not None:
                ctx.fail(f"No such command {args[0]!r}; did you mean {meant}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List each command with the first paragraph of its help, in full."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, _summary(command)) for name, command in commands if command])

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Parse the command line; options such as ``--help`` print here and exit."""
        with ending_with_status():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, and turn an interruption from outside into an exit status."""
        with ending_with_status():
            return super().invoke(ctx)


def _summary(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


@click.group(cls=_Commands, context_settings=CONTEXT)
@click.version_option(package_name="ipsxml", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Check, convert, and compare job documents of Dynamic Media Classic's Image Production System (IPS).

    A job document is a request or a response of the service's job operations: ActiveJob,
    TaskProgress, job logs, faults. It can be bare, in a SOAP envelope, or in a saved HTTP
    message.

    \b
    Examples:
      ipsxml validate response.xml        Check one document
      ipsxml validate captures/           Check every capture in a directory
      ipsxml convert response.xml         Convert XML to JSON, or JSON to XML
      ipsxml diff old.xml new.xml         Show what changed, job by job
      ipsxml jobs polls/                  Show which jobs ran, and how they ended
      ipsxml table captures/ -o tables/   Write Parquet files for SQL, data frames
      ipsxml sample ActiveJob --api 2013-02-15   Generate a test document
      ipsxml serve                        Run a service to test a client against
      ipsxml versions                     List the API versions
      ipsxml schema TaskProgress --api 2013-02-15   Print its XSD
      ipsxml describe TaskProgress        Show what the schemas say about it
      ipsxml explain bad-value            Explain an issue code

    Run a command with --help for details. Set NO_COLOR to turn off colors.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        # A document may contain Korean names while the terminal is ASCII: escape them instead of failing.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
