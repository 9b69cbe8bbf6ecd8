"""Describe SOAP faults from a server's SOAP stack, which contain no IPS fault."""

from collections.abc import Iterator

from lxml import etree

from ipsxml.capture.paths import local_name
from ipsxml.printable_text import printable

_CODES = ("faultcode", "Code")
_REASONS = ("faultstring", "Reason")
_LONGEST = 300


def describe_stack_fault(fault: etree._Element) -> str:
    """The code and the reason of a SOAP fault in one line, up to the first markup in the reason.

    >>> describe_stack_fault(etree.fromstring(
    ...     "<Fault><faultcode>s:Server</faultcode><faultstring>no memory</faultstring></Fault>"))
    's:Server: no memory'
    """
    said = [_text(child) for names in (_CODES, _REASONS) for child in _members(fault, names)]
    return ": ".join(text for text in said if text) or "no code and no reason"


def has_code_and_reason(fault: etree._Element) -> bool:
    """Whether there are a code and a reason in any namespace: some stacks qualify those of SOAP 1.1."""
    return all(any(True for _ in _members(fault, names[:1])) for names in (_CODES, _REASONS))


def _members(fault: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    return (child for child in fault if local_name(child) in names)


def _text(element: etree._Element) -> str:
    """The text of a code or reason, or of its first child, as in SOAP 1.2.

    The text is cut at the first markup, because a stack may quote a request with its credentials.
    """
    first = element[0] if len(element) and not (element.text or "").strip() else element
    words = " ".join((first.text or "").partition("<")[0].split())
    return printable(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")
