"""What the types of log entries mean. The schemas list the types in ``JobLogType``."""

import re
from typing import Literal

Severity = Literal["error", "warning"]

_SEVERITIES: dict[str, Severity] = {"Error": "error", "Failure": "error", "Warning": "warning"}
_CLOSING = re.compile(r"end|.*(error|failure|warning|success)$", re.IGNORECASE)
_ENDING = re.compile(f"({'|'.join(_SEVERITIES)})$")


def severity_of(log_type: str) -> Severity | None:
    """The severity of a log entry, by its type; ``None`` if it is neither an error nor a warning.

    >>> severity_of("UploadWarning"), severity_of("MetadataFailure"), severity_of("BeginUpload")
    ('warning', 'error', None)
    """
    found = _ENDING.search(log_type)
    return _SEVERITIES[found[1]] if found else None


def is_end(log_type: str) -> bool:
    """Whether an entry of this type ends a job's log."""
    return _CLOSING.match(log_type) is not None
