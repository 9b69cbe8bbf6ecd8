"""PHP's SoapClient as a client of the service."""

import pytest
from client_programs import CLIENTS, SOAP_VERSIONS, VERSIONS, expected, require, seen_by


@pytest.fixture(autouse=True, scope="module")
def php_has_soap() -> None:
    require(
        ["php", "-r", "exit(extension_loaded('soap') ? 0 : 1);"],
        otherwise="there is no PHP with SOAP: install Debian's packages php-cli and php-soap",
    )


@pytest.mark.parametrize("soap", SOAP_VERSIONS)
@pytest.mark.parametrize("api", VERSIONS)
def test_a_php_client_follows_and_stops_jobs_and_reads_logs_and_faults(api: str, soap: str) -> None:
    seen = seen_by(["php", CLIENTS / "php/client.php"], api, soap)

    assert seen == (expected(api), {soap})
