"""The verdict on a capture: accepted fast by libxml2, or explained slowly."""

from collections.abc import Iterator

from lxml import etree

from ipsxml.capture import Capture, namespace_of
from ipsxml.contract import PRE_4_0, Version, libxml2_schema, nearest_version, version_of
from ipsxml.issues import Issue


def spoken_version(payload: etree._Element) -> Version | None:
    """The version that a payload speaks, or the nearest known one; ``None`` for a foreign namespace."""
    namespace = namespace_of(payload)
    return version_of(namespace) or nearest_version(namespace)


def find_issues(capture: Capture, wanted: Version | None) -> Iterator[Issue]:
    """The issues of a capture, found one by one: those of reading, the payload's, the header's.

    ``wanted`` is the version that the payload must speak, if it matters.
    """
    yield from capture.issues
    if not _is_accepted(capture, wanted):
        from ipsxml.validation.explain import explain  # with xmlschema, wanted only when something is wrong

        yield from explain(capture, wanted)


def _is_accepted(capture: Capture, wanted: Version | None) -> bool:
    """Whether all is well beyond advice: what libxml2 accepts under the limited contract is."""
    version = version_of(namespace_of(capture.payload))
    return (
        version is not None
        and wanted in (None, version)
        and libxml2_schema(version, version.namespace).validate(capture.payload)
        and (capture.auth_header is None or accepts_auth_header(capture.auth_header))
    )


def accepts_auth_header(auth_header: etree._Element) -> bool:
    """Whether an ``authHeader`` is good; it is in one namespace whatever the version."""
    return libxml2_schema(PRE_4_0, PRE_4_0.namespace).validate(auth_header)
