"""Migrating documents between versions, and filling missing elements."""

import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from thoroughness import share_of

import ipsxml
from ipsxml.contract import ComplexType, Contract, contract, family, versions
from ipsxml.document_conversion import convert
from ipsxml.stated_values import StatedValue, stated_value

PAIRS = [(old.name, new.name) for old, new in permutations(versions(), 2)]
CONTRACTS = {version.name: contract(version) for version in versions()}

# Elements that cannot be filled: the client's identity, the owner of a job, the rules of a set.
UNSTATED = {
    ("AutomatedSetGenerationJob", "autoSetCreationOptions"),
    ("authHeader", "appName"),
    ("authHeader", "appVersion"),
    ("uploadPostParam", "companyHandle"),
}


def newly_required(old: Contract, new: Contract) -> Iterator[tuple[str, str]]:
    """Members that the new version requires and a document of the old one may lack."""
    for name in old.types.keys() & new.types.keys():
        before = old.types[name].members
        for member in new.types[name].members.values():
            if member.min_occurs and not (member.name in before and before[member.name].min_occurs):
                yield name, member.name


def test_every_newly_required_member_has_a_stated_value_or_none_is_possible() -> None:
    needed = {found for old, new in PAIRS for found in newly_required(CONTRACTS[old], CONTRACTS[new])}
    stated = {
        (type_name, member.name)
        for type_name, complex_type in family().types.items()
        for member in complex_type.members.values()
        if member.fill is not None or member.fill_from
    }

    assert needed - UNSTATED == stated


def test_the_page_about_converting_names_every_required_member() -> None:
    page = Path(__file__).parents[1].joinpath("docs", "convert.md").read_text(encoding="utf-8")
    section = page[page.index("## Other versions") : page.index("## Redacting")]

    named = {name.rpartition("/")[2] for name in re.findall(r"`([\w/]+)`", section)}
    stated = {
        member.name
        for complex_type in family().types.values()
        for member in complex_type.members.values()
        if member.fill is not None or member.fill_from
    }

    assert stated | {name for _, name in UNSTATED} <= named


def holders(complex_type: ComplexType) -> set[str]:
    """The types that can contain a type at any depth, itself included."""
    found = {complex_type.name}
    while True:
        more = {
            name
            for name, each in family().types.items()
            if any(member.type.name in found for member in each.members.values())
        }
        if more <= found:
            return found
        found |= more


def test_a_value_filled_from_another_member_has_the_same_type() -> None:
    for complex_type in family().types.values():
        for member in complex_type.members.values():
            for source in member.fill_from:
                types = [
                    family().types[holder].members[source].type.name
                    for holder in holders(complex_type)
                    if source in family().types[holder].members
                ]
                assert set(types) == {member.type.name}, (complex_type.name, member.name, source)


def lacking(error: ipsxml.EncodeError) -> set[str]:
    """The names of the elements that a rejected migration lacks."""
    return set(re.findall(r"(\w+): \S+ requires this element", str(error)))


# A log entry on its own is in no log whose date could be used.
WITHOUT_SOURCE = {"dateCreated"}


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_a_filled_migration_is_valid_or_lacks_only_unstated_values(old: str, new: str) -> None:
    common = sorted(CONTRACTS[old].elements.keys() & CONTRACTS[new].elements.keys())
    for element in share_of(common, PAIRS.index((old, new))):
        for complete in (False, True):
            document = ipsxml.sample(element, api=old, complete=complete)
            try:
                moved, _ = ipsxml.migrate(document, new, fill=True)
            except ipsxml.EncodeError as error:
                assert str(error).endswith("; the schema states no value for the missing elements")
                assert lacking(error) <= {name for _, name in UNSTATED} | WITHOUT_SOURCE
            else:
                assert ipsxml.validate(ipsxml.encode(moved)).valid


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_answers_with_jobs_and_logs_are_never_rejected(old: str, new: str) -> None:
    for element in (
        "getActiveJobsReturn",
        "getScheduledJobsReturn",
        "getJobLogsReturn",
        "getJobLogDetailsReturn",
    ):
        for seed in range(5):
            document = ipsxml.sample(element, api=old, seed=seed)

            moved, warnings = ipsxml.migrate(document, new, fill=True)

            codes = {warning.code for warning in warnings}
            assert ipsxml.validate(ipsxml.encode(moved)).valid
            assert codes <= {"dropped-element", "filled-element"}
            assert ("filled-element" in codes) == is_refused(document, new)


def is_refused(document: ipsxml.Document, api: str) -> bool:
    try:
        ipsxml.migrate(document, api)
    except ipsxml.EncodeError as error:
        assert str(error).endswith(
            "; use --fill (in Python, fill=True) to fill missing elements with stated values"
        )
        return True
    return False


