"""Java, with code that JAX-WS generates, as a client of the service."""

from pathlib import Path

import pytest
from client_programs import output_of, page_blocks, require, shown_in
from queue_calls import NOON

from ipsxml.service import Clock, serve


@pytest.mark.slow
def test_the_java_program_of_the_documentation_prints_what_it_shows(tmp_path: Path) -> None:
    require(
        ["wsimport", "-version"],
        otherwise="there is no wsimport: install Debian's packages jaxws and default-jdk-headless",
    )
    [program] = page_blocks("java")
    [commands] = [block for block in page_blocks("sh") if "wsimport" in block]
    _, _, to_run = commands.partition("\n")  # after what is installed

    with serve(clock=Clock(NOON), control=True) as service:
        here = "http://127.0.0.1:8080", service.base_url
        (tmp_path / "FirstCall.java").write_text(program.replace(*here), "utf-8")
        printed = output_of(["sh", "-ec", to_run.replace(*here)], directory=tmp_path)

    assert printed.splitlines() == shown_in(program)
