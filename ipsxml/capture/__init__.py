"""From bytes to a payload: files, gzip, HTTP messages, SOAP. Credentials never leave this room."""

from ipsxml.capture.capture import Capture, capture_in, read_capture, read_content
from ipsxml.capture.lines import line_of
from ipsxml.capture.paths import Paths, local_name, namespace_of, path_of
from ipsxml.capture.shell import read_shell
from ipsxml.capture.sources import Source, find_sources

__all__ = [
    "Capture",
    "Paths",
    "Source",
    "capture_in",
    "find_sources",
    "line_of",
    "local_name",
    "namespace_of",
    "path_of",
    "read_capture",
    "read_content",
    "read_shell",
]
