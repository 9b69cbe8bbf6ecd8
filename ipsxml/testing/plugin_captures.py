"""The fixture ``ips_capture``: finding captures, and loading them as documents."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pytest

from ipsxml.codec import Document
from ipsxml.document import decode
from ipsxml.errors import SourceError
from ipsxml.reading import InvalidDocument, Outcome
from ipsxml.reading.render.report_text import render_text

SETTING = "ips_captures_dir"


class LoadCapture(Protocol):
    """Loads a capture; ``api`` is the version it must have."""

    def __call__(self, name: str, *, api: str | None = None) -> Document: ...  # noqa: D102


def capture_loader(test_file: Path, config: pytest.Config) -> LoadCapture:
    """A function that loads captures for the tests in a file.

    It raises ``SourceError``, which names the directories searched, and ``InvalidDocument`` with the report
    in a note.
    """
    places = [test_file.parent]
    if directory := config.getini(SETTING):
        places.append(config.rootpath / directory)

    def load(name: str, *, api: str | None = None) -> Document:
        __tracebackhide__ = True
        path = _find(name, places)
        try:
            return decode(path, api=api)
        except InvalidDocument as error:
            error.add_note(render_text(Outcome(name, "invalid", error.report)))
            raise error.with_traceback(None) from None  # the test does not need the traceback of reading

    return load


def _find(name: str, places: Sequence[Path]) -> Path:
    __tracebackhide__ = True
    for place in places:
        if (place / name).is_file():
            return place / name
    searched = " or ".join(str(place) for place in places)
    advice = f"; use the setting {SETTING} to search another directory" if len(places) == 1 else ""
    raise SourceError(f"no capture {name} found in {searched}{advice}")
