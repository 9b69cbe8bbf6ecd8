"""A Node.js client of the service that uses the soap package."""

import pytest
from client_programs import CLIENTS, SOAP_VERSIONS, VERSIONS, expected, require, seen_by


@pytest.fixture(autouse=True, scope="module")
def node_has_soap() -> None:
    require(
        ["node", "--input-type=module", "--eval", "import 'soap'"],
        otherwise="Node.js or its soap package is not installed: install Node.js 20 or newer, then run"
        " npm install --no-package-lock in tests/service/clients/node",
        directory=CLIENTS / "node",
    )


@pytest.mark.parametrize("soap", SOAP_VERSIONS)
@pytest.mark.parametrize("api", VERSIONS)
def test_a_node_client_follows_and_stops_jobs_and_reads_logs_and_faults(api: str, soap: str) -> None:
    seen = seen_by(["node", CLIENTS / "node/client.mjs"], api, soap)

    assert seen == (expected(api), {soap})
