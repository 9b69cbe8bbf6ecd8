"""What a module of this package says of its form."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from ipsxml.capture.capture import Capture, Origin


class Form(NamedTuple):
    """A form of containers.

    ``name`` is what its users call it, with its article. ``begins`` tells by the first bytes whether a
    file is of this form; it is asked of every file that is not plainly a document, and must be quick.
    ``captures`` gives the captures of a file, which can be sought in, in their order, each with a place
    added to the file's origin; where there is but one, and nothing else, the file's origin itself. What
    is damaged is a capture that raises: the others are still given. ``takes_any_text`` is that of a form
    whose files cannot be told from other text by how they begin.
    """

    name: str
    begins: Callable[[bytes], bool]
    captures: Callable[[BinaryIO, Origin], Iterator[Capture]]
    takes_any_text: bool = False
