"""From sources to captures, and from bytes to a payload. Credentials never leave this package."""

from ipsxml.capture.capture import Capture, Origin
from ipsxml.capture.capture_search import captures, only_capture
from ipsxml.capture.directory_search import find_sources
from ipsxml.capture.line_numbers import line_of
from ipsxml.capture.message import Message
from ipsxml.capture.opening import Opened, message_in, open_message
from ipsxml.capture.paths import Paths, local_name, namespace_of, path_of
from ipsxml.capture.payload_text import PayloadText, payload_text_of
from ipsxml.capture.sources import Source

__all__ = [
    "Capture",
    "Message",
    "Opened",
    "Origin",
    "Paths",
    "PayloadText",
    "Source",
    "captures",
    "find_sources",
    "line_of",
    "local_name",
    "message_in",
    "namespace_of",
    "only_capture",
    "open_message",
    "path_of",
    "payload_text_of",
]
