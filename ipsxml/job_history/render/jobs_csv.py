"""Jobs as CSV (RFC 4180): what is one value each of what their JSON has, and the counts of the rest."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from ipsxml.job_history.job_timeline import JobTimeline
from ipsxml.job_history.render.history_json import job_content


def render_csv(jobs: Sequence[JobTimeline]) -> str:
    """A header, and a row for each job; what is unknown is empty."""
    rows = [_row(job_content(job)) for job in jobs]
    names = _row(job_content(JobTimeline("")))
    text = StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _row(content: dict[str, Any]) -> dict[str, Any]:
    """The single values of a job; of lists their lengths; of its end the words, and of its log nothing."""
    del content["log"]
    outcome = content.pop("outcome")
    flat = {name: len(value) if isinstance(value, list) else value for name, value in content.items()}
    return flat | {"outcome": outcome and outcome["text"]}
