import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from click.testing import CliRunner

import ipsxml
from ipsxml.cli import main

ASKED = ipsxml.encode(ipsxml.GetActiveJobsParam(company_handle="c|7"), api="2013-02-15", envelope="1.1")
PATH = "/scene7/services/IpsApiService"
WSDLS = [f"/IpsApi-{version.name}.wsdl" for version in ipsxml.versions()[1:]]
SECRET = "not-a-real-password"  # noqa: S105


@contextmanager
def served(*options: str) -> Iterator["subprocess.Popen[str]"]:
    """The running command. Its output is a pipe, as for a script that waits for the address."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "ipsxml", "serve", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment) as process:  # noqa: S603
        try:
            yield process
        finally:
            process.kill()


def ask(url: str, **headers: str) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False  # ignore proxy settings of the environment
        return session.post(url, data=ASKED, headers=headers, timeout=10)


def address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_service_runs_until_a_signal(end: signal.Signals) -> None:
    with served("--series", "7") as process:
        url = address(process)
        wsdls = [address(process) for _ in WSDLS]
        answer = ask(url)
        process.send_signal(end)
        printed, warned = process.communicate(timeout=10)

    base = url.removesuffix(PATH)
    assert (
        ipsxml.decode(answer.content) == ipsxml.sample_series(1, api="2013-02-15", seed=7, envelope="1.1")[0]
    )
    assert (process.returncode, urlsplit(url).hostname, warned) == (0, "127.0.0.1", "")
    assert (wsdls, printed) == ([base + path for path in WSDLS], "getActiveJobs 2013-02-15 200\n")


def test_quiet_prints_only_the_address() -> None:
    with served("-q") as process:
        url = address(process)
        answer = ask(url)
        process.send_signal(signal.SIGINT)
        printed, warned = process.communicate(timeout=10)

    assert ipsxml.decode(answer.content).payload == ipsxml.GetActiveJobsReturn(job_array=[])
    assert (url.endswith(PATH), printed, warned, process.returncode) == (True, "", "", 0)


@pytest.mark.slow
def test_captures_are_served_and_unusable_ones_are_named(tmp_path: Path, fixtures: Path) -> None:
    poll = ipsxml.sample("getActiveJobsReturn", api="2013-02-15", envelope="1.1")
    (tmp_path / "good.xml").write_bytes(ipsxml.encode(poll))
    (tmp_path / "bad.xml").write_bytes((fixtures / "bad/2010-01-31.xml").read_bytes())
    (tmp_path / "company.xml").write_bytes((fixtures / "bad/other_operation.xml").read_bytes())
    (tmp_path / "notes.md").write_text("{}")
    (tmp_path / "refused.xml").write_bytes((fixtures / "good/fault.xml").read_bytes())

    with served("--captures", str(tmp_path)) as process:
        answer = ask(address(process))
        process.send_signal(signal.SIGINT)
        _, warned = process.communicate(timeout=10)

    assert ipsxml.decode(answer.content) == poll
    lines = warned.splitlines()
    assert lines[0].startswith(f"{tmp_path / 'bad.xml'}: invalid: ")
    assert lines[-1] == (
        f"{tmp_path}: 3 answers: getActiveJobs 1, anything else 1, getCompanyInfo 1; "
        "1 file could not be used; skipped notes.md"
    )


def test_credentials_from_a_file_are_not_printed(tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    path.write_text(json.dumps({"user": "operator@example.com", "password": SECRET, "accessToken": "t|7"}))

    with served("--series", "7", "--credentials-file", str(path)) as process:
        url, *_ = [address(process) for _ in ["", *WSDLS]]
        refused = ask(url)
        accepted = ask(url, Authorization=requests.auth._basic_auth_str("operator@example.com", SECRET))
        process.send_signal(signal.SIGINT)
        printed, warned = process.communicate(timeout=10)

    assert ipsxml.decode(refused.content, ipsxml.AuthenticationFault).payload.code == 10000
    assert ipsxml.decode(accepted.content).element == "getActiveJobsReturn"
    assert (SECRET in printed, warned) == (False, "")
    assert printed.splitlines() == [
        "getActiveJobs 2013-02-15 500 authenticationFault 10000",
        "getActiveJobs 2013-02-15 200",
    ]


@pytest.mark.parametrize(
    "content",
    [
        SECRET,
        json.dumps([SECRET]),
        json.dumps({"user": "operator@example.com", "pasword": SECRET}),
        json.dumps({"user": "operator@example.com", "password": SECRET, SECRET: ""}),
        json.dumps({"user": "operator@example.com", "password": [SECRET]}),
    ],
)
def test_a_file_without_credentials_is_refused_but_not_quoted(content: str, tmp_path: Path) -> None:
    path = tmp_path / "credentials.json"
    path.write_text(content)

    result = CliRunner().invoke(main, ["serve", "--credentials-file", str(path)])

    assert (result.exit_code, SECRET in result.output) == (2, False)
    assert f"Error: {path}: not credentials; expected JSON: " in result.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--captures", "a", "--series", "7"], "--captures and --series cannot be combined"),
        (["--captures", "nowhere"], "nowhere: no such directory"),
        (["--credentials-file", "nowhere"], "nowhere: cannot be read: No such file or directory"),
        (["--port", "65536"], "65536 is not in the range 0<=x<=65535"),
    ],
)
def test_options_that_cannot_be_served_are_a_usage_error(options: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["serve", *options])

    assert (result.exit_code, message in result.output) == (2, True)


def test_a_port_in_use_is_a_usage_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", "--series", "7", "--port", str(port)])

    assert result.exit_code == 2
    assert f"port {port} is already in use" in result.output


def test_verbose_prints_the_reasons_of_faults() -> None:
    with served("-v", "--series", "7") as process:
        url, *_ = [address(process) for _ in ["", *WSDLS]]
        with requests.Session() as session:
            session.trust_env = False
            session.post(url, data=b"<a/>", timeout=10)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=10)

    assert printed == "- - 500 ipsApiFault 30003: /a: expected a SOAP Envelope or a Request\n"


def test_the_clock_has_a_speed_and_can_be_moved() -> None:
    with served("--control", "--speed", "3600") as process:
        base = address(process).removesuffix(PATH)
        with requests.Session() as session:
            session.trust_env = False
            first, second = (session.get(f"{base}/control/clock", timeout=10).json() for _ in range(2))
            moved = session.post(f"{base}/control/clock", data='{"hours": 48}', timeout=10).json()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=10)

    assert (first["speed"], first["time"] < second["time"]) == (3600.0, True)
    assert datetime.fromisoformat(moved["time"]) - datetime.fromisoformat(second["time"]) > timedelta(
        hours=48
    )


@pytest.mark.slow
def test_unread_output_does_not_block_requests() -> None:
    """About two thousand lines fill a pipe of 64 KiB."""
    with served("-v", "--series", "7") as process:
        url = address(process)
        with requests.Session() as session:
            session.trust_env = False
            statuses = {session.post(url, data=b"<a/>", timeout=10).status_code for _ in range(2_500)}
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0

    assert statuses == {500}


@pytest.mark.parametrize("library", ["aiohttp", "werkzeug"])
def test_serve_names_the_missing_extra(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)  # even if it was not imported before
    for name in list(sys.modules):
        if name.startswith("ipsxml.service."):
            monkeypatch.delitem(sys.modules, name)
        if name.partition(".")[0] == library:
            monkeypatch.setitem(sys.modules, name, None)

    result = CliRunner().invoke(main, ["serve"])
    listed = CliRunner().invoke(main, ["--help"])

    assert result.exit_code == 2
    assert f"the test service needs {library}: pip install 'ipsxml[serve]'" in result.output
    assert "serve" in listed.output


def test_a_usage_error_leaves_no_thread_or_log_handler() -> None:
    handlers, threads = list(logging.getLogger("ipsxml.service").handlers), threading.active_count()

    result = CliRunner().invoke(main, ["serve", "--captures", "nowhere"])

    assert result.exit_code == 2
    assert (logging.getLogger("ipsxml.service").handlers, threading.active_count()) == (handlers, threads)
