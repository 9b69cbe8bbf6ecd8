"""Writing documents as XML."""

from typing import Any

from lxml import etree

from ipsxml.capture.limits import check_written
from ipsxml.codec import Document, Plain, PlainFault, plain_faults, valid_payload
from ipsxml.codec.leaf_values import plain_leaf
from ipsxml.errors import EncodeError
from ipsxml.soap_writing import wrap

_MOST_DESCRIBED = 10


def write_plain(document: Document, *, indent: int | None = None, namespace: str | None = None) -> bytes:
    """The XML of a plain document, in UTF-8; raises ``EncodeError``, which names each path at fault.

    ``namespace`` replaces the namespace of the document's version.
    """
    version = document.contract_version
    # Encoders do not check the limits that the reference contract sets on values.
    payload = (
        None if version.is_reference and errors_in(document) else valid_payload(document, namespace=namespace)
    )
    if payload is None:
        raise EncodeError(describe_faults(errors_in(document)))
    return _write_around(document, payload, indent=indent)


def write_typed(document: Document, *, indent: int | None = None) -> bytes | None:
    """Like ``write_plain``, but for a document of the typed model.

    Returns ``None`` if the document is not valid or might not be; its plain form gives a better error.
    """
    payload = None if document.contract_version.is_reference else valid_payload(document, typed=True)
    return None if payload is None else _write_around(document, payload, indent=indent)


def _write_around(document: Document, payload: str, *, indent: int | None = None) -> bytes:
    """The XML of a document whose payload is already written, in the namespace of its version."""
    namespace = document.contract_version.namespace
    if document.is_fault and document.soap_version and namespace:
        payload = _prefixed(payload, namespace)
    xml = wrap(payload, document.soap_version, document.element if document.is_fault else None).encode()
    return check_written(xml if indent is None else _indented(xml, indent))


def errors_in(document: Document) -> list[PlainFault]:
    """The faults that make a plain document invalid."""
    return [fault for fault in plain_faults(document) if not fault.is_advice]


def _prefixed(payload: str, namespace: str) -> str:
    """The XML of a fault, with a prefix as the service writes it."""
    payload = payload.replace("</", "\0").replace("<", "<tns:").replace("\0", "</tns:")
    return payload.replace(f'xmlns="{namespace}"', f'xmlns:tns="{namespace}"', 1)


def describe_faults(faults: list[PlainFault]) -> str:
    """Faults as one line of text: the first few, each with its path, and the number of others."""
    described = [
        ": ".join(filter(None, (fault.path, fault.message))) + (f" ({fault.hint})" if fault.hint else "")
        for fault in faults[:_MOST_DESCRIBED]
    ]
    more = len(faults) - len(described)
    return "; ".join([*described, *([f"and {more} more"] if more else [])])


def _indented(xml: bytes, indent: int) -> bytes:
    root = etree.fromstring(xml)
    etree.indent(root, space=" " * indent)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def plain_value(value: Any) -> Plain:
    """A value of the typed model in the plain form."""
    if isinstance(value, dict):
        return {name: plain_value(member) for name, member in value.items()}
    if isinstance(value, list):
        return [plain_value(item) for item in value]
    return plain_leaf(value)
