"""The changes of a comparison by the jobs they are in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ipsxml.comparison.changes import Change, Kind, Step
from ipsxml.comparison.diff_tree import JOB_KEY, Node

# What a running job, a scheduled one and a log call the same thing.
NAMES = ("name", "jobName")
STATES = ("state", "triggerState")


@dataclass(frozen=True, slots=True)
class JobDiff:
    """What changed in one job.

    ``handle`` and ``name`` are those of the new document, or the old one's if it is gone.
    ``kind`` says what happened to the job: ``"moved"`` only if nothing in it changed. States
    and progress are ``None`` where the job, or they, are absent. ``steps`` lead to the job, as
    those of a Change do.
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
    """The jobs at and inside of a node that have changes, in order."""
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
    """What happened to a job that has changes."""
    return "changed" if node.kind is None or node.changed_inside else node.kind


def first_of(job: dict[str, Any], names: Sequence[str]) -> str | None:
    """The first member of a job that is there, of those that mean the same."""
    return next((job[name] for name in names if name in job), None)
