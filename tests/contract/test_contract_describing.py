"""Descriptions of names, checked against the contracts of all versions."""

from itertools import pairwise

import pytest

import ipsxml
from ipsxml.contract import REFERENCE, SEEN_VERSIONS, contract, family, versions
from ipsxml.contract.describing import describable_names, member_names
from ipsxml.contract.documentation_languages import languages
from ipsxml.contract.operations import operations, uploads
from ipsxml.contract.printed_names import PrintedName, uses_of_printed_name

WIRE_VERSIONS = versions()[1:]
AGES = {version.name: age for age, version in enumerate(WIRE_VERSIONS)}
TYPES = tuple(family().types)


def described_type(name: str) -> ipsxml.TypeDescription:
    found = ipsxml.describe(name)
    assert isinstance(found, ipsxml.TypeDescription)
    return found


def spans(since: str | None, until: str | None) -> list[str]:
    """The versions from ``since`` to ``until``; none if ``since`` is unknown."""
    if since is None:
        return []
    last = AGES[until] if until else len(AGES)
    return [name for name, age in AGES.items() if AGES[since] <= age <= last]


def test_a_description_of_a_member_is_complete() -> None:
    found = ipsxml.describe("TaskItemProgress.progress", lang="fr")

    assert found == ipsxml.MemberDescription(
        name="TaskItemProgress.progress",
        element="progress",
        type="Fraction",
        base="xs:double",
        limits=ipsxml.ValuesDescription(
            name="Fraction",
            text="Une part d'un tout, de 0.0 (rien) à 1.0 (tout).",
            lang="fr",
            base="xs:double",
            values=(),
            minimum="0.0",
            maximum="1.0",
            pattern=None,
            occurs_in=("TaskItemProgress.progress", "TaskProgress.progress"),
        ),
        text="La part de cet élément qui est traitée, de 0.0 à 1.0.",
        lang="fr",
        since="2008-01-15",
        until=None,
        required_since="2008-01-15",
        repeats=False,
        alias_of=None,
        printed=(),
        roots=("getActiveJobsReturn",),
    )


@pytest.mark.parametrize("name", TYPES)
def test_a_described_type_exists_in_the_versions_that_have_it(name: str) -> None:
    found = described_type(name)

    elsewhere = name in contract(WIRE_VERSIONS[0]).types  # faults have the same namespace in all versions
    present_in = [version.name for version in WIRE_VERSIONS if elsewhere or name in contract(version).types]
    assert spans(found.since, found.until) == present_in


@pytest.mark.parametrize("name", TYPES)
def test_a_described_member_has_the_versions_of_the_contracts(name: str) -> None:
    of_versions = {version.name: contract(version).types.get(name) for version in WIRE_VERSIONS}

    for member in described_type(name).members:
        present_in = [v for v, each in of_versions.items() if each and member.element in each.members]
        required_in = [
            v
            for v in present_in
            if (of_versions[v] or family().types[name]).members[member.element].min_occurs
        ]
        described = spans(member.since, member.until)
        assert [version for version in described if of_versions[version]] == present_in
        required = set(spans(member.required_since, member.until)) & set(present_in)
        assert required == set(required_in)


def test_every_name_is_described_in_every_language() -> None:
    names = [*describable_names(), *(member for name in TYPES for member in member_names(name))]

    for lang in languages():
        assert {ipsxml.describe(name, lang=lang).name for name in names} <= {*names}


@pytest.mark.parametrize("version", [*versions(), *SEEN_VERSIONS], ids=lambda version: version.name)
def test_every_version_is_described(version: ipsxml.Version) -> None:
    found = ipsxml.describe(version.name)

    assert isinstance(found, ipsxml.VersionDescription)
    assert (found.namespace, found.evidence) == (version.namespace, version.evidence)


def test_the_changes_of_a_version_are_the_difference_of_contracts() -> None:
    for before, version in pairwise(WIRE_VERSIONS):
        found = ipsxml.describe(version.name)
        assert isinstance(found, ipsxml.VersionDescription)
        old, new = ({*_places(each)} for each in (before, version))

        added = {name for name in new - old if name.partition(".")[0] in {*contract(before).types, name}}
        assert ({*found.added}, {*found.dropped}) == (added, old - new)


def _places(version: ipsxml.Version) -> list[str]:
    types = contract(version).types
    fixed = {"authenticationFault", "authorizationFault", "ipsApiFault"}
    members = [f"{name}.{member}" for name, each in types.items() for member in each.members]
    return [place for place in (*types, *members) if place.partition(".")[0] not in fixed]


