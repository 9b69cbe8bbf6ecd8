"""mitmproxy's flow files, which only mitmproxy reads: it exports them as HAR."""

import re
from collections.abc import Iterator
from shlex import quote
from typing import BinaryIO

from ipsxml.capture.capture import Capture, Origin, failing
from ipsxml.capture.containers.form import Form
from ipsxml.errors import SourceError

# A dictionary as a tnetstring: its length, then a key and what that is.
_BEGINS = re.compile(rb"[0-9]{1,12}:(?:9:websocket|8:response|7:request|7:version|4:type|5:error|2:id)[;,]")


def begins(head: bytes) -> bool:
    """Whether it is a tnetstring with what mitmproxy keeps of a flow."""
    return _BEGINS.match(head) is not None


def captures(_file: BinaryIO, origin: Origin) -> Iterator[Capture]:
    """No capture, but how to get at them."""
    name = origin.source if origin.source not in ("", "-") and not origin.place else "FILE"
    advice = f"mitmdump -nr {quote(name)} --set hardump=out.har writes a HAR export, which is read"
    yield failing(origin, SourceError(f"a flow file of mitmproxy: {advice}"))


FORM = Form("a flow file of mitmproxy", begins, captures)
