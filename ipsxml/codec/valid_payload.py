"""The XML of a valid payload, from the compiled encoder, which writes only valid XML."""

from ipsxml.codec.document_class import Document
from ipsxml.codec.encoder import NotEncodable, encode_payload
from ipsxml.xml_characters import are_xml_characters


def valid_payload(document: Document, *, typed: bool = False, namespace: str | None = None) -> str | None:
    """The XML of a document's payload; ``None`` if it is not valid.

    The payload is plain or, if ``typed``, a typed model object. In the reference contract, the limits of
    values are not checked. ``namespace`` replaces the version's own.
    """
    version = document.contract_version
    target = version.namespace if namespace is None else namespace
    try:
        payload = encode_payload(document.payload, document.element, version, target, typed=typed)
        utf_8 = payload.encode()  # a lone surrogate raises a ValueError
    except (NotEncodable, KeyError, AttributeError, TypeError, ValueError):
        return None
    return payload if are_xml_characters(payload, utf_8) else None
