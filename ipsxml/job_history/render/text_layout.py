"""How to lay out text about jobs."""

from typing import NamedTuple

from ipsxml.printable_text import Style, plain


class Look(NamedTuple):
    """How to lay out text: columns (``None`` for no limit), style, and whether to use only ASCII."""

    width: int | None = None
    style: Style = plain
    is_ascii: bool = False
