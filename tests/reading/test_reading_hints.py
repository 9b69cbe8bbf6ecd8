"""Hints: every name that the reference pages print leads to the intended one, in XML and in JSON."""

import json
import re
from functools import cache
from typing import Any
from unicodedata import normalize

import pytest
from plain_values import full_value

import ipsxml
from ipsxml.contract import Version, versions
from ipsxml.contract.family import read_schema_file
from ipsxml.issues import Issue

ROWS = [tuple(line.split("\t")) for line in read_schema_file("printed_names.tsv").decode().splitlines()[1:]]
NAMES = [row for row in ROWS if row[0] in ("ActiveJob", "TaskProgress") and row[1]]
STATES = [row for row in ROWS if row[0] == "TaskState"]
NEWEST = versions()[-1]


@cache
def _response(version: Version, detail: str = "") -> str:
    """JSON of a response with one job that has every member, but only one of the job details."""
    job = full_value(version, "ActiveJob")
    job = {name: value for name, value in job.items() if not isinstance(value, dict) or name == detail}
    job["taskProgressArray"] = job["taskProgressArray"][:1]
    return json.dumps(
        {"@apiVersion": version.name, "@soap": "1.1", "getActiveJobsReturn": {"jobArray": [job]}}
    )


def response(type_name: str, renamed: dict[str, str]) -> dict[str, Any]:
    """The response with members of its job or task renamed."""
    found: dict[str, Any] = json.loads(_response(NEWEST, *renamed))
    [job] = found["getActiveJobsReturn"]["jobArray"]
    if type_name == "TaskProgress":
        [task] = job["taskProgressArray"]
        job["taskProgressArray"] = [{renamed.get(name, name): value for name, value in task.items()}]
    else:
        found["getActiveJobsReturn"]["jobArray"] = [
            {renamed.get(name, name): value for name, value in job.items()}
        ]
    return found


@cache
def _xml(bare: str = "", detail: str = "") -> str:
    """The response in SOAP, or, if ``bare`` names a type, only its job or task."""
    document = ipsxml.from_json(_response(NEWEST, detail), ipsxml.GetActiveJobsReturn)
    if not bare:
        return ipsxml.encode(document).decode()
    [job] = document.payload.job_array
    assert job.task_progress_array is not None
    payload = job if bare == "ActiveJob" else job.task_progress_array[0]
    return ipsxml.encode(payload, api=NEWEST.name).decode()


def as_xml(type_name: str, meant: str, printed: str, *, bare: bool = False) -> bytes:
    """XML in which the first element ``meant`` of the type has the printed name."""
    text = _xml(type_name if bare else "", meant)
    start = text.index("<taskProgressArray>") if type_name == "TaskProgress" and not bare else 0
    element = re.compile(rf"<{meant}>(.*?)</{meant}>|<{meant}/>", re.DOTALL).search(text, start)
    assert element is not None
    end_tag = re.split(r" \w+=", printed)[0]
    changed = f"<{printed}>{element[1] or ''}</{end_tag}>"
    return (text[: element.start()] + changed + text[element.end() :]).encode()


def the_error(content: bytes) -> Issue:
    [error] = ipsxml.validate(content).errors
    return error


def is_xml_name(name: str) -> bool:
    return re.fullmatch(r"[^\W\d][\w\u0300-\u036f]*", name) is not None


@pytest.mark.parametrize(("type_name", "meant", "language", "printed"), NAMES)
def test_a_printed_name_leads_to_the_element(type_name: str, meant: str, language: str, printed: str) -> None:
    for name in {printed, normalize("NFD", printed), normalize("NFC", printed)}:
        errors = [
            the_error(as_xml(type_name, meant, name)),
            the_error(as_xml(type_name, meant, name, bare=True)),
            the_error(as_xml(type_name, meant, f'{name} lang="{language}"')),
            the_error(json.dumps(response(type_name, {meant: name})).encode()),
        ]
        codes = ["unexpected-element" if is_xml_name(name) else "not-well-formed"] * 3
        assert [error.code for error in errors] == [*codes, "unexpected-element"]
        for error in errors:
            assert error.hint is not None, (error, name)
            assert re.search(rf"\b{meant}\b", error.hint), error


@pytest.mark.parametrize(("meant", "printed"), [(row[1], row[3]) for row in STATES])
def test_a_printed_state_leads_to_the_state(meant: str, printed: str) -> None:
    found = response("TaskProgress", {})
    [job] = found["getActiveJobsReturn"]["jobArray"]
    state = job["taskProgressArray"][0]["taskState"]
    for text in (printed, f" {printed}\n", normalize("NFD", printed)):
        job["taskProgressArray"][0]["taskState"] = text
        xml = _xml().replace(f"<taskState>{state}</taskState>", f"<taskState>{text}</taskState>", 1)
        for content in (json.dumps(found), xml):
            [advice] = ipsxml.validate(content.encode()).issues
            assert (advice.severity, advice.code) == ("warning", "unlisted-value")
            assert advice.hint is not None
            assert (
                advice.hint.endswith(meant)
                or f"write {meant}" in advice.hint
                or f"mean {meant}?" in advice.hint
            )


