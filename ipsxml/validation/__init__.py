"""Verdicts: whether a document is what the service speaks, and if not, why, in words."""

from ipsxml.validation.outcome import Outcome, validate_all
from ipsxml.validation.report import Fault, Report
from ipsxml.validation.validate import validate

__all__ = ["Fault", "Outcome", "Report", "validate", "validate_all"]
