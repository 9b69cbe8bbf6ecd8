"""Every element of every version has samples valid without advice; complete ones have every member."""

import subprocess
import sys
from typing import Any

import pytest

import ipsxml
from ipsxml.contract import (
    ComplexType,
    Version,
    XsdType,
    contract,
    credentials,
    family,
    fixed_namespaces,
    versions,
)
from ipsxml.document import plain_document
from ipsxml.simulation.detail_kinds import job_details
from ipsxml.simulation.job_kinds import KINDS
from ipsxml.testing.samples.leaf_samples import DOUBLES, HANDLES, MOMENTS, NUMBERS, TEXTS
from ipsxml.testing.samples.sample_setting import set_scene
from ipsxml.testing.samples.type_facts import MAKERS, common_facts

VERSIONS = versions()
of_every_version = pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)


def elements_of(version: Version) -> list[str]:
    return [*contract(version).elements, *(fixed_namespaces().keys() - contract(version).elements)]


@of_every_version
@pytest.mark.parametrize("complete", [False, True])
def test_a_sample_of_every_element_is_valid_without_advice(version: Version, complete: bool) -> None:
    envelopes = [None, "1.1", "1.2"]

    reports = {
        element: ipsxml.validate(
            ipsxml.encode(
                ipsxml.sample(element, api=version.name, complete=complete, envelope=envelopes[number % 3])  # type: ignore[arg-type]
            ),
            strict=True,
        )
        for number, element in enumerate(elements_of(version))
    }

    assert [(element, report.issues) for element, report in reports.items() if report.issues] == []
    assert all(report.valid for report in reports.values())


@of_every_version
def test_a_sample_survives_writing_and_reading(version: Version) -> None:
    for element in contract(version).elements:
        document = ipsxml.sample(element, api=version.name, complete=True, envelope="1.1")

        assert ipsxml.decode(ipsxml.encode(document)) == document
        assert ipsxml.from_json(ipsxml.to_json(document)) == document


@pytest.mark.parametrize("seed", range(25))
@of_every_version
def test_responses_are_valid_for_any_seed(version: Version, seed: int) -> None:
    for element in ("getActiveJobsReturn", "getScheduledJobsReturn", "getJobLogsReturn"):
        document = ipsxml.sample(element, api=version.name, seed=seed, jobs=3)

        assert ipsxml.validate(ipsxml.encode(document), strict=True).issues == ()


def missing(value: Any, complex_type: ComplexType, path: str) -> list[str]:
    """The paths of the members that a value and everything in it lack."""
    if complex_type.is_array:
        member = complex_type.members["items"]
        parts = [(f"{path}[{index}]", member, item) for index, item in enumerate(value)]
        absent = [] if value else [f"{path}[0]"]
    else:
        members = [member for member in complex_type.members.values() if member.alias_of is None]
        parts = [(f"{path}.{each.name}", each, value[each.name]) for each in members if each.name in value]
        absent = [f"{path}.{each.name}" for each in members if each.name not in value]
    for inner_path, member, inner in parts:
        if isinstance(member.type, ComplexType):
            absent += missing(inner, member.type, inner_path)
    return absent


@of_every_version
def test_a_complete_sample_lacks_only_credentials(version: Version) -> None:
    lacking = []
    for element in elements_of(version):
        plain = plain_document(ipsxml.sample(element, api=version.name, complete=True))
        assert plain.complex_type is not None
        lacking += missing(plain.payload, plain.complex_type, element)

    read = contract(version).types["authHeader"].members.keys()
    assert set(lacking) == {f"authHeader.{name}" for name in credentials()["authHeader"] & read}
    assert len(lacking) == len(set(lacking))


def unknown_names(facts: Any, xsd_type: XsdType) -> set[str]:
    """The names in facts without a member in the family."""
    if not isinstance(xsd_type, ComplexType) or facts is None:
        return set()
    if xsd_type.is_array:
        item = xsd_type.members["items"].type
        return {name for each in facts for name in unknown_names(each, item)}
    found = {f"{xsd_type.name}.{name}" for name in facts.keys() - xsd_type.members.keys()}
    for name in facts.keys() & xsd_type.members.keys():
        found |= unknown_names(facts[name], xsd_type.members[name].type)
    return found


# Facts for two types go to both: each ignores the other's members.
_SHARED = {
    "UploadUrlsJob": {"serverDir", "destFolder"},
    "UploadDirectoryJob": {"urlArray", "numUrls"},
    "ScheduledJob": {"uploadPostJob"},
    "submitJobParam": {"uploadPostJob"},
}


@pytest.mark.parametrize("type_name", MAKERS)
def test_the_names_in_makers_are_in_the_schemas(type_name: str) -> None:
    unknown: set[str] = set()
    for seed in range(20):
        scene = set_scene(family(), seed, jobs=3, complete=seed % 2 == 0)
        unknown |= unknown_names(MAKERS[type_name](scene), family().types[type_name])

    shared = {f"{name}.{member}" for name, members in _SHARED.items() for member in members}
    assert unknown - shared == set()


def test_the_names_in_tables_of_values_are_in_the_schemas() -> None:
    members = {member.name: member for each in family().types.values() for member in each.members.values()}
    named = {*TEXTS, *NUMBERS, *DOUBLES, *MOMENTS, *HANDLES}
    named.update(common_facts(set_scene(family(), 0, jobs=1, complete=False)))

    assert named - members.keys() == set()
    assert MAKERS.keys() <= family().types.keys()


def test_every_type_of_job_except_cleanup_has_a_kind() -> None:
    values = family().simple_types

    assert {kind.job_type for kind in KINDS} == set(values["JobType"].values) - {"Cleanup"}
    assert {kind.detail for kind in KINDS} <= set(job_details())
    assert {log_type for kind in KINDS for log_type in kind.log} <= set(values["JobLogType"].values)


def test_every_text_is_from_a_table_or_a_maker() -> None:
    made_up = []
    for complex_type in family().types.values():
        document = ipsxml.sample(complex_type.name, api="reference", complete=True)
        xml = ipsxml.encode(document).decode()
        made_up += [name for name in complex_type.members if f">{name} " in xml]

    assert made_up == []


def test_an_unknown_type_is_rejected_with_a_suggestion() -> None:
    with pytest.raises(
        ipsxml.UnknownType, match=r"^2013-02-15 has no type or element activeJobs; did you mean activeJob\?$"
    ):
        ipsxml.sample("activeJobs", api="2013-02-15")


def test_a_type_of_another_version_is_rejected() -> None:
    with pytest.raises(ipsxml.UnknownType, match=r"^pre-4\.0 has no type or element TaskProgress"):
        ipsxml.sample("TaskProgress", api="pre-4.0")


def test_an_unknown_version_is_rejected() -> None:
    with pytest.raises(ipsxml.UnknownVersion):
        ipsxml.sample("ActiveJob", api="2099-01-01")


def test_a_negative_number_of_jobs_is_rejected() -> None:
    with pytest.raises(ValueError, match="0 or more, not -1"):
        ipsxml.sample("ActiveJob", api="2013-02-15", jobs=-1)


def test_importing_the_testing_package_imports_nothing_else() -> None:
    code = (
        "import sys, ipsxml; before = set(sys.modules); import ipsxml.testing;"
        "print(sorted(set(sys.modules) - before), 'pytest' in sys.modules, 'hypothesis' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own text

    assert done.stdout == "['ipsxml.testing'] False False\n"
