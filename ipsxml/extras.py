"""Extras: libraries that only some uses of ipsxml need, and that only those install who want them."""

from collections.abc import Iterator
from contextlib import contextmanager

from ipsxml.errors import MissingExtra


@contextmanager
def needed_extra(extra: str, use: str) -> Iterator[None]:
    """Imports of what an extra installs; raises ``MissingExtra`` where it is not installed.

    ``use`` says in a few words what needs it.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library in ("", "ipsxml"):
            raise
        raise MissingExtra(f"{use} needs {library}: pip install 'ipsxml[{extra}]'") from error
