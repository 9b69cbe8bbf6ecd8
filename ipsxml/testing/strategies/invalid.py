"""The strategy for documents with exactly one fault."""

from dataclasses import dataclass
from functools import partial

from hypothesis import strategies as st
from lxml import etree

from ipsxml.capture import path_of
from ipsxml.codec import Document
from ipsxml.reading.decoding import typed_document
from ipsxml.testing.strategies.documents import plain_documents_of
from ipsxml.testing.strategies.fault_kinds import KINDS, Kind
from ipsxml.testing.strategies.fault_places import Place, places_in
from ipsxml.testing.strategies.value_strategies import plain_documents
from ipsxml.xml_writing import write_plain


@dataclass(frozen=True, slots=True)
class Invalid:
    """An XML document with exactly one fault.

    ``document`` is valid and causes no advice; ``fault`` describes the change that turned it into ``xml``.
    ``ipsxml.validate(xml)`` reports one issue: an error with this ``code`` at this ``path``, as in
    ``ipsxml.Issue``.
    """

    xml: bytes
    fault: str
    code: str
    path: str
    document: Document


def invalid_documents(
    type_or_element: str | None = None, *, api: str | None = None
) -> st.SearchStrategy[Invalid]:
    """Documents without an envelope that are valid except for one fault, with a description of the fault.

    ``type_or_element`` and ``api`` are as in ``documents``, for the document before the fault. The fault is
    one of these: an element is removed, duplicated, swapped with a neighbor, renamed, or moved to another
    namespace; a value is replaced by a text that its type does not allow; an attribute, a text between
    elements, or an unknown element is added; or the root is not an element of IPS.

    Documents shrink to the smallest one that can have the fault. Raises ``UnknownType`` and
    ``UnknownVersion`` immediately.

    >>> from hypothesis import find
    >>> found = find(invalid_documents("ActiveJob", api="2013-02-15"), lambda each: each.code == "bad-value")
    >>> found.fault, found.path
    ("the value of startDate was changed from '2000-01-01T00:00:00' to ''", '/ActiveJob/startDate')
    """
    good = partial(plain_documents, of_python=True, strict=True, allow_nan=False)
    return _with_fault(st.sampled_from(range(len(KINDS))), plain_documents_of(type_or_element, api, good))


@st.composite
def _with_fault(
    draw: st.DrawFn, kinds: st.SearchStrategy[int], documents: st.SearchStrategy[Document]
) -> Invalid:
    # Draw the kind first, so that it stays the same while the document shrinks.
    wanted, plain = draw(kinds), draw(documents)
    root = etree.fromstring(write_plain(plain))
    kind, places = _first_possible(wanted, plain, root)
    words, element = kind.make(draw, draw(st.sampled_from(places)))
    path = path_of(element)
    etree.cleanup_namespaces(root)
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Invalid(xml, words, kind.code, path, typed_document(plain))


def _first_possible(wanted: int, plain: Document, root: etree._Element) -> tuple[Kind, list[Place]]:
    """The wanted kind of fault, or the next one that is possible in the document, and the places for it."""
    assert plain.complex_type is not None
    places = list(places_in(root, plain.complex_type))
    for kind in (*KINDS[wanted:], *KINDS):
        if found := [place for place in places if kind.is_possible(place)]:
            return kind, found
    raise AssertionError("an attribute can be added to any document")
