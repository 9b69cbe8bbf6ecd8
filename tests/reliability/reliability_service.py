"""Load on a running service: many clients at once, and whether its memory stays constant.

python tests/reliability/reliability_service.py --clients 8 --requests 20000
"""

import argparse
import http.client
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles

import ipsxml

API = "2013-02-15"
_ROUNDS = 10
_MINUTE = b'{"minutes": 1}'


def _requests(client: int) -> Iterator[bytes]:
    """The endless requests of a client: it submits, polls, reads logs, stops, and lists schedules."""
    company = f"c|{client + 1}"
    url = ipsxml.UploadUrl(source_url="https://assets.example.com/coat.tif", dest_path="coat.tif")
    job = ipsxml.UploadUrlsJob(
        url_array=[url], overwrite=True, ready_for_publish=True, create_mask=False, email_setting="None"
    )
    asked = [
        ipsxml.SubmitJobParam(company_handle=company, job_name="load", upload_urls_job=job),
        *[ipsxml.GetActiveJobsParam(company_handle=company)] * 6,
        ipsxml.GetJobLogsParam(company_handle=company, num_rows=10),
        ipsxml.StopJobParam(company_handle=company, job_handle=f"j|{client + 1}|load||"),
        ipsxml.GetScheduledJobsParam(company_handle=company),
    ]
    encoded = [ipsxml.encode(each, api=API, envelope="1.1") for each in asked]
    while True:
        yield from encoded


def _ask(port: int, client: int, count: int) -> tuple[Counter[int], list[float]]:
    """Send requests over one connection; return their statuses and durations in seconds."""
    statuses: Counter[int] = Counter()
    seconds = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        for _, content in zip(range(count), _requests(client), strict=False):
            started = time.perf_counter()
            connection.request("POST", "/", content, {"Content-Type": "text/xml"})
            answer = connection.getresponse()
            answer.read()
            seconds.append(time.perf_counter() - started)
            statuses[answer.status] += 1
    return statuses, seconds


def _advance(port: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", "/control/clock", _MINUTE)
        json.loads(connection.getresponse().read())


def _resident_mib(process_id: int) -> float:
    status = Path(f"/proc/{process_id}/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print one line per round, then a summary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=20_000, help="for all clients together")
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "ipsxml", "serve", "--control", "--speed", "60"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command
        assert server.stdout is not None
        port = int(server.stdout.readline().split(":")[2].partition("/")[0])
        try:
            _load(server.pid, port, arguments.clients, arguments.requests)
        finally:
            server.terminate()
    print(f"the service ended with {server.returncode}")


def _load(process_id: int, port: int, clients: int, requests: int) -> None:
    each = requests // clients // _ROUNDS
    statuses: Counter[int] = Counter()
    seconds: list[float] = []
    started = time.perf_counter()
    with get_context("spawn").Pool(clients) as pool:
        for number in range(1, _ROUNDS + 1):
            for found, took in pool.starmap(_ask, [(port, client, each) for client in range(clients)]):
                statuses += found
                seconds += took
            _advance(port)
            print(f"{number * each * clients:7,} requests: {_resident_mib(process_id):6.1f} MiB resident")
    rate = len(seconds) / (time.perf_counter() - started)
    cuts = quantiles(seconds, n=100)
    print(f"statuses {dict(statuses)}; {rate:,.0f} requests/s")
    print(f"p50 {cuts[49] * 1000:.1f} ms, p99 {cuts[98] * 1000:.1f} ms, most {max(seconds) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