def filled_in(element: str, old: str, new: str) -> tuple[ipsxml.Document, dict[str, str]]:
    """A migrated sample with one job, and the values that were filled, by path."""
    document = ipsxml.sample(element, api=old, jobs=1, complete=True)
    moved, warnings = ipsxml.migrate(document, new, fill=True)
    filled = [warning for warning in warnings if warning.code == "filled-element"]
    assert {warning.severity for warning in filled} == {"warning"}
    message = r"(.*) was filled with (.*): .* requires it"
    found = [re.fullmatch(message, warning.message) for warning in filled]
    assert [f"{element}.{match[1]}" for match in found if match] == [warning.path for warning in filled]
    return moved, {re.sub(r"\[\d+\]", "", match[1]): match[2] for match in found if match}


def test_a_job_from_before_4_0_gets_no_tasks_and_its_start_as_trigger_time() -> None:
    moved, filled = filled_in("getActiveJobsReturn", "pre-4.0", "2016-01-14-beta")

    [job] = moved.payload.job_array
    began = job.start_date.isoformat("T", "milliseconds")
    assert filled == {
        "jobArray.triggerTime": f"{began} (the startDate)",
        "jobArray.taskProgressArray": "an empty array",
    }
    assert (job.trigger_time, job.task_progress_array) == (job.start_date, [])


def test_a_task_without_a_state_gets_the_state_unknown() -> None:
    moved, filled = filled_in("getActiveJobsReturn", "2010-01-31", "2013-02-15")

    assert filled == {"jobArray.taskProgressArray.taskState": "Unknown"}
    states = {task.task_state for job in moved.payload.job_array for task in job.task_progress_array}
    assert states == {"Unknown"}


def test_a_log_is_filled_from_its_other_members() -> None:
    moved, filled = filled_in("getJobLogDetailsReturn", "pre-4.0", "2016-01-14-beta")

    [log] = moved.payload.job_log_array
    ended = log.end_date.isoformat("T", "milliseconds")
    assert filled == {
        "jobLogArray.originalJobName": f"{log.job_name} (the jobName)",
        "jobLogArray.jobSubType": "an empty text",
        "jobLogArray.description": "an empty text",
        "jobLogArray.transferSuccessCount": "0",
        "jobLogArray.transferErrorCount": "0",
        "jobLogArray.transferWarningCount": "0",
        "jobLogArray.detailArray.dateCreated": f"{ended} (the endDate)",
    }
    assert (log.original_job_name, log.description, log.transfer_error_count) == (log.job_name, "", 0)
    assert {entry.date_created for entry in log.detail_array} == {log.end_date}


@pytest.mark.parametrize(
    ("known", "taken"), [(["startDate", "endDate"], "endDate"), (["startDate"], "startDate")]
)
def test_the_preferred_time_is_used_if_several_are_present(known: list[str], taken: str) -> None:
    entry = CONTRACTS["2016-01-14-beta"].types["JobLogDetail"]

    value = stated_value(entry, "dateCreated", ({}, {name: f"the time of {name}" for name in known}))

    assert value == StatedValue(f"the time of {taken}", taken)


def test_there_is_no_stated_value_without_a_source() -> None:
    entry = CONTRACTS["2016-01-14-beta"].types["JobLogDetail"]

    assert stated_value(entry, "dateCreated", ({}, {})) is None


def test_a_header_without_its_client_is_rejected_even_with_fill() -> None:
    header = ipsxml.Document(ipsxml.AuthHeader(app_name="Example"), "2013-02-15", "authHeader")

    for fill in (False, True):
        suffix = "; the schema states no value for the missing elements" if fill else ""
        message = rf"^appVersion: 2016-01-14-beta requires this element{suffix}$"
        with pytest.raises(ipsxml.EncodeError, match=message):
            ipsxml.migrate(header, "2016-01-14-beta", fill=fill)


def test_filled_elements_are_in_wire_order_in_json_too() -> None:
    old = ipsxml.encode(ipsxml.sample("getJobLogDetailsReturn", api="pre-4.0"))

    converted = convert(old, to="json", api="2016-01-14-beta", fill=True)

    assert converted.content == ipsxml.to_json(ipsxml.from_json(converted.content))


def test_strict_rejects_dropped_but_not_filled_elements() -> None:
    old = ipsxml.encode(ipsxml.sample("getActiveJobsReturn", api="2010-01-31"))

    converted = convert(old, api="2012-02-14", fill=True, strict=True)

    assert {warning.code for warning in converted.warnings} == {"filled-element"}
