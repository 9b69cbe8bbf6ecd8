"""Verdicts: whether a document is what the service speaks, and if not, why, in words."""

from ipsxml.validation.outcome import Outcome, validate_all
from ipsxml.validation.report import Fault, InvalidDocument, Report
from ipsxml.validation.validate import validate

__all__ = ["Fault", "InvalidDocument", "Outcome", "Report", "validate", "validate_all"]
