"""Extras: optional libraries that only some features of ipsxml need."""

from collections.abc import Iterator
from contextlib import contextmanager

from ipsxml.errors import MissingExtra


@contextmanager
def needed_extra(extra: str, use: str) -> Iterator[None]:
    """Wrap imports of an extra's libraries; raises ``MissingExtra`` if one is not installed.

    ``use`` says in a few words what needs them.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library in ("", "ipsxml"):
            raise
        raise MissingExtra(f"{use} needs {library}: pip install 'ipsxml[{extra}]'") from error
