"""Hypothesis strategies of job documents: valid ones, jobs, and documents with exactly one fault.

``documents``, ``jobs`` and ``invalid_documents`` are for everybody's property tests; they need no
health check suppressed, and shrink to the smallest document there is. ``value_strategies`` has
the strategies that they are made of, in the plain form, which is JSON's.

Hypothesis comes with the extra ``test``; without it importing this package raises
``ModuleNotFoundError``, which says so.
"""

try:
    import hypothesis as _hypothesis  # noqa: F401 - only to tell, before all else, whether it is there
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    message = "ipsxml.testing.strategies needs Hypothesis; install it with: pip install 'ipsxml[test]'"
    raise ModuleNotFoundError(message, name=error.name) from None

from ipsxml.testing.strategies.documents import documents
from ipsxml.testing.strategies.invalid import Invalid, invalid_documents
from ipsxml.testing.strategies.job_strategies import jobs

__all__ = ["Invalid", "documents", "invalid_documents", "jobs"]
