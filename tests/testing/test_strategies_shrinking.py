"""The values that strategies shrink to, and the extra that importing them needs."""

import json
import subprocess
import sys
from typing import Any

import pytest
from plain_values import VERSIONS
from strategy_finding import find
from thoroughness import share_of

import ipsxml
from ipsxml.codec import Plain
from ipsxml.contract import ComplexType, Version, XsdType, contract, version_named
from ipsxml.testing.strategies import documents, invalid_documents, jobs

SIMPLEST: dict[str, Plain] = {
    "xs:string": "",
    "xs:int": 0,
    "xs:long": 0,
    "xs:double": 0.0,
    "xs:boolean": False,
    "xs:dateTime": "2000-01-01T00:00:00",
}
ages_of_the_contract = pytest.mark.parametrize(
    "version", [VERSIONS[0], VERSIONS[1], VERSIONS[-1]], ids=lambda version: version.name
)


def smallest(xsd_type: XsdType, *, strict: bool) -> Any:
    """The smallest value of a type, according to the contract."""
    if not isinstance(xsd_type, ComplexType):
        return xsd_type.values[0] if xsd_type.values and strict else SIMPLEST[xsd_type.base]
    if xsd_type.is_array:
        return []
    return {
        name: 0 if member.wire_type else smallest(member.type, strict=strict)
        for name, member in xsd_type.members.items()
        if member.min_occurs
    }


def smallest_job(version: Version, *, strict: bool) -> Any:
    return smallest(contract(version).types["ActiveJob"], strict=strict)


def plain(document: ipsxml.Document) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ipsxml.to_json(document))
    return found


@pytest.mark.parametrize("version", share_of(VERSIONS, 2), ids=lambda version: version.name)
def test_a_job_shrinks_to_the_smallest_valid_one(version: Version) -> None:
    found = find(documents("ActiveJob", api=version.name), lambda _: True)

    expected = smallest_job(version, strict=version.is_reference)
    assert plain(found) == {"@apiVersion": version.name, "ActiveJob": expected}


@pytest.mark.slow
@ages_of_the_contract
def test_everything_around_a_value_shrinks_away(version: Version) -> None:
    found = find(
        documents("getActiveJobsReturn", api=version.name),
        lambda document: any(job.progress >= 7 for job in document.payload.job_array),
    )

    job = smallest_job(version, strict=version.is_reference) | {"progress": 7}
    assert plain(found) == {"@apiVersion": version.name, "getActiveJobsReturn": {"jobArray": [job]}}


def test_a_strict_job_shrinks_to_listed_values() -> None:
    found = find(documents("ActiveJob", api="2013-02-15", strict=True), lambda _: True)

    assert plain(found)["ActiveJob"] == smallest_job(version_named("2013-02-15"), strict=True)


def test_any_document_shrinks_to_an_empty_one_of_the_newest_version() -> None:
    found = find(documents(), lambda _: True)

    [(name, value)] = ((name, value) for name, value in plain(found).items() if name[0] != "@")
    assert (found.api_version, found.soap_version, found.element) == (VERSIONS[-1].name, None, name)
    assert value in ({}, [])


def test_a_job_of_the_model_shrinks_to_one_without_tasks_and_details() -> None:
    found = find(jobs(), lambda job: int(job.total_size) > 1000)

    assert (found.total_size, found.task_progress_array, found.details, found.description) == (
        1001,
        [],
        None,
        None,
    )


@pytest.mark.slow
@ages_of_the_contract
def test_a_fault_shrinks_to_one_in_the_smallest_job(version: Version) -> None:
    found = find(
        invalid_documents("ActiveJob", api=version.name), lambda invalid: invalid.code == "bad-value"
    )

    assert plain(found.document)["ActiveJob"] == smallest_job(version, strict=True)
    assert found.fault.endswith(" to ''")


WITHOUT_HYPOTHESIS = """
import sys
sys.modules["hypothesis"] = None
import ipsxml, ipsxml.testing, pytest_ipsxml
ipsxml.sample("stopJobReturn", api="2013-02-15")
try:
    import ipsxml.testing.strategies
except ModuleNotFoundError as error:
    print(error.name, "|", error)
"""


@pytest.mark.parametrize("options", [[], ["-O"]], ids=["plain", "optimized"])
@pytest.mark.usefixtures("in_checkout")
def test_without_hypothesis_the_error_says_what_to_install(options: list[str]) -> None:
    result = subprocess.run(  # noqa: S603 - this interpreter, and our own program
        [sys.executable, *options, "-c", WITHOUT_HYPOTHESIS], capture_output=True, text=True, check=True
    )

    assert result.stdout == (
        "hypothesis | ipsxml.testing.strategies needs Hypothesis; "
        "install it with: pip install 'ipsxml[test]'\n"
    )
