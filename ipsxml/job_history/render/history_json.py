"""Histories as JSON, with everything known about each job."""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ipsxml.job_history.history import History
from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.remarks import Remark
from ipsxml.model import Payload
from ipsxml.printable_text import in_camel_case

_PROPERTIES = ("title", "status", "took", "remaining", "tasks_done")
"""The properties that a timeline derives from its fields."""


def render_json(history: History, jobs: Sequence[JobTimeline]) -> str:
    """Some jobs of a history as one indented JSON object, described in ``docs/jobs.md``."""
    content = {
        "begin": _plain(history.begin),
        "end": _plain(history.end),
        "polls": history.polls,
        "jobs": [job_content(job) for job in jobs],
        "remarks": _plain(history.remarks),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def render_lines(jobs: Sequence[JobTimeline]) -> str:
    """Jobs as JSON lines, one object per line."""
    return "\n".join(json.dumps(job_content(job), ensure_ascii=False) for job in jobs)


def remark_content(remark: Remark) -> dict[str, Any]:
    """A remark as JSON content."""
    content: dict[str, Any] = _plain(remark)
    return content


def job_content(job: JobTimeline) -> dict[str, Any]:
    """A job as JSON content: times with the offset of their source, durations in seconds."""
    content: dict[str, Any] = _plain(job)
    return content | {in_camel_case(name): _plain(getattr(job, name)) for name in _PROPERTIES}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {in_camel_case(field.name): _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return msgspec.to_builtins(value) if isinstance(value, Payload) else value
