"""Wrapping payloads in SOAP envelopes, as the service writes them."""

from ipsxml.capture.soap import SOAP_NAMESPACES
from ipsxml.errors import EncodeError

_FAULTS = {
    "1.1": (
        "<soapenv:Fault><faultcode>soapenv:Server</faultcode><faultstring>{name}</faultstring>"
        "<detail>{fault}</detail></soapenv:Fault>"
    ),
    "1.2": (
        "<soapenv:Fault><soapenv:Code><soapenv:Value>soapenv:Receiver</soapenv:Value></soapenv:Code>"
        '<soapenv:Reason><soapenv:Text xml:lang="en">{name}</soapenv:Text></soapenv:Reason>'
        "<soapenv:Detail>{fault}</soapenv:Detail></soapenv:Fault>"
    ),
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def wrap(payload: str, soap_version: str | None, fault: str | None = None) -> str:
    """Wrap the XML of a payload into a complete document.

    ``soap_version`` is ``"1.1"``, ``"1.2"``, or ``None`` for a bare document. ``fault`` is the name of
    the payload's element if it is a fault. Raises ``EncodeError`` for any other ``soap_version``.
    """
    if soap_version is None:
        return DECLARATION + payload
    if soap_version not in SOAP_NAMESPACES:
        raise EncodeError(
            f"unknown SOAP version {soap_version!r}; known versions: {', '.join(SOAP_NAMESPACES)}"
        )
    if fault is not None:
        payload = _FAULTS[soap_version].format(name=fault, fault=payload)
    namespace = SOAP_NAMESPACES[soap_version]
    body = f"<soapenv:Body>{payload}</soapenv:Body>"
    return f'{DECLARATION}<soapenv:Envelope xmlns:soapenv="{namespace}">{body}</soapenv:Envelope>'
