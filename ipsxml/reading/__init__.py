"""Verdicts: whether a document is valid, and if not, what is wrong with it."""

from ipsxml.reading.batch import Outcome, validate_all
from ipsxml.reading.question import Reading
from ipsxml.reading.report import Fault, InvalidDocument, Report
from ipsxml.reading.validating import validate

__all__ = ["Fault", "InvalidDocument", "Outcome", "Reading", "Report", "validate", "validate_all"]
