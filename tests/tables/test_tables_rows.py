"""The rows of a document contain everything in the document."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from table_rows import active_job, attempt, objects_in, response, tables_of
from thoroughness import examples

import ipsxml
from ipsxml.capture import Origin
from ipsxml.codec import Document, read_datetime
from ipsxml.contract import ComplexType, family
from ipsxml.model import field_names
from ipsxml.tables import TABLES
from ipsxml.tables.flat_tables import FlatTable
from ipsxml.testing.strategies import documents

ROWS = [
    "getActiveJobsReturn",
    "getScheduledJobsReturn",
    "getJobLogsReturn",
    "getJobLogDetailsReturn",
    "getAssetJobLogsReturn",
    "taskProgressArray",
    "taskItemProgress",
    "jobLog",
]


def instant(text: str) -> datetime | None:
    try:
        time = read_datetime(text)
        return time.astimezone(UTC) if time.tzinfo else None
    except (ValueError, OverflowError):
        return None


def columns_expected(type_name: str, value: dict[str, Any]) -> dict[str, Any]:
    """The expected columns of the row for an object in the plain form, member by member."""
    expected: dict[str, Any] = {}
    names = field_names(type_name)
    for element, content in value.items():
        member, name = family().types[type_name].members[element], names[element]
        if member.builtin == "xs:dateTime":
            expected |= {name: instant(content), f"{name}_text": content}
        elif member.wire_type:
            whole = content if isinstance(content, int) else None
            expected |= {
                name: whole if -(2**63) <= (whole or 0) < 2**63 else None,
                f"{name}_text": str(content),
            }
        elif member.builtin == "xs:double":
            expected[name] = float(content)
        elif member.builtin:
            expected[name] = content
        elif isinstance(member.type, ComplexType) and not member.type.is_array:
            expected |= {"detail": element, "detail_json": content}
        elif element == "auxArray":
            expected["aux_array_json"] = content
    return {name: value for name, value in expected.items() if value is not None}


def own_columns(table: FlatTable, row: dict[str, Any]) -> dict[str, Any]:
    """The values of a row except its place; JSON is parsed, and nulls are left out."""
    place = {column.name for column in table.place} - {"job_handle", "task_type"}
    values = {name: value for name, value in row.items() if name not in place and value is not None}
    return {name: json.loads(value) if name.endswith("_json") else value for name, value in values.items()}


@pytest.mark.parametrize("element", ROWS)
def test_every_object_is_a_row_and_every_value_is_in_a_column(element: str) -> None:
    @settings(max_examples=examples(60))
    @given(documents(element))
    def check(document: Document) -> None:
        read = attempt(ipsxml.encode(document))
        assert read.reading is not None
        objects = objects_in(read.reading.valid_document)

        found = tables_of([read])

        for table in list(TABLES.values())[1:]:
            expected = [
                (kind, columns_expected(kind, value)) for kind in table.types for value in objects[kind]
            ]
            rows = [(row.get("kind", table.types[0]), own_columns(table, row)) for row in found[table.name]]
            for (kind, values), (expected_kind, wanted) in zip(rows, expected, strict=True):
                inherited = {name: values[name] for name in values.keys() - wanted.keys()}
                assert (kind, values) == (expected_kind, wanted | inherited)
                assert inherited.keys() <= {"job_handle", "task_type"}

    check()


@settings(max_examples=examples(60))
@given(documents())
def test_a_document_is_one_row_and_keys_link_its_rows(
    document: Document,
) -> None:
    found = tables_of([attempt(ipsxml.encode(document), Origin("polls.zip", "!a.xml"))])

    [row] = found["documents"]
    assert (row["document"], row["verdict"]) == ("polls.zip!a.xml", "valid")
    assert {each["document"] for rows in found.values() for each in rows} == {"polls.zip!a.xml"}
    jobs = {row["job"]: row["job_handle"] for row in found["jobs"]}
    tasks = {(row["job"], row["task"]): (row["job_handle"], row["task_type"]) for row in found["tasks"]}
    logs = {row["log"]: row["job_handle"] for row in found["logs"]}
    assert len(tasks) == len(found["tasks"])
    for row in found["tasks"]:
        assert row["job_handle"] == jobs.get(row["job"])
    for row in found["items"]:
        parent = tasks.get((row["job"], row["task"]), (None, None))
        assert (row["job_handle"], row["task_type"]) == parent
    for row in found["entries"]:
        assert row["log"] is None or row["job_handle"] == logs[row["log"]]


def test_rows_have_the_positions_of_their_objects() -> None:
    found = tables_of(
        [attempt(ipsxml.encode(ipsxml.sample("getActiveJobsReturn", api="2013-02-15", jobs=3)))]
    )

    jobs, tasks, items = found["jobs"], found["tasks"], found["items"]
    assert [row["job"] for row in jobs] == [0, 1, 2]
    assert [(row["job"], row["task"]) for row in tasks] == [
        (job["job"], number)
        for job in jobs
        for number in range(sum(task["job"] == job["job"] for task in tasks))
    ]
    assert {(row["job"], row["task"], row["item"]) for row in items} == {
        (task["job"], task["task"], number)
        for task in tasks
        for number in range(sum((row["job"], row["task"]) == (task["job"], task["task"]) for row in items))
    }


def test_rows_of_a_task_document_have_no_job() -> None:
    task = "<taskType>a</taskType><numProcessed>1</numProcessed><numProcessing>0</numProcessing>"
    item = (
        "<itemName>a.tif</itemName><progress>INF</progress><progressMessage/>"
        "<lastProgressUpdate>2013-03-04T09:30:00</lastProgressUpdate>"
    )
    content = (
        f'<TaskProgressArray xmlns="http://www.scene7.com/IpsApi/xsd/2010-01-31"><items>{task}'
        "<numPending>0</numPending><progress>0.5</progress><progressMessage/>"
        "<lastProgressUpdate>2013-03-04T09:30:00Z</lastProgressUpdate>"
        f"<taskItemProgressArray><items>{item}</items></taskItemProgressArray></items></TaskProgressArray>"
    )

    found = tables_of([attempt(content.encode())])

    assert found["items"] == [
        {
            "document": "a.xml",
            "captured_at": None,
            "job": None,
            "job_handle": None,
            "task": 0,
            "task_type": "a",
            "item": 0,
            "item_name": "a.tif",
            "progress": float("inf"),
            "progress_message": "",
            "last_progress_update": None,
            "last_progress_update_text": "2013-03-04T09:30:00",
        }
    ]
    assert [(row["job"], row["job_handle"], row["task"]) for row in found["tasks"]] == [(None, None, 0)]


def test_the_capture_time_is_in_every_table() -> None:
    captured_at = datetime.fromisoformat("2013-03-04T09:30:00.123456-08:00")
    read = attempt(
        response(active_job()),
        Origin("a.har", "#entries[0].response", captured_at, "POST", "https://a/", 200),
    )

    found = tables_of([read])

    assert found["documents"] == [
        {
            "document": "a.har#entries[0].response",
            "source": "a.har",
            "place": "#entries[0].response",
            "captured_at": captured_at.astimezone(UTC),
            "captured_at_text": "2013-03-04T09:30:00.123456-08:00",
            "method": "POST",
            "url": "https://a/",
            "http_status": 200,
            "verdict": "valid",
            "api_version": "2013-02-15",
            "element": "getActiveJobsReturn",
            "soap_version": None,
            "errors": 0,
            "warnings": 0,
            "code": None,
            "message": None,
            "path": None,
            "line": None,
            "fault_code": None,
            "fault_constant": None,
        }
    ]
    assert [row["captured_at"] for row in found["jobs"]] == [captured_at]


@pytest.mark.parametrize(
    ("version", "text", "number"),
    [
        ("", "4096", 4096),
        ("", "12 MB", None),
        ("", "007", None),
        ("", "9223372036854775807", 2**63 - 1),
        ("", "9223372036854775808", None),
        ("", "", None),
        (' xmlns="http://www.scene7.com/IpsApi/xsd/2013-02-15"', "007", 7),
    ],
)
def test_a_size_is_a_number_if_possible_and_always_text(version: str, text: str, number: int | None) -> None:
    job = active_job(totalSize=text)

    [row] = tables_of([attempt(f"<ActiveJob{version}>{job}</ActiveJob>".encode())])["jobs"]

    assert (row["total_size"], row["total_size_text"]) == (number, str(number) if version else text)


def test_numbers_in_json_notation_are_numbers() -> None:
    document = json.loads(ipsxml.to_json(response(active_job())))
    job = document["getActiveJobsReturn"]["jobArray"][0]
    job |= {"progress": 42.0, "totalSize": 7.0}

    [row] = tables_of([attempt(json.dumps(document).encode())])["jobs"]

    assert (row["progress"], row["total_size"], row["total_size_text"]) == (42, 7, "7")


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\u0000"'], ids=["half a character", "not in XML"])
def test_text_that_tables_cannot_contain_is_invalid(text: str) -> None:
    content = ipsxml.to_json(response(active_job())).replace(b'"winter"', text.encode())

    found = tables_of([attempt(content)])

    assert ([row["verdict"] for row in found["documents"]], found["jobs"]) == (["invalid"], [])


def test_an_invalid_document_is_only_a_row_with_its_first_error() -> None:
    content = response(active_job(progress="42.0"), active_job(state="Running"))

    found = tables_of([attempt(content)])

    [row] = found["documents"]
    assert {name: row[name] for name in ("verdict", "errors", "code", "message", "path", "line")} == {
        "verdict": "invalid",
        "errors": 1,
        "code": "bad-value",
        "message": "'42.0' is not a whole number from -2147483648 to 2147483647",
        "path": "/getActiveJobsReturn/jobArray/items[1]/progress",
        "line": 1,
    }
    assert [name for name, rows in found.items() if rows] == ["documents"]


def test_a_fault_has_its_code(fixtures: Any) -> None:
    [row] = tables_of([attempt((fixtures / "good/fault.xml").read_bytes())])["documents"]

    assert (row["element"], row["fault_code"], row["fault_constant"]) == (
        "authenticationFault",
        10001,
        "AUTHENTICATION_FAULT_CODE_INVALID_CREDENTIALS",
    )


def test_every_member_of_a_row_has_a_column_or_its_own_rows() -> None:
    inner = {
        (kind, name)
        for table in TABLES.values()
        for kind in table.types
        for name, member in family().types[kind].members.items()
        if isinstance(member.type, ComplexType) and member.type.is_array
    }

    assert inner == {
        ("ActiveJob", "taskProgressArray"),
        ("TaskProgress", "taskItemProgressArray"),
        ("JobLog", "detailArray"),
        ("JobLogDetail", "auxArray"),
        ("AssetJobLog", "auxArray"),
    }
