"""The verdict on a capture: accepted fast by libxml2, or explained slowly."""

from collections.abc import Iterator

from lxml import etree

from ipsxml.capture import Capture, line_of, namespace_of, path_of
from ipsxml.contract import Version, libxml2_schema, nearest_version, version_of
from ipsxml.issues import Issue


def spoken_version(payload: etree._Element) -> Version | None:
    """The version that a payload speaks, or the nearest known one; ``None`` for a foreign namespace."""
    namespace = namespace_of(payload)
    return version_of(namespace) or nearest_version(namespace)


def unknown_version(capture: Capture) -> Issue | None:
    """A warning where a payload has an IPS namespace of no known version, and the nearest one stands in."""
    payload, namespace = capture.payload, namespace_of(capture.payload)
    version = None if version_of(namespace) else nearest_version(namespace)
    if version is None:
        return None
    message = f"no known version has the namespace {namespace}; held against {version.name}"
    line = line_of(payload, capture.line_offset)
    return Issue("warning", "unknown-version", message, path_of(payload), line)


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
        and (capture.auth_header is None or _accepts_auth_header(capture.auth_header))
    )


def _accepts_auth_header(auth_header: etree._Element) -> bool:
    """Whether an ``authHeader`` is good, by the version whose namespace it is in."""
    version = spoken_version(auth_header)
    return version is not None and libxml2_schema(version, namespace_of(auth_header)).validate(auth_header)
