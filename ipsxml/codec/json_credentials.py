"""Removing credentials from the JSON form, as ``ipsxml.capture`` removes them from XML.

In the JSON form, credentials can only appear in an ``authHeader`` that is the document itself.
Anything else that might contain them is not a document, and its values are never reported.
"""

from typing import Any

from ipsxml.capture.credentials import is_credential
from ipsxml.contract import credentials, family


def without_credentials(element: str, value: Any) -> Any:
    """The payload's value, without the credentials of an ``authHeader``; invalid values stay invalid."""
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
    """A value of the same kind that reveals nothing."""
    return type(value)() if isinstance(value, list | dict) else "…"
