"""The first page for clients in other languages shows what happens: its commands are run."""

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


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_page_shows_what_the_service_answers() -> None:
    with serve(control=True) as service:
        submission, control = (
            output_of(["bash", "-e", "-c", text.replace("http://127.0.0.1:8080", service.base_url)])
            for text in COMMANDS
        )

    assert submission.endswith(ANSWER.rstrip())
    assert '"operation":"submitJob"' in control
