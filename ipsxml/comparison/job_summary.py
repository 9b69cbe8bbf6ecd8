"""The changes of a comparison, grouped by job."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ipsxml.comparison.changes import Change, Kind, Step
from ipsxml.comparison.diff_tree import JOB_KEY, Node

# Running jobs, scheduled jobs, and logs have different names for the same thing.
NAMES = ("name", "jobName")
STATES = ("state", "triggerState")


@dataclass(frozen=True, slots=True)
class JobDiff:
    """What changed in one job.

    ``handle`` and ``name`` come from the new document, or from the old one if the job was removed.
    ``kind`` says what happened to the job; it is ``"moved"`` only if nothing in the job changed. States
    and progress are ``None`` if they or the job are absent. ``steps`` lead to the job, as in a Change.
    """

    handle: str | None
    name: str | None
    kind: Kind
    state_before: str | None
    state_after: str | None
    progress_before: float | None
    progress_after: float | None
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]


def jobs_in(node: Node, element: str, steps: tuple[Step, ...] = ()) -> Iterator[JobDiff]:
    """The changed jobs at or inside a node, in order."""
    if not node.is_job:
        for part in node.parts:
            yield from jobs_in(part, element, (*steps, part.step))
    elif node.count:
        before, after = node.old or {}, node.new or {}
        yield JobDiff(
            node.known.get(JOB_KEY),
            first_of(node.known, NAMES),
            kind_of(node),
            first_of(before, STATES),
            first_of(after, STATES),
            before.get("progress"),
            after.get("progress"),
            tuple(node.changes(element, steps)),
            steps,
        )


def kind_of(node: Node) -> Kind:
    """What happened to a changed job."""
    return "changed" if node.kind is None or node.changed_inside else node.kind


def first_of(job: dict[str, Any], names: Sequence[str]) -> str | None:
    """The value of the first of ``names`` that the job has; the names are synonyms."""
    return next((job[name] for name in names if name in job), None)
