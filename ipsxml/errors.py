"""The exceptions of ipsxml: one family, ``IpsXmlError`` on top."""


class IpsXmlError(Exception):
    """Anything that ipsxml refuses to do, with a message for the person who asked."""


class MissingExtra(IpsXmlError, ImportError):
    """A library that is not installed; the text names the extra of ipsxml that installs it."""


class UnknownVersion(IpsXmlError, ValueError):
    """An API version that is not among those of ``ipsxml.versions()``."""


class UnknownType(IpsXmlError, ValueError):
    """A type or element that the asked-for contract does not have."""


class UnknownName(IpsXmlError, ValueError):
    """A name that nothing in the job documents has; the text says what was probably meant."""


class UnknownCode(IpsXmlError, ValueError):
    """A code that no issue can have."""


class SourceError(IpsXmlError):
    """A source whose bytes cannot be read: missing, not permitted, a directory without captures.

    ``source`` is its name, where it has one; a traceback shows it, too.
    """

    source: str | None = None

    def named(self, source: str) -> "SourceError":
        """The same error, which now knows its source, if that has a name."""
        if source and self.source is None:
            self.source = source
            self.add_note(f"source: {source}")
        return self


class CaptureError(IpsXmlError):
    """Bytes from which no document can be read.

    ``code`` is an issue code; ``path``, ``line`` and ``hint`` are as in an ``Issue``.
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
    """An output file that cannot be written, or would overwrite another."""


class ClusterError(IpsXmlError):
    """A cluster that cannot be reached, or on which too much fails to go on."""


class DecodeError(IpsXmlError, ValueError):
    """A valid document with a value that the typed model cannot hold; the text names its path."""


class UnexpectedPayload(DecodeError):
    """A valid document that is another one than was expected, such as a fault; the text says what came."""


class NoJobsError(IpsXmlError, ValueError):
    """A valid document in which there can be no jobs: a fault, which the text names, or another answer."""


class EncodeError(IpsXmlError, ValueError):
    """A document that cannot be written in a version; the text names each path and what is wrong there."""


class PatternError(IpsXmlError, ValueError):
    """A path pattern that cannot be read, or that names what no document has."""


class PatchError(IpsXmlError, ValueError):
    """A JSON Patch that cannot be read, or an operation of it that cannot be carried out."""
