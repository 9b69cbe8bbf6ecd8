"""Reading the two documents of a comparison into the plain form, from any kind of input."""

from dataclasses import replace

from ipsxml.capture import Source, only_capture
from ipsxml.codec import Document
from ipsxml.contract import family, versions
from ipsxml.document import element_of, plain_document
from ipsxml.model import Payload
from ipsxml.reading.door import read
from ipsxml.reading.question import Question

Comparable = Source | Document | Payload
"""What can be compared: a source as for ``decode``, a Document, or a model object."""


def read_both(old: Comparable, new: Comparable) -> tuple[Document, Document]:
    """Read both sides as plain documents.

    A model object has no version and no element name, so it takes those of the other side. Raises as
    ``decode`` does and, for a Document or a model object that cannot be written, as ``encode`` does.
    """
    before, after = read_one(old), read_one(new)
    if isinstance(old, Payload):
        return _in_terms_of(after, before), after
    if isinstance(new, Payload):
        return before, _in_terms_of(before, after)
    return before, after


def read_one(source: Comparable) -> Document:
    """Read one side as a plain document; a model object gets the newest version."""
    if isinstance(source, Payload):
        source = Document(source, versions()[-1].name, element_of(source))
    if isinstance(source, Document):
        return plain_document(source)
    return read(only_capture(source), Question("plain")).valid_document


def _in_terms_of(other: Document, document: Document) -> Document:
    elements = family().elements
    is_same_type = elements[other.element] is elements[document.element]
    element = other.element if is_same_type else document.element
    return replace(document, api_version=other.api_version, element=element)
