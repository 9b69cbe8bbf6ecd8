"""Measure pages in Chromium at several widths. The script runs around the page, which has none of its own."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import pytest
from lxml import html

CHROMIUM = shutil.which("chromium")

_AROUND = """
addEventListener("load", () => {{
  const measured = [...document.querySelectorAll("iframe")].map(frame => {{
    const page = frame.contentDocument, root = page.documentElement;
    const all = (selector, of) => [...page.querySelectorAll(selector)].map(of);
    const height = element => element.getBoundingClientRect().height;
    return {{ overflow: root.scrollWidth - root.clientWidth, ...({measure})() }};
  }});
  document.body.textContent = JSON.stringify(measured);
}});
"""


def measured_in_chromium(
    page: str, widths: Sequence[int], measure: str, directory: Path
) -> dict[int, dict[str, Any]]:
    """Measurements of a page at each width in CSS pixels; skips the test if Chromium is not installed.

    ``measure`` is a JavaScript function without arguments that returns an object. It may use ``page``, the
    document; ``root``, its root element; ``all(selector, of)`` and ``height(element)``. ``overflow`` is
    always measured: how much wider the page is than the window.
    """
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: chromium)")
    frames = (
        f'<iframe sandbox="allow-same-origin" width="{width}" height="900" srcdoc="{escape(page)}"></iframe>'
        for width in widths
    )
    around = directory / "around.html"
    script = _AROUND.format(measure=measure)
    around.write_text(f"<body>{''.join(frames)}<script>{script}</script>", encoding="utf-8")
    return dict(zip(widths, json.loads(_text_after_scripts(CHROMIUM, around, directory)), strict=True))


def _text_after_scripts(chromium: str, page: Path, directory: Path) -> str:
    """The text of a page after its scripts ran."""
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--dump-dom")
    command = [chromium, *options, f"--user-data-dir={directory / 'profile'}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)  # noqa: S603
    return html.document_fromstring(done.stdout.decode()).findtext("body") or ""
