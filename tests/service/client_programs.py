"""Client programs in other languages, and what they see of a service."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from queue_calls import NOON

import ipsxml
from ipsxml.contract import version_named
from ipsxml.contract.operations import operations
from ipsxml.service import Clock, Credentials, serve

CLIENTS = Path(__file__).parent / "clients"
PAGE = Path(__file__).parents[2] / "docs/testing.md"
CREDENTIALS = Credentials("operator@example.com", "not-a-real-password")
VERSIONS = [version.name for version in ipsxml.versions()[1:]]
SOAP_VERSIONS = ["1.1", "1.2"]
_PATIENCE = 240  # seconds; the machine may be busy with other tests


def require(command: list[str], otherwise: str, directory: Path | None = None) -> None:
    """Skip the test if a command that checks whether a client can run fails or does not exist."""
    try:
        subprocess.run(command, cwd=directory, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(otherwise)


def output_of(command: list[str | Path], directory: Path | None = None, **environment: str) -> str:
    """The output of a program; the test fails if the program does."""
    surroundings = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", **environment}
    result = subprocess.run(  # noqa: S603
        command,
        cwd=directory,
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE,
        env=surroundings,
        check=False,
    )
    if result.returncode:
        pytest.fail(f"exit code {result.returncode}: {result.stderr}{result.stdout}")
    return result.stdout


def seen_by(command: list[str | Path], api: str, soap: str) -> tuple[Any, set[str | None]]:
    """What a client sees of a service with a queue and credentials, and the SOAP versions it used."""
    with serve(clock=Clock(NOON), credentials=CREDENTIALS, control=True) as service:
        printed = output_of(
            [*command, service.base_url, api, soap],
            IPS_USER=CREDENTIALS.user,
            IPS_PASSWORD=CREDENTIALS.password,
        )
        return json.loads(printed), {exchange.soap_version for exchange in service.requests}


def page_blocks(language: str) -> list[str]:
    """The code in one language on the documentation page, whose clients use port 8080."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def shown_in(program: str) -> list[str]:
    """The lines that a program in the documentation prints, according to its comments."""
    return re.findall(r"; // (.*)$", program, re.MULTILINE)


def expected(api: str) -> dict[str, Any]:
    """What every client sees: one upload runs to its end, another is stopped, and four calls fail."""
    return {
        "operations": list(operations(version_named(api))),
        "handles": {"winter": "j|7|winter||", "summer": "j|7|summer||"},
        "states": {"winter": ["New", "WaitingCoordinator", "Running", "Done"], "summer": ["Stopping"]},
        "logs": [
            {"jobName": "summer_2014-04-01-12:04:45.000", "files": 1, "errors": 1, "fatal": False},
            {"jobName": "winter_2014-04-01-12:00:00.000", "files": 2, "errors": 0, "fatal": False},
        ],
        "entries": {
            "winter": ["winter began", "coat.tif: done", "boot.tif: done", "winter ended"],
            "summer": ["summer began", "hat.tif: canceled", "summer was stopped"],
        },
        "faults": {
            "anotherCompany": {
                "kind": "authorizationFault",
                "code": 20006,
                "reason": "j|7|summer|| is not a job of c|8",
            },
            "noSuchJob": {
                "kind": "ipsApiFault",
                "code": 30001,
                "reason": "jobHandle: there is no job j|1",
            },
            "noSuchCompany": {
                "kind": "authorizationFault",
                "code": 20000,
                "reason": "companyHandle: 'nobody' is not a company handle such as c|7",
            },
            "wrongPassword": {
                "kind": "authenticationFault",
                "code": 10001,
                "reason": "the credentials were not accepted",
            },
        },
    }
