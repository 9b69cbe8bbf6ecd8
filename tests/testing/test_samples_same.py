"""The same arguments make the same document: on every platform, in every release of Python.

Whoever stores a sample, or a seed, counts on it. A digest here changes only when the schemas or
the makers do; then it is to be told in the change log.
"""

import os
import subprocess
import sys
from hashlib import sha256

import pytest

import ipsxml
from ipsxml.simulation.seeded_choice import Chance

DIGESTS = {
    (
        "getActiveJobsReturn",
        "2013-02-15",
        7,
        3,
        False,
    ): "534cb68cb88e937f65e3ec0870838333ddbf7e642b9caad6d426309ceb225846",
    (
        "getActiveJobsReturn",
        "reference",
        1,
        2,
        True,
    ): "a0a97f2de049859d4cac67431d2769a8174ecf6a8aa56c85a6e1c08ff70166b5",
    (
        "getScheduledJobsReturn",
        "2010-01-31",
        0,
        2,
        False,
    ): "83fb0e98ff135b06365a132eb52e223bc1cfd1c28535665c9025c578daa161e0",
    (
        "getJobLogDetailsReturn",
        "2016-01-14-beta",
        -5,
        2,
        True,
    ): "3940143ada11b54a9b2b4af5418628afe5b3d8689e4d6dfc40647f81568264ca",
    (
        "submitJobParam",
        "pre-4.0",
        2**70,
        2,
        False,
    ): "61de1ea226db4b76175404847c226393d4f7d6f9c3070a4fe670a4461c662f6f",
    (
        "ipsApiFault",
        "2014-04-03",
        3,
        2,
        False,
    ): "58feb80547b662d4d7e1f0371dc301e45fdeb0185d521ecc9875002f415dc3c1",
}
SERIES_DIGEST = "70fbdb0a9303a9b93195573b27e6dda2b56b8abe2915fab12db834fa368bb0e2"


def digest(*documents: ipsxml.Document) -> str:
    return sha256(b"".join(map(ipsxml.encode, documents))).hexdigest()


@pytest.mark.parametrize(("arguments", "expected"), DIGESTS.items(), ids=lambda value: str(value)[:60])
def test_a_sample_is_the_one_it_has_always_been(
    arguments: tuple[str, str, int, int, bool], expected: str
) -> None:
    element, api, seed, jobs, complete = arguments

    assert digest(ipsxml.sample(element, api=api, seed=seed, jobs=jobs, complete=complete)) == expected


def test_a_series_is_the_one_it_has_always_been() -> None:
    assert digest(*ipsxml.sample_series(6, api="2013-02-15", seed=7)) == SERIES_DIGEST


def test_neither_hashes_nor_the_zone_of_the_machine_matter() -> None:
    code = "import ipsxml, sys; print(ipsxml.sample('ActiveJob', api='2013-02-15', complete=True))"

    outputs = {
        subprocess.run(  # noqa: S603 - our own text
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONUTF8": "1"},
        ).stdout
        for seed, zone in [("1", "Asia/Tokyo"), ("2", "America/New_York")]
    }

    assert len(outputs) == 1


def test_seeds_make_different_documents() -> None:
    documents = {digest(ipsxml.sample("ActiveJob", api="2013-02-15", seed=seed)) for seed in range(200)}

    assert len(documents) == 200


def test_the_same_jobs_are_seen_by_all_versions_that_know_their_kinds() -> None:
    def seen(api: str) -> list[tuple[object, ...]]:
        jobs = ipsxml.sample("getActiveJobsReturn", api=api, seed=5, jobs=6).payload.job_array
        return [(job.job_handle, job.state, job.progress, job.start_date) for job in jobs]

    assert seen("2008-01-15") == seen("2013-02-15") == seen("2016-01-14-beta") == seen("reference")


def test_chance_spreads_evenly() -> None:
    counts = [0] * 10
    for label in range(10_000):
        counts[(Chance.of(1) / label).below(10)] += 1

    assert all(900 < count < 1100 for count in counts)


def test_what_is_drawn_at_one_place_is_not_moved_by_what_is_drawn_at_another() -> None:
    first = (Chance.of(1) / "a").between(0, 10**9)
    (Chance.of(1) / "new").below(5)

    assert (Chance.of(1) / "a").between(0, 10**9) == first
    assert (Chance.of(1) / "b").between(0, 10**9) != first
