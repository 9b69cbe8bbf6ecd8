"""Hypothesis strategies for job documents: valid documents, jobs, and documents with exactly one fault.

``documents``, ``jobs``, and ``invalid_documents`` are for property tests. They pass all health checks and
shrink to the smallest possible document. ``value_strategies`` contains the strategies they are built from, in
the plain form, which is the form of JSON.

Hypothesis comes with the extra ``test``. Without it, importing this package raises ``ModuleNotFoundError``
with a hint.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401 - check first whether it is installed
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    message = "ipsxml.testing.strategies needs Hypothesis; install it with: pip install 'ipsxml[test]'"
    raise ModuleNotFoundError(message, name=error.name) from None

from ipsxml.testing.strategies.documents import documents
from ipsxml.testing.strategies.invalid import Invalid, invalid_documents
from ipsxml.testing.strategies.job_strategies import jobs

__all__ = ["Invalid", "documents", "invalid_documents", "jobs"]
