"""The strategy of valid Documents."""

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
"""The documents of a version that have one of some elements as root."""


def documents(
    type_or_element: str | None = None,
    *,
    api: str | None = None,
    envelope: Envelope | None = None,
    strict: bool = False,
    allow_nan: bool = False,
) -> st.SearchStrategy[Document]:
    """Valid documents: each can be encoded, decoded and converted, and validates.

    ``type_or_element`` is the root (``"getActiveJobsReturn"``, ``"ActiveJob"``, …), ``api`` names
    the version, ``envelope`` is the SOAP version to be wrapped in, or ``"none"``: of what is not
    given, any is drawn. A fault is possible in any version, but is drawn only in those whose
    namespace is its own.

    The values are all that the version allows. With ``strict`` they are only those that the
    reference pages promise, so that ``ipsxml.validate(…, strict=True)`` accepts the document, too.
    ``allow_nan`` draws ``NaN`` among the doubles; a document that holds it does not equal itself.
    Credentials are never drawn, as reading removes them.

    A document shrinks to a bare one of the newest version, with nothing in it that is optional.
    Raises ``UnknownType`` and ``UnknownVersion``, at once.

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
    """What ``draw`` has in a version for a root, with the arguments and errors of ``documents``."""
    # What comes first is simplest. The reference contract, which is not a version, comes last.
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
