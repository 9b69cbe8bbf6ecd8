"""Dropping credentials from the JSON form, as ``ipsxml.capture`` drops them from XML.

In the JSON form they can appear in only one place: an ``authHeader`` as the document itself.
Anything else that might contain one is not a document, and its values are never reported.
"""

from typing import Any

from ipsxml.capture.credentials import is_credential
from ipsxml.contract import credentials, family


def without_credentials(element: str, value: Any) -> Any:
    """The value of a payload, of an ``authHeader`` only what is harmless; what is wrong stays wrong."""
    if element not in credentials():
        return value
    if not isinstance(value, dict):
        return _silent(value)
    members = family().types[element].members
    return {
        name: member if name in members and not isinstance(member, list | dict) else _silent(member)
        for name, member in value.items()
        if not is_credential(element, name)
    }


def _silent(value: Any) -> Any:
    """A value of the same kind that says nothing."""
    return type(value)() if isinstance(value, list | dict) else "…"
