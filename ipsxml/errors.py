"""The exceptions of ipsxml.

All of them derive from ``IpsXmlError``::

    IpsXmlError
    ├── CaptureError              no document in the bytes; internal: it becomes an issue of a report
    ├── ClusterError              a cluster cannot be reached, or fails too often
    ├── DecodeError               a valid document does not fit into the typed model
    │   └── UnexpectedPayload     a valid document is not of the expected class
    ├── EncodeError               a document cannot be written in a version
    │   └── FillWouldHelp         internal (ipsxml.migration): filling elements would help
    ├── InvalidDocument           a document is not valid (ipsxml.reading.report)
    ├── MissingExtra              a library is not installed
    ├── NoJobsError               a valid document cannot contain jobs
    ├── PatchError                a JSON Patch cannot be read or applied
    ├── PatternError              a path pattern cannot be read or matches no document
    ├── ServiceFault              a fault of the simulated service (ipsxml.simulation.service_faults)
    ├── SourceError               a source cannot be read
    ├── TargetError               an output file cannot be written
    ├── UnknownCode               no issue has this code
    ├── UnknownName               nothing in the job documents has this name
    ├── UnknownType               a contract does not have this type or element
    └── UnknownVersion            there is no such API version
"""


class IpsXmlError(Exception):
    """The base class of all errors of ipsxml; the message is written for the caller."""


class MissingExtra(IpsXmlError, ImportError):
    """A library is not installed; the message names the extra of ipsxml that installs it."""


class UnknownVersion(IpsXmlError, ValueError):
    """An API version is not one of ``ipsxml.versions()``."""


class UnknownType(IpsXmlError, ValueError):
    """The contract of a version does not have a type or element of this name."""


class UnknownName(IpsXmlError, ValueError):
    """Nothing in the job documents has this name; the message suggests a similar one."""


class UnknownCode(IpsXmlError, ValueError):
    """No issue can have this code."""


class SourceError(IpsXmlError):
    """A source cannot be read: it is missing, not permitted, or a directory without captures.

    ``source`` is its name, if it has one; a traceback shows it, too.
    """

    source: str | None = None

    def named(self, source: str) -> "SourceError":
        """Return this error with the name of its source, unless it already has one."""
        if source and self.source is None:
            self.source = source
            self.add_note(f"source: {source}")
        return self


class CaptureError(IpsXmlError):
    """No document can be read from the bytes of a capture.

    ``code`` is an issue code; ``path``, ``line``, and ``hint`` are as in an ``Issue``.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        path: str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint


class TargetError(IpsXmlError):
    """An output file cannot be written, or would overwrite another file."""


class ClusterError(IpsXmlError):
    """A cluster cannot be reached, or too many of its tasks fail."""


class DecodeError(IpsXmlError, ValueError):
    """A valid document has a value that the typed model cannot represent; the message names its path."""


class UnexpectedPayload(DecodeError):
    """A valid document is not of the expected class; the message says what it is, such as a fault."""


class NoJobsError(IpsXmlError, ValueError):
    """A valid document cannot contain jobs: it is a fault, which the message names, or another answer."""


class EncodeError(IpsXmlError, ValueError):
    """A document cannot be written in a version; the message names each path and what is wrong there."""


class PatternError(IpsXmlError, ValueError):
    """A path pattern cannot be read, or names an element that no document has."""


class PatchError(IpsXmlError, ValueError):
    """A JSON Patch cannot be read, or one of its operations cannot be applied."""
