"""PHP's SoapClient as a client of the service."""

from pathlib import Path

import pytest
from client_programs import (
    CLIENTS,
    SOAP_VERSIONS,
    VERSIONS,
    expected,
    output_of,
    page_blocks,
    require,
    seen_by,
    shown_in,
)
from queue_calls import NOON

from ipsxml.service import Clock, serve


@pytest.fixture(autouse=True, scope="module")
def php_has_soap() -> None:
    require(
        ["php", "-r", "exit(PHP_VERSION_ID >= 80100 && extension_loaded('soap') ? 0 : 1);"],
        otherwise="PHP 8.1 or newer with SOAP is not installed (Debian: php-cli, php-soap)",
    )


@pytest.mark.parametrize("soap", SOAP_VERSIONS)
@pytest.mark.parametrize("api", VERSIONS)
def test_a_php_client_follows_and_stops_jobs_and_reads_logs_and_faults(api: str, soap: str) -> None:
    seen = seen_by(["php", CLIENTS / "php/client.php"], api, soap)

    assert seen == (expected(api), {soap})


def test_the_php_program_in_the_documentation_prints_the_output_shown(tmp_path: Path) -> None:
    [program] = page_blocks("php")

    with serve(clock=Clock(NOON), control=True) as service:
        path = tmp_path / "first_call.php"
        path.write_text(program.replace("http://127.0.0.1:8080", service.base_url), "utf-8")
        printed = output_of(["php", path])

    assert printed.splitlines() == shown_in(program)
