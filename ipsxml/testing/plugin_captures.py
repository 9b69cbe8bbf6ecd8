"""What the fixture ``ips_capture`` does: captures are found, and loaded as documents."""

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
    """Loads a capture; ``api`` names the version that it must speak."""

    def __call__(self, name: str, *, api: str | None = None) -> Document: ...  # noqa: D102


def capture_loader(test_file: Path, config: pytest.Config) -> LoadCapture:
    """What loads captures for the tests in a file.

    It raises ``SourceError``, which names the places that were looked at, and ``InvalidDocument``
    with the report in a note.
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
            raise error.with_traceback(None) from None  # how it was read is nothing to the test

    return load


def _find(name: str, places: Sequence[Path]) -> Path:
    __tracebackhide__ = True
    for place in places:
        if (place / name).is_file():
            return place / name
    looked = " or ".join(str(place) for place in places)
    advice = f"; the setting {SETTING} names another place to look" if len(places) == 1 else ""
    raise SourceError(f"there is no capture {name} in {looked}{advice}")
