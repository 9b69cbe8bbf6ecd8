"""The strategy for valid Documents."""

from collections.abc import Callable
from functools import partial

from hypothesis import strategies as st

from ipsxml.codec import Document
from ipsxml.contract import Version, contract, fixed_namespaces, version_named, versions
from ipsxml.contract.unknown_types import unknown_type
from ipsxml.document import Envelope
from ipsxml.reading.decoding import typed_document
from ipsxml.testing.samples.single import soap_version
from ipsxml.testing.strategies.compiling import ready_for
from ipsxml.testing.strategies.value_strategies import plain_documents, simplest_first

_ENVELOPES: tuple[Envelope, ...] = ("none", "1.1", "1.2")

DocumentsOf = Callable[[Version, list[str]], st.SearchStrategy[Document]]
"""The documents of a version whose root is one of some elements."""


def documents(
    type_or_element: str | None = None,
    *,
    api: str | None = None,
    envelope: Envelope | None = None,
    strict: bool = False,
    allow_nan: bool = False,
) -> st.SearchStrategy[Document]:
    """Valid documents, which can be encoded, decoded, converted, and validated.

    ``type_or_element`` is the root (``"getActiveJobsReturn"``, ``"ActiveJob"``, …), ``api`` is the version,
    and ``envelope`` is the SOAP version of the envelope, or ``"none"``. Anything not given is drawn. Faults
    are valid in every version, but unless ``api`` is given they are drawn only in versions that share their
    namespace.

    By default values are anything the version allows. With ``strict`` they are limited to those the reference
    pages list, so that ``ipsxml.validate(…, strict=True)`` also accepts the document. ``allow_nan`` includes
    ``NaN`` among the doubles; a document that contains one is not equal to itself. Credentials are never
    drawn, because reading removes them.

    Documents shrink to one without an envelope, in the newest version, without optional parts. Raises
    ``UnknownType`` and ``UnknownVersion`` immediately.

    >>> from hypothesis import find
    >>> find(documents("submitJobReturn", api="2013-02-15"), lambda document: True).payload
    SubmitJobReturn(job_handle='')
    """
    draw = partial(
        plain_documents,
        of_python=True,
        strict=strict,
        allow_nan=allow_nan,
        soap_versions=tuple(map(soap_version, _ENVELOPES if envelope is None else (envelope,))),
    )
    return plain_documents_of(type_or_element, api, draw).map(typed_document)


def plain_documents_of(
    type_or_element: str | None, api: str | None, draw: DocumentsOf
) -> st.SearchStrategy[Document]:
    """The documents of ``draw`` for a root and a version; arguments and errors are those of ``documents``."""
    # Hypothesis shrinks to the first choice. The reference contract, which is not a version, comes last.
    known = versions()[::-1] if api is None else (version_named(api),)
    if type_or_element is None:
        return ready_for(
            known, st.sampled_from(known).flatmap(lambda version: draw(version, simplest_first(version)))
        )
    found = [version for version in known if type_or_element in contract(version).elements]
    if not found and api is not None and type_or_element in fixed_namespaces():
        found = list(known)
    if not found:
        raise unknown_type(type_or_element, None if api is None else version_named(api))
    return ready_for(found, st.sampled_from(found).flatmap(lambda version: draw(version, [type_or_element])))
