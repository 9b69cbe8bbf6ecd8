"""Generating one sample of any type or element."""

from ipsxml.codec import Document
from ipsxml.contract import contract
from ipsxml.contract.unknown_types import unknown_type
from ipsxml.document import Envelope
from ipsxml.reading.decoding import typed_document
from ipsxml.testing.samples.build import Builder
from ipsxml.testing.samples.sample_setting import set_scene


def sample(  # noqa: PLR0913 - one for each way in which samples may differ
    type_or_element: str,
    *,
    api: str,
    seed: int = 0,
    jobs: int = 2,
    complete: bool = False,
    envelope: Envelope | None = None,
) -> Document:
    """Generate a realistic, valid document. The same arguments always give the same document.

    ``type_or_element`` is the root: ``"getActiveJobsReturn"``, ``"ActiveJob"``, ``"ipsApiFault"``, … ``api``
    is the version; it has no default, because a newer version would change every document. ``jobs`` is the
    number of items in an array of jobs or logs. Handles, names, times, states, and progress are consistent,
    as in a recorded response, and a job has the one job detail that fits its type. ``complete`` includes
    every optional member instead of some, except credentials; a job then has all job details, although the
    service sends only one. ``envelope`` is the SOAP version of the envelope, or ``"none"``.

    Raises ``UnknownType``, ``UnknownVersion``, and ``ValueError`` for a negative ``jobs``.

    >>> job = sample("ActiveJob", api="2013-02-15", seed=4).payload
    >>> job.original_name, job.state, job.progress, job.details.name
    ('winter-catalogue-video-publish', 'Running', 38, 'videoPublishJob')
    """
    document: Document = Document({}, api, type_or_element, soap_version(envelope))
    if document.complex_type is None:
        raise unknown_type(type_or_element, document.version)
    scene = set_scene(contract(document.version), seed, jobs=jobs, complete=complete)
    return typed_document(document.with_payload(Builder(scene).build(document.complex_type)))


def soap_version(envelope: Envelope | None) -> str | None:
    """The SOAP version of a document in an envelope."""
    return None if envelope == "none" else envelope