@pytest.mark.parametrize(("title", "type_name"), [(row[3], row[0]) for row in ROWS if not row[1]])
def test_the_title_of_a_page_leads_to_its_type(title: str, type_name: str) -> None:
    bare = f"<{title}/>"
    wire = f'<{title} xmlns="{NEWEST.namespace}"/>'
    form = json.dumps({"@apiVersion": NEWEST.name, title: {}})

    for content in (bare, wire, form):
        hint = the_error(content.encode()).hint
        assert hint is not None
        assert hint.endswith(f"reference page's name for {type_name}")


def test_a_name_on_two_pages_means_the_member_of_the_type_at_hand() -> None:
    hints = {
        type_name: the_error(as_xml(type_name, "progress", "진행상황", bare=True)).hint
        for type_name in ("ActiveJob", "TaskProgress", "TaskItemProgress")
        if type_name != "TaskItemProgress"
    }

    assert set(hints.values()) == {"진행상황 is the Korean reference page's name for progress"}


@pytest.mark.parametrize("alias", ["ripPdfJob", "uploadUrlJob", "videopublishJob", "imageServingRenderJob"])
def test_the_reference_contract_treats_all_spellings_of_the_pages_alike(alias: str) -> None:
    reference = versions()[0]
    job = full_value(reference, "ActiveJob")
    meant = {"imageServingRenderJob": "imageRenderingPublishJob"}.get(alias) or next(
        name for name in job if name.lower().replace("s", "") == alias.lower().replace("s", "")
    )
    xml = ipsxml.encode(ipsxml.from_json(json.dumps({"@apiVersion": "reference", "activeJob": job}))).decode()
    xml = xml.replace(f"<{meant}>", f"<{alias}>").replace(f"</{meant}>", f"</{alias}>")
    renamed = {alias if name == meant else name: value for name, value in job.items()}

    assert ipsxml.validate(xml.encode()).errors == ()
    error = the_error(json.dumps({"@apiVersion": "reference", "activeJob": renamed}).encode())
    assert error.hint is not None
    assert error.hint.endswith(meant)


def test_no_hint_names_an_alias() -> None:
    reference = versions()[0]
    job = full_value(reference, "ActiveJob")
    for wrong in ("ripPdfJobb", "uploadUrlJobs", "videopublishJobs", "imageServingRenderJobs"):
        form = json.dumps({"@apiVersion": "reference", "activeJob": {**job, wrong: {}}})
        hint = the_error(form.encode()).hint or ""
        assert not re.search(r"\b(ripPdfJob|uploadUrlJob|videopublishJob|imageServingRenderJob)\?", hint)


@pytest.mark.parametrize(
    ("type_name", "text", "meant"),
    [
        ("ActiveJob", "uploadUrlsJob", "UrlUpload"),
        ("ActiveJob", "JobUploadDirectoryJob", "UploadFromServerDirectory"),
    ],
)
def test_a_job_type_in_the_list_of_a_page_leads_to_the_wire_value(
    type_name: str, text: str, meant: str
) -> None:
    found = response(type_name, {})
    found["getActiveJobsReturn"]["jobArray"][0]["type"] = text

    [advice] = ipsxml.validate(json.dumps(found).encode()).issues

    assert advice.hint == f"{text} is the reference pages' name for {meant}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2013-03-04T09:30:00+0100", "write 2013-03-04T09:30:00+01:00"),
        ("2013-03-04T09:30:00+01", "write 2013-03-04T09:30:00+01:00"),
        ("2013-03-04 09:30:00", "write 2013-03-04T09:30:00"),
        ("2013-03-04 09:30:00 +0100", "write 2013-03-04T09:30:00+01:00"),
        ("2013-03-04T09:30:00z", "write 2013-03-04T09:30:00Z"),
        ("2013-03-04t09:30:00,5Z", "write 2013-03-04T09:30:00.5Z"),
        ("2013-03-04", "add a time, as in 2013-03-04T00:00:00"),
        ("2013-13-04", None),
        ("2013-03-04T25:30:00z", None),
        ("04.03.2013", None),
        ("", None),
    ],
)
def test_a_date_and_time_is_corrected_if_unambiguous(text: str, hint: str | None) -> None:
    xml = f'<getJobLogsParam xmlns="{NEWEST.namespace}"><startDate>{text}</startDate></getJobLogsParam>'
    form = {"@apiVersion": NEWEST.name, "getJobLogsParam": {"startDate": text}}

    for content in (xml, json.dumps(form)):
        error = next(each for each in ipsxml.validate(content.encode()).errors if each.code == "bad-value")
        assert error.hint == hint


