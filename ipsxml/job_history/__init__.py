"""Jobs over time: out of many captures, what became of each job.

A ``recorder`` reads captures into a ``history_record``, which keeps what must be kept of them, and merges
with others in any order. ``History`` is the view of it that people and programs read.
"""

from ipsxml.job_history.history import History, history
from ipsxml.job_history.job_timeline import (
    Asked,
    ItemTimeline,
    JobTimeline,
    LogEntry,
    Outcome,
    ProgressSeen,
    StateSeen,
    TaskTimeline,
)
from ipsxml.job_history.remarks import Remark

__all__ = [
    "Asked",
    "History",
    "ItemTimeline",
    "JobTimeline",
    "LogEntry",
    "Outcome",
    "ProgressSeen",
    "Remark",
    "StateSeen",
    "TaskTimeline",
    "history",
]
