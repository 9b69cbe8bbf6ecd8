"""The explanation pytest shows when an assertion that two documents are equal fails: their differences."""

from types import GenericAlias
from typing import Any

from ipsxml.codec import Document
from ipsxml.comparison import Diff, diff
from ipsxml.contract import family, versions
from ipsxml.errors import IpsXmlError
from ipsxml.model import Payload, model_type

_SIDES = ("left", "right")
_INCOMPLETE = (IpsXmlError, AttributeError, LookupError, TypeError, ValueError)


def explain(left: object, right: object, *, width: int | None = None) -> list[str] | None:
    """Lines that explain how two objects differ; the first line is the assertion.

    The objects are Documents, objects of one class of the model, or lists of them. Returns ``None`` for
    anything else, and if the diff finds no difference (in the envelope, or because of a ``NaN``); pytest then
    shows its default explanation. No line is wider than ``width`` columns.
    """
    kind = _kind_of(left, right)
    if kind is None:
        return None
    try:
        found = diff(_comparable(left, kind), _comparable(right, kind))
        lines = _lines(found, width)
    except _INCOMPLETE:  # an error in an object must not replace the failed assertion
        return None
    name = f"list of {kind.__name__}" if isinstance(left, list) else kind.__name__
    return [f"{name} == {name}", *lines] if found else None


def _kind_of(left: Any, right: Any) -> type | None:
    """The common class of both objects, or of all items of both lists."""
    if isinstance(left, list) and isinstance(right, list):
        kinds = {type(item) for item in left + right}
        kind = kinds.pop() if len(kinds) == 1 else None
        return kind if kind and issubclass(kind, Payload) else None
    return type(left) if type(left) is type(right) and isinstance(left, Document | Payload) else None


def _comparable(value: Any, kind: type) -> Document | Payload:
    if not isinstance(value, list):
        found: Document | Payload = value
        return found
    array = GenericAlias(list, (kind,))
    elements = (name for name, each in family().elements.items() if model_type(each.name) == array)
    return Document(value, versions()[-1].name, next(elements, ""))  # "" if no document is such an array


def _lines(found: Diff, width: int | None) -> list[str]:
    """The summary, then the changes: pytest cuts off all but the first lines unless it is verbose."""
    old, new, _, *changes, _, summary = found.text(_SIDES, width=width).splitlines()
    headings_differ = (found.old.version, found.old.soap_version) != (
        found.new.version,
        found.new.soap_version,
    )
    return [f"from left to right, {summary}", *([old, new] if headings_differ else []), *changes]
