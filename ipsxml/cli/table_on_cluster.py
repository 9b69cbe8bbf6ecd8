"""``ipsxml table --cluster``."""

import itertools
from collections.abc import Sequence

import click

from ipsxml.cli.error_output import say
from ipsxml.cli.progress import counting
from ipsxml.errors import MissingExtra, SourceError
from ipsxml.printable_text import counted, printable
from ipsxml.reading import Outcome
from ipsxml.reading.render.report_text import render_counts, render_text


def write_on_cluster(
    address: str,
    sources: Sequence[str],
    destination: str,
    every_capture: bool,
    include: Sequence[str],
    exclude: Sequence[str],
    force: bool,
) -> int:
    """Write the tables on a cluster, print a summary, and return the exit status."""
    try:
        from ipsxml.cluster.dask_driver import client_of
        from ipsxml.tables import write_tables_on

        captures = itertools.count()
        with client_of(address) as client, counting(lambda: None) as (count, _):
            written = write_tables_on(
                client,
                sources,
                destination,
                every_capture=every_capture,
                include=include,
                exclude=exclude,
                force=force,
                seen=lambda number: [count(str(next(captures))) for _ in range(number)],
            )
    except MissingExtra as error:
        raise click.UsageError(str(error)) from None
    except SourceError as error:
        say(f"error: {printable(str(error))}")
        return 2
    for name, reason in written.failed:
        say(render_text(Outcome(name, "unreadable", unreadable=reason)))
    say(render_counts(written.verdicts))
    say("rows: " + ", ".join(f"{name} {number:,}" for name, number in written.rows.items()))
    if written.failed:
        say(f"{counted(len(written.failed), 'object')} missing from the tables; run again to retry")
    is_unreadable = written.failed or written.verdicts["unreadable"]
    return 2 if is_unreadable else 1 if written.verdicts["invalid"] else 0
