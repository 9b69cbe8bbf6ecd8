"""Read, check, convert and compare the job documents of the Image Production System (IPS).

The names below are the public face; whatever is not among them may change.

>>> import ipsxml
>>> document = b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"/>'
>>> ipsxml.validate(document).valid
True
"""

from ipsxml.capture import Source, find_sources
from ipsxml.contract import Version, export_schema, versions
from ipsxml.errors import IpsXmlError, SourceError, UnknownType, UnknownVersion
from ipsxml.issues import Issue
from ipsxml.validation import Fault, Outcome, Report, validate, validate_all

__all__ = [
    "Fault",
    "IpsXmlError",
    "Issue",
    "Outcome",
    "Report",
    "Source",
    "SourceError",
    "UnknownType",
    "UnknownVersion",
    "Version",
    "export_schema",
    "find_sources",
    "validate",
    "validate_all",
    "versions",
]
