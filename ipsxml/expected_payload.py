"""Checking that a document's payload is of the expected class."""

from types import GenericAlias
from typing import Any

from ipsxml.codec import Document
from ipsxml.errors import UnexpectedPayload
from ipsxml.model import model_type


def as_expected(document: Document, expected: type | None) -> Document:
    """Return the document; raise ``UnexpectedPayload``, which says what the document is, for another class.

    ``expected`` is a class of the model, or a list of one (``list[ActiveJob]``); ``None`` allows any.
    """
    if expected is None or _is_one(document, expected):
        return document
    raise UnexpectedPayload(f"the document is {_what(document)}, not {_name_of(expected)}")


def _is_one(document: Document, expected: type) -> bool:
    if isinstance(expected, GenericAlias):
        return document.type_name is not None and model_type(document.type_name) == expected
    return isinstance(document.payload, expected)


def _what(document: Document) -> str:
    """The name of a document's class; for a fault, also its code."""
    name = _name_of(model_type(document.type_name or ""))
    payload: Any = document.payload
    return f"a fault, {name} {payload.code}" if document.is_fault else name


def _name_of(model: type | GenericAlias) -> str:
    if isinstance(model, GenericAlias):
        return f"list[{', '.join(map(_name_of, model.__args__))}]"
    return model.__name__