@pytest.mark.parametrize("version", WIRE_VERSIONS, ids=lambda version: version.name)
def test_every_operation_of_a_version_is_described(version: ipsxml.Version) -> None:
    for name in (*operations(version), *uploads(version)):
        found = ipsxml.describe(name)
        assert isinstance(found, ipsxml.OperationDescription)
        assert (found.request.name, found.answer.name) == (f"{name}Param", f"{name}Return")
        assert found.transport == ("multipart" if name in uploads(version) else "soap")
        assert version.name in spans(found.since, found.until)


def test_an_element_is_described_in_each_type_that_has_it() -> None:
    found = ipsxml.describe("progress")

    assert isinstance(found, ipsxml.ElementDescription)
    assert ([each.name for each in found.occurrences], found.document) == (
        ["TaskItemProgress.progress", "TaskProgress.progress", "ActiveJob.progress"],
        None,
    )


def test_an_element_that_can_be_a_document_says_so() -> None:
    inside, alone = ipsxml.describe("taskProgressArray"), ipsxml.describe("activeJob")

    assert isinstance(inside, ipsxml.ElementDescription)
    assert ([each.name for each in inside.occurrences], inside.document) == (
        ["ActiveJob.taskProgressArray"],
        "TaskProgressArray",
    )
    assert alone == ipsxml.describe("ActiveJob")


def test_a_type_says_where_it_occurs() -> None:
    found = described_type("TaskProgress")

    assert (found.documents, found.occurs_in, found.roots, found.operation) == (
        ("TaskProgress", "taskProgress"),
        ("TaskProgressArray.items",),
        ("getActiveJobsReturn",),
        None,
    )
    assert described_type("getActiveJobsReturn").operation == "getActiveJobs"


def test_printed_names_are_described() -> None:
    found = ipsxml.describe("TaskProgress.numProcessed")

    assert isinstance(found, ipsxml.MemberDescription)
    assert PrintedName("numProcédé", ("fr",)) in found.printed
    for name in TYPES:
        for member in described_type(name).members:
            for printed in member.printed:
                assert (name, member.element) in {
                    (use.type_name, use.meant) for use in uses_of_printed_name(printed.name)
                }


def test_an_alias_of_the_reference_pages_is_described_as_one() -> None:
    found = ipsxml.describe("ActiveJob.ripPdfJob")

    assert isinstance(found, ipsxml.MemberDescription)
    assert (found.alias_of, found.since, found.until, found.required_since) == (
        "ripPdfsJob",
        None,
        None,
        None,
    )


def test_describe_all_lists_operations_then_types_then_values() -> None:
    found = ipsxml.describe_all()

    names = [each.name for each in found]
    kinds = [each.kind for each in found]
    assert sorted(kinds, key=["operation", "type", "values"].index) == kinds
    parts = {f"{name}{part}" for name in names for part in ("Param", "Return")}
    assert {*names} | parts >= {*TYPES, *family().simple_types}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("TaskProgres", "unknown name TaskProgres; did you mean TaskProgress?"),
        (
            "TaskProgress.progres",
            "unknown name TaskProgress.progres; did you mean TaskProgress.progress?",
        ),
        (
            "TaskProgres.progress",
            "unknown name TaskProgres.progress; did you mean TaskProgress.progress?",
        ),
        ("getActiveJob", "unknown name getActiveJob; did you mean getActiveJobs?"),
        ("2013-02-16", "unknown name 2013-02-16; did you mean 2013-02-15?"),
        ("Processing", "unknown name Processing; Processing is a value of TaskState"),
        (
            "numProcédé",
            "unknown name numProcédé; numProcédé is the French reference page's name for numProcessed",
        ),
        ("xyzzy", "unknown name xyzzy"),
        ("", "unknown name "),
        (".", "unknown name ."),
    ],
)
def test_an_unknown_name_is_rejected_with_a_suggestion(name: str, message: str) -> None:
    with pytest.raises(ipsxml.UnknownName) as refusal:
        ipsxml.describe(name)

    assert str(refusal.value) == message


def test_an_unavailable_language_is_rejected() -> None:
    with pytest.raises(
        ValueError, match=r"^no documentation in 'de'; available languages: en, ko, zh-Hant, fr$"
    ):
        ipsxml.describe("TaskProgress", lang="de")


def test_the_reference_contract_has_no_changes() -> None:
    found = ipsxml.describe(REFERENCE.name)

    assert isinstance(found, ipsxml.VersionDescription)
    assert (found.added, found.required, found.dropped) == ((), (), ())
