"""Options that several commands share."""

import click

from ipsxml.contract import versions

API_VERSION = click.Choice([version.name for version in versions()])


JOBS_HELP = "Share the work among N processes; 0: one for each core.  [default: 1]"


def read_once(_ctx: click.Context, _parameter: click.Parameter, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The sources; raises ``click.UsageError`` where standard input is to be read twice."""
    if sources.count("-") > 1:
        raise click.UsageError("- is standard input, which can be read only once")
    return sources
