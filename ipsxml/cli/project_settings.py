"""A project's settings: the ``[tool.ipsxml]`` table of the nearest pyproject.toml that has one.

The settings are defaults of options; the command line overrides them. Only ``ipsxml validate`` reads
them. Library calls never do, so their verdicts depend only on their arguments.
"""

import os
from collections.abc import Iterator
from typing import Any

import click

_FILE = "pyproject.toml"


def read_project_settings(ctx: click.Context, _parameter: click.Parameter, ignored: bool) -> None:
    """Make the project's settings the defaults of the command, unless they are ``ignored``.

    This is the callback of an eager option, so that it runs before the options whose defaults it sets.
    Raises ``click.UsageError`` if a file cannot be read, or if its table is not as documented.
    """
    if not ignored and not ctx.resilient_parsing:
        ctx.default_map = {**(ctx.default_map or {}), **_nearest_settings()}


def _nearest_settings() -> dict[str, Any]:
    for path in _candidates():
        try:
            with open(path, "rb") as file:
                content = file.read()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            from ipsxml.cli.project_table import refusal

            raise refusal(path, f"cannot be read: {error.strerror or error}") from None
        if b"ipsxml" in content:  # otherwise it has no such table, and parsing it would waste time
            from ipsxml.cli.project_table import table_in  # rarely needed

            settings = table_in(path, content)
            if settings is not None:
                return settings
    return {}


def _candidates() -> Iterator[str]:
    """The files that may have the table: in the working directory and each directory above it."""
    try:
        folder = os.getcwd()
    except FileNotFoundError:  # the working directory was removed
        return
    while True:
        yield os.path.join(folder, _FILE)
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above
