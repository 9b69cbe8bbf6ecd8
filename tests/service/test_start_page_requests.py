"""The commands on the start page for clients in other languages print the output shown."""

import re
import shutil
from pathlib import Path

import pytest
from client_programs import output_of

from ipsxml.service import serve

PAGE = Path(__file__).parents[2] / "docs/start/other-languages.md"
COMMANDS = [
    text
    for text in re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    if text.startswith("curl")
]
ANSWER = re.findall(r"^```xml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_page_shows_the_answers_of_the_service() -> None:
    with serve(control=True) as service:
        submission, control = (
            output_of(["bash", "-e", "-c", text.replace("http://127.0.0.1:8080", service.base_url)])
            for text in COMMANDS
        )

    assert submission.endswith(ANSWER.rstrip())
    assert '"operation":"submitJob"' in control
