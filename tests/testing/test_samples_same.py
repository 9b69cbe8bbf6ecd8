"""The same arguments make the same document on every platform and in every release of Python.

Users who store samples or seeds rely on this. The samples stored here change only when the makers change, or
when an element changes or is removed; the change log must then say so. A new element does not change them.
"""

import os
import subprocess
import sys
from hashlib import sha256

import pytest
from stored_samples import SERIES, STORED, Arguments, differences, made, made_series, read, to_store

import ipsxml
from ipsxml.simulation.seeded_choice import Chance


def digest(document: ipsxml.Document) -> str:
    return sha256(ipsxml.encode(document)).hexdigest()


@pytest.mark.parametrize("arguments", STORED, ids=lambda arguments: arguments.path.stem)
def test_a_sample_has_not_changed(arguments: Arguments) -> None:
    assert list(differences(read(arguments.path), to_store(made(arguments)))) == []


def test_a_series_has_not_changed() -> None:
    today = [to_store(document) for document in made_series()]

    assert list(differences(read(SERIES), today)) == []


def test_differences_from_stored_samples_are_found_except_new_members() -> None:
    stored = {"a": [{"b": 1}], "c": None}

    assert list(differences(stored, {"a": [{"b": 1, "new": 2}], "c": None, "new": []})) == []
    assert list(differences(stored, {"a": [{"b": 1.0}], "c": 3})) == [
        ".a[0].b: 1 became 1.0",
        ".c: None became 3",
    ]
    assert list(differences(stored, {"a": [], "c": None})) == [".a: [{'b': 1}] became []"]


def test_samples_do_not_depend_on_hashes_or_the_local_time_zone() -> None:
    code = "import ipsxml, sys; print(ipsxml.sample('ActiveJob', api='2013-02-15', complete=True))"

    outputs = {
        subprocess.run(  # noqa: S603 - our own program
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


def test_all_versions_that_have_their_kinds_see_the_same_jobs() -> None:
    def seen(api: str) -> list[tuple[object, ...]]:
        jobs = ipsxml.sample("getActiveJobsReturn", api=api, seed=5, jobs=6).payload.job_array
        return [(job.job_handle, job.state, job.progress, job.start_date) for job in jobs]

    assert seen("2008-01-15") == seen("2013-02-15") == seen("2016-01-14-beta") == seen("reference")


def test_chance_spreads_evenly() -> None:
    counts = [0] * 10
    for label in range(10_000):
        counts[(Chance.of(1) / label).below(10)] += 1

    assert all(900 < count < 1100 for count in counts)


def test_choices_in_one_place_do_not_affect_those_in_another() -> None:
    first = (Chance.of(1) / "a").between(0, 10**9)
    (Chance.of(1) / "new").below(5)

    assert (Chance.of(1) / "a").between(0, 10**9) == first
    assert (Chance.of(1) / "b").between(0, 10**9) != first
