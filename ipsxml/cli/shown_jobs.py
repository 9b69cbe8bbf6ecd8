"""Which jobs ``ipsxml jobs`` shows, and how they look."""

import shutil
import sys
from typing import Any

import click

from ipsxml.job_history import History, JobTimeline
from ipsxml.job_history.instants import UNKNOWN
from ipsxml.job_history.job_choice import chosen_jobs, since_when, states_of
from ipsxml.job_history.render.history_formats import FORMATS
from ipsxml.job_history.render.text_layout import Look
from ipsxml.printable_text import printable

_STYLES: dict[str, dict[str, Any]] = {
    "done": {"fg": "green"},
    "failed": {"fg": "red", "bold": True},
    "vanished": {"fg": "yellow"},
    "heading": {"bold": True},
    "path": {"dim": True},
    "remark": {"fg": "yellow"},
}


class Choice:
    """Which jobs of a history to show, and how."""

    def __init__(
        self, form: str, sort: str, states: tuple[str, ...], since: str | None, *, reverse: bool
    ) -> None:
        self._form = form
        self._sort = sort
        self._states = states
        self._since = since
        self._reverse = reverse

    def render(self, found: History, look: Look) -> str | bytes:
        """The chosen jobs of a history: ``str`` in the text format, ``bytes`` in a format for programs."""
        rendered = FORMATS[self._form].render(found, self._jobs(found), look)
        return rendered if self._form == "text" else rendered.encode("utf-8", "replace")

    def table(self, found: History, look: Look) -> str:
        """The chosen jobs of a history as text."""
        return FORMATS["text"].render(found, self._jobs(found), look)

    def warn(self, found: History) -> None:
        """Warn if no job is in any of the requested states."""
        if found.jobs and self._states and not chosen_jobs(found, states=self._states):
            wanted, seen = " or ".join(self._states), ", ".join(states_of(found.jobs))
            click.echo(printable(f"warning: no job is in state {wanted}; the states are {seen}"), err=True)

    def _jobs(self, found: History) -> list[JobTimeline]:
        try:
            since = UNKNOWN if self._since is None else since_when(self._since, found)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        return chosen_jobs(found, states=self._states, since=since, sort=self._sort, reverse=self._reverse)


def look_of(*, to_file: bool) -> Look:
    """The width and styles of text on standard output, or in a file."""
    is_terminal = sys.stdout.isatty() and not to_file
    return Look(
        shutil.get_terminal_size().columns if is_terminal else None,
        lambda text, role: click.style(text, **_STYLES.get(role, {})),
        is_ascii=not to_file and not _can_write_blocks(),
    )


def _can_write_blocks() -> bool:
    try:
        "█░".encode(sys.stdout.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
