"""The changes of a comparison by the jobs they are in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from typing import Any

from ipsxml.codec import Document
from ipsxml.comparison.changes import Change, Item, Kind, Step, new_places, old_places
from ipsxml.contract import ComplexType, XsdType, family

HANDLE = "jobHandle"
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


def jobs_in(old: Document, new: Document, changes: Iterable[Change]) -> tuple[JobDiff, ...]:
    """The jobs that the changes are in, in order; changes outside of jobs are left out."""
    by_job: dict[tuple[str, tuple[Step, ...]], list[Change]] = {}
    for change in changes:
        steps = _steps_to_job(change)
        if steps is not None:
            by_job.setdefault((change.element, steps), []).append(change)
    return tuple(_job_diff(old, new, steps, found) for (_, steps), found in by_job.items())


def _steps_to_job(change: Change) -> tuple[Step, ...] | None:
    """The first of a change's steps, up to a job; none if the payload is one."""
    found: XsdType | None = family().elements.get(change.element)
    for number, step in enumerate((*change.steps, None)):
        if not isinstance(found, ComplexType):
            return None
        if HANDLE in found.key:
            return change.steps[:number]
        if step is not None:
            found = found.members["items" if isinstance(step, Item) else step].type
    return None


def _job_diff(old: Document, new: Document, steps: tuple[Step, ...], changes: Sequence[Change]) -> JobDiff:
    kind = _kind_of(steps, changes)
    before: dict[str, Any] = {} if kind == "added" else reduce(getitem, old_places(steps), old.payload)
    after: dict[str, Any] = {} if kind == "removed" else reduce(getitem, new_places(steps), new.payload)
    known = after or before
    return JobDiff(
        known.get(HANDLE),
        first_of(known, NAMES),
        kind,
        first_of(before, STATES),
        first_of(after, STATES),
        before.get("progress"),
        after.get("progress"),
        tuple(changes),
        steps,
    )


def _kind_of(steps: tuple[Step, ...], changes: Sequence[Change]) -> Kind:
    return changes[-1].kind if changes[-1].steps == steps else "changed"


def first_of(job: dict[str, Any], names: Sequence[str]) -> str | None:
    """The first member of a job that is there, of those that mean the same."""
    return next((job[name] for name in names if name in job), None)
