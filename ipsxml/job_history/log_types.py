"""What the types of log entries mean; the schemas list them in JobLogType."""

import re
from typing import Literal

Severity = Literal["error", "warning"]

_SEVERITIES: dict[str, Severity] = {"Error": "error", "Failure": "error", "Warning": "warning"}
_CLOSING = re.compile(r"end|.*(error|failure|warning|success)$", re.IGNORECASE)
_ENDING = re.compile(f"({'|'.join(_SEVERITIES)})$")


def severity_of(log_type: str) -> Severity | None:
    """Whether an entry of a log is an error or a warning; ``None`` for any other.

    >>> severity_of("UploadWarning"), severity_of("MetadataFailure"), severity_of("BeginUpload")
    ('warning', 'error', None)
    """
    found = _ENDING.search(log_type)
    return _SEVERITIES[found[1]] if found else None


def is_end(log_type: str) -> bool:
    """Whether an entry closes the log of a job that has ended."""
    return _CLOSING.match(log_type) is not None
