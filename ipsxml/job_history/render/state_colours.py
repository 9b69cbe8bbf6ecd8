"""Which colour the page gives to a state: those that mean the same have the same."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from ipsxml.job_history.job_timeline import OutcomeKind

Colour = Literal["new", "waiting", "running", "stopping", "done", "failed", "vanished", "other"]

_STATES: Mapping[str, Colour] = MappingProxyType(
    {
        "New": "new",
        "WaitingClient": "waiting",
        "WaitingCoordinator": "waiting",
        "Running": "running",
        "Processing": "running",
        "Stopping": "stopping",
        "Done": "done",
        "Failed": "failed",
        # Of triggers:
        "Normal": "waiting",
        "Paused": "waiting",
        "Blocked": "stopping",
        "Complete": "done",
        "Error": "failed",
    }
)

SIGNS: Mapping[OutcomeKind, str] = MappingProxyType({"done": "✓", "failed": "✕", "vanished": "?"})
"""A character for each way to end."""


def colour_of(state: str | None) -> Colour:
    """The colour of a state of jobs, tasks or triggers."""
    return _STATES.get(state or "", "other")
