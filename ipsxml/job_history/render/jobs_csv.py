"""Jobs as CSV (RFC 4180): the single values of their JSON form, and the lengths of its lists."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.render.history_json import job_content


def render_csv(jobs: Sequence[JobTimeline]) -> str:
    """A header and one row per job; unknown values are empty."""
    rows = [_row(job_content(job)) for job in jobs]
    names = _row(job_content(JobTimeline("")))
    text = StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _row(content: dict[str, Any]) -> dict[str, Any]:
    """A job as one row: lists become their lengths, the outcome becomes its text, the log is omitted."""
    del content["log"]
    outcome = content.pop("outcome")
    flat = {name: len(value) if isinstance(value, list) else value for name, value in content.items()}
    return flat | {"outcome": outcome and outcome["text"]}
