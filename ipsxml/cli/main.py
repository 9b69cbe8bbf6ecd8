"""The ``ipsxml`` command and its subcommands."""

import os
import sys

import click

from ipsxml.cli.schema import schema_command
from ipsxml.cli.validate import validate_command
from ipsxml.cli.versions import versions_command

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(package_name="ipsxml", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Check the job documents of Adobe Dynamic Media Classic's Image Production System (IPS).

    A job document is what the service's job operations send and answer: ActiveJob,
    TaskProgress, job logs, faults; bare, in a SOAP envelope, or in a saved HTTP message.

    \b
    Examples:
      ipsxml validate response.xml        Is this what the service speaks?
      ipsxml validate captures/           All captures in a directory
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


main.add_command(validate_command)
main.add_command(versions_command)
main.add_command(schema_command)