@pytest.mark.parametrize(
    ("member", "text", "hint"),
    [
        ("radius", "0,5", "write 0.5, with a decimal point"),
        ("radius", "50%", "write 0.5, as a fraction without %"),
        ("radius", "12,5 %", "write 0.125, as a fraction without %"),
        ("radius", "infinity", "the special values are INF, -INF, and NaN"),
        ("radius", "1.234,5", None),
        ("threshold", "50%", "write 50, without %"),
        ("threshold", "0,5", None),
    ],
)
def test_a_number_is_corrected_if_unambiguous(member: str, text: str, hint: str | None) -> None:
    xml = f'<UnsharpMaskOptions xmlns="{NEWEST.namespace}"><{member}>{text}</{member}></UnsharpMaskOptions>'
    form = {"@apiVersion": NEWEST.name, "unsharpMaskOptions": {member: text}}

    for content in (xml, json.dumps(form)):
        assert the_error(content.encode()).hint == hint


@pytest.mark.parametrize(("member", "text"), [("radius", "0.5"), ("threshold", "7")])
def test_a_value_in_unwanted_quotation_marks_is_corrected(member: str, text: str) -> None:
    form = {"@apiVersion": NEWEST.name, "unsharpMaskOptions": {member: text}}

    assert the_error(json.dumps(form).encode()).hint == f"write {text} without quotation marks"


def test_an_out_of_range_value_gets_no_hint() -> None:
    found = response("TaskProgress", {})
    found["getActiveJobsReturn"]["jobArray"][0]["taskProgressArray"][0]["progress"] = "NaN"

    [advice] = ipsxml.validate(json.dumps(found).encode()).issues

    assert (advice.code, advice.hint) == ("out-of-range", None)


@pytest.mark.parametrize("content", ["", " ", "\n"])
def test_a_nil_element_is_one_error(content: str) -> None:
    nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'
    for element, start, end in (
        ("getJobLogsParam", f"<startDate {nil}>", "</startDate>"),
        ("getActiveJobsReturn", f"<jobArray {nil}>", "</jobArray>"),
    ):
        xml = f'<{element} xmlns="{NEWEST.namespace}">{start}{content}{end}</{element}>'
        errors = [each for each in ipsxml.validate(xml.encode()).errors if each.code != "missing-element"]
        assert [(error.code, error.hint) for error in errors] == [
            ("unexpected-attribute", "remove the element")
        ]


@pytest.mark.parametrize("blank", [" ", "\t", "  ", "\u200b", "/"])
def test_a_namespace_followed_by_a_blank_is_wrong(blank: str) -> None:
    xml = f'<stopJobReturn xmlns="{NEWEST.namespace}{blank}"/>'

    error = the_error(xml.encode())

    assert error.code == "wrong-namespace"
    assert error.hint is not None
    assert NEWEST.namespace in error.hint


def test_a_version_of_unknown_shape_is_named_in_the_warning() -> None:
    xml = b'<stopJobReturn xmlns="http://www.scene7.com/IpsApi/xsd/2017-10-29-beta"/>'

    [warning] = ipsxml.validate(xml).issues

    assert warning.message == "the shape of 2017-10-29-beta is unknown; checked against 2016-01-14-beta"


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("num_rows", "did you mean numRows?"),
        ("numrows", "did you mean numRows?"),
        ("jobHandle", "jobHandle belongs in "),
        ("xyzzy", None),
    ],
)
def test_json_has_the_same_hints_as_xml(key: str, hint: str | None) -> None:
    form = {"@apiVersion": NEWEST.name, "getJobLogsParam": {"companyHandle": "c|1", key: 1}}
    xml = (
        f'<getJobLogsParam xmlns="{NEWEST.namespace}"><companyHandle>c|1</companyHandle><{key}>1</{key}>'
        "</getJobLogsParam>"
    )

    for content in (json.dumps(form), xml):
        found = the_error(content.encode()).hint
        assert found == hint or (hint and found and found.startswith(hint))


def test_a_misspelled_required_member_is_one_issue() -> None:
    form = {"@apiVersion": "2010-01-31", "submitJobReturn": {"jobHandel": "j|1"}}

    error = the_error(json.dumps(form).encode())

    assert (error.code, error.hint) == ("unexpected-element", "did you mean jobHandle?")


def test_very_many_unknown_keys_are_reported_quickly() -> None:
    form = {"@apiVersion": "2010-01-31", "submitJobReturn": {f"key{number}": 1 for number in range(50_000)}}

    report = ipsxml.validate(json.dumps(form).encode())

    assert (len(report.issues), report.truncated) == (100, True)
