"""One sample of any type or element."""

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
    """A realistic, valid document: the same for the same arguments, wherever and whenever it is made.

    ``type_or_element`` is the root: ``"getActiveJobsReturn"``, ``"ActiveJob"``, ``"ipsApiFault"``, …
    ``api`` names the version; it has no default, as a newer one would change every document.
    ``jobs`` is how many items an array of jobs, or of logs, gets. Handles, names, times, states and
    progress hang together as in a recorded response; a job has the one detail that fits its type.
    ``complete`` fills every optional member instead of some: a job then has every job detail, of
    which the service gives one, and only credentials are still left out. ``envelope`` is the
    SOAP version to be wrapped in.

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
    """The SOAP version that a document in an envelope has."""
    return None if envelope == "none" else envelope
