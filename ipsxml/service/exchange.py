"""The record of requests and their answers, for tests to inspect."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ipsxml.codec import Document, Plain
from ipsxml.contract.operations import PARAMETERS
from ipsxml.reading.decoding import typed_document
from ipsxml.service.troubles import Trouble


@dataclass(slots=True)
class Exchange:
    """A request and its answer. Anything in the request that could not be understood is ``None``.

    ``soap_version`` is ``None`` for a request without SOAP. ``operation`` and ``api_version`` are ``None``
    if no operation is requested. ``parameters``, in JSON form, are ``None`` if they are invalid or the
    operation is outside the job family. ``answered`` is the element of the answer: ``getActiveJobsReturn``,
    or a fault. A fault sets ``fault_code`` and ``reason``; a fault about the envelope (``MustUnderstand``)
    has no code. ``status`` is the HTTP status, ``trouble`` the trouble that was requested for this call,
    and ``time`` the time of the answer by the service's clock. ``files`` are the names of the uploaded
    files, and ``size`` is the number of bytes of the request without them. Credentials are not recorded.
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
        """The parameters as an object of the typed model, such as a ``SubmitJobParam``; ``None`` if none.

        Fractional seconds are cut to the precision of Python. Raises ``DecodeError`` for a year outside
        Python's range.
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
