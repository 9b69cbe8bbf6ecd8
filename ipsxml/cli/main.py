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
)
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Commands(click.Group):
    """The subcommands; each one's module is imported when it is asked for, so that none slows the others."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"ipsxml.cli.{name}"), f"{name}_command")
        return command

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the command line; what it asks for, as ``--help`` does, may end here."""
        with told_in_a_line():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out a command, to whatever end."""
        with told_in_a_line():
            return super().invoke(ctx)


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
      ipsxml table captures/ -o tables/   All jobs as Parquet, for SQL and data frames
      ipsxml sample ActiveJob --api 2013-02-15   A document to test with
      ipsxml serve                        A service to test a client against
      ipsxml versions                     The API versions, and how we know them
      ipsxml schema TaskProgress --api 2013-02-15

    Each command has a --help with more. NO_COLOR switches colours off.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        # Names in documents may be Korean and the terminal ASCII: escape, but never fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
