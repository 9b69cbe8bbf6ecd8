"""The interface of the modules of this package."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from ipsxml.capture.capture import Capture, Enclosed, Origin


class Form(NamedTuple):
    """A form of container.

    ``name`` is the name that users know, with an article. ``begins`` decides by the first bytes whether a
    file has this form; it is called for every file that is not obviously a document, so it must be fast.
    ``captures`` returns the captures of a seekable file in order, each with a place added to the file's
    origin. A single capture that is the whole file keeps the file's origin. Contents that may themselves be
    containers are returned ``Enclosed``. A damaged item is a capture that raises, so that the other items
    are still returned. ``takes_any_text`` is true for a form whose files cannot be distinguished from other
    text by their beginning.
    """

    name: str
    begins: Callable[[bytes], bool]
    captures: Callable[[BinaryIO, Origin], Iterator[Capture | Enclosed]]
    takes_any_text: bool = False
