"""The strategy of documents that have exactly one fault."""

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

    ``fault`` is what was done to ``document``, which is valid without any advice, to make ``xml``
    of it. ``ipsxml.validate(xml)`` reports one issue: an error with the given ``code`` at the given
    ``path``, which is as in ``ipsxml.Issue``.
    """

    xml: bytes
    fault: str
    code: str
    path: str
    document: Document


def invalid_documents(
    type_or_element: str | None = None, *, api: str | None = None
) -> st.SearchStrategy[Invalid]:
    """Bare documents that would be valid but for one fault, and what that is.

    ``type_or_element`` and ``api`` are as in ``documents``, for the document before the fault. An
    element is left out, doubled, swapped with a neighbour, renamed, or moved to another namespace;
    a value is replaced by a text that its type does not allow; an attribute, a text between
    elements or an element from nowhere is added; or the root is none that IPS knows.

    It shrinks to the smallest document that can have the fault. Raises ``UnknownType`` and
    ``UnknownVersion``, at once.

    >>> from hypothesis import find
    >>> found = find(invalid_documents("ActiveJob", api="2013-02-15"), lambda each: each.code == "bad-value")
    >>> found.fault, found.path
    ("the value of startDate, '2000-01-01T00:00:00', was replaced by ''", '/ActiveJob/startDate')
    """
    good = partial(plain_documents, of_python=True, strict=True, allow_nan=False)
    return _with_fault(st.sampled_from(range(len(KINDS))), plain_documents_of(type_or_element, api, good))


@st.composite
def _with_fault(
    draw: st.DrawFn, kinds: st.SearchStrategy[int], documents: st.SearchStrategy[Document]
) -> Invalid:
    # The kind comes first, so that it stays while the document shrinks.
    wanted, plain = draw(kinds), draw(documents)
    root = etree.fromstring(write_plain(plain))
    kind, places = _first_possible(wanted, plain, root)
    words, element = kind.make(draw, draw(st.sampled_from(places)))
    path = path_of(element)
    etree.cleanup_namespaces(root)
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Invalid(xml, words, kind.code, path, typed_document(plain))


def _first_possible(wanted: int, plain: Document, root: etree._Element) -> tuple[Kind, list[Place]]:
    """The kind of fault that is wanted, or the next one that the document can have, and where."""
    assert plain.complex_type is not None
    places = list(places_in(root, plain.complex_type))
    for kind in (*KINDS[wanted:], *KINDS):
        if found := [place for place in places if kind.is_possible(place)]:
            return kind, found
    raise AssertionError("an attribute can be added to any document")
