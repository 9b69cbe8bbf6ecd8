"""What has come in, and how it was answered: the record that tests look at."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ipsxml.codec import Document, Plain
from ipsxml.contract.operations import PARAMETERS
from ipsxml.reading.decoding import typed_document
from ipsxml.service.troubles import Trouble


@dataclass(slots=True)
class Exchange:
    """A request and its answer, as far as the request could be understood.

    ``soap_version`` is ``None`` for a request without SOAP. ``operation`` and ``api_version`` are
    ``None`` where it asks for no operation; ``parameters``, in the form of JSON, where it is not valid,
    or not one of a job operation. ``answered`` is the element of the answer, ``getActiveJobsReturn`` or
    a fault, whose ``fault_code`` and ``reason`` are then there, too; a fault about the envelope
    (``MustUnderstand``) has no code. ``status`` is that of HTTP, ``trouble`` what was asked to happen to
    this call, ``time`` when it was answered, by the clock of the service, ``files`` the names of those
    that were uploaded with it, and ``size`` the number of bytes of the request, without them.
    Credentials are not part of it.
    """

    soap_version: str | None
    operation: str | None = None
    api_version: str | None = None
    parameters: dict[str, Plain] | None = None
    answered: str = ""
    status: int = 0
    fault_code: int | None = None
    reason: str | None = None
    trouble: Trouble | None = None
    time: datetime | None = field(default=None, compare=False)
    files: tuple[str, ...] = ()
    size: int = field(default=0, compare=False, repr=False)

    @property
    def payload(self) -> Any:
        """The parameters as an object of the typed model: a ``SubmitJobParam``; ``None`` without them.

        Of a second it has as many digits as Python holds. Raises ``DecodeError`` for a year that
        Python cannot hold.
        """
        if self.parameters is None or self.operation is None or self.api_version is None:
            return None
        asked = Document(self.parameters, self.api_version, self.operation + PARAMETERS)
        return typed_document(asked, "cut").payload

    def __str__(self) -> str:
        """One line: ``submitJob 2013-02-15 500 ipsApiFault 30002``."""
        asked = f"{self.operation or '-'} {self.api_version or '-'} {self.status}"
        if self.reason is None:
            return asked
        return " ".join([asked, self.answered, *([] if self.fault_code is None else [str(self.fault_code)])])
