"""The color of each state on the page; states with the same meaning share a color."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from ipsxml.job_history.job_timeline import OutcomeKind

Color = Literal["new", "waiting", "running", "stopping", "done", "failed", "vanished", "other"]

_STATES: Mapping[str, Color] = MappingProxyType(
    {
        "New": "new",
        "WaitingClient": "waiting",
        "WaitingCoordinator": "waiting",
        "Running": "running",
        "Processing": "running",
        "Stopping": "stopping",
        "Done": "done",
        "Failed": "failed",
        # Trigger states:
        "Normal": "waiting",
        "Paused": "waiting",
        "Blocked": "stopping",
        "Complete": "done",
        "Error": "failed",
    }
)

SIGNS: Mapping[OutcomeKind, str] = MappingProxyType({"done": "✓", "failed": "✕", "vanished": "?"})
"""A character for each kind of outcome."""


def color_of(state: str | None) -> Color:
    """The color of a state of a job, task, or trigger."""
    return _STATES.get(state or "", "other")
