"""The latest news about a job in one line, the same in the table and on the page."""

from ipsxml.job_history.job_timeline import JobTimeline


def last_word(job: JobTimeline) -> str:
    """How the job ended, with the last error in its log, or else its own last message."""
    error = next((entry.message for entry in reversed(job.entries) if entry.severity == "error"), None)
    ended = job.outcome.text if job.outcome and job.outcome.text != job.status else None
    return ": ".join(filter(None, (ended, error))) or job.message or ""
