"""Where the settings of a project are: in the nearest pyproject.toml that has a table ``[tool.ipsxml]``.

They are defaults of options; the command line wins. Only ``ipsxml validate`` reads them. A library call
never does: its verdict depends on its arguments alone.
"""

import os
from collections.abc import Iterator
from typing import Any

import click

_FILE = "pyproject.toml"


def read_project_settings(ctx: click.Context, _parameter: click.Parameter, passed_over: bool) -> None:
    """Make the project's settings the defaults of the command, unless they are ``passed_over``.

    The callback of an option that is eager: it has to come before those that it sets. Raises
    ``click.UsageError`` for a file that cannot be read, and for a table that is not as documented.
    """
    if not passed_over and not ctx.resilient_parsing:
        ctx.default_map = {**(ctx.default_map or {}), **_nearest_settings()}


def _nearest_settings() -> dict[str, Any]:
    for path in _candidates():
        try:
            with open(path, "rb") as file:
                content = file.read()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise refusal(path, f"cannot be read: {error.strerror or error}") from None
        if b"ipsxml" in content:  # else the table is not there, and TOML need not be parsed
            from ipsxml.cli.project_table import table_in  # most directories have no such file

            settings = table_in(path, content)
            if settings is not None:
                return settings
    return {}


def _candidates() -> Iterator[str]:
    """The files that may have the table: in the working directory, and in those above it."""
    try:
        folder = os.getcwd()
    except FileNotFoundError:  # it was removed
        return
    while True:
        yield os.path.join(folder, _FILE)
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def refusal(path: str, what: str) -> click.UsageError:
    """The error for a file that cannot be used."""
    from ipsxml.printable_text import printable

    return click.UsageError(printable(f"{path}: {what} (--no-config passes over it)"))
