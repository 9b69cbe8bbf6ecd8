"""Determining the version of a payload, from its namespace alone."""

from lxml import etree

from ipsxml.capture import Opened, line_of, namespace_of, path_of
from ipsxml.contract import SEEN_VERSIONS, Version, nearest_version, version_of
from ipsxml.issues import Issue


def spoken_version(payload: etree._Element) -> Version | None:
    """The payload's version, or the nearest known one; ``None`` for a foreign namespace."""
    namespace = namespace_of(payload)
    return version_of(namespace) or nearest_version(namespace)


def unknown_version(opened: Opened) -> Issue | None:
    """A warning if the payload's IPS namespace has no known version, so that the nearest one is used."""
    payload, namespace = opened.payload, namespace_of(opened.payload)
    version = None if version_of(namespace) else nearest_version(namespace)
    if version is None:
        return None
    seen = next((seen.name for seen in SEEN_VERSIONS if seen.namespace == namespace), None)
    what = f"the shape of {seen} is unknown" if seen else f"no known version has the namespace {namespace}"
    message = f"{what}; checked against {version.name}"
    line = line_of(payload, opened.line_offset)
    return Issue("warning", "unknown-version", message, path_of(payload), line)
