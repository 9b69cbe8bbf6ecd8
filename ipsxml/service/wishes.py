"""The form of the answer that a request's ``authHeader`` asks for."""

from typing import NamedTuple

from lxml import etree

from ipsxml.capture import namespace_of
from ipsxml.contract.lexical_forms import read_integer

# HTTP answers with these statuses have no content, so a fault would be lost.
_WITHOUT_CONTENT = (204, 205, 304)


class Wishes(NamedTuple):
    """The form of the answer: whether it is compressed, and the HTTP status of a fault.

    ``gzip`` is ``None`` if the ``authHeader`` does not say.
    """

    gzip: bool | None = None
    fault_status: int = 500

    @classmethod
    def of(cls, soap_version: str | None, auth_header: etree._Element | None = None) -> "Wishes":
        """The wishes in an ``authHeader``. Invalid values are ignored here and reported as invalid later.

        By default a fault has SOAP's status 500, and a bare fault has the status of any bare answer, 200.
        """
        usual = cls(fault_status=500 if soap_version else 200)
        if auth_header is None:
            return usual
        gzip_text, status_text = (
            (auth_header.findtext(f"{{{namespace_of(auth_header)}}}{name}") or "").strip()
            for name in ("gzipResponse", "faultHttpStatusCode")
        )
        wishes = usual._replace(gzip={"true": True, "1": True, "false": False, "0": False}.get(gzip_text))
        status = read_integer("xs:int", status_text)
        if status is None or not 200 <= status <= 599 or status in _WITHOUT_CONTENT:
            return wishes
        return wishes._replace(fault_status=status)
