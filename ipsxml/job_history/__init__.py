"""Jobs over time: many captures in, one timeline per job out.

The ``recorder`` reads captures into a ``history_record``. Records keep only the facts a history needs and
merge in any order. ``History`` is the public view of a record.
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
